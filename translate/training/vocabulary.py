"""The joint SentencePiece vocabulary and its Marian form.

Marian keeps `</s>` at 0, `<unk>` at 1 and padding last; the tokens that choose the
target language (`>>rus<<`) are entries of vocab.json that SentencePiece does not know.
The three markers of term annotations are symbols of their own in both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from translate.annotation import MARKERS
from translate.errors import InputError
from translate.files import write_atomic
from translate.languages import language

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"
SPACE = "▁"

# Letters that must be pieces of their own even where the training text has few of them.
REQUIRED_CHARACTERS = (
    "ɛɔɲŋƐƆƝŊ"
    "àâäæçéèêëîïôœöùûüÿÀÂÄÆÇÉÈÊËÎÏÔŒÖÙÛÜŸ"
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "!\"#$%&'()*+,-./:;=?@[]_–°§№€£/"
)


def learn(sentences: Iterable[str], targets: Iterable[str], size: int, folder: Path) -> None:
    """Learn the vocabulary from normalised *sentences*; write it to *folder*.

    Writes source.spm and target.spm (the same model) and vocab.json with exactly *size*
    entries, of which one token for each target language of *targets* (ISO 639-1).
    Raises InputError when the text is too small for so many pieces.
    """
    import io

    import sentencepiece

    tokens = [language(code).token for code in targets]
    pieces = size - len(tokens) - 1  # the language tokens and padding are ours
    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences), model_writer=model, model_type="unigram", vocab_size=pieces,
            normalization_rule_name="identity", remove_extra_whitespaces=True, byte_fallback=True,
            user_defined_symbols=list(MARKERS),
            character_coverage=0.9998, required_chars="".join(dict.fromkeys(REQUIRED_CHARACTERS)),
            eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, split_digits=True, max_sentence_length=8192,
            num_threads=2, minloglevel=2,
        )
    except RuntimeError as error:
        reason = str(error).splitlines()[-1]
        raise InputError(f"cannot learn {size} vocabulary pieces from this text: {reason}") from None
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("source.spm", "target.spm"):
        write_atomic(folder / name, model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    entries = [processor.id_to_piece(number) for number in range(processor.get_piece_size())] + tokens + [PAD]
    vocabulary = {piece: number for number, piece in enumerate(entries)}
    _write_vocabulary(vocabulary, folder)


def take_over(model: Path, targets: Iterable[str], folder: Path) -> None:
    """Write the vocabulary of the MarianMT folder *model* to *folder*, with the markers added where it lacks them.

    Raises InputError when *model* has no such vocabulary, separate ones for source and
    target, or no token for one of the languages *targets* (ISO 639-1).
    """
    known = Tokens(model)
    lacking = [language(code).token for code in targets if language(code).token not in known.vocabulary]
    if lacking:
        raise InputError(f"{model}: its vocabulary lacks the language token {lacking[0]}: choose another model")
    added = [marker for marker in MARKERS if marker not in known.vocabulary]
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("source.spm", "target.spm"):
        write_atomic(folder / name, (model / name).read_bytes() + b"".join(map(_user_defined, added)))
    entries = [known.pieces[number] for number in sorted(known.pieces) if number != known.pad]
    _write_vocabulary({piece: number for number, piece in enumerate([*entries, *added, PAD])}, folder)


def _user_defined(symbol: str) -> bytes:
    """*symbol* as a piece to append to a SentencePiece model file.

    The file is a protocol buffer (sentencepiece_model.proto): messages appended to it
    add to its repeated field `pieces` (1), each with `piece` (1) and `type` (3), of which
    USER_DEFINED is 4.
    """
    text = symbol.encode()
    piece = b"\x0a" + bytes([len(text)]) + text + b"\x18\x04"
    return b"\x0a" + bytes([len(piece)]) + piece


def _write_vocabulary(vocabulary: dict[str, int], folder: Path) -> None:
    write_atomic(folder / "vocab.json", json.dumps(vocabulary, ensure_ascii=False, indent=0) + "\n")


class Tokens:
    """Text to vocabulary ids and back, for the model folder it was opened on."""

    def __init__(self, folder: Path) -> None:
        import sentencepiece

        try:
            self.vocabulary: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
            self._source: SentencePieceProcessor = sentencepiece.SentencePieceProcessor(str(folder / "source.spm"))
            self._target: SentencePieceProcessor = sentencepiece.SentencePieceProcessor(str(folder / "target.spm"))
        except (OSError, ValueError, RuntimeError) as error:
            raise InputError(f"no usable vocabulary in {folder}: {error}") from None
        self.pieces = {number: piece for piece, number in self.vocabulary.items()}
        self.end, self.unknown, self.pad = (self.vocabulary[piece] for piece in (END, UNKNOWN, PAD))

    def __len__(self) -> int:
        return len(self.vocabulary)

    def source(self, text: str, target: str) -> list[int]:
        """Ids of a normalised source sentence for target language *target*: token, pieces, end."""
        return [self.vocabulary[language(target).token], *self._ids(self._source, text)]

    def target(self, text: str) -> list[int]:
        """Ids of a normalised target sentence: pieces, end."""
        return self._ids(self._target, text)

    def source_pieces(self, text: str) -> list[str]:
        """The pieces of a normalised source sentence, without language token and end."""
        return self._source.encode(text, out_type=str)

    def text(self, ids: Iterable[int]) -> str:
        """The target text of *ids*, up to the first end, without special tokens."""
        return self.join(list(self._plain(ids)))

    def join(self, pieces: list[str]) -> str:
        """The target text that *pieces* spell."""
        return self._target.decode_pieces(pieces).strip()

    def characters(self) -> str:
        """Every character some piece spells, in code point order; others are spelt in bytes."""
        own = {END, UNKNOWN, PAD, *MARKERS}
        pieces = (
            piece for piece in self.vocabulary
            if piece not in own and not (piece.startswith("<0x") or piece.startswith(">>"))
        )
        return "".join(sorted({character for piece in pieces for character in piece.replace("▁", " ")}))

    def _ids(self, processor: SentencePieceProcessor, text: str) -> list[int]:
        return [self.vocabulary.get(piece, self.unknown) for piece in processor.encode(text, out_type=str)] + [self.end]

    def _plain(self, ids: Iterable[int]) -> Iterator[str]:
        for number in ids:
            if number == self.end:
                return
            if number != self.pad:
                yield self.pieces[number]
