"""Putting two termbases together: what agrees becomes one row, what does not is said aloud."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from translate.errors import GlossaryError
from translate.languages import SOURCE
from translate.terminology.concept import Concept
from translate.terminology.formats import read_termbase
from translate.terminology.matcher import same_phrase, words_of


@dataclass(frozen=True)
class Conflict:
    """Two rows that prefer different terms for the same French form. language: where they differ."""

    form: str
    language: str
    first: Concept
    second: Concept

    def __str__(self) -> str:
        one, two = self.first.terms[self.language][0], self.second.terms[self.language][0]
        return (
            f"{self.second.file}:{self.second.line}: {self.form!r} is {two!r} in {self.language} here, "
            f"{one!r} in {self.first.file}:{self.first.line}"
        )


@dataclass
class Merged:
    """The rows of a merge in order, its conflicts, and how many rows were joined with an earlier one."""

    concepts: list[Concept] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    joined: int = 0


def load(path: Path, target: str | None = None) -> tuple[list[Concept], list[str]]:
    """(the concepts of a file, its warnings). Raises GlossaryError for what cannot be used."""
    concepts, warnings = [], []
    for item in read_termbase(path, target):
        if isinstance(item, Concept):
            concepts.append(item)
        elif item.severity == "error":
            raise GlossaryError(str(item))
        elif item.code != "column":
            warnings.append(str(item))
    return concepts, warnings


def merge(layers: Iterable[Sequence[Concept]], *, later_wins: bool = False) -> Merged:
    """All concepts of the layers, in order; one that a earlier layer knows is joined with it.

    A row is known when its French forms meet those of one earlier row of the same
    status. Cells the earlier row leaves empty are filled, more terms are admitted behind
    its own. Where both prefer different terms, the earlier one stays first (the later
    one with later_wins) and the conflict is reported.
    """
    merged = Merged()
    places: dict[tuple[str, str], int] = {}
    for layer in layers:
        own: dict[tuple[str, str], int] = {}
        for concept in layer:
            keys = list(_keys(concept))
            found = next((places[key] for key in keys if key in places), None)
            if found is None:
                merged.concepts.append(concept)
                found = len(merged.concepts) - 1
            else:
                before = merged.concepts[found]
                merged.conflicts += _conflicts(before, concept)
                merged.concepts[found] = _joined(before, concept, later_wins)
                merged.joined += 1
            own.update((key, found) for key in keys)
        places = own | places
    return merged


def _keys(concept: Concept) -> Iterable[tuple[str, str]]:
    exact = concept.grammar.get(f"{SOURCE.code}.case") == "exact"
    for form in concept.sources:
        yield same_phrase(words_of(form, exact=exact)), concept.status


def _conflicts(first: Concept, second: Concept) -> Iterable[Conflict]:
    if first.status in ("forbidden", "admitted"):
        return
    forms = {same_phrase(words_of(form)) for form in first.sources}
    form = next((form for form in second.sources if same_phrase(words_of(form)) in forms), second.sources[0])
    for code, terms in second.terms.items():
        if code in first.terms and first.terms[code][0] != terms[0]:
            yield Conflict(form, code, first, second)


def _joined(first: Concept, second: Concept, later_wins: bool) -> Concept:
    one, two = (second, first) if later_wins else (first, second)
    codes = dict.fromkeys((*first.terms, *second.terms))
    notes = dict.fromkeys(note for note in (first.note, second.note) if note)
    known = {same_phrase(words_of(form)): form for form in reversed((*first.sources, *second.sources))}
    return replace(
        first,
        sources=tuple(dict.fromkeys(known[same_phrase(words_of(form))] for form in (*first.sources, *second.sources))),
        terms={code: tuple(dict.fromkeys((*one.terms.get(code, ()), *two.terms.get(code, ())))) for code in codes},
        kind=one.kind or two.kind, pos=one.pos or two.pos, domain=one.domain or two.domain,
        note="; ".join(notes), origin=one.origin or two.origin, example=one.example or two.example,
        grammar={**two.grammar, **one.grammar}, extra={**two.extra, **one.extra},
    )
