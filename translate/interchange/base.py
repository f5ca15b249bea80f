"""What every interchange format takes and gives. A format is added by writing one module beside this.

A format carries drafts to a tool of the translator's choice and what comes back from it.
It neither opens files nor touches drafts: it turns documents into bytes and bytes into
what a person left in them. Matching that with the drafts is done once, in ``importing``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from translate.article import Article
from translate.drafts import Draft
from translate.interchange.texts import digest
from translate.units import State, Unit


@dataclass(frozen=True)
class Document:
    """One article's draft in one language, on its way out."""

    article: Article
    draft: Draft


@dataclass(frozen=True)
class Returned:
    """One unit as it came back from a tool.

    place: where it stands, for messages ("line 12", "row 7", "unit u3"). id: the
    segment's id, "" when the tool lost it. article: slug of its article and language:
    ISO 639-1 code of the target, "" when the file does not say. source, target: with
    inline tags (`<1>…</1>`, `<2/>`). state: None when the file does not say how far the
    unit has come; then only a changed text counts. note: the reviewer's own comment, None
    when the file has no room for one. base: the `fingerprint` of the unit as it went out,
    None when the file has no room for it or the tool lost it. retired: the tool keeps it
    as something that is no longer part of the text (an obsolete PO entry).
    """

    place: str
    source: str
    target: str
    id: str = ""
    article: str = ""
    language: str = ""
    state: State | None = None
    note: str | None = None
    base: str | None = None
    retired: bool = False


def fingerprint(unit: Unit) -> str:
    """What a unit's text and state are on its way out, such as `3f2a9c01d4e7/draft`.

    A format that has room for it writes it beside the unit and gives it back as
    `Returned.base`; so an import knows what was changed in the tool, and what in the
    draft meanwhile.
    """
    return f"{digest(unit.target)}/{unit.state.value}"


@dataclass(frozen=True)
class Format:
    """An interchange format.

    name: on the command line (`xliff`). suffix: of its files, with the dot. title: for
    help texts. write: documents → the file's bytes, the same for the same documents.
    read: (bytes, file name) → the units that came back, in order; raises
    InterchangeError, naming file and place, for a file that cannot be read whole.
    recognises: whether bytes look like this format (name is only a hint).
    many: whether one file holds several articles. Every file is written in one target
    language; one that holds more is read all the same.
    """

    name: str
    suffix: str
    title: str
    write: Callable[[Sequence[Document]], bytes]
    read: Callable[[bytes, str], Iterator[Returned]]
    recognises: Callable[[bytes, str], bool]
    many: bool = True
    most_units: int | None = None
