"""Tiny MarianMT checkpoints with random weights, in every shape a real one may have.

They are written with numpy and sentencepiece alone, so that transformers reads files it
has not written.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from safetensors.numpy import save_file

WIDTH, INNER, HEADS, POSITIONS = 16, 24, 2, 128

SENTENCES = [
    "Le marché du quartier ouvre avant le lever du soleil.",
    "Les pêcheurs vendent leur poisson au bord du fleuve.",
    "La maire a promis une école neuve aux enfants de Sikasso.",
    "Personne ne savait quand le train de Kayes arriverait.",
    "Deux accords ont été signés à Bamako : l'un sur l'eau, l'autre sur l'énergie.",
    "Une pluie fine tombait ; les femmes rentraient des champs.",
    "The market opens before sunrise and the fishermen sell their catch.",
    "Nobody knew when the train would arrive, so they waited.",
    "Рынок открывается до восхода солнца, и рыбаки продают рыбу.",
    "Никто не знал, когда придёт поезд.",
    "Sugu bɛ da sɔgɔma joona, mɔnnikɛlaw bɛ u ka jɛgɛ feere.",
    "Mɔgɔ si tun t'a dɔn waati min na tɛrɛn bɛ na se.",
]


def vocabulary(size: int, *, byte_fallback: bool, sentences: list[str] = SENTENCES) -> bytes:
    """A SentencePiece model of `size` pieces."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences), model_writer=model, model_type="unigram", vocab_size=size,
        normalization_rule_name="identity", byte_fallback=byte_fallback, character_coverage=1.0,
        eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, hard_vocab_limit=False, minloglevel=2,
    )
    return model.getvalue()


def make_checkpoint(
    folder: Path,
    *,
    seed: int = 1,
    languages: tuple[str, ...] = ("eng", "rus", "bam"),
    shared: bool = True,
    layers: tuple[int, int] = (2, 2),
    heads: tuple[int, int] = (HEADS, HEADS),
    activation: str = "swish",
    bias: bool = True,
    tied: bool = True,
    stored_positions: bool = False,
    scale: bool = True,
    kind: str = "float32",
    start: str = "<pad>",
    pad_last: bool = True,
    byte_fallback: bool = False,
    size: int = 110,
    spread: float = 0.35,
    **config: Any,
) -> Path:
    """Write a checkpoint of this shape to `folder`.

    languages: codes of the `>>xxx<<` tokens. kind: type of the stored numbers, "float32",
    "float16" or "bfloat16". spread: standard deviation of the weights; such large ones
    make scores far apart, so that two libraries cannot agree by chance.
    """
    folder.mkdir(parents=True, exist_ok=True)
    size += 256 if byte_fallback else 0
    source = _tokens(folder, "source.spm", size, languages, byte_fallback, pad_last, SENTENCES)
    target = source
    _write_json(folder / "vocab.json", source)
    if shared:
        (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    else:
        target = _tokens(folder, "target.spm", size - 7, (), byte_fallback, pad_last, SENTENCES[6:])
        # transformers pads both sides with one id.
        target.update({f"filler{number}": number for number in range(len(target), len(source))})
        if pad_last:
            target["<pad>"], target[f"filler{len(source) - 1}"] = source["<pad>"], target["<pad>"]
        _write_json(folder / "target_vocab.json", target)
    _write_json(folder / "tokenizer_config.json", {"separate_vocabs": not shared, "source_lang": "fr"})
    _write_json(folder / "config.json", {
        "model_type": "marian", "architectures": ["MarianMTModel"], "d_model": WIDTH,
        "encoder_layers": layers[0], "decoder_layers": layers[1],
        "encoder_ffn_dim": INNER, "decoder_ffn_dim": INNER,
        "encoder_attention_heads": heads[0], "decoder_attention_heads": heads[1],
        "activation_function": activation, "max_position_embeddings": POSITIONS, "scale_embedding": scale,
        "share_encoder_decoder_embeddings": shared, "tie_word_embeddings": tied,
        "vocab_size": len(source), "decoder_vocab_size": len(target), "static_position_embeddings": True,
        "pad_token_id": target["<pad>"], "eos_token_id": 0, "bos_token_id": 0,
        "decoder_start_token_id": target[start], "forced_eos_token_id": 0, **config,
    })
    tensors = _tensors(
        np.random.default_rng(seed), spread, layers, len(source), len(target), shared=shared, bias=bias, tied=tied,
        stored_positions=stored_positions,
    )
    for table in [name for name in tensors if "shared" in name or "embed_tokens" in name]:
        tensors[table][source["<pad>"]] = 0.0
    write_weights(folder, tensors, kind)
    return folder


def write_weights(folder: Path, tensors: dict[str, np.ndarray], kind: str = "float32") -> None:
    """Write model.safetensors with numbers of this kind."""
    if kind != "bfloat16":
        save_file({name: tensor.astype(kind) for name, tensor in tensors.items()}, folder / "model.safetensors")
        return
    # numpy has no bfloat16, so neither has the library's writer: the format by hand.
    header, data = {}, b""
    for name, tensor in tensors.items():
        upper = (tensor.astype("<f4").view("<u4") >> 16).astype("<u2").tobytes()
        header[name] = {"dtype": "BF16", "shape": tensor.shape, "data_offsets": [len(data), len(data) + len(upper)]}
        data += upper
    text = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + data)


