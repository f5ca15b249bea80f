"""The text of an edition as readers get it: one language, whole paragraphs, no review marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from translate.editions.edition import Edition, Passage
from translate.editions.inline import Node, one_line, safe_link, text_of
from translate.ingest.lists import is_numbered
from translate.languages import Language, language

# What stands for a sentence that has no translation yet, in a copy marked as a draft.
MISSING = "[…]"
# How much of the first paragraph names an article without a headline, in characters.
_NAME_LENGTH = 60


@dataclass(frozen=True)
class Paragraph:
    """One block of a clean copy. kind: as in `translate.article.BLOCK_KINDS`.

    level: 2-6 for headings, the article's own headline being 1 and no step left out; depth
    1-6 for list items and quotes; else 0. anchor: unique in the article.
    """

    kind: str
    level: int
    nodes: tuple[Node, ...]
    anchor: str

    @property
    def has_number(self) -> bool:
        """Whether a list item begins with its own number ("2."), so that it needs no bullet."""
        return self.kind == "list_item" and is_numbered(text_of(self.nodes))


@dataclass(frozen=True)
class CleanCopy:
    """One article in one language, ready to be set.

    headline, kicker, byline: () where the article has none. title: the headline as plain
    text, or the article's first words; never empty. date: ISO 8601 or as the article has
    it. body: everything else, in order. source: the address of the original, "" for a file.
    original_title: in the source language. is_draft: holds text that no person has
    approved; every format must say so visibly, in the words of `wording.words`.
    """

    language: Language
    source_language: Language
    title: str
    headline: tuple[Node, ...]
    kicker: tuple[Node, ...]
    byline: tuple[Node, ...]
    date: str
    body: tuple[Paragraph, ...]
    source: str
    original_title: str
    is_draft: bool

    @property
    def author(self) -> str:
        """The byline as plain text."""
        return text_of(self.byline)


def clean_copy(edition: Edition, code: str) -> CleanCopy:
    """The clean copy of an edition in one of its languages."""
    article = edition.article
    head: dict[str, Passage] = {}
    for kind, text in (("heading", article.title), ("kicker", article.kicker), ("byline", article.byline)):
        found = next((p for p in edition.passages if p.kind == kind and text.strip() and p.source == text), None)
        if found is not None:
            head[kind] = found
    rest = [passage for passage in edition.passages if not any(passage is lifted for lifted in head.values())]
    body = tuple(_with_steps(_paragraphs(rest, code)))
    headline, kicker, byline = (_nodes(head.get(kind), code) for kind in ("heading", "kicker", "byline"))
    return CleanCopy(
        language=language(code),
        source_language=language(article.language),
        title=one_line(text_of(headline)) or _first_words(body) or MISSING,
        headline=headline,
        kicker=kicker,
        byline=byline,
        date=article.date.strip(),
        body=body,
        source=safe_link(article.source),
        original_title=one_line(article.title),
        is_draft=any(not cell.unit.state.is_human for _, cell in edition.column(code)),
    )


def _paragraphs(passages: Iterable[Passage], code: str) -> Iterator[Paragraph]:
    for passage in passages:
        yield Paragraph(passage.kind, passage.level, _nodes(passage, code), passage.rows[0].anchor)


def _nodes(passage: Passage | None, code: str) -> tuple[Node, ...]:
    """The sentences of a block one after another, spaced as they are in the source."""
    if passage is None:
        return ()
    nodes: list[Node] = []
    for row, gap in zip(passage.rows, ("", *(row.gap for row in passage.rows))):
        words = next((cell.words for cell in row.cells if cell.language.code == code), ())
        if gap:
            nodes.append(gap)
        nodes += words if text_of(words).strip() else (MISSING,)
    return tuple(nodes)


def _with_steps(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Headings of the levels 2, 3, … without a step left out; levels of lists and quotes from 1."""
    above: list[int] = []
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            while above and above[-1] >= paragraph.level:
                above.pop()
            above.append(paragraph.level)
            yield replace(paragraph, level=min(len(above) + 1, 6))
        elif paragraph.kind in ("list_item", "quote"):
            yield replace(paragraph, level=min(max(paragraph.level, 1), 6))
        else:
            yield paragraph


def _first_words(body: Sequence[Paragraph]) -> str:
    text = next((text for paragraph in body if (text := one_line(text_of(paragraph.nodes)))), "")
    if len(text) <= _NAME_LENGTH:
        return text
    start = text[:_NAME_LENGTH]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:–—-") + "…"
