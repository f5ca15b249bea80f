"""What `tk stats` says of drafts that a reviewer has been through."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from translate import drafts
from translate.analytics import machine
from translate.article import Segment
from translate.drafts import Draft
from translate.errors import InputError
from translate.units import State, Unit

Run = Callable[..., Result]


def unit(number: int, source: str, target: str) -> Unit:
    return Unit(Segment(f"s{number}", f"b{number}", "paragraph", source), target, State.DRAFT, "mt:test-1")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A draft of four units as a run leaves it."""
    units = (
        unit(1, "Le fleuve monte.", "The river <rises>."), unit(2, "La CEDEAO se réunit.", "The CEDEAO meets now."),
        unit(3, "Il pleut depuis trois jours ici.", "It rain from three day the here."), unit(4, "Fin.", "End."),
    )
    path = tmp_path / "puits" / "en.po"
    drafts.write(Draft(article="puits", title="Essai", language="en", model="test-1", units=units), path)
    machine.keep(machine.path_beside(path), units)
    return path


def review(po: Path, **texts: str | None) -> None:
    """Approve units by id, with a new text where one is given."""
    file = polib.pofile(str(po))
    for entry in file:
        if entry.msgctxt in texts:
            entry.msgstr = texts[entry.msgctxt] or entry.msgstr
            entry.flags.remove("fuzzy")
    file.save(str(po))


def glossary(folder: Path) -> Path:
    table = folder / "g.csv"
    table.write_text("fr,en\nCEDEAO,ECOWAS\n", encoding="utf-8")
    return table


def test_edits_are_counted_against_the_machines_text(tk: Run, article: Path) -> None:
    pytest.importorskip("sacrebleu")
    review(article, s1=None, s2="The ECOWAS meets now.", s3="It has been raining here for three days.")
    table = glossary(article.parent.parent)
    result = tk("stats", article, "--no-glossary", "--glossary", table, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    (total,) = told["articles"]
    assert (total["article"], total["language"], total["model"]) == ("puits", "en", "test-1")
    assert total["segments"] == 3
    assert total["untouched"] == pytest.approx(33.3)
    assert 0 < total["hter"] < 100
    assert total["terms"]["put right"] == 1
    assert told["terms"] == [
        {"language": "en", "source": "CEDEAO", "target": "ECOWAS", "outcome": "put right", "times": 1}]
    assert told["waiting"] == 1
    assert told["most_edited"][0]["segment"] == "s3"


def test_a_text_approved_as_it_was_costs_nothing(tk: Run, article: Path) -> None:
    pytest.importorskip("sacrebleu")
    review(article, s1=None, s4=None)
    (total,) = json.loads(tk("stats", article.parent, "--json").stdout)["models"]
    assert (total["hter"], total["chrf"], total["untouched"]) == (0, 100, 100)


def test_the_page_stands_alone_and_escapes_what_it_shows(tk: Run, article: Path, tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu")
    review(article, s1="The <script>alert(1)</script> river is rising fast today.")
    page = tmp_path / "stats.html"
    result = tk("stats", article, "--html", page)
    assert result.exit_code == 0, result.stderr
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "<script" not in text
    assert "http://" not in text
    assert "https://" not in text
    before = page.read_bytes()
    tk("stats", article, "--html", page)
    assert page.read_bytes() == before


def test_what_a_person_took_over_keeps_the_machines_text(article: Path) -> None:
    review(article, s1="The river is rising.")
    path = machine.path_beside(article)
    before = path.read_bytes()
    assert not machine.keep(path, drafts.read(article).units)
    assert path.read_bytes() == before
    machine.keep(path, [unit(1, "Le fleuve monte.", "River up.")])
    assert machine.read(path)["s1"].text == "River up."


def test_drafts_without_a_record_are_said_to_be_unknown(tk: Run, article: Path) -> None:
    pytest.importorskip("sacrebleu")
    review(article, s1="The river is rising.")
    machine.path_beside(article).unlink()
    result = tk("stats", article)
    assert result.exit_code == 0
    assert "0 reviewed segments compared, 3 wait for a reviewer, 1 reviewed without" in result.stdout


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"segments": {"a": 1}}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_record_is_one_clear_line(tk: Run, article: Path, content: bytes) -> None:
    pytest.importorskip("sacrebleu")
    path = machine.path_beside(article)
    path.write_bytes(content)
    result = tk("stats", article)
    assert result.exit_code == 2
    assert "damaged; delete it" in result.stderr
    with pytest.raises(InputError):
        machine.read(path)
    assert machine.keep(path, [unit(1, "Le fleuve monte.", "River up.")])
    assert set(machine.read(path)) == {"s1"}
