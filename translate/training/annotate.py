"""Source sentences with the target lemma of some of their words written beside them.

Made from the training pairs themselves (Dinu et al. 2019; Bergmanis and Pinnis 2021):
words are aligned, a few words or short phrases of each sentence are taken for terms, and
the dictionary form of what translates them is put into the source, see
``translate.annotation``. From such sentences the model learns to use the word it is
given, in the form its sentence needs.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy

from translate.annotation import MARKERS, annotated
from translate.training.aligner import Aligner, Links, Word, words_of, words_of_pieces
from translate.training.config import Recipe
from translate.training.lemmas import Lemmatiser, lemmatiser
from translate.training.packed import Packed
from translate.training.vocabulary import Tokens

# Words so frequent that no glossary has them: articles, pronouns, prepositions. At most so
# many, and of a small vocabulary one word in twenty.
_FUNCTION_WORDS, _FUNCTION_SHARE = 120, 20
_SHORTEST = 3
_LONGEST_PHRASE = 4
_MOST_TERMS = 3

# Sentences shorter than this hold nothing but the term; longer ones are rarely articles'.
_FEWEST_WORDS, _MOST_WORDS = 4, 45


@dataclass(frozen=True)
class Text:
    """A sentence pair with a number of the caller's."""

    number: int
    source: str
    target: str


@dataclass(frozen=True)
class Aligned:
    """A pair with its words, which of them translate each other, and the annotated source, "" for none."""

    text: Text
    source: Sequence[Word]
    target: Sequence[Word]
    links: Links
    annotated: str


