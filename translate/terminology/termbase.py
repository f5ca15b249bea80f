"""The termbase of a run: the files in layers, later ones winning, and look-ups in French text."""

from __future__ import annotations

import gc
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from translate.errors import GlossaryError
from translate.languages import SOURCE
from translate.terminology.concept import Concept, Problem
from translate.terminology.feminine import feminine
from translate.terminology.formats import read_termbase
from translate.terminology.matcher import Matcher, same_phrase, unaccented, words_of
from translate.units import TermMatch

_CASE = f"{SOURCE.code}.case"
_ACCENTS = f"{SOURCE.code}.accents"


class Termbase:
    """Concepts by their French forms.

    A row of a later file replaces, for each of its French forms, what earlier files say
    in the languages it fills; languages it leaves empty keep their earlier terms. Two
    rows of one file with the same French form are joined, the first one's terms preferred.
    """

    def __init__(
        self, layers: Iterable[Iterable[Concept]] = (), warnings: Sequence[Problem] = (), files: Sequence[Path] = ()
    ) -> None:
        self.warnings = tuple(warnings)
        self.files = tuple(files)
        self._forms: dict[str, _Form] = {}
        self._forbidden: list[Concept] = []
        for layer in layers:
            self._add_layer(layer)

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Termbase:
        """Read termbase files, later ones winning.

        Raises GlossaryError naming file and line of the first thing that cannot be used.
        """
        paths = list(paths)
        layers: list[list[Concept]] = []
        warnings: list[Problem] = []
        with _no_collecting():
            for path in paths:
                layer = []
                for item in read_termbase(path):
                    if isinstance(item, Concept):
                        layer.append(item)
                    elif item.severity == "error":
                        raise GlossaryError(str(item))
                    else:
                        warnings.append(item)
                layers.append(layer)
            return cls(layers, warnings, paths)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def entries(self) -> tuple[Concept, ...]:
        """Every concept in force, with the forms and terms that are in force, in file order."""
        forms: dict[int, list[str]] = {}
        concepts: dict[int, Concept] = {}
        for form in self._forms.values():
            concepts[id(form.concept)] = form.concept
            forms.setdefault(id(form.concept), []).append(form.text)
        in_force = (replace(concepts[key], sources=tuple(forms[key])) for key in concepts)
        return (*in_force, *self._forbidden)

    @cached_property
    def digest(self) -> str:
        """16 hex digits that change when a look-up could give something else; "" when empty."""
        digest = hashlib.sha256()
        for key in sorted(self._forms):
            form = self._forms[key]
            terms, grammar = sorted(form.concept.terms.items()), sorted(form.concept.grammar.items())
            digest.update(f"{key}\0{form.text}\0{form.concept.status}\0{terms}\0{grammar}\n".encode())
        for concept in self._forbidden:
            digest.update(f"{concept.sources}\0{sorted(concept.terms.items())}\n".encode())
        return digest.hexdigest()[:16] if self._forms or self._forbidden else ""

    def changed(self, change: Callable[[str, Concept], Concept]) -> Termbase:
        """A termbase of the same forms whose concepts are those that `change` makes of (French form, concept)."""
        other = Termbase((), self.warnings, self.files)
        other._forms = {
            key: form.with_concept(change(form.text, form.concept)) for key, form in self._forms.items()}
        other._forbidden = self._forbidden
        return other

    def match(self, text: str, target: str) -> tuple[TermMatch, ...]:
        """The terms in a French text, in order, none overlapping, with what to say in `target`.

        text: plain, without tags; target: a language code. The longest term wins, and a
        term inside it is not reported. See `matcher` for what counts as the same.
        """
        return tuple(
            TermMatch(
                start, end, text[start:end], form.text, form.targets(target), form.concept.kind, form.concept.grammar
            )
            for start, end, form in self._matcher.find(text)
            if form.concept.status != "ignored"
        )

    def find(self, text: str) -> Iterator[Concept]:
        """The concepts that have `text` in a term of any language; case and accents do not count."""
        wanted = _plain(text)
        for concept in self.entries:
            terms = (term for terms in concept.terms.values() for term in terms)
            if any(wanted in _plain(term) for term in (*concept.sources, *terms)):
                yield concept

    @cached_property
    def _matcher(self) -> Matcher[_Form]:
        matcher: Matcher[_Form] = Matcher()
        with _no_collecting():
            for form in self._forms.values():
                matcher.add(form.words, form)
                for text in _other_spellings(form):
                    words = words_of(text, exact=form.concept.grammar.get(_CASE) == "exact")
                    if same_phrase(words) not in self._forms:
                        matcher.add(words, form)
        return matcher

    def _add_layer(self, layer: Iterable[Concept]) -> None:
        own: dict[str, _Form] = {}
        layered = bool(self._forms)
        for concept in layer:
            if concept.status == "forbidden":
                self._forbidden.append(concept)
                continue
            exact = concept.grammar.get(_CASE) == "exact"
            for text in concept.sources:
                words = words_of(text, exact=exact)
                key = same_phrase(words)
                earlier = self._forms.get(key) if layered else None
                if layered and not earlier:
                    # A term marked exact and the same term unmarked replace each other, too.
                    earlier = self._forms.pop(same_phrase(words_of(text, exact=not exact)), None)
                if doubled := own.get(key):
                    own[key] = doubled.with_concept(_joined(doubled.concept, concept))
                elif not earlier:
                    own[key] = _Form(text, words, concept)
                elif concept.status == "admitted":
                    own[key] = earlier.with_concept(_joined(earlier.concept, concept))
                else:
                    own[key] = _Form(text, words, _over(earlier.concept, concept))
        self._forms.update(own)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the garbage collector, which would walk the growing termbase again and again and find nothing.

    What was made in between is kept out of later collections too; a termbase has no
    reference cycles, so its memory comes back all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


class _Form:
    """One French form of a concept. words: as the matcher knows them."""

    __slots__ = ("concept", "text", "words")

    def __init__(self, text: str, words: Sequence[str], concept: Concept) -> None:
        self.text = text
        self.words = words
        self.concept = concept

    def with_concept(self, concept: Concept) -> _Form:
        return _Form(self.text, self.words, concept)

    def targets(self, language: str) -> tuple[str, ...]:
        terms = self.concept.terms.get(language, ())
        return (self.text,) if self.concept.status == "do-not-translate" and not terms else terms


def _other_spellings(form: _Form) -> Iterator[str]:
    """How a form may stand in a text beside the way it is written: without accents, in the feminine."""
    concept = form.concept
    if concept.kind == "title" and _CASE not in concept.grammar:
        yield feminine(form.text)
    if concept.grammar and concept.grammar.get(_ACCENTS) == "optional":
        yield unaccented(form.text)


def _joined(first: Concept, second: Concept) -> Concept:
    """The first concept with the second's terms behind its own."""
    terms = {
        code: tuple(dict.fromkeys((*first.terms.get(code, ()), *second.terms.get(code, ()))))
        for code in dict.fromkeys((*first.terms, *second.terms))
    }
    return replace(first, terms=terms)


def _over(earlier: Concept, later: Concept) -> Concept:
    """The later concept, with the earlier one's terms in the languages it leaves empty."""
    if later.status == "ignored" or earlier.terms.keys() <= later.terms.keys():
        return later
    return replace(later, terms={**earlier.terms, **later.terms})


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'")).casefold()
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
