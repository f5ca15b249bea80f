"""Word's automatic numbers: what stands before a paragraph without being in its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from translate.ingest.ooxml import attribute, child, children, value

# After z come aa, bb, …; a number that would need more of them than this is printed in digits.
_MOST_LETTERS = 26 * 10


@dataclass(frozen=True)
class Level:
    """One level of a list: its number format, its text with `%1` … `%9`, its first number."""

    format: str = "bullet"
    text: str = ""
    start: int = 1


@dataclass
class Numbering:
    """The lists of a document, counting as Word does.

    levels: (numbering id, level) to its definition; series: numbering id to the counter it
    shares; counters run from the first paragraph to the last, in document order.
    """

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)
    _counters: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Any) -> Numbering:
        """From the root of numbering.xml, None for a document without lists."""
        numbering = cls()
        if root is None:
            return numbering
        abstract: dict[str, dict[int, Level]] = {}
        for definition in children(root, "abstractNum"):
            abstract[attribute(definition, "abstractNumId")] = {
                _number(attribute(level, "ilvl"), 0): Level(
                    value(child(level, "numFmt")) or "decimal",
                    value(child(level, "lvlText")),
                    _number(value(child(level, "start")), 1),
                )
                for level in children(definition, "lvl")
            }
        for number in children(root, "num"):
            numbering_id = attribute(number, "numId")
            series = value(child(number, "abstractNumId"))
            overrides = {
                _number(attribute(o, "ilvl"), 0): _number(value(child(o, "startOverride")), 1)
                for o in children(number, "lvlOverride")
                if child(o, "startOverride") is not None
            }
            numbering.series[numbering_id] = numbering_id if overrides else series
            for depth, level in abstract.get(series, {}).items():
                start = overrides.get(depth, level.start)
                numbering.levels[numbering_id, depth] = Level(level.format, level.text, start)
        return numbering

    def next(self, numbering_id: str, depth: int) -> str:
        """The number of the next paragraph of a list, as printed; "" for bullets."""
        level = self.levels.get((numbering_id, depth), Level())
        series = self.series.get(numbering_id, numbering_id)
        self._counters[series, depth] = self._counters.get((series, depth), level.start - 1) + 1
        for deeper in [key for key in self._counters if key[0] == series and key[1] > depth]:
            del self._counters[deeper]
        if level.format in ("bullet", "none"):
            return ""
        text = level.text
        for n in range(9, 0, -1):
            if f"%{n}" in text:
                other = self.levels.get((numbering_id, n - 1), Level("decimal"))
                text = text.replace(f"%{n}", printed(self._counters.get((series, n - 1), other.start), other.format))
        return text.strip()


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else default


def printed(number: int, style: str) -> str:
    """A number as a letter, a Roman numeral or digits. style: as WordprocessingML names it, `lowerRoman`."""
    if style in ("lowerLetter", "upperLetter") and 0 < number <= _MOST_LETTERS:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for amount, sign in (
            (1000, "m"),
            (900, "cm"),
            (500, "d"),
            (400, "cd"),
            (100, "c"),
            (90, "xc"),
            (50, "l"),
            (40, "xl"),
            (10, "x"),
            (9, "ix"),
            (5, "v"),
            (4, "iv"),
            (1, "i"),
        ):
            roman, number = roman + sign * (number // amount), number % amount
        return roman if style == "lowerRoman" else roman.upper()
    return str(number)
