"""The card tells people and programs alike what a model is, what it took and where it fails."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from engines.marian_factory import make_checkpoint
from village import RECIPE

from translate.checkpoints import find_checkpoint
from translate.cli.train import train
from translate.errors import CheckpointError, ConfigError
from translate.evaluation import evaluate
from translate.training.card import DevScore, Sample, Shortcoming, write_card
from translate.training.config import Cost, Recipe, load_recipe
from translate.training.footprint import footprint
from translate.training.lineage import read_lineage, remember_start
from translate.training.trainer import recipe_digest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TRAINING = {"step": 600, "tokens": 2_000_000, "hours": 3.0, "parameters": 1000, "weights": "average"}
DATA = {"held_out_sentences": 12, "files": {"village.fr-en": {"pairs": 20, "target_tokens": 300}}}
EXTRAS = """
weaknesses = ["Names are respelt."]

[[example]]
source = "Fatou vend du poisson."
target = "en"
wrong = "The name | is gone."

[cost]
cores = 4
watts_per_core = 10
other_watts = 10
overhead = 1.2
grams_per_kwh = 500
other_hours = 1
basis = "Half of the processor's rated power."
"""
MEASURES = """
[[terms]]
set = "street"
pair = "fr-ru"
terms = 40
lemma_without = 31.5
lemma_with = 92.5
exact_without = 22.0
exact_with = 80.0

[alignment]
layer = 1
head = 0
aligner = "IBM model 1, both ways"

[[alignment.agreement]]
set = "street"
pair = "fr-ru"
sentences = 10
precision = 71.0
recall = 65.5
f1 = 68.1
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    head, tables = RECIPE.split("[data]", 1)
    weaknesses, extras = EXTRAS.split("\n\n", 1)
    (tmp_path / "recipe.toml").write_text(f"{head}{weaknesses}\n[data]{tables}\n{extras}", encoding="utf-8")
    return load_recipe(tmp_path / "recipe.toml")


def written(folder: Path, recipe: Recipe, **more: Any) -> tuple[dict[str, Any], str]:
    """A model folder with both cards: what they hold."""
    make_checkpoint(folder, languages=("eng", "rus"), byte_fallback=True)
    texts = ["The fish is sold.", "Nobody came."] * 5
    scores = [DevScore("street", "fr-en", evaluate(texts[::-1], texts, texts, confidence=True))]
    write_card(folder, recipe, TRAINING, DATA, scores, [Sample("Oui.", "en", 'Yes | "so".')], "int8, beam 4", **more)
    return cards(folder)


def cards(folder: Path) -> tuple[dict[str, Any], str]:
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    return card, (folder / "README.md").read_text(encoding="utf-8")


def row(page: str, start: str) -> list[str]:
    """The cells of the first table row that begins so."""
    line = next(line for line in page.splitlines() if line.startswith(f"| {start}"))
    return [cell.strip() for cell in line.replace("\\|", "¦").strip("|").split("|")]


def test_scores_have_their_intervals_in_both_cards(tmp_path: Path, recipe: Recipe) -> None:
    card, page = written(tmp_path / "model", recipe)
    score = card["score"][0]
    assert score["chrf_margin"] > 0
    assert row(page, "street")[4] == f"{score['chrf']:.1f} ± {score['chrf_margin']:.1f}"
    assert f"`{score['bleu_signature']}`" in page


def test_the_cost_is_that_of_the_assumptions_beside_it(tmp_path: Path, recipe: Recipe) -> None:
    card, page = written(tmp_path / "model", recipe)
    # (3 h of training and 1 h before) x (4 x 10 W + 10 W) x 1.2
    assert card["cost"]["kwh"] == pytest.approx(4 * 50 * 1.2 / 1000)
    assert card["cost"]["grams_co2e"] == pytest.approx(120)
    assert "Estimated, not measured: 0.24 kWh and 120 g of CO2 equivalents." in page
    for assumed in ("4 processor cores of 10 W", "10 W for everything else", "1.2 times", "500 g", "rated power."):
        assert assumed in page


def test_without_watts_no_energy_is_invented(tmp_path: Path, recipe: Recipe) -> None:
    card, page = written(tmp_path / "model", dataclasses.replace(recipe, cost=Cost(grams_per_kwh=500)))
    assert "kwh" not in card["cost"]
    assert card["cost"]["hours"] == 3
    assert "Its energy was not estimated." in page


def test_earlier_models_count_as_their_own_cards_say(recipe: Recipe) -> None:
    known = {"hours": 10.0, "kwh": 7.0, "grams_co2e": 30.0}
    table = footprint(recipe.cost, 3.0, [{"hours": 2.0}, known, {"name": "without a card"}])
    assert table["total_hours"] == 4 + 2 + 10
    assert table["total_kwh"] == pytest.approx(0.24 + 0.12 + 7)
    assert table["total_grams_co2e"] == pytest.approx(120 + 60 + 30)


