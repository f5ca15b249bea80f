"""`tk glossary` as its user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    path = tmp_path / "house.csv"
    path.write_text(
        "fr,en,ru,note\nmairie|hôtel de ville,town hall|city hall,мэрия,\nRussie,Russian Federation,,house style\n",
        encoding="utf-8",
    )
    return path


def test_list_prints_every_entry_with_its_place(tk: Run, house: Path) -> None:
    result = tk("glossary", "list", "--glossary", house, "--no-glossary")
    assert result.exit_code == 0
    assert "mairie | hôtel de ville\n    en  town hall | city hall\n    ru  мэрия\n" in result.stdout
    assert f"{house}:2" in result.stdout
    assert "house style" in result.stdout


def test_list_as_json_holds_the_shipped_entries(tk: Run) -> None:
    entries = json.loads(tk("glossary", "list", "--json").stdout)
    russia = next(entry for entry in entries if "Russie" in entry["sources"])
    assert russia["terms"]["ru"] == ["Россия"]
    assert russia["file"].endswith("mali-diplomacy.csv")


def test_find_looks_in_every_language(tk: Run, house: Path) -> None:
    for text in ("MAIRIE", "hotel de ville", "city h", "Мэрия"):
        result = tk("glossary", "find", text, "--no-glossary", "--glossary", house)
        assert result.exit_code == 0
        assert result.stdout.startswith("mairie | hôtel de ville")


def test_a_house_term_wins_and_the_rest_stays(tk: Run, house: Path) -> None:
    found = json.loads(tk("glossary", "find", "Russian Federation", "--glossary", house, "--json").stdout)
    (entry,) = (entry for entry in found if entry["file"] == str(house))
    assert entry["sources"] == ["Russie"]
    assert entry["terms"]["en"] == ["Russian Federation"]
    assert entry["terms"]["ru"] == ["Россия"]


def test_find_without_a_find_says_so(tk: Run) -> None:
    result = tk("glossary", "find", "xylophone")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "xylophone" in result.stderr


def test_check_is_content_with_the_shipped_ones(tk: Run) -> None:
    result = tk("glossary", "check")
    assert result.exit_code == 0
    assert "0 findings, " in result.stdout.splitlines()[-1]


def test_check_names_file_and_line_and_exits_1(tk: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("fr,en,bm\nmairie,town hall,mèri\nmairie,city hall,\n", encoding="utf-8")
    result = tk("glossary", "check", path)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{path}:2: ")
    assert "è (write ɛ)" in lines[0]
    assert lines[1].startswith(f"{path}:3: ")
    assert "[conflict]" in lines[1]
    assert [row["line"] for row in json.loads(tk("glossary", "check", path, "--json").stdout)] == [2, 3]


def test_an_unreadable_termbase_is_one_line_and_exit_2(tk: Run, tmp_path: Path) -> None:
    path = tmp_path / "no-header.csv"
    path.write_text("mairie,town hall\n", encoding="utf-8")
    for args in (["list", "--glossary", path], ["find", "mairie", "--glossary", path]):
        result = tk("glossary", *args)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"tk: {path}:1: ")
        assert "Traceback" not in result.output
    assert tk("glossary", "check", path).exit_code == 1
    assert tk("glossary", "check", tmp_path / "absent.csv").exit_code == 2


def test_help_explains_itself(tk: Run) -> None:
    text = tk("glossary", "--help").stdout
    for command in ("list", "find", "check"):
        assert command in text
        assert tk("glossary", command, "--help").exit_code == 0
