"""Fixtures for every test: the shipped samples, a private cache, and a way to run `tk`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import tk as command_line
from translate.resources import articles_dir


@pytest.fixture(scope="session", autouse=True)
def private_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Converted models and added ones stay out of the home of who runs the tests."""
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("home")
    patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    patch.setenv("XDG_DATA_HOME", str(home / "data"))


@pytest.fixture(autouse=True)
def private_memory(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A translation memory of its own for every test: what one test approves is no other's business."""
    path = tmp_path_factory.getbasetemp() / "memories" / uuid.uuid4().hex / "memory.db"
    monkeypatch.setenv("YELEMA_MEMORY", str(path))
    return path


@pytest.fixture
def sample() -> Path:
    """Our own pasted news page."""
    return articles_dir() / "accord-energie.txt"


@pytest.fixture
def tk() -> Callable[..., Result]:
    """Run `tk ARGS…` in this process; the result has stdout, stderr and exit_code."""

    def run(*args: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(command_line.main, [str(arg) for arg in args], input=stdin)

    return run
