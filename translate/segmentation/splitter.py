"""French text cut into sentence-like units: finds the candidates, asks the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translate.segmentation.rules import Rule, french_rules
from translate.segmentation.view import embedded_spans, plain_view

# Nothing in these can fail after a repeat, so scanning is linear on any text.
_CANDIDATE = re.compile(
    r"(?P<stop>[.!?…]+(?: [.!?…]+)*|;(?=\s))"
    r"(?P<close>(?: ?[»)\]]| ?\[[0-9]{1,3}\]|[*†¹²³⁰-⁹])*)"
    r"(?P<note>(?:(?<=[^\W\d_]{2}[.!?…])[0-9]{1,2}(?=\s))?)"
    r"(?P<gap>\s*)"
    r"|(?P<line>\n\s*)"
)
_SPEECH_EVIDENCE = re.compile(r"(?:[^\W\d_]{3} ?\.|[^\W\d_] ?[!?]+) (?:[«—–-] ?)?([^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_OPENERS = "«([—–-"
_LONGEST_WORD = 40
_SHORT_LINE = 60


@dataclass(frozen=True)
class Boundary:
    """A place between two units: the first ends at `end`, the next begins at `start`."""

    end: int
    start: int
    rule: Rule


def split(text: str) -> list[tuple[int, int]]:
    """Sentence-like units as (start, end) character offsets, white space trimmed.

    The units and the white space between them are the whole text, in order; no unit is
    empty. A text of white space has none.
    """
    return cut(text, boundaries(text))


def cut(text: str, places: Iterable[Boundary]) -> list[tuple[int, int]]:
    """The units between `places`, which are in order."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    units: list[tuple[int, int]] = []
    for place in places:
        units.append((start, place.end))
        start = place.start
    if start < end:
        units.append((start, end))
    return units


def boundaries(text: str) -> Iterator[Boundary]:
    """The boundaries within `text`, in order, each with the rule that made it."""
    view = plain_view(text)
    rules = french_rules()
    lowercase = begins_in_lower_case(view)
    embedded = iter([*embedded_spans(view), (len(view) + 1, len(view) + 1)])
    opened, closed = next(embedded)
    unit = len(view) - len(view.lstrip())
    last = len(view.rstrip())
    for match in _CANDIDATE.finditer(view):
        start = match.end()
        if start >= last:
            break
        line_end = match["line"]
        gap = match["gap"] if line_end is None else line_end
        if not gap and not (view[start].isupper() or view[start] == "«"):
            continue
        if start <= unit:
            continue
        end = start - len(gap)
        while end > unit and view[end - 1] in " ":
            end -= 1
        if end <= unit:
            continue
        while closed < end:
            opened, closed = next(embedded)
        lines = gap.count("\n")
        kind = "none" if not gap else "space" if not lines else "line" if lines == 1 else "blank"
        stop, close = (match["stop"], match["close"] + match["note"]) if line_end is None else ("", "")
        previous, word, at = _words_before(view, unit, match.start())
        for rule in rules[kind]:
            if (
                (rule.stop is None or rule.stop.fullmatch(stop))
                and (rule.word is None or rule.word.fullmatch(word))
                and (rule.next is None or rule.next.match(view, start))
                and (rule.close is None or rule.close.fullmatch(close))
                and (rule.previous is None or rule.previous.fullmatch(previous))
                and (rule.start is None or rule.start == (at == unit))
                and (rule.inside is None or rule.inside == (opened < end <= closed))
                and (rule.lowercase is None or rule.lowercase == lowercase)
                and (rule.short is None or rule.short == _is_short_line(view, match.start()))
            ):
                if rule.breaks:
                    yield Boundary(end, start, rule)
                    unit = start
                break


def _words_before(view: str, unit: int, stop: int) -> tuple[str, str, int]:
    """The two words before `stop`, and where the last one's token begins.

    An elided article counts as the word before: « l'O.N.U » is « l' » and « O.N.U ».
    """
    end = stop
    while end > unit and view[end - 1] == " ":
        end -= 1
    floor = max(unit, end - _LONGEST_WORD)
    at = max(view.rfind(" ", floor, end), view.rfind("\n", floor, end), floor - 1) + 1
    word = view[at:end].lstrip(_OPENERS)
    if not word and at > unit:
        return "", view[at:end] if stop == end else "", at
    elided, mark, rest = word.rpartition("'")
    if mark:
        return elided[-8:] + mark, rest, at
    before = max(unit, at - 1)
    floor = max(unit, before - 12)
    begin = max(view.rfind(" ", floor, before), view.rfind("\n", floor, before), floor - 1) + 1
    return view[begin:before], word, at


def _is_short_line(view: str, end: int) -> bool:
    return view.rfind("\n", max(0, end - _SHORT_LINE), end) >= 0 or end < _SHORT_LINE


def begins_in_lower_case(view: str) -> bool:
    """Whether the sentences of this text begin in lower case, as in transcribed speech.

    Judged by what follows ! and ?, and full stops after words of three letters and more
    (others may be abbreviations): most must be lower case. A text that begins in lower case itself
    (acronyms aside) needs one such place, another three and hardly any capital.
    """
    letters = [match[1] for match in _SPEECH_EVIDENCE.finditer(view)]
    lower = sum(letter.islower() for letter in letters)
    if not lower:
        return False
    words = (match[0] for match in _WORD.finditer(view))
    first = next((word for word in words if len(word) == 1 or not word.isupper()), "")
    if first.islower():
        return lower > len(letters) - lower
    return lower >= 3 and lower > 4 * (len(letters) - lower)
