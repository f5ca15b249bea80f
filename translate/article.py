"""The source document: Article, Block, Segment, their stable ids and JSON form."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

BLOCK_KINDS = ("kicker", "heading", "byline", "paragraph", "quote", "list_item", "caption")
SPAN_KINDS = ("emphasis", "strong", "link", "code", "superscript", "subscript", "break")


@dataclass(frozen=True)
class Span:
    """Inline markup over `text[start:end]` of a block or segment (characters).

    `href` is set for links, and for superscripts that refer to a note: `#note-1`. A
    `break` is empty: start equals end.
    """

    start: int
    end: int
    kind: str
    href: str = ""


@dataclass(frozen=True)
class Block:
    """One structural piece of an article; `text` is plain, markup is kept in `spans`.

    level: 1-6 for headings, nesting depth (from 1) for list items and quotes, else 0.
    """

    id: str
    kind: str
    text: str
    level: int = 0
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Segment:
    """The unit of translation, usually a sentence. `spans` are relative to its text."""

    id: str
    block_id: str
    kind: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Article:
    """A document after ingest. `title`, `kicker` and `byline` also stand among the blocks.

    boilerplate: texts that were set aside (menus, comment forms), in order, never lost.
    source: where it came from (path, URL or "-"), for people to read.
    date: ISO 8601 (YYYY-MM-DD) or "".
    slug: the folder name that its source suggests, "" for that of the file; not part of `article.json`.
    """

    title: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    byline: str = ""
    date: str = ""
    source: str = ""
    language: str = "fr"
    boilerplate: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)
    slug: str = field(default="", compare=False)

    def to_json(self) -> str:
        """The article as `article.json` holds it: stable key order, UTF-8, one final newline."""
        data = asdict(self)
        order = ("title", "kicker", "byline", "date", "source", "language", "blocks", "boilerplate")
        return json.dumps({key: data[key] for key in order}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Article:
        """Inverse of `to_json`. Raises ValueError or KeyError on anything else."""
        data: dict[str, Any] = json.loads(text)
        blocks = tuple(
            Block(
                id=block["id"], kind=block["kind"], text=block["text"], level=block.get("level", 0),
                spans=tuple(Span(**span) for span in block.get("spans", ())),
            )
            for block in data.pop("blocks")
        )
        return cls(blocks=blocks, boilerplate=tuple(data.pop("boilerplate", ())), **data)


class IdMaker:
    """Ids made from content, so that an insertion elsewhere leaves them as they are.

    The same text met again gets `-2`, `-3`, … in order of appearance.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def make(self, text: str) -> str:
        folded = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
        digest = hashlib.sha256(folded.encode("utf-8")).hexdigest()[:10]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return digest if count == 1 else f"{digest}-{count}"


def with_ids(blocks: Iterator[Block] | list[Block]) -> tuple[Block, ...]:
    """The same blocks with content-made ids (`b` + digest), for ingest modules."""
    ids = IdMaker()
    return tuple(replace(block, id="b" + ids.make(block.text)) for block in blocks)


def cut_spans(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The spans that touch `start:end`, clipped to it and made relative to `start`."""
    return tuple(
        replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in spans
        if (span.start < end and span.end > start) or (span.start == span.end and start <= span.start <= end)
    )


def slugify(text: str, *, fallback: str = "article", limit: int = 60) -> str:
    """A file-system-safe name: ASCII letters, digits and hyphens only, never empty.

    Nothing of the input can name another folder: separators, dots and control
    characters all become hyphens.
    """
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > limit:
            break
        slug = f"{slug}-{word}" if slug else word[:limit]
    return slug or fallback
