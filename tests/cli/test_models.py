"""`tk models list` and `tk models info`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from translate.checkpoints import DEFAULT_MODEL
from translate.resources import models_dir, user_models_dir

Run = Callable[..., Result]

SHIPPED = models_dir() / DEFAULT_MODEL
pytestmark = pytest.mark.skipif(not (SHIPPED / "card.toml").is_file(), reason="no model in models/")


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's copy of the embedded model under another name, cut short."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    copy = Path(shutil.copytree(SHIPPED, user_models_dir() / "mine"))
    card = (copy / "card.toml").read_text(encoding="utf-8")
    (copy / "card.toml").write_text(card.replace(f'name = "{DEFAULT_MODEL}"', 'name = "mine"', 1), encoding="utf-8")
    weights = (copy / "model.safetensors").read_bytes()
    (copy / "model.safetensors").write_bytes(weights[:-100])
    return copy


def test_list(tk: Run) -> None:
    result = tk("models", "list")
    assert result.exit_code == 0
    assert DEFAULT_MODEL in result.stdout
    assert "fr → en, ru, bm" in result.stdout
    assert "intact" in result.stdout
    assert str(user_models_dir()) in result.stdout


def test_list_shows_a_damaged_one_and_says_why(tk: Run, damaged: Path) -> None:
    result = tk("models", "list")
    assert result.exit_code == 0
    (row,) = [line for line in result.stdout.splitlines() if line.startswith("mine")]
    assert "DAMAGED" in row
    assert f"{damaged / 'model.safetensors'} is damaged" in result.stderr


def test_list_as_json(tk: Run, damaged: Path) -> None:
    rows = {row["name"]: row for row in json.loads(tk("models", "list", "--json").stdout)}
    assert rows[DEFAULT_MODEL]["intact"] is True
    assert rows[DEFAULT_MODEL]["targets"] == ["en", "ru", "bm"]
    assert rows["mine"]["intact"] is False
    assert "damaged" in rows["mine"]["problem"]


def test_info_of_the_embedded_model(tk: Run) -> None:
    result = tk("models", "info")
    assert result.exit_code == 0
    lines = dict(line.split(None, 1) for line in result.stdout.splitlines())
    assert lines["state"] == "intact"
    assert lines["translates"] == "French into English (en >>eng<<), Russian (ru >>rus<<), Bambara (bm >>bam<<)"
    assert {"licence", "size", "sha256", "unknown"} <= lines.keys()
    assert result.stdout == tk("models", "info", DEFAULT_MODEL).stdout == tk("models", "info", SHIPPED).stdout


def test_info_as_json(tk: Run) -> None:
    facts = json.loads(tk("models", "info", "--json").stdout)
    assert facts["intact"] is True
    assert facts["bytes"] > 1_000_000
    assert facts["unknown_characters"] == {}
    assert facts["tokens"]["bm"] == ">>bam<<"
    assert facts["samples"]


def test_info_of_a_damaged_model(tk: Run, damaged: Path) -> None:
    result = tk("models", "info", "mine")
    assert result.exit_code == 3
    assert "DAMAGED" in result.stdout


def test_info_of_no_model(tk: Run) -> None:
    result = tk("models", "info", "nothing")
    assert result.exit_code == 3
    assert "no model named 'nothing'" in result.stderr
    assert len(result.stderr.splitlines()) == 1
