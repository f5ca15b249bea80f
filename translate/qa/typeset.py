"""Quotes, spaces, dashes, number signs and № that the target language prints otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from translate import typography
from translate.qa.subject import Subject

_SHOWN = 4
_CONTEXT = 2
_COMPARED = 600  # characters that are compared to tell the changes; the first ones are enough
_VISIBLE = str.maketrans({"\u00a0": "⍽", "\u202f": "⍽"})
_REPORTED_BY_SPACES = re.compile(r" +(?=[,;:!?.]|\Z)|(?<= ) +|\A +")


def typeset(subject: Subject) -> Iterator[str]:
    """What the typographic rules would change; spaces that `spaces` reports are left to it."""
    written = _REPORTED_BY_SPACES.sub("", subject.unit.target) if subject.language != "bm" else subject.unit.target
    printed = typography.apply(written, subject.language, subject.unit.segment.text)
    if printed == written:
        return
    changes = list(dict.fromkeys(_changes(written, printed)))
    more = ", …" if len(changes) > _SHOWN else ""
    yield f"Printed otherwise: {', '.join(changes[:_SHOWN])}{more}. See: tk fix --typography"


def _changes(written: str, printed: str) -> Iterator[str]:
    """`old → new` for each place, with a little of what stands around it; no-break spaces shown as ⍽."""
    matcher = SequenceMatcher(None, written[:_COMPARED], printed[:_COMPARED], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            old = written[max(0, a - _CONTEXT) : b + _CONTEXT].translate(_VISIBLE).strip()
            new = printed[max(0, c - _CONTEXT) : d + _CONTEXT].translate(_VISIBLE).strip()
            yield f"{old} → {new}"
