"""Text with its tags set aside, so that rules see plain words and tags stay where they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translate.addresses import ADDRESS
from translate.markup import TAG

NBSP = "\u00a0"
SPACES = " \u00a0\u202f\u2009"  # plain, no-break, narrow no-break, thin

# Not ours to set: addresses, and the escape that markup.py writes for a literal "<".
_PROTECTED = re.compile(rf"{ADDRESS.pattern}|&(?:amp;)*lt;")


@dataclass(frozen=True)
class Edit:
    """Replace `text[start:end]`, at least one character, by `new`."""

    start: int
    end: int
    new: str


def each(start: int, end: int, new: str) -> Iterator[Edit]:
    """`text[start:end]` replaced by `new`, one edit a character, so that tags may stand between."""
    yield Edit(start, start + 1, new)
    for at in range(start + 1, end):
        yield Edit(at, at + 1, "")


@dataclass(frozen=True)
class Sheet:
    """`text` without tags; `tags` as (offset in text, tag), in order."""

    text: str
    tags: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, tagged: str) -> Sheet:
        """Set the tags of `tagged` aside. Escapes (`&lt;`) stay in the text as written."""
        pieces: list[str] = []
        tags: list[tuple[int, str]] = []
        length = at = 0
        for match in TAG.finditer(tagged):
            pieces.append(tagged[at : match.start()])
            length += len(pieces[-1])
            tags.append((length, match.group()))
            at = match.end()
        pieces.append(tagged[at:])
        return cls("".join(pieces), tuple(tags))

    def edited(self, edits: Iterable[Edit]) -> Sheet:
        """The sheet after `edits`; of two that overlap, the first counts.

        An edit is dropped when a tag stands inside its range (what it would join is not
        together) or when it touches an address. A tag at the edge of a range keeps its side.
        """
        wanted = sorted(edits, key=lambda edit: edit.start)
        if not wanted:
            return self
        protected = [match.span() for match in _PROTECTED.finditer(self.text)]
        kept: list[Edit] = []
        for edit in wanted:
            if (not kept or edit.start >= kept[-1].end) and self._allows(edit, protected):
                kept.append(edit)
        if not kept:
            return self
        pieces: list[str] = []
        at = 0
        for edit in kept:
            pieces += (self.text[at : edit.start], edit.new)
            at = edit.end
        pieces.append(self.text[at:])
        moved = tuple(
            (offset + sum(len(e.new) - (e.end - e.start) for e in kept if e.end <= offset), tag)
            for offset, tag in self.tags
        )
        return Sheet("".join(pieces), moved)

    def _allows(self, edit: Edit, protected: list[tuple[int, int]]) -> bool:
        if edit.new == self.text[edit.start : edit.end]:
            return False
        if any(edit.start < offset < edit.end for offset, _ in self.tags):
            return False
        return not any(start < edit.end and end > edit.start for start, end in protected)

    def tagged(self) -> str:
        """The text with its tags back in place."""
        pieces: list[str] = []
        at = 0
        for offset, tag in self.tags:
            pieces += (self.text[at:offset], tag)
            at = offset
        pieces.append(self.text[at:])
        return "".join(pieces)
