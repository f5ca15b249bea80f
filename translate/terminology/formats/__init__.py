"""Termbase files of every kind, in and out: one module a format, one registry.

    for item in read_termbase(path): ...        # concepts, and problems in between
    content, left_out = dump(concepts, "tbx-dca")
"""

from __future__ import annotations

from translate.terminology.formats.registry import FORMATS, Format, dump, format_for, read_termbase

__all__ = ["FORMATS", "Format", "dump", "format_for", "read_termbase"]
