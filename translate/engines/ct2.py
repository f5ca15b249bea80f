"""The default decoder: CTranslate2."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from translate.checkpoints import Checkpoint
from translate.engines.convert import converted
from translate.engines.decoding import Decoded, Settings
from translate.errors import CheckpointError, ConfigError

COMPUTE_TYPES = ("int8", "float32")

# Tokens in one batch. Larger ones win nothing on a CPU.
_BATCH_TOKENS = 2048


class CTranslate2Decoder:
    """A checkpoint's converted form, loaded into as many workers as there are threads.

    Workers of one thread each beat one worker of several threads (1.4 to 1.9 times on
    two cores), since the matrices of such models are small.

    Only sequences of equal length share a batch. With padding, attention sums in another
    order, and about one sentence in a thousand came out otherwise than alone; without,
    and with int8 weights, whose products are sums of integers, 1200 sentences were equal
    to the last bit of their scores, at the same speed. In float32, scores still differ
    from batch to batch by about 1e-6.
    """

    def __init__(
        self, checkpoint: Checkpoint, *, compute_type: str = "int8", threads: int | None = None,
        cache: Path | None = None,
    ) -> None:
        """Convert the checkpoint if the cache has no converted form, and load it.

        threads: how many to compute with, None for all the process may use. cache: a
        folder for converted forms instead of the usual one, for a model soon gone.
        Raises CheckpointError when it cannot be loaded, ConfigError for an unknown type.
        """
        if compute_type not in COMPUTE_TYPES:
            raise ConfigError(f"compute type {compute_type!r} is not one of {', '.join(COMPUTE_TYPES)}")
        self._workers = threads or available_threads()
        folder = converted(checkpoint, compute_type, cache)
        try:
            self._translator = self._load(folder, compute_type)
        except RuntimeError:
            # A converted form can be made again: by a disk that was full, or another version.
            shutil.rmtree(folder, ignore_errors=True)
            try:
                self._translator = self._load(converted(checkpoint, compute_type, cache), compute_type)
            except RuntimeError as error:
                raise CheckpointError(f"{checkpoint.path}: cannot be loaded ({error}): copy the model again") from None
        self.max_tokens = int(checkpoint.config.get("max_position_embeddings", 512))

    def _load(self, folder: Path, compute_type: str) -> Any:
        # One arithmetic on every make of processor: with MKL, Intel's would have its own.
        os.environ.setdefault("CT2_USE_MKL", "0")
        import ctranslate2

        return ctranslate2.Translator(
            str(folder), device="cpu", compute_type=compute_type, inter_threads=self._workers, intra_threads=1
        )

    def decode(
        self, sources: Sequence[Sequence[str]], settings: Settings, starts: Sequence[Sequence[str]] = ()
    ) -> list[list[Decoded]]:
        """See `Decoder.decode`."""
        prefix = list(settings.prefix)
        begun = [[*prefix, *start] for start in starts] or [prefix] * len(sources)
        options = {
            "beam_size": settings.beam,
            "num_hypotheses": settings.nbest,
            "max_decoding_length": len(prefix) + settings.max_tokens + 1,
            "min_decoding_length": len(prefix) + settings.min_tokens,
            "no_repeat_ngram_size": settings.no_repeat,
            "repetition_penalty": settings.repetition_penalty,
            "length_penalty": settings.length_penalty,
            "suppress_sequences": [list(tokens) for tokens in settings.forbidden] or None,
            "disable_unk": True,
            "return_scores": True,
            "return_end_token": True,
            "return_attention": settings.attention,
        }
        size = self._batch_size(sources)
        running = [
            (
                places,
                self._translator.translate_batch(
                    [list(sources[place]) for place in places],
                    [begun[place] for place in places] if begun[places[0]] else None,
                    **size, **options,
                ),
            )
            for places in _alike([(len(source), len(begin)) for source, begin in zip(sources, begun)])
        ]
        return [
            [
                _decoded(tokens, score, settings, attention)
                for tokens, score, attention in zip(result.hypotheses, result.scores, result.attention or repeat(None))
            ]
            for result in _in_order(running)
        ]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[list[float]]:
        """See `Decoder.score`."""
        size = self._batch_size(sources)
        running = [
            (
                places,
                self._translator.score_batch(
                    [list(sources[place]) for place in places],
                    [list(targets[place][:-1]) for place in places],  # the library adds the end itself
                    **size,
                ),
            )
            for places in _alike([(len(source), len(target)) for source, target in zip(sources, targets)])
        ]
        return [list(result.log_probs) for result in _in_order(running)]

    def _batch_size(self, sources: Sequence[Sequence[str]]) -> dict[str, Any]:
        """Batches small enough that every worker gets one; the source is never cut (the path has split it)."""
        total = sum(map(len, sources))
        longest = max(map(len, sources), default=1)
        size = max(longest, min(_BATCH_TOKENS, math.ceil(total / self._workers)))
        return {"max_batch_size": size, "batch_type": "tokens", "max_input_length": 0, "asynchronous": True}


def _alike(lengths: Sequence[Any]) -> list[list[int]]:
    """Places of equal lengths, the longest first."""
    groups: dict[Any, list[int]] = {}
    for place, length in enumerate(lengths):
        groups.setdefault(length, []).append(place)
    return [groups[length] for length in sorted(groups, reverse=True)]


def _in_order(running: Sequence[tuple[list[int], list[Any]]]) -> list[Any]:
    """Waits for all results and returns them by place."""
    results = {place: job.result() for places, jobs in running for place, job in zip(places, jobs)}
    return [results[place] for place in range(len(results))]


def available_threads() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _decoded(tokens: list[str], score: float, settings: Settings, attention: Any) -> Decoded:
    finished = bool(tokens) and tokens[-1] == "</s>"
    # The library divides by length ** length_penalty, the prefix and the end counted; it scores no prefix.
    length, prefix = max(1, len(tokens)), len(settings.prefix)
    mean = score * length**settings.length_penalty / max(1, length - prefix)
    rows = attention[prefix:] if attention else None
    return Decoded(tuple(tokens[prefix:-1] if finished else tokens[prefix:]), mean, finished, rows)
