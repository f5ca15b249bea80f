"""From a checkpoint to the CTranslate2 form, with numpy only, into a cache.

The network is the one transformers defines: post-norm layers, no norm after the
embeddings, fixed sinusoidal positions. M2M-100 and NLLB have the same parts in another
order: pre-norm layers, a norm after the last one, and positions that count from 2, with
frequencies spread a little otherwise. Three things are easily got wrong:

- The decoder starts from `decoder_start_token_id`, usually `<pad>`, whose embedding is
  a row of zeros. The row is kept in the vocabulary and used as it is, whatever it holds.
- Marian has no `<pad>`; transformers added it. It must never be written, so its output
  bias is a large negative number, in this form and in the reference engine.
- Positions are sines in the first half of the vector and cosines in the second.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from translate.checkpoint_languages import MANY_TO_MANY
from translate.checkpoints import Checkpoint
from translate.engines.m2m_tokens import TOKENIZER_FILES
from translate.engines.tokens import UNNAMED, vocabulary_of
from translate.engines.weights import Array, read_weights
from translate.errors import CheckpointError
from translate.resources import cache_dir

# Raise it when the converted form changes: older caches are then made again.
_FORM = 2

# Added to the score of a token that must never be written. Not infinite, so that
# arithmetic on it stays defined.
NEVER = -1e9

_MODEL_FILE = "model.bin"
_UNFINISHED = ".unfinished-"
_ABANDONED_AFTER = 3600.0


def converted(checkpoint: Checkpoint, compute_type: str = "int8", cache: Path | None = None) -> Path:
    """The folder of the checkpoint's CTranslate2 form, made now if the cache has none.

    The folder's name is a digest of everything the form depends on. It is filled under
    another name and then renamed: a conversion that was killed leaves nothing that could
    be mistaken for a finished one, and of two at once the second finds the work done.

    compute_type: the type weights are stored in, "int8" or "float32". cache: a folder
    for converted forms instead of the usual one.
    Raises CheckpointError when the weights do not make a MarianMT model or the cache
    cannot be written.
    """
    folder = (cache or cache_dir() / "ct2") / _key(checkpoint, compute_type)
    if (folder / _MODEL_FILE).is_file():
        return folder
    spec = network_spec(checkpoint)
    spec.optimize(quantization=compute_type)
    try:
        _save(spec, folder)
    except OSError as error:
        # Unless another process was faster: a folder with files in it cannot be replaced.
        if not (folder / _MODEL_FILE).is_file():
            raise CheckpointError(
                f"{folder.parent}: the converted model cannot be written there ({error.strerror}): make room, "
                "or set XDG_CACHE_HOME to another folder"
            ) from None
    return folder


def forget(checkpoint: Checkpoint) -> None:
    """Remove a checkpoint's converted forms from the usual cache, if it has any there."""
    from translate.engines.ct2 import COMPUTE_TYPES

    for compute_type in COMPUTE_TYPES:
        shutil.rmtree(cache_dir() / "ct2" / _key(checkpoint, compute_type), ignore_errors=True)


