"""TMX 1.4b: translation memories of every CAT tool, read and written as a stream.

Reading holds one unit at a time, however large the file. Inline codes (bpt/ept, ph, it,
hi, ut) become numbered tags `<1>…</1>`, `<2/>`; a code has the same number on both sides
when the tool gave it the same x, the same content or the same i. What stands inside a
code (sub) belongs to the code. A document type may be named, as the standard does; it is
never loaded, and one that declares entities is refused.
Format: https://www.gala-global.org/tmx-14b
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from time import gmtime, strftime
from types import MappingProxyType
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from translate import __version__
from translate.errors import InterchangeError
from translate.interchange.base import Document, Format, Returned, fingerprint
from translate.interchange.tmx_codes import tagged_texts, written_codes
from translate.interchange.tmx_parser import Parsed, language_tag, parse
from translate.languages import SOURCE
from translate.markup import plain_text, to_tagged
from translate.terminology.concept import language_of
from translate.units import State

_DATE = "%Y%m%dT%H%M%SZ"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STATES = {"reviewed": State.REVIEWED, "final": State.FINAL}


class Variant(NamedTuple):
    """One language's side of a unit. tag: as the file has it (`fr-FR`). code: ISO 639-1, "" for one we do not know.

    text: with numbered tags.
    """

    tag: str
    code: str
    text: str


class TmxUnit(NamedTuple):
    """A unit. line: where it begins in the file. source: language tag of its source, "" when any may be.

    created, changed: seconds since 1970, 0 when the file does not say. props, notes: of
    the unit and its variants; a prop that is there twice has its first value.
    """

    variants: tuple[Variant, ...]
    id: str = ""
    line: int = 0
    source: str = ""
    author: str = ""
    created: int = 0
    changed: int = 0
    props: Mapping[str, str] = MappingProxyType({})
    notes: tuple[str, ...] = ()

    def pairs(self, source: str = SOURCE.code) -> Iterator[tuple[Variant, Variant]]:
        """(source side, target side) for each variant in another language than `source`."""
        ours = [variant for variant in self.variants if variant.code == source]
        first = next((variant for variant in ours if variant.tag == self.source), ours[0] if ours else None)
        if first is not None:
            yield from ((first, other) for other in self.variants if other.code and other.code != source)


def read_units(file: BinaryIO, name: str) -> Iterator[TmxUnit]:
    """The units of a TMX file, in constant memory. name: what messages call the file.

    Raises InterchangeError, naming the line, for what is not well-formed TMX; the units
    before it have been given then.
    """
    return map(_unit, parse(file, name))


def read_file(path: Path) -> Iterator[TmxUnit]:
    """The units of the TMX file at `path`; raises InterchangeError."""
    try:
        with Path(path).open("rb") as file:
            yield from read_units(file, str(path))
    except OSError as error:
        raise InterchangeError(f"{path}: {error.strerror or error}; give a TMX file that can be read") from None


def write_units(units: Iterable[TmxUnit], *, level: int = 2) -> Iterator[str]:
    """A TMX file from French, piece by piece. level: 2 with inline codes, 1 plain text only."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="yelema" creationtoolversion={_quoted(__version__)} segtype="sentence" '
        f'o-tmf="yelema" adminlang="en" srclang="{SOURCE.code}" datatype="plaintext"/>\n<body>\n'
    )
    for unit in units:
        yield _written(unit, level)
    yield "</body>\n</tmx>\n"


def _unit(parsed: Parsed) -> TmxUnit:
    props: dict[str, str] = {}
    notes: list[str] = []
    for kind, name, text in parsed.texts:
        if kind == "prop":
            props.setdefault(name, text)
        else:
            notes.append(text)
    attributes = parsed.attributes
    get = attributes.get
    changed, created, author = get("changedate", ""), get("creationdate", ""), get("changeid", "")
    for side in parsed.sides:
        if len(side.attributes) > 1:
            changed = max(changed, side.attributes.get("changedate", ""))  # dates of this form sort as text
            created = created or side.attributes.get("creationdate", "")
            author = author or side.attributes.get("changeid") or side.attributes.get("creationid") or ""
    tag = get("srclang") or parsed.srclang
    tag = "" if tag == "*all*" else tag
    sides = [(language_tag(side.attributes), side.segment) for side in parsed.sides]
    if sides and sides[0][0] != tag:
        # The source first: its codes are the ones that are counted.
        sides.sort(key=lambda side: (side[0] != tag, _code(side[0]) != SOURCE.code))
    texts = tagged_texts([segment for _, segment in sides])
    return TmxUnit(
        tuple([Variant(side[0], _code(side[0]), text) for side, text in zip(sides, texts)]),
        get("tuid", ""), parsed.line, tag, author or get("creationid", ""),
        _seconds(created), _seconds(changed) or _seconds(created), props, tuple(notes),
    )


