"""Line breaks inside one block: a poem's lines stay together, list items do not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from translate.article import Span
from translate.ingest.boilerplate import is_sentence
from translate.ingest.lists import marker

# Two lines this long around a break are paragraphs of their own.
_LONG_LINE = 100


def split_at_breaks(text: str, spans: Sequence[Span]) -> list[tuple[str, list[Span]]]:
    """One block, or one for each line where its lines are list items or whole paragraphs.

    Spans over a cut go on in the next part; offsets are relative to each part.
    """
    breaks = [span.start for span in spans if span.kind == "break"]
    lines = [text[a:b].strip() for a, b in zip([0, *breaks], [*breaks, len(text)])]
    items = any(marker(line) for line in lines[1:])
    cuts = [0]
    for at, before, after in zip(breaks, lines, lines[1:]):
        if (items and (marker(after) or marker(before))) or (
            min(len(before), len(after)) >= _LONG_LINE and is_sentence(before)
        ):
            cuts.append(at)
    cuts.append(len(text))
    parts: list[list[Span]] = [[] for _ in cuts[1:]]
    for span in spans:
        if span.kind == "break":
            part = bisect_left(cuts, span.start) - 1
            if cuts[part + 1] != span.start and part >= 0:
                parts[part].append(shifted(span, -cuts[part]))
            continue
        for part in range(max(bisect_right(cuts, span.start) - 1, 0), bisect_left(cuts, span.end)):
            start, end = max(span.start, cuts[part]), min(span.end, cuts[part + 1])
            if start < end:
                parts[part].append(Span(start - cuts[part], end - cuts[part], span.kind, span.href))
    return [(text[cuts[i] : cuts[i + 1]], part) for i, part in enumerate(parts)]


def shifted(span: Span, by: int) -> Span:
    """The span moved by so many characters."""
    return Span(span.start + by, span.end + by, span.kind, span.href)
