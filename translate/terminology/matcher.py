"""Finding the terms of a termbase in French text: longest first, whole words, French habits.

Text and terms are cut into words; what stands between them (spaces of any kind, hyphens,
apostrophes of any form) does not count, other punctuation must agree. So `Côte d’Ivoire`
meets `COTE D'IVOIRE`, `l’Union` holds `Union`, and `Guinée, Bissau` is not `Guinée-Bissau`.

- Case does not count, but an acronym (two capitals, or a capital and a digit) only meets
  one: `UA` is not `ua`; its plural `ONGs` meets `ONG`, `O.N.U.` meets `ONU`.
- A term marked `exact` (`fr.case`) is met only as it is written, or in capitals throughout.
- A point of the compass that a hyphen carries on is another one: `Asie du Sud` is not in `Asie du Sud-Est`.
- A word in small letters in the term also meets its regular plural (-s, -x, -aux), not the
  other way round: `casques bleus` is not found in `casque bleu`.
- Accents count, but a capital may lack its accent (`Etats`), and all capitals all of them;
  a term marked `optional` (`fr.accents`) is met without its accents too: `Maiga`.
- A term that begins with `Le` or `Les` is also found behind `du`, `au`, `des`, `aux`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

# Dotted abbreviations, words, and any punctuation that is not a joint between words.
TOKEN = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\b\.?|[^\W_]+|(?<!\w)–|–(?!\w)|[^\w\s\-‐‑–'’ʼ\u00ad]")
_COMPASS_GOES_ON = re.compile(r"\b(?:nord|sud)[-‐‑](?:est|ouest)\b", re.IGNORECASE)
_CONTRACTED = {"le": ("du", "au"), "les": ("des", "aux")}
_MEMORY = 200_000
# Words in -s and -x that are no plurals, or far more often something else.
_NO_PLURALS = (
    "alors après bras ceux choix corps cours croix dans deux depuis dès divers eux fils fois gros hors jamais lors "
    "mais moins mois nous pays paix plus prix puis sans sens sous temps toujours tous très vers voix vous"
)
_NO_PLURAL = frozenset(_NO_PLURALS.split())

Payload = TypeVar("Payload")
Node = dict[str | None, Any]
"""A step of the trie: word key -> Node; under None a phrase ends: (words to skip, payload)."""


class Matcher(Generic[Payload]):
    """Finds phrases; each carries a payload of the caller's."""

    def __init__(self) -> None:
        self._root: Node = {}
        self._vocabulary: set[str] = set()
        self._bare_capital: dict[str, list[str]] = {}
        self._bare: dict[str, list[str]] = {}
        self._candidates: dict[str, tuple[str, ...]] = {}

    def add(self, words: Sequence[str], payload: Payload) -> None:
        """Add a phrase by its `words_of`; a later one with the same words replaces an earlier one."""
        if not words:
            return
        self._put(words, 0, payload)
        if len(words) > 1 and (contracted := _CONTRACTED.get(words[0][1:])):
            for article in contracted:
                self._put(["w" + article, *words[1:]], 1, payload)
        if self._candidates:
            self._candidates.clear()

    def _put(self, keys: Sequence[str], skip: int, payload: Payload) -> None:
        node, vocabulary = self._root, self._vocabulary
        for key in keys:
            if key not in vocabulary:
                self._learn(key)
            child = node.get(key)
            if child is None:
                child = node[key] = {}
            node = child
        if skip == 0 or None not in node:
            node[None] = (skip, payload)

    def _learn(self, key: str) -> None:
        self._vocabulary.add(key)
        if key[0] in "WwA" and not key.isascii():
            word = key[1:]
            for table, bare in ((self._bare_capital, unaccented(word[0]) + word[1:]), (self._bare, unaccented(word))):
                if bare != word:
                    table.setdefault(bare, []).append(key)

    def find(self, text: str) -> Iterator[tuple[int, int, Payload]]:
        """(start, end, payload) of the phrases in `text`, in order, none overlapping.

        The phrase of more words wins, then the earlier one.
        """
        known = self._candidates
        words = TOKEN.findall(text)
        options = [known[word] if word in known else self._look_up(word) for word in words]
        if not any(options):
            return
        found = sorted(self._all(options), key=lambda hit: (hit[0] - hit[1], hit[0]))
        if _COMPASS_GOES_ON.search(text):
            starts = [match.start() for match in TOKEN.finditer(text)]
            found = [hit for hit in found if not _COMPASS_GOES_ON.match(text, starts[hit[1] - 1])]
        taken = bytearray(len(words))
        chosen = []
        for first, end, payload in found:
            if not any(taken[first:end]):
                taken[first:end] = b"\1" * (end - first)
                chosen.append((first, end, payload))
        if chosen:
            places = [match.span() for match in TOKEN.finditer(text)]
            for first, end, payload in sorted(chosen, key=lambda hit: hit[0]):
                yield places[first][0], places[end - 1][1], payload

    def _all(self, options: list[tuple[str, ...]]) -> Iterator[tuple[int, int, Payload]]:
        """Every phrase that occurs, as (first word, word after the last, payload)."""
        root, size = self._root, len(options)
        for first, keys in enumerate(options):
            if not keys:
                continue
            nodes = [node for key in keys if (node := root.get(key)) is not None]
            at = first + 1
            while nodes:
                for node in nodes:
                    end = node.get(None)
                    if end is not None:
                        yield first + end[0], at, end[1]
                        break
                if at == size:
                    break
                nodes = [child for key in options[at] for node in nodes if (child := node.get(key)) is not None]
                at += 1

    def _look_up(self, word: str) -> tuple[str, ...]:
        """The keys of the vocabulary that a word of the text may stand for, the closest first."""
        if len(self._candidates) > _MEMORY:
            self._candidates.clear()
        known = tuple(key for key in dict.fromkeys(self._keys(word)) if key in self._vocabulary)
        self._candidates[word] = known
        return known

    def _keys(self, word: str) -> Iterable[str]:
        yield "X" + word
        if word.isupper() and len(word) > 1:
            yield "X" + word.capitalize()
        if "." in word and len(word) > 1:
            word = word.replace(".", "")
        lower = word.lower()
        if _is_acronym(word):
            yield "A" + lower
        if word.endswith("s") and _is_acronym(word[:-1]):
            yield "A" + lower[:-1]
        yield "W" + lower
        yield "w" + lower
        if (singular := _singular(lower)) != lower:
            yield "w" + singular
        if word[0].isupper():
            yield from self._bare_capital.get(lower, ())
        if word.isupper() and len(word) > 1:
            yield from self._bare.get(unaccented(lower), ())
            if singular != lower:
                yield from (key for key in self._bare.get(unaccented(singular), ()) if key[0] == "w")


