"""From an article's blocks to its translation segments."""

from __future__ import annotations

from dataclasses import replace

from translate.article import Article, Block, IdMaker, Segment, Span, cut_spans
from translate.segmentation.splitter import boundaries, cut

WHOLE_KINDS = ("kicker", "byline")
HEADLINE_KINDS = ("heading", "caption")
# A headline up to this many characters is one unit whatever it contains.
LONG_HEADLINE = 100


def segment(article: Article) -> list[Segment]:
    """The segments of `article`, in the order of its blocks.

    Ids are made from a segment's text alone (the same text again gets `-2`, …), so a
    sentence inserted, deleted or moved leaves the ids of the others as they were.
    A kicker and a byline are one segment each; a heading or a caption too, unless it is
    long and holds a full stop that certainly ends a sentence.
    """
    ids = IdMaker()
    segments: list[Segment] = []
    for block in article.blocks:
        units = _units(block)
        for number, (start, end) in enumerate(units):
            text = block.text[start:end]
            until = units[number + 1][0] if number + 1 < len(units) else len(block.text) + 1
            spans = _spans_of(block, start, end, until)
            segments.append(Segment(ids.make(text), block.id, block.kind, text, spans))
    return segments


def _units(block: Block) -> list[tuple[int, int]]:
    text = _with_line_ends(block)
    if block.kind in WHOLE_KINDS:
        return cut(text, [])
    if block.kind not in HEADLINE_KINDS:
        return cut(text, boundaries(text))
    if len(text) <= LONG_HEADLINE:
        return cut(text, [])
    return cut(text, [place for place in boundaries(text) if place.rule.certain])


def _with_line_ends(block: Block) -> str:
    """The block's text with a newline for the space at each line break, same length."""
    text = list(block.text)
    for span in block.spans:
        if span.kind == "break":
            for place in (span.start, span.start - 1):
                if 0 <= place < len(text) and text[place].isspace():
                    text[place] = "\n"
                    break
    return "".join(text)


def _spans_of(block: Block, start: int, end: int, until: int) -> tuple[Span, ...]:
    """The block's spans within the unit `start:end`.

    A line break between this unit and the next, which begins at `until`, closes this
    one, so that the lines can be put together again.
    """
    spans: list[Span] = []
    for span in block.spans:
        if span.kind != "break":
            spans += cut_spans((span,), start, end)
        elif start <= span.start < until:
            place = min(span.start, end) - start
            spans.append(replace(span, start=place, end=place))
    return tuple(spans)
