"""Running text as HTML that is XML as well: for web pages, e-books and print alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from translate.editions.clean import CleanCopy, Paragraph
from translate.editions.edition import Edition
from translate.editions.inline import Element, Node, clean, source_nodes

# Span kind → HTML element; a link is <a>, a break is <br/>, a term is a <span>.
_ELEMENTS = {
    "emphasis": "em", "strong": "strong", "code": "code", "superscript": "sup", "subscript": "sub",
}


def final(value: Any) -> Any:
    """Every value on its way into the page: no character that HTML forbids."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def inline(nodes: Sequence[Node]) -> Markup:
    """A tree of inline markup."""
    return Markup("").join(_node(node) for node in nodes)


def prose(copy: CleanCopy, *, shift: int = 0, prefix: str = "") -> Markup:
    """The body of a clean copy: headings with ids, paragraphs, lists, quotations.

    shift: how many levels the headings go down, where the article is part of a larger
    document. prefix: of the ids, to keep them unique in it.
    """
    return Markup("\n").join(_blocks(copy.body, shift, prefix))


def interleaved(edition: Edition, code: str, *, shift: int = 0, prefix: str = "") -> Markup:
    """Every line of the source, marked with its language, followed by its translation.

    The head of the article (kicker, title, byline) is among the lines. Ids and levels as
    in `prose`.
    """
    pieces: list[Markup] = []
    source = edition.article.language
    for passage in edition.passages:
        level = 1 if passage.source == edition.article.title else max(passage.level, 1) + 1
        tag = Markup(f"h{min(level + shift, 6)}" if passage.kind == "heading" else "p")
        for row in passage.rows:
            cell = next(cell for cell in row.cells if cell.language.code == code)
            words = inline(cell.words) if cell.unit.target.strip() else Markup("[…]")
            original = inline(source_nodes(row.segment.text, row.segment.spans))
            state = cell.unit.state.value
            pieces.append(
                Markup(
                    '<div class="pair {} {}" id="{}">\n<p class="source" lang="{}" xml:lang="{}">{}</p>\n'
                    '<{} class="target">{}</{}>\n</div>'
                ).format(passage.kind, state, prefix + row.anchor, source, source, original, tag, words, tag)
            )
    return Markup("\n").join(pieces)


def _node(node: Node) -> Markup:
    if not isinstance(node, Element):
        return Markup.escape(clean(node))
    inner = inline(node.children)
    if node.kind == "break":
        return Markup("<br/>")
    if node.kind == "term":
        title = "Glossary: " + clean(node.note)
        return Markup('<span class="term" title="{}">{}</span>').format(title, inner)
    if node.kind == "link":
        if not node.href:
            return inner
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(clean(node.href), inner)
    element = Markup(_ELEMENTS.get(node.kind, "span"))
    return Markup("<{0}>{1}</{0}>").format(element, inner)


def _blocks(paragraphs: Sequence[Paragraph], shift: int, prefix: str) -> Iterator[Markup]:
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        if kind == "list_item":
            yield _list(list(run), 1)
        elif kind == "quote":
            yield _quotation(list(run), 1)
        else:
            for paragraph in run:
                yield _block(paragraph, shift, prefix)


def _block(paragraph: Paragraph, shift: int, prefix: str) -> Markup:
    words = inline(paragraph.nodes)
    if paragraph.kind == "heading":
        level = Markup(min(paragraph.level + shift, 6))
        return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, prefix + paragraph.anchor, words)
    if paragraph.kind == "paragraph":
        return Markup("<p>{}</p>").format(words)
    return Markup('<p class="{}">{}</p>').format(paragraph.kind, words)


def _list(items: Sequence[Paragraph], level: int) -> Markup:
    """A list and the lists in its items. An item deeper than its list with none above it stays at the edge."""
    pieces: list[Markup] = []
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].level > level:
            end += 1
        below = Markup("\n{}\n").format(_list(items[at + 1 : end], level + 1)) if end > at + 1 else ""
        start = Markup('<li class="numbered">' if items[at].has_number else "<li>")
        pieces.append(Markup("{}{}{}</li>").format(start, inline(items[at].nodes), below))
        at = end
    return Markup("<ul>\n{}\n</ul>").format(Markup("\n").join(pieces))


def _quotation(paragraphs: Sequence[Paragraph], level: int) -> Markup:
    pieces: list[Markup] = []
    for deeper, run in groupby(paragraphs, key=lambda paragraph: paragraph.level > level):
        if deeper:
            pieces.append(_quotation(list(run), level + 1))
        else:
            pieces += [Markup("<p>{}</p>").format(inline(paragraph.nodes)) for paragraph in run]
    return Markup("<blockquote>\n{}\n</blockquote>").format(Markup("\n").join(pieces))
