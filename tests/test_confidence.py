"""The formula's promises: bounds, and no better evidence ever lowers the result."""

import math

from hypothesis import given
from hypothesis import strategies as st

from translate.confidence import confidence
from translate.units import Finding, TermMatch

SOURCE = "Le comité se réunit demain à Bamako."
TARGET = "The committee meets tomorrow in Bamako."
ERROR, WARNING, INFO = (Finding(severity, severity, "Look.") for severity in ("error", "warning", "info"))
TERM = TermMatch(3, 9, "comité", "comité", ("committee",))
PLACE = TermMatch(29, 35, "Bamako", "Bamako", ("Bamako",))
MISSED = Finding("glossary", "warning", "Look.")
SCORES = st.floats(min_value=-20, max_value=0)
FINDINGS = st.lists(st.sampled_from([ERROR, WARNING, INFO, MISSED]), max_size=6)


def test_certain_and_clean_is_100():
    assert confidence(0.0, SOURCE, TARGET, (), ()) == 100


def test_model_score_is_the_base():
    assert confidence(math.log(0.6), SOURCE, TARGET, (), ()) == 60


def test_findings_weigh_by_severity():
    assert confidence(0.0, SOURCE, TARGET, (ERROR,), ()) == 50
    assert confidence(0.0, SOURCE, TARGET, (WARNING,), ()) == 85
    assert confidence(0.0, SOURCE, TARGET, (INFO,), ()) == 97


def test_missed_terms_weigh_by_their_share():
    assert confidence(0.0, SOURCE, TARGET, (MISSED,), (TERM, PLACE)) == 75
    assert confidence(0.0, SOURCE, TARGET, (MISSED, MISSED), (TERM, PLACE)) == 50
    assert confidence(0.0, SOURCE, TARGET, (), (TERM, PLACE)) == 100


def test_unusual_length_lowers():
    assert confidence(0.0, SOURCE, TARGET, (), (), language="en") == 100
    assert confidence(0.0, SOURCE * 5, TARGET, (), (), language="en") < 65
    assert confidence(0.0, SOURCE, TARGET * 5, (), (), language="en") < 60


def test_nothing_to_be_sure_of():
    assert confidence(0.0, SOURCE, " ", (), ()) == 0
    assert confidence(math.nan, SOURCE, TARGET, (), ()) == 0
    assert confidence(-math.inf, SOURCE, TARGET, (), ()) == 0
    assert confidence(3.0, SOURCE, TARGET, (), ()) == 100


@given(low=SCORES, high=SCORES, findings=FINDINGS)
def test_monotone_in_the_score(low, high, findings):
    worse, better = (confidence(score, SOURCE, TARGET, findings, (TERM,)) for score in sorted((low, high)))
    assert worse <= better


@given(score=SCORES, findings=FINDINGS, more=FINDINGS)
def test_monotone_in_the_findings(score, findings, more):
    fewer = confidence(score, SOURCE, TARGET, findings, (TERM, PLACE))
    assert 0 <= confidence(score, SOURCE, TARGET, findings + more, (TERM, PLACE)) <= fewer <= 100


@given(score=SCORES, words=st.integers(1, 60), more=st.integers(1, 60))
def test_monotone_in_the_length(score, words, more):
    """Away from the usual range, further away is never better, on either side."""
    source = "mot " * 20
    near, far = "word " * words, "word " * (words + more)
    if words >= 30:
        assert confidence(score, source, far, (), ()) <= confidence(score, source, near, (), ())
    if words + more <= 6:
        assert confidence(score, source, near, (), ()) <= confidence(score, source, far, (), ())
