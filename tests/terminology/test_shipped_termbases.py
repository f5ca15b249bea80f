"""The termbases in glossaries/: sound, and not full of false friends."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from translate.resources import glossaries_dir
from translate.terminology import Termbase
from translate.terminology.check import check_file

FILES = sorted(glossaries_dir().glob("*.csv"))


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return Termbase.load(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_careful_look_finds_nothing(path: Path) -> None:
    assert [str(problem) for problem in check_file(path) if problem.severity != "info"] == []


def test_loading_needs_no_warning(termbase: Termbase) -> None:
    assert termbase.warnings == ()
    assert len(termbase) > 650


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("l’ambassadeur de la Fédération de Russie à Bamako", "ru", ["посол", "Российская Федерация", "Бамако"]),
        ("le Président de la Transition, le Général Assimi Goïta", "en",
         ["President of the Transition", "General", "Assimi Goïta"]),
        ("La CEDEAO et l’Union africaine ont salué l’accord.", "bm", ["SEDEYAWO", "Afiriki kelenyatɔn", "bɛnkansɛbɛn"]),
        ("lundi 3 août, aux Etats-Unis et au Caire", "en", ["Monday", "August", "United States", "Cairo"]),
        ("12 milliards de FCFA", "bm", ["sefawari"]),
        ("Elle parle en français et en langue russe.", "en", ["French", "Russian"]),
        ("en République démocratique du Congo", "ru", ["Демократическая Республика Конго"]),
    ],
)
def test_names_of_the_news(termbase: Termbase, text: str, language: str, expected: list[str]) -> None:
    assert [match.targets[0] for match in termbase.match(text, language)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Il est d’accord, en général, mais il chine à la grenade.",
        "La réunion a eu lieu en mars chez Dominique et Maurice.",
        "tout le monde, un jersey, une équipe suisse, l’équateur du globe",
        "les soldats russes et les étudiants français",
    ],
)
def test_everyday_words_are_no_terms(termbase: Termbase, text: str) -> None:
    assert termbase.match(text, "en") == ()


def build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_countries", glossaries_dir() / "build_countries.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_countries_file_is_what_its_script_makes() -> None:
    babel = pytest.importorskip("babel", reason="Babel is in the dev extra")
    path = glossaries_dir() / "countries-languages.csv"
    with path.open(encoding="utf-8", newline="") as file:
        made_with = next(csv.DictReader(file))["source"]
    if babel.__version__ not in made_with:
        pytest.skip(f"the file was made with {made_with}, this is Babel {babel.__version__}")
    assert build_script().render() == path.read_text(encoding="utf-8")
