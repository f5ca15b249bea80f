"""What shows only when units are read together."""

from translate import qa
from translate.article import Segment
from translate.units import TermMatch, Unit


def units(*pairs, terms=()):
    return [
        Unit(Segment(f"s{number}", "b", "paragraph", source), target=target, terms=tuple(terms))
        for number, (source, target) in enumerate(pairs)
    ]


def codes(found):
    return {place: [finding.code for finding in findings] for place, findings in found.items()}


def test_the_same_sentence_translated_in_two_ways():
    article = units(
        ("La séance est levée.", "The session is closed."),
        ("Il parle.", "He speaks."),
        ("La séance est levée !", "The meeting is over!"),
    )
    found = qa.check_article(article, "en")
    assert codes(found) == {2: ["varies"]}
    assert "“The session is closed.”" in found[2][0].message


def test_the_same_translation_for_two_sentences():
    article = units(
        ("La séance est levée.", "The session is now closed."),
        ("La route est coupée.", "The session is now closed."),
        ("Elle vient.", "He comes."),  # short ones may coincide: il vient, elle vient
        ("Il vient.", "He comes."),
    )
    assert codes(qa.check_article(article, "en")) == {1: ["same-target"]}


def test_what_repeats_as_the_source_does_is_left_alone():
    same = ("La séance est levée.", "The session is <1>closed</1>.")
    article = units(same, same, ("Il part.", ""), ("Il part.", ""))
    assert qa.check_article(article, "en") == {}


def test_a_term_rendered_in_two_ways():
    term = TermMatch(3, 9, "mairie", "mairie", ("town hall", "city hall"))
    article = units(
        ("La mairie ouvre.", "The town hall opens."),
        ("La mairie ferme.", "City hall closes."),
        ("Les mairies votent.", "The town halls vote."),
        terms=[term],
    )
    found = qa.check_article(article, "en")
    assert codes(found) == {1: ["term-varies"]}
    assert "“mairie” is “city hall” here and “town hall” elsewhere" in found[1][0].message


def test_russian_cases_are_one_rendering():
    term = TermMatch(3, 9, "mairie", "mairie", ("мэрия", "ратуша"))
    article = units(
        ("La mairie ouvre.", "Мэрия открывается."), ("Il va à la mairie.", "Он идёт в мэрию."), terms=[term]
    )
    assert qa.check_article(article, "ru") == {}


def test_acronym_and_long_form_may_stand_side_by_side():
    term = TermMatch(2, 8, "CEDEAO", "CEDEAO", ("ECOWAS", "Economic Community of West African States"))
    article = units(
        ("La CEDEAO vote.", "The Economic Community of West African States votes."),
        ("La CEDEAO siège.", "ECOWAS meets."),
        terms=[term],
    )
    assert qa.check_article(article, "en") == {}


def test_a_longer_term_that_holds_a_shorter_one_counts_as_the_longer():
    term = TermMatch(2, 6, "Mali", "Mali", ("Mali", "Republic of Mali"))
    article = units(("Le Mali vote.", "Mali votes."), ("Le Mali siège.", "The Republic of Mali meets."), terms=[term])
    assert codes(qa.check_article(article, "en")) == {1: ["term-varies"]}


def test_a_batch_names_the_articles_that_differ():
    term = TermMatch(3, 9, "mairie", "mairie", ("town hall", "city hall"))
    batch = qa.Batch()
    for name, target in (("a", "City hall opens."), ("b", "The town hall opens."), ("c", "The town hall opens.")):
        batch.add(name, units(("Il pleut.", "It rains."), ("La mairie ouvre.", target), terms=[term]), "en")
    batch.add("a", units(("La mairie ouvre.", "La town hall."), terms=[term]), "ru")  # another language, another batch
    ((article, language, place, finding),) = batch.findings()
    assert (article, language, place, finding.code) == ("a", "en", 1, "term-varies")
    assert "“city hall” in this article and “town hall” in 2 others" in finding.message
