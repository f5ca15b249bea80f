"""Engines turn requests into translations; `load` gives one for a model.

Adding an engine for checkpoints means writing a `Decoder` (see ``decoding``)
and a row in `ENGINES`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from translate.errors import ConfigError

if TYPE_CHECKING:
    from translate.checkpoints import Checkpoint
    from translate.engines.base import Engine
    from translate.engines.decoding import Decoder
    from translate.engines.marian import MarianEngine

DEFAULT = "ctranslate2"


def _ctranslate2(checkpoint: Checkpoint, compute_type: str, threads: int | None) -> Decoder:
    from translate.engines.ct2 import CTranslate2Decoder

    return CTranslate2Decoder(checkpoint, compute_type=compute_type, threads=threads)


def _transformers(checkpoint: Checkpoint, compute_type: str, threads: int | None) -> Decoder:
    from translate.engines.transformers_engine import TransformersDecoder

    return TransformersDecoder(checkpoint, threads=threads)


ENGINES: dict[str, Callable[[Checkpoint, str, int | None], Decoder]] = {
    "ctranslate2": _ctranslate2,
    "transformers": _transformers,
}
"""Name -> what loads a checkpoint's network, given the number format and the threads."""


def load(
    model: str | Checkpoint | None = None,
    *,
    engine: str = DEFAULT,
    compute_type: str = "int8",
    beam: int = 4,
    threads: int | None = None,
) -> MarianEngine:
    """The engine for a model: verified against its card, loaded, ready to translate.

    model: a checkpoint, its name or path, None for the embedded one. engine: a name of
    `ENGINES`. compute_type: "int8" or "float32" (the engine transformers always computes
    in float32). beam: hypotheses the search keeps. threads: None for all processors.

    Raises CheckpointError when the model is missing, damaged or does not reproduce its
    card's samples, ConfigError for an unknown engine, MissingExtraError when the engine's
    packages are not installed.
    """
    from translate.checkpoints import Checkpoint, find_checkpoint
    from translate.engines.marian import MarianEngine
    from translate.engines.samples import verify_samples

    if engine not in ENGINES:
        raise ConfigError(f"unknown engine {engine!r}: choose among {', '.join(ENGINES)}")
    if beam < 1:
        raise ConfigError(f"beam {beam}: it must be 1 or more")
    checkpoint = model if isinstance(model, Checkpoint) else find_checkpoint(model)
    checkpoint.verify()
    decoder = ENGINES[engine](checkpoint, compute_type, threads)
    loaded = MarianEngine(checkpoint, decoder, beam=beam)
    verify_samples(loaded, f"{engine} {compute_type} {_version(engine)}")
    return loaded


def chained(legs: Sequence[Engine], via: str = "") -> Engine:
    """One engine as it is, or two as one that translates by way of the language `via`."""
    from translate.engines.pivot import PivotEngine

    return legs[0] if len(legs) == 1 else PivotEngine(legs[0], legs[1], via)


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)
