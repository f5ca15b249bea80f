"""Russian words recognised by stem and ending, for words that no dictionary knows.

A wrong case passes, and so may a word that differs in its ending only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from translate.terminology.inflection.base import Form, Hit
from translate.terminology.inflection.tokens import is_acronym, tokens

_NOUN = "а я о е и ы у ю ь й ой ей ою ею ом ем ам ям ами ями ах ях ов ев ья ье ьи ью ьей ьем"
_ADJECTIVE = "ый ий ая яя ое ее ые ие ого его ому ему ым им ыми ими ую юю ых их"
_ENDINGS = frozenset(["", *_NOUN.split(), *_ADJECTIVE.split()])
_STRIPPED = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ое]в|[ыи]х|[ое]го|[аяоеиыуюьй])$")
_FLEETING = re.compile(r"[ое]([бвгджзклмнпрстфхцчшщ]ь?)$")


def find_by_stems(term: str, text: str) -> Iterator[Hit]:
    """Every place where words stand that are the term's but for their endings."""
    wanted = tokens(term, "ru")
    words = tokens(text, "ru")
    if not wanted:
        return
    for first in range(len(words) - len(wanted) + 1):
        found = words[first : first + len(wanted)]
        if all(_same(word.key, like.key, is_acronym(like.text)) for word, like in zip(found, wanted)):
            start, end = found[0].start, found[-1].end
            yield Hit(start, end, text[start:end], (Form(text[start:end], usual=False),), "stem")


def _same(word: str, wanted: str, acronym: bool) -> bool:
    if acronym:
        return word == wanted
    return any(word.startswith(stem) and word[len(stem) :] in _ENDINGS for stem in _stems(wanted))


@lru_cache(maxsize=65536)
def _stems(word: str) -> tuple[str, ...]:
    """What stays of a word when its endings change: without its ending, without its last letter.

    Also without a fleeting vowel (посол: посл-, день: дн-). A stem keeps two letters at least.
    """
    if len(word) < 3:
        return (word,)
    stems = [word]
    if match := _STRIPPED.search(word):
        stems += [word[: match.start()], word[:-1]]
    if match := _FLEETING.search(word):
        stems.append(word[: match.start()] + match[1].removesuffix("ь"))
    return tuple(dict.fromkeys(stem for stem in stems if len(stem) >= 2))
