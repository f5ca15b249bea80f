"""How well a translation keeps to a glossary: terms by lemma and by form, the same term said the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from translate.errors import InputError
from translate.qa.terms import ForbiddenTerms
from translate.terminology.coverage import entries, holding, rendered
from translate.terminology.inflection import judge, same_form
from translate.terminology.termbase import Termbase
from translate.units import TermMatch


@dataclass(frozen=True)
class TermScores:
    """Counts, and shares of them in per cent (None where there is nothing to count).

    segments, with_terms: all, and those whose French holds a term with a target. terms:
    expected ones, each entry once a segment; held: found in any form of a permitted term.
    repeated: entries expected in several segments and rendered in at least two;
    consistent: those always by the same term (an acronym beside its long form is the same).
    forbidden: segments with a forbidden term.

    With references: agreed, terms that the reference holds too, and held_of_agreed of
    them; comparable: of these the reference has the same permitted term (and not США for
    Соединённые Штаты); exact: in a form that the reference has. alarms: terms the check `glossary`
    would miss in the reference itself; lookalike: those of them with a word in the
    reference that begins like the term, which may be it in a form we do not know.
    """

    segments: int
    with_terms: int
    terms: int
    held: int
    repeated: int
    consistent: int
    forbidden: int
    agreed: int | None = None
    held_of_agreed: int | None = None
    comparable: int | None = None
    exact: int | None = None
    alarms: int | None = None
    lookalike: int | None = None

    @property
    def lemma(self) -> float | None:
        """Success by lemma: of the terms the reference holds too, else of all expected."""
        if self.agreed is not None and self.held_of_agreed is not None:
            return _share(self.held_of_agreed, self.agreed)
        return _share(self.held, self.terms)

    @property
    def exact_of_held(self) -> float | None:
        """Of the successes by the reference's own term the share in a form the reference has."""
        return None if self.exact is None else _share(self.exact, self.comparable or 0)

    @property
    def consistency(self) -> float | None:
        """The share of repeated terms always rendered by the same term."""
        return _share(self.consistent, self.repeated)

    @property
    def false_alarms(self) -> float | None:
        """Of the terms expected the share that may be in the reference without being seen there: an upper bound."""
        return None if self.lookalike is None else _share(self.lookalike, self.terms)

    def as_json(self) -> dict[str, float | int | None]:
        """Counts and shares by name."""
        shares = {name: getattr(self, name) for name in ("lemma", "exact_of_held", "consistency", "false_alarms")}
        return {**asdict(self), **{name: None if value is None else round(value, 2) for name, value in shares.items()}}


def evaluate_terms(
    sources: Sequence[str], translations: Sequence[str], language: str, termbase: Termbase,
    references: Sequence[str] | None = None,
) -> TermScores:
    """Score *translations* into *language* of French *sources*, line by line, all of one text.

    Raises InputError when the numbers of lines differ or there is none.
    """
    for name, texts in (("translated", translations), ("reference", references)):
        if texts is not None and len(texts) != len(sources):
            raise InputError(f"{len(sources)} French lines but {len(texts)} {name} lines: both need one a segment")
    if not sources:
        raise InputError("nothing to score: the French text has no lines")
    expected = [expected_terms(source, language, termbase) for source in sources]
    flat = [(place, term) for place, terms in enumerate(expected) for term in terms]
    held = [holding(term, translations[place], language) is not None for place, term in flat]
    repeated, consistent = _consistency(((term, translations[place]) for place, term in flat), language)
    banned = ForbiddenTerms(termbase.entries, language)
    forbidden = sum(next(banned.find(text), None) is not None for text in translations) if banned else 0
    scores = TermScores(
        len(sources), sum(map(bool, expected)), len(flat), sum(held), repeated, consistent, forbidden)
    if references is None:
        return scores
    agreed = [holding(term, references[place], language) is not None for place, term in flat]
    in_form = [
        same_form_as(term, translations[place], references[place], language)
        for (place, term), both in zip(flat, agreed) if both]
    missed = [(place, term) for place, term in flat if not rendered(term, references[place], language)]
    return TermScores(
        scores.segments, scores.with_terms, scores.terms, scores.held, repeated, consistent, forbidden,
        agreed=sum(agreed), held_of_agreed=sum(map(min, held, agreed)),
        comparable=len(in_form) - in_form.count(None), exact=in_form.count(True), alarms=len(missed),
        lookalike=sum(_begins_alike(term, references[place]) for place, term in missed),
    )


def expected_terms(source: str, language: str, termbase: Termbase) -> tuple[TermMatch, ...]:
    """The terms of a French text that have one in `language`, each entry once."""
    return tuple({term.entry: term for term in termbase.match(source, language) if term.targets}.values())


def same_form_as(term: TermMatch, text: str, reference: str, language: str) -> bool | None:
    """Success by exact form: the first permitted term that `text` holds stands in a form the reference has.

    None where `text` holds none, or the reference says it by another permitted term.
    """
    held = holding(term, text, language)
    return same_form(held[0], text, reference) if held else None


def _consistency(uses: Iterable[tuple[TermMatch, str]], language: str) -> tuple[int, int]:
    """(entries rendered at least twice, those of them always by one term)."""
    renderings: dict[str, list[set[str]]] = defaultdict(list)
    for term, text in uses:
        if found := {entry.text for entry in entries(term, language) if judge(entry, text)}:
            renderings[term.entry].append(found)
    several = [found for found in renderings.values() if len(found) > 1]
    return len(several), sum(bool(set.intersection(*found)) for found in several)


def _begins_alike(term: TermMatch, reference: str) -> bool:
    """True when a word of the reference has the first letters of a word of the term: four, or all but the last."""
    words = [word.casefold() for word in reference.replace("-", " ").split()]
    for target in term.targets:
        for word in target.casefold().replace("-", " ").split():
            beginning = word[: max(3, min(5, len(word) - 1))]
            if len(word) > 3 and any(other.lstrip("«\"'(").startswith(beginning) for other in words):
                return True
    return False


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
