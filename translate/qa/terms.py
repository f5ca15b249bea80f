"""Glossary terms: missing, forbidden, or put in by force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from translate.qa.subject import Subject

if TYPE_CHECKING:
    from translate.terminology import Concept
    from translate.terminology.inflection import Entry, Hit

# Terms are looked for where a word begins like one of their forms: so many letters.
_BEGINNING = 3


class ForbiddenTerms:
    """The terms that termbases forbid in one language, ready to be looked for.

    concepts: those of a termbase (`Termbase.entries`); only the forbidden ones count.
    language: ISO 639-1 of the target. Like every term, a forbidden one is found in all its forms.
    """

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        from translate.terminology.inflection import entry_of, forms
        from translate.terminology.inflection.tokens import tokens

        self.language = language
        self._by_beginning: dict[str, list[tuple[Entry, Concept]]] = {}
        for concept in concepts:
            if concept.status != "forbidden":
                continue
            for rank, term in enumerate(concept.terms.get(language, ())):
                entry = entry_of(term, language, concept.kind, concept.grammar, rank)
                firsts = (tokens(form.text, language)[:1] for form in forms(entry))
                beginnings = {word.key[:_BEGINNING] for words in firsts for word in words}
                # A Bambara term may stand behind another word, in a compound.
                for beginning in {""} if language == "bm" else beginnings:
                    self._by_beginning.setdefault(beginning, []).append((entry, concept))

    def __bool__(self) -> bool:
        return bool(self._by_beginning)

    def find(self, text: str) -> Iterator[tuple[Concept, Entry, Hit]]:
        """Every place of a plain text where a forbidden term stands."""
        from translate.terminology.inflection import find
        from translate.terminology.inflection.tokens import tokens

        beginnings = dict.fromkeys(["", *(token.key[:_BEGINNING] for token in tokens(text, self.language))])
        tried: set[int] = set()
        for beginning in beginnings:
            for entry, concept in self._by_beginning.get(beginning, ()):
                if id(entry) not in tried:
                    tried.add(id(entry))
                    for hit in find(entry, text):
                        yield concept, entry, hit


def glossary(subject: Subject) -> Iterator[str]:
    """Every expected term in one of its permitted forms; one message a term."""
    expected = [match for match in subject.unit.terms if match.targets]
    if not expected:
        return
    from translate.terminology.coverage import rendered  # here: brings dictionaries along

    told: set[str] = set()
    for match in expected:
        if match.entry not in told and not rendered(match, subject.target, subject.language):
            told.add(match.entry)
            permitted = " or ".join(f"“{term}”" for term in match.targets)
            yield f"Glossary: “{match.source}” should be {permitted} here."


def case(subject: Subject) -> Iterator[str]:
    """A Russian term in a case that the preposition right before it does not take (с Гойте)."""
    if subject.language != "ru":
        return
    from translate.terminology.coverage import entries
    from translate.terminology.inflection import case_fits, find

    told: set[tuple[int, int]] = set()
    for match in subject.unit.terms:
        for entry in entries(match, subject.language):
            for hit in find(entry, subject.target):
                if (hit.start, hit.end) not in told and hit.by == "form" and not case_fits(hit, subject.target):
                    told.add((hit.start, hit.end))
                    before = subject.target[: hit.start].split()[-1]
                    yield f"“{before} {hit.text}”: the preposition takes another case."


def forbidden(subject: Subject) -> Iterator[str]:
    """A forbidden term, unless it is the right one for something else that the source says.

    A term may be forbidden for one thing and preferred for another (*junta* for *Transition*
    and for *junte*): then as many are in order as the source asks for.
    """
    if not subject.forbidden:
        return
    found = list(subject.forbidden.find(subject.target))
    if not found:
        return
    permitted = list(_permitted(subject))
    told: set[tuple[str, str]] = set()
    for concept, entry, hit in found:
        if any(start <= hit.start and hit.end <= end and end - start > hit.end - hit.start for start, end in permitted):
            continue  # part of a longer, permitted term
        asked_for = sum(entry.text in match.targets for match in subject.unit.terms)
        written = sum(other == entry for _, other, _ in found)
        source = " | ".join(concept.sources)
        if written <= asked_for or (entry.text, source) in told:
            continue
        told.add((entry.text, source))
        instead = next(
            (match.targets[0] for match in subject.unit.terms if match.entry in concept.sources and match.targets), ""
        )
        use = f"; use “{instead}”" if instead else ""
        yield f"“{hit.text}” is forbidden for “{source}”{use}."


def _permitted(subject: Subject) -> Iterator[tuple[int, int]]:
    """Where the permitted terms of the unit stand in the target."""
    from translate.terminology.coverage import entries
    from translate.terminology.inflection import find

    for match in subject.unit.terms:
        for entry in entries(match, subject.language):
            for hit in find(entry, subject.target):
                yield hit.start, hit.end


def forced(subject: Subject) -> Iterator[str]:
    """The engine put a term in where the model would not write it."""
    if "term-forced" in subject.flags:
        yield "A glossary term was put into this sentence by force: see whether the words around it fit."
