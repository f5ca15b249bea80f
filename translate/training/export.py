"""A training run to a MarianMT folder that transformers and the engines load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy

from translate.files import write_atomic
from translate.training.config import Decoding, Recipe
from translate.training.vocabulary import Tokens

if TYPE_CHECKING:
    import torch
    from transformers import MarianMTModel

# The longest sequence asked of the model when a caller sets no limit: twice what it saw.
_MAX_LENGTH = 256


def export_weights(recipe: Recipe, prepared: Path, run: Path, folder: Path, weights: str = "average") -> dict[str, Any]:
    """Write the model of the run in *run* to *folder* as a standard MarianMT directory.

    weights: `average` for the moving average over the run, `last` for the last step.
    Writes config.json, generation_config.json, tokenizer_config.json, source.spm,
    target.spm, vocab.json and model.safetensors (float16). Returns `step`, `tokens`
    (target tokens trained on), `hours` and `parameters`.
    Raises CheckpointError when the run cannot be read.
    """
    from translate.training.network import new_network
    from translate.training.trainer import load_state

    state = load_state(run)
    network = new_network(recipe.model, numpy.ones(len(Tokens(prepared))), recipe.seed)
    network.load_state_dict(state["network"])
    if weights == "average":
        for parameter, value in zip(network.parameters(), state["average"], strict=True):
            parameter.data.copy_(value)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("source.spm", "target.spm", "vocab.json"):
        write_atomic(folder / name, (prepared / name).read_bytes())
    write_network(network, folder, recipe.decoding)
    return {
        "step": state["step"], "tokens": state["target_tokens"], "hours": round(state["elapsed"] / 3600, 2),
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
    }


def write_network(network: MarianMTModel, folder: Path, decoding: Decoding) -> None:
    """Write config.json, generation_config.json, tokenizer_config.json and model.safetensors."""
    import torch
    from safetensors.torch import save

    config = network.config
    _write_json(folder / "config.json", {
        **json.loads(config.to_json_string(use_diff=True)), "architectures": ["MarianMTModel"],
        "dtype": "float16", "torch_dtype": "float16", "tokenizer_class": "MarianTokenizer",
    })
    _write_json(folder / "generation_config.json", {
        "bad_words_ids": [[config.pad_token_id]], "bos_token_id": config.bos_token_id,
        "decoder_start_token_id": config.decoder_start_token_id, "eos_token_id": config.eos_token_id,
        "forced_eos_token_id": config.eos_token_id, "max_length": _MAX_LENGTH, "num_beams": 4,
        "pad_token_id": config.pad_token_id, "length_penalty": decoding.length_penalty,
        "repetition_penalty": decoding.repetition_penalty, "no_repeat_ngram_size": decoding.no_repeat,
    })
    _write_json(folder / "tokenizer_config.json", {
        "eos_token": "</s>", "model_max_length": config.max_position_embeddings, "pad_token": "<pad>",
        "separate_vocabs": False, "source_lang": "fr", "tokenizer_class": "MarianTokenizer", "unk_token": "<unk>",
    })
    tensors = {name: value.detach().to(torch.float16).contiguous() for name, value in _own_tensors(network).items()}
    write_atomic(folder / "model.safetensors", save(tensors, metadata={"format": "pt"}))


def _own_tensors(network: MarianMTModel) -> dict[str, torch.Tensor]:
    """Every tensor once: what loading makes again is left out."""
    from translate.training.network import MADE_AGAIN

    return {name: value for name, value in network.state_dict().items() if not any(part in name for part in MADE_AGAIN)}


def _write_json(path: Path, content: dict[str, Any]) -> None:
    write_atomic(path, json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
