"""Names and institutions in French text that a termbase might hold: found by capitals, with their places.

What is a name is told by data (`candidates.toml`) and by the text itself: a word that also
stands in small letters is none when it only has its capital at the start of a sentence.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*['’]?\d*")
_ELISION = re.compile(r"(?:[ldjnsmtc]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.I)
_NAME_PREFIX = re.compile(r"[NMD]['’][A-ZÀ-Ý]")
_JOINT = re.compile(r"[ \u00a0\u202f]\Z")
_OPENS = re.compile(r"(?:[.!?…:]\s|[«“\"—–•(]\s?|\n)\s*\Z")
_LONGEST = 12
_ADJECTIVE = re.compile(r"..(?:al|aux|if|(?:ale|ique|ien|ienne|aise|oise|if|ive|aine|ier|ière|aire)s?)\Z")
_ARTICLES = frozenset(("l", "le", "la", "les", "du", "des", "au", "aux", "un", "une"))


@dataclass(frozen=True)
class Mention:
    """A name at `text[start:end]`. kind: person, institution, acronym or name.

    opens: the sentence begins with it; article: it has one before it (l'Énergie, du Sud), as people have not.
    """

    start: int
    end: int
    text: str
    kind: str
    opens: bool
    article: bool


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    text: str
    lower: str
    opens: bool
    joined: bool  # a single space, or an elision, stands between it and the token before
    elided: str  # the l' or d' that was cut off before it, in small letters, without the apostrophe


def mentions(text: str, common: frozenset[str] = frozenset()) -> Iterator[Mention]:
    """The names in a French text, left to right, none overlapping.

    common: words known to stand in small letters too; a sentence that begins with one
    of them does not begin with a name.
    """
    tokens = list(_tokens(text))
    at = 0
    while at < len(tokens):
        end = _chain(tokens, at, common)
        if end == at:
            at += 1
            continue
        first, last = tokens[at], tokens[end - 1]
        before = first.elided or (tokens[at - 1].lower if at and first.joined else "")
        name = text[first.start : last.end]
        yield Mention(first.start, last.end, name, _kind(tokens, at, end), first.opens, before in _ARTICLES)
        at = end


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand in small letters somewhere in the texts."""
    return frozenset(
        token.text for text in texts for token in _tokens(text) if token.text.islower()
    )


def _tokens(text: str) -> Iterator[_Token]:
    end, last = 0, ""
    for match in _WORD.finditer(text):
        start, elided = match.start(), ""
        if not _NAME_PREFIX.match(text, start) and (cut := _ELISION.match(text, start)):
            elided, start = cut[0][:-1].lower(), cut.end()
        word = text[start : match.end()].rstrip("'’")
        if not word:
            continue
        between, before = text[end : match.start()], text[max(0, match.start() - 4) : match.start()]
        opens = _opens(before, match.start()) and not (between.startswith(". ") and last in _words()["titles"])
        last = word.lower()
        yield _Token(start, start + len(word), word, last, opens, bool(_JOINT.match(between)), elided)
        end = start + len(word)


def _opens(before: str, start: int) -> bool:
    """Whether a sentence, a quotation or a bracket begins behind these characters."""
    return (start <= len(before) and not before.strip()) or bool(_OPENS.search(before))


def _chain(tokens: list[_Token], at: int, common: frozenset[str]) -> int:
    """Where the name that begins at a token ends; `at` when none begins there."""
    words = _words()
    first = tokens[at]
    head = first.lower in words["institutions"]
    if first.lower in words["titles"] and not _is_acronym(first.text):
        return at
    if not first.text[0].isupper() and not head:
        return at
    if first.opens and not head and not _is_acronym(first.text) and first.lower in words["never"] | common:
        return at
    if not first.opens and first.lower in words["never"] and not _begins_name(tokens, at):
        return at
    inside = words["inside_institutions"] if head else words["inside_names"]
    end, look = at + 1, at + 1
    while look < len(tokens) and look - at < _LONGEST:
        token = tokens[look]
        if not token.joined or (token.elided and token.elided not in inside):
            break
        if token.lower in words["institutions"] and "et" in (tokens[n].lower for n in range(end, look)):
            break
        if token.text[0].isupper() or (head and look == end and _ADJECTIVE.search(token.text)):
            end = look + 1
        elif token.lower not in inside:
            break
        look += 1
    if not any(token.text[0].isupper() for token in tokens[at:end]):
        return at  # an institution word in small letters, with no name behind it
    if head and end == at + 1:
        return at  # le Conseil, of which one knows from before
    return end


def _begins_name(tokens: list[_Token], at: int) -> bool:
    """Le Drian, La Rochelle, Le Monde: the article's capital is the name's own."""
    following = tokens[at + 1 : at + 2]
    return tokens[at].text in ("Le", "La", "Les", "Al", "El") and bool(following) and following[0].text[0].isupper()


def _kind(tokens: list[_Token], at: int, end: int) -> str:
    words = _words()
    if tokens[at].lower in words["institutions"]:
        return "institution"
    if end - at == 1 and _is_acronym(tokens[at].text):
        return "acronym"
    after_title = at > 0 and tokens[at - 1].lower in words["titles"] and not tokens[at].elided
    names = [token.text for token in tokens[at:end] if token.lower not in words["inside_names"]]
    proper = len(names) > 1 and all(name[0].isupper() and not _is_acronym(name) for name in names)
    return "person" if after_title or proper else "name"


def _is_acronym(word: str) -> bool:
    return sum(map(str.isupper, word)) > 1 and not word[1:].islower() and not re.search("[-'’]", word)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return {name: frozenset(words.split()) for name, words in tomllib.load(file).items()}
