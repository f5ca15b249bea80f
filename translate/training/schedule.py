"""How far a run is, and the learning rate that follows from it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from translate.training.config import Training


@dataclass
class Schedule:
    """Progress from 0 to 1 and the learning rate as a part of its peak.

    A run with `max_steps` counts steps; one with `max_hours` counts the time it has been
    training, over all its resumptions, and `deadline` (seconds of the epoch) may move
    its end. step: optimiser steps done. elapsed: seconds trained before this process.
    """

    training: Training
    step: int = 0
    elapsed: float = 0.0
    deadline: float | None = None
    clock: Callable[[], float] = field(default=time.time, repr=False)

    def __post_init__(self) -> None:
        self._started = self.clock()
        self._horizon = self.training.max_hours * 3600
        if self.deadline is not None:
            self._horizon = self.elapsed + self.deadline - self._started

    def seconds(self) -> float:
        """Seconds trained in all."""
        return self.elapsed + self.clock() - self._started

    def progress(self) -> float:
        """The part of the run that is done, 0 to 1."""
        if self.training.max_steps and self.deadline is None:
            return min(1.0, self.step / self.training.max_steps)
        return min(1.0, self.seconds() / self._horizon) if self._horizon > 0 else 1.0

    def rate(self) -> float:
        """The learning rate for the next step, as a part of the peak."""
        warm = min(1.0, (self.step + 1) / self.training.warmup_steps) if self.training.warmup_steps else 1.0
        return warm * (1.0 - (1.0 - self.training.final_rate) * self.progress())
