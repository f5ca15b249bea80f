"""Adapted models stay within the test module that made them: elsewhere they would be chosen for English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def own_models(private_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A user models directory for each module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("models")))
        yield
