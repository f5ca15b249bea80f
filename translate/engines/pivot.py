"""Two engines one after the other, with a language between: fr → en → ru."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from translate.engines.base import Engine, Hypothesis, Progress, Request, Result


class PivotEngine:
    """An `Engine` that translates into a language between and from there into the target.

    Each leg prepares its own input: splits what is too long for it, sets marks aside,
    tries again what went wrong. Only the best translation of the first goes on to the second.

    The score of a hypothesis is the sum of the scores of both legs. Each is a mean
    log-probability per token, so this is the logarithm of the product of two mean
    probabilities: as sure as both legs are together, and never surer than the less sure one.
    The flags are those of both legs.
    """

    def __init__(self, first: Engine, second: Engine, via: str) -> None:
        """via: code of the language the first engine writes and the second one reads."""
        self._first, self._second, self._via = first, second, via
        self.name = f"{first.name} + {second.name}"
        self.digest = hashlib.sha256(f"{first.digest} {second.digest}".encode()).hexdigest()
        self.targets = second.targets

    def translate(self, requests: Sequence[Request], progress: Progress | None = None) -> list[Result]:
        """Results in the order of the requests. Progress counts what came out of the second leg.

        Raises CheckpointError for a language that one of the legs does not have.
        """
        # Terms and links are of the French and the last language: neither leg has both.
        requests = [replace(request, terms=(), align=False) for request in requests]
        between = self._first.translate([replace(request, target=self._via, nbest=1) for request in requests])
        onward = [
            replace(request, text=result.best.text, source=self._via) for request, result in zip(requests, between)
        ]
        return [_combined(one, two) for one, two in zip(between, self._second.translate(onward, progress))]


def _combined(one: Result, two: Result) -> Result:
    return Result(
        tuple(Hypothesis(item.text, round(one.best.score + item.score, 4)) for item in two.hypotheses),
        tuple(sorted({*one.flags, *two.flags})),
    )