def words_of(phrase: str, *, exact: bool = False) -> list[str]:
    """The words of a term as the matcher knows them, each with a letter for its kind before it."""
    return [_key(word, exact) for word in TOKEN.findall(phrase)]


def same_phrase(words: Sequence[str]) -> str:
    """Equal for terms that differ only in joints and in capitals that begin a word."""
    return " ".join(words).replace("W", "w") if words and words[0][0] != "X" else " ".join(words)


@lru_cache(maxsize=100_000)
def _key(word: str, exact: bool) -> str:
    """A word of a term as the trie knows it: A an acronym, X exact, W a name, w any other."""
    if exact:
        return "X" + word
    if "." in word and len(word) > 1:
        word = word.replace(".", "")
    if _is_acronym(word):
        return "A" + word.lower()
    return ("W" if word[0].isupper() else "w") + word.lower()


def _is_acronym(word: str) -> bool:
    if word[1:].islower() or len(word) < 2:
        return False
    capitals = sum(map(str.isupper, word))
    return capitals > 1 or (capitals == 1 and any(map(str.isdigit, word)))


def _singular(word: str) -> str:
    """The singular a regular French plural would have; the word itself if it is none."""
    if len(word) < 4 or word in _NO_PLURAL:
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    return word[:-1] if word.endswith(("s", "eux", "eaux", "oux")) and not word.endswith("ss") else word


def unaccented(text: str) -> str:
    """The text without accents and diaereses."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
