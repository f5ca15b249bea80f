"""Looking a termbase file over."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.terminology.check import check_file


def findings(tmp_path: Path, content: str) -> list[tuple[int, str]]:
    path = tmp_path / "terms.csv"
    path.write_text(content, encoding="utf-8")
    return [(problem.line, problem.code) for problem in check_file(path)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("mairie,town hall,,\nécole,school,,\nMairie,town hall,,\n", [(4, "duplicate")]),
        ("mairie,town hall,,\nmairie,city hall,,\n", [(3, "conflict")]),
        ("mairie|hôtel de ville,town hall,,\nhôtel-de-ville,,мэрия,\n", [(3, "duplicate")]),
        ("mairie,,,mɛri\nécole,,,ekɔlu\n", []),
        ("école,,,èkòlu\n", [(2, "bambara")]),
        ("télévision,,,televison\n", [(2, "bambara")]),
        ("ville,,,dúgu\n", [(2, "bambara")]),
        ("mairie,town\u200bhall,,\n", [(2, "invisible")]),
        ("mairie,town hall\u00ad,,\n", [(2, "invisible")]),
        ("mairie,,мэpия,\n", [(2, "look-alike")]),
        ("G5 Sahel,,G5 Сахель,\n", []),
        (" mairie,town hall,,\n", [(2, "spaces")]),
        ("mairie,town  hall,,\n", [(2, "spaces")]),
        ("mairie,town hall|,,\n", [(2, "spaces")]),
        ("hôtel\u00a0de ville,town hall,,\n", [(2, "spaces")]),
        ("traité,,соглашние,\n", [(2, "lemma")]),
        ("traité,,российско-малийское соглашение|по-русски,\n", []),
        ("Ménaka,,Менака,\n", []),
        ("mairie,town hall,,,\n,school,,\nécole,school,,\n", [(3, "no-source")]),
        ('mairie,"town hall,,\n', [(2, "syntax")]),
    ],
)
def test_findings_name_their_line(tmp_path: Path, rows: str, expected: list[tuple[int, str]]) -> None:
    assert findings(tmp_path, "fr,en,ru,bm\n" + rows) == expected


def test_the_same_term_with_another_status_is_no_double(tmp_path: Path) -> None:
    content = "fr,en,status\nmairie,town hall,\nmairie,city hall,admitted\nmairie,mayor house,forbidden\n"
    assert findings(tmp_path, content) == []


def test_a_name_and_the_common_word_may_both_stand(tmp_path: Path) -> None:
    assert findings(tmp_path, "fr,en,fr.case\nMars,Mars,exact\nmars,March,exact\n") == []


def test_unknown_russian_is_only_to_be_looked_at_and_silent_for_names(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "fr,ru,kind,ru.paradigm\nkora,кора-дудука,term,\nkora 2,дудука,term,indeclinable\nX,дудука,person,\n",
        encoding="utf-8",
    )
    (finding,) = check_file(path)
    assert (finding.line, finding.code, finding.severity) == (2, "lemma", "info")
    assert "no dictionary has 'кора-дудука'" in finding.message


def test_files_of_other_formats_are_looked_over_too(tmp_path: Path) -> None:
    path = tmp_path / "house.bm.txt"
    path.write_text("école\tèkòlu\nécole\tekɔlu\nmairie\n", encoding="utf-8")
    assert [(problem.line, problem.code) for problem in check_file(path)] == [(3, "cells"), (1, "bambara")]
