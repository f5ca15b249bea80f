"""`tk fix --typography` as its user sees it: it shows, it asks, it keeps a copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from drafts_on_disk import put, unit

from translate import drafts
from translate.units import Finding, State

Run = Callable[..., Result]
N = "\u00a0"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A Russian draft: a machine's line, a reviewed one, one being corrected, and one already right."""
    return put(
        tmp_path / "essai", "ru",
        unit(1, "Il dit « oui ».", 'Он сказал "да".', findings=(Finding("typography", "info", "…"),)),
        unit(2, "Soit 5 % de plus.", "Это на 5% больше.", state=State.REVIEWED),
        unit(3, "« Non », dit-elle.", '"Нет", - сказала она.', origin="human"),
        unit(4, "Il vient.", "Он идёт."),
    )


def targets(path: Path) -> list[str]:
    return [unit.target for unit in drafts.read(path).units]


def test_shows_a_diff_and_changes_nothing(tk: Run, draft: Path) -> None:
    before = draft.read_bytes()
    result = tk("fix", "--typography", draft.parent)
    assert result.exit_code == 0
    assert draft.read_bytes() == before
    machine, human = result.stdout.split(f"--- {draft} (text of humans)")
    assert f"--- {draft} (machine drafts)" in machine
    assert "@@ segment s1 (draft) @@\n-Он сказал \"да\".\n+Он сказал «да».\n" in machine
    assert "-Это на 5% больше.\n+Это на 5⍽% больше.\n" in human
    assert "+«Нет»,⍽— сказала она.\n" in human
    assert "s4" not in result.stdout
    assert "1 machine draft and 2 units of humans would change" in human
    assert not (draft.parent / "backups").exists()


def test_write_changes_the_machine_only_and_keeps_a_copy(tk: Run, draft: Path) -> None:
    before = draft.read_bytes()
    result = tk("fix", "--typography", "--write", draft)
    assert result.exit_code == 0
    assert targets(draft) == ["Он сказал «да».", "Это на 5% больше.", '"Нет", - сказала она.', "Он идёт."]
    (copy,) = (draft.parent / "backups").iterdir()
    assert copy.read_bytes() == before
    assert str(copy) in result.stdout
    assert "2 units of humans left as they are" in result.stdout
    first = drafts.read(draft).units[0]
    assert (first.origin, first.state) == ("mt:test-model", State.DRAFT)  # still the machine's, to be reviewed
    assert first.findings == ()


def test_twice_is_once(tk: Run, draft: Path) -> None:
    tk("fix", "--typography", "--write", "--reviewed", "--yes", draft)
    once = draft.read_bytes()
    result = tk("fix", "--typography", "--write", "--reviewed", "--yes", draft)
    assert result.stdout == "nothing to change in 1 draft\n"
    assert draft.read_bytes() == once
    assert len(list((draft.parent / "backups").iterdir())) == 1


def test_reviewed_text_is_asked_for_one_by_one(tk: Run, draft: Path) -> None:
    result = tk("fix", "--typography", "--write", "--reviewed", draft, stdin="y\nn\n")
    assert result.exit_code == 0
    assert targets(draft)[1:3] == [f"Это на 5{N}% больше.", '"Нет", - сказала она.']
    assert result.stdout.count("Change this unit?") == 2
    assert drafts.read(draft).units[1].state is State.REVIEWED


def test_no_answer_changes_nothing(tk: Run, draft: Path) -> None:
    before = draft.read_bytes()
    result = tk("fix", "--typography", "--write", "--reviewed", draft, stdin="y\n")
    assert result.exit_code == 130
    assert draft.read_bytes() == before


def test_yes_changes_all(tk: Run, draft: Path) -> None:
    tk("fix", "--typography", "--write", "--reviewed", "--yes", draft)
    assert targets(draft) == ["Он сказал «да».", f"Это на 5{N}% больше.", f"«Нет»,{N}— сказала она.", "Он идёт."]
    corrected = drafts.read(draft).units[2]
    assert (corrected.origin, corrected.state) == ("human", State.DRAFT)


def test_a_final_text_stays_final(tk: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "a", "en", unit(1, "Soit 5 %.", "That is 5 %.", state=State.FINAL))
    tk("fix", "--typography", "--write", "--reviewed", "--yes", path)
    (only,) = drafts.read(path).units
    assert (only.target, only.state) == ("That is 5%.", State.FINAL)


def test_json(tk: Run, draft: Path) -> None:
    rows = json.loads(tk("fix", "--typography", "--json", draft).stdout)
    assert [(row["segment"], row["human"], row["written"]) for row in rows] == [
        ("s1", False, False), ("s2", True, False), ("s3", True, False),
    ]
    assert rows[1]["after"] == f"Это на 5{N}% больше."


@pytest.mark.parametrize(
    "options", [["--reviewed"], ["--yes"], ["--write", "--yes"], ["--json", "--write", "--reviewed"]]
)
def test_options_that_make_no_sense_together(tk: Run, draft: Path, options: list[str]) -> None:
    assert tk("fix", "--typography", *options, draft).exit_code == 2


def test_says_what_to_fix(tk: Run, draft: Path) -> None:
    result = tk("fix", draft)
    assert result.exit_code == 2
    assert "--typography" in result.stderr


def test_a_damaged_draft_is_one_line_and_the_rest_is_fixed(tk: Run, draft: Path) -> None:
    bad = draft.parent / "en.po"
    bad.write_text("not a draft\n", encoding="utf-8")
    result = tk("fix", "--typography", "--write", draft.parent)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"tk: {bad}:1: ")
    assert targets(draft)[0] == "Он сказал «да»."
