"""Is there a translation at all, and is it in the target language?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.languages import LANGUAGES
from translate.qa import limits
from translate.qa.subject import Subject
from translate.typography.french import ORDINAL

# As `tk import` writes it.
_CONFLICT = re.compile(r"^conflict \(([^()]*(?:\([^()]*\)[^()]*)*)\): ", re.M)


def empty(subject: Subject) -> Iterator[str]:
    """No target text."""
    if subject.target.strip():
        return
    if "empty" in subject.flags:
        yield "The model returned nothing, also when asked again: translate this segment yourself."
    else:
        yield "There is no translation yet."


def untranslated(subject: Subject) -> Iterator[str]:
    """The target is the source again, or a stretch of it is still French."""
    if subject.unit.origin == "copy":  # names and numbers, carried over on purpose
        return
    target = subject.target_words
    if _fold(target) == _fold(subject.source_words) and _has_french(target, subject.language):
        yield "The translation is the French text unchanged."
        return
    if subject.language != "bm":  # where 2e is met beside 2nan
        for match in ORDINAL.finditer(subject.target):
            if match[0] in subject.source:
                yield f"“{match[0]}” is written as in French."
    stretch = _copied_stretch(subject) or _french_stretch(subject)
    if stretch:
        yield f"These words still seem to be French: “{stretch}”."


def _fold(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def _function_words(language: str) -> frozenset[str]:
    return limits.FRENCH_FUNCTION_WORDS - limits.ALSO_OWN.get(language, frozenset())


def _has_french(words: list[str], language: str) -> bool:
    """Whether there is more than names in `words`: the same name is right in many languages."""
    if language in LANGUAGES and LANGUAGES[language].script != "Latn":
        return any(word.islower() and len(word) > 1 for word in words)
    if any(word in _function_words(language) for word in words):
        return True
    return sum(word.islower() and len(word) > 3 for word in words) > 2


def _is_common(word: str) -> bool:
    """Neither a name nor a function word (of which names have some: Légion d'honneur)."""
    return word.islower() and len(word) > 2 and word not in limits.FRENCH_FUNCTION_WORDS


def _copied_stretch(subject: Subject) -> str:
    """A run of lower-case words copied in order from the source, with a French function word in it."""
    source = subject.source_words
    size = limits.COPIED_RUN
    runs = {tuple(source[at : at + size]) for at in range(len(source) - size + 1)}
    french = _function_words(subject.language)
    target = subject.target_words
    for at in range(len(target) - size + 1):
        run = target[at : at + size]
        if tuple(run) in runs and not french.isdisjoint(run) and any(map(_is_common, run)):
            return " ".join(run)
    return ""


def _french_stretch(subject: Subject) -> str:
    """A window of the target with several different French function words."""
    french = _function_words(subject.language)
    words = subject.target_words
    for at in range(len(words)):
        window = words[at : at + limits.FRENCH_WINDOW]
        if window[0] in french and len(french.intersection(window)) >= limits.FRENCH_IN_WINDOW:
            return " ".join(window)
    return ""


def unknown(subject: Subject) -> Iterator[str]:
    """The engine met characters that its vocabulary lacks."""
    if "unknown" in subject.flags:
        yield "The model does not know some characters of this segment: see whether names and signs survived."


def split(subject: Subject) -> Iterator[str]:
    """The engine translated the segment in parts."""
    if "split" in subject.flags:
        yield "This long sentence was translated in parts: see whether they join well."


def conflict(subject: Subject) -> Iterator[str]:
    """An import put another text into the note, because the draft had been changed meanwhile."""
    for where in _CONFLICT.findall(subject.unit.note):
        yield f"Two people changed this: the note holds the text of {where}. Choose one and delete that line."
