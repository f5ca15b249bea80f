"""PO: the draft itself for a PO editor elsewhere, and whatever PO file comes back.

What went out is one article's draft with a line `base: …` for each unit. What comes back
may have been renamed, merged with other articles' (msgcat), rewrapped, or stripped of its
comments; it is read as long as it is a PO file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translate import drafts
from translate.drafts.facts import read_facts, text_digest
from translate.drafts.po import Entry, parse
from translate.errors import DraftError, InterchangeError
from translate.interchange.base import Document, Format, Returned, fingerprint
from translate.units import State

_BASE = re.compile(r"base: ([0-9a-f]{12}/[a-z]+)\s*$")
# What msgcat writes between texts that differ in the files it joins.
_JOINED = re.compile(r"^#-#-#-#-#  .*  #-#-#-#-#\n?", re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z-]+):[ \t]*(.*)$", re.MULTILINE)
_MOST_LINES = 600_000
_CHARSET = re.compile(rb"charset=([A-Za-z0-9_.-]+)", re.IGNORECASE)


def write(documents: Sequence[Document]) -> bytes:
    """The PO file of one draft."""
    (document,) = documents
    draft = document.draft
    extras = {}
    for unit in draft.units:
        others = [line for line in draft.extras.get(unit.segment.id, ()) if not _BASE.match(line.removeprefix("#. "))]
        extras[unit.segment.id] = (f"#. base: {fingerprint(unit)}", *others)
    return drafts.dump(replace(draft, extras=extras)).encode("utf-8")


def read(data: bytes, name: str) -> Iterator[Returned]:
    """The units of a PO file; of one that msgcat made, every variant of a text."""
    if data.count(b"\n") > _MOST_LINES:
        raise InterchangeError(f"{name}: more than {_MOST_LINES:,} lines; split the file")
    try:
        entries = parse(_text(data, name), name, plurals=True)
    except DraftError as error:
        raise InterchangeError(str(error)) from None
    header = next((entry for entry in entries if entry.is_header), Entry())
    fields = dict(_FIELD.findall(header.msgstr or ""))
    if _JOINED.search(header.msgstr or ""):
        fields.pop("Project-Id-Version", None)  # of one of the files only
    for entry in entries:
        if not entry.is_header and entry.msgid:
            for target in _variants(entry.msgstr or ""):
                yield _returned(entry, target, fields)


def recognises(data: bytes, name: str) -> bool:
    """Whether the bytes look like a PO file."""
    return re.search(rb'^(?:#~ )?msgid\s+"', data.removeprefix(b"\xef\xbb\xbf"), re.MULTILINE) is not None


def _returned(entry: Entry, target: str, fields: dict[str, str]) -> Returned:
    source = entry.msgid or ""
    facts = read_facts(entry.facts, source)
    if not target:
        state = State.NEW
    elif "fuzzy" in entry.flags:
        state = State.DRAFT
    else:
        state = State.FINAL if facts.final == text_digest(target) else State.REVIEWED
    base = next((match[1] for line in facts.unknown if (match := _BASE.match(line))), None)
    if base is None and facts.machine:
        base = f"{facts.machine}/draft"  # a copy of the draft: the text as the machine wrote it
    return Returned(
        place=f"line {entry.line}{' (obsolete)' if entry.obsolete else ''}",
        source=source,
        target=target,
        id=entry.msgctxt or "",
        article=fields.get("Project-Id-Version", ""),
        language=fields.get("Language", ""),
        state=state,
        note="\n".join(line for line in entry.notes if not _JOINED.match(line)),
        base=base,
        retired=entry.obsolete,
    )


def _variants(target: str) -> list[str]:
    if not _JOINED.search(target):
        return [target]
    parts = [part.strip("\n") for part in _JOINED.split(target)]
    return list(dict.fromkeys(part for part in parts if part)) or [""]


def _text(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding not in ("utf-8", "utf8", "charset", "us-ascii", "ascii"):
        raise InterchangeError(f"{name}: in the encoding {encoding}; save it as UTF-8 in your editor")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InterchangeError(f"{name}:{line}: not UTF-8; save the file as UTF-8 in your editor") from None


FORMAT = Format("po", ".po", "PO, for any PO editor", write, read, recognises, many=False)
