"""Every check in one table: code, severity, what it means for the reviewer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translate.qa import (
    amounts,
    dates,
    fidelity,
    figures,
    form,
    other_language,
    presence,
    scripts,
    sentences,
    terms,
    typeset,
)
from translate.qa.subject import Subject

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Check:
    """One check. function: yields one sentence to the reviewer for each thing found."""

    code: str
    severity: str
    meaning: str
    function: Callable[[Subject], Iterator[str]]


# Errors first, `empty` first of all: without a target nothing else can be checked.
CHECKS = (
    Check("empty", "error", "There is no translation.", presence.empty),
    Check("untranslated", "error", "Text was left in French.", presence.untranslated),
    Check("language", "error", "It is in another language.", other_language.other_language),
    Check("numbers", "error", "A number differs from the source.", figures.numbers),
    Check("dates", "error", "A month or weekday differs from the source.", dates.dates),
    Check("amounts", "error", "A currency or a per cent sign differs from the source.", amounts.amounts),
    Check("tags", "error", "Inline tags are missing, added or crossed.", fidelity.tags),
    Check("urls", "error", "A web or e-mail address differs.", fidelity.urls),
    Check("repetition", "error", "The same words come again and again.", form.repetition),
    Check("script", "error", "Letters are of another alphabet.", scripts.script),
    Check("forbidden", "error", "A forbidden term is used.", terms.forbidden),
    Check("conflict", "warning", "Two people changed it: the other text is in the note.", presence.conflict),
    Check("glossary", "warning", "A glossary term is not used.", terms.glossary),
    Check("case", "warning", "A term is in a case its preposition does not take.", terms.case),
    Check("forced", "warning", "A glossary term was put in by force.", terms.forced),
    Check("length", "warning", "Much shorter or longer than usual.", form.length),
    Check("sentences", "warning", "A sentence is lost or stands twice.", sentences.sentences),
    Check("unknown", "warning", "The model does not know some characters.", presence.unknown),
    Check("orthography", "warning", "Letters or spellings outside today's orthography.", scripts.orthography),
    Check("final-mark", "warning", "The final ?, ! or : was lost or added.", form.final_mark),
    Check("pairs", "warning", "Quotation marks or brackets do not pair.", form.pairs),
    Check("capital", "warning", "The first letter should be a capital.", form.capital),
    Check("doubled", "warning", "A word stands twice in a row.", form.doubled),
    Check("spaces", "info", "A space is missing or too many.", form.spaces),
    Check("typography", "info", "The language prints some signs or spaces otherwise.", typeset.typeset),
    Check("split", "info", "A long sentence was translated in parts.", presence.split),
)
