"""Numbers: groups of three digits, the decimal sign, % and № with their spaces.

What may be something else is left alone: years, dates, times, phone numbers, versions,
scores, lists, references, and 10,000 (ten thousand here, ten there) unless the French
beside it says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.conventions import Conventions
from translate.typography.edits import NBSP, SPACES, Edit, each

_GROUPED = re.compile(
    rf"(?<![\w.,+/-])(?<!\d[{SPACES}])[1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+(?:[.,]\d+)?"
    rf"(?![\w/-]|[.,]\d|[{SPACES}]\d)"
)
# The same number with its decimals in either sign; 4 or more whole digits are more likely a year.
_DECIMAL = re.compile(r"(?<![\w.,+/-])(?:\d{1,3}[.,]\d{1,2}|0[.,]\d+)(?![\w/-]|[.,]\d)")
_PHONE = re.compile(
    rf"(?:\+\d{{1,3}}\)?[{SPACES}.-]?|\b(?:t[eé]l|phone|fax|тел|факс|telefɔni|nimɔrɔ)[\w.]*\W{{0,3}})\Z", re.I
)
# Ten thousand as a model may write it: 10,000, 10.000, 10000. Four digits together may be a year.
_THOUSANDS = re.compile(r"(?<![\w.,+/-])[1-9](?:\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+)|\d{4,})(?![\w/-]|[.,]\d)")
_PERCENT = re.compile(rf"(?<=\d)([{SPACES}]*)(%)(?!\w)")
_NUMBER_SIGN = re.compile(rf"([№§])([{SPACES}]*)(?=\d)")


def groups_and_decimals(text: str, conventions: Conventions) -> Iterator[Edit]:
    """Put the language's signs into grouped numbers, and the decimal sign where it is certain."""
    grouped: list[range] = []
    for match in _GROUPED.finditer(text):
        if _PHONE.search(text[: match.start()]):
            continue
        grouped.append(range(match.start(), match.end()))
        for at in range(match.start(), match.end()):
            if text[at] in SPACES:
                yield Edit(at, at + 1, conventions.group)
            elif text[at] in ".,":
                yield Edit(at, at + 1, conventions.decimal)
    other = "," if conventions.decimal == "." else "."
    for match in _DECIMAL.finditer(text):
        at = text.find(other, match.start(), match.end())
        if at < 0 or any(at in span for span in grouped):
            continue
        context = f"{text[max(0, match.start() - 16) : match.start()]}¦{text[match.end() : match.end() + 12]}"
        if conventions.decimal_context.search(context):
            yield Edit(at, at + 1, conventions.decimal)


def as_in_source(text: str, conventions: Conventions, source: str) -> Iterator[Edit]:
    """Group the digits of a number as the language does where *source*, in French, has it with spaces."""
    certain = {_digits(match[0]) for match in _GROUPED.finditer(source) if not set(match[0]) & set(".,")}
    for match in _THOUSANDS.finditer(text) if certain else ():
        digits = _digits(match[0])
        if digits not in certain:
            continue
        place = 0
        for at in range(match.start(), match.end()):
            if not text[at].isdigit():
                yield Edit(at, at + 1, conventions.group)
                continue
            if digits == match[0] and place and (len(digits) - place) % 3 == 0:
                yield Edit(at, at + 1, conventions.group + text[at])
            place += 1


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def percent_and_signs(text: str, conventions: Conventions) -> Iterator[Edit]:
    """The language's space, or none, before %; a no-break space after № and §."""
    for match in _PERCENT.finditer(text):
        if match[1]:
            yield from each(match.start(1), match.end(1), conventions.percent)
        else:
            yield Edit(match.start(2), match.end(2), conventions.percent + "%")
    for match in _NUMBER_SIGN.finditer(text):
        if match[2]:
            yield from each(match.start(2), match.end(2), NBSP)
        else:
            yield Edit(match.start(1), match.end(1), match[1] + NBSP)

