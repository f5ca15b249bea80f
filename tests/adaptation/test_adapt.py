"""`tk adapt` with the embedded model: it learns a house style, forgets nothing, or changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from house_style import PAIRS, UNSEEN, write_tsv

import tk as command_line
from translate.adaptation.corrections import Correction, Corrections
from translate.adaptation.install import Lineage, checked_name, install, original_chrf
from translate.adaptation.measure import TestSet, open_engine, translated
from translate.checkpoints import Checkpoint, find_checkpoint, list_checkpoints, read_checkpoint
from translate.errors import ConfigError, InputError, MissingExtraError
from translate.evaluation import Scores
from translate.resources import user_models_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

sys.path.insert(0, str(Path(__file__).parents[1] / "engines"))
from marian_factory import make_checkpoint

WANTED = "Foreign Office"


def tk(*arguments: object) -> Result:
    return CliRunner().invoke(command_line.main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small guard set, where the full one would only cost time."""
    folder = tmp_path_factory.mktemp("guard")
    for code, lines in (
        ("fr", ["Le marché ouvre à huit heures.", "Les enfants vont à l'école.", "L'eau est bonne pour la santé."]),
        ("en", ["The market opens at eight o'clock.", "Children go to school.", "Water is good for your health."]),
        ("ru", ["Рынок открывается в восемь часов.", "Дети ходят в школу.", "Вода полезна для здоровья."]),
    ):
        (folder / f"small.{code}").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The report of the first adaptation, made once for this module: the model `house`."""
    file = write_tsv(tmp_path_factory.mktemp("memory") / "house.fr-en.tsv", PAIRS)
    result = tk("adapt", file, "--to", "en", "--name", "house", "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_corrections_reach_unseen_sentences_and_general_text_is_kept(house):
    def share(model: str | None) -> float:
        outputs = translated(open_engine(find_checkpoint(model)), UNSEEN, "en")
        return sum(WANTED in output for output in outputs) / len(outputs)

    assert share(None) == 0
    assert share("house") >= 0.7
    for row in house["scores"]:
        if row["kind"] == "held-out":
            assert row["chrf"] > row["chrf_before"] + 5
        elif (row["kind"], row["pair"]) == ("guard", "fr-en"):  # it is used for English only
            assert row["chrf"] > row["chrf_before"] - 0.5
    assert {(row["kind"], row["pair"]) for row in house["scores"]} == {
        ("held-out", "fr-en"), ("guard", "fr-en"), ("guard", "fr-ru"), ("drift", "fr-bm")}


def test_the_card_tells_where_the_model_comes_from(house):
    folder = Path(house["path"])
    assert folder == user_models_dir() / "house"
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    base = find_checkpoint()
    assert card["licence"] == base.card["licence"]
    (row,) = card["adaptation"]
    assert (row["base"], row["base_sha256"], row["corrections"]) == (base.label, base.digest, len(PAIRS))
    assert row["corrections_sha256"] == house["corrections_sha256"]
    assert {file.name for file in folder.iterdir()} == set(card["sha256"]) | {"card.toml"}
    for name, digest in card["sha256"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert base.label in text
    assert "tk edition article.txt --model house" in text
    assert tk("models", "info", "house").exit_code == 0


def test_the_commands_and_transformers_use_it(house, tmp_path):
    from transformers import MarianMTModel, MarianTokenizer

    result = CliRunner().invoke(command_line.main, ["lines", "--to", "en", "--model", "house"], input=UNSEEN[0] + "\n")
    assert result.exit_code == 0, result.output
    assert WANTED in result.stdout
    tokenizer, model = MarianTokenizer.from_pretrained(house["path"]), MarianMTModel.from_pretrained(house["path"])
    batch = tokenizer([f">>eng<< {PAIRS[0][0]}"], return_tensors="pt")
    assert WANTED in tokenizer.batch_decode(model.generate(**batch), skip_special_tokens=True)[0]


def test_twice_in_a_row_goes_on_from_the_first(house, guard, tmp_path):
    file = write_tsv(tmp_path / "more.fr-en.tsv", [
        (source.replace("la chancellerie", "le palais").replace("La chancellerie", "Le palais")
         .replace("à le palais", "au palais"), target.replace("Foreign Office", "Presidency"))
        for source, target in PAIRS[::2]])
    first = Path(house["path"]).joinpath("card.toml").read_bytes()
    # Another name leaves the first model as it is; without one it would be replaced.
    result = tk("adapt", file, "--to", "en", "--model", "house", "--name", "house2", "--guard", guard, "--max-drop", 20)
    assert result.exit_code == 0, result.output
    assert "installed" in result.stdout
    again = find_checkpoint("house2")
    again.verify()
    assert [row["base"].split("-")[0] for row in again.card["adaptation"]] == ["yelema", "house"]
    assert again.version == "2"
    assert Path(house["path"]).joinpath("card.toml").read_bytes() == first


def test_a_model_that_is_not_better_is_not_installed(guard, tmp_path):
    # The approved texts are the model's own: nothing can be nearer to them than it is.
    sources = [source for source, _ in PAIRS[:24]]
    own = translated(open_engine(find_checkpoint()), sources, "ru")
    file = write_tsv(tmp_path / "own.fr-ru.tsv", list(zip(sources, own)))
    before = sorted(checkpoint.path for checkpoint in list_checkpoints())
    result = tk("adapt", file, "--to", "ru", "--name", "own", "--guard", guard)
    assert result.exit_code == 1, result.output
    assert "tk: not kept, yelema-fr-mul" in result.stderr
    assert "stays as it is: it translates the held-out corrections as they were approved already" in result.stderr
    assert sorted(checkpoint.path for checkpoint in list_checkpoints()) == before
    assert not (user_models_dir() / "own").exists()


def test_too_few_corrections_are_refused_with_the_counts(guard, tmp_path):
    file = write_tsv(tmp_path / "few.fr-en.tsv", [*PAIRS[:5], PAIRS[0]])
    result = tk("adapt", file, "--to", "en", "--guard", guard)
    assert isinstance(result.exception, InputError) or result.exit_code == 2
    assert "5 usable corrections into English (left out: duplicate 1), 20 are the least" in result.stderr


def test_nothing_is_replaced_but_the_base(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    base = find_checkpoint()
    assert checked_name(None, base) == "yelema-fr-mul-adapted"
    (user_models_dir() / "theirs").mkdir(parents=True)
    with pytest.raises(ConfigError, match=r"a model named theirs is in .* already: go on from it with --model theirs"):
        checked_name("theirs", base)
    for name in ("../up", "a/b", ".hidden"):
        with pytest.raises(ConfigError, match="use letters, digits"):
            checked_name(name, base)


def lineage_of(base: Checkpoint, *, original: float) -> Lineage:
    pairs = (Correction("Oui.", "Yes.", "en"),)
    guard = TestSet("guard", "small", "en", ("Non.",), ("No.",))
    scores = {guard: Scores(1, 10.0, original, "bleu", "chrf")}
    return Lineage("tiny-house", base, Corrections(pairs, pairs, Counter()), 3, 2, 0.5, 1, scores, scores)


def test_a_failure_while_installing_leaves_the_old_model(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    base = read_checkpoint(make_checkpoint(tmp_path / "opus-mt-fr-en", languages=()))
    place = install(lineage_of(base, original=50.0), make_checkpoint(tmp_path / "candidate", languages=()))
    made = read_checkpoint(place)
    made.verify()
    assert (made.targets, made.source, made.version) == (("en",), "fr", "1")
    assert "came without a card" in made.card["licence"]
    before = {file.name: file.read_bytes() for file in place.iterdir()}
    moved = os.replace

    def failing(source: Path, target: Path) -> None:
        if Path(target) == place and str(source).endswith(".new"):
            raise OSError(28, "No space left on device")
        moved(source, target)

    monkeypatch.setattr(os, "replace", failing)
    second = make_checkpoint(tmp_path / "second", languages=(), seed=2)
    with pytest.raises(OSError, match="No space left"):
        install(lineage_of(made, original=49.8), second)
    assert {file.name: file.read_bytes() for file in place.iterdir()} == before

    monkeypatch.undo()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    # Killed between the two moves: the old model is aside, and the next run puts it back first.
    os.replace(place, tmp_path / "yelema" / "adapting" / "tiny-house.old")
    install(lineage_of(made, original=49.8), second)
    again = read_checkpoint(place)
    again.verify()
    assert (again.version, len(again.card["adaptation"])) == ("2", 2)
    # General text is held against the first base, however many steps ago that was.
    assert list(original_chrf(again).values()) == [50.0]
    assert [path.name for path in user_models_dir().iterdir()] == ["tiny-house"]


def test_without_torch_one_line_says_what_to_install(tmp_path, monkeypatch):
    from translate.adaptation.adapt import adapt

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'yelema\[torch\]'"):
        adapt([tmp_path], ["en"])
