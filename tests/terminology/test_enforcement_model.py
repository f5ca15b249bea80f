"""Terms put right in what the embedded model says: right, or flagged, whatever the glossary asks for."""

from __future__ import annotations

import pytest

from translate import engines
from translate.engines.marian import MarianEngine
from translate.terminology import Concept, Termbase
from translate.terminology.coverage import covered
from translate.terminology.enforcement import FORCED, MISSING, enforced, request_for

TEXTS = (
    "Le président du Mali a parlé.",
    "Le marché ouvre à huit heures.",
    "Bamako et Moscou ont signé un accord.",
    "LE PRÉSIDENT DU MALI A PARLÉ",
)

# Names no model would write by itself.
TERMS = Termbase([[
    Concept(("Mali",), {"en": ("Malovia",), "ru": ("Маловия",)}, "place"),
    Concept(("Moscou",), {"en": ("Mosburg",), "ru": ("Мосбург",)}, "place"),
]])
NONE = Termbase()


@pytest.fixture(scope="module")
def engine() -> MarianEngine:
    return engines.load(threads=1)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_term_is_right_or_flagged_and_nothing_else_is_touched(engine: MarianEngine, language: str) -> None:
    requests = [request_for(text, language, TERMS.match(text, language)) for text in TEXTS]
    without = [request_for(text, language, NONE.match(text, language)) for text in TEXTS]
    plain, bare = engine.translate(requests), engine.translate(without)
    results = enforced(engine, requests, plain, TERMS)
    right = 0
    for request, own, before, after in zip(requests, bare, plain, results):
        terms = TERMS.match(request.text, language)
        if not terms:
            assert after is before
            assert after == own, "as without a glossary, to the last bit of its score"
            continue
        held = all(covered(term, after.best.text, language) for term in terms)
        assert held != (MISSING in after.flags)
        right += held
        if not held:
            assert FORCED not in after.flags or len(terms) > 1
    assert right >= 2
    alone = enforced(engine, requests[:1], plain[:1], TERMS)[0]
    assert (alone.best.text, alone.flags) == (results[0].best.text, results[0].flags)
