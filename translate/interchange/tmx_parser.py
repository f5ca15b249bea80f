"""The elements of a TMX file as plain data, a unit at a time, by expat.

Neither a document type nor an entity is ever loaded; a file that declares entities is
refused whatever its encoding, for it is the parser that tells of the declaration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from translate.errors import InterchangeError

_PIECE = 1 << 16
_LARGEST_UNIT = 16_000_000  # bytes between the ends of two units
_DEEPEST = 200  # elements in one another
_XML = "http://www.w3.org/XML/1998/namespace}"


class Side(NamedTuple):
    """A `tuv`. attributes: without namespaces. segment: the `seg` element; its text alone where it has no codes."""

    attributes: dict[str, str]
    segment: str | Element


class Parsed(NamedTuple):
    """A `tu`. texts: (element, its type attribute, its text) of props and notes, the variants' too.

    line: where it begins. srclang: of the header, "" before there is one.
    """

    attributes: dict[str, str]
    sides: list[Side]
    texts: list[tuple[str, str, str]]
    line: int
    srclang: str


def parse(file: BinaryIO, name: str) -> Iterator[Parsed]:
    """The units of a TMX file. Raises InterchangeError; the units before the fault have been given then."""
    reader = _Reader(name)
    parser = reader.parser
    gap = 0
    try:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
            gap += len(piece)
            if reader.done:
                yield from reader.done
                reader.done.clear()
                gap = 0
            if gap > _LARGEST_UNIT:
                raise InterchangeError(f"{name}: {gap // 1_000_000} MB without the end of a unit: not a TMX file")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise InterchangeError(f"{name}, line {error.lineno}: not well-formed TMX: {what}; export it again") from None
    except (ValueError, LookupError) as error:
        raise InterchangeError(f"{name}: not TMX: {' '.join(str(error).split())[:120]}; export it again") from None
    yield from reader.done


class _Reader:
    """Collects units from what expat calls.

    Text is collected only inside a prop, a note or a segment, by the `append` of a list
    or the `data` of a tree builder itself.
    """

    def __init__(self, name: str) -> None:
        self.done: list[Parsed] = []
        self._name = name
        self._depth = 0
        self._srclang = ""
        self._unit: Parsed | None = None
        self._side: dict[str, str] = {}
        self._text: list[str] = []  # of the prop, note or segment that is open
        self._kind = ""  # the type attribute of the prop that is open
        self._builder: TreeBuilder | None = None  # of the open segment, if it has codes
        self._segment_depth = 0
        self._names: dict[str, str] = {}
        self.parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._entity

    def _entity(self, *_: Any) -> None:
        raise InterchangeError(f"{self._name}: declares XML entities, which a memory never needs; refused")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        if depth > _DEEPEST:
            line = self.parser.CurrentLineNumber
            raise InterchangeError(f"{self._name}, line {line}: more than {_DEEPEST} elements in one another; refused")
        if self._segment_depth:
            self._start_code(tag, attributes)
            return
        name = self._names.get(tag) or self._name_of(tag)
        if name == "tuv":
            self._side = attributes
        elif name == "seg":
            if self._unit is not None:
                self._segment_depth = depth
                self._open_text()
        elif name == "prop" or name == "note":
            self._kind = attributes.get("type", "")
            self._open_text()
        elif name == "tu":
            self._unit = Parsed(attributes, [], [], self.parser.CurrentLineNumber, self._srclang)
        elif depth == 1 and name != "tmx":
            raise InterchangeError(f"{self._name}: the root is <{name[:40]}>, not <tmx>; give a TMX file")
        elif name == "header":
            self._srclang = attributes.get("srclang", "")

    def _end(self, tag: str) -> None:
        depth = self._depth
        self._depth = depth - 1
        if self._segment_depth:
            if depth == self._segment_depth:
                self._end_segment()
            elif self._builder is not None:
                self._builder.end(tag)
            return
        name = self._names.get(tag) or self._name_of(tag)
        if name == "tu":
            if self._unit is not None:
                self.done.append(self._unit)
                self._unit = None
        elif name == "prop" or name == "note":
            self.parser.CharacterDataHandler = None
            if self._unit is not None:
                self._unit.texts.append((name, self._kind, "".join(self._text)))

    def _open_text(self) -> None:
        self._text = []
        self.parser.CharacterDataHandler = self._text.append

    def _start_code(self, tag: str, attributes: dict[str, str]) -> None:
        """A code in a segment: from the first one on, the segment is a tree."""
        if self._builder is None:
            self._builder = TreeBuilder()
            self._builder.start("seg", {})
            self._builder.data("".join(self._text))
            self.parser.CharacterDataHandler = self._builder.data
        self._builder.start(tag, attributes)

    def _end_segment(self) -> None:
        self.parser.CharacterDataHandler = None
        segment: str | Element
        if self._builder is None:
            segment = "".join(self._text)
        else:
            self._builder.end("seg")
            segment, self._builder = self._builder.close(), None
        assert self._unit is not None
        self._unit.sides.append(Side(self._side, segment))
        self._segment_depth = 0

    def _name_of(self, tag: str) -> str:
        """The name without its namespace; the few names of a proper file are remembered."""
        name = tag.rsplit("}", 1)[-1]
        if len(self._names) < 100:
            self._names[tag] = name
        return name


def language_tag(attributes: dict[str, str]) -> str:
    """The language a `tuv` says it is in: xml:lang, or lang as old files have it."""
    return attributes.get(_XML + "lang") or attributes.get("lang", "")
