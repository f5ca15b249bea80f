"""Does a loaded model do what its card says it did?

A card stores a few sources with the translations the model made of them. They guard
against what checksums cannot see: a conversion gone wrong, a library that reads the
weights in another way, arithmetic that differs. Since int8 and another search may
choose another wording, a sample holds when the model makes the stored text again, or
thinks it nearly as good as what it would say itself: the mean log-probability per token
of the stored text is at most TOLERANCE below that of its own best hypothesis. Weights in
the wrong place put it several units below.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from translate.checkpoints import Sample
from translate.engines.decoding import Settings
from translate.engines.marian import MarianEngine
from translate.errors import CheckpointError
from translate.files import write_atomic
from translate.languages import SOURCE
from translate.normalise import normalise
from translate.resources import cache_dir

TOLERANCE = 0.5


def verify_samples(engine: MarianEngine, kind: str) -> None:
    """Raise CheckpointError unless the engine reproduces the samples of its checkpoint.

    kind: what the outcome depends on besides the model (engine, library and number
    format). A model that passed once is not asked again.
    """
    samples = engine.checkpoint.samples
    if not samples:
        return
    asked = [kind, engine.digest, [[sample.source, sample.target, sample.output] for sample in samples]]
    digest = hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()
    passed = cache_dir() / "samples" / f"{digest}.json"
    if passed.exists():
        return
    failed = _failures(engine, samples)
    if failed:
        raise CheckpointError(
            f"{engine.checkpoint.path}: the model does not reproduce {len(failed)} of {len(samples)} samples of its "
            f"card, first {failed[0].source!r} into {failed[0].target}: copy the model again, "
            "or install yelema again if it came with it"
        )
    with suppress(OSError):  # a cache that cannot be written only costs time
        write_atomic(passed, json.dumps({"model": engine.name, "with": kind}) + "\n")


def _failures(engine: MarianEngine, samples: tuple[Sample, ...]) -> list[Sample]:
    for sample in samples:
        engine.checkpoint.require_target(sample.target)
    vocabulary = engine.vocabulary
    longest = engine.decoder.max_tokens
    asked = [(sample.source, sample.target) for sample in samples]
    sources = _encoded(engine, asked)
    prefixes = [vocabulary.prefix(sample.target) for sample in samples]
    stored = [vocabulary.encode_target(sample.output, sample.target)[:longest] for sample in samples]
    decoded = first_attempts(engine, asked)
    own = [vocabulary.encode_target(text, sample.target)[:longest] for text, sample in zip(decoded, samples)]
    return [
        sample
        for sample, text, prefix, stored_scores, own_scores in zip(
            samples, decoded, prefixes, engine.decoder.score(sources, stored), engine.decoder.score(sources, own)
        )
        if text != sample.output
        and _mean(stored_scores[len(prefix) :]) < _mean(own_scores[len(prefix) :]) - TOLERANCE
    ]


def first_attempts(engine: MarianEngine, asked: Sequence[tuple[str, str]]) -> list[str]:
    """What the network says of each (source, target language) by itself, with nothing done about its faults.

    That is what the samples of a card hold. Those that begin alike are decoded together.
    """
    sources = _encoded(engine, asked)
    prefixes = [engine.vocabulary.prefix(target) for _, target in asked]
    usual = Settings.of(engine.checkpoint, 4)
    texts = [""] * len(sources)
    for prefix in dict.fromkeys(prefixes):
        places = [place for place, other in enumerate(prefixes) if other == prefix]
        longest = min(128, engine.decoder.max_tokens - 1 - len(prefix))
        settings = replace(usual, max_tokens=longest, prefix=prefix)
        found = engine.decoder.decode([sources[place] for place in places], settings)
        for place, hypotheses in zip(places, found):
            texts[place] = engine.vocabulary.decode(hypotheses[0].tokens)
    return texts


def _encoded(engine: MarianEngine, asked: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The tokens the network gets for each (source, target language), as many as it takes."""
    language = engine.checkpoint.source or SOURCE.code
    return [
        engine.vocabulary.encode(normalise(source), target, language)[: engine.decoder.max_tokens]
        for source, target in asked
    ]


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / max(1, len(scores))
