"""Checkpoints to test with: tiny random ones, and the embedded one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from marian_factory import make_checkpoint

from translate.checkpoints import Checkpoint, find_checkpoint, read_checkpoint


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Checkpoint]:
    """Write a tiny checkpoint of the shape asked for (see marian_factory) and read it."""

    def write(name: str = "tiny", **shape: Any) -> Checkpoint:
        return read_checkpoint(make_checkpoint(tmp_path / name, **shape))

    return write


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    """A multilingual checkpoint with byte fallback, for tests that only read it."""
    return read_checkpoint(make_checkpoint(tmp_path_factory.mktemp("models") / "tiny", byte_fallback=True))


@pytest.fixture(scope="session")
def embedded() -> Checkpoint:
    """The model that ships."""
    return find_checkpoint()
