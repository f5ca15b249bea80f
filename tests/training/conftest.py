"""Each training test gets the village in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from village import ENGLISH, HELD_OUT, RECIPE, RUSSIAN, write_bitext


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """A folder with recipe.toml, bitext/ and dev/ (one line, held out)."""
    write_bitext(tmp_path / "bitext" / "village.fr-en.tsv", ENGLISH)
    write_bitext(tmp_path / "bitext" / "village.fr-ru.tsv", RUSSIAN)
    dev = tmp_path / "dev"
    dev.mkdir()
    for code, sentence in zip(("fr", "en"), HELD_OUT):
        (dev / f"held.{code}").write_text(sentence + "\n", encoding="utf-8")
    (tmp_path / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    return tmp_path
