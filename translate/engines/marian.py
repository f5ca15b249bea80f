"""The translation path of every checkpoint, whatever library decodes it.

A request is prepared (see ``prepare``), its parts are decoded together with those of all
other requests, sorted by length; translations with a visible fault are decoded again
with other settings, then in two halves; what is still faulty is flagged. Nothing here
looks at more than one text at a time except to share the work, so a result does not
depend on the other requests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from translate.annotation import annotated, places_of, without_markers
from translate.checkpoints import Checkpoint
from translate.engines.alignment import links, shifted
from translate.engines.base import Hypothesis, Progress, Request, Result, Start
from translate.engines.decoding import Decoded, Decoder, Settings
from translate.engines.faults import faults
from translate.engines.prepare import Prepared, Preparer, is_copied
from translate.engines.splitting import split_once
from translate.engines.tokens import vocabulary_of
from translate.normalise import normalise
from translate.scripts import has_foreign_letters
from translate.words import Links, word_spans

# Texts taken on at a time: enough to fill batches with texts of like length, few enough
# that progress shows and memory stays bounded.
_TEXTS_AT_ONCE = 512

# Lengths of output allowed. A short source gets a short leash, so that a loop in it does
# not cost as much as a long sentence; few steps, so that batches stay large.
_LENGTHS = (48, 96, 192, 448)

# Faults of translations that are too short, and the tokens a second attempt at those must
# have at least, per token of the source.
_SHORT = {"empty", "dropped"}
_LEAST = 0.5

# How to try again: (groups of words not to repeat, penalty on repeating, hypotheses kept).
_SECOND_ATTEMPTS = ((4, 1.15, 6), (3, 1.4, 8))


@dataclass(frozen=True)
class _Piece:
    """What is decoded at once: a part of a text, with its languages and the hypotheses wanted."""

    text: str
    source: str
    target: str
    nbest: int
    terms: tuple[tuple[str, str], ...] = ()
    align: bool = False

    @property
    def annotated(self) -> str:
        """The text with the lemmas of its terms beside them, as the model gets it."""
        return annotated(self.text, places_of(self.terms, self.text))


@dataclass(frozen=True)
class _Translation:
    """One translation of a piece. length: tokens, the end counted; weighs the score when pieces are joined."""

    text: str
    score: float
    length: int
    links: Links = ()


@dataclass(frozen=True)
class _Outcome:
    """The translations of a piece, best first, and what is wrong with the best."""

    translations: tuple[_Translation, ...]
    faults: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def best(self) -> _Translation:
        return self.translations[0]

    def better_than(self, other: _Outcome) -> bool:
        """Fewer faults, and an empty text is the worst of them; then the score."""
        return self._rank() > other._rank()

    def _rank(self) -> tuple[bool, int, float]:
        return "empty" not in self.faults, -len(self.faults), self.best.score


@dataclass(frozen=True)
class _Begun:
    """A translation to be finished. source: tokens of the piece; tokens: what is there of the translation."""

    piece: _Piece
    prepared: Prepared
    source: list[str]
    tokens: tuple[str, ...]


class MarianEngine:
    """An `Engine` (see ``base``) on a checkpoint and a decoder."""

    def __init__(self, checkpoint: Checkpoint, decoder: Decoder, *, beam: int = 4) -> None:
        """beam: hypotheses the search keeps in a first attempt.

        Raises CheckpointError when the vocabulary is missing or damaged.
        """
        self.checkpoint = checkpoint
        self.name = checkpoint.label
        self.digest = checkpoint.digest
        self.targets = checkpoint.targets
        self.heeds = checkpoint.annotated_targets
        self.vocabulary = vocabulary_of(checkpoint)
        self.decoder = decoder
        self._usual = Settings.of(checkpoint, beam)
        self._preparer = Preparer(self.vocabulary, min(checkpoint.max_tokens, decoder.max_tokens))
        self._prepare = lru_cache(maxsize=256)(self._preparer.prepare)
        self._foreign = lru_cache(self._foreign_tokens)

    def translate(self, requests: Sequence[Request], progress: Progress | None = None) -> list[Result]:
        """Results in the order of the requests; equal requests are translated once.

        progress: called with how many requests were finished since the last call.
        Raises CheckpointError for a language the model does not have.
        """
        for pair in {(request.source, request.target) for request in requests}:
            self.checkpoint.require_pair(*pair)
        report = progress or (lambda _: None)
        wanted: dict[Request, list[int]] = defaultdict(list)
        for place, request in enumerate(requests):
            wanted[request].append(place)

        results: dict[Request, Result] = {}
        work: list[tuple[Request, Prepared]] = []
        for request in wanted:
            prepared = None if is_copied(request.text) else self._preparer.prepare(request.text)
            if prepared is None or is_copied("".join(prepared.parts)):
                results[request] = Result((Hypothesis(normalise(request.text), 0.0),))
            else:
                work.append((request, prepared))
        report(sum(len(wanted[request]) for request in results))

        work.sort(key=lambda item: -len(item[0].text))
        for first in range(0, len(work), _TEXTS_AT_ONCE):
            some = work[first : first + _TEXTS_AT_ONCE]
            results.update(self._translate(some))
            report(sum(len(wanted[request]) for request, _ in some))
        return [results[request] for request in requests]

    def finish(self, starts: Sequence[Start], *, beam: int = 0) -> list[Hypothesis | None]:
        """See `SteerableEngine`. Scores are those of the whole text, as of any translation."""
        usual = replace(self._usual, beam=beam or self._usual.beam)
        groups: dict[Settings, list[tuple[int, _Begun]]] = defaultdict(list)
        for place, start in enumerate(starts):
            if begun := self._begun(start.request, start.text):
                told = filter(None, dict.fromkeys(self._target_tokens(text) for text in start.forbidden))
                forbidden = (*told, *self._foreign(begun.piece.target))
                settings = self._settings(usual, begun.piece, len(begun.source), 0.0)
                groups[replace(settings, forbidden=forbidden)].append((place, begun))
        found: list[Hypothesis | None] = [None] * len(starts)
        for settings, group in groups.items():
            decoded = self.decoder.decode(
                [begun.source for _, begun in group], settings, [begun.tokens for _, begun in group])
            for (place, begun), (best, *_) in zip(group, decoded):
                if best.finished:
                    text = self._preparer.finish(begun.prepared, [self.vocabulary.decode(best.tokens)])
                    made = self._links(begun.piece, begun.source, best)
                    source = starts[place].request.text
                    found[place] = Hypothesis(text, best.score, _whole(made, source, begun.prepared))
        ends = {place: hypothesis for place, hypothesis in enumerate(found) if hypothesis}
        scores = self.rate([(starts[place].request, "", hypothesis.text) for place, hypothesis in ends.items()])
        for (place, hypothesis), score in zip(ends.items(), scores):
            found[place] = replace(hypothesis, score=score) if score is not None else None
        return found

    def rate(self, texts: Sequence[tuple[Request, str, str]], *, ended: bool = True) -> list[float | None]:
        """See `SteerableEngine`."""
        rows: list[tuple[int, _Begun, int, list[str]]] = []
        for place, (request, beginning, rest) in enumerate(texts):
            begun, whole = self._begun(request, beginning), self._begun(request, beginning + rest, ended=ended)
            if begun and whole:
                given = next((number for number, (one, other) in enumerate(zip(begun.tokens, whole.tokens))
                              if one != other), min(len(begun.tokens), len(whole.tokens)))
                prefix = self.vocabulary.prefix(request.target)
                rows.append((place, whole, len(prefix) + given, [*prefix, *whole.tokens, self.vocabulary.end]))
        found: list[float | None] = [None] * len(texts)
        scored = self.decoder.score([begun.source for _, begun, _, _ in rows], [row[3] for row in rows])
        for (place, _, given, _), scores in zip(rows, scored):
            counted = scores[given:] if ended else scores[given:-1]
            found[place] = round(sum(counted) / len(counted), 4) if counted else None
        return found

    def _begun(self, request: Request, text: str, *, ended: bool = False) -> _Begun | None:
        """What the network needs to go on from `text`; None where the text is not what it writes itself."""
        if is_copied(request.text):
            return None
        prepared = self._prepare(request.text)
        if len(prepared.parts) > 1 or prepared.capitals or not text.startswith(prepared.before[: len(text)]):
            return None
        own = text[len(prepared.before) :]
        own = own.removesuffix(prepared.after) if ended else own
        piece = _Piece(prepared.parts[0], request.source, request.target, 1, self._terms(request), request.align)
        tokens = self._target_tokens(own)
        if len(tokens) >= self.decoder.max_tokens - 2 - len(self.vocabulary.prefix(request.target)):
            return None
        return _Begun(piece, prepared, self.vocabulary.encode(piece.annotated, piece.target, piece.source), tokens)

    def _target_tokens(self, text: str) -> tuple[str, ...]:
        """Pieces of a target text in the model's spelling, without the end."""
        return tuple(self.vocabulary.encode_target(self.vocabulary.spelled(normalise(text))[0])[:-1])

    def _foreign_tokens(self, target: str) -> tuple[tuple[str, ...], ...]:
        """Each token with letters that no text in this language has."""
        return tuple((token,) for token in self.vocabulary.target_ids if has_foreign_letters(token, target))

    def _translate(self, work: Iterable[tuple[Request, Prepared]]) -> dict[Request, Result]:
        pieces = {
            request: [
                _Piece(part, request.source, request.target, request.nbest, self._terms(request), request.align)
                for part in prepared.parts
            ]
            for request, prepared in work
        }
        outcomes = self._attempts([piece for some in pieces.values() for piece in some])
        return {
            request: self._result(request.text, prepared, [outcomes[piece] for piece in pieces[request]])
            for request, prepared in work
        }

    def _terms(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The request's terms as the model spells them; none for one that was not trained with annotations."""
        if request.target not in self.heeds:
            return ()
        return tuple(
            (normalise(words), self.vocabulary.spelled(without_markers(normalise(lemma)))[0])
            for words, lemma in request.terms)

    def _result(self, text: str, prepared: Prepared, outcomes: Sequence[_Outcome]) -> Result:
        joined = _joined(prepared.parts, outcomes, lambda texts: self._preparer.finish(prepared, texts))
        flags = [flag for outcome in outcomes for flag in (*outcome.faults, *outcome.flags)]
        if len(prepared.parts) > 1:
            flags.append("split")
        if prepared.lost:
            flags.append("unknown")
        return Result(
            tuple(Hypothesis(item.text, round(item.score, 4), _whole(item.links, text, prepared)) for item in joined),
            tuple(sorted(set(flags))),
        )

    def _attempts(self, pieces: Iterable[_Piece]) -> dict[_Piece, _Outcome]:
        """The best outcome for each piece within a bounded number of attempts."""
        outcomes = self._decode(list(dict.fromkeys(pieces)), self._usual)
        foreign = [piece for piece, outcome in outcomes.items() if "script" in outcome.faults]
        self._improve(outcomes, self._decode(foreign, self._usual, again=True))
        for no_repeat, penalty, beam in _SECOND_ATTEMPTS:
            settings = replace(
                self._usual, beam=max(beam, self._usual.beam), nbest=beam, no_repeat=no_repeat,
                repetition_penalty=max(penalty, self._usual.repetition_penalty),
            )
            short = [piece for piece, outcome in outcomes.items() if _SHORT & set(outcome.faults)]
            long = [piece for piece, outcome in outcomes.items() if outcome.faults and piece not in short]
            self._improve(outcomes, self._decode(long, settings, again=True))
            self._improve(outcomes, self._decode(short, settings, again=True, least=_LEAST))
        halves = {
            piece: [replace(piece, text=half) for half in cut]
            for piece, outcome in outcomes.items()
            if outcome.faults and (cut := split_once(piece.text))
        }
        if halves:
            parts = self._decode(list({half for cut in halves.values() for half in cut}), self._usual, again=True)
            self._improve(outcomes, {
                piece: self._in_halves(piece, cut, [parts[half] for half in cut]) for piece, cut in halves.items()
            })
        return outcomes

    def _improve(self, outcomes: dict[_Piece, _Outcome], others: dict[_Piece, _Outcome]) -> None:
        for piece, other in others.items():
            if other.better_than(outcomes[piece]):
                outcomes[piece] = replace(other, flags=(*other.flags, "retried"))

    def _in_halves(self, piece: _Piece, cut: Sequence[_Piece], outcomes: Sequence[_Outcome]) -> _Outcome:
        texts = [half.text for half in cut]
        joined = _joined(texts, outcomes, lambda parts: self._preparer.join(texts, (" ", ""), parts))
        found = dict.fromkeys(fault for outcome in outcomes for fault in outcome.faults)
        found.update(dict.fromkeys(faults(piece.text, joined[0].text, piece.target)))
        return _Outcome(joined, tuple(found), ("split",))

    def _decode(
        self, pieces: Sequence[_Piece], settings: Settings, *, again: bool = False, least: float = 0.0
    ) -> dict[_Piece, _Outcome]:
        """Decode pieces, grouped by what the search needs to know of their lengths.

        again: the first hypothesis without a fault is taken, not the first, and none may
        have letters of another script. least: tokens of the output per token of the source.
        Where the settings distort the scores, these are made anew.
        """
        groups: dict[Settings, list[_Piece]] = defaultdict(list)
        tokens = {piece: self.vocabulary.encode(piece.annotated, piece.target, piece.source) for piece in pieces}
        for piece in pieces:
            chosen = self._settings(settings, piece, len(tokens[piece]), least)
            groups[replace(chosen, forbidden=self._foreign(piece.target)) if again else chosen].append(piece)
        outcomes: dict[_Piece, _Outcome] = {}
        for chosen, group in groups.items():
            decoded = self.decoder.decode([tokens[piece] for piece in group], chosen)
            for piece, hypotheses in zip(group, decoded):
                texts = [self.vocabulary.decode(hypothesis.tokens) for hypothesis in hypotheses]
                found = [
                    faults(piece.text, text, piece.target, finished=hypothesis.finished)
                    for text, hypothesis in zip(texts, hypotheses)
                ]
                first = min(range(len(texts)), key=lambda number: len(found[number])) if again else 0
                order = [first, *(number for number in range(len(texts)) if number != first)][: piece.nbest]
                outcomes[piece] = _Outcome(
                    tuple(
                        _Translation(
                            texts[n], hypotheses[n].score, len(hypotheses[n].tokens) + 1,
                            self._links(piece, tokens[piece], hypotheses[n]))
                        for n in order),
                    found[first],
                )
        return self._rescored(outcomes, tokens) if settings.distorts else outcomes

    def _settings(self, settings: Settings, piece: _Piece, source: int, least: float) -> Settings:
        """The settings for a source of so many tokens; a function of the piece alone."""
        prefix = self.vocabulary.prefix(piece.target)
        step = next((length for length in _LENGTHS if 2 * source + 16 <= length), _LENGTHS[-1])
        return replace(
            settings,
            beam=max(settings.beam, piece.nbest),
            nbest=max(settings.nbest, piece.nbest),
            max_tokens=min(step, self.decoder.max_tokens - 1 - len(prefix)),
            min_tokens=max(1, int(source * least) // 4 * 4),
            prefix=prefix,
            attention=piece.align and self.checkpoint.alignment is not None,
        )

    def _links(self, piece: _Piece, source: Sequence[str], decoded: Decoded) -> Links:
        """Which word of the piece each word of its translation comes from."""
        if decoded.attention is None:
            return ()
        before = len(self.vocabulary.encode("", piece.target, piece.source)) - 1  # language token, without the end
        attention = np.asarray(decoded.attention, dtype=np.float32)[: len(decoded.tokens), before:]
        return links(attention, source[before:-1], decoded.tokens)

    def _rescored(self, outcomes: dict[_Piece, _Outcome], tokens: dict[_Piece, list[str]]) -> dict[_Piece, _Outcome]:
        """The same outcomes with the score the model itself gives the best; those of the others move with it."""
        texts = [
            self.vocabulary.encode_target(outcome.best.text, piece.target)[: self.decoder.max_tokens]
            for piece, outcome in outcomes.items()
        ]
        scored = self.decoder.score([tokens[piece] for piece in outcomes], texts)
        fresh: dict[_Piece, _Outcome] = {}
        for (piece, outcome), with_prefix in zip(outcomes.items(), scored):
            scores = with_prefix[len(self.vocabulary.prefix(piece.target)) :]
            best = replace(outcome.best, score=sum(scores) / max(1, len(scores)), length=len(scores))
            moved = best.score - outcome.best.score
            others = (replace(other, score=other.score + moved) for other in outcome.translations[1:])
            fresh[piece] = replace(outcome, translations=(best, *others))
        return fresh


def _joined(
    texts: Sequence[str], outcomes: Sequence[_Outcome], join: Callable[[list[str]], str]
) -> tuple[_Translation, ...]:
    """The first translations of all outcomes together, then the second ones, and so on.

    texts: what was translated. An outcome with fewer translations than another takes part with its last. The score
    is the mean over all tokens.
    """
    joined = []
    for number in range(max(len(outcome.translations) for outcome in outcomes)):
        parts = [outcome.translations[min(number, len(outcome.translations) - 1)] for outcome in outcomes]
        length = sum(part.length for part in parts)
        score = sum(part.score * part.length for part in parts) / length
        found: list[tuple[int, int]] = []
        source = target = 0
        for text, part in zip(texts, parts):
            found += shifted(part.links, source, target)
            source, target = source + len(word_spans(text)), target + len(word_spans(part.text))
        joined.append(_Translation(join([part.text for part in parts]), score, length, tuple(found)))
    return tuple(joined)


def _whole(found: Links, text: str, prepared: Prepared) -> Links:
    """The links of the prepared text as links of the text itself: none if its words are not the same.

    Words the preparation set aside (the number of a list item) come first.
    """
    aside = len(word_spans(prepared.before))
    words = aside + sum(len(word_spans(part)) for part in prepared.parts)
    return shifted(found, aside, aside) if words == len(word_spans(text)) else ()
