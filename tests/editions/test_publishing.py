"""`tk publish`: what a person has approved goes out, anything else is refused or marked."""

import json
from dataclasses import replace

import pytest
from edition_sample import drafts
from published_sample import all_reviewed, on_disk, reviewed

from translate.article import Block
from translate.units import State


def names(folder):
    return sorted(path.name for path in folder.glob("*"))


def test_a_reviewed_article_is_published_in_every_language(tk, tmp_path):
    folder = all_reviewed(tmp_path / "marche", "en", "ru", "bm")
    result = tk("publish", folder.path)
    assert result.exit_code == 0, result.stderr
    assert names(folder.editions) == ["bm.html", "bm.md", "en.html", "en.md", "ru.html", "ru.md"]
    page = (folder.editions / "ru.html").read_text(encoding="utf-8")
    assert "Рынок в Сегу снова открылся в понедельник" in page
    assert "Le marché" not in page
    assert "не проверенный" not in page
    assert f"wrote {folder.editions / 'ru.html'}" in result.stdout


def test_an_unreviewed_article_is_refused_and_the_others_go_on(tk, tmp_path):
    all_reviewed(tmp_path / "out" / "good", "ru")
    units = reviewed("ru")
    units[3] = replace(units[3], state=State.DRAFT)
    units[11] = replace(units[11], state=State.NEW, target="")
    on_disk(tmp_path / "out" / "almost", {"ru": units})
    result = tk("publish", tmp_path / "out", "--format", "html")
    assert result.exit_code == 1
    assert (tmp_path / "out" / "good" / "editions" / "ru.html").is_file()
    assert not (tmp_path / "out" / "almost" / "editions").exists()
    (line,) = result.stderr.splitlines()
    assert line.startswith("tk: almost, ru: 2 of 12 units are not reviewed (1 not translated), the first is seg03 ")
    assert "“Le marché de Ségou a rouvert lundi" in line
    assert "--allow-drafts" in line
    assert result.stdout.endswith("1 file written, 1 edition refused\n")


def test_final_counts_as_reviewed(tk, tmp_path):
    folder = on_disk(tmp_path / "a", {"en": [replace(unit, state=State.FINAL) for unit in reviewed("en")]})
    assert tk("publish", folder.path).exit_code == 0


def test_drafts_are_allowed_on_demand_and_named_and_marked_so(tk, tmp_path):
    folder = on_disk(tmp_path / "marche", drafts("en", "bm"))
    result = tk("publish", folder.path, "--allow-drafts", "--format", "html,markdown,json")
    assert result.exit_code == 0
    assert names(folder.editions) == [
        "bm-draft.html", "bm-draft.json", "bm-draft.md", "en-draft.html", "en-draft.json", "en-draft.md",
    ]
    for path in folder.editions.glob("en-draft.*"):
        assert "Unreviewed machine translation" in path.read_text(encoding="utf-8")
    for path in folder.editions.glob("bm-draft.*"):
        assert "Traduction automatique, non relue" in path.read_text(encoding="utf-8")
    assert "(unreviewed draft)" in result.stdout
    # Approved later: the clean edition stands beside it, without the mark.
    on_disk(folder.path, {"en": reviewed("en")})
    assert tk("publish", folder.draft("en"), "--allow-drafts", "--format", "html").exit_code == 0
    assert "Unreviewed" not in (folder.editions / "en.html").read_text(encoding="utf-8")


def test_a_missing_translation_is_visible_in_a_draft(tk, tmp_path):
    folder = on_disk(tmp_path / "marche", drafts("bm"))
    tk("publish", folder.path, "--allow-drafts", "--format", "html")
    page = (folder.editions / "bm-draft.html").read_text(encoding="utf-8")
    assert "<p>[…]</p>" in page
    assert "Les vendeuses" not in page


def test_a_sentence_the_draft_does_not_know_is_not_passed_over(tk, tmp_path):
    folder = all_reviewed(tmp_path / "marche", "en")
    source = folder.article()
    folder.save_article(replace(source, blocks=(*source.blocks, Block("bnew", "paragraph", "Une phrase neuve."))))
    result = tk("publish", folder.path)
    assert result.exit_code == 1
    assert "1 of 13 units is not reviewed (1 not translated)" in result.stderr
    assert "Une phrase neuve." in result.stderr


def test_a_sentence_gone_from_the_article_is_not_published(tk, tmp_path):
    folder = all_reviewed(tmp_path / "marche", "en")
    source = folder.article()
    folder.save_article(replace(source, blocks=source.blocks[:-1]))
    for options in ((), ("--allow-drafts",)):
        result = tk("publish", folder.path, *options)
        assert result.exit_code == 2  # nothing at all was made
        assert "holds a sentence that article.json has not; run tk edition" in result.stderr


