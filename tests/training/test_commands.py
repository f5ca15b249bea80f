"""The exported folder is what it says: it loads in transformers, scores equal, and its card holds."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from village import ENGLISH, RUSSIAN

from translate.cli.train import train
from translate.errors import ConfigError, MissingExtraError
from translate.normalise import normalise
from translate.training.config import load_recipe
from translate.training.trainer import Trainer, load_state

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> str:
    result = CliRunner().invoke(train, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def trained(village: Path) -> list[object]:
    """Prepare and train in *village* by the commands; the arguments every export needs."""
    recipe, prepared = village / "recipe.toml", village / "prepared"
    run("prepare", recipe, "--data", village / "bitext", "--held-out", village / "dev", "--out", prepared)
    run("run", recipe, "--prepared", prepared, "--held-out", village / "dev", "--out", village / "run", "--threads", 1)
    return ["export", recipe, "--prepared", prepared, "--run", village / "run"]


def test_one_command_does_all_and_goes_on_where_it_was(village: Path) -> None:
    arguments = [
        "all", village / "recipe.toml", "--data", village / "bitext", "--held-out", village / "dev",
        "--out", village / "work"]
    run(*arguments)
    model, state = village / "work" / "model", village / "work" / "run" / "state.pt"
    weights, prepared = (model / "model.safetensors").read_bytes(), village / "work" / "prepared" / "data.json"
    made = prepared.stat().st_mtime_ns
    assert (model / "card.toml").exists()
    run(*arguments)
    assert prepared.stat().st_mtime_ns == made
    assert (model / "model.safetensors").read_bytes() == weights

    further = [*arguments[:-1], village / "further", "--from", model]
    run(*further)
    assert (village / "further" / "model" / "vocab.json").read_bytes() == (model / "vocab.json").read_bytes()
    assert load_state(state.parent)["step"] == 6


def test_the_exported_folder_scores_like_the_run_and_its_card_holds(village):
    from transformers import MarianMTModel, MarianTokenizer

    dev = village / "dev"
    for code, column in (("fr", 0), ("en", 1)):
        (dev / f"held.{code}").write_text("".join(pair[column] + " Oui.\n" for pair in ENGLISH), encoding="utf-8")
    out = village / "model"
    shown = run(*trained(village), "--out", out, "--dev", dev, "--weights", "average")
    assert "held" in shown
    assert "fr-en" in shown

    card = tomllib.loads((out / "card.toml").read_text(encoding="utf-8"))
    assert (card["name"], card["version"], card["kind"], card["normaliser"]) == ("by-heart", "1", "marian", 1)
    assert card["languages"]["source"] == "fr"
    assert [target["token"] for target in card["languages"]["target"]] == [">>eng<<", ">>rus<<"]
    for name, digest in card["sha256"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert set(card["sha256"]) == {path.name for path in out.iterdir()} - {"card.toml"}
    assert {"model.safetensors", "source.spm", "vocab.json", "README.md"} <= set(card["sha256"])
    score = card["score"][0]
    assert (score["set"], score["pair"], score["segments"]) == ("held", "fr-en", 20)
    assert "nc:6" in score["chrf_signature"]
    assert score["copy_chrf"] > 0
    assert "chrf_margin" in score
    assert card["data"][0]["licence"] == "Apache-2.0"
    assert card["training"]["steps"] == 6
    assert "Мэр" not in card["known_characters"]
    assert set("ɛɔМэр") <= set(card["known_characters"])

    trainer = Trainer(load_recipe(village / "recipe.toml"), village / "prepared", village / "run", resume=True)
    tokenizer = MarianTokenizer.from_pretrained(out)
    model = MarianMTModel.from_pretrained(out, dtype=torch.float32).eval()
    network = trainer.network.eval()
    source, target = normalise(RUSSIAN[0][0]), normalise(RUSSIAN[0][1])
    batch = tokenizer([f">>rus<< {source}"], text_target=[target], return_tensors="pt")
    assert batch["input_ids"][0].tolist() == trainer.tokens.source(source, "ru")
    assert batch["labels"][0].tolist() == trainer.tokens.target(target)
    with torch.no_grad(), trainer.averaged():
        exported = torch.log_softmax(model(**batch).logits, -1)
        own = torch.log_softmax(network(**batch).logits, -1)
    likely = own > -20  # float16 holds the weights to three digits
    assert torch.allclose(exported[likely], own[likely], atol=2e-2)


def test_exporting_twice_gives_the_same_bytes(village):
    arguments = trained(village)
    for name in ("one", "two"):
        run(*arguments, "--out", village / name, "--weights", "last")
    assert {path.name: path.read_bytes() for path in (village / "one").iterdir()} == {
        path.name: path.read_bytes() for path in (village / "two").iterdir()}


def test_a_stopped_run_goes_on_by_the_command(village):
    recipe = village / "recipe.toml"
    arguments = trained(village)
    recipe.write_text(recipe.read_text(encoding="utf-8").replace("max_steps = 6", "max_steps = 9"), encoding="utf-8")
    again = ["run", recipe, "--prepared", village / "prepared", "--held-out", village / "dev", "--out", village / "run"]
    assert run(*again, "--resume").startswith("9 steps")
    card_steps = json.loads(run(*arguments, "--out", village / "model", "--weights", "last", "--json"))
    assert card_steps == []


def test_a_model_that_goes_on_from_another_says_so_and_shows_its_real_output(village):
    from translate.training.decoding import Decoder

    recipe = village / "recipe.toml"
    run(*trained(village), "--out", village / "first", "--weights", "last")
    source, examples = "Le maire vend du poisson.", ""
    for shows in ("", "never written by anyone"):
        examples += f'\n[[example]]\nsource = "{source}"\ntarget = "en"\nwrong = "half learnt"\nshows = "{shows}"\n'
        source = "Mon voisin attend la pluie."
    recipe.write_text(recipe.read_text(encoding="utf-8") + examples, encoding="utf-8")
    folders = ["--prepared", village / "prepared", "--out", village / "more", "--held-out", village / "dev"]
    run("run", recipe, *folders, "--from", village / "first", "--threads", 1)
    arguments = ["--prepared", village / "prepared", "--run", village / "more", "--out", village / "second"]
    result = CliRunner().invoke(
        train, ["export", str(recipe), *map(str, arguments), "--weights", "last"], catch_exceptions=False)
    assert "left out of the card: Mon voisin attend la pluie." in result.stderr

    card = tomllib.loads((village / "second" / "card.toml").read_text(encoding="utf-8"))
    first = tomllib.loads((village / "first" / "card.toml").read_text(encoding="utf-8"))
    assert first["lineage"] == []
    assert [model["sha256"] for model in card["lineage"]] == [first["sha256"]["model.safetensors"]]
    assert card["lineage"][0]["steps"] == first["training"]["steps"]
    output, = Decoder(village / "second").translate(["Le maire vend du poisson."], "en")
    assert [(item["output"], item["wrong"]) for item in card["example"]] == [(output, "half learnt")]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_saves_says_so_and_leaves_with_130(village, how):
    recipe = village / "recipe.toml"
    trained(village)
    text = recipe.read_text(encoding="utf-8")
    recipe.write_text(text.replace("max_steps = 6", "max_steps = 100000\nsave_minutes = 0.001"), encoding="utf-8")
    command = [sys.executable, "-m", "tk", "train", "run", str(recipe), "--prepared", str(village / "prepared")]
    command += ["--held-out", str(village / "dev"), "--out", str(village / "long"), "--threads", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        while not (village / "long" / "state.pt").exists() and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(how)
        assert process.stderr is not None
        complaint = process.stderr.read()
    assert process.returncode == 130
    step = load_state(village / "long")["step"]
    assert complaint.strip() == f"tk: interrupted and saved at step {step}: go on with --resume"


def test_choosing_the_best_needs_something_to_choose_by(village):
    with pytest.raises(ConfigError, match="give --dev, or choose --weights"):
        run(*trained(village), "--out", village / "model")


def test_without_torch_one_line_says_what_to_install(village, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'yelema\[torch\]'") as caught:
        run("run", village / "recipe.toml", "--prepared", village, "--held-out", village, "--out", village / "run")
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
