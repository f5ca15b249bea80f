"""`tk export` and `tk import` as a translator and an operator meet them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

sys.path.insert(0, str(Path(__file__).parent))
import desk

from translate import drafts
from translate.interchange import registry
from translate.units import State
from translate.workspace import ArticleFolder

Run = Callable[..., Result]
FORMATS = ["xliff", "xliff2", "po", "csv"]
SUFFIX = {"xliff": ".xlf", "xliff2": ".xliff", "po": ".po", "csv": ".csv"}


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of drafts; the working folder is its parent."""
    monkeypatch.chdir(tmp_path)
    return Path("output")


@pytest.fixture
def folder(out: Path) -> ArticleFolder:
    return desk.put(out, "pont", "en", *desk.units())


def edit(path: Path | str, *changes: tuple[str, str]) -> None:
    """Replace texts in a file where they first stand, matches aside; each must be there."""
    text = Path(path).read_bytes().decode("utf-8-sig")
    for old, new in changes:
        parts = re.split(r"(<mtc:matches>.*?</mtc:matches>)", text, flags=re.DOTALL)
        place = next(number for number, part in enumerate(parts) if number % 2 == 0 and old in part)
        parts[place] = parts[place].replace(old, new, 1)
        text = "".join(parts)
    Path(path).write_bytes(text.encode("utf-8"))


def change_draft(folder: ArticleFolder, name: str, **changes) -> None:
    """What a human does in a PO editor meanwhile."""
    draft = drafts.read(folder.draft("en"))
    units = tuple(replace(unit, **changes) if unit.segment.id == name else unit for unit in draft.units)
    drafts.write(replace(draft, units=units), folder.draft("en"))


def counts(tk: Run, *arguments: object, code: int = 0) -> dict[str, int]:
    result = tk("import", "--json", *arguments)
    assert result.exit_code == code, result.output
    found = json.loads(result.stdout)["counts"]
    return {name: number for name, number in found.items() if number}


@pytest.mark.parametrize("form", registry.NAMES)
def test_untouched_changes_nothing(tk: Run, out: Path, form: str) -> None:
    """In every format; two articles in one file where it holds as many."""
    folders = [desk.put(out, slug, "en", *desk.units()) for slug in ("un", "deux")]
    before = [folder.draft("en").read_bytes() for folder in folders]
    result = tk("export", form, out, "--json")
    assert result.exit_code == 0
    files = [row["file"] for row in json.loads(result.stdout)["files"]]
    first = [Path(file).read_bytes() for file in files]
    assert tk("export", form, out).exit_code == 0  # nobody has touched them: written again, the same bytes
    assert [Path(file).read_bytes() for file in files] == first
    found = counts(tk, *files)
    assert sum(found.values()) == found["unchanged"] >= 10  # TMX leaves out what has no translation
    assert [folder.draft("en").read_bytes() for folder in folders] == before
    assert not any(folder.backups.exists() for folder in folders)


@pytest.mark.parametrize("form", FORMATS)
def test_an_edit_comes_back_and_a_copy_is_kept(tk: Run, folder: ArticleFolder, form: str) -> None:
    before = folder.draft("en").read_bytes()
    tk("export", form, folder.path, "--out", "renamed" + SUFFIX[form])
    edit("renamed" + SUFFIX[form], ("The bridge of Markala", "The Markala bridge"))
    result = tk("import", "renamed" + SUFFIX[form])
    assert result.exit_code == 0
    assert "1 edited, 0 conflicting" in result.stdout
    assert "draft The bridge of Markala\n    file  The Markala bridge\n" in result.stdout
    unit = drafts.read(folder.draft("en")).units[0]
    assert (unit.target, unit.state, unit.origin, unit.score) == ("The Markala bridge", State.DRAFT, "human", None)
    (copy,) = folder.backups.iterdir()
    assert copy.read_bytes() == before
    assert str(copy) in result.stdout
    after = folder.draft("en").read_bytes()
    assert counts(tk, "renamed" + SUFFIX[form]) == {"unchanged": 6}
    assert folder.draft("en").read_bytes() == after


