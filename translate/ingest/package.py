"""The zip around a DOCX or XLSX, opened with suspicion: bounded, nothing extracted, no DTDs."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from translate.errors import InputError
from translate.ingest.limits import MEGABYTE, Limits

_OFFICE_DOCUMENT = "/officeDocument"
_ARCHIVES = {
    "mimetype": "an OpenDocument or EPUB file",
    "word/document.xml": "a Word document",
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
}
# What libxml2 needs for an element and for an attribute with its value, in bytes.
_ELEMENT_BYTES, _ATTRIBUTE_BYTES = 130, 230


@dataclass(frozen=True)
class Kind:
    """What a package is expected to be. main: its usual main part; advice: what to give instead of another."""

    main: str
    suffix: str
    program: str
    advice: str

    @property
    def title(self) -> str:
        return _ARCHIVES[self.main]


WORD = Kind("word/document.xml", ".docx", "Word", "give .docx, .html, .md or .txt")


class Package:
    """The parts of one DOCX or XLSX file. Every method raises InputError for a damaged or hostile one."""

    def __init__(self, data: bytes, *, name: str, limits: Limits, kind: Kind = WORD) -> None:
        self._name = name
        self._limits = limits
        self._kind = kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise InputError(
                f"{name}: a damaged {kind.suffix} file ({_one_line(error)}); save it again in {kind.program}"
            ) from None
        self._check(members, len(data))
        self._names = {member.filename for member in members}
        self.main = self._main_part()

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

    def _main_part(self) -> str:
        wanted = self._kind
        for target, kind in self.relationships("").values():
            fits = _ARCHIVES.get(target, wanted.title) == wanted.title
            if kind.endswith(_OFFICE_DOCUMENT) and target in self._names and fits:
                return target
        if wanted.main in self._names:
            return wanted.main
        other = next((what for part, what in _ARCHIVES.items() if part in self._names), "an archive")
        raise InputError(f"{self._name}: not {wanted.title} but {other}; {wanted.advice}")

    def xml(self, part: str) -> Any:
        """The lxml root of a part, None where there is no such part."""
        if part not in self._names:
            return None
        from lxml import etree

        data = self._read(part)
        # Word never writes a DTD; entities are how XML bombs and file thefts are made.
        if b"<!DOCTYPE" in data.replace(b"\0", b"") or b"<!ENTITY" in data.replace(b"\0", b""):
            raise InputError(f"{self._name}: {part} declares XML entities; refused")
        tree = data.count(b"<") * _ELEMENT_BYTES + data.count(b"=") * _ATTRIBUTE_BYTES
        if tree > self._limits.max_tree_bytes:
            raise InputError(f"{self._name}: {part} holds more elements than a document has; refused")
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            what = "nested too deeply" if "depth" in str(error).lower() else "damaged"
            raise InputError(f"{self._name}: {part} is {what} ({_one_line(error)})") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError(f"{self._name}: {part} declares XML entities; refused")
        return root

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id to (target, type) of a part; targets inside are full part names."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for item in root if root is not None else ():
            target = item.get("Target") or ""
            if item.get("TargetMode") != "External":
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            found[item.get("Id") or ""] = (target, item.get("Type") or "")
        return found

    def _read(self, part: str) -> bytes:
        limit = self._limits.max_unpacked_bytes
        try:
            with self._zip.open(part) as file:
                # The sizes in the archive's directory may lie: the read is bounded as well.
                data = file.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise InputError(
                f"{self._name}: {part} is damaged ({_one_line(error)}); save it again in {self._kind.program}"
            ) from None
        if len(data) > limit:
            raise InputError(
                f"{self._name}: {part} unpacks to more than {limit / MEGABYTE:.0f} MB; refused as a zip bomb"
            )
        return data


def _one_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0][:100] if lines else type(error).__name__
