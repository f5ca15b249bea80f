"""Things that must come through unchanged: inline tags and addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from translate.addresses import ADDRESS
from translate.markup import TAG, to_tagged
from translate.placement.marks import ends_a_word
from translate.qa.subject import Subject


def tags(subject: Subject) -> Iterator[str]:
    """Inline tags missing, added, doubled or crossed. Raised letters of French abbreviations (1ᵉʳ, Mᵐᵉ) may go."""
    segment = subject.unit.segment
    expected = Counter(match.group() for match in TAG.finditer(to_tagged(segment.text, segment.spans)))
    found = Counter(match.group() for match in TAG.finditer(subject.unit.target))
    missing, added = expected - found, found - expected
    for number, span in enumerate(segment.spans, start=1):
        pair = Counter((f"<{number}>", f"</{number}>"))
        if ends_a_word(span, segment.text) and not pair - missing:
            missing -= pair
    if missing:
        yield f"Tags of the source are missing: {_listed(missing)}; put them around the words they belong to."
    if added:
        yield f"Tags that the source does not have, or has once: {_listed(added)}; remove them."
    if not missing and not added and not _nested(subject.unit.target):
        yield "The tags cross or close before they open; each pair must enclose its words."


def _listed(counter: Counter[str]) -> str:
    return " ".join(sorted(counter.elements(), key=lambda tag: (int(tag.strip("</>")), tag.startswith("</"))))


def _nested(tagged: str) -> bool:
    stack: list[str] = []
    for match in TAG.finditer(tagged):
        closing, number, empty = match.groups()
        if closing:
            if not stack or stack.pop() != number:
                return False
        elif not empty:
            stack.append(number)
    return not stack


def urls(subject: Subject) -> Iterator[str]:
    """Web and e-mail addresses must be the same on both sides."""
    source, target = set(ADDRESS.findall(subject.source)), set(ADDRESS.findall(subject.target))
    for address in sorted(source - target):
        yield f"The address {address} is missing or changed."
    for address in sorted(target - source):
        if not source:
            yield f"The address {address} is not in the source."