def test_a_model_names_those_before_it(tmp_path: Path, recipe: Recipe) -> None:
    first, _ = written(tmp_path / "first", recipe)
    remember_start(tmp_path / "run", tmp_path / "first")
    card, page = written(tmp_path / "second", recipe, lineage=read_lineage(tmp_path / "run"))
    assert [(model["name"], model["version"], model["target_tokens"]) for model in card["lineage"]] == [
        ("by-heart", "1", 2_000_000)]
    assert card["lineage"][0]["sha256"] == first["sha256"]["model.safetensors"]
    assert "it has seen 4,000,000 target tokens" in page
    assert "; 8.0 with the models before it." in page  # of each 3 for training and 1 before
    assert "--from EARLIER" in card["training"]["reproduce"]
    assert "began with random weights" not in page

    remember_start(tmp_path / "run", tmp_path / "second")
    third, _ = written(tmp_path / "third", recipe, lineage=read_lineage(tmp_path / "run"))
    assert third["lineage"][:1] == card["lineage"]
    assert len(third["lineage"]) == 2
    assert third["cost"]["total_kwh"] == pytest.approx(3 * 0.24)


def test_a_model_without_a_card_can_be_begun_with(tmp_path: Path, recipe: Recipe) -> None:
    make_checkpoint(tmp_path / "opus-mt-fr-en", byte_fallback=True)
    remember_start(tmp_path / "run", tmp_path / "opus-mt-fr-en")
    card, page = written(tmp_path / "model", recipe, lineage=read_lineage(tmp_path / "run"))
    assert card["lineage"][0]["name"] == "opus-mt-fr-en"
    assert row(page, "opus-mt-fr-en")[1:3] == ["", ""]


def test_examples_stand_beside_the_weaknesses(tmp_path: Path, recipe: Recipe) -> None:
    shown = [Shortcoming("Fatou vend du poisson.", "en", "He sells | fish.", recipe.example[0].wrong)]
    card, page = written(tmp_path / "model", recipe, examples=shown)
    assert "- Names are respelt." in page
    cells = ["Fatou vend du poisson.", "English", "He sells ¦ fish.", "The name ¦ is gone."]
    assert row(page, "Fatou") == cells
    assert card["weaknesses"] == ["Names are respelt."]
    assert card["example"][0]["output"] == "He sells | fish."


def test_what_only_the_card_says_does_not_stop_a_run_from_going_on(recipe: Recipe) -> None:
    plain = dataclasses.replace(recipe, cost=Cost(), example=(), weaknesses=())
    assert recipe_digest(plain) == recipe_digest(recipe)


def test_measures_are_put_in_afterwards_and_the_sums_still_hold(tmp_path: Path, recipe: Recipe) -> None:
    folder = tmp_path / "model"
    before, page = written(folder, recipe)
    assert "Word alignment" not in page
    (tmp_path / "measures.toml").write_text(MEASURES, encoding="utf-8")
    command = ["card", str(folder), "--measures", str(tmp_path / "measures.toml")]
    assert CliRunner().invoke(train, command, catch_exceptions=False).exit_code == 0
    card, page = cards(folder)
    assert row(page, "street | fr-ru | 40") == ["street", "fr-ru", "40", "31.5", "92.5", "22.0", "80.0"]
    assert row(page, "street | fr-ru | 10") == ["street", "fr-ru", "10", "71.0", "65.5", "68.1"]
    assert "Decoder layer 1, head 0" in page
    assert card["alignment"]["agreement"][0]["f1"] == 68.1
    added = {"terms", "alignment", "sha256"}
    assert {key: value for key, value in card.items() if key not in added} == {
        key: value for key, value in before.items() if key not in added}
    find_checkpoint(folder).verify()
    # Written once more without any, they stay.
    assert CliRunner().invoke(train, ["card", str(folder)], catch_exceptions=False).exit_code == 0
    assert cards(folder) == (card, page)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lemma_with = 92.5\n", "", r"the key 'terms\[1\].lemma_with' is missing"),
        ("f1 = 68.1", 'f1 = "good"', r"alignment.agreement\[1\].f1 must be a number"),
        ("[[terms]]", "[[term]]", "unknown key 'term'"),
        ("head = 0\n", "", "alignment needs layer and head"),
    ],
)
def test_wrong_measures_are_named(tmp_path: Path, recipe: Recipe, old: str, new: str, message: str) -> None:
    written(tmp_path / "model", recipe)
    before = cards(tmp_path / "model")
    (tmp_path / "measures.toml").write_text(MEASURES.replace(old, new), encoding="utf-8")
    command = ["card", str(tmp_path / "model"), "--measures", str(tmp_path / "measures.toml")]
    with pytest.raises(ConfigError, match=message):
        CliRunner().invoke(train, command, catch_exceptions=False)
    assert cards(tmp_path / "model") == before


def test_a_card_too_old_to_be_written_again_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_text('name = "old"\n', encoding="utf-8")
    with pytest.raises(CheckpointError, match="export the model again"):
        CliRunner().invoke(train, ["card", str(tmp_path)], catch_exceptions=False)
    assert (tmp_path / "card.toml").read_text(encoding="utf-8") == 'name = "old"\n'


def test_a_card_holds_any_text(tmp_path: Path, recipe: Recipe) -> None:
    odd = 'a "quoted" \\ line\nand \x7f another\t'
    card, _ = written(tmp_path / "model", dataclasses.replace(recipe, weaknesses=(odd,), hardware=odd))
    assert card["weaknesses"] == [odd]
    assert card["training"]["hardware"] == odd
    json.dumps(card)
