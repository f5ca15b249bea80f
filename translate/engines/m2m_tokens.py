"""Text to the tokens of an M2M-100 or NLLB checkpoint and back.

The source is `source language, pieces, end`, the target `target language, pieces, end`.
The numbers of the tokens follow fairseq: `<s>`, `<pad>`, `</s>` and `<unk>` come first,
then the pieces (NLLB: in the order of the SentencePiece model; M2M-100: as vocab.json
says), then the languages in an order that the tokenizer's files give.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from translate.checkpoint_languages import many_to_many_token, read_json
from translate.checkpoints import Checkpoint
from translate.engines.tokens import PAD, UNNAMED, Vocabulary, processor
from translate.errors import CheckpointError

_FIRST = ("<s>", PAD, "</s>", "<unk>")
_SPM = "sentencepiece.bpe.model"
_WITH_LANGUAGES = ("added_tokens.json", "tokenizer_config.json", "special_tokens_map.json", "tokenizer.json")
"""Files that may say the numbers of the languages, the largest last: NLLB's tokenizer.json has 17 MB."""

TOKENIZER_FILES = (_SPM, *_WITH_LANGUAGES)
"""What the numbers of the tokens depend on, beside vocab.json."""


class ManyToManyVocabulary(Vocabulary):
    """The SentencePiece model, token numbers and languages of one M2M-100 or NLLB checkpoint."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        """Read sentencepiece.bpe.model, for M2M-100 vocab.json, and the languages from the tokenizer's files.

        Raises CheckpointError when one of them is missing, damaged or lacks a language.
        """
        self.checkpoint = checkpoint
        folder = checkpoint.path
        self._source = self._target = processor(folder / _SPM)
        if checkpoint.kind == "m2m100":
            ids = dict(read_json(folder / "vocab.json"))
        else:
            pieces = [self._source.id_to_piece(number) for number in range(self._source.get_piece_size())]
            ids = {token: number for number, token in enumerate([*_FIRST, *pieces[3:]])}
        self._first_language = len(ids)
        needed = [*checkpoint.tokens.values()]
        if checkpoint.source:
            needed.append(self._token(checkpoint.source))
        languages: dict[str, int] = {}
        for name in _WITH_LANGUAGES:
            if not languages.keys() >= set(needed) and (folder / name).is_file():
                languages |= _added_tokens(read_json(folder / name), len(ids), needed)
        for token in (*_FIRST, *needed):
            if token not in ids and token not in languages:
                raise CheckpointError(
                    f"{folder}: the token {token} is not in the vocabulary: copy the model again, with "
                    "special_tokens_map.json or tokenizer.json"
                )
        self.source_ids = self.target_ids = {**ids, **languages}
        self._is_known = lru_cache(maxsize=4096)(self._encodes)

    def encode(self, text: str, target: str, source: str = "fr") -> list[str]:
        """Tokens of a text in the language `source`: language token, pieces, end. The target is not among them."""
        return [self._token(source), *self.pieces(text), self.end]

    def prefix(self, target: str) -> tuple[str, ...]:
        """The token of the target language, which every output begins with."""
        return (self.checkpoint.tokens[target],)

    def _token(self, code: str) -> str:
        return self.checkpoint.tokens.get(code) or many_to_many_token(self.checkpoint.kind, code)

    def _is_special(self, token: str) -> bool:
        # Languages, <mask> and what no token names come after the pieces.
        return token in _FIRST or token.startswith(UNNAMED) or self.target_ids.get(token, 0) >= self._first_language


def _added_tokens(content: dict[str, Any], first: int, needed: list[str]) -> dict[str, int]:
    """Token -> number of what one of a tokenizer's files adds to the pieces.

    Files that give numbers are believed; those that only list the languages number them from `first` on.
    """
    found: dict[str, int] = {}
    numbered = content.get("added_tokens") or content.get("added_tokens_decoder") or {}
    if isinstance(numbered, list):  # tokenizer.json
        found = {str(row["content"]): row["id"] for row in numbered if isinstance(row, dict)}
    elif numbered:  # tokenizer_config.json
        found = {str(row["content"]): int(number) for number, row in numbered.items() if isinstance(row, dict)}
    elif all(isinstance(number, int) for number in content.values()):  # added_tokens.json
        found = dict(content)
    else:
        listed = content.get("additional_special_tokens") or content.get("extra_special_tokens") or []
        names = [str(item["content"]) if isinstance(item, dict) else str(item) for item in listed]
        if set(needed) <= set(names):
            found = {name: first + place for place, name in enumerate(names)}
    return {token: number for token, number in found.items() if token not in _FIRST}
