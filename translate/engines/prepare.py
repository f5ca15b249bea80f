"""What happens to a text before and after the model sees it.

Before: one spelling of punctuation, enclosing marks set aside, headlines in capitals
brought to ordinary case, unknown characters spelled otherwise, long texts cut in parts.
After: the same steps back, in the opposite order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translate.annotation import without_markers
from translate.engines.casing import Truecaser, in_capitals
from translate.engines.splitting import split_long
from translate.engines.tokens import Vocabulary
from translate.normalise import normalise

# Web and mail addresses, handles: the same in every language.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<!\w)@\w+", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"(?:[^\W\d_]\. ?){1,3}[^\W\d_]?\.?")

# A dash of dialogue, a bullet, the number of a list item.
_LEADING = re.compile(r"(?:[–*•·▪►◦-]+ +|\d{1,2}[.)] +)+")
_SENTENCE_END = (".", "!", "?", "...")


@dataclass(frozen=True)
class Prepared:
    """A text as the model gets it, and what is needed to put its translation together.

    parts: texts to translate one by one; between: what stands after each part.
    before, after: marks set aside at both ends. capitals: the text was in capitals.
    lost: some characters could not be spelled in the vocabulary.
    """

    parts: tuple[str, ...]
    between: tuple[str, ...]
    before: str = ""
    after: str = ""
    capitals: bool = False
    lost: bool = False


class Preparer:
    """Prepares texts for one vocabulary and finishes their translations."""

    def __init__(self, vocabulary: Vocabulary, max_tokens: int) -> None:
        """max_tokens: the longest source, language token and end included."""
        self._vocabulary = vocabulary
        self._room = max_tokens - 2
        self._source_case = Truecaser(vocabulary.scored_pieces("source"))
        self._target_case = Truecaser(vocabulary.scored_pieces("target"))

    def prepare(self, text: str) -> Prepared:
        """The text in the form the model gets it, in as many parts as its length asks for."""
        normal = normalise(text)
        bare = without_markers(normal)  # a model trained with them would take them for its own
        before, text, after = set_aside(bare)
        capitals = in_capitals(text)
        if capitals:
            text = self._source_case.ordinary(text)
        text, lost = self._vocabulary.spelled(text)
        parts, between = zip(*split_long(text, self.fits))
        return Prepared(parts, between, before, after, capitals, lost or bare != normal)

    def fits(self, text: str) -> bool:
        """True when the model takes the text in one piece."""
        return len(self._vocabulary.pieces(text)) <= self._room

    def finish(self, prepared: Prepared, translations: Sequence[str]) -> str:
        """The translation of the whole text from those of its parts."""
        text = self.join(prepared.parts, prepared.between, translations)
        if prepared.capitals:
            text = text.upper()
        return f"{prepared.before}{text}{prepared.after}" if text else ""

    def join(self, parts: Sequence[str], between: Sequence[str], translations: Sequence[str]) -> str:
        """Translations of the parts of one text, one after the other.

        A model takes every part for a sentence: a capital and a full stop that the part
        does not have are taken back.
        """
        joined = []
        for number, (part, gap, translation) in enumerate(zip(parts, between, translations)):
            if number and part[:1].islower():
                translation = self._continued(translation)
            if number < len(parts) - 1 and not part.rstrip("\"')]").endswith(_SENTENCE_END):
                translation = re.sub(r"(?<!\.)\.$", "", translation)
            joined.append(translation + (" " if gap and translation else ""))
        return "".join(joined).strip()

    def _continued(self, text: str) -> str:
        """The text with a small first letter, if its first word is one that has it."""
        word = re.match(r"[^\W\d_]+", text)
        if word and word[0][:1].isupper() and self._target_case.lowers(word[0]) and word[0] != "I":
            return text[0].lower() + text[1:]
        return text


def is_copied(text: str) -> bool:
    """True for a text that is the same in every language: numbers, signs, addresses, initials, nothing."""
    return not _LETTER.search(_ADDRESS.sub(" ", text)) or bool(_INITIALS.fullmatch(text.strip()))


def set_aside(text: str) -> tuple[str, str, str]:
    """A normalised text as (marks before, what is between, marks after).

    Set aside are a leading dash, bullet or number, quotes around the whole text, and the
    one quote of a quotation that begins or ends in another segment. Quotes around a
    part of the text stay.
    """
    leading = _LEADING.match(text)
    before = leading[0] if leading else ""
    inner = text[len(before):]
    quotes = inner.count('"')
    if quotes == 2 and len(inner) > 2 and inner[0] == inner[-1] == '"':
        return before + '"', inner[1:-1], '"'
    if quotes == 1 and len(inner) > 1:
        if inner[0] == '"':
            return before + '"', inner[1:].lstrip(), ""
        if inner[-1] == '"':
            return before, inner[:-1].rstrip(), '"'
    return before, inner, ""
