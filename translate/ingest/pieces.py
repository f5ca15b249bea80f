"""What a format reader hands over: pieces of text in order, before they become blocks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from translate.article import Span
from translate.errors import InputError
from translate.ingest.characters import tidy


@dataclass(frozen=True)
class Piece:
    """A block in the making, or a text to be set aside.

    kind, level, spans: as in `translate.article.Block`.
    hint: what the document's own markup says the piece is: "title", "subtitle", "kicker",
    "byline", "date" or "" for nothing in particular.
    aside: True for boilerplate.
    """

    text: str
    kind: str = "paragraph"
    level: int = 0
    spans: tuple[Span, ...] = ()
    hint: str = ""
    aside: bool = False


def tidied(piece: Piece) -> Piece:
    """The piece with its text as `characters.tidy` leaves it, the spans carried along."""
    text, spans = tidy(piece.text, piece.spans)
    return replace(piece, text=text, spans=spans)


@dataclass
class Reading:
    """What one format reader found in one document.

    title, kicker, byline, date: what the document's metadata say ("" for nothing); the
    visible text has the last word. date is ISO 8601 or "".
    marked_up: True when the format itself says what is a heading, a list or a quote, so
    that nothing has to be guessed from the look of the lines.
    """

    pieces: list[Piece]
    title: str = ""
    kicker: str = ""
    byline: str = ""
    date: str = ""
    marked_up: bool = True
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """One article of a file that holds several.

    slug: what the file calls it, or its title, as the name of a folder; not unique.
    reading: or why it cannot be read; the others go on.
    """

    slug: str
    reading: Reading | InputError