def _written(unit: TmxUnit, level: int) -> str:
    attributes = f" tuid={_quoted(unit.id)}" if unit.id else ""
    if unit.created:
        attributes += f' creationdate="{strftime(_DATE, gmtime(unit.created))}"'
    if unit.changed:
        attributes += f' changedate="{strftime(_DATE, gmtime(unit.changed))}"'
    if unit.author:
        attributes += f" changeid={_quoted(unit.author)}"
    lines = [f"<tu{attributes}>"]
    lines += [f"<note>{_escaped(note)}</note>" for note in unit.notes if note]
    lines += [f"<prop type={_quoted(name)}>{_escaped(text)}</prop>" for name, text in unit.props.items()]
    for variant in unit.variants:
        text = written_codes(variant.text, _escaped) if level == 2 else _escaped(plain_text(variant.text))
        lines.append(f'<tuv xml:lang="{variant.tag}"><seg>{text}</seg></tuv>')
    return "\n".join(lines) + "\n</tu>\n"


def _escaped(text: str) -> str:
    """Text for XML; characters that XML cannot hold are left out. A carriage return would be read as a line feed."""
    return escape(_NO_XML.sub("", text), {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


@lru_cache(maxsize=4096)
def _seconds(date: str) -> int:
    """Seconds since 1970 of a TMX date (`20240102T030405Z`), 0 for anything else."""
    if len(date) != 16 or date[8] != "T" or date[15] != "Z":
        return 0
    try:
        moment = datetime(
            int(date[:4]), int(date[4:6]), int(date[6:8]), int(date[9:11]), int(date[11:13]), int(date[13:15]),
            tzinfo=timezone.utc)
    except ValueError:
        return 0
    return max(0, int(moment.timestamp()))


@lru_cache(maxsize=256)
def _code(tag: str) -> str:
    """The ISO 639-1 code of a language tag: `fr-FR`, `fr_CA` and `fra` give fr; "" for a language we do not know."""
    return language_of(tag) or ""


def _write(documents: Sequence[Document]) -> bytes:
    """Every translated unit of the drafts; `x-state` says how far a person has approved it."""
    return "".join(write_units(unit for document in documents for unit in _units_of(document))).encode()


def _units_of(document: Document) -> Iterator[TmxUnit]:
    units = document.draft.units
    for place, unit in enumerate(units):
        if not unit.target:
            continue
        props = {
            "x-article": document.draft.article, "x-segment": unit.segment.id, "x-state": unit.state.value,
            "x-base": fingerprint(unit),
            "x-context-pre": units[place - 1].segment.text if place else "",
            "x-context-post": units[place + 1].segment.text if place + 1 < len(units) else "",
        }
        source = to_tagged(unit.segment.text, unit.segment.spans)
        sides = [(SOURCE.code, source), (document.draft.language, unit.target)]
        yield TmxUnit(tuple(Variant(code, code, text) for code, text in sides), props=props, notes=(unit.note,))


def _read(data: bytes, name: str) -> Iterator[Returned]:
    for number, unit in enumerate(read_units(io.BytesIO(data), name), start=1):
        for source, target in unit.pairs():
            yield Returned(
                f"unit {number}", source.text, target.text, unit.props.get("x-segment", ""),
                unit.props.get("x-article", ""), target.code, _STATES.get(unit.props.get("x-state", "")),
                base=unit.props.get("x-base"),
            )


def _recognises(data: bytes, name: str) -> bool:
    return b"<tmx" in data[:4096].replace(b"\0", b"")


FORMAT = Format("tmx", ".tmx", "TMX 1.4b translation memory", _write, _read, _recognises, many=True)
