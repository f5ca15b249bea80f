"""A unit as the checks read it: plain texts, words, tags, computed once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from translate.addresses import ADDRESS
from translate.markup import plain_text
from translate.units import Unit

if TYPE_CHECKING:
    from translate.qa.terms import ForbiddenTerms

WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Subject:
    """source, target: plain text, without tags. language: ISO 639-1 of the target. forbidden: None for no terms."""

    unit: Unit
    language: str
    flags: tuple[str, ...]
    source: str
    target: str
    forbidden: ForbiddenTerms | None = None

    @classmethod
    def of(
        cls, unit: Unit, language: str, flags: Sequence[str] = (), forbidden: ForbiddenTerms | None = None
    ) -> Subject:
        return cls(unit, language, tuple(flags), unit.segment.text, plain_text(unit.target), forbidden)

    @cached_property
    def source_words(self) -> list[str]:
        """The source's words, as written, addresses left out."""
        return WORD.findall(ADDRESS.sub(" ", self.source))

    @cached_property
    def target_words(self) -> list[str]:
        """The target's words, as written, addresses left out."""
        return WORD.findall(ADDRESS.sub(" ", self.target))

    @cached_property
    def source_names(self) -> frozenset[str]:
        """The source's words with a capital in them, case folded."""
        return frozenset(word.casefold() for word in self.source_words if not word.islower())

    @cached_property
    def source_vocabulary(self) -> frozenset[str]:
        """The source's words, case folded."""
        return frozenset(word.casefold() for word in self.source_words)
