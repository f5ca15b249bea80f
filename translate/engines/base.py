"""What every engine takes and gives. An engine is added by writing one module beside this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from translate.words import Links

Progress = Callable[[int], None]
"""Called with the number of requests just finished."""


@dataclass(frozen=True)
class Request:
    """One plain-text segment to translate. Codes are ISO 639-1. nbest: hypotheses wanted.

    terms: words of the text, as they stand there and in their order, each with the
    dictionary form its translation is to have. A model trained with term annotations
    heeds them; others are not told. align: the links between words are wanted.
    """

    text: str
    target: str
    source: str = "fr"
    nbest: int = 1
    terms: tuple[tuple[str, str], ...] = ()
    align: bool = False


@dataclass(frozen=True)
class Hypothesis:
    """A translation; `score` is the mean log-probability per target token (0 is certain).

    Of hypotheses behind the first one it may be the search's estimate.

    links: which word of the text each word of the translation comes from, where asked
    for and the model can tell; a word may have none.
    """

    text: str
    score: float
    links: Links = ()


@dataclass(frozen=True)
class Result:
    """The hypotheses of one request, best first, and what went wrong on the way.

    flags: any of "loop", "empty", "dropped" (much shorter than its source), "script"
    (letters of another alphabet), "split" (translated in parts), "retried", "unknown"
    (characters the vocabulary lacks).
    """

    hypotheses: tuple[Hypothesis, ...]
    flags: tuple[str, ...] = ()

    @property
    def best(self) -> Hypothesis:
        return self.hypotheses[0]


@dataclass(frozen=True)
class Start:
    """A translation begun, for the model to finish. forbidden: texts that must not come after what is there."""

    request: Request
    text: str
    forbidden: tuple[str, ...] = ()


class Engine(Protocol):
    """Turns requests into results, in the same order, whatever else is in the batch."""

    name: str
    """Name and version of the model, as origins and headers print it."""
    digest: str
    """sha256 of the weights, hex."""
    targets: tuple[str, ...]
    """Target language codes the model can produce."""

    def translate(self, requests: Sequence[Request], progress: Progress | None = None) -> list[Result]: ...


@runtime_checkable
class SteerableEngine(Engine, Protocol):
    """An engine that goes on from a given beginning, and says how likely a given text is.

    Both give None for a request that it translates in parts or in other letters (a
    headline in capitals), and for a beginning that it cannot have written.
    """

    heeds: tuple[str, ...]
    """Target language codes in which it uses the terms that a request tells it."""

    def finish(self, starts: Sequence[Start], *, beam: int = 0) -> list[Hypothesis | None]:
        """The whole translation from each beginning on; None also where it comes to no end.

        beam: hypotheses the search keeps, 0 for as many as usual.
        """
        ...

    def rate(self, texts: Sequence[tuple[Request, str, str]], *, ended: bool = True) -> list[float | None]:
        """Mean log-probability per token of each (request, beginning, rest): that of the rest.

        ended: the rest ends the translation, and its end counts as a token.
        """
        ...
