"""Which candidate is worth keeping, and why none is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from translate.adaptation.limits import ENOUGH, MAX_DRIFT
from translate.adaptation.measure import TestSet
from translate.evaluation import Scores


@dataclass(frozen=True)
class Trial:
    """The scores of one candidate; alpha: its place between the base (0) and the fine-tuned weights (1).

    likelihoods: see `likelihoods_of`.
    """

    alpha: float
    scores: Mapping[TestSet, Scores]
    likelihoods: Mapping[TestSet, float] = field(default_factory=dict)


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
        if item.kind == "guard":
            was, now = original.get(item.digest, found.chrf), after.scores[item].chrf
            if was - now > max_drop:
                return f"guard {item.label} falls from {was:.1f} to {now:.1f} chrF2, more than {max_drop:g}"
        elif item.kind == "drift":
            less = before.likelihoods[item] - after.likelihoods[item]
            if less > MAX_DRIFT:
                return (f"drift {item.label}: the old model's drafts become {less:.3f} nats a token less likely, "
                        f"more than {MAX_DRIFT:g}")
    return ""


def _gains(before: Trial, after: Trial) -> list[float]:
    """What the held-out corrections of each language gain in chrF2."""
    return [after.scores[item].chrf - found.chrf for item, found in before.scores.items() if item.kind == "held-out"]
