"""`tk glossary add`, `import`, `export`, `merge`: a person's file is safe, other tools' files come in and go out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
HOUSE = "# our house list\r\nfr;en;notes\r\nmairie|hôtel de ville;town hall;\"see; 12\"\r\n# people\r\nGoïta;Goïta;\r\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    path = tmp_path / "house.csv"
    path.write_bytes(HOUSE.encode())
    return path


def test_add_appends_one_row_and_leaves_the_rest_alone(tk: Run, house: Path) -> None:
    result = tk("glossary", "add", "cessez-le-feu", "--en", "ceasefire", "--into", house)
    assert result.exit_code == 0
    assert result.stdout == f"{house}:6: cessez-le-feu\n"
    assert house.read_bytes().decode() == HOUSE + "cessez-le-feu;ceasefire;\r\n"


def test_add_makes_room_for_a_column_the_file_lacks(tk: Run, house: Path) -> None:
    cells = ["--ru", "Менака", "--set", "ru.gender=f", "--note", "a; b"]
    result = tk("glossary", "add", "Ménaka", *cells, "--into", house)
    assert result.exit_code == 0
    assert house.read_bytes().decode() == (
        HOUSE.replace("fr;en;notes", "fr;en;notes;ru;note;ru.gender") + 'Ménaka;;;Менака;"a; b";f\r\n'
    )
    found = json.loads(tk("glossary", "find", "Ménaka", "--no-glossary", "--glossary", house, "--json").stdout)
    assert (found[0]["grammar"], found[0]["note"], found[0]["line"]) == ({"ru.gender": "f"}, "a; b", 6)


def test_add_refuses_what_is_there_and_what_makes_no_sense(tk: Run, house: Path) -> None:
    for args, says in (
        (["Hôtel-de-ville", "--en", "city hall"], f"tk: {house}:3: 'mairie | hôtel de ville' is already there; edit"),
        (["  ", "--en", "x"], "no French term"),
    ):
        result = tk("glossary", "add", *args, "--into", house)
        assert result.exit_code == 2
        assert says in result.stderr
    assert tk("glossary", "add", "x", "--set", "nonsense", "--into", house).exit_code == 2
    assert house.read_bytes().decode() == HOUSE
    more = tk("glossary", "add", "mairie", "--en", "city hall", "--status", "admitted", "--into", house)
    assert more.exit_code == 0
    entries = json.loads(tk("glossary", "find", "city hall", "--no-glossary", "--glossary", house, "--json").stdout)
    assert entries[0]["terms"]["en"] == ["town hall", "city hall"]


def test_add_begins_a_file_and_refuses_a_broken_one(tk: Run, tmp_path: Path) -> None:
    new = tmp_path / "new" / "terms.csv"
    assert tk("glossary", "add", "mairie", "--en", "town hall", "--into", new).exit_code == 0
    assert new.read_text(encoding="utf-8") == "fr,en,ru,bm\nmairie,town hall,,\n"
    for name, content, says in (
        ("broken.csv", b"fr,en\n,lost\n", "broken.csv:2: no French term"),
        ("old.csv", "fr,en\nécole,school\n".encode("cp1252"), "not UTF-8; convert it first"),
        ("book.xlsx", b"PK", "rows are added to .csv and .tsv files"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        result = tk("glossary", "add", "x", "--en", "y", "--into", path)
        assert result.exit_code == 2
        assert says in result.stderr
        assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "args"),
    [("x.tbx", []), ("x.tbx", ["--format", "tbx-dca"]),
     ("x.tbx", ["--format", "tbx-2008", "--to", "en"]), ("x.xlsx", []), ("x.tsv", []), ("x.txt", ["--to", "en"]),
     ("x.csv", ["--format", "memoq"]), ("x.csv", ["--format", "trados"])],
)
def test_what_is_exported_can_be_used_and_imported(tk: Run, house: Path, tmp_path: Path, name: str, args: list) -> None:
    out = tmp_path / name
    result = tk("glossary", "export", house, "--out", out, *args)
    assert result.exit_code == 0, result.output
    if name == "x.txt":
        out = out.rename(tmp_path / "x.en.txt")
    found = json.loads(tk("glossary", "find", "hôtel de ville", "--no-glossary", "--glossary", out, "--json").stdout)
    assert found[0]["terms"]["en"] == ["town hall"]
    back = tmp_path / "back.csv"
    result = tk("glossary", "import", out, "--into", back)
    assert result.exit_code == 0
    assert "2 added" in result.stdout
    assert "mairie|hôtel de ville,town hall" in back.read_text(encoding="utf-8")


def test_export_to_standard_output_and_its_mistakes(tk: Run, house: Path) -> None:
    assert "<term>mairie</term>" in tk("glossary", "export", house, "--format", "tbx-dct").stdout
    assert "which format" in tk("glossary", "export", house).stderr
    assert "cannot be printed" in tk("glossary", "export", house, "--format", "xlsx").stderr
    shipped = tk("glossary", "export", "--format", "omegat", "--to", "ru")
    assert "ООН" in shipped.stdout
    assert "rows without a term in Russian are left out" in shipped.stderr


def test_import_keeps_the_house_term_and_names_the_conflict(tk: Run, house: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.tsv"
    other.write_text("fr\ten\tru\nMairie\tcity hall\t\nécole\tschool\t\nGoïta\tGoïta\tГойта\n", encoding="utf-8")
    result = tk("glossary", "import", other, "--into", house)
    assert result.exit_code == 1
    assert "1 added" in result.stdout
    assert "2 there already" in result.stdout
    assert "tk glossary merge" in result.stdout
    assert f"{other}:2: 'Mairie' is 'city hall' in en here, 'town hall' in {house}:3" in result.stderr
    assert house.read_bytes().decode() == HOUSE + "école;school;\r\n"
    again = json.loads(tk("glossary", "import", other, "--into", house, "--json").stdout)
    assert (again["added"], again["known"], len(again["conflicts"])) == (0, 3, 1)


def test_merge_joins_fills_and_reports(tk: Run, house: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(
        "fr,en,ru,status\nMairie,city hall,мэрия,\nGoïta,,Гойта,\nmairie,mayor house,,forbidden\n", encoding="utf-8"
    )
    out = tmp_path / "both.csv"
    result = tk("glossary", "merge", house, other, "--out", out)
    assert result.exit_code == 1
    assert "3 entries" in result.stdout
    assert "2 joined, 1 in conflict" in result.stdout
    assert f"{other}:2: 'Mairie' is 'city hall' in en here" in result.stderr
    assert out.read_text(encoding="utf-8").splitlines() == [
        "fr,en,ru,status,notes", "mairie|hôtel de ville,town hall|city hall,мэрия,,see; 12", "Goïta,Goïta,Гойта,,",
        "mairie,mayor house,,forbidden,",
    ]
    tk("glossary", "merge", house, other, "--out", out, "--later-wins")
    assert "mairie|hôtel de ville,city hall|town hall,мэрия" in out.read_text(encoding="utf-8")
    rows = json.loads(tk("glossary", "merge", house, other, "--out", out, "--json").stdout)
    assert rows[0]["language"] == "en"


def test_windows_1252_becomes_utf_8_by_export(tk: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_bytes("fr;en\nécole d’été;summer school\n".encode("cp1252"))
    result = tk("glossary", "export", old, "--out", new)
    assert result.exit_code == 0
    assert "not UTF-8, read as Windows-1252" in result.stderr
    assert new.read_text(encoding="utf-8") == "fr,en\nécole d’été,summer school\n"
