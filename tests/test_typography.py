"""Printing conventions put into plain engine output."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from translate.languages import TARGETS
from translate.markup import TAG
from translate.typography import CONVENTIONS, apply
from translate.typography.french import NUMBER_SIGN, ORDINAL

N = "\u00a0"


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ('He said: "We will sign."', "He said: “We will sign.”"),
        ('He said: "It is a "historic" day."', "He said: “It is a ‘historic’ day.”"),
        ("Mali's choice, the students' vote", "Mali’s choice, the students’ vote"),
        ("the so-called 'new era' began", "the so-called ‘new era’ began"),
        ("in the '90s and '60s", "in the ’90s and ’60s"),
        ('alone", he said. "Then', "alone”, he said. “Then"),  # a quotation over several segments
        ("« Welcome » to all", "“Welcome” to all"),
        ("10 000 people and 7 663 464 votes", "10,000 people and 7,663,464 votes"),
        ("a rise of 3,5 % in 2024", "a rise of 3.5% in 2024"),
        ("1 234,56 francs", "1,234.56 francs"),
        ("It grew – slowly – again", "It grew—slowly—again"),
        ("from 2020 – 2025, pages 12–15", "from 2020–2025, pages 12–15"),
        ("– Yes, he said.", "— Yes, he said."),
        ("Wait... (what ?) Now !", "Wait… (what?) Now!"),
        ("one  two", "one two"),
        ("“It is a “historic” day.”", "“It is a ‘historic’ day.”"),
        ("the 1er, 2e and 11ème of May", "the 1st, 2nd and 11th of May"),
        ("decree n° 12 and n°13", f"decree No.{N}12 and No.{N}13"),
        ("10\u202f000 and 10\u2009000 people", "10,000 and 10,000 people"),
    ],
)
def test_english(plain, printed):
    assert apply(plain, "en") == printed


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ('Он сказал: "Мы готовы".', "Он сказал: «Мы готовы»."),
        ('Статья "О роли "Африки" сегодня"', "Статья «О роли „Африки“ сегодня»"),
        ("Он – президент – приехал", f"Он{N}— президент{N}— приехал"),
        ("Мали - это страна", f"Мали{N}— это страна"),
        ("- это список", "- это список"),
        ("10 000 человек, 5% и 7,5 %", f"10{N}000 человек, 5{N}% и 7,5{N}%"),
        ("рост на 3.5% и 2.4 млн", f"рост на 3,5{N}% и 2,4 млн"),
        ("№5 и № 12", f"№{N}5 и №{N}12"),
        ("в 2020–2025 годах", "в 2020–2025 годах"),
        ("Н'Диайе...", "Н’Диайе…"),
        ("«О роли «Африки» сегодня»", "«О роли „Африки“ сегодня»"),
        ("«А», «Б» и «В»", "«А», «Б» и «В»"),
        ("12/05/2024 и 1/6/2024, но 3/4", "12.05.2024 и 1.6.2024, но 3/4"),
        ("1er мая и 2e место", "1 мая и 2e место"),
        ("в XIXe веке", "в XIX веке"),
        ("указ n° 12", f"указ №{N}12"),
    ],
)
def test_russian(plain, printed):
    assert apply(plain, "ru") == printed


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ('A ko: "I ni ce!"', f"A ko{N}: «{N}I ni ce{N}!{N}»"),
        ("A y'a fɔ, n'a sera.", "A y’a fɔ, n’a sera."),
        ("A taara wa ? Awɔ; a taara.", f"A taara wa{N}? Awɔ{N}; a taara."),
        ("mɔgɔ 10 000, miliyari 4.8, 5 %", f"mɔgɔ 10{N}000, miliyari 4,8, 5%"),
        ('"A ko "ayi" dɔrɔn"', f"«{N}A ko “ayi” dɔrɔn{N}»"),
        ("Bamakɔ — Mali", "Bamakɔ – Mali"),
        ("nɛgɛ kaɲɛ 9:30 (?)", "nɛgɛ kaɲɛ 9:30 (?)"),
        ("san 2e ni 3ème, tile 1er", "san 2nan ni 3nan, tile 1er"),
        ("«A ko «ayi» dɔrɔn»", f"«{N}A ko “ayi” dɔrɔn{N}»"),
    ],
)
def test_bambara(plain, printed):
    assert apply(plain, "bm") == printed


@pytest.mark.parametrize("language", TARGETS)
@pytest.mark.parametrize(
    "text",
    [
        "2024", "12/2024", "31/12", "https://example.org/12/05/2024",
        "+223 20 22 30 00", "(+223) 76 123 456", "3.5.1", "1,2,3", "3 - 0", "65",
        "https://example.org/a?b='c'&d=e...f", "redaction@example.org", "22 09 2025", "2100 (2013)", "10,000",
    ],
)
def test_left_alone(language, text):
    assert apply(text, language) == text


@pytest.mark.parametrize("language", ["en", "bm"])
def test_dates_in_figures_are_left_where_strokes_are_in_use(language):
    assert apply("12/05/2024", language) == "12/05/2024"


@pytest.mark.parametrize("text", ["3E", "1eau", "2020e-1", "0x1e", "1.1e", "n°x", "an°5"])
def test_what_only_looks_french_is_left(text):
    assert apply(text, "en") == text


def test_phone_word_and_references():
    assert apply("Tel.: 76 123 456", "en") == "Tel.: 76 123 456"
    assert apply("articles 12,15 and 4,8 tonnes", "en") == "articles 12,15 and 4.8 tonnes"


def test_tags_stay_at_their_words():
    assert apply('He said "<1>no</1>" <2>!', "en") == "He said “<1>no</1>”<2>!"
    assert apply('"<1>Ayi</1>": <2/>10 <3>000</3>', "bm") == f"«{N}<1>Ayi</1>{N}»{N}: <2/>10{N}<3>000</3>"
    assert apply("the 1<1>er</1> May", "en") == "the 1<1>st</1> May"
    assert apply("a.<1>..</1> b", "en") == "a.<1>..</1> b"
    assert apply("5 &lt;1> 'x' &lt;", "bm") == "5 &lt;1> ’x’ &lt;"


def test_a_model_gone_wild_does_not_stop_us():
    for piece in ('"', "'", "«", " ", ". ", "- ", "1 000 ", "<1>"):
        for language in TARGETS:
            assert apply(piece * 3000, language).count("<1>") == (piece * 3000).count("<1>")


def test_language_without_conventions_is_untouched():
    assert apply('"x" – 10 000', "fr") == '"x" – 10 000'


def test_every_target_has_conventions():
    assert set(TARGETS) <= set(CONVENTIONS)


PIECES = st.sampled_from(
    [
        '"', "'", "«", "»", "“", "”", "„", "‘", "’", " ", "  ", N, "\u202f", ".", "...", "..", ",", ":",
        ";", "!", "?", "%", "–", "—", "-", "(", ")", "[", "]", "…", "/", "№", "§", "<1>", "</1>", "<2/>",
        "&lt;", "&amp;lt;", "a", "Mali", "ɛ", "Ж", "3", "10", "000", "3.5", "3,5", "2024",
        "https://a.b/c", "a@b.org",
        "www.", "+223", "\n",
    ]
)
FRENCH_PIECES = st.sampled_from(["1er", "2e", "n° 5", "12/05/2024", "XIXe век"])
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("language", "source", "plain", "printed"),
    [
        ("ru", "Plus de 10 000 cadres", "Более 10,000 человек", f"Более 10{N}000 человек"),
        ("ru", "Plus de 10\u202f000 cadres", "Более 10.000 человек", f"Более 10{N}000 человек"),
        ("ru", "1 250 000 votants", "1250000 избирателей", f"1{N}250{N}000 избирателей"),
        ("en", "Plus de 10 000 cadres", "More than 10.000 people", "More than 10,000 people"),
        ("en", "En 2000, 2 000 élèves", "In 2000, 2,000 pupils", "In 2000, 2,000 pupils"),
        ("ru", "Une hausse de 10,250 points", "Рост на 10,250 пункта", "Рост на 10,250 пункта"),
        ("ru", "Plus de 10 000 cadres", "Более <1>10,000</1> человек", f"Более <1>10{N}000</1> человек"),
    ],
)
def test_thousands_are_known_by_the_french(language, source, plain, printed):
    assert apply(plain, language, source) == printed
    assert apply(printed, language, source) == printed


@pytest.mark.parametrize("language", TARGETS)
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_idempotent_and_loses_nothing(language, text):
    assume(not ORDINAL.search(TAG.sub("", text)) and not NUMBER_SIGN.search(TAG.sub("", text)))
    once = apply(text, language)
    assert apply(once, language) == once
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]
    assert TAG.findall(once) == TAG.findall(text)
    # Every tag still stands after the same number of letters and digits.
    assert _letters_before_tags(once) == _letters_before_tags(text)


@pytest.mark.parametrize("language", TARGETS)
@settings(max_examples=50, deadline=None)
@given(text=st.lists(PIECES | FRENCH_PIECES, max_size=12).map("".join))
def test_french_signs_are_idempotent_too(language, text):
    once = apply(text, language)
    assert apply(once, language) == once


def _letters_before_tags(text):
    return [sum(c.isalnum() for c in TAG.sub("", text[: m.start()])) for m in TAG.finditer(text)]
