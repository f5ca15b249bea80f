"""Which candidate is worth keeping, and why none is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from translate.adaptation.limits import ENOUGH, MAX_DRIFT
from translate.adaptation.measure import TestSet
from translate.evaluation import Scores


@dataclass(frozen=True)
class Trial:
    """The scores of one candidate; alpha: its place between the base (0) and the fine-tuned weights (1)."""

    alpha: float
    scores: Mapping[TestSet, Scores]


def preferred(before: Trial, trials: Sequence[Trial]) -> list[Trial]:
    """The candidates worth keeping by the held-out corrections alone, the first choice first.

    First the nearest to the base that gains nearly as much as the best, then those even
    nearer, which forget less. A candidate that is worse in any language is none.
    """
    better = [trial for trial in trials if min(_gains(before, trial)) >= 0 and sum(_gains(before, trial)) > 0]
    enough = ENOUGH * max((sum(_gains(before, trial)) for trial in better), default=0.0)
    first = min((trial.alpha for trial in better if sum(_gains(before, trial)) >= enough), default=0.0)
    return sorted((trial for trial in better if trial.alpha <= first), key=lambda trial: -trial.alpha)


def no_gain(before: Trial, trials: Sequence[Trial]) -> str:
    """Why none of the candidates would be preferred, if so."""
    if not trials:
        return "no epoch of fine-tuning came nearer to the held-out corrections"
    gains = max((_gains(before, trial) for trial in trials), key=sum)
    return ("chrF2 on the held-out corrections changes by " + ", ".join(f"{gain:+.2f}" for gain in gains)
            + ", which is no improvement")


def forgotten(
    before: Trial, after: Trial, original: Mapping[str, float], max_drop: float, languages: Collection[str] = (),
) -> str:
    """Which general text got worse by more than allowed, with the figures; empty when none did.

    original: set digest -> chrF2 of the model that the first adaptation began with.
    languages: those the model has learnt corrections for and is therefore used for; others
    do not count (see ``translate.model_choice``). All count when none is given.
    """
    for item, found in before.scores.items():
        if languages and item.language not in languages:
            continue
        now = after.scores[item].chrf
        if item.kind == "guard":
            was, allowed = original.get(item.digest, found.chrf), max_drop
        elif item.kind == "drift":
            was, allowed = found.chrf, MAX_DRIFT
        else:
            continue
        if was - now > allowed:
            return f"{item.kind} {item.label} falls from {was:.1f} to {now:.1f} chrF2, more than {allowed:g}"
    return ""


def _gains(before: Trial, after: Trial) -> list[float]:
    """What the held-out corrections of each language gain in chrF2."""
    return [after.scores[item].chrf - found.chrf for item, found in before.scores.items() if item.kind == "held-out"]
