"""Names without an entry: found, ranked, with what reviewers wrote for them."""

from __future__ import annotations

import pytest

from translate.terminology import Concept, Termbase
from translate.terminology.candidates import mentions
from translate.terminology.suggest import Passage, suggest

KNOWN = Termbase(
    [
        [
            Concept(("Mali",), {"en": ("Mali",)}),
            Concept(("Assimi Goïta",), {"ru": ("Ассими Гойта",)}),
            Concept(("Traoré",), {"ru": ("Траоре",)}),
            Concept(("Le Flambeau",), {}, status="do-not-translate"),
            Concept(("énergie",), {"en": ("energy",)}),
        ]
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le ministre Boubou Cissé est venu.", [("Boubou Cissé", "person")]),
        ("À Ménaka, M. Le Drian attend l’OTAN.", [("Ménaka", "name"), ("Le Drian", "person"), ("OTAN", "acronym")]),
        (
            "Selon le ministère de l’Énergie et de l’Eau, tout va bien.",
            [("ministère de l’Énergie et de l’Eau", "institution")],
        ),
        ("Le Conseil régional de Kayes et le Conseil.", [("Conseil régional de Kayes", "institution")]),
        ("Il cite Charles de Gaulle et Iyad Ag Ghali.", [("Charles de Gaulle", "person"), ("Iyad Ag Ghali", "person")]),
        ("D’abord N’Diaye, puis l'Azawad.", [("N’Diaye", "name"), ("Azawad", "name")]),
        ("Dans la ville, il pleut. Pourtant, elle sort.", []),
        ("", []),
    ],
)
def test_names_and_institutions_in_french(text: str, expected: list[tuple[str, str]]) -> None:
    found = list(mentions(text, frozenset({"d’abord", "abord"})))
    assert [(mention.text, mention.kind) for mention in found] == expected
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def names(*texts: str) -> list[str]:
    return [item.text for item in suggest([Passage(text) for text in texts], KNOWN)]


def test_the_frequent_come_first_and_the_known_not_at_all() -> None:
    found = names(
        "Au Mali, Assimi Goïta reçoit Boubou Cissé.",
        "Puis Boubou Cissé et Salif Traoré parlent à Traoré.",
        "Le journal Le Flambeau le dit.",
        "BOUBOU CISSÉ AU PALAIS",
    )
    assert found == ["Boubou Cissé", "Salif Traoré"]


def test_a_capital_that_only_begins_sentences_means_nothing() -> None:
    assert names("Demain il pleut.", "Rarement on voit cela.", "On voit rarement cela.") == []
    assert names("Sikasso attend.", "On va à Sikasso.") == ["Sikasso"]


def test_people_get_a_russian_spelling_words_and_acronyms_do_not() -> None:
    spelled = {
        item.text: item.transcription
        for item in suggest(
            [
                Passage(
                    "Hier Jean-Yves Le Drian et la CMAS étaient à Ansongo avec le ministère de l’Eau, dit l’Opposition."
                )
            ],
            KNOWN,
        )
    }
    assert spelled == {
        "Jean-Yves Le Drian": "Жан-Ив Ле Дриан",
        "CMAS": "",
        "Ansongo": "Ансонго",
        "ministère de l’Eau": "",
        "Opposition": "",
    }


def test_a_name_to_be_left_as_it_is_is_no_news() -> None:
    assert names("Il lit Le Flambeau à la radio.") == []


def test_reviewed_drafts_say_how_a_name_was_rendered() -> None:
    passages = [
        Passage(
            "Ce jour-là, Boubou Cissé parle.",
            reviewed={"ru": "В тот день говорит Бубу Сиссе.", "en": "Boubou Cisse speaks."},
        ),
        Passage("Puis Boubou Cissé part à Ansongo.", reviewed={"ru": "Затем Бубу Сиссе едет в Ансонго."}),
        Passage("La CMAS répond.", reviewed={"en": "The Movement of Mosques answers."}),
        Passage("Avec la CMAS, tout va.", reviewed={"en": "With the Movement of Mosques all is well."}),
        Passage("Une autre phrase.", reviewed={"en": "Another sentence from Paris."}),
    ]
    found = {item.text: item for item in suggest(passages, KNOWN)}
    assert found["Boubou Cissé"].renderings == {"ru": (("Бубу Сиссе", 2),), "en": (("Boubou Cisse", 1),)}
    assert found["CMAS"].renderings["en"][0] == ("Movement of Mosques", 2)
    assert found["Ansongo"].renderings["ru"] == (("Ансонго", 1),)
    row = found["Boubou Cissé"].concept()
    assert (row.sources, row.terms["ru"], row.kind, row.note) == (("Boubou Cissé",), ("Бубу Сиссе",), "person", "")


def test_an_accepted_transcription_is_marked_for_review() -> None:
    (item,) = suggest([Passage("Voici Boubou Cissé.")], KNOWN)
    assert item.concept().terms == {"ru": ("Бубу Сиссе",)}
    assert item.concept().note == "Russian suggested by transcription, to be reviewed"
