"""French terms in French text as it is really written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.markup import plain_text
from translate.terminology import Concept, Termbase

TERMS = {
    "Union africaine": "African Union",
    "UA": "AU",
    "ONU": "UN",
    "ONG": "NGO",
    "FAMa": "FAMa",
    "G5 Sahel": "G5 Sahel",
    "Sahel": "Sahel",
    "Côte d'Ivoire": "Ivory Coast",
    "États-Unis": "United States",
    "Guinée": "Guinea",
    "Guinée-Bissau": "Guinea-Bissau",
    "Mali": "Mali",
    "Asie du Sud": "South Asia",
    "Le Caire": "Cairo",
    "Les Comores": "Comoros",
    "accord": "agreement",
    "accord de pêche": "fishing agreement",
    "général": "general",
    "casques bleus": "peacekeepers",
    "mai": "May",
    "Cour suprême": "Supreme Court",
    "président de la Transition": "President of the Transition",
    "Conseil économique, social et culturel": "Economic, Social and Cultural Council",
    "chef de la police": "police chief",
    "police de la ville": "city police",
}
EXACT = {"Chine": "China"}


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    concepts = [Concept((fr,), {"en": (en,)}) for fr, en in TERMS.items()]
    concepts += [Concept((fr,), {"en": (en,)}, grammar={"fr.case": "exact"}) for fr, en in EXACT.items()]
    return Termbase([concepts])


def found(termbase: Termbase, text: str) -> list[str]:
    matches = termbase.match(text, "en")
    assert all(text[match.start : match.end] == match.source for match in matches)
    return [match.source for match in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Elision, contraction, apostrophes, joints
        ("l’Union africaine et l'ONU", ["Union africaine", "ONU"]),
        ("de la Côte d’Ivoire", ["Côte d’Ivoire"]),
        ("en Cote-d'Ivoire, en COTE D’IVOIRE", ["COTE D’IVOIRE"]),
        ("l’Union\u00a0africaine, l’Union\nafricaine", ["Union\u00a0africaine", "Union\nafricaine"]),
        ("le G5-Sahel et le G5\u202fSahel", ["G5-Sahel", "G5\u202fSahel"]),
        ("Il vit au Caire, revient du Caire, aime Le Caire.", ["Caire", "Caire", "Le Caire"]),
        ("aux Comores, président des Comores", ["Comores", "Comores"]),
        ("jusqu’au Mali-Sud", ["Mali"]),
        ("Asie du Sud, Asie du Sud-Est, Asie du sud‑ouest", ["Asie du Sud"]),
        ("sommet Asie du Sud-Mali", ["Asie du Sud", "Mali"]),
        # Case and acronyms
        ("UNION AFRICAINE, union Africaine", ["UNION AFRICAINE", "union Africaine"]),
        ("L’UA, pas ua ni Ua", ["UA"]),
        ("les ONGs, l’O.N.U., l’O.N.U et onu", ["ONGs", "O.N.U.", "O.N.U"]),
        ("les FAMa, les FAMA, la fama", ["FAMa", "FAMA"]),
        ("La Chine, il chine, LA CHINE, Il cHINE", ["Chine", "CHINE"]),
        # Accents on capitals
        ("les Etats-Unis, ETATS-UNIS, etats-unis", ["Etats-Unis", "ETATS-UNIS"]),
        ("LE PRESIDENT DE LA TRANSITION", ["PRESIDENT DE LA TRANSITION"]),
        ("un general", []),
        # Plurals, one way only
        ("des accords, deux généraux, des accords de pêche", ["accords", "généraux", "accords de pêche"]),
        ("un casque bleu, des casques bleus", ["casques bleus"]),
        ("mais en mai", ["mai"]),
        ("des cours suprêmes, la Cour suprême", ["Cour suprême"]),
        ("les Malis", []),
        # Whole words, longest first, nothing twice
        ("un désaccord, accorder, la malice", []),
        ("Guinée-Bissau, Guinée, Bissau", ["Guinée-Bissau", "Guinée"]),
        ("le chef de la police de la ville", ["chef de la police"]),
        ("l’accord de pêche et l’accord", ["accord de pêche", "accord"]),
        # Punctuation counts
        ("le Conseil économique, social et culturel", ["Conseil économique, social et culturel"]),
        ("l’Union, africaine", []),
        ("", []),
        ("— … « »", []),
    ],
)
def test_terms_are_found_as_french_writes_them(termbase: Termbase, text: str, expected: list[str]) -> None:
    assert found(termbase, text) == expected


def test_an_unmarked_row_of_a_later_file_replaces_an_exact_one() -> None:
    shipped = [Concept(("Chine",), {"en": ("China",), "ru": ("Китай",)}, grammar={"fr.case": "exact"})]
    house = [Concept(("Chine",), {"en": ("PRC",)})]
    (match,) = Termbase([shipped, house]).match("la Chine", "en")
    assert match.targets == ("PRC",)
    (match,) = Termbase([shipped, house]).match("la Chine", "ru")
    assert match.targets == ("Китай",)


PIECES = [*"aà'’ -–.,\n\u00a0sxéÉİ🙂", "ONU ", "accords ", "Union ", "africaine", "UA", "Le", "Caire", "O.N.U"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_matches_are_ordered_apart_and_quote_the_text(termbase: Termbase, text: str) -> None:
    end = 0
    for match in termbase.match(text, "en"):
        assert end <= match.start < match.end <= len(text)
        assert text[match.start : match.end] == match.source
        end = match.end


@given(st.lists(st.sampled_from(list(TERMS)), max_size=6))
def test_every_term_is_found_in_a_list_of_terms(termbase: Termbase, terms: list[str]) -> None:
    assert found(termbase, " ; ".join(terms)) == terms


def test_accents_are_optional_only_where_the_entry_says_so() -> None:
    names = Termbase([[
        Concept(("Abdoulaye Maïga",), {"en": ("Abdoulaye Maïga",)}, grammar={"fr.accents": "optional"}),
        Concept(("Koné",), {"en": ("Koné",)}),
    ]])
    assert found(names, "Abdoulaye Maiga, Abdoulaye Maïga, ABDOULAYE MAIGA, Kone") == [
        "Abdoulaye Maiga", "Abdoulaye Maïga", "ABDOULAYE MAIGA",
    ]


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("l’<1>Union</1> africaine", "Union africaine"),
        ("<1>l’Union afri</1>caine", "Union africaine"),
        ("la Cour<2/> suprême", "Cour suprême"),
    ],
)
def test_tags_inside_a_term_are_no_matter(termbase: Termbase, tagged: str, expected: str) -> None:
    assert found(termbase, plain_text(tagged)) == [expected]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("directeur général", "la directrice générale", ["directrice générale"]),
        ("directeur général", "les directrices générales", ["directrices générales"]),
        ("ambassadeur", "l’ambassadrice de France", ["ambassadrice"]),
        ("Premier ministre", "la Première ministre", ["Première ministre"]),
        ("envoyé spécial de l'ONU", "l’envoyée spéciale de l’ONU", ["envoyée spéciale de l’ONU"]),
        ("président de la République", "Madame la présidente de la République", ["présidente de la République"]),
        ("haut-commissaire", "la haute-commissaire", ["haute-commissaire"]),
        ("vice-président", "une vice-présidente", ["vice-présidente"]),
        ("conseiller", "des conseillères", ["conseillères"]),
        ("chef de l'État", "la cheffe de l’État", ["cheffe de l’État"]),
        ("porte-parole", "la porte-parole", ["porte-parole"]),
    ],
)
def test_titles_are_found_in_the_feminine(title: str, text: str, expected: list[str]) -> None:
    assert found(Termbase([[Concept((title,), {"en": ("x",)}, "title")]]), text) == expected


def test_only_titles_have_a_feminine() -> None:
    terms = [Concept(("accord",), {"en": ("agreement",)}, "term"), Concept(("franc",), {"en": ("franc",)})]
    assert found(Termbase([terms]), "La France accorde une franche aide.") == []


def test_a_feminine_entry_of_its_own_wins() -> None:
    terms = [Concept(("président",), {"en": ("president",)}, "title"), Concept(("présidente",), {"en": ("chair",)})]
    assert [match.targets for match in Termbase([terms]).match("la présidente", "en")] == [("chair",)]
