"""Where the shipped models, glossaries and samples are, and where we may keep our own files.

In a checkout the data folders stand at the top of the repository; in an installed
wheel they are inside the package.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def _data(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def models_dir() -> Path:
    """The checkpoints that ship."""
    return _data("models")


def glossaries_dir() -> Path:
    """The termbases that ship."""
    return _data("glossaries")


def shipped_glossaries() -> list[Path]:
    """The files of the termbases that ship, in the order in which later ones win."""
    return sorted(glossaries_dir().glob("*.csv"))


def articles_dir() -> Path:
    """The sample articles that ship."""
    return _data("articles")


def general_dir() -> Path:
    """General French text, some of it with translations, that guards models against forgetting."""
    return _PACKAGE / "data" / "general"


def lexicon_dir() -> Path:
    """Which words translate each other, by which tags find their places (see ``translate.placement``)."""
    return _PACKAGE / "data" / "lexicon"


def user_models_dir() -> Path:
    """Checkpoints the user added; XDG_DATA_HOME is honoured. May not exist yet."""
    return Path(platformdirs.user_data_dir("yelema", appauthor=False)) / "models"


def cache_dir() -> Path:
    """Things that can be made again (converted models); XDG_CACHE_HOME is honoured."""
    return Path(platformdirs.user_cache_dir("yelema", appauthor=False))
