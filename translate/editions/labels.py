"""The words and signs of an edition's marks: one place, so that all formats say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from translate.units import State

# State → (sign, word, what it means). The sign never stands without the word.
STATES = {
    State.NEW: ("–", "Not translated", "there is no translation yet"),
    State.DRAFT: ("○", "Unreviewed", "a draft that no one has checked"),
    State.REVIEWED: ("●", "Reviewed", "checked by a person"),
    State.FINAL: ("◆", "Final", "approved for publishing"),
}
# Severity → (sign, word, what it means).
SEVERITIES = {
    "error": ("✖", "Error", "must be looked at before publishing"),
    "warning": ("▲", "Warning", "may be wrong"),
    "info": ("•", "Note", "good to know"),
}
TERM_MEANING = "glossary term in the source; the expected translation is given beside it"
CONFIDENCE_MEANING = "0–100, from the model’s own score, length, glossary and checks"
KINDS = {
    "kicker": "kicker", "heading": "heading", "byline": "byline", "paragraph": "¶", "quote": "quotation",
    "list_item": "list item", "caption": "caption",
}
_FUZZY = re.compile(r"memory:fuzzy\((\d+)\)\Z")


def origin(code: str, *, brief: bool = False) -> str:
    """Where a line came from, in words: `memory:fuzzy(87)` → "translation memory, 87 % alike".

    brief: leave out the model's name, for places where the colophon gives it.
    """
    if code.startswith("mt:"):
        return "machine" if brief else f"machine translation ({code.removeprefix('mt:')})"
    fuzzy = _FUZZY.match(code)
    if fuzzy:
        return f"memory, {fuzzy[1]} % alike" if brief else f"translation memory, {fuzzy[1]} % alike"
    words = {
        "memory:context": "memory, same place" if brief else "translation memory, same sentence in the same place",
        "memory:exact": "memory" if brief else "translation memory, exact match",
        "human": "human" if brief else "written by a person",
        "copy": "copied" if brief else "copied from the source",
        "": "" if brief else "not recorded",
    }
    return words.get(code, code)


def ranges(numbers: Iterable[int]) -> str:
    """`[1, 2, 3, 7, 9, 10]` as "1–3, 7, 9–10"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def counted(number: int, noun: str, plural: str = "") -> str:
    """`counted(1, "line")` → "1 line"; `counted(3, "line")` → "3 lines"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
