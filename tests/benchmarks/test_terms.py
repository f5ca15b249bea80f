"""benchmarks/terms.py and alignment.py on sentences of our own, with the embedded model."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from translate.checkpoints import find_checkpoint
from translate.resources import general_dir

Load = Callable[[str], ModuleType]


@pytest.fixture
def general(tmp_path: Path) -> Path:
    """Our general sentences as a dev set, without those for replay."""
    folder = tmp_path / "dev"
    folder.mkdir()
    for code in ("fr", "en", "ru"):
        shutil.copy(general_dir() / f"general.{code}", folder)
    return folder


def rows(program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    monkeypatch.setattr(sys, "argv", ["benchmark", *words])
    program.main()
    return capsys.readouterr().out


def test_a_model_trained_with_annotations_heeds_the_glossary(
    program: Load, general: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("en", "ru"):
        out = rows(
            program("terms"), monkeypatch, capsys, "--data", str(general), "--to", code, "--threads", "1", "--json")
        by_mode = {row["mode"]: row for row in json.loads(out)}
        assert by_mode["none"]["terms"] == by_mode["glossary"]["terms"] >= 10
        # On these plain sentences it knows nearly every term untold; wrong ones told show that it heeds them.
        assert by_mode["glossary"]["lemma"] >= by_mode["none"]["lemma"]
        assert by_mode["wrong"]["lemma"] < by_mode["glossary"]["lemma"] - 20
        # One term is said by an adjective, which is right and not counted: «Парижский рейс» for le vol de Paris.
        assert by_mode["enforced"]["lemma"] >= 97
        assert all(0 < row["exact"] <= 100 for row in by_mode.values())


def test_the_head_the_card_names_is_the_best_one(
    program: Load, general: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = rows(program("alignment"), monkeypatch, capsys, "--data", str(general), "--lines", "40")
    head = find_checkpoint().alignment
    assert head is not None
    assert f"layer = {head.layer}\nhead = {head.head}\n" in out
    assert "| general | fr-en |" in out
