"""Scores of translations against references, by sacrebleu, with the signatures that say how.

BLEU (Papineni et al. 2002, tokenisation 13a) and chrF2 (Popović 2015) are those of
sacrebleu (Post 2018) with its default settings: numbers with the same signature can be
compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from translate.errors import InputError, MissingExtraError


@dataclass(frozen=True)
class Scores:
    """Corpus scores, each from 0 to 100, and the sacrebleu signatures behind them.

    copy_chrf: chrF2 of the untranslated source against the same references, when the
    source was given; a translation that is not clearly above it says nothing.
    """

    segments: int
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    copy_chrf: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The scores as plain values, two decimals, without what was not measured."""
        rounded = {key: round(value, 2) if isinstance(value, float) else value for key, value in asdict(self).items()}
        return {key: value for key, value in rounded.items() if value is not None}


def evaluate(hypotheses: Sequence[str], references: Sequence[str], sources: Sequence[str] | None = None) -> Scores:
    """Score *hypotheses* against *references*, segment by segment in the same order.

    sources: the untranslated text, to measure what copying it would score.
    Raises InputError when the numbers of segments differ or there is none, and
    MissingExtraError when sacrebleu is not installed.
    """
    for name, texts in (("reference", references), ("source", sources)):
        if texts is not None and len(texts) != len(hypotheses):
            raise InputError(
                f"{len(hypotheses)} translated lines but {len(texts)} {name} lines: both need one line per segment")
    if not hypotheses:
        raise InputError("nothing to score: the translation has no lines")
    try:
        from sacrebleu.metrics import BLEU, CHRF
    except ImportError:
        raise MissingExtraError("scoring", "evaluate") from None
    bleu, chrf = BLEU(), CHRF()
    bleu_score = bleu.corpus_score(hypotheses, [references]).score
    chrf_score = chrf.corpus_score(hypotheses, [references]).score
    copied = CHRF().corpus_score(sources, [references]).score if sources is not None else None
    return Scores(
        segments=len(hypotheses), bleu=bleu_score, chrf=chrf_score, bleu_signature=str(bleu.get_signature()),
        chrf_signature=str(chrf.get_signature()), copy_chrf=copied,
    )


def read_segments(path: Path) -> list[str]:
    """The lines of a UTF-8 text file, one segment each, empty ones included.

    Raises InputError when the file cannot be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text (byte {error.start}): convert it first") from None
    # Not splitlines(): a stray form feed or U+2028 inside a segment must not shift the rest.
    lines = [line.rstrip("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines
