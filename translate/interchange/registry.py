"""The interchange formats: one row each. The module of a format is imported when it is used.

To add a format, write a module that exports `FORMAT` (see `base.Format`) and add a row.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from translate.errors import InterchangeError
from translate.interchange.base import Format

# name on the command line: (module, suffixes of its files).
_MODULES = {
    "xliff": ("xliff1", (".xlf", ".xliff", ".sdlxliff", ".mqxliff")),
    "xliff2": ("xliff2", (".xliff", ".xlf")),
    "po": ("po", (".po", ".pot")),
    "docx": ("docx", (".docx",)),
    "xlsx": ("xlsx", (".xlsx",)),
    "tmx": ("tmx", (".tmx",)),
    "html": ("html", (".html", ".htm", ".xhtml")),
    "csv": ("csv", (".csv", ".tsv", ".txt")),
}
NAMES = tuple(_MODULES)


def format_called(name: str) -> Format:
    """The format of that name on the command line, one of `NAMES`."""
    found = import_module(f"translate.interchange.{_MODULES[name][0]}").FORMAT
    assert isinstance(found, Format)
    return found


def format_of(data: bytes, name: str) -> Format:
    """The format a file is in, by its content first, then its name. Raises InterchangeError for an unknown one."""
    if not data.strip():
        raise InterchangeError(f"{name}: the file is empty")
    suffix = Path(name).suffix.lower()
    # The likely ones first: most modules need not be imported at all.
    for one in sorted(NAMES, key=lambda one: suffix not in _MODULES[one][1]):
        if format_called(one).recognises(data, name):
            return format_called(one)
    raise InterchangeError(f"{name}: in none of the formats that can be brought back: {', '.join(NAMES)}")
