"""Inline codes of TMX (bpt, ept, ph, it, hi, ut) as our numbered tags, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from translate.markup import TAG, plain_text, to_tagged

_MOST = 999  # numbers a tag may have
_OURS = re.compile(r"<(/?)\d{1,3}>")


@dataclass
class _Code:
    """One code of a segment. kind: "open", "close" or "empty". x, i: attributes, "" if missing. partner: of a pair."""

    kind: str
    x: str
    i: str
    content: str
    number: int = 0
    partner: _Code | None = None


def tagged_texts(segments: Sequence[str | Element]) -> list[str]:
    """The texts of the segments of one unit, the source's first, with numbered tags.

    segments: `seg` elements, or the text alone of those that have no codes.
    """
    if all(isinstance(segment, str) for segment in segments):
        return [_escaped(segment) for segment in segments]  # type: ignore[arg-type]
    sides: list[list[str | _Code]] = [
        [segment] if isinstance(segment, str) else _paired(list(_parts(segment))) for segment in segments
    ]
    first = [part for part in sides[0] if isinstance(part, _Code) and part.kind != "close"]
    _number_first(first)
    for side in sides[1:]:
        _number_like(first, [part for part in side if isinstance(part, _Code) and part.kind != "close"])
    return ["".join(_shown(part) for part in _text_joined(side)) for side in sides]


def written_codes(tagged: str, escaped: Callable[[str], str]) -> str:
    """A tagged text as the content of a `seg`: pairs as bpt/ept, empty tags as ph, half pairs as it."""
    tags = list(TAG.finditer(tagged))
    pairs = _pairs([(int(tag[2]), "close" if tag[1] else "empty" if tag[3] else "open") for tag in tags])
    out, at = [], 0
    for place, tag in enumerate(tags):
        out.append(escaped(plain_text(tagged[at : tag.start()])))
        at = tag.end()
        number, content = int(tag[2]), escaped(tag[0])
        if tag[3]:
            out.append(f'<ph x="{number}">{content}</ph>')
        elif place not in pairs:
            out.append(f'<it pos="{"end" if tag[1] else "begin"}" x="{number}">{content}</it>')
        elif tag[1]:
            out.append(f'<ept i="{pairs[place]}">{content}</ept>')
        else:
            out.append(f'<bpt i="{pairs[place]}" x="{number}">{content}</bpt>')
    return "".join(out) + escaped(plain_text(tagged[at:]))


def _pairs(tags: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Places of tags that have a partner -> number of the pair in the text, from 1."""
    opened: dict[int, list[int]] = {}
    pairs: dict[int, int] = {}
    count = 0
    for place, (number, kind) in enumerate(tags):
        if kind == "open":
            opened.setdefault(number, []).append(place)
        elif kind == "close" and opened.get(number):
            count += 1
            pairs[opened[number].pop()] = pairs[place] = count
    return pairs


def _parts(element: Element) -> Iterator[str | _Code]:
    """The texts and codes in an element, in order. What is inside a code is its content, not text."""
    yield element.text or ""
    for child in element:
        name = child.tag.rsplit("}", 1)[-1]
        x, i = child.get("x", ""), child.get("i", "")
        if name == "hi":
            start = _Code("open", x, "", child.get("type", "hi"))
            end = _Code("close", x, "", "", partner=start)
            start.partner = end
            yield start
            yield from _parts(child)
            yield end
        elif name in ("bpt", "ept"):
            yield _Code("open" if name == "bpt" else "close", x, i, _content(child))
        elif name == "it" and (ours := _OURS.fullmatch(_content(child))):
            yield _Code("close" if ours[1] else "open", x, "", _content(child))
        elif name in ("ph", "it", "ut"):
            yield _Code("empty", x, i, _content(child))
        else:
            yield from _parts(child)
        yield child.tail or ""


def _content(element: Element) -> str:
    return "".join(element.itertext())


def _paired(parts: list[str | _Code]) -> list[str | _Code]:
    """Give each bpt its ept. One that has none becomes an empty code, but for half a pair of ours."""
    opened: dict[str, list[_Code]] = {}
    for part in parts:
        if isinstance(part, _Code) and part.partner is None:
            if part.kind == "open" and part.i:
                opened.setdefault(part.i, []).append(part)
            elif part.kind == "close" and opened.get(part.i):
                part.partner = opened[part.i].pop()
                part.partner.partner = part
    for part in parts:
        if isinstance(part, _Code) and part.partner is None and part.kind != "empty":
            if not part.i and _OURS.fullmatch(part.content):
                part.number = min(int(part.x or 0), _MOST) if (part.x or "0").isdecimal() else 0
            else:
                part.kind = "empty"
    return parts


def _number_first(codes: Sequence[_Code]) -> None:
    """Number the source's codes: our own as they are, others by x where these are 1, 2, 3, …, else in order."""
    if codes and all(map(_is_ours, codes)):
        for code in codes:
            code.number = int(code.x)
        return
    given = {int(code.x) if code.x.isdecimal() and len(code.x) < 4 else 0 for code in codes}
    if given == set(range(1, len(given) + 1)):
        for code in codes:
            code.number = int(code.x)
    else:
        for number, code in enumerate(codes, start=1):
            code.number = number


def _number_like(first: Sequence[_Code], codes: Sequence[_Code]) -> None:
    """Number codes as the source's that they stand for: of the same x, else the same content, else the same i."""
    for code in codes:
        if _is_ours(code):
            code.number = int(code.x)
    free = list(first)
    for same in (
        lambda code, other: code.x and code.x == other.x,
        lambda code, other: code.content and code.content == other.content,
        lambda code, other: code.i and code.i == other.i and not (code.x and other.x),
    ):
        for code in codes:
            if not code.number and (found := next((o for o in free if o.kind == code.kind and same(code, o)), None)):
                code.number = found.number
                free.remove(found)
    taken = {code.number for code in (*first, *codes)}
    number = 0
    for code in codes:
        if not code.number and code.x and (twin := next((o for o in first if o.x == code.x), None)):
            code.number = twin.number  # the same code, used once more
        while not code.number:
            number += 1
            if number not in taken:
                code.number = number
                taken.add(number)


def _is_ours(code: _Code) -> bool:
    """Whether it was written by `written_codes`: its content is the tag, its x the tag's number."""
    return code.x.isdecimal() and code.content in (f"<{code.x}>", f"<{code.x}/>") and 1 <= int(code.x) <= _MOST


def _text_joined(parts: list[str | _Code]) -> Iterator[str | _Code]:
    """The parts with neighbouring texts joined: what looks like a tag may be cut in two by a part without text."""
    run = ""
    for part in parts:
        if isinstance(part, str):
            run += part
        else:
            yield run
            run = ""
            yield part
    yield run


def _shown(part: str | _Code) -> str:
    if isinstance(part, str):
        return _escaped(part)
    number = part.partner.number if part.kind == "close" and part.partner else part.number
    if not 1 <= number <= _MOST:
        return ""
    return {"open": f"<{number}>", "close": f"</{number}>", "empty": f"<{number}/>"}[part.kind]


def _escaped(text: str) -> str:
    return to_tagged(text, ()) if "<" in text or "&" in text else text
