"""From the attention of a decoder to links between the words of a text and of its translation.

The attention is that of the head the checkpoint names in its card (see
``translate.training.attention``): for each piece written, how much it looks at each piece
of the source. Words carry the links because they survive what happens to a text around
the model: punctuation, quotes and spaces are spelled otherwise, words are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from translate.annotation import BETWEEN, CLOSING, OPENING
from translate.words import Links, word_spans

_SPACE = "▁"
_BYTE = re.compile(r"<0x[0-9A-F]{2}>")

# The part of a word's attention that must lie on one source word for a link.
_LEAST = 0.3

def links(attention: np.ndarray, source: Sequence[str], target: Sequence[str]) -> Links:
    """Each target word with the source word most of its attention lies on.

    attention: (target pieces, source pieces), rows of 1 in all; further columns, of the
    end, are ignored. source, target: the pieces without language token and end.
    """
    rows, columns = words_of_pieces(target), words_of_pieces(source)
    if not rows or not columns or max(rows) < 0 or max(columns) < 0:
        return ()
    by_word = np.zeros((max(rows) + 1, max(columns) + 1))
    sizes = np.zeros(max(rows) + 1)
    for piece, word in enumerate(rows):
        if word >= 0:
            sizes[word] += 1
            for place, other in enumerate(columns):
                if other >= 0:
                    by_word[word, other] += attention[piece][place]
    by_word /= np.maximum(sizes, 1)[:, None]
    best = by_word.argmax(axis=1)
    return tuple(
        (int(first), word) for word, first in enumerate(best) if by_word[word, first] >= _LEAST
    )


def words_of_pieces(pieces: Sequence[str]) -> list[int]:
    """For each piece the number of the word it spells a part of, -1 for punctuation.

    The lemma in a term annotation is no word of the text; its pieces belong to the term's
    last word.
    """
    text, owners = "", []
    inside: list[int] = []  # pieces of lemmas, and how many characters stand before them
    before: dict[int, int] = {}
    lemma = False
    for number, piece in enumerate(pieces):
        if piece in (OPENING, BETWEEN, CLOSING):
            lemma = piece == BETWEEN
            continue
        if lemma:
            inside.append(number)
            before[number] = len(text)
            continue
        spelled = "x" if _BYTE.fullmatch(piece) else piece.replace(_SPACE, " ")
        text += spelled
        owners += [number] * len(spelled)
    places = [-1] * len(pieces)
    ends = []
    for word, (start, end) in enumerate(word_spans(text)):
        ends.append(end)
        for owner in owners[start:end]:
            if places[owner] < 0:
                places[owner] = word
    for number in inside:
        places[number] = sum(end <= before[number] for end in ends) - 1
    return places


def shifted(found: Links, source: int, target: int) -> Links:
    """The links of a part of a text as links of the whole, so many words further on."""
    return tuple((first + source, second + target) for first, second in found)