def test_one_language_and_one_without_a_draft(tk, tmp_path):
    folder = all_reviewed(tmp_path / "marche", "en", "ru")
    assert tk("publish", folder.path, "--to", "en", "--format", "json").exit_code == 0
    assert names(folder.editions) == ["en.json"]
    result = tk("publish", folder.path, "--to", "bm", "--to", "ru", "--format", "json")
    assert result.exit_code == 1
    assert "bm.po: no such draft; make it with: tk edition ARTICLE --to bm" in result.stderr
    assert names(folder.editions) == ["en.json", "ru.json"]


def test_a_damaged_draft_stops_only_itself(tk, tmp_path):
    good = all_reviewed(tmp_path / "out" / "good", "en")
    bad = all_reviewed(tmp_path / "out" / "bad", "en")
    bad.draft("en").write_bytes(good.draft("en").read_bytes()[:-30])
    result = tk("publish", tmp_path / "out")
    assert result.exit_code == 1
    assert "en.po" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (good.editions / "en.html").is_file()


def test_files_for_static_sites(tk, tmp_path):
    all_reviewed(tmp_path / "out" / "marche", "en", "ru")
    all_reviewed(tmp_path / "out" / "sans-date", "en", date="")
    posts = tmp_path / "site" / "_posts"
    assert tk("publish", tmp_path / "out", "--format", "md", "--out", posts).exit_code == 0
    assert names(posts) == ["marche.en.md", "marche.ru.md", "sans-date.en.md"]
    result = tk("publish", tmp_path / "out", "--format", "md", "--out", posts, "--dated")
    assert result.exit_code == 1
    assert "sans-date/article.json: the article has no date" in result.stderr
    assert {"2026-03-02-marche.en.md", "2026-03-02-marche.ru.md"} <= set(names(posts))


def test_two_articles_of_one_name_do_not_overwrite_each_other(tk, tmp_path):
    all_reviewed(tmp_path / "a" / "marche", "en")
    all_reviewed(tmp_path / "b" / "marche", "en", title="Un autre")
    result = tk("publish", tmp_path / "a", tmp_path / "b", "--format", "md", "--out", tmp_path / "site")
    assert result.exit_code == 1
    assert "already published as" in result.stderr


def test_the_report_as_json(tk, tmp_path):
    all_reviewed(tmp_path / "out" / "good", "en")
    on_disk(tmp_path / "out" / "new", drafts("en"))
    result = tk("publish", tmp_path / "out", "--format", "html", "--json")
    report = json.loads(result.stdout)
    assert [path.rpartition("out/")[2] for path in report["files"]] == ["good/editions/en.html"]
    assert report["drafts"] == []
    assert [(item["article"], item["language"], item["exit_code"]) for item in report["refusals"]] == [("new", "en", 1)]


def test_publishing_twice_changes_no_byte_and_no_time_stamp(tk, tmp_path):
    folder = all_reviewed(tmp_path / "marche", "en", "ru", "bm")
    other = all_reviewed(tmp_path / "again" / "marche", "en", "ru", "bm")
    arguments = ("--format", "html,markdown,json")
    tk("publish", folder.path, *arguments)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.editions.iterdir()}
    assert len(before) == 9
    tk("publish", folder.path, *arguments)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.editions.iterdir()} == before
    tk("publish", other.path, *arguments)
    assert {path.name: path.read_bytes() for path in other.editions.iterdir()} == {
        name: content for name, (content, _) in before.items()
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give either articles"),
        (("marche", "--collection", "issue.toml"), "give either articles"),
        (("marche", "--dated"), "--dated"),
        (("marche", "--format", "rtf"), "unknown format of an edition 'rtf'"),
        (("marche", "--format", ","), "no format given"),
        (("nowhere",), "no such folder"),
    ],
)
def test_what_makes_no_sense_is_refused(tk, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    all_reviewed(tmp_path / "marche", "en")
    result = tk("publish", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "marche" / "editions").exists()


def test_render_makes_the_formats_and_layouts_asked_for(tk, tmp_path):
    folder = on_disk(tmp_path / "marche", drafts("en", "ru"))
    result = tk("render", folder.path, "--format", "html,md,json", "--layout", "interleaved", "--layout", "parallel")
    assert result.exit_code == 0, result.stderr
    assert names(folder.editions) == [
        "fr-en-interleaved.html", "fr-en-interleaved.json", "fr-en-interleaved.md", "fr-ru-interleaved.html",
        "fr-ru-interleaved.json", "fr-ru-interleaved.md", "parallel.html", "parallel.json", "parallel.md",
    ]
