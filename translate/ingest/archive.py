"""A zip of documents (DOCX, ODT, EPUB), opened with suspicion: bounded, nothing extracted, no DTDs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from translate.errors import InputError
from translate.ingest import xmltree
from translate.ingest.limits import MEGABYTE, Limits

_END_OF_DIRECTORY = b"PK\x05\x06"
# A document's directory of 5,000 members is far below; more is not even parsed.
_LARGEST_DIRECTORY = 5 * MEGABYTE
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class Archive:
    """The parts of one archive. Every method raises InputError for a damaged or hostile one.

    what: such as "a .docx file"; remedy: what to do about a damaged one.
    """

    def __init__(self, data: bytes, *, name: str, limits: Limits, what: str, remedy: str) -> None:
        self._name = name
        self._limits = limits
        self._remedy = remedy
        try:
            self._zip = _opened(data)
            members = self._zip.infolist()
        except _FAULTS as error:
            raise InputError(f"{name}: a damaged {what} ({xmltree.one_line(error)}); {remedy}") from None
        self._check(members, len(data))
        self.names = {member.filename for member in members}
        self._unpacked = 0

    def _check(self, members: list[zipfile.ZipInfo], packed: int) -> None:
        name, limits = self._name, self._limits
        if len(members) > limits.max_members:
            raise InputError(f"{name}: {len(members)} files inside, more than a document has; refused")
        unpacked = sum(member.file_size for member in members)
        if unpacked > limits.max_unpacked_bytes or (
            unpacked > MEGABYTE and unpacked > limits.max_ratio * max(packed, 1)
        ):
            raise InputError(
                f"{name}: {packed / MEGABYTE:.2f} MB that unpack to {unpacked / MEGABYTE:.0f} MB; refused as a zip bomb"
            )
        for member in members:
            if member.flag_bits & 1:
                raise InputError(f"{name}: protected by a password; save it without one")
            path = member.filename.replace("\\", "/")
            if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path):
                raise InputError(f"{name}: a file inside points out of the archive ({path[:60]}); refused")

    def xml(self, part: str, *, doctype: bool = False) -> Any:
        """The lxml root of a part, None where there is no such part. doctype: as `xmltree.parse` has it."""
        if part not in self.names:
            return None
        return xmltree.parse(
            self.read(part), what=f"{self._name}: {part}", limits=self._limits, doctype=doctype
        )

    def read(self, part: str) -> bytes:
        """The bytes of a part. All that is read of one archive together is bounded."""
        limit = self._limits.max_unpacked_bytes - self._unpacked
        try:
            with self._zip.open(part) as file:
                # The sizes in the archive's directory may lie: the read is bounded as well.
                data = file.read(limit + 1)
        except (KeyError, *_FAULTS) as error:
            raise InputError(f"{self._name}: {part} is damaged ({xmltree.one_line(error)}); {self._remedy}") from None
        if len(data) > limit:
            raise InputError(
                f"{self._name}: {part} unpacks to more than {limit / MEGABYTE:.0f} MB; refused as a zip bomb"
            )
        self._unpacked += len(data)
        return data


def kind_of(data: bytes) -> str:
    """What the archive says it is: "epub", "odt", another OpenDocument's name, or "" for anything else.

    data: the whole archive; a damaged one is "".
    """
    try:
        opened = _opened(data)
        if "mimetype" in opened.namelist():
            with opened.open("mimetype") as file:
                mimetype = file.read(200).decode("ascii", "replace").strip()
            if mimetype == "application/epub+zip":
                return "epub"
            if mimetype.startswith("application/vnd.oasis.opendocument."):
                kind = mimetype.rpartition(".")[2].removesuffix("-template")
                return "odt" if kind == "text" else kind
        return "epub" if "META-INF/container.xml" in opened.namelist() else ""
    except _FAULTS:
        return ""


def _opened(data: bytes) -> zipfile.ZipFile:
    """The archive; raises BadZipFile before parsing a directory that no document has."""
    at = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - 65_600))
    if at >= 0 and int.from_bytes(data[at + 12 : at + 16], "little") > _LARGEST_DIRECTORY:
        raise zipfile.BadZipFile("more files inside than a document has")
    return zipfile.ZipFile(io.BytesIO(data))
