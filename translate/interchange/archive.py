"""Office files with the same bytes for the same content, and their way in through `ingest.package`."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from translate.editions.archive import zipped
from translate.errors import InputError, InterchangeError
from translate.ingest import xmltree
from translate.ingest.limits import MEGABYTE, Limits
from translate.ingest.package import Kind, Package

LIMITS = Limits(max_unpacked_bytes=60 * MEGABYTE)
MAX_ELEMENTS = 1_200_000
"""In all parts that are read of one file; a review table in Word has 40 to 100 a row."""
_PROPERTIES = "docProps/core.xml"
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def repacked(data: bytes) -> bytes:
    """The archive with its files in order and no word of when it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    if _PROPERTIES in entries:
        entries[_PROPERTIES] = _WHEN.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", entries[_PROPERTIES])
    return zipped(entries, first="[Content_Types].xml")


class ReviewPackage(Package):
    """A package of which no more is parsed than a review table needs, all its parts together."""

    _elements = 0

    def xml(self, part: str, *, doctype: bool = False) -> Any:
        """The lxml root of a part, None where there is no such part."""
        if part not in self.names:
            return None
        data = self.read(part)
        self._elements += data.count(b"<") - data.count(b"</")
        if self._elements > MAX_ELEMENTS:
            raise InputError(f"{self._name}: more content than a review table has; export fewer articles at once")
        return xmltree.parse(data, what=f"{self._name}: {part}", limits=LIMITS, doctype=doctype)


def opened(data: bytes, name: str, kind: Kind) -> ReviewPackage:
    """The package, within bounds. Raises InterchangeError for a damaged or hostile one."""
    if len(data) > LIMITS.max_bytes:
        raise InterchangeError(f"{name}: more than {LIMITS.max_bytes // MEGABYTE} MB; export fewer articles at once")
    try:
        return ReviewPackage(data, name=name, limits=LIMITS, kind=kind)
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
