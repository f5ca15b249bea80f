"""A checkpoint as a network to fine-tune, text as its ids, and tuned weights as a checkpoint's file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.adaptation.tuning import Example, Weights
from translate.checkpoints import Checkpoint
from translate.engines.tokens import Vocabulary
from translate.errors import CheckpointError
from translate.files import write_atomic

if TYPE_CHECKING:
    import torch
    from transformers import MarianMTModel

WEIGHTS = "model.safetensors"

_SENTENCES_AT_ONCE = 50

# Not copied from the base: its weights, in whatever file, and what is said of them.
_REPLACED = (WEIGHTS, "pytorch_model.bin", "card.toml", "README.md")


def load_network(checkpoint: Checkpoint) -> MarianMTModel:
    """The network in float32, ready to train. Raises CheckpointError when transformers cannot load it."""
    import torch
    from transformers import MarianMTModel
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        return MarianMTModel.from_pretrained(
            checkpoint.path, local_files_only=True, dtype=torch.float32,
            use_safetensors=checkpoint.weights.suffix == ".safetensors",
            attn_implementation="eager",  # on CPUs the backward pass of the fused kind is far slower
        )
    except Exception as error:  # the library raises many kinds for a damaged model
        line = str(error).strip().split("\n")[0]
        message = f"{checkpoint.path}: transformers cannot load it ({line}): copy the model again"
        raise CheckpointError(message) from None


class Encoder:
    """Pairs of normalised texts to ids, for one checkpoint."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.vocabulary = Vocabulary(checkpoint)
        positions = int(checkpoint.config.get("max_position_embeddings", 512))
        self.longest = min(checkpoint.max_tokens, positions)

    def example(self, source: str, target: str, code: str) -> Example:
        """The ids of a pair for target language *code*."""
        vocabulary = self.vocabulary
        unknown = vocabulary.unknown
        return Example(
            tuple(vocabulary.source_ids.get(token, vocabulary.source_ids[unknown])
                  for token in vocabulary.encode(source, code)),
            tuple(vocabulary.target_ids.get(token, vocabulary.target_ids[unknown])
                  for token in vocabulary.encode_target(target)))

    def fits(self, source: str, target: str) -> bool:
        """Whether the model takes both sides in one piece."""
        # One token each for the language and the end.
        return max(len(self.vocabulary.pieces(source)), len(self.vocabulary.encode_target(target))) + 2 <= self.longest


def greedy(network: MarianMTModel, encoder: Encoder, source: Sequence[str], code: str) -> list[str]:
    """The network's greedy translation of each normalised source: quicker than the engine, good enough to compare."""
    import torch

    vocabulary, pad = encoder.vocabulary, int(network.config.pad_token_id or 0)
    rows = [encoder.example(text, "", code).source for text in source]
    names = vocabulary.target_tokens(network.lm_head.out_features)
    output = [""] * len(rows)
    order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
    for first in range(0, len(order), _SENTENCES_AT_ONCE):
        places = order[first:first + _SENTENCES_AT_ONCE]
        longest = max(len(rows[place]) for place in places)
        ids = torch.tensor([[*rows[place], *[pad] * (longest - len(rows[place]))] for place in places])
        model: Any = network
        generated = model.generate(
            input_ids=ids, attention_mask=ids.ne(pad).long(), num_beams=1, do_sample=False, max_length=None,
            max_new_tokens=min(2 * longest + 10, encoder.longest - 1), bad_words_ids=[[pad]])
        for place, row in zip(places, generated[:, 1:].tolist()):
            tokens = [names[number] for number in row]
            end = tokens.index(vocabulary.end) if vocabulary.end in tokens else len(tokens)
            output[place] = vocabulary.decode(tokens[:end])
    return output


def write_model(checkpoint: Checkpoint, network: MarianMTModel, weights: Weights, folder: Path) -> None:
    """Write the base's files to *folder* with these weights, in the base's number format."""
    from safetensors.torch import save

    kind, stored = _stored(checkpoint)
    positions = {name: value for name, value in network.state_dict().items() if name in stored and "positions" in name}
    tensors = {**weights, **positions, "final_logits_bias": network.final_logits_bias}
    for file in _companions(checkpoint.path):
        write_atomic(folder / file.name, file.read_bytes())
    plain = {name: value.detach().to(kind).contiguous() for name, value in tensors.items()}
    write_atomic(folder / WEIGHTS, save(plain, metadata={"format": "pt"}))


def _companions(folder: Path) -> Iterable[Path]:
    return (file for file in sorted(folder.iterdir())
            if file.is_file() and file.name not in _REPLACED and not file.name.startswith("."))


def _stored(checkpoint: Checkpoint) -> tuple[torch.dtype, set[str]]:
    """The number format of the base's matrices, and the names of all its tensors."""
    import torch
    from safetensors import safe_open

    if checkpoint.weights.suffix == ".safetensors":
        with safe_open(checkpoint.weights, "pt") as file:
            names = set(file.keys())
            kinds = {file.get_tensor(name).dtype for name in names if "layers.0.fc1" in name}
    else:
        state = torch.load(checkpoint.weights, map_location="cpu", weights_only=True)
        names = set(state)
        kinds = {value.dtype for name, value in state.items() if "layers.0.fc1" in name}
    return torch.float32 if len(kinds) != 1 else kinds.pop(), names
