"""Which candidate is kept, and when none is."""

from __future__ import annotations

import pytest

from translate.adaptation.choice import Trial, forgotten, no_gain, preferred
from translate.adaptation.measure import TestSet
from translate.evaluation import Scores

ENGLISH = TestSet("held-out", "corrections", "en", ("Bonjour.",), ("Hello.",))
RUSSIAN = TestSet("held-out", "corrections", "ru", ("Bonjour.",), ("Здравствуйте.",))
GENERAL = TestSet("guard", "general", "en", ("Merci.",), ("Thank you.",))
BAMBARA = TestSet("drift", "general", "bm", ("Merci.",), ("I ni ce.",))


def trial(alpha: float, likelihood: float = -1.2, **chrf: float) -> Trial:
    sets = {"en": ENGLISH, "ru": RUSSIAN, "general": GENERAL, "drift": BAMBARA}
    return Trial(alpha, {sets[name]: Scores(1, 10.0, value, "", "") for name, value in chrf.items()},
                 {BAMBARA: likelihood})


BASE = trial(0, en=50, ru=40, general=60, drift=100)


@pytest.mark.parametrize(
    ("candidates", "alphas"),
    [
        ([trial(1, en=60, ru=45), trial(0.5, en=55, ru=42), trial(0.25, en=52, ru=41)], [1, 0.5, 0.25]),
        # Nearly as good: the one nearer to the base.
        ([trial(1, en=60, ru=45), trial(0.5, en=59.8, ru=45), trial(0.25, en=52, ru=41)], [0.5, 0.25]),
        # Past the mark: further from the base is no better.
        ([trial(1, en=52, ru=41), trial(0.5, en=60, ru=45), trial(0.25, en=52, ru=41)], [0.5, 0.25]),
        # One language must not pay for the other.
        ([trial(1, en=70, ru=39), trial(0.5, en=55, ru=40)], [0.5]),
        ([trial(1, en=50, ru=40)], []),
        ([], []),
    ],
)
def test_the_nearest_to_the_base_that_gains_nearly_as_much_comes_first(candidates, alphas):
    assert [found.alpha for found in preferred(BASE, candidates)] == alphas


def test_why_nothing_is_better_is_said_with_the_figures():
    assert no_gain(BASE, []).startswith("no epoch of fine-tuning came nearer")
    worse = [trial(1, en=49, ru=44), trial(0.5, en=50, ru=40)]
    assert no_gain(BASE, worse) == (
        "chrF2 on the held-out corrections changes by -1.00, +4.00, which is no improvement")


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (trial(1, en=60, ru=45, general=59.6, drift=90), ""),
        (trial(1, en=60, ru=45, general=59.4, drift=90),
         "guard general.fr-en falls from 60.0 to 59.4 chrF2, more than 0.5"),
        (trial(1, likelihood=-1.25, en=60, ru=45, general=60, drift=90),
         "drift general.fr-bm: the old model's drafts become 0.050 nats a token less likely, more than 0.03"),
    ],
)
def test_a_model_that_forgets_is_refused_with_the_figures(after, reason):
    assert forgotten(BASE, after, {}, 0.5) == reason


def test_general_text_is_compared_with_the_model_of_the_first_adaptation():
    after = trial(1, en=60, ru=45, general=59.7, drift=95)
    assert forgotten(BASE, after, {GENERAL.digest: 60.1}, 0.5) == ""
    assert "falls from 60.3 to 59.7" in forgotten(BASE, after, {GENERAL.digest: 60.3}, 0.5)


def test_only_the_languages_a_model_is_used_for_count():
    after = trial(1, en=60, ru=45, general=55, drift=95)
    assert forgotten(BASE, after, {}, 0.5)
    assert forgotten(BASE, after, {}, 0.5, {"other"}) == ""
    assert forgotten(BASE, after, {}, 0.5, {GENERAL.language}) == forgotten(BASE, after, {}, 0.5)
