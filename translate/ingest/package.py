"""The package of a DOCX or XLSX: an archive whose parts name each other in relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from translate.errors import InputError
from translate.ingest.archive import Archive
from translate.ingest.limits import Limits

_OFFICE_DOCUMENT = "/officeDocument"
_ARCHIVES = {
    "mimetype": "an OpenDocument or EPUB file",
    "word/document.xml": "a Word document",
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
}


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


WORD = Kind("word/document.xml", ".docx", "Word", "give .docx, .odt, .epub, .html, .md or .txt")


class Package(Archive):
    """The parts of one DOCX or XLSX file. Every method raises InputError for a damaged or hostile one."""

    def __init__(self, data: bytes, *, name: str, limits: Limits, kind: Kind = WORD) -> None:
        self._kind = kind
        super().__init__(
            data, name=name, limits=limits, what=f"{kind.suffix} file", remedy=f"save it again in {kind.program}"
        )
        self.main = self._main_part()

    def _main_part(self) -> str:
        wanted = self._kind
        for target, kind in self.relationships("").values():
            fits = _ARCHIVES.get(target, wanted.title) == wanted.title
            if kind.endswith(_OFFICE_DOCUMENT) and target in self.names and fits:
                return target
        if wanted.main in self.names:
            return wanted.main
        other = next((what for part, what in _ARCHIVES.items() if part in self.names), "an archive")
        raise InputError(f"{self._name}: not {wanted.title} but {other}; {wanted.advice}")

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
