"""Termbase files as translators keep them, and how layers add up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from translate.errors import GlossaryError
from translate.terminology import Termbase

Write = Callable[..., Path]


@pytest.fixture
def csv(tmp_path: Path) -> Write:
    """Write a termbase file, return its path."""

    def write(content: str | bytes, name: str = "terms.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write


def targets(termbase: Termbase, text: str, language: str) -> list[tuple[str, ...]]:
    return [match.targets for match in termbase.match(text, language)]


def test_french_and_one_language_are_enough(csv: Write) -> None:
    termbase = Termbase.load([csv("fr,ru\nmairie,мэрия\n")])
    (match,) = termbase.match("La mairie ouvre lundi.", "ru")
    assert (match.source, match.entry, match.targets) == ("mairie", "mairie", ("мэрия",))
    assert "La mairie ouvre lundi."[match.start : match.end] == "mairie"
    assert targets(termbase, "La mairie ouvre lundi.", "en") == [()]


@pytest.mark.parametrize(
    "content",
    [
        "fr;en;note\nmairie;town hall|city hall;avec ; dedans\n".replace("avec ; dedans", '"avec ; dedans"'),
        "fr\ten\nmairie\ttown hall|city hall\n",
        "\ufefffr,en\r\nmairie,town hall | city hall\r\n",
        'FR, English ,note\n"mairie","town hall|city hall","a, b"\n\n',
        "fr,en\nmairie,town hall|city hall\n".encode("utf-16"),
        "français,anglais,en\nmairie,,town hall|city hall\n",
    ],
    ids=["semicolons", "tabs", "byte order mark", "names and quotes", "UTF-16", "language names"],
)
def test_spreadsheets_save_in_many_ways(csv: Write, content: str | bytes) -> None:
    assert targets(Termbase.load([csv(content)]), "la mairie", "en") == [("town hall", "city hall")]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("mairie,town hall\n", 1, "must name the languages"),
        ("fr,note\nmairie,x\n", 1, "must name the languages"),
        ("", 1, "must name the languages"),
        ("fr,en\nmairie,town hall\nécole,school,x\n", 3, "3 cells under 2 columns"),
        ("fr,en\n,town hall\n", 2, "no French term"),
        ("fr,en,status\nmairie,town hall,approved\n", 2, "unknown status 'approved'"),
        ('fr,en\nécole,school\nmairie,"town hall\n', 3, "quotation mark is not closed"),
        ("fr,en\nécole,school\n".encode() * 30 + b"mairi\xe9,town hall\n", 61, "not UTF-8"),
        ("fr,en,en\nmairie,town hall,city hall\n", 1, "two columns"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(csv: Write, content: str | bytes, line: int, says: str) -> None:
    path = csv(content)
    with pytest.raises(GlossaryError) as caught:
        Termbase.load([path])
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert says in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match=r"absent\.csv: No such file"):
        Termbase.load([tmp_path / "absent.csv"])


def test_unknown_columns_are_kept_and_reported(csv: Write) -> None:
    termbase = Termbase.load([csv("fr,en,notes,ru.gender\nmairie,town hall,voir 12,f\n")])
    (entry,) = termbase.entries
    assert entry.extra == {"notes": "voir 12"}
    assert entry.grammar == {"ru.gender": "f"}
    (warning,) = termbase.warnings
    assert str(warning).endswith("did you mean 'note'?")


def test_later_files_win_language_by_language(csv: Write) -> None:
    first = csv("fr,en,ru\nmairie,town hall,мэрия\nécole,school,школа\n", "a.csv")
    house = csv("fr,en\nMairie,city hall\n", "b.csv")
    termbase = Termbase.load([first, house])
    assert targets(termbase, "la mairie", "en") == [("city hall",)]
    assert targets(termbase, "la mairie", "ru") == [("мэрия",)]
    assert targets(Termbase.load([house, first]), "la mairie", "en") == [("town hall",)]
    assert len(termbase) == 2


def test_a_later_row_takes_only_the_forms_it_names(csv: Write) -> None:
    first = csv("fr,en\nONU|Nations unies,UN|United Nations\n", "a.csv")
    house = csv("fr,en\nNations unies,United Nations\n", "b.csv")
    termbase = Termbase.load([first, house])
    assert targets(termbase, "l’ONU et les Nations unies", "en") == [("UN", "United Nations"), ("United Nations",)]


def test_admitted_terms_come_behind(csv: Write) -> None:
    first = csv("fr,en\nmairie,town hall\n", "a.csv")
    more = csv("fr,en,status\nmairie,city hall,admitted\n", "b.csv")
    assert targets(Termbase.load([first, more]), "mairie", "en") == [("town hall", "city hall")]


def test_forbidden_terms_are_not_offered(csv: Write) -> None:
    termbase = Termbase.load([csv("fr,en,status\nmairie,town hall,\nmairie,mayor house,forbidden\n")])
    assert targets(termbase, "mairie", "en") == [("town hall",)]
    assert len(termbase) == 2


def test_do_not_translate_keeps_the_french(csv: Write) -> None:
    termbase = Termbase.load([csv("fr,en,ru,status\nLe Flambeau,,«Фламбо»,do-not-translate\n")])
    assert targets(termbase, "selon Le Flambeau", "en") == [("Le Flambeau",)]
    assert targets(termbase, "selon Le Flambeau", "ru") == [("«Фламбо»",)]


def test_an_ignored_phrase_hides_the_terms_in_it(csv: Write) -> None:
    termbase = Termbase.load([csv("fr,en,status\naccord,agreement,\nd'accord,,ignored\n")])
    assert targets(termbase, "Il est d’accord avec l’accord.", "en") == [("agreement",)]
    off = csv("fr,en,status\naccord,,ignored\n", "off.csv")
    assert Termbase.load([csv("fr,en\naccord,agreement\n", "on.csv"), off]).match("un accord", "en") == ()


def test_the_digest_tells_what_matters(csv: Write) -> None:
    one = Termbase.load([csv("fr,en,note\nmairie,town hall,a\nécole,school,\n")]).digest
    assert Termbase.load([csv("fr,en,note\nécole,school,b\nmairie,town hall,\n")]).digest == one
    assert Termbase.load([csv("fr,en\nmairie,city hall\nécole,school\n")]).digest != one
    assert len(one) == 16
    assert Termbase.load([]).digest == ""
    assert len(Termbase.load([])) == 0


def test_a_large_termbase_is_usable(csv: Write) -> None:
    rows = "".join(f"terme numéro{n} du lot{n % 97},term {n}\n" for n in range(100_000))
    termbase = Termbase.load([csv("fr,en\n" + rows)])
    assert len(termbase) == 100_000
    text = f"Le terme numéro99999 du lot{99_999 % 97} et le terme numéro5 du lot5. " * 50
    assert targets(termbase, text, "en") == [("term 99999",), ("term 5",)] * 50
