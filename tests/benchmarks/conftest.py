"""The benchmark programs, loaded as modules, and small sets to run them on."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"

FRENCH = [
    "Les enfants vont à l'école.",
    "Le marché ouvre à huit heures.",
    "",
    "Les deux pays ont signé un accord sur l'énergie.",
]
ENGLISH = [
    "The children go to school.",
    "The market opens at eight o'clock.",
    "",
    "The two countries have signed an agreement on energy.",
]
RUSSIAN = ["Дети идут в школу.", "Рынок открывается в восемь часов.", "", "Две страны подписали соглашение об энергии."]


@pytest.fixture
def program() -> Callable[[str], ModuleType]:
    """Load a program of benchmarks/ by its name, without running it."""

    def load(name: str) -> ModuleType:
        specification = importlib.util.spec_from_file_location(f"benchmark_{name}", FOLDER / f"{name}.py")
        assert specification is not None
        assert specification.loader is not None
        module = importlib.util.module_from_spec(specification)
        sys.modules[specification.name] = module  # dataclasses look their module up
        specification.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    """A folder with one set in French, English and Russian."""
    folder = tmp_path / "dev"
    folder.mkdir()
    for code, lines in (("fr", FRENCH), ("en", ENGLISH), ("ru", RUSSIAN)):
        (folder / f"street.{code}").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return folder