def annotate_packed(
    packed: Sequence[Packed], recipe: Recipe, tokens: Tokens,
    show: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Iterator[Packed]:
    """The same bitexts, with links and annotated sources for as many of their pairs as the recipe asks."""
    weights = {source.name: source.weight for source in recipe.source}
    for number, pair in enumerate(recipe.data.pairs):
        show("aligning words", number, len(recipe.data.pairs))
        bitexts = [bitext for bitext in packed if bitext.pair == pair]
        chosen = _chosen([(len(b), weights.get(b.name, 0.0)) for b in bitexts], recipe.annotation.pairs, recipe.seed)
        texts: list[Text] = []
        places: list[tuple[str, int]] = []
        for bitext, rows in zip(bitexts, chosen):
            for row in rows:
                texts.append(Text(len(places), *_texts(bitext, row, tokens)))
                places.append((bitext.name, int(row)))
        sources: dict[str, dict[int, numpy.ndarray]] = {bitext.name: {} for bitext in bitexts}
        links: dict[str, dict[int, numpy.ndarray]] = {bitext.name: {} for bitext in bitexts}
        language = pair.split("-")[1]
        for aligned in annotate(texts, language, recipe.seed):
            name, row = places[aligned.text.number]
            links[name][row] = _piece_links(aligned, language, tokens)
            if aligned.annotated:
                ids = tokens.source(aligned.annotated, language)
                if len(ids) <= recipe.data.max_tokens:
                    sources[name][row] = numpy.array(ids, numpy.uint16)
        for bitext in bitexts:
            annotated_ids, annotated_starts = _end_to_end(sources[bitext.name], len(bitext), (0,), numpy.uint16)
            all_links, link_starts = _end_to_end(links[bitext.name], len(bitext), (0, 3), numpy.uint16)
            yield replace(bitext, annotated_ids=annotated_ids, annotated_starts=annotated_starts,
                          links=all_links, link_starts=link_starts)


def _chosen(bitexts: Sequence[tuple[int, float]], most: int, seed: int) -> list[numpy.ndarray]:
    """For each bitext of (size, weight) the rows taken, in order; at most *most* in all.

    Weighted sampling without replacement (Efraimidis and Spirakis 2006).
    """
    generator = numpy.random.default_rng([seed, 77])
    keys = [generator.exponential(size=size) / weight if weight else numpy.full(size, numpy.inf)
            for size, weight in bitexts]
    every = numpy.sort(numpy.concatenate(keys)) if keys else numpy.zeros(0)
    limit = every[most - 1] if len(every) >= most else numpy.finfo(float).max
    return [numpy.flatnonzero(key <= limit) for key in keys]


def _texts(bitext: Packed, row: int, tokens: Tokens) -> tuple[str, str]:
    source = bitext.source_ids[bitext.source_starts[row] + 1:bitext.source_starts[row + 1]]  # no language token
    target = bitext.target_ids[bitext.target_starts[row]:bitext.target_starts[row + 1]]
    return tokens.text(source.tolist()), tokens.text(target.tolist())


def _piece_links(aligned: Aligned, language: str, tokens: Tokens) -> numpy.ndarray:
    """(n, 3) the links between words as links between pieces, see `Packed.links`."""
    source = words_of_pieces(tokens, tokens.source(aligned.text.source, language)[1:-1], aligned.source)
    target = words_of_pieces(tokens, tokens.target(aligned.text.target)[:-1], aligned.target)
    found = []
    for first, second in aligned.links:
        within = [place + 1 for place, word in enumerate(source) if word == first]  # the language token is piece 0
        if within:
            found += [(place, within[0], within[-1] + 1) for place, word in enumerate(target) if word == second]
    return numpy.array(found, numpy.uint16).reshape(-1, 3)


def _end_to_end(
    rows: dict[int, numpy.ndarray], size: int, shape: tuple[int, ...], kind: type,
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The arrays of some of *size* rows as one, and the size + 1 offsets into it."""
    lengths = numpy.zeros(size + 1, numpy.int64)
    for row, values in rows.items():
        lengths[row + 1] = len(values)
    parts = [numpy.zeros(shape, kind), *(rows[row] for row in sorted(rows))]
    return numpy.concatenate(parts), numpy.cumsum(lengths)


def annotate(texts: Sequence[Text], language: str, seed: int) -> Iterator[Aligned]:
    """Each usable pair with its word links, and its source with annotations.

    texts: pairs of one language pair, whose target is *language* (ISO 639-1). The choice
    of terms is by chance, the same for the same *seed*.
    """
    usable = [
        (text, words_of(text.source), words_of(text.target)) for text in texts
        if not any(marker in text.source + text.target for marker in MARKERS)
    ]
    usable = [item for item in usable if _FEWEST_WORDS <= len(item[1]) <= _MOST_WORDS and item[2]]
    counts = Counter(word.text.casefold() for _, source, _ in usable for word in source)
    frequent = {word for word, _ in counts.most_common(min(_FUNCTION_WORDS, len(counts) // _FUNCTION_SHARE))}
    links = Aligner([([w.text for w in source], [w.text for w in target]) for _, source, target in usable]).links()
    lowercase = {word.text for _, _, target in usable for word in target if word.text.islower()}
    generator = random.Random(seed)
    to_lemma = lemmatiser(language)
    for (text, source, target), pairs in zip(usable, links):
        terms = list(_terms(source, target, pairs, frequent, lowercase, to_lemma, generator))
        yield Aligned(text, source, target, pairs, annotated(text.source, terms) if terms else "")


def _terms(
    source: Sequence[Word], target: Sequence[Word], links: Links, frequent: set[str], lowercase: set[str],
    to_lemma: Lemmatiser, generator: random.Random,
) -> Iterator[tuple[int, int, str]]:
    """A few terms of one sentence, not overlapping: start, end, lemma of their translation."""
    starts = [
        place for place, word in enumerate(source)
        if len(word.text) >= _SHORTEST and word.text.casefold() not in frequent and word.text[0].isalpha()
    ]
    generator.shuffle(starts)
    wanted = generator.randint(1, _MOST_TERMS)
    taken: set[int] = set()
    for start in starts:
        longest = generator.choice((1, 1, 1, 2, 3))
        for length in range(longest, 0, -1):
            span = range(start, min(start + length, len(source)))
            if taken & set(span) or source[span[-1]].text.casefold() in frequent:
                continue
            lemma = _lemma(span, target, links, lowercase, to_lemma)
            if lemma:
                taken.update(span)
                yield source[span[0]].start, source[span[-1]].end, lemma
                wanted -= 1
                break
        if not wanted:
            return


def _lemma(
    span: range, target: Sequence[Word], links: Links, lowercase: set[str], to_lemma: Lemmatiser,
) -> str | None:
    """The dictionary form of what translates the source words of *span*; None when that is unclear.

    Clear is: the target words linked to it stand together and are linked to nothing else,
    and nearly all words of both sides are linked.
    """
    within = [(first, second) for first, second in links if first in span]
    linked = sorted({second for _, second in within})
    if not linked or not {span[0], span[-1]} <= {first for first, _ in within}:
        return None
    whole = range(linked[0], linked[-1] + 1)
    if len(whole) > min(_LONGEST_PHRASE, len(span) + 1) or len(linked) < len(whole) - 1:
        return None
    if any(second in whole and first not in span for first, second in links):
        return None
    words = [target[place].text for place in whole]
    if any(not word[0].isalpha() for word in words) or max(map(len, words)) < _SHORTEST:
        return None
    if whole[0] == 0 and words[0].casefold() in lowercase:
        words[0] = words[0].casefold()  # its capital is the sentence's
    return to_lemma(words)