APPROVE = {
    "xliff": ('state="needs-review-translation"', 'state="translated"'),
    "xliff2": ('state="translated"', 'state="final"'),
    "po": ("#, fuzzy\n", ""),
    "csv": (",draft,", ",reviewed,"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_approved_as_it_was(tk: Run, folder: ArticleFolder, form: str) -> None:
    tk("export", form, folder.path)
    edit(f"pont.en{SUFFIX[form]}", APPROVE[form])
    assert counts(tk, f"pont.en{SUFFIX[form]}") == {"accepted": 1, "unchanged": 5}
    state = "final" if form == "xliff2" else "reviewed"
    assert desk.states(folder)["s1"] == ("The bridge of Markala", state)
    assert drafts.read(folder.draft("en")).units[0].origin == desk.MACHINE
    assert counts(tk, f"pont.en{SUFFIX[form]}") == {"unchanged": 6}


@pytest.mark.parametrize("form", FORMATS)
def test_a_conflict_keeps_both(tk: Run, folder: ArticleFolder, form: str) -> None:
    tk("export", form, folder.path)
    file = f"pont.en{SUFFIX[form]}"
    edit(file, ("The bridge of Markala", "Markala’s bridge"), ("It cost 3 billion.", "It had cost 3 billion."))
    change_draft(folder, "s1", target="The Markala bridge", state=State.REVIEWED, origin="human")
    result = tk("import", file)
    assert result.exit_code == 1
    assert "conflicting  pont en s1" in result.stdout
    first = drafts.read(folder.draft("en")).units[0]
    assert (first.target, first.state) == ("The Markala bridge", State.REVIEWED)
    assert first.note == f"conflict ({file}): Markala’s bridge"
    assert desk.states(folder)["s3"][0] == "It had cost 3 billion."  # the draft had not moved: no conflict
    after = folder.draft("en").read_bytes()
    assert counts(tk, file, code=1) == {"conflicting": 1, "unchanged": 5}
    assert folder.draft("en").read_bytes() == after  # said again, kept once


def test_the_file_may_win_a_conflict(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "csv", folder.path)
    edit("pont.en.csv", ("The bridge of Markala", "Markala’s bridge"))
    change_draft(folder, "s1", target="The Markala bridge", state=State.REVIEWED, origin="human")
    assert counts(tk, "pont.en.csv", "--file-wins") == {"edited": 1, "unchanged": 5}
    first = drafts.read(folder.draft("en")).units[0]
    assert first.target == "Markala’s bridge"
    assert first.note == "conflict (draft, reviewed): The Markala bridge"


def test_work_in_the_draft_outlives_a_file_nobody_touched(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "xliff", folder.path)
    change_draft(folder, "s1", target="The Markala bridge", state=State.REVIEWED, origin="human")
    change_draft(folder, "s3", target="It cost three billion.")
    before = folder.draft("en").read_bytes()
    assert counts(tk, "pont.en.xlf") == {"unchanged": 6}
    assert folder.draft("en").read_bytes() == before


def test_a_text_the_machine_made_again_gives_way_to_a_human(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "xliff", folder.path)
    edit("pont.en.xlf", ("The bridge of Markala", "The Markala bridge"))
    change_draft(folder, "s1", target="Markala the bridge", origin="mt:a-newer-model")
    assert counts(tk, "pont.en.xlf") == {"edited": 1, "unchanged": 5}
    assert desk.states(folder)["s1"][0] == "The Markala bridge"


def test_the_checks_tell_of_the_new_text(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "csv", folder.path)
    edit("pont.en.csv", ("It cost 3 billion.", "It cost 4 billion."), ("The <1>bridge</1> is open.", "The bridge is."))
    tk("import", "pont.en.csv")
    units = drafts.read(folder.draft("en")).units
    assert "numbers" in [finding.code for finding in units[2].findings]
    assert "tags" in [finding.code for finding in units[1].findings]
    assert units[1].findings[0].message != "To be looked at <here>."


def test_empty_and_french_targets_do_not_empty_the_draft(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "csv", folder.path)
    edit("pont.en.csv", (",The bridge of Markala,", ",,"), (",It cost 3 billion.,", ",Il a coûté 3 milliards.,"))
    edit("pont.en.csv", (",reviewed,", ",draft,"))
    before = folder.draft("en").read_bytes()
    result = tk("import", "pont.en.csv")
    assert result.exit_code == 0
    assert "2 untranslated" in result.stdout
    assert folder.draft("en").read_bytes() == before


@pytest.mark.parametrize("form", FORMATS)
def test_comments_are_added_never_taken_away(tk: Run, folder: ArticleFolder, form: str) -> None:
    tk("export", form, folder.path)
    change_draft(folder, "s2", note="vu sur place\net confirmé")
    edit(f"pont.en{SUFFIX[form]}", ("vu sur place", "pas sûr"))
    assert counts(tk, f"pont.en{SUFFIX[form]}") == {"unchanged": 6}
    assert drafts.read(folder.draft("en")).units[1].note == "vu sur place\net confirmé\npas sûr"
    assert "comment" not in tk("import", f"pont.en{SUFFIX[form]}").stdout


def test_dry_run_writes_nothing(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "csv", folder.path)
    edit("pont.en.csv", ("The bridge of Markala", "The Markala bridge"))
    before = folder.draft("en").read_bytes()
    result = tk("import", "pont.en.csv", "--dry-run")
    assert "would write output/pont/en.po" in result.stdout
    assert folder.draft("en").read_bytes() == before
    assert not folder.backups.exists()


def test_a_changed_article_keeps_and_offers_the_work(tk: Run, out: Path, folder: ArticleFolder) -> None:
    """One sentence moved, one was rewritten a little, one is gone; all were edited in the tool meanwhile."""
    tk("export", "xliff", folder.path)
    edit(
        "pont.en.xlf", ("The bridge of Markala", "The Markala bridge"), ("It cost 3 billion.", "It came to 3 billion."),
        ("The road comes next.", "Next comes the road."),
    )
    units = {unit.segment.id: unit for unit in desk.units()}
    near = desk.unit("n1", "Il a coûté 3 milliards de francs.", "He cost 3 billion francs.")
    desk.put(out, "pont2", "en", near, units["s2"], replace(units["s1"], segment=replace(
        units["s1"].segment, id="moved")), units["s6"])
    (out / "pont2" / "en.po").replace(folder.draft("en"))
    edit(folder.draft("en"), ("Project-Id-Version: pont2", "Project-Id-Version: pont"))
    shutil.rmtree(out / "pont2")

    result = tk("import", "pont.en.xlf")
    assert result.exit_code == 1
    assert "its translation is kept at the end of the draft" in result.stdout
    draft = drafts.read(folder.draft("en"))
    now = {unit.segment.id: unit for unit in draft.units}
    assert now["moved"].target == "The Markala bridge"
    assert now["n1"].target == "It came to 3 billion."
    assert now["n1"].origin.startswith("memory:fuzzy(")
    assert now["n1"].previous_source == "Il a coûté 3 milliards."
    kept = {unit.target: unit.state for unit in draft.obsolete}
    assert kept == {"It came to 3 billion.": State.REVIEWED, "Next comes the road.": State.FINAL}
    after = folder.draft("en").read_bytes()
    assert counts(tk, "pont.en.xlf") == {"unchanged": 6}
    assert folder.draft("en").read_bytes() == after


def test_a_folder_of_articles_goes_out_in_one_file_a_language(tk: Run, out: Path) -> None:
    folders = [desk.put(out, slug, code, *desk.units()) for slug in ("un", "deux") for code in ("en", "ru")]
    result = tk("export", "xliff2", out, "--out", "job")
    assert result.stdout == (
        "wrote job/output.en.xliff (12 units of 2 articles)\nwrote job/output.ru.xliff (12 units of 2 articles)\n"
    )
    edit("job/output.ru.xliff", ("The bridge of Markala", "Мост Маркала"))
    assert counts(tk, "job/output.ru.xliff", "job/output.en.xliff") == {"edited": 1, "unchanged": 23}
    assert desk.states(folders[2], "ru")["s1"][0] == "Мост Маркала"  # `deux` comes first
    assert desk.states(folders[0], "en")["s1"][0] == "The bridge of Markala"


def test_po_goes_out_one_by_one(tk: Run, out: Path) -> None:
    for slug in ("un", "deux"):
        desk.put(out, slug, "en", *desk.units())
    tk("export", "po", out, "--out", "job")
    assert sorted(path.name for path in Path("job").iterdir()) == ["deux.en.po", "un.en.po"]


def distinct(slug: str) -> list[desk.Unit]:
    return [desk.unit(f"{slug}{n}", f"Phrase {n} de {slug}.", f"Line {n} of {slug}.") for n in (1, 2)]


@pytest.mark.needs_tools
def test_a_merged_and_reflowed_po_finds_its_articles(tk: Run, out: Path) -> None:
    if not shutil.which("msgcat"):
        pytest.skip("gettext is not installed")
    both = desk.unit("both", "Merci beaucoup.", "Thank you.")
    folders = {slug: desk.put(out, slug, "en", *distinct(slug), both) for slug in ("un", "deux")}
    change = replace(both, target="Many thanks.", origin="human")
    folders["deux"].draft("en").unlink()
    folders["deux"] = desk.put(out, "deux", "en", *distinct("deux"), change)
    tk("export", "po", out, "--out", "job")
    merged = subprocess.run(["msgcat", "--width=30", "job/un.en.po", "job/deux.en.po"], capture_output=True, check=True)
    Path("all.po").write_bytes(merged.stdout)
    edit("all.po", ("Line 2 of deux.", "Second line of deux."), ("Line 1 of un.", "First line of un."))
    result = tk("import", "all.po", "--json")
    report = json.loads(result.stdout)
    assert desk.states(folders["deux"])["deux2"][0] == "Second line of deux."
    assert desk.states(folders["un"])["un1"][0] == "First line of un."
    # The sentence both have came back in two versions for both: neither loses its own.
    assert desk.states(folders["deux"])["both"][0] == "Many thanks."
    assert "Many thanks." in str(drafts.read(folders["un"].draft("en")).units)
    assert report["counts"]["unknown"] == 0


def test_files_without_ids_or_article_are_matched_by_source(tk: Run, out: Path, folder: ArticleFolder) -> None:
    desk.put(out, "autre", "en", *distinct("autre"))
    Path("table.csv").write_text(
        "source;target\nMerci.;Thanks.\nIl a coûté 3 milliards.;It came to 3 billion.\nJamais vu.;Never seen.\n",
        encoding="utf-8",
    )
    assert tk("import", "table.csv").exit_code == 2  # no language
    result = tk("import", "table.csv", "--to", "en", "--json")
    assert result.exit_code == 1
    states = desk.states(folder)
    assert states["s5"] == ("Thanks.", "draft")
    # Without a fingerprint nobody knows whether the reviewed text was the one corrected: both are kept.
    assert states["s3"] == ("It cost 3 billion.", "reviewed")
    assert drafts.read(folder.draft("en")).units[2].note == "conflict (table.csv): It came to 3 billion."
    assert [unit.target for unit in drafts.read(folder.draft("en")).obsolete] == ["Never seen."]
    assert json.loads(result.stdout)["missing"] == [{"article": "pont", "language": "en", "units": 4}]


def test_into_one_article_leaves_the_others_of_the_file_alone(tk: Run, out: Path) -> None:
    folders = {slug: desk.put(out, slug, "en", *desk.units()) for slug in ("un", "deux")}
    tk("export", "csv", out)
    edit("output.en.csv", ("deux,en,s1,Le pont de Markala,The bridge", "deux,en,s1,Le pont de Markala,That bridge"))
    assert counts(tk, "output.en.csv", "--into", folders["un"].path, code=1) == {"unknown": 6, "unchanged": 6}
    assert desk.states(folders["un"])["s1"][0] == desk.states(folders["deux"])["s1"][0] == "The bridge of Markala"
    Path("rest.csv").write_text("source,target,language\nInconnu.,Unknown.,en\n", encoding="utf-8")
    tk("import", "rest.csv", "--into", folders["un"].path)
    assert [unit.target for unit in drafts.read(folders["un"].draft("en")).obsolete] == ["Unknown."]


def test_export_never_overwrites_work(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "csv", folder.path)
    assert tk("export", "csv", folder.path).exit_code == 0  # nobody has touched it
    edit("pont.en.csv", ("The bridge of Markala", "The Markala bridge"))
    before = Path("pont.en.csv").read_bytes()
    result = tk("export", "csv", folder.path)
    assert result.exit_code == 1
    assert "bring it back with tk import first" in result.stderr
    assert Path("pont.en.csv").read_bytes() == before
    tk("import", "pont.en.csv")
    assert tk("export", "csv", folder.path).exit_code == 0  # it is in the draft now
    assert tk("export", "po", folder.draft("en"), "--out", folder.draft("en")).exit_code == 2


def test_errors_are_one_line(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "csv", folder.path)
    Path("bad.csv").write_bytes(b"target,id\n\xe9t\xe9,s1\n")
    Path("odd.txt").write_bytes(b"hello\n")
    edit("pont.en.csv", ("The bridge of Markala", "The Markala bridge"))
    result = tk("import", "bad.csv", "odd.txt", "absent.xlf", "pont.en.csv")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("tk: bad.csv:2: not UTF-8")
    assert lines[1].startswith("tk: odd.txt: ")
    assert lines[2].startswith("tk: absent.xlf: ")
    assert desk.states(folder)["s1"][0] == "The Markala bridge"  # the good one was taken
    assert tk("export", "csv", "nowhere").exit_code == 2


def test_a_damaged_draft_is_named(tk: Run, folder: ArticleFolder) -> None:
    tk("export", "csv", folder.path)
    folder.draft("en").write_text("not a draft\n", encoding="utf-8")
    result = tk("import", "pont.en.csv")
    assert result.exit_code == 2
    assert f"tk: {folder.draft('en')}:1: " in result.stderr


def test_other_languages_are_refused_by_name(tk: Run, folder: ArticleFolder) -> None:
    Path("de.csv").write_text("id,language,target\ns1,de,Die Brücke\n", encoding="utf-8")
    result = tk("import", "de.csv")
    assert result.exit_code == 2
    assert "in the language 'de'; drafts are in en (English)" in result.stderr


OMEGAT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>FR</source_lang><target_lang>EN</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
</project></omegat>
"""
MEMORY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext"
creationtoolversion="3.6.0" segtype="paragraph" srclang="FR"/><body>
<tu><tuv lang="FR"><seg>Merci.</seg></tuv><tuv lang="EN"><seg>Thanks.</seg></tuv></tu>
<tu><tuv lang="FR"><seg>Le &lt;1&gt;pont&lt;/1&gt; est ouvert.</seg></tuv>
<tuv lang="EN"><seg>The &lt;1&gt;bridge&lt;/1&gt; has opened.</seg></tuv></tu>
<tu><tuv lang="FR"><seg>The road comes next.</seg></tuv><tuv lang="EN"><seg>Then comes the road.</seg></tuv></tu>
</body></tmx>
"""


@pytest.mark.needs_tools
def test_omegat_translates_po_and_leaves_xliff_whole(tk: Run, tmp_path: Path, folder: ArticleFolder) -> None:
    if not shutil.which("omegat"):
        pytest.skip("OmegaT is not installed")
    project = tmp_path / "job"
    for name in ("source", "target", "tm", "omegat", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(OMEGAT, encoding="utf-8")
    (project / "omegat" / "project_save.tmx").write_text(MEMORY, encoding="utf-8")
    tk("export", "po", folder.path, "--out", project / "source")
    tk("export", "xliff", folder.path, "--out", project / "source")
    subprocess.run(
        ["omegat", str(project), "--mode=console-translate", f"--config-dir={tmp_path / 'config'}"],
        check=True, timeout=280, capture_output=True,
    )
    assert counts(tk, project / "target" / "pont.en.po") == {"edited": 2, "untranslated": 2, "unchanged": 2}
    states = desk.states(folder)
    assert states["s2"] == ("The <1>bridge</1> has opened.", "reviewed")
    assert states["s5"] == ("Thanks.", "reviewed")
    assert states["s1"] == ("The bridge of Markala", "draft")  # OmegaT empties what nobody translated
    # OmegaT takes the targets of an XLIFF file for its source: an edit of the English comes back as one.
    assert counts(tk, project / "target" / "pont.en.xlf") == {"edited": 1, "unchanged": 5}
    assert desk.states(folder)["s4"] == ("Then comes the road.", "final")
    assert desk.states(folder)["s2"] == ("The <1>bridge</1> has opened.", "reviewed")
