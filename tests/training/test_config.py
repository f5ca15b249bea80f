"""A mistake in a recipe is one line that names the file and the key."""

from pathlib import Path

import pytest

import translate
from translate.errors import ConfigError
from translate.training.config import load_recipe


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
    assert recipe.vocabulary.size == 8000
    assert all(source.licence and source.origin for source in recipe.source)
    assert not any(source.name.startswith(("wmt", "mafand")) for source in recipe.source)
