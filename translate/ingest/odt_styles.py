"""What the styles of an OpenDocument text say: roles of paragraphs, looks of words, numbers of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from translate.ingest.numbering import printed
from translate.ingest.ooxml import attribute, child, children, local
from translate.ingest.styles import heading_level, role_of

_ENCODED = re.compile(r"_([0-9a-f]{1,4})_")
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 10
"""Levels of lists, and of styles based on each other."""


@dataclass(frozen=True)
class Style:
    """A style with all it inherits.

    role, outline: as `styles` tells by its name, and the level of a heading, 0 for none.
    kinds: of spans, for looks that it gives to words. hidden: not to be seen.
    """

    role: str = ""
    outline: int = 0
    kinds: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class _Number:
    """One level of a list: its format, what stands around its number, its first, levels shown."""

    format: str
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1


@dataclass
class Styles:
    """The styles of one document, by family and name."""

    _elements: dict[tuple[str, str], Any] = field(default_factory=dict)
    _known: dict[tuple[str, str], Style] = field(default_factory=dict)
    _lists: dict[str, dict[int, _Number]] = field(default_factory=dict)

    @classmethod
    def read(cls, *roots: Any) -> Styles:
        """From the roots of styles.xml and content.xml; either may be None. The last definition of a name counts."""
        styles = cls()
        for root in roots:
            for group in ("styles", "automatic-styles"):
                for element in child(root, group) if root is not None and child(root, group) is not None else ():
                    if local(element) == "style":
                        styles._elements[attribute(element, "family"), attribute(element, "name")] = element
                    elif local(element) == "list-style":
                        styles._lists[attribute(element, "name")] = _levels(element)
        return styles

    def paragraph(self, name: str) -> Style:
        """A paragraph style. What it draws bold all over is no more than its look, but in styles of no known role."""
        style = self._style("paragraph", name)
        return replace(style, kinds=()) if style.role or style.outline else style

    def text(self, name: str) -> Style:
        """A character style."""
        return self._style("text", name)

    def number(self, list_style: str, level: int) -> _Number | None:
        """How a level of a list is numbered, None for bullets."""
        return self._lists.get(list_style, {}).get(level)

    def _style(self, family: str, name: str, steps: int = _DEEPEST) -> Style:
        key = family, name
        if key in self._known or not steps:
            return self._known.get(key, Style())
        element = self._elements.get(key)
        if element is None:
            return _named(name)
        parent = attribute(element, "parent-style-name")
        inherited = self._style(family, parent, steps - 1) if parent else Style()
        own = _named(attribute(element, "display-name") or name)
        outline = attribute(element, "default-outline-level")
        looks = child(element, "text-properties")
        style = self._known[key] = Style(
            role=own.role or inherited.role,
            outline=int(outline) if re.fullmatch("[1-9]", outline) else own.outline or inherited.outline,
            kinds=_kinds(looks, inherited.kinds),
            hidden=(attribute(looks, "display") == "none" if looks is not None else False) or inherited.hidden,
        )
        return style


class ListCounter:
    """Counts list items as LibreOffice does: a list begins anew unless it says that it goes on."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._names: dict[int, str] = {}
        self._counts: dict[tuple[str, int], int] = {}

    def open(self, element: Any, depth: int) -> None:
        """Begin a `<text:list>`. depth: from 1."""
        name = attribute(element, "style-name") or self._names.get(depth - 1, "")
        self._names[depth] = name
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        if not goes_on:
            for key in [key for key in self._counts if key[0] == name and key[1] >= depth]:
                del self._counts[key]

    def next(self, item: Any, depth: int) -> str:
        """The number that is printed before an item; "" for bullets."""
        name = self._names.get(depth, "")
        number = self._styles.number(name, depth)
        if number is None:
            return ""
        first = attribute(item, "start-value")
        count = self._counts.get((name, depth), number.start - 1) + 1
        self._counts[name, depth] = count = int(first) if first.isdecimal() and len(first) < 9 else count
        for key in [key for key in self._counts if key[0] == name and key[1] > depth]:
            del self._counts[key]
        if not number.format:
            return ""
        shown = []
        for level in range(max(1, depth - number.shown + 1), depth + 1):
            other = self._styles.number(name, level)
            if other is not None and other.format:
                count = self._counts.get((name, level), other.start)
                shown.append(printed(count, _FORMATS.get(other.format, "decimal")))
        return f"{number.before}{'.'.join(shown)}{number.after}".strip()


def _named(name: str) -> Style:
    plain = _ENCODED.sub(lambda found: chr(int(found[1], 16)), name)
    level = heading_level(plain)
    return Style(role="" if level else role_of(plain), outline=level)


def _kinds(looks: Any, inherited: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of spans for what a style says of weight, slant and position, over what it inherits."""
    kinds = dict.fromkeys(inherited)
    if looks is None:
        return inherited
    weight, slant = attribute(looks, "font-weight"), attribute(looks, "font-style")
    position = attribute(looks, "text-position").split()
    for value, kind, is_on in (
        (weight, "strong", weight == "bold" or weight in ("600", "700", "800", "900")),
        (slant, "emphasis", slant in ("italic", "oblique")),
        (position, "superscript", bool(position) and (position[0] == "super" or _percent(position[0]) > 0)),
        (position, "subscript", bool(position) and (position[0] == "sub" or _percent(position[0]) < 0)),
    ):
        if value and is_on:
            kinds[kind] = None
        elif value:
            kinds.pop(kind, None)
    return tuple(kinds)


def _percent(text: str) -> float:
    return float(text[:-1]) if re.fullmatch(r"-?\d{1,3}(?:\.\d{1,3})?%", text) else 0.0


def _levels(element: Any) -> dict[int, _Number]:
    levels: dict[int, _Number] = {}
    for level in children(element, "list-level-style-number"):
        depth, start, shown = (attribute(level, name) for name in ("level", "start-value", "display-levels"))
        if re.fullmatch("[1-9]|10", depth):
            levels[int(depth)] = _Number(
                attribute(level, "num-format"), attribute(level, "num-prefix"), attribute(level, "num-suffix"),
                int(start) if start.isdecimal() and len(start) < 9 else 1,
                int(shown) if re.fullmatch("[1-9]|10", shown) else 1,
            )
    return levels
