"""Which files make a model, of all that a repository, folder or archive holds."""

from __future__ import annotations

from collections.abc import Iterable

from translate.errors import CheckpointError

SAFE, PICKLED = "model.safetensors", "pytorch_model.bin"
WEIGHTS = (SAFE, PICKLED)
"""The first that exists is used; weights for TensorFlow, Flax and Rust are nothing to us."""

_SETTINGS = (
    "config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "vocab.json", "target_vocab.json", "source.spm", "target.spm",  # MarianMT
    "sentencepiece.bpe.model", "tokenizer.json",  # M2M-100, NLLB
)
_TEXTS = ("card.toml", "README.md", "LICENSE", "LICENSE.txt")
"""Our card, if it has one; and licences such as CC-BY ask that the makers' own words stay with the model."""

EVERYTHING = frozenset((*_SETTINGS, *_TEXTS, *WEIGHTS))


def wanted_names(names: Iterable[str]) -> list[str]:
    """Those of the names that we need, weights last and of one kind."""
    there = set(names)
    weights = [name for name in WEIGHTS if name in there][:1]
    return [name for name in (*_SETTINGS, *_TEXTS) if name in there] + weights


def check_names(names: Iterable[str], where: str) -> None:
    """Raise CheckpointError unless the names can be a model's."""
    there = set(names)
    if "config.json" not in there:
        raise CheckpointError(f"{where}: no config.json there, so no model that this toolkit can use")
    if not there.intersection(WEIGHTS):
        several = any(name.endswith(".index.json") for name in there)
        raise CheckpointError(
            f"{where}: its weights are in several files, which this toolkit does not read" if several
            else f"{where}: neither {' nor '.join(WEIGHTS)} is there: only models saved for PyTorch can be used"
        )
