"""One spelling for the models: the same sentence typed in many ways comes out the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.normalise import normalise

NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (f"«{NBSP}Bonjour{NBSP}», dit-il{NARROW}!", '"Bonjour", dit-il!'),
        ("« Bonjour », dit-il !", '"Bonjour", dit-il!'),
        ("“Bonjour”, dit-il!", '"Bonjour", dit-il!'),
        ("„Здравствуйте“, – сказал он.", '"Здравствуйте", – сказал он.'),
        ("L’été à l‘école de l’O.N.U.", "L'été à l'école de l'O.N.U."),
        (f"Il a dit{NBSP}: « oui »{THIN}; puis « non ».", 'Il a dit: "oui"; puis "non".'),
        (f"10{NBSP}000 tonnes, soit 3,5{NARROW}% de plus…", "10 000 tonnes, soit 3,5% de plus..."),
        ("gouverne\u00adment sou\u200bverain\ufeff", "gouvernement souverain"),
        ("un\ttexte\r\n sur   deux lignes ", "un texte sur deux lignes"),
        ("Bamako — capitale — et Dakar―port", "Bamako – capitale – et Dakar–port"),
        ("porte‑parole, −5 degrés", "porte-parole, -5 degrés"),
        ("e\u0301cole", "école"),
        ("Ouvrez le fichier .profil !", "Ouvrez le fichier .profil!"),
        ("(« Vraiment ? »)", '("Vraiment?")'),
        ("Ɲininkali ɲɔgɔn cɛ ni ŋunan ye.", "Ɲininkali ɲɔgɔn cɛ ni ŋunan ye."),
        ("", ""),
        (" \u00ad ", ""),
    ],
)
def test_spellings_of_one_sentence_become_one(typed, expected):
    assert normalise(typed) == expected


# Text in which everything the normaliser touches is frequent.
touched = st.text(st.sampled_from("aé1 .,:;!?%«»“”„‘’'\"…–—―-‑()" + NBSP + NARROW + "\u00ad\u200b\u0301\u0338\n\t=<>"))


@given(st.text() | touched)
def test_a_second_pass_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@given(st.text() | touched)
def test_the_result_is_one_clean_line(text):
    once = normalise(text)
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip(" ")
    assert "  " not in once
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp") for character in once)
    assert not any(unicodedata.category(character) == "Zs" and character != " " for character in once)


@given(st.text(st.characters(categories=("Ll", "Lu", "Nd"))))
def test_no_letter_and_no_digit_is_lost(text):
    def letters(string):
        return [character for character in unicodedata.normalize("NFC", string) if character.isalnum()]

    assert letters(normalise(f"« {text} » : {text} !")) == letters(text + text)
