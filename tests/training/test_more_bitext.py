"""Bitext made from other bitext, from termbases, and by a model."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from village import ENGLISH, RUSSIAN, write_bitext

from translate import engines
from translate.cli.train import train
from translate.engines.base import Request, Result
from translate.engines.marian import MarianEngine
from translate.errors import ConfigError, InputError
from translate.terminology.inflection.russian_endings import CASES
from translate.training import synthesise as module
from translate.training.bitext import read_lines
from translate.training.compose import compose
from translate.training.config import load_recipe
from translate.training.prepare import prepare
from translate.training.synthesise import synthesise


def rows(path: Path) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in read_lines(path)]


def test_pairs_meet_in_the_same_english_sentence(tmp_path, tk):
    write_bitext(tmp_path / "a.fr-en.tsv", [
        *ENGLISH, ("Vraiment, il pleut.", "It is raining."), ("Pleut-il maintenant ?", "Is it raining?"),
        ("Oui.", "Yes.")])
    write_bitext(tmp_path / "b.ru-en.tsv", [
        *((russian, english.upper()) for (_, russian), (_, english) in zip(RUSSIAN, ENGLISH)),
        ("Идёт дождь?", "Is it  raining ?"), ("Да.", "Yes."), ("Нет.", "No.")])
    out = tmp_path / "made.fr-ru.tsv.xz"
    result = tk("train", "compose", tmp_path / "a.fr-en.tsv", tmp_path / "b.ru-en.tsv", "--out", out)
    assert result.exit_code == 0, result.stderr
    assert rows(out) == [*RUSSIAN, ("Pleut-il maintenant?", "Идёт дождь?")]
    assert "23 pairs in" in result.stdout
    assert "21 sentences shared" in result.stdout
    assert "wrote 21 pairs" in result.stdout


def test_composed_pairs_are_made_once_and_phrases_of_many_meanings_do_not_multiply(tmp_path):
    french = [f"Phrase numéro {number}." for number in range(9)]
    write_bitext(tmp_path / "a.fr-en.tsv", [(text, "See the table below.") for text in french * 2])
    write_bitext(tmp_path / "b.en-ru.tsv", [("See the table below.", f"Текст {number}.") for number in range(9)] * 2)
    made = compose(tmp_path / "a.fr-en.tsv", tmp_path / "b.en-ru.tsv", "fr-ru")
    assert made.shared == 1
    assert len(made.pairs) == len(set(made.pairs)) == 9


def test_composing_says_what_is_missing(tmp_path, tk):
    write_bitext(tmp_path / "a.fr-en.tsv", ENGLISH)
    with pytest.raises(InputError, match=r"a\.fr-en\.tsv: no bitext for en-ru"):
        compose(tmp_path / "a.fr-en.tsv", tmp_path / "a.fr-en.tsv", "fr-ru")
    with pytest.raises(ConfigError, match="must be a third one"):
        compose(tmp_path / "a.fr-en.tsv", tmp_path / "a.fr-en.tsv", "fr-en")
    path = tmp_path / "a.fr-en.tsv"
    result = tk("train", "compose", path, path, "--out", tmp_path / "made.tsv")
    assert (result.exit_code, "must say the language pair" in result.stderr) == (2, True)


def test_names_stand_in_templates_with_the_term_of_each_language(village, tk):
    glossary = village / "names.csv"
    glossary.write_text("fr,en,ru,kind,status\nZanfara,Zanfara Town,Занфара,place,\nMaire,,Мэр,unknown,\n")
    result = tk("train", "templates", "--glossary", glossary, "--out", village / "bitext")
    assert result.exit_code == 0, result.stderr
    made = {code: rows(village / "bitext" / f"templates.fr-{code}.tsv.xz") for code in ("en", "ru", "bm")}
    assert ("Lieu : Zanfara.", "Place: Zanfara Town.") in made["en"]
    assert ("Lieu : Zanfara.", "Место: Занфара.") in made["ru"]
    assert ("Aujourd'hui, c'est lundi.", "Сегодня понедельник.") in made["ru"]
    assert not any("Zanfara" in source for source, _ in made["bm"])
    assert made["bm"]
    for pairs in made.values():
        assert not any("{" in side for pair in pairs for side in pair)

    recipe = village / "recipe.toml"
    recipe.write_text(
        recipe.read_text(encoding="utf-8") + '\n[[source]]\nname = "templates"\nkind = "templates"\n', encoding="utf-8")
    card = prepare(load_recipe(recipe), [village / "bitext"], [village / "dev"], village / "prepared")
    assert card["files"]["templates.fr-ru"]["pairs"] > 1000


class Watched:
    """An engine that counts what it is asked, and is interrupted once when asked to."""

    def __init__(self, engine: MarianEngine, interrupt_after: int = 99) -> None:
        self.engine, self.digest, self.left = engine, engine.digest, interrupt_after
        self.asked: list[str] = []

    def translate(self, requests: list[Request]) -> list[Result]:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        self.asked += [request.text for request in requests]
        return self.engine.translate(requests)


@pytest.fixture(scope="module")
def engine() -> MarianEngine:
    return engines.load(beam=1, threads=1)


def test_a_model_s_translations_become_bitext_and_an_interruption_costs_nothing(tmp_path, engine, monkeypatch):
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    file = tmp_path / "news.fr"
    sentences = [source for source, _ in ENGLISH[:8]]
    file.write_text("".join(f"{text}\n" for text in [*sentences, sentences[0] + " ", "", "«\u00a0Oui\u00a0»."]))
    straight = synthesise(Watched(engine), file, "fr-en", tmp_path / "straight.fr-en.tsv", -9.0)
    assert straight.sentences == 9
    assert straight.pairs + sum(straight.left_out.values()) == 9

    out = tmp_path / "made.fr-en.tsv"
    first = Watched(engine, interrupt_after=2)
    with pytest.raises(KeyboardInterrupt):
        synthesise(first, file, "fr-en", out, -9.0)
    part = tmp_path / "made.fr-en.tsv.part"
    part.write_bytes(part.read_bytes() + b'["cut of')  # what a power cut leaves
    second = Watched(engine)
    assert synthesise(second, file, "fr-en", out, -9.0) == straight
    assert first.asked + second.asked == [*sentences, '"Oui".']
    assert out.read_bytes() == (tmp_path / "straight.fr-en.tsv").read_bytes()
    assert not part.exists()


def test_translations_with_a_low_score_are_left_out(tmp_path, engine):
    file = tmp_path / "village.fr-en.tsv"
    write_bitext(file, ENGLISH[:6])
    scores = [result.best.score for result in engine.translate([Request(source, "en") for source, _ in ENGLISH[:6]])]
    bound = sorted(scores)[3]
    made = synthesise(engine, file, "fr-en", tmp_path / "out.tsv", round(bound, 4))
    assert made.left_out["score"] == 3
    assert len(rows(tmp_path / "out.tsv")) == made.pairs == 3


def test_a_part_of_other_settings_is_not_continued(tmp_path, engine):
    file = tmp_path / "x.fr"
    file.write_text("Oui.\n")
    (tmp_path / "out.tsv.part").write_text(json.dumps({"model": "another"}) + "\n")
    with pytest.raises(InputError, match=r"out\.tsv\.part is of another model, pair or file"):
        synthesise(engine, file, "fr-en", tmp_path / "out.tsv")
    (tmp_path / "out.tsv.part").write_text("no JSON\n")
    with pytest.raises(InputError, match=r"out\.tsv\.part is damaged"):
        synthesise(engine, file, "fr-en", tmp_path / "out.tsv")


def test_synthesising_by_the_command(tmp_path, tk):
    file = tmp_path / "x.fr"
    file.write_text("Le marché ouvre à huit heures.\n")
    out = tmp_path / "made.fr-en.tsv.xz"
    result = tk("train", "synthesise", file, "--pair", "fr-en", "--out", out, "--min-score", -9, "--beam", 1,
                "--threads", 1)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("1 sentences, 1 pairs in ")
    assert rows(out)[0][0] == "Le marché ouvre à huit heures."
    assert tk("train", "synthesise", file, "--pair", "fr-xx", "--out", out).exit_code == 2


def test_cases_are_learnt_from_bitext(tmp_path: Path) -> None:
    lines = []
    for who, russian in (("Il", "Он"), ("Elle", "Она"), ("Fatou", "Фату"), ("Moussa", "Мусса")):
        lines += [f"{who} part pour Paris.\t{russian} едет в Париж.",
                  f"{who} parle avec la Russie.\t{russian} говорит с Россией."]
    (tmp_path / "trips.fr-ru.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = tmp_path / "cases.tsv.gz"
    result = CliRunner().invoke(train, ["cases", str(tmp_path), "--out", str(out)], catch_exceptions=False)
    assert "from 8 terms in context" in result.output
    rows = dict(line.split("\t", 1) for line in gzip.decompress(out.read_bytes()).decode().splitlines())
    weights = dict(zip(CASES, map(int, rows["near avec"].split("\t"))))
    assert max(weights, key=lambda case: weights[case]) == "ablt"

    result = CliRunner().invoke(
        train, ["cases", str(tmp_path), "--out", str(out), "--model", "yelema-fr-mul"], catch_exceptions=False)
    found = re.search("from 8 terms in context and ([1-8]) in the model's Russian", result.output)
    assert found, result.output
    empty = tmp_path / "empty.fr-ru.tsv"
    empty.write_text("Il dort.\tОн спит.\n", encoding="utf-8")
    with pytest.raises(InputError, match="no term of the glossaries"):
        CliRunner().invoke(train, ["cases", str(empty), "--out", str(out)], catch_exceptions=False)
