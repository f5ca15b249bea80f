"""French segmentation: rules as data (`french.toml`), a small engine to apply them.

`split` finds the sentence-like units of a text, `segment` makes the translation
segments of an article from them.

What is decided for translators: a colon keeps a quotation with the words that
introduce it, however long it is (the two share their verb, and the next sentence inside
the quotation begins a segment of its own); an incise (« … ! » ajoute-t-il) stays with
its quotation; a bracket or a short quotation in mid-sentence is never cut in two.
"""

from __future__ import annotations

from translate.segmentation.segments import segment
from translate.segmentation.splitter import split

__all__ = ["segment", "split"]
