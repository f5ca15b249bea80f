"""Each check on sentences of our own: what it must say, and what it must leave alone."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import qa
from translate.article import Segment, Span
from translate.languages import TARGETS
from translate.terminology import Concept
from translate.units import TermMatch, Unit

LINK = Span(3, 9, "link", "https://example.org")


def findings(source, target, language="en", *, spans=(), origin="", flags=(), terms=()):
    unit = Unit(Segment("s1", "b1", "paragraph", source, spans), target=target, origin=origin, terms=terms)
    return qa.check(unit, language, engine_flags=flags)


def codes(source, target, language="en", **more):
    return [finding.code for finding in findings(source, target, language, **more)]


@pytest.mark.parametrize(
    ("source", "target", "language", "code"),
    [
        ("Le marché ouvre demain.", "", "en", "empty"),
        ("Le marché ouvre demain.", "Le marché ouvre demain.", "en", "untranslated"),
        ("Le marché ouvre demain.", "Le marché ouvre demain.", "ru", "untranslated"),
        ("Le marché ouvre demain.", "Le marché ouvre demain.", "bm", "untranslated"),
        (
            "Le maire ouvre le grand marché de la ville.", "The mayor opens le grand marché de la ville.",
            "en", "untranslated",
        ),
        ("C’est la 2e école de la ville.", "Это 2e школа города.", "ru", "untranslated"),
        ("Il y a 45 écoles.", "There are 54 schools.", "en", "numbers"),
        ("Il y a des écoles.", "There are 54 schools.", "en", "numbers"),
        ("Le budget est de 3,5 milliards.", "The budget is 35 billion.", "en", "numbers"),
        ("En 2012, la ville changea.", "В 2021 году город изменился.", "ru", "numbers"),
        ("Écrivez à info@example.org.", "Write to infos@example.org.", "en", "urls"),
        ("Voir www.example.org/page.", "See the page.", "en", "urls"),
        ("Il parle.", "He said and said and said and said and said it.", "en", "repetition"),
        ("Il parle de paix.", "Он говорит о мире о мире о мире о мире.", "ru", "repetition"),
        ("Le ministre arrive.", "Министр arrives.", "ru", "script"),
        ("Le ministre arrive.", "Mинистр приехал.", "ru", "script"),  # Latin M
        ("Le ministre arrive.", "The министр arrives.", "en", "script"),
        ("Le ministre arrive.", "Minisiri нana.", "bm", "script"),
        ("Il est venu hier.", "A nàna kunun, a yèlèla.", "bm", "orthography"),
        ("Il est venu hier.", "A bε yan.", "bm", "orthography"),  # Greek epsilon
        ("Son œil va bien.", "A nyɛ ka kɛnɛ.", "bm", "orthography"),
        ("Pourquoi est-il parti ?", "Why he left.", "en", "final-mark"),
        ("Voici la liste :", "Here is the list.", "en", "final-mark"),
        ("Il est parti.", "Did he leave?", "en", "final-mark"),
        ("« Je viens », dit-il.", "“I am coming, he said.", "en", "pairs"),
        ("Le comité (créé hier) siège.", "The committee (created yesterday meets.", "en", "pairs"),
        ("Le comité siège.", "the committee meets.", "en", "capital"),
        ("Le comité siège.", "The the committee meets.", "en", "doubled"),
        ("Le comité siège.", "The  committee meets.", "en", "spaces"),
        ("Le comité siège, dit-il.", "Комитет заседает , сказал он.", "ru", "spaces"),
        ("Le maire parle de paix avec les jeunes.", "The mayor speaks of peace with the young.", "bm", "language"),
        ("Le maire parle de paix.", "Мер говорить про мир із молоддю, і це є для них важливо.", "ru", "language"),
        ("Le maire parle de paix.", "Der Bürgermeister spricht mit den Jungen und das ist gut.", "en", "language"),
        ("La foire ouvre le 12 mai 2024.", "The fair opens on 12 June 2024.", "en", "dates"),
        ("La foire ouvre le 12 mai 2024.", "Ярмарка откроется 12 июня 2024 года.", "ru", "dates"),
        ("La foire ouvre le 12 mai 2024.", "Foire bɛ dayɛlɛ san 2024 zuwɛnkalo tile 12.", "bm", "dates"),
        ("La foire ouvre le 03/05/2024.", "Ярмарка откроется 05.03.2024.", "ru", "dates"),
        ("Le conseil siège mardi.", "The council meets on Thursday.", "en", "dates"),
        ("Le conseil siège mardi.", "Совет заседает в четверг.", "ru", "dates"),
        ("Le conseil siège mardi.", "Kɔnsɛyi bɛ sigi alamisa don.", "bm", "dates"),
        ("Le pont coûte 3 millions d’euros.", "The bridge costs 3 million dollars.", "en", "amounts"),
        ("Le pont coûte 3 millions de francs CFA.", "Мост стоит 3 миллиона рублей.", "ru", "amounts"),
        ("Le prix monte de 5 %.", "The price goes up by 5.", "en", "amounts"),
        ("Le prix monte de 5 %.", "Цена растёт на 5.", "ru", "amounts"),
        ("La ville a 10 500 foyers.", "The town has 10.500 households.", "en", "numbers"),
        ("La ville a 10 500 foyers.", "В городе 10,500 хозяйств.", "ru", "numbers"),
        ("Il a plu. Le puits est plein.", "It has rained all day. It has rained all day.", "en", "sentences"),
        (
            "Le puits est plein depuis hier soir. Les femmes du quartier y vont dès le matin avec leurs seaux.",
            "Колодец полон со вчерашнего вечера.", "ru", "sentences",
        ),
        ("Il dit « oui ».", 'He says "yes".', "en", "typography"),
        ("Soit 5 % de plus.", "Это на 5% больше.", "ru", "typography"),
        ("Soit 10 000 voix.", "That is 10 000 votes.", "en", "typography"),
        ("Il vient avec sa sœur.", "Он пришёл c сестрой.", "ru", "script"),  # Latin c
        ("Il vient.", "Він прийшов.", "ru", "script"),
        ("Il vient avec sa sœur.", "He met а sister.", "en", "script"),  # Cyrillic а
        ("Il arrive.", "A bɛ na vite.", "bm", "orthography"),
        ("La coopération entre les deux pays avance, et elle donne des fruits.", "It goes.", "en", "length"),
        ("Il part.", "He is leaving, and many people in the whole city know why he is.", "en", "length"),
    ],
)
def test_fires(source, target, language, code):
    assert code in codes(source, target, language)


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("Le marché ouvre demain.", "The market opens tomorrow.", "en"),
        ("Le marché ouvre demain.", "Рынок открывается завтра.", "ru"),
        ("Le marché ouvre demain.", "Sugu bɛ da yɛlɛ sini.", "bm"),
        ("Bamako", "Bamako", "en"),
        ("Transition", "Transition", "en"),
        ("La rédaction du Monde", "The staff of Le Monde", "en"),
        ("Il y a 10 000 élèves et 3,5 % d’absents.", "There are 10,000 pupils and 3.5% are absent.", "en"),
        ("Il y a 10 000 élèves.", "Здесь 10\u00a0000 учеников.", "ru"),
        ("Les 10 000 élèves et 3,5 %", "Kalanden 10\u00a0000 ani 3,5%", "bm"),
        ("Le 1er mai, à 20 h 30", "On May 1 at 8:30 p.m.", "en"),
        ("La réunion du 12/05/2024", "The meeting of 12 May 2024", "en"),
        ("Au XIXe siècle", "In the 19th century", "en"),
        ("Au 19e siècle", "В XIX веке", "ru"),
        ("Trois pays et vingt-cinq villes", "3 countries and 25 towns", "en"),
        ("Les 14 pays et les 2 villes", "Четырнадцать стран и два города", "ru"),
        ("Les 35 villages", "Dugu bi saba ni duuru", "bm"),
        ("Dans les années 90", "In the 1990s", "en"),
        ("Cela coûte 2,5 millions.", "It costs 2,500,000.", "en"),
        ("Il faut 5 000 FCFA.", "Dɔrɔmɛ 1\u00a0000 ka kan ka di.", "bm"),
        ("Il faut 2 500 000 FCFA.", "Miliyɔn 2 ni dɔrɔmɛ 100\u00a0000 de ka kan ka sɔrɔ.", "bm"),
        ("La foire ouvre le 12 mai.", "The fair opens on May 12.", "en"),
        ("La foire ouvre le 3 mai.", "Ярмарка откроется 3 мая.", "ru"),
        ("La foire ouvre le 3 mai, un mardi.", "Foire bɛ dayɛlɛ mɛkalo tile 3, tarata.", "bm"),
        ("La foire ouvre le 03/05/2024.", "The fair opens on 05/03/2024.", "en"),
        ("Il part en mars.", "He may leave in March.", "en"),
        ("La moitié, soit 50 %, vote.", "Half of them, 50 per cent, vote.", "en"),
        ("Cela coûte 500 francs CFA.", "Это стоит 500 франков КФА.", "ru"),
        ("Il parle. Elle écoute.", "He speaks, and she listens.", "en"),
        ("Le ministre russe Vladimir Kozine", "Irisi minisiri Vladimiri Kozini", "bm"),
        ("L’ONU et WhatsApp à Bamako", "ООН и WhatsApp в Бамако", "ru"),
        ("Au chapitre IV, la CEDEAO", "В главе IV ЭКОВАС", "ru"),
        ("Le lien https://example.org/a.", "Ссылка https://example.org/a.", "ru"),
        ("« Le pays avance.", "“The country moves on.", "en"),
        ("« Le pays avance.", "«\u00a0Jamana bɛ taa ɲɛ.", "bm"),
        ("Il change petit à petit.", "A bɛ yɛlɛma dɔɔnin dɔɔnin.", "bm"),
        ("Il avait eu raison.", "He had had reason.", "en"),
        ("Qui vient ?", "Jɔn bɛ na wa\u00a0?", "bm"),
        ("Son humanité est grande.", "A ka hadamadenya ka bon.", "bm"),
    ],
)
def test_leaves_alone(source, target, language):
    assert codes(source, target, language) == []


def test_empty_stands_alone_and_tells_why():
    assert codes("Il y a 45 écoles ?", "  ") == ["empty"]
    (finding,) = findings("Il part.", "", flags=("empty",))
    assert "translate this segment yourself" in finding.message


def test_copied_text_is_not_called_untranslated():
    names = "Aminata Traoré et Seydou Keïta"
    assert codes(names, names, "ru", origin="copy") == []


def test_tags():
    source = "Le marché ouvre."
    assert codes(source, "The <1>market</1> opens.", spans=(LINK,)) == []
    assert codes(source, "The market opens.", spans=(LINK,)) == ["tags"]
    assert codes(source, "The <1>market</1> <2/>opens.", spans=(LINK,)) == ["tags"]
    assert codes(source, "The </1>market<1> opens.", spans=(LINK,)) == ["tags"]
    assert codes(source, "The <1>market</1> <1>opens</1>.", spans=(LINK,)) == ["tags"]
    (finding,) = findings(source, "The market opens.", spans=(LINK,))
    assert "<1> </1>" in finding.message


@pytest.mark.parametrize(
    ("flag", "code"),
    [("loop", "repetition"), ("dropped", "length"), ("unknown", "unknown"), ("split", "split")],
)
def test_engine_flags_become_findings(flag, code):
    assert codes("Le marché ouvre.", "The market opens.", flags=(flag,)) == [code]


def test_glossary_terms():
    market = TermMatch(3, 9, "marché", "marché", ("market", "fair"))
    unknown = TermMatch(3, 9, "marché", "marché", ())
    assert codes("Le marché ouvre.", "The market opens.", terms=(market, unknown)) == []
    assert codes("Le marché ouvre.", "The fair opens.", terms=(market,)) == []
    (finding,) = findings("Le marché ouvre.", "The shop opens.", terms=(market, market))
    assert (finding.code, finding.severity) == ("glossary", "warning")
    assert finding.message == "Glossary: “marché” should be “market” or “fair” here."


def forbidden_terms(language, **terms):
    concepts = [Concept((source,), {language: (term,)}, status="forbidden") for source, term in terms.items()]
    return qa.ForbiddenTerms([*concepts, Concept(("marché",), {language: ("market",)})], language)


@pytest.mark.parametrize(
    ("target", "language", "term"),
    [
        ("The juntas met.", "en", "junta"),
        ("Решение хунты принято.", "ru", "хунта"),
        ("Junta ka laɲini.", "bm", "junta"),
    ],
)
def test_a_forbidden_term_is_found_in_every_form(target, language, term):
    unit = Unit(Segment("s", "b", "paragraph", "Les dirigeants décident."), target=target)
    found = qa.check(unit, language, forbidden=forbidden_terms(language, Transition=term))
    assert [finding.severity for finding in found if finding.code == "forbidden"] == ["error"]


def test_a_forbidden_term_that_something_else_asks_for():
    junta = TermMatch(3, 8, "junte", "junte", ("junta",))
    transition = TermMatch(12, 22, "Transition", "Transition", ("transition",))
    segment = Segment("s", "b", "paragraph", "La junte, la Transition.")
    terms = forbidden_terms("en", Transition="junta")

    def messages(target, *matches):
        unit = Unit(segment, target=target, terms=matches)
        return [row.message for row in qa.check(unit, "en", forbidden=terms) if row.code == "forbidden"]

    assert messages("The junta, the transition.", junta, transition) == []
    assert messages("The junta, the junta.", junta, transition) == [
        "“junta” is forbidden for “Transition”; use “transition”."
    ]
    longer = TermMatch(0, 9, "La junte", "La junte", ("Junta de Andalucía",))
    assert messages("The Junta de Andalucía met.", longer) == []


def test_a_forced_term_is_told():
    assert codes("Le marché ouvre.", "The market opens.", flags=("term-forced",)) == ["forced"]


def test_many_foreign_words_are_one_finding():
    found = findings("Il vient.", "The mayor comes back today.", "ru")
    (message,) = (row.message for row in found if row.code == "script")
    assert message == "5 words are not in the alphabet of Russian: “The mayor comes back today”."


def test_a_text_full_of_letters_outside_the_alphabet_is_one_finding():
    found = [row.message for row in findings("Il vient.", "à nà wò kèlè tùn fò", "bm") if row.code == "orthography"]
    assert found == [
        "6 words have letters that Bambara does not use today (à, è → ɛ, ò → ɔ, ù): is this Bambara?"
    ]


def test_a_retry_that_helped_is_not_a_finding():
    assert codes("Le marché ouvre.", "The market opens.", flags=("retried",)) == []


def test_numbers_name_what_to_look_at():
    (missing, added) = findings("Il y a 45 écoles.", "There are 54 schools.")
    assert "45" in missing.message
    assert "54" in added.message


def test_errors_come_first():
    severities = [finding.severity for finding in findings("Il a 45 ans, dit-il ?", "he is  54 54")]
    assert severities == sorted(severities, key=qa.SEVERITIES.index)
    assert len(severities) > 3


@pytest.mark.parametrize("piece", ["1.000", "x", "9", "a.", "ab-", "un deux ", "<1>", '"', "https://", "a@"])
def test_absurd_lengths_take_no_time(piece):
    """A hostile article or a model in a loop; nothing may be quadratic here (or too long for an int)."""
    started = time.process_time()
    for source, target in ((piece * 3000, "x"), ("x", piece * 3000), (piece * 3000, piece * 3000)):
        assert all(len(finding.message) <= 300 for finding in findings(source, target, "ru"))
    assert time.process_time() - started < 10


def test_registry_is_sound():
    assert len({row.code for row in qa.CHECKS}) == len(qa.CHECKS)
    assert qa.CHECKS[0].code == "empty"
    for row in qa.CHECKS:
        assert row.severity in qa.SEVERITIES
        assert qa.meaning(row.code) == row.meaning
        assert row.meaning.endswith(".")
    assert qa.meaning("from-another-version") == ""


@pytest.mark.parametrize("language", TARGETS)
@settings(max_examples=60, deadline=None)
@given(source=st.text(max_size=60), target=st.text(max_size=60))
def test_any_text_is_checked_without_a_crash(language, source, target):
    for finding in findings(source, target, language):
        assert finding.severity in qa.SEVERITIES
        assert "\n" not in finding.code


def test_the_page_for_users_lists_every_check():
    page = (Path(__file__).parents[2] / "docs" / "qa.md").read_text(encoding="utf-8")
    for row in (*qa.CHECKS, *qa.TOGETHER):
        assert f"| `{row.code}` | {row.severity} | {row.meaning} |" in page


def test_a_conflict_of_two_reviewers_is_shown_until_it_is_settled():
    note = "ask the desk\nconflict (ru (1).po, reviewed): Рынок открылся."
    unit = Unit(Segment("s1", "b1", "paragraph", "Le marché ouvre."), target="Рынок открывается.", note=note)
    found = [finding for finding in qa.check(unit, "ru") if finding.code == "conflict"]
    assert len(found) == 1
    assert "ru (1).po, reviewed" in found[0].message
    settled = Unit(unit.segment, target=unit.target, note="ask the desk")
    assert not any(finding.code == "conflict" for finding in qa.check(settled, "ru"))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Он говорил с Гойте.", ["case"]),
        ("Он говорил с Гойтой.", []),
        ("Это слова Гойты.", []),
        ("Он едет к Гойту.", ["case"]),
    ],
)
def test_a_case_that_the_preposition_does_not_take_is_told(target, expected):
    term = TermMatch(14, 19, "Goïta", "Goïta", ("Гойта",), "person")
    assert codes("Il parle avec Goïta.", target, "ru", terms=(term,)) == expected