def _tensors(
    random: np.random.Generator, spread: float, layers: tuple[int, int], source: int, target: int,
    *, shared: bool, bias: bool, tied: bool, stored_positions: bool,
) -> dict[str, np.ndarray]:
    def normal(*shape: int) -> np.ndarray:
        return random.normal(0, spread, shape).astype(np.float32)

    tensors: dict[str, np.ndarray] = {}
    if shared and tied:
        tensors["model.shared.weight"] = normal(source, WIDTH)
    else:
        tensors["model.encoder.embed_tokens.weight"] = normal(source, WIDTH)
        tensors["model.decoder.embed_tokens.weight"] = normal(target, WIDTH)
    if not tied:
        tensors["lm_head.weight"] = normal(target, WIDTH)
    if bias:
        tensors["final_logits_bias"] = normal(1, target)
        tensors["final_logits_bias"][0, 0] += 3.0  # else a random network hardly ever ends a sentence
    for stack, count in zip(("encoder", "decoder"), layers):
        if stored_positions:
            tensors[f"model.{stack}.embed_positions.weight"] = normal(POSITIONS, WIDTH)
        for number in range(count):
            name = f"model.{stack}.layers.{number}"
            shapes = {"fc1": (INNER, WIDTH), "fc2": (WIDTH, INNER)}
            for attention in ("self_attn", "encoder_attn")[: 1 + (stack == "decoder")]:
                shapes |= {f"{attention}.{part}_proj": (WIDTH, WIDTH) for part in ("q", "k", "v", "out")}
            for linear, shape in shapes.items():
                tensors[f"{name}.{linear}.weight"] = normal(*shape)
                tensors[f"{name}.{linear}.bias"] = normal(shape[0])
            for norm in ("self_attn_layer_norm", "encoder_attn_layer_norm", "final_layer_norm"):
                if stack == "decoder" or not norm.startswith("encoder"):
                    tensors[f"{name}.{norm}.weight"] = 1 + normal(WIDTH)
                    tensors[f"{name}.{norm}.bias"] = normal(WIDTH)
    return tensors


def _tokens(
    folder: Path, name: str, size: int, languages: tuple[str, ...], byte_fallback: bool, pad_last: bool,
    sentences: list[str],
) -> dict[str, int]:
    (folder / name).write_bytes(vocabulary(size, byte_fallback=byte_fallback, sentences=sentences))
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    language_tokens = [f">>{code}<<" for code in languages]
    tokens = [*pieces, *language_tokens, "<pad>"] if pad_last else [*pieces[:2], "<pad>", *pieces[2:], *language_tokens]
    return {token: number for number, token in enumerate(tokens)}


def _write_json(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
