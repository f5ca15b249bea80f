"""Zip archives, of which EPUB and DOCX files are made, with the same bytes for the same entries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(entries: Mapping[str, bytes], *, first: str, stored: bool = False) -> bytes:
    """The archive: the entry `first` before all others, which are sorted; one time stamp.

    stored: do not compress the first entry, as EPUB wants it.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(entries, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if stored and name == first else zipfile.ZIP_DEFLATED
            archive.writestr(entry, entries[name])
    return buffer.getvalue()
