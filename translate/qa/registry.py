"""Every check in one table: code, severity, what it means for the reviewer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translate.qa import fidelity, figures, form, presence, scripts
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
    Check("numbers", "error", "A number differs from the source.", figures.numbers),
    Check("tags", "error", "Inline tags are missing, added or crossed.", fidelity.tags),
    Check("urls", "error", "A web or e-mail address differs.", fidelity.urls),
    Check("repetition", "error", "The same words come again and again.", form.repetition),
    Check("script", "error", "Letters are of another alphabet.", scripts.script),
    Check("glossary", "warning", "A glossary term is not used.", fidelity.glossary),
    Check("length", "warning", "Much shorter or longer than usual.", form.length),
    Check("unknown", "warning", "The model does not know some characters.", presence.unknown),
    Check("orthography", "warning", "A spelling of before today's orthography.", scripts.orthography),
    Check("final-mark", "warning", "The final ?, ! or : was lost or added.", form.final_mark),
    Check("pairs", "warning", "Quotation marks or brackets do not pair.", form.pairs),
    Check("capital", "warning", "The first letter should be a capital.", form.capital),
    Check("doubled", "warning", "A word stands twice in a row.", form.doubled),
    Check("spaces", "info", "A space is missing or too many.", form.spaces),
    Check("split", "info", "A long sentence was translated in parts.", presence.split),
)