def _save(spec: Any, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(folder.parent)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder.parent))
    try:
        spec.save(str(unfinished))
        for file in unfinished.iterdir():
            with open(file, "rb") as written:
                os.fsync(written.fileno())
        if folder.exists() and not (folder / _MODEL_FILE).exists():
            shutil.rmtree(folder)  # someone deleted half of it
        os.replace(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _remove_abandoned(folder: Path) -> None:
    """Remove what conversions that were killed left behind; a running one takes seconds."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED_AFTER:
                shutil.rmtree(path)


def network_spec(checkpoint: Checkpoint) -> Any:
    """The checkpoint as a validated `ctranslate2.specs.TransformerSpec`."""
    from ctranslate2.specs import TransformerSpec, common_spec
    from ctranslate2.specs.transformer_spec import TransformerDecoderSpec, TransformerEncoderSpec

    activations = {
        "relu": common_spec.Activation.RELU,
        "swish": common_spec.Activation.SWISH,
        "silu": common_spec.Activation.SWISH,
        "gelu": common_spec.Activation.GELU,
        "gelu_new": common_spec.Activation.GELUTanh,
    }
    config = checkpoint.config
    weights = _Weights(checkpoint)
    activation = config.get("activation_function", "gelu")
    if activation not in activations:
        raise CheckpointError(f"{checkpoint.path}: activation {activation!r} is not one of {', '.join(activations)}")
    encoder, decoder = (
        make(
            weights.setting(f"{stack}_layers"), weights.setting(f"{stack}_attention_heads"),
            pre_norm=weights.pre_norm, activation=activations[activation],
        )
        for stack, make in (("encoder", TransformerEncoderSpec), ("decoder", TransformerDecoderSpec))
    )
    spec = TransformerSpec(encoder, decoder)
    source, target, output = weights.embeddings()
    _set_stack(spec.encoder, spec.encoder.embeddings[0], source, weights, "model.encoder")
    _set_stack(spec.decoder, spec.decoder.embeddings, target, weights, "model.decoder")
    for number, layer in enumerate(spec.decoder.layer):
        name = f"model.decoder.layers.{number}.encoder_attn"
        square = (weights.width, weights.width)
        _set_linear(layer.attention.linear[0], weights, square, f"{name}.q_proj")
        _set_linear(layer.attention.linear[1], weights, square, f"{name}.k_proj", f"{name}.v_proj")
        _set_linear(layer.attention.linear[2], weights, square, f"{name}.out_proj")
        _set_norm(layer.attention.layer_norm, weights, f"{name}_layer_norm")
        if checkpoint.alignment and checkpoint.alignment.layer == number:
            _lead_with(layer.attention, checkpoint.alignment.head, weights.setting("decoder_attention_heads"))
            spec.decoder.alignment_layer = np.dtype("int16").type(number)
            spec.decoder.alignment_heads = np.dtype("int16").type(1)
    spec.decoder.projection.weight = output

    vocabulary = vocabulary_of(checkpoint)
    source_tokens = vocabulary.source_tokens(len(source))
    target_tokens = vocabulary.target_tokens(len(target))
    spec.decoder.projection.bias = weights.output_bias(len(target)) + never_written(target_tokens)
    spec.register_source_vocabulary(source_tokens)
    spec.register_target_vocabulary(target_tokens)
    start = weights.setting("decoder_start_token_id")
    if not 0 <= start < len(target_tokens):
        raise CheckpointError(f"{checkpoint.path}: decoder_start_token_id {start} is outside the target vocabulary")
    spec.config.unk_token = vocabulary.unknown
    spec.config.eos_token = vocabulary.end
    spec.config.bos_token = vocabulary.end
    spec.config.decoder_start_token = target_tokens[start]
    try:
        spec.validate()
    except ValueError as error:
        raise CheckpointError(f"{checkpoint.weights}: does not fit its config.json: {_line(error)}") from None
    return spec


def never_written(target_tokens: list[str]) -> Array:
    """What to add to the output scores so that padding and rows without a token are never chosen."""
    barred = [token == "<pad>" or token.startswith(UNNAMED) for token in target_tokens]
    return np.where(barred, np.float32(NEVER), np.float32(0)).astype(np.float32)


def positions(count: int, width: int) -> Array:
    """Sinusoidal position vectors (count, width): sines first, then cosines (Vaswani et al., 2017)."""
    dimensions = np.arange(width)
    angles = np.arange(count)[:, None] / np.power(10000.0, 2 * (dimensions // 2) / width)
    return np.concatenate([np.sin(angles[:, 0::2]), np.cos(angles[:, 1::2])], axis=1).astype(np.float32)


def many_to_many_positions(count: int, width: int) -> Array:
    """Position vectors (count, width) of M2M-100: as in tensor2tensor, from place 2 on, where padding is 1."""
    half = width // 2
    frequencies = np.exp(np.arange(half) * -(np.log(10000.0) / (half - 1)))
    angles = np.arange(2, count + 2)[:, None] * frequencies
    table = np.zeros((count, width))
    table[:, :half], table[:, half : 2 * half] = np.sin(angles), np.cos(angles)
    return table.astype(np.float32)


class _Weights:
    """The tensors of a checkpoint, and the rules for those that are stored once for several uses."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._tensors = read_weights(checkpoint.weights)
        self.pre_norm = checkpoint.kind in MANY_TO_MANY
        final_norms = () if self.pre_norm else _FINAL_NORMS
        family = "M2M-100" if self.pre_norm else "MarianMT"
        unknown = [name for name in self._tensors if "layernorm_embedding" in name or name in final_norms]
        if unknown:
            raise CheckpointError(
                f"{checkpoint.weights}: has {unknown[0]}, so it is no {family} model as transformers defines it"
            )

    def setting(self, name: str) -> int:
        """A whole number of config.json."""
        value = self._checkpoint.config.get(name)
        if not isinstance(value, int):
            raise CheckpointError(f"{self._checkpoint.path / 'config.json'}: {name} is missing or no number")
        return value

    def get(self, name: str, *shape: int) -> Array:
        """The tensor of this name; it must have this shape, where one is given."""
        try:
            tensor = self._tensors[name]
        except KeyError:
            raise CheckpointError(f"{self._checkpoint.weights}: {name} is missing: copy the model again") from None
        if shape and tensor.shape != shape:
            raise CheckpointError(
                f"{self._checkpoint.weights}: {name} has the shape {tensor.shape}, config.json says {shape}: "
                "copy the model again"
            )
        return tensor

    def embeddings(self) -> tuple[Array, Array, Array]:
        """Source embeddings, target embeddings, output projection: (vocabulary, width) each."""
        config = self._checkpoint.config
        shared = "model.shared.weight"
        encoder, decoder = (f"model.{stack}.embed_tokens.weight" for stack in ("encoder", "decoder"))
        tied = config.get("tie_word_embeddings", True)
        if config.get("share_encoder_decoder_embeddings", True):
            if tied:
                source = target = self._first(shared, encoder, decoder, "lm_head.weight")
            else:
                # transformers then reads a table for each use.
                source, target = self._first(encoder, shared), self._first(decoder, shared)
        else:
            source = self.get(encoder)
            target = self._first(decoder, "lm_head.weight") if tied else self.get(decoder)
        output = target if tied else self.get("lm_head.weight")
        for table in (source, target, output):
            if table.ndim != 2 or table.shape[1] != self.width or table.shape[0] < 2:
                raise CheckpointError(
                    f"{self._checkpoint.weights}: embeddings of shape {table.shape}, config.json says d_model is "
                    f"{self.width}: copy the model again"
                )
        return source, target, output

    @property
    def width(self) -> int:
        return self.setting("d_model")

    def output_bias(self, size: int) -> Array:
        """final_logits_bias (size,), zeros where the file has none."""
        if "final_logits_bias" not in self._tensors:
            return np.zeros(size, np.float32)
        return self.get("final_logits_bias", 1, size)[0]

    def positions(self, stack: str) -> Array:
        count, name = self.setting("max_position_embeddings"), f"{stack}.embed_positions.weight"
        if self.pre_norm:
            return many_to_many_positions(count, self.width)
        return self.get(name, count, self.width) if name in self._tensors else positions(count, self.width)

    def embedding_scale(self) -> float:
        scaled = self._checkpoint.config.get("scale_embedding", False)
        return float(np.sqrt(self.width)) if scaled else 1.0

    def _first(self, *names: str) -> Array:
        return self.get(next((name for name in names if name in self._tensors), names[0]))


_FINAL_NORMS = ("model.encoder.layer_norm.weight", "model.decoder.layer_norm.weight")


def _set_stack(spec: Any, embeddings: Any, table: Array, weights: _Weights, stack: str) -> None:
    """What encoder and decoder have in common: embeddings, positions, self-attention, feed-forward."""
    embeddings.weight = table
    spec.scale_embeddings = weights.embedding_scale()
    spec.position_encodings.encodings = weights.positions(stack)
    width, inner = weights.width, weights.setting(f"{stack.removeprefix('model.')}_ffn_dim")
    for number, layer in enumerate(spec.layer):
        name = f"{stack}.layers.{number}"
        attention = f"{name}.self_attn"
        parts = [f"{attention}.{part}_proj" for part in "qkv"]
        _set_linear(layer.self_attention.linear[0], weights, (width, width), *parts)
        _set_linear(layer.self_attention.linear[1], weights, (width, width), f"{attention}.out_proj")
        _set_norm(layer.self_attention.layer_norm, weights, f"{attention}_layer_norm")
        _set_linear(layer.ffn.linear_0, weights, (inner, width), f"{name}.fc1")
        _set_linear(layer.ffn.linear_1, weights, (width, inner), f"{name}.fc2")
        _set_norm(layer.ffn.layer_norm, weights, f"{name}.final_layer_norm")
    if weights.pre_norm:
        _set_norm(spec.layer_norm, weights, f"{stack}.layer_norm")


def _set_linear(spec: Any, weights: _Weights, shape: tuple[int, int], *names: str) -> None:
    """One linear layer of the shape (outputs, inputs), or several with the same input side by side."""
    spec.weight = np.concatenate([weights.get(f"{name}.weight", *shape) for name in names])
    spec.bias = np.concatenate([weights.get(f"{name}.bias", shape[0]) for name in names])


def _lead_with(attention: Any, head: int, heads: int) -> None:
    """Put one head before the others, which changes nothing but their order: CTranslate2
    returns the attention of the first heads of a layer."""
    query, keys_values, output = attention.linear
    width = query.weight.shape[0]
    by_head = np.arange(width).reshape(heads, -1)
    order = np.concatenate([by_head[[head]], np.delete(by_head, head, axis=0)]).ravel()
    query.weight, query.bias = query.weight[order], query.bias[order]
    both = np.concatenate([order, order + width])
    keys_values.weight, keys_values.bias = keys_values.weight[both], keys_values.bias[both]
    output.weight = np.ascontiguousarray(output.weight[:, order])


def _set_norm(spec: Any, weights: _Weights, name: str) -> None:
    spec.gamma = weights.get(f"{name}.weight", weights.width)
    spec.beta = weights.get(f"{name}.bias", weights.width)


def _key(checkpoint: Checkpoint, compute_type: str) -> str:
    """A digest of the weights, the files that say how to read them, and the form we write."""
    parts: dict[str, object] = {"form": _FORM, "compute_type": compute_type, "weights": checkpoint.digest}
    names = ["config.json", "vocab.json", "target_vocab.json"]
    if checkpoint.kind in MANY_TO_MANY:
        names += TOKENIZER_FILES
    for name in names:
        file = checkpoint.path / name
        parts[name] = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
