"""Term annotations in the source text, for models trained with them.

An annotated term carries the target language's lemma behind the source words, so that
the model can use that word, inflected as its sentence needs (Dinu et al. 2019, "Training
Neural Machine Translation to Apply Terminology Constraints"; target lemmas: Bergmanis and
Pinnis 2021, "Facilitating Terminology Translation with Target Lemma Annotations"):

    Le président du｟ Mali＝ Мали｠ a parlé.

The three markers are single vocabulary symbols that no other text holds. Each stands
directly behind what comes before it: the words keep the space, and so the pieces, they
have without markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

OPENING, BETWEEN, CLOSING = MARKERS = ("｟", "＝", "｠")

_ANNOTATION = re.compile(f"{OPENING}([^{BETWEEN}]*){BETWEEN}[^{CLOSING}]*{CLOSING}")


def annotated(text: str, terms: Iterable[tuple[int, int, str]]) -> str:
    """*text* with the target lemma of each of *terms* written behind it.

    terms: (start, end, lemma), character offsets into *text*, not overlapping, any order.
    """
    parts, done = [], 0
    for start, end, lemma in sorted(terms):
        before = text[done:start]
        gap = " " if before.endswith(" ") else ""
        parts += [before.removesuffix(" "), OPENING, gap, text[start:end], BETWEEN, " ", lemma, CLOSING]
        done = end
    return "".join([*parts, text[done:]])


def places_of(terms: Iterable[tuple[str, str]], text: str) -> list[tuple[int, int, str]]:
    """Where *terms* (words, lemma) stand in *text*, in their order: start, end and lemma of each.

    Case does not count, since headlines in capitals are brought to ordinary case. A term
    that is not there whole, because the text was cut within it, is left out.
    """
    found, done, folded = [], 0, text.lower()
    if len(folded) != len(text):  # rare letters grow in lower case, and offsets would shift
        folded = text
    for words, lemma in terms:
        for match in re.finditer(rf"(?<!\w){re.escape(words.lower())}(?!\w)", folded[done:]):
            start, end = done + match.start(), done + match.end()
            found.append((start, end, lemma))
            done = end
            break
    return found


def plain(text: str) -> str:
    """An annotated *text* as it was before."""
    return _ANNOTATION.sub(r"\1", text)


def without_markers(text: str) -> str:
    """*text* with every marker that happens to stand in it taken out."""
    for marker in MARKERS:
        text = text.replace(marker, "")
    return text
