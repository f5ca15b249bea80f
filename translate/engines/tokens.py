"""Text to the tokens of a checkpoint and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from translate.checkpoint_languages import MANY_TO_MANY, read_json
from translate.checkpoints import Checkpoint
from translate.engines.characters import ALPHABETS, SOURCE_EXTRAS, nearest, variant, written_with
from translate.errors import CheckpointError
from translate.languages import LANGUAGES

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

PAD = "<pad>"
SPACE = "▁"

UNNAMED = "<unnamed "
"""How rows of the embeddings that no token names are called."""


class Vocabulary:
    """The SentencePiece models and token numbers of one MarianMT checkpoint (see ``m2m_tokens`` for others).

    unknown, end: the tokens for what has no token and for the end of a sentence.
    source_ids, target_ids: token -> row of the embeddings.
    """

    unknown = "<unk>"
    end = "</s>"

    def __init__(self, checkpoint: Checkpoint) -> None:
        """Read vocab.json, target_vocab.json, source.spm and target.spm.

        Raises CheckpointError when one of them is missing, damaged or lacks a token
        that the model cannot do without.
        """
        self.checkpoint = checkpoint
        folder = checkpoint.path
        self.source_ids = _ids(folder / "vocab.json")
        self.target_ids = _ids(folder / "target_vocab.json") if checkpoint.separate_vocabularies else self.source_ids
        for ids, needed in ((self.source_ids, checkpoint.tokens.values()), (self.target_ids, ())):
            for token in (self.unknown, self.end, *filter(None, needed)):
                if token not in ids:
                    raise CheckpointError(f"{folder}: the token {token} is not in the vocabulary: copy the model again")
        self._source = processor(folder / "source.spm")
        self._target = processor(folder / "target.spm")
        self._is_known = lru_cache(maxsize=4096)(self._encodes)

    def source_tokens(self, size: int) -> list[str]:
        """Token of each of the `size` rows of the source embeddings."""
        return _by_row(self.source_ids, size)

    def target_tokens(self, size: int) -> list[str]:
        """Token of each of the `size` rows of the target embeddings."""
        return _by_row(self.target_ids, size)

    def encode(self, text: str, target: str, source: str = "fr") -> list[str]:
        """Tokens of a text in the language `source` for a target language: language token, pieces, end."""
        token = self.checkpoint.tokens[target]
        return [*([token] if token else []), *self.pieces(text), self.end]

    def pieces(self, text: str) -> list[str]:
        """Pieces of a source text; what the vocabulary lacks is the unknown token."""
        pieces = self._source.encode(text, out_type=str)
        return [piece if piece in self.source_ids else self.unknown for piece in pieces]

    def prefix(self, target: str) -> tuple[str, ...]:
        """Tokens that every output in the language `target` begins with; MarianMT models have none."""
        return ()

    def encode_target(self, text: str, target: str = "") -> list[str]:
        """The prefix of the language `target`, where one is given, pieces of a target text, then the end."""
        pieces = self._target.encode(text, out_type=str)
        prefix = self.prefix(target) if target else ()
        return [*prefix, *(piece if piece in self.target_ids else self.unknown for piece in pieces), self.end]

    def decode(self, tokens: Iterable[str]) -> str:
        """The text of target tokens; the end, padding and language tokens are left out."""
        text: str = self._target.decode_pieces([token for token in tokens if not self._is_special(token)])
        return text.replace(SPACE, " ").strip()

    def spelled(self, text: str) -> tuple[str, bool]:
        """The text in characters the vocabulary has, and whether anything was lost on the way.

        Another form of the same sign is no loss; a plain letter for an accented one is, and
        so is a character that nothing can stand for (it stays and becomes the unknown token).
        """
        if self.unknown not in self.pieces(text):
            return text, False
        lost = False
        spelled = []
        for character in text:
            if not self._is_known(character):
                same, near = variant(character), nearest(character)
                if same and all(map(self._is_known, same)):
                    character = same
                else:
                    lost = True
                    if near and all(map(self._is_known, near)):
                        character = near
            spelled.append(character)
        result = "".join(spelled)
        return result, lost or self.unknown in self.pieces(result)

    def lacking(self) -> dict[str, str]:
        """Language code -> characters of its alphabet and signs the vocabulary has no token for.

        Only languages with something lacking are in it; with byte fallback that is none.
        """
        found = {}
        source = self.checkpoint.source or "fr"
        wanted = written_with(source) + SOURCE_EXTRAS if source in ALPHABETS else ""
        if missing := "".join(character for character in wanted if not self._is_known(character)):
            found[source] = missing
        for code in self.checkpoint.targets:
            letters = written_with(code) if code in LANGUAGES else ""
            if missing := "".join(character for character in letters if not self._writes(character)):
                found[code] = missing
        return found

    @property
    def falls_back_to_bytes(self) -> bool:
        """True when a character without a token is spelled in bytes, so that none is unknown."""
        return all(f"<0x{byte:02X}>" in self.source_ids for byte in range(256))

    def scored_pieces(self, side: str) -> Iterator[tuple[str, float]]:
        """Every piece of the "source" or "target" side with its score in SentencePiece (greater is commoner)."""
        pieces = self._source if side == "source" else self._target
        for number in range(pieces.get_piece_size()):
            yield pieces.id_to_piece(number), pieces.get_score(number)

    def _encodes(self, character: str) -> bool:
        return _covers(self._source, self.source_ids, character)

    def _writes(self, character: str) -> bool:
        return _covers(self._target, self.target_ids, character)

    def _is_special(self, token: str) -> bool:
        if token in (self.end, self.unknown, PAD):
            return True
        return token.startswith(UNNAMED) or (token.startswith(">>") and token.endswith("<<"))


def vocabulary_of(checkpoint: Checkpoint) -> Vocabulary:
    """The vocabulary of a checkpoint of any kind. Raises CheckpointError as the classes do."""
    if checkpoint.kind in MANY_TO_MANY:
        from translate.engines.m2m_tokens import ManyToManyVocabulary

        return ManyToManyVocabulary(checkpoint)
    return Vocabulary(checkpoint)


def _covers(pieces: SentencePieceProcessor, ids: dict[str, int], character: str) -> bool:
    return all(piece in ids or piece == SPACE for piece in pieces.encode(character, out_type=str))


def _ids(file: Path) -> dict[str, int]:
    ids = read_json(file)
    if not ids or not all(isinstance(number, int) for number in ids.values()):
        raise CheckpointError(f"{file}: holds no tokens and numbers: copy the model again")
    return ids


def _by_row(ids: dict[str, int], size: int) -> list[str]:
    tokens = [f"{UNNAMED}{number}>" for number in range(size)]
    for token, number in ids.items():
        if 0 <= number < size:
            tokens[number] = token
    return tokens


def processor(file: Path) -> SentencePieceProcessor:
    """A SentencePiece model. Raises CheckpointError when it is missing or damaged."""
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(file))
    except (OSError, RuntimeError):
        state = "is damaged" if file.is_file() else "is missing"
        raise CheckpointError(f"{file} {state}: copy the model again") from None
