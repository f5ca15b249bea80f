"""The glossary's terms in a segment, the marks of notes out of their way."""

from __future__ import annotations

from dataclasses import replace

from translate.article import Segment
from translate.placement.marks import spoken
from translate.terminology import Termbase
from translate.units import TermMatch


def terms_in(segment: Segment, language: str, termbase: Termbase) -> tuple[TermMatch, ...]:
    """The terms of the segment as `Termbase.match` finds them, `CEDEAO1` among them where 1 is a note's mark.

    Their places are those in the segment's own text.
    """
    heard = spoken(segment)
    found = termbase.match(heard.text, language)
    if not heard.marks:
        return found
    return tuple(replace(term, start=heard.whole(term.start, starts=True), end=heard.whole(term.end)) for term in found)
