"""The errors a user can meet. Every message is one line: what, where, what to do.

The command line prints the message to stderr and leaves with `exit_code`; nothing
else in the package decides exit codes.
"""

from __future__ import annotations

import importlib.util
import traceback
from pathlib import Path


class YelemaError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code = 2


class InputError(YelemaError):
    """An input file, folder or text that cannot be used as it is."""


class ConfigError(YelemaError):
    """An option or configuration value that makes no sense."""


class GlossaryError(YelemaError):
    """A termbase file that cannot be read; the message names file and line."""


class DraftError(YelemaError):
    """A draft (PO) that cannot be read or safely written; names file and segment."""


class InterchangeError(YelemaError):
    """A file from another tool that cannot be read; names file and unit, row or line."""


class MemoryStoreError(YelemaError):
    """A translation memory that cannot be read or written; says how to rebuild it."""


class CheckpointError(YelemaError):
    """A model that is missing, damaged or does not fit the request."""

    exit_code = 3


class DefectError(YelemaError):
    """What nobody foresaw: a defect of this package, met on one source of many; names it and the place in the code."""

    exit_code = 4

    def __init__(self, source: str, error: Exception) -> None:
        place = traceback.extract_tb(error.__traceback__)[-1:]
        where = "".join(f" in {Path(frame.filename).name}, line {frame.lineno}" for frame in place)
        lines = str(error).splitlines()
        said = f": {lines[0]}" if lines else ""
        super().__init__(f"{source}: a defect of tk, please report it ({type(error).__name__}{where}{said})")


class MissingExtraError(YelemaError):
    """A feature whose optional packages are not installed; names the extra to install."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs packages that are not installed: pip install 'yelema[{extra}]'")
        self.feature = feature
        self.extra = extra

    @classmethod
    def unless_installed(cls, feature: str, extra: str, *packages: str) -> None:
        """Raise the error where one of the *packages*, by their import names, is not there; none is imported."""
        if any(importlib.util.find_spec(package) is None for package in packages):
            raise cls(feature, extra)
