"""Numbered tags (`<1>…</1>`, `<2/>`) as a tree of codes, for formats that have elements for them, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from translate.markup import split_tagged, to_tagged

MAX_DEPTH = 32
"""Pairs nested deeper than this are shown as single openings and closings, so that XML readers follow."""


@dataclass(frozen=True)
class Code:
    """One tag. kind: "pair", "empty", or a lone "open" or "close" that a human left; inside: of a pair.

    id: unique in its text: the number, and `-2`, `-3`, … for its further uses. A lone
    closing that belongs to a lone opening has the id of that.
    """

    number: int
    kind: str
    id: str = ""
    inside: tuple[str | Code, ...] = ()


Nodes = tuple["str | Code", ...]


def codes_in(tagged: str) -> Nodes:
    """The text's plain pieces and codes in order; pairs that cross, or lack a half, become lone codes."""
    text, tags = split_tagged(tagged)
    stack: list[tuple[int, str, list[str | Code]]] = [(0, "", [])]
    uses: dict[int, int] = {}
    lone: dict[int, str] = {}
    at = 0

    def new_id(number: int) -> str:
        uses[number] = uses.get(number, 0) + 1
        return f"{number}" if uses[number] == 1 else f"{number}-{uses[number]}"

    def give_up_pair() -> None:
        number, name, nodes = stack.pop()
        stack[-1][2].extend((Code(number, "open", name), *nodes))
        lone[number] = name

    for number, event, offset in tags:
        _put(stack[-1][2], text[at:offset])
        at = offset
        if event == "empty":
            stack[-1][2].append(Code(number, "empty", new_id(number)))
        elif event == "open" and len(stack) > MAX_DEPTH:
            lone[number] = new_id(number)
            stack[-1][2].append(Code(number, "open", lone[number]))
        elif event == "open":
            stack.append((number, new_id(number), []))
        elif any(entry[0] == number for entry in stack[1:]):
            while stack[-1][0] != number:
                give_up_pair()
            _, name, nodes = stack.pop()
            stack[-1][2].append(Code(number, "pair", name, tuple(nodes)))
        else:
            stack[-1][2].append(Code(number, "close", lone.pop(number, "") or new_id(number)))
    _put(stack[-1][2], text[at:])
    while len(stack) > 1:
        give_up_pair()
    return tuple(stack[0][2])


def tagged_of(pieces: Iterable[tuple[str, str]]) -> str:
    """The tagged text of ("text" | "tag", …) pieces; a text that looks like a tag is escaped."""
    out: list[str] = []
    run = ""
    for kind, piece in pieces:
        if kind == "text":
            run += piece
        else:
            out.extend((to_tagged(run, ()), piece))
            run = ""
    return "".join(out) + to_tagged(run, ())


@dataclass(frozen=True)
class Markup:
    """What an inline element stands for: tags before and after, text; inside: whether its content is text as well."""

    before: str = ""
    after: str = ""
    inside: bool = False
    text: str = ""


def pieces(element: Any, markup: Callable[[Any], Markup]) -> Iterator[tuple[str, str]]:
    """The text and tags inside an XML element, for `tagged_of`; `markup` tells what each element in it is."""
    stack: list[tuple[Any, str, int]] = [(element, "", 0)]  # element, its closing tag, its next child
    yield "text", element.text or ""
    while stack:
        current, closing, at = stack.pop()
        if at < len(current):
            stack.append((current, closing, at + 1))
            inner = current[at]
            found = markup(inner)
            if found.before:
                yield "tag", found.before
            yield "text", found.text + ((inner.text or "") if found.inside else "")
            if found.inside:
                stack.append((inner, found.after, 0))
            else:
                yield "text", inner.tail or ""
            continue
        if closing:
            yield "tag", closing
        if stack:
            yield "text", current.tail or ""


def tag_number(name: str | None) -> str:
    """The tag's number out of an id such as `2`, `2-3`, `2e`; "" for ids that are not ours."""
    head = (name or "").partition("-")[0].removesuffix("e")
    return str(int(head)) if head.isascii() and head.isdecimal() and len(head) <= 3 else ""


def _put(nodes: list[str | Code], text: str) -> None:
    if text:
        nodes.append(text)
