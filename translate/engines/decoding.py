"""What stands between the translation path and a library that runs the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from translate.checkpoints import Checkpoint


@dataclass(frozen=True)
class Settings:
    """How to search.

    beam: hypotheses kept at every step; 1 is greedy. nbest: hypotheses returned, at most
    `beam`. max_tokens, min_tokens: length of the output, without its end. no_repeat: no
    group of so many tokens may occur twice, 0 for no such rule. repetition_penalty: 1
    for none. length_penalty: exponent of the length that scores of finished hypotheses
    are divided by. attention: return that of the aligning head. prefix: tokens every
    output begins with; they are neither returned nor counted nor scored. forbidden:
    sequences of tokens that must not be written.
    """

    beam: int = 4
    nbest: int = 1
    max_tokens: int = 256
    min_tokens: int = 1
    no_repeat: int = 0
    repetition_penalty: float = 1.0
    length_penalty: float = 1.0
    attention: bool = False
    prefix: tuple[str, ...] = ()
    forbidden: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, checkpoint: Checkpoint, beam: int) -> Settings:
        """A checkpoint's usual way to search, with the engine's beam."""
        asked = checkpoint.search
        return cls(
            beam=beam, no_repeat=int(asked.get("no_repeat_ngram_size", 0)),
            repetition_penalty=float(asked.get("repetition_penalty", 1.0)),
            length_penalty=float(asked.get("length_penalty", 1.0)),
        )

    @property
    def distorts(self) -> bool:
        """True when the scores of the search are not those the model gives the text."""
        return self.no_repeat > 0 or self.repetition_penalty != 1.0


@dataclass(frozen=True)
class Decoded:
    """One hypothesis.

    tokens: without the end. score: mean natural log-probability per token, the end
    counted. finished: False when the search was stopped at max_tokens. attention:
    (tokens, source tokens) of the aligning head, None where not asked for.
    """

    tokens: tuple[str, ...]
    score: float
    finished: bool
    attention: Any = field(default=None, compare=False, repr=False)


class Decoder(Protocol):
    """A loaded network."""

    max_tokens: int
    """The longest sequence, source or target, the network has positions for."""

    def decode(
        self, sources: Sequence[Sequence[str]], settings: Settings, starts: Sequence[Sequence[str]] = ()
    ) -> list[list[Decoded]]:
        """The best hypotheses of every token sequence (its end included), best first.

        starts: for each source the tokens its output begins with, behind the prefix; they
        are returned, but the scores are then no longer those of the whole.
        """
        ...

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[list[float]]:
        """Natural log-probabilities of every token of `targets` (their ends included)."""
        ...
