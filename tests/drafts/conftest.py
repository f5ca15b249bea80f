from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def msgfmt() -> str:
    """The path of GNU gettext's checker; the test is skipped without it."""
    path = shutil.which("msgfmt")
    if path is None:
        pytest.skip("msgfmt is not installed (apt-get install gettext)")
    return path
