"""Terms of a translation counted against a glossary and a reference, as a library and as a command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from translate.errors import InputError
from translate.terminology import Concept, Termbase
from translate.terminology.evaluate import evaluate_terms

TERMS = Termbase([[
    Concept(("Moscou",), {"ru": ("Москва",)}, "place"),
    Concept(("Russie",), {"ru": ("Россия",)}, "place"),
    Concept(("accord",), {"ru": ("соглашение", "договор")}, "term"),
    Concept(("junte",), {"ru": ("хунта",)}, status="forbidden"),
]])
FRENCH = ["Il vient de Moscou.", "L'accord est prêt.", "Cet accord avec la Russie.", "Rien.", "La junte parle."]
HUMAN = ["Он едет из Москвы.", "Соглашение готово.", "Этот российский договор.", "Ничего.", "Власти говорят."]


def test_terms_count_by_lemma_by_form_and_by_what_the_reference_says() -> None:
    machine = ["Он едет в Москву.", "Договор готов.", "Это соглашение с Россией.", "Ничего.", "Хунта говорит."]
    found = evaluate_terms(FRENCH, machine, "ru", TERMS, HUMAN)
    assert (found.segments, found.with_terms, found.terms, found.held) == (5, 3, 4, 4)
    assert (found.agreed, found.held_of_agreed, found.exact) == (3, 3, 0), "Россия is not in the reference"
    assert found.lemma == 100
    assert (found.repeated, found.consistent) == (1, 0), "two words for one thing"
    assert found.forbidden == 1
    assert (found.alarms, found.lookalike) == (0, 0), "an adjective is no alarm"


def test_a_reference_scores_itself_perfectly_and_nothing_scores_nothing() -> None:
    own = evaluate_terms(FRENCH, HUMAN, "ru", TERMS, HUMAN)
    assert (own.lemma, own.exact_of_held) == (100, 100)
    none = evaluate_terms(FRENCH, [""] * 5, "ru", TERMS, HUMAN)
    assert (none.lemma, none.exact_of_held, none.consistency) == (0, None, None)


def test_files_of_different_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="5 French lines but 1 translated"):
        evaluate_terms(FRENCH, ["Он."], "ru", TERMS)


def test_the_command_prints_a_table_or_json(tk: Callable[..., Result], tmp_path: Path) -> None:
    files = {"a.fr": FRENCH, "a.out": HUMAN, "a.ru": HUMAN}
    for name, lines in files.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    glossary = tmp_path / "house.csv"
    glossary.write_text("fr,ru,kind\nMoscou,Москва,place\n", encoding="utf-8")
    args = ("evaluate", "terms", tmp_path / "a.fr", tmp_path / "a.out", "--to", "ru", "--no-glossary",
            "--glossary", glossary)
    table = tk(*args)
    assert table.exit_code == 0, table.stderr
    assert "1 of 1" in table.stdout
    assert "100.0 %" in table.stdout
    found = json.loads(tk(*args, "--reference", tmp_path / "a.ru", "--json").stdout)
    assert (found["agreed"], found["exact"], found["lemma"]) == (1, 1, 100.0)
    assert tk("evaluate", tmp_path / "a.out", tmp_path / "a.ru", "--json").exit_code == 0, "the short form still works"
