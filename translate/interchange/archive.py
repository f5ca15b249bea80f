"""Office files with the same bytes for the same content, and their way in through `ingest.package`."""

from __future__ import annotations

import io
import re
import zipfile

from translate.errors import InputError, InterchangeError
from translate.ingest.limits import MEGABYTE, Limits
from translate.ingest.package import Kind, Package

LIMITS = Limits(max_unpacked_bytes=60 * MEGABYTE, max_tree_bytes=250 * MEGABYTE)
"""A review table of 10,000 rows is about 30 MB of XML."""
_DATE = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def repacked(data: bytes) -> bytes:
    """The archive with its files in order and no word of when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        # The list of content types comes first, as office programs write it.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == _PROPERTIES:
                content = _WHEN.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", content)
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3
            new.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def opened(data: bytes, name: str, kind: Kind) -> Package:
    """The package, within bounds. Raises InterchangeError for a damaged or hostile one."""
    if len(data) > LIMITS.max_bytes:
        raise InterchangeError(f"{name}: more than {LIMITS.max_bytes // MEGABYTE} MB; export fewer articles at once")
    try:
        return Package(data, name=name, limits=LIMITS, kind=kind)
    except InputError as error:
        raise InterchangeError(str(error)) from None


def holds(data: bytes, part: str) -> bool:
    """Whether the bytes are an archive with this part."""
    if not data.startswith(b"PK"):
        return False
    try:
        return part in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
