# ruff: noqa: E501
"""French passes, other languages are named, short and mixed texts are not misjudged."""

from __future__ import annotations

import pytest

from translate import ingest
from translate.errors import ConfigError, InputError

FRENCH = (
    "Les habitants du quartier ont planté deux cents arbres le long de la route. Ils les arrosent chaque soir, et les "
    "enfants de l’école leur ont donné des noms."
)
OTHERS = {
    "English": "The people of the district have planted two hundred trees along the road. They water them every evening, and "
    "the children of the school have given them names.",
    "Russian": "Жители района посадили двести деревьев вдоль дороги. Они поливают их каждый вечер, а дети из школы дали им имена.",
    "Bambara": "Sigida mɔgɔw ye yiri kɛmɛ fila turu sira kɛrɛ fɛ. U bɛ ji bɔn u la su o su, ani lakɔli denmisɛnw ye tɔgɔ da u la.",
    "Spanish": "Los habitantes del barrio han plantado doscientos árboles a lo largo de la carretera. Los riegan cada tarde y los "
    "niños de la escuela les han puesto nombres.",
    "Arabic": "زرع سكان الحي مائتي شجرة على طول الطريق وهم يسقونها كل مساء وقد أطلق عليها أطفال المدرسة أسماء.",
    "German": "Die Bewohner des Viertels haben zweihundert Bäume entlang der Straße gepflanzt. Sie gießen sie jeden Abend, und die "
    "Kinder der Schule haben ihnen Namen gegeben.",
}


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_named(language: str) -> None:
    with pytest.raises(InputError, match=rf"{language} \(.*--force-source fr"):
        ingest.read_bytes(OTHERS[language].encode(), name="x.txt")


@pytest.mark.parametrize("language", OTHERS)
def test_it_can_be_forced(language: str) -> None:
    assert ingest.read_bytes(OTHERS[language].encode(), name="x.txt", force_source="fr").blocks


def test_short_english_is_refused_too() -> None:
    with pytest.raises(InputError, match="English"):
        ingest.read_bytes(b"This is an English text. It should be refused.", name="x.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour",
        "Bamako",
        "Vive le Mali !",
        "Communiqué",
        "Assimi Goïta à Moscou",
        "CEDEAO : sommet d’Abuja",
        "10 000 F CFA",
        "Titre seul",
        "Sidi Ould Mohamed, Ag Alhassane Touré et Cheick Fantamady Dembélé",
    ],
)
def test_short_texts_pass(text: str) -> None:
    assert ingest.read_bytes(text.encode(), name="x.txt").title


def test_a_quoted_paragraph_passes_with_a_warning() -> None:
    article = ingest.read_bytes(f"{FRENCH}\n\n{OTHERS['English']}\n\n{FRENCH}\n\n{FRENCH}".encode(), name="x.txt")
    assert any("English" in warning for warning in article.warnings)


def test_french_words_in_an_english_text_do_not_help() -> None:
    with pytest.raises(InputError, match="English"):
        ingest.read_bytes(f"{OTHERS['English']}\n\n{OTHERS['English']}\n\n{FRENCH[:60]}".encode(), name="x.txt")


def test_only_french_can_be_forced() -> None:
    with pytest.raises(ConfigError, match="en"):
        ingest.read_bytes(FRENCH.encode(), name="x.txt", force_source="en")
