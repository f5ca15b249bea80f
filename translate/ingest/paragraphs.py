"""Lines of plain text to paragraphs: one line each, or hard-wrapped as in a PDF copy.

Nothing in the file says which; the lines do. In wrapped text most lines stop in the
middle of a sentence and the next begins in lower case; and a line ends before the margin
only where the next word would not have fitted, or where a paragraph ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from translate.ingest import patterns
from translate.ingest.boilerplate import is_sentence, matches
from translate.ingest.dates import is_date_line
from translate.ingest.head import is_rubric
from translate.ingest.lists import marker

# No one wraps lines longer than this; a longer line is a whole paragraph.
_WIDEST = 170
_PAGE_NUMBER = re.compile(r"\s*(?:[-–—]\s*)?(?:[Pp]age\s*)?\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3})?(?:\s*[-–—])?\s*")
_WIDE_SPACE = re.compile(r"\s{3,}|\s+[|·•]\s+")
_FIRST_WORD = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-?")
_RULE = re.compile(r"[\W_]*")
# Before or after these a hyphen at the end of a line is part of the word.
_HYPHENATED = re.compile(
    r"(?:^|\W)(?:vice|non|sous|demi|semi|anti|peut|là|après|avant|grand|grande|haut|haute|socio|franco|russo|afro|chef|nord"
    r"|sud|quasi|porte|contre|premier|première|vingt|trente|quarante|cinquante|soixante|quatre)-$",
    re.IGNORECASE,
)
_AFTER_HYPHEN = re.compile(
    r"(?:il|elle|on|ils|elles|je|tu|nous|vous|ce|ci|là|t|même|mêmes|y|en|le|la|les|lui|leur|être|dire)\b"
)


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, joined. line: number of the first one, from 1.

    furniture: True for page numbers and rules, which are no part of the text.
    """

    text: str
    line: int
    furniture: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    indent: int


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text in order; no character but white space is lost.

    A hyphen that only breaks a word at the end of a line goes with the break.
    """
    lines = [
        _Line(number, raw.strip(), len(raw) - len(raw.lstrip()))
        for number, raw in enumerate(text.expandtabs(4).replace("\f", "\n").split("\n"), start=1)
    ]
    kept, furniture = _without_furniture(lines)
    kept = _without_double_spacing(kept)
    wrapped, width = _wrapping(kept)
    words = frozenset(_WORD.findall(text.lower()))
    found = list(furniture)
    group: list[_Line] = []
    for line in [*kept, _Line(len(lines) + 1, "", 0)]:
        if group and not (line.text and _continues(group[-1], line, wrapped, width)):
            found.append(_paragraph(group, words))
            group = []
        if line.text:
            group.append(line)
    return sorted(found, key=lambda paragraph: paragraph.line)


def _paragraph(group: list[_Line], words: frozenset[str]) -> Paragraph:
    quoted = all(line.text.startswith(">") for line in group)
    parts: list[str] = []
    for line in group:
        text = line.text.lstrip("> ") if quoted else line.text
        if parts:
            parts[-1] = _ready_to_join(parts[-1], text, words)
        parts.append(text)
    return Paragraph("".join(parts), group[0].number, quoted=quoted)


def _ready_to_join(before: str, after: str, words: frozenset[str]) -> str:
    """The line `before` so that `after` can follow directly: a space added, or a hyphen gone.

    words: all of the document, to see how it spells the broken word elsewhere.
    """
    if not _breaks_word(before, after):
        return before + " "
    tail = _WORD.findall(before[-60:].lower())
    first, second = tail[-1].strip("-"), _WORD.findall(after[:60].lower())[0]
    if first + second in words:
        return before[:-1]
    if f"{first}-{second}" in words or "-" in first or _HYPHENATED.search(before) or _AFTER_HYPHEN.match(after):
        return before
    return before[:-1]


def _breaks_word(before: str, after: str) -> bool:
    return before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower()


def _without_furniture(lines: list[_Line]) -> tuple[list[_Line], list[Paragraph]]:
    """Lines without page numbers and rules, and those. A page break inside a sentence closes up."""
    kept: list[_Line] = []
    furniture: list[Paragraph] = []
    page_break = False
    for line in lines:
        if line.text and _PAGE_NUMBER.fullmatch(line.text):
            furniture.append(Paragraph(line.text, line.number, furniture=True))
            page_break = True
        elif line.text and (_RULE.fullmatch(line.text) or _is_menu_row(line.text)):
            furniture.append(Paragraph(line.text, line.number, furniture=True))
            kept.append(_Line(line.number, "", 0))
        else:
            if page_break and line.text:
                end = len(kept)
                while end and not kept[end - 1].text:
                    end -= 1
                if end and _is_broken(kept[end - 1].text, line.text):
                    del kept[end:]
                page_break = False
            kept.append(line)
    return kept, furniture


def _is_menu_row(line: str) -> bool:
    """`Accueil    Politique    Sport    Contact`: entries of a menu, wide spaces between."""
    entries = _WIDE_SPACE.split(line)
    known = sum(is_rubric(entry) or matches(patterns.NAVIGATION, entry) for entry in entries)
    return len(entries) >= 3 and known >= 2 and all(len(entry) <= 30 for entry in entries)


def _without_double_spacing(lines: list[_Line]) -> list[_Line]:
    """Some copies put an empty line after every line: without them, when that is so."""
    texts = [line for line in lines if line.text]
    pairs = list(pairwise(texts))
    adjacent = sum(after.number - before.number == 1 for before, after in pairs)
    broken = sum(_is_broken(before.text, after.text) for before, after in pairs if len(before.text) <= _WIDEST)
    if adjacent == 0 and broken >= 3 and broken / len(pairs) >= 0.4:
        return texts
    return lines


def _wrapping(lines: list[_Line]) -> tuple[bool, int]:
    """Whether the text is hard-wrapped, and at how many characters."""
    pairs = [
        (before, after)
        for before, after in pairwise(lines)
        if before.text and after.text and 35 <= len(before.text) <= _WIDEST and not marker(after.text)
    ]
    if not pairs:
        return False, 0
    broken = sum(_is_broken(before.text, after.text) for before, after in pairs)
    lengths = sorted(len(before.text) for before, _ in pairs)
    return broken / len(pairs) >= 0.3, lengths[int(len(lengths) * 0.9)]


def _is_broken(before: str, after: str) -> bool:
    """Whether a sentence runs on from one line to the next."""
    return not is_sentence(before) and before[-1] not in ":;" and after[0].islower()


def _continues(before: _Line, line: _Line, wrapped: bool, width: int) -> bool:
    """Whether `line`, which follows `before` directly, belongs to the same paragraph."""
    if line.text.startswith(">") or before.text.startswith(">"):
        return len(line.text) > 1 and len(before.text) > 1 and line.text[0] == before.text[0]
    if marker(line.text):
        return False
    if _breaks_word(before.text, line.text) or (len(before.text) >= 35 and _is_broken(before.text, line.text)):
        return True
    if not wrapped or len(before.text) > _WIDEST or len(line.text) > 2 * _WIDEST:
        return False
    if line.indent > before.indent + 1 and is_sentence(before.text):
        return False
    if is_date_line(line.text) or is_date_line(before.text):
        return False
    capitals = before.text.isupper(), line.text.isupper()
    runs_on = not is_sentence(before.text) and before.text[-1] not in ":;"
    if capitals[0] != capitals[1] and not (capitals[1] and runs_on):
        return False
    first_word = _FIRST_WORD.match(line.text)
    needed = len(before.text) + 1 + len(first_word.group() if first_word else "")
    # Capitals are wide: a line of them holds fewer.
    return needed > (0.75 if all(capitals) and runs_on else 0.9) * width
