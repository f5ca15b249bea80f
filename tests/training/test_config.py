"""A mistake in a recipe is one line that names the file and the key."""

from pathlib import Path

import pytest

import translate
from translate.checkpoints import find_checkpoint
from translate.errors import ConfigError
from translate.training.config import load_recipe
from translate.training.vocabulary import Tokens


def load_with(village: Path, old: str, new: str):
    path = village / "recipe.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_recipe(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("max_steps = 6", "max_step = 6", "unknown key 'training.max_step'"),
        ('name = "village"', 'nom = "village"', r"unknown key 'source\[1\].nom'"),
        ('name = "by-heart"\n', "", "the key 'name' is missing"),
        ("width = 64", 'width = "wide"', "model.width must be a whole number, not 'wide'"),
        ("width = 64", "width = true", "model.width must be a whole number"),
        ("width = 64", "width = 66", "model.width must be a multiple of model.heads"),
        ("max_steps = 6", "max_steps = 6\nmax_hours = 1", "either max_steps or max_hours"),
        ('optimizer = "adam"', 'optimizer = "sgd"', "training.optimizer must be adam or muon"),
        ('"fr-ru"', '"fr-xx"', "'fr-xx' is not two known codes"),
        ("ru = 0.5", "", "data.share must give a number for each target language"),
        ("[[source]]", "[source]", r"write each source as \[\[source\]\]"),
        ("seed = 7", "seed = ", "is not valid TOML"),
        ("[[source]]", "[cost]\noverhead = 0.5\n[[source]]", "cost: overhead must be 1 or more"),
        ("[[source]]", '[[example]]\nsource = "Oui."\ntarget = "bm"\nwrong = "all"\n[[source]]',
         "example.target: 'bm' is not a target language"),
        ("[[source]]", '[[example]]\nsource = "Oui."\ntarget = "en"\n[[source]]',
         r"the key 'example\[1\].wrong' is missing"),
    ],
)
def test_mistakes_are_named(village, old, new, message):
    with pytest.raises(ConfigError, match=message) as caught:
        load_with(village, old, new)
    assert str(village / "recipe.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_recipe_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot read .*nowhere.toml"):
        load_recipe(tmp_path / "nowhere.toml")


def test_a_source_listed_twice_is_refused(village):
    path = village / "recipe.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[[source]]\nname = "village"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="'village' is listed twice"):
        load_recipe(path)


def test_the_recipe_of_the_shipped_model_loads_and_names_its_licences():
    recipe = load_recipe(Path(translate.__file__).parent / "training" / "yelema-fr-mul.toml")
    assert recipe.data.source == "fr"
    assert set(recipe.data.share) == {"en", "ru", "bm"}
    assert recipe.vocabulary.size == len(Tokens(find_checkpoint().path))
    assert all(source.licence and source.origin for source in recipe.source)
    assert not any(source.name.startswith(("wmt", "mafand")) for source in recipe.source)


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("temperature = 0.5", "data.temperature must be 1 or more"),
        ("pair_weight = {en-ru = 0.3}", "data.pair_weight: 'en-ru' is not among data.pairs"),
        ("pair_weight = {fr-ru = 0}", "data.pair_weight: every weight must be above 0"),
        ("max_repeated = 0", "max_repeated and max_near_duplicates must be 1 or more"),
    ],
)
def test_mistakes_in_how_data_is_drawn_and_cleaned_are_named(village, new, message):
    with pytest.raises(ConfigError, match=message):
        load_with(village, "max_tokens = 60", f"max_tokens = 60\n{new}")


def test_an_unknown_kind_of_source_is_named(village):
    with pytest.raises(ConfigError, match="'guessed' is not one of human, composed, templates, synthetic"):
        load_with(village, 'name = "village"', 'name = "village"\nkind = "guessed"')


def test_without_shares_the_targets_are_those_of_the_pairs(village):
    recipe = load_with(village, "[data.share]\nen = 0.5\nru = 0.5\n", "")
    assert recipe.data.targets == ("en", "ru")
