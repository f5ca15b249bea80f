"""What the memory holds: a French segment, its translation, where it stood and who vouches for it."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import NamedTuple

from translate.markup import plain_text

ORIGINS = ("final", "reviewed", "imported")
"""Where an entry came from, the most trusted first: a draft's final or reviewed unit, a file of another tool."""


class Entry(NamedTuple):
    """One remembered pair.

    source, target: with inline tags (`<1>…</1>`, `<2/>`). language: of the target.
    previous, following: keys (`key_of`) of the French segments before and after, `EDGE` at
    the ends of an article, None when nobody knows. article, segment: slug and id where it
    was learnt, file name and unit of an imported one. place: a digest of the article's
    folder, so that two articles of one name are two. changed, created: seconds since 1970, UTC.
    given: the identity it had in the memory it was exported from, 32 hex digits or "".
    id: its number in the store, 0 before it is there.
    """

    source: str
    target: str
    language: str
    previous: int | None = None
    following: int | None = None
    origin: str = "imported"
    article: str = ""
    segment: str = ""
    place: str = ""
    author: str = ""
    created: int = 0
    changed: int = 0
    given: str = ""
    id: int = 0

    @property
    def plain_source(self) -> str:
        return _plain(self.source)

    @property
    def plain_target(self) -> str:
        return _plain(self.target)

    @property
    def identity(self) -> bytes:
        """16 bytes, equal for what replaces each other.

        Of a learnt entry: the article's place and the segment. Of an imported one: all that
        it says, so that a second import adds nothing.
        """
        if self.given:
            return bytes.fromhex(self.given)
        what = (
            ("learnt", self.language, self.place, self.segment) if self.place
            else ("imported", self.language, self.source, self.target, str(self.previous), str(self.following))
        )
        return hashlib.blake2b("\0".join(what).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _plain(tagged: str) -> str:
    return plain_text(tagged) if "<" in tagged or "&" in tagged else tagged


def folded(text: str) -> str:
    """What must be equal for two plain texts to match exactly: all but spacing and the form of apostrophes."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("’", "'")
    return " ".join(text.split())


def key_of(text: str) -> int:
    """A signed 64-bit key of a plain text, equal for texts that match exactly."""
    data = folded(text).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


EDGE = key_of("")
"""The key of what stands before the first segment of an article and after the last."""
