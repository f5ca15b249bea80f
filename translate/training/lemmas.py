"""Dictionary forms of target words, for the term annotations of the training data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from translate.errors import MissingExtraError
from translate.terminology.inflection.russian_dictionary import analyser

Lemmatiser = Callable[[Sequence[str]], str | None]


def lemmatiser(language: str) -> Lemmatiser:
    """What turns the words of a phrase in *language* into the phrase's dictionary form.

    It returns None for a phrase that is no term: one without a noun where the language
    lets us tell. Raises MissingExtraError when the English dictionary is not installed.
    """
    return {"ru": _russian, "en": _english}.get(language, " ".join)


def _russian(words: Sequence[str]) -> str | None:
    """Nominative of the head noun and the adjectives before it; what follows stays as it is.

    The first noun is the head. Its number is kept, as a glossary's plural terms have it
    (`Соединённые Штаты`). A phrase that begins with anything but its adjectives is no term.
    """
    parses = [_parsed(word) for word in words]
    head = next((place for place, parse in enumerate(parses) if parse.tag.POS == "NOUN"), None)
    if head is None or any(parse.tag.POS not in ("ADJF", "PRTF") for parse in parses[:head]):
        return None
    number = parses[head].tag.number or "sing"
    wanted = {"nomn", number}
    agreeing = wanted | ({parses[head].tag.gender} if number == "sing" and parses[head].tag.gender else set())
    lemma = []
    for place, (word, parse) in enumerate(zip(words, parses)):
        if place <= head:
            inflected = parse.inflect(wanted if place == head else agreeing)
            if inflected is None:
                return None
            word = _cased(inflected.word, word)
        lemma.append(word)
    return " ".join(lemma)


def _english(words: Sequence[str]) -> str | None:
    """The last word in its dictionary form; names, with a capital, stay as they are."""
    try:
        import simplemma
    except ImportError:
        raise MissingExtraError("annotating terms", "torch") from None
    last = words[-1]
    if last[0].isupper():
        return " ".join(words)
    return " ".join([*words[:-1], simplemma.lemmatize(last, lang="en")])


@lru_cache(maxsize=200_000)
def _parsed(word: str):  # type: ignore[no-untyped-def]  # pymorphy3 has no types
    return analyser().parse(word)[0]


def _cased(word: str, like: str) -> str:
    """*word* with the capitals of *like*."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word
