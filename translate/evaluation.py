"""Scores of translations against references, by sacrebleu, with the signatures that say how.

BLEU (Papineni et al. 2002, tokenisation 13a) and chrF2 (Popović 2015) are those of
sacrebleu (Post 2018) with its default settings: numbers with the same signature can be
compared. Intervals and significance are by bootstrap resampling of the segments (Koehn
2004), again as sacrebleu does it: 1000 resamples, a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from translate.errors import InputError, MissingExtraError

_RESAMPLES = 1000


@dataclass(frozen=True)
class Scores:
    """Corpus scores, each from 0 to 100, and the sacrebleu signatures behind them.

    copy_chrf: chrF2 of the untranslated source against the same references, when the
    source was given; a translation that is not clearly above it says nothing.
    bleu_margin, chrf_margin: half the width of the 95 % confidence interval, when asked for.
    """

    segments: int
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    copy_chrf: float | None = None
    bleu_margin: float | None = None
    chrf_margin: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The scores as plain values, two decimals, without what was not measured."""
        rounded = {key: round(value, 2) if isinstance(value, float) else value for key, value in asdict(self).items()}
        return {key: value for key, value in rounded.items() if value is not None}


@dataclass(frozen=True)
class Comparison:
    """How much higher the scores of one translation are than those of a baseline.

    bleu, chrf: differences of the corpus scores, below 0 where the baseline is better.
    bleu_p, chrf_p: how likely so large a difference is by the choice of segments alone.
    """

    bleu: float
    chrf: float
    bleu_p: float
    chrf_p: float


def evaluate(
    hypotheses: Sequence[str], references: Sequence[str], sources: Sequence[str] | None = None,
    *, confidence: bool = False,
) -> Scores:
    """Score *hypotheses* against *references*, segment by segment in the same order.

    sources: the untranslated text, to measure what copying it would score. confidence:
    also the margins of the scores, which takes about a second for a thousand segments.
    Raises InputError when the numbers of segments differ or there is none, and
    MissingExtraError when sacrebleu is not installed.
    """
    _require_parallel(hypotheses, reference=references, source=sources)
    bleu, chrf = _metrics()
    copied = _metrics()[1].corpus_score(sources, [references]).score if sources is not None else None
    if confidence:
        # Not corpus_score(…, n_bootstrap=…): that fails on a resample whose score is 0.
        signatures, (bleu_score,), (chrf_score,) = _bootstrapped(bleu, chrf, references, hypotheses)
    else:
        bleu_score, chrf_score = (metric.corpus_score(hypotheses, [references]) for metric in (bleu, chrf))
        signatures = bleu.get_signature(), chrf.get_signature()
    return Scores(
        segments=len(hypotheses), bleu=float(bleu_score.score), chrf=float(chrf_score.score),
        bleu_signature=str(signatures[0]), chrf_signature=str(signatures[1]), copy_chrf=copied,
        bleu_margin=float(bleu_score.ci) if confidence else None,
        chrf_margin=float(chrf_score.ci) if confidence else None,
    )


def compare(hypotheses: Sequence[str], baseline: Sequence[str], references: Sequence[str]) -> Comparison:
    """Compare two translations of the same text by the paired bootstrap test.

    Raises InputError and MissingExtraError as `evaluate` does.
    """
    _require_parallel(hypotheses, reference=references, baseline=baseline)
    bleu, chrf = _metrics()
    if list(hypotheses) == list(baseline):  # the test would find no difference, but a "significant" one
        return Comparison(0.0, 0.0, 1.0, 1.0)
    _, (old_bleu, new_bleu), (old_chrf, new_chrf) = _bootstrapped(bleu, chrf, references, baseline, hypotheses)
    return Comparison(
        new_bleu.score - old_bleu.score, new_chrf.score - old_chrf.score, new_bleu.p_value, new_chrf.p_value)


def _bootstrapped(bleu: Any, chrf: Any, references: Sequence[str], *systems: Sequence[str]) -> tuple[Any, Any, Any]:
    """The two signatures, then BLEU and chrF2 of each system: sacrebleu's results.

    They have `score`, `ci` (the margin) and, but for the first, `p_value` against it.
    """
    from sacrebleu.significance import PairedTest

    named = [(str(number), texts) for number, texts in enumerate(systems)]
    signatures, found = PairedTest(named, {"BLEU": bleu, "chrF2": chrf}, [references], "bs", _RESAMPLES)()
    return (signatures["BLEU"], signatures["chrF2"]), found["BLEU"], found["chrF2"]


def _metrics() -> tuple[Any, Any]:
    """sacrebleu's BLEU and chrF2, new ones: they remember the references they have seen."""
    try:
        from sacrebleu.metrics import BLEU, CHRF
    except ImportError:
        raise MissingExtraError("scoring", "evaluate") from None
    return BLEU(), CHRF()


def _require_parallel(hypotheses: Sequence[str], **others: Sequence[str] | None) -> None:
    for name, texts in others.items():
        if texts is not None and len(texts) != len(hypotheses):
            raise InputError(
                f"{len(hypotheses)} translated lines but {len(texts)} {name} lines: both need one line per segment")
    if not hypotheses:
        raise InputError("nothing to score: the translation has no lines")


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
