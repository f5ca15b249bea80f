"""Headlines in capitals: to ordinary case for the model, and back.

A model has seen few sentences in capitals and translates them badly. Which case a word
ordinarily has, and which accents French capitals left out, is read from the model's own
vocabulary: a piece that is a whole word stands there as texts write it, with a score
that grows with its frequency. Names it does not show whole are taken from the French
terms of the shipped glossaries.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from translate.engines.tokens import SPACE
from translate.resources import shipped_glossaries


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Written in capitals whatever stands around them. Initials that no vocabulary shows whole.
ACRONYMS = _words(
    "AES AFD AFP AIEA ANP APE APS BAD BCEAO BCE BNDA BOAD BRICS CDD CEDEAO CEI CEMAC CENI CFA CMA CNSP CNT CPI CSCOM "
    "DCPND DDR EDM EEI EUTM FAMA FAO FCFA FIFA FMI GATIA GSIM HCR HCUA IBK JNIM MINUSMA MNLA MPFPR MSF OCDE OCHA OHADA "
    "OIF OIM OIT OMC OMD OMS ONG ONU OPEP ORTM OTAN OUA PAM PDG PIB PME PNUD PNUE RDC SADC SIDA SOMAGEP TIC TVA UA UE "
    "UEMOA UNESCO UNICEF URSS USA USAID VIH"
)

# O.N.U., or a word.
_INITIALS_OR_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+")

# A text in capitals may hold a small word or two that is not: l'AES, de, et.
_CAPITAL_SHARE = 0.85


def in_capitals(text: str) -> bool:
    """True for a text that is a headline in capitals, not one acronym or a name of initials."""
    cased = [character for character in text if character.isupper() or character.islower()]
    if sum(map(str.isupper, cased)) < _CAPITAL_SHARE * max(1, len(cased)):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word not in ACRONYMS]
    return sum(map(len, words)) >= 5 and (len(words) > 1 or len(words[0]) > 5)


class Truecaser:
    """Ordinary spelling of words, learnt from the whole words in a vocabulary."""

    def __init__(self, pieces: Iterable[tuple[str, float]]) -> None:
        """pieces: SentencePiece pieces with their scores."""
        best: dict[str, tuple[float, str]] = {}
        self._spellings: dict[str, str] = {}
        for piece, score in pieces:
            word = piece[len(SPACE):]
            if piece.startswith(SPACE) and word.isalpha():
                key = _bare(word)
                if key not in best or score > best[key][0]:
                    best[key] = (score, word)
        self._spellings = {key: word for key, (_, word) in best.items()}

    def ordinary(self, text: str) -> str:
        """A text in capitals as it would be written in a sentence."""
        spelled = _INITIALS_OR_WORD.sub(lambda match: self._word(match[0]), text)
        for place, character in enumerate(spelled):
            if character.isalpha():
                return spelled[:place] + character.upper() + spelled[place + 1:]
        return spelled

    def lowers(self, word: str) -> bool:
        """True when the vocabulary knows this capitalised word and writes it with a small letter."""
        known = self._spellings.get(_bare(word), "")
        return known.lower() == word.lower() and known[:1].islower()

    def _word(self, word: str) -> str:
        if "." in word or word in ACRONYMS:
            return word
        known = self._spellings.get(_bare(word)) or _glossary_names().get(_bare(word))
        if known is None:
            return word.lower()
        # Someone who writes É on a capital would have written all accents.
        if _has_accents(word) and word.lower() != known.lower():
            return word.lower()
        return known


@cache
def _glossary_names() -> dict[str, str]:
    """Words with a capital in the French terms of the shipped glossaries, by their bare form."""
    names: dict[str, str] = {}
    for file in shipped_glossaries():
        with open(file, encoding="utf-8-sig", newline="") as opened:
            for row in csv.DictReader(opened):
                for word in re.findall(r"[^\W\d_]{2,}", row.get("fr") or ""):
                    if word[0].isupper():
                        names.setdefault(_bare(word), word)
    return names


def _bare(word: str) -> str:
    """The word in small letters without accents."""
    return "".join(part for part in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(part))


def _has_accents(word: str) -> bool:
    return _bare(word) != word.lower()
