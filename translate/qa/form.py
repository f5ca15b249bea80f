"""The shape of the translation beside its source: length, loops, marks, capitals, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.qa import limits
from translate.qa.subject import Subject
from translate.terminology.acronyms import without_full_names

_CLOSERS = "\"'»”’“)] \u00a0\u202f"
_MARK_NAMES = {"?": "a question mark", "!": "an exclamation mark", ":": "a colon"}
_BRACKETS = (("(", ")"), ("[", "]"))
_TYPED_FOR_APOSTROPHE = re.compile(r'(?<=\w)"(?=\w)')
_NO_SPACE_BEFORE = re.compile(r"\w[ \u00a0\u202f]+[,;:!?](?=\s|$)|\w +\.(?=\s|$)")
_NO_SPACE_AFTER = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,40}[,;!?][^\W\d_]{2,40}")
_FIRST_WORD = re.compile(r"[^\W_]+")
_DOUBLE_WORD = re.compile(r"\b([^\W\d_]+)[ \u00a0]+\1\b", re.I)


def ratio_range(language: str) -> tuple[float, float]:
    """Usual characters of target per character of source, from and to."""
    return limits.LENGTH_RATIO.get(language, limits.LENGTH_RATIO_OTHER)


def length_ratio(source: str, target: str) -> float:
    """Characters of target per character of source, padded so that short texts are near 1."""
    return (len(target.strip()) + limits.LENGTH_PAD) / (len(source.strip()) + limits.LENGTH_PAD)


def length(subject: Subject) -> Iterator[str]:
    """Much shorter or longer than translations into this language are."""
    low, high = ratio_range(subject.language)
    ratio = length_ratio(subject.source, without_full_names(subject.target, subject.unit.terms))
    if ratio < low or "dropped" in subject.flags:
        yield "The translation is much shorter than its source: something may be left out."
    elif ratio > high:
        yield "The translation is much longer than its source: something may be added."


def repetition(subject: Subject) -> Iterator[str]:
    """The same words again and again, as a model does that is caught in a loop."""
    words = [word.casefold() for word in subject.target_words]
    source = [word.casefold() for word in subject.source_words]
    found = _loop(words)
    if found and not _loop(source):
        yield f"The translation repeats itself: “{found}”."
    elif "loop" in subject.flags:
        yield "The model was caught in a loop here: see whether words are repeated or missing."


def _loop(words: list[str]) -> str:
    for size, times in limits.LOOP_TIMES.items():
        for at in range(len(words) - size * times + 1):
            group = words[at : at + size]
            if all(words[at + size * n : at + size * (n + 1)] == group for n in range(1, times)):
                return " ".join(group * 2)
    return ""


def doubled(subject: Subject) -> Iterator[str]:
    """The same word twice in a row, where the source does not do so."""
    allowed = limits.DOUBLE_ALLOWED.get(subject.language, frozenset())
    slips = limits.DOUBLE_SLIPS.get(subject.language)
    if _DOUBLE_WORD.search(subject.source):
        return
    for match in _DOUBLE_WORD.finditer(subject.target):
        word = match[1].casefold()
        name = match[1][0].isupper() and match[0].endswith(match[1])
        if word not in allowed and (slips is None or word in slips) and not name:
            yield f"The word “{match[1]}” stands twice in a row."


def final_mark(subject: Subject) -> Iterator[str]:
    """A question mark, exclamation mark or colon that ends the source ends the target too."""
    source, target = subject.source.rstrip(_CLOSERS), subject.target.rstrip(_CLOSERS)
    mark = source[-1:]
    if mark in _MARK_NAMES and mark not in target[-2:]:
        yield f"The source ends with {_MARK_NAMES[mark]}, the translation does not."
    elif target[-1:] == "?" and "?" not in subject.source:
        yield "The translation asks a question, the source does not."


def pairs(subject: Subject) -> Iterator[str]:
    """Quotation marks and brackets that open and close as in the source."""
    for opening, closing in _BRACKETS:
        wanted = _balance(subject.source, opening, closing)
        if _balance(subject.target, opening, closing) != wanted:
            yield f"A bracket {opening} {closing} is open or closed without its partner."
    source, target = _quote_balance(subject.source, "fr"), _quote_balance(subject.target, subject.language)
    if not source & target:
        if 0 in target:
            yield "The source begins or ends a quotation that the translation does not."
        else:
            yield "A quotation mark is open or closed without its partner."


def _balance(text: str, opening: str, closing: str) -> int:
    return text.count(opening) - text.count(closing)


def _quote_balance(text: str, language: str) -> set[int]:
    """Opening minus closing quotation marks; a straight mark may be either, so several answers."""
    text = _TYPED_FOR_APOSTROPHE.sub("'", text)
    # “ closes in Russian („ “) and opens elsewhere.
    balance = sum(text.count(mark) for mark in "«„") - text.count("»")
    if "„" in text and language == "ru":
        balance -= text.count("“")
    else:
        balance += text.count("“") - text.count("”")
    straight = text.count('"')
    return {balance + extra for extra in ((0,) if straight % 2 == 0 else (-1, 1))}


def capital(subject: Subject) -> Iterator[str]:
    """A source that begins with a capital has a translation that does."""
    source, target = _FIRST_WORD.search(subject.source), _FIRST_WORD.search(subject.target)
    # A first word with a capital inside (iPhone) or kept from the source is as it should be.
    if source and target and source[0][0].isupper() and target[0].islower() and target[0][0].isalpha():
        yield "The translation begins with a small letter, the source with a capital."


def spaces(subject: Subject) -> Iterator[str]:
    """Spaces doubled, missing after a mark, or before one that takes none."""
    text = subject.target
    if text != text.strip() or "  " in text:
        yield "There are spaces too many."
        return
    if subject.language != "bm" and _NO_SPACE_BEFORE.search(text):
        yield "There is a space before a punctuation mark."
    match = _NO_SPACE_AFTER.search(text)
    if match and match[0] not in subject.source:
        yield f"A space is missing after a mark: “{match[0]}”."
