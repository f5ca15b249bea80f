"""Tiny M2M-100 and NLLB checkpoints with random weights, written with numpy and sentencepiece alone."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from engines.marian_factory import INNER, SENTENCES, WIDTH, write_weights

LANGUAGES = {
    "nllb": ("ace_Arab", "bam_Latn", "eng_Latn", "fra_Latn", "rus_Cyrl", "zul_Latn"),
    "m2m100": ("__af__", "__en__", "__fr__", "__ru__", "__zu__"),
}
# Rows that no token names, at the end of the embeddings of real ones too.
MADE_UP = 3


def make_many_to_many(
    folder: Path, kind: str = "nllb", *, seed: int = 1, spread: float = 0.35, layers: tuple[int, int] = (2, 2),
    size: int = 110, said_in: str = "special_tokens_map.json", scale: bool = True, activation: str = "relu",
    **config: Any,
) -> Path:
    """Write a checkpoint of this kind to `folder`.

    said_in: the tokenizer's file that gives the numbers of the languages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES), model_writer=model, model_type="bpe", vocab_size=size,
        character_coverage=1.0, unk_id=0, bos_id=1, eos_id=2, pad_id=-1, hard_vocab_limit=False, minloglevel=2,
    )
    (folder / "sentencepiece.bpe.model").write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    pieces = [processor.id_to_piece(number) for number in range(3, processor.get_piece_size())]
    first = ["<s>", "<pad>", "</s>", "<unk>"]
    if kind == "m2m100":
        pieces.reverse()  # vocab.json is in an order of its own
        _write_json(folder / "vocab.json", {token: number for number, token in enumerate([*first, *pieces])})
    begin = len(first) + len(pieces)
    _write_languages(folder, said_in, LANGUAGES[kind], begin)
    rows = begin + len(LANGUAGES[kind]) + (kind == "nllb") + MADE_UP
    _write_json(folder / "config.json", {
        "model_type": "m2m_100", "architectures": ["M2M100ForConditionalGeneration"], "d_model": WIDTH,
        "encoder_layers": layers[0], "decoder_layers": layers[1], "encoder_ffn_dim": INNER, "decoder_ffn_dim": INNER,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "activation_function": activation,
        "max_position_embeddings": 128, "scale_embedding": scale, "vocab_size": rows, "pad_token_id": 1,
        "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2, "tie_word_embeddings": True, **config,
    })
    write_weights(folder, _tensors(np.random.default_rng(seed), spread, layers, rows))
    return folder


def _write_languages(folder: Path, said_in: str, languages: tuple[str, ...], begin: int) -> None:
    numbers = {begin + place: token for place, token in enumerate(languages)}
    contents: dict[str, Any] = {
        "special_tokens_map.json": {"additional_special_tokens": list(languages), "pad_token": "<pad>"},
        "added_tokens.json": {token: number for number, token in numbers.items()},
        "tokenizer_config.json": {
            "added_tokens_decoder": {str(number): {"content": token} for number, token in numbers.items()}
        },
        "tokenizer.json": {"added_tokens": [{"id": number, "content": token} for number, token in numbers.items()]},
    }
    _write_json(folder / said_in, contents[said_in])


def _tensors(random: np.random.Generator, spread: float, layers: tuple[int, int], rows: int) -> dict[str, np.ndarray]:
    def normal(*shape: int) -> np.ndarray:
        return random.normal(0, spread, shape).astype(np.float32)

    tensors = {"model.shared.weight": normal(rows, WIDTH)}
    tensors["model.shared.weight"][1] = 0.0
    tensors["model.shared.weight"][3] = -tensors["model.shared.weight"][2]  # <unk>, which no one writes
    for stack, count in zip(("encoder", "decoder"), layers):
        norms = [f"model.{stack}.layer_norm"]
        for number in range(count):
            name = f"model.{stack}.layers.{number}"
            shapes = {"fc1": (INNER, WIDTH), "fc2": (WIDTH, INNER)}
            for attention in ("self_attn", "encoder_attn")[: 1 + (stack == "decoder")]:
                shapes |= {f"{attention}.{part}_proj": (WIDTH, WIDTH) for part in ("q", "k", "v", "out")}
                norms.append(f"{name}.{attention}_layer_norm")
            norms.append(f"{name}.final_layer_norm")
            for linear, shape in shapes.items():
                tensors[f"{name}.{linear}.weight"] = normal(*shape)
                tensors[f"{name}.{linear}.bias"] = normal(shape[0])
        for norm in norms:
            tensors[f"{norm}.weight"] = 1 + normal(WIDTH)
            tensors[f"{norm}.bias"] = normal(WIDTH)
    # Else such a network says its last word again for ever: the table that reads also writes.
    tensors["model.decoder.layer_norm.weight"] = 3 * normal(WIDTH)
    tensors["model.decoder.layer_norm.bias"] += 1.5 * tensors["model.shared.weight"][2]
    return tensors


def _write_json(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
