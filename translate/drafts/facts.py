"""What a draft tells about a unit in its extracted comments (`#.`), one fact a line, and back.

    kind: paragraph
    check tags (warning): the tag <1> of the source is missing
    term: Fédération de Russie → Russian Federation | Russia [12-32]
    tag 1: link https://example.org/
    origin: mt:yelema-fr-mul
    machine: 3f2a9c01d4e7
    block: b1c2d3e4f5a

`machine` is a short digest of the text as the program wrote it: when the text no longer
fits it, a human has changed it. `final` does the same for a text a human declared final.
Editors may rewrap or drop these lines; a line that cannot be understood is passed on to
the caller, a missing one costs information, never a translation.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from translate.article import Segment, Span
from translate.markup import split_tagged, to_tagged
from translate.units import Finding, TermMatch, Unit

_LINE = re.compile(
    r"(?:(?P<key>kind|origin|score|flags|confidence|machine|final|block|term):"
    r"|(?P<check>check) (?P<code>\S+) \((?P<severity>\w+)\):"
    r"|(?P<tag>tag) (?P<number>\d{1,3}):)(?: (?P<value>.*))?$",
    re.DOTALL,
)
_CAN_BE_LONG = ("check", "term", "tag", "origin", "flags")
_TERM = re.compile(r"(?P<entry>.*?) →(?P<targets>.*) \[(?P<start>\d+)-(?P<end>\d+)\]$", re.DOTALL)
_TAG = re.compile(r"(?P<kind>\w+)(?: \[(?P<start>\d+)-(?P<end>\d+)\])?(?: (?P<href>.*))?$", re.DOTALL)
_SPECIAL = re.compile(r"[\\|→\x00-\x1f\x7f\x85\u2028\u2029]")
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")


@dataclass
class Facts:
    """The facts of one entry as read. unknown: lines of other tools."""

    kind: str = "paragraph"
    block: str = ""
    origin: str = ""
    score: float | None = None
    flags: tuple[str, ...] = ()
    confidence: int | None = None
    machine: str = ""
    final: str = ""
    spans: tuple[Span, ...] = ()
    terms: tuple[TermMatch, ...] = ()
    findings: tuple[Finding, ...] = ()
    unknown: list[str] = field(default_factory=list)


def text_digest(text: str) -> str:
    """The short digest that `machine` and `final` lines hold."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def write_facts(unit: Unit, *, machine: bool, final: bool) -> Iterator[str]:
    """The `#.` lines of a unit. machine, final: note the digest of its target as such."""
    yield f"kind: {unit.segment.kind}"
    for finding in unit.findings:
        yield f"check {finding.code} ({finding.severity}): {_escape(finding.message)}"
    for term in unit.terms:
        targets = " | ".join(_escape(target) for target in term.targets)
        yield f"term: {_escape(term.entry)} →{' ' if targets else ''}{targets} [{term.start}-{term.end}]"
    yield from _tag_lines(unit.segment)
    if unit.origin:
        yield f"origin: {_escape(unit.origin)}"
    if unit.score is not None:
        yield f"score: {unit.score!r}"
    if unit.flags:
        yield f"flags: {' '.join(unit.flags)}"
    if unit.confidence is not None:
        yield f"confidence: {unit.confidence}"
    if machine:
        yield f"machine: {text_digest(unit.target)}"
    if final:
        yield f"final: {text_digest(unit.target)}"
    # Last and always there: what follows it was written by another tool.
    yield f"block: {unit.segment.block_id}".rstrip()


def read_facts(lines: Sequence[str], source: str) -> Facts:
    """Inverse of `write_facts`; `source` is the tagged source. Never fails."""
    facts = Facts()
    text, _ = split_tagged(source)
    tags: dict[int, str] = {}
    for line in _unwrapped(lines):
        match = _LINE.match(line)
        key = (match["key"] or match["check"] or match["tag"]) if match else ""
        value = (match["value"] or "") if match else ""
        if key in ("kind", "block", "machine", "final"):
            setattr(facts, key, value)
        elif key == "origin":
            facts.origin = _unescape(value)
        elif key == "flags":
            facts.flags = tuple(value.split())
        elif key == "score" and (score := _number(value)) is not None:
            facts.score = score
        elif key == "confidence" and value.isdecimal():
            facts.confidence = int(value)
        elif key == "term" and (term := _term(value, text)):
            facts.terms += (term,)
        elif match and key == "check":
            facts.findings += (Finding(match["code"], match["severity"], _unescape(value)),)
        elif match and key == "tag" and _TAG.match(value):
            tags[int(match["number"])] = value
        else:
            facts.unknown.append(line)
    facts.spans = _spans(source, tags)
    return facts


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """The lines as first written: some editors break long comments at 78 columns."""
    current = ""
    open_ended = False
    for line in lines:
        match = _LINE.match(line)
        if match is None and open_ended:
            glue = "" if re.search(r"\w-$", current) else " "
            current += glue + line.strip()
            continue
        if current:
            yield current
        current = line
        open_ended = match is not None and (match["key"] or match["check"] or match["tag"]) in _CAN_BE_LONG
    if current:
        yield current


def _term(value: str, text: str) -> TermMatch | None:
    match = _TERM.match(value)
    if not match:
        return None
    start, end = int(match["start"]), int(match["end"])
    targets = tuple(_unescape(part.strip(" ")) for part in match["targets"].split(" | ") if part.strip(" "))
    return TermMatch(start, end, text[start:end], _unescape(match["entry"]), targets)


def _tag_lines(segment: Segment) -> Iterator[str]:
    """The kind of every span; its place too where the tags in the source do not show it."""
    shown = _places(to_tagged(segment.text, segment.spans))
    for number, span in enumerate(segment.spans, start=1):
        place = "" if shown.get(number) == (span.start, span.end) else f" [{span.start}-{span.end}]"
        href = f" {_escape(span.href)}" if span.href else ""
        yield f"tag {number}: {span.kind}{place}{href}"


def _spans(source: str, tags: dict[int, str]) -> tuple[Span, ...]:
    shown = _places(source)
    spans = []
    for number in range(1, max([0, *shown, *tags]) + 1):
        match = _TAG.match(tags.get(number, ""))
        start, end = shown.get(number, (0, 0))
        if match and match["start"]:
            start, end = int(match["start"]), int(match["end"])
        kind = match["kind"] if match else "emphasis" if end > start else "break"
        spans.append(Span(start, end, kind, _unescape(match["href"] or "") if match else ""))
    return tuple(spans)


def _places(tagged: str) -> dict[int, tuple[int, int]]:
    """Where in the plain text each tag pair stands."""
    places: dict[int, tuple[int, int]] = {}
    opened: dict[int, int] = {}
    for number, event, offset in split_tagged(tagged)[1]:
        if event == "empty":
            places[number] = (offset, offset)
        elif event == "open":
            opened[number] = offset
        elif number in opened:
            places[number] = (opened[number], offset)
    return places


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _escape(text: str) -> str:
    def escaped(match: re.Match[str]) -> str:
        # Not a backslash behind a backslash: gettext takes one at the end of a line for its continuation.
        return "\\" + match[0] if match[0] in "|→" else f"\\u{ord(match[0]):04x}"

    return _SPECIAL.sub(escaped, text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)
