# ruff: noqa: E501
"""Plain text: pasted pages, PDF copies, interviews, speeches, lists and speech dashes."""

from __future__ import annotations

from translate import ingest
from translate.article import Article

LONG = (
    "Le conseil de quartier s’est réuni jeudi soir dans la cour de l’école pour parler de l’eau, des lampadaires "
    "et du marché, trois sujets qui reviennent depuis des années sans que personne ne les règle vraiment."
)


def read(text: str, **options: str) -> Article:
    return ingest.read_bytes(text.encode(), name="page.txt", **options)


def shown(article: Article, kind: str) -> list[str]:
    return [block.text for block in article.blocks if block.kind == kind]


def test_page_title_kicker_headline_and_initials() -> None:
    article = read(
        f"Bamako Eau\n\nBamako : l’eau revient dans les quartiers du nord\n\nA LA UNE SOCIETE\n\n{LONG}\n\n{LONG}\n\nB.D.K\n"
    )
    assert article.title == "Bamako : l’eau revient dans les quartiers du nord"
    assert (article.kicker, article.byline, article.boilerplate) == ("A LA UNE SOCIETE", "B.D.K", ("Bamako Eau",))
    assert shown(article, "paragraph") == [LONG, LONG]


def test_kicker_may_stand_over_the_headline() -> None:
    article = read(f"DIPLOMATIE\n\nUne ambassade rouvre à Niamey\n\nPar Oumou Diakitéba\n\n{LONG}")
    assert (article.kicker, article.title, article.byline) == (
        "DIPLOMATIE",
        "Une ambassade rouvre à Niamey",
        "Par Oumou Diakitéba",
    )


def test_headline_in_capitals_is_no_kicker() -> None:
    article = read(f"LE CONSEIL REGIONAL ADOPTE SON BUDGET\n\n{LONG}\n\n{LONG}")
    assert (article.title, article.kicker) == ("LE CONSEIL REGIONAL ADOPTE SON BUDGET", "")


def test_lines_wrapped_as_in_a_pdf_are_rejoined() -> None:
    article = read(
        "La piste de Kita sera refaite\n\n"
        "Les travaux de la piste commenceront après la saison des pluies, a annoncé le directeur\n"
        "des routes. Ils dureront huit mois et coûteront deux milliards de francs, payés pour moi-\n"
        "tié par la région. Le vice-\nprésident de la commission s’en est réjoui.\n"
        "Les transporteurs, eux, attendent de voir. Ils rappellent que la même promesse avait été\n"
        "faite il y a cinq ans.\n"
    )
    assert shown(article, "paragraph") == [
        "Les travaux de la piste commenceront après la saison des pluies, a annoncé le directeur des routes. Ils dureront "
        "huit mois et coûteront deux milliards de francs, payés pour moitié par la région. Le vice-président de la "
        "commission s’en est réjoui.",
        "Les transporteurs, eux, attendent de voir. Ils rappellent que la même promesse avait été faite il y a cinq ans.",
    ]


def test_page_number_inside_a_sentence_closes_up() -> None:
    article = read(
        "La piste de Kita\n\nLe directeur a promis que la piste serait refaite avant la prochaine saison\n\n2\n\n"
        "des pluies et que les villages seraient tous reliés à la route nationale.\n\n" + LONG
    )
    assert shown(article, "paragraph")[0].endswith(
        "la prochaine saison des pluies et que les villages seraient tous reliés à la route nationale."
    )
    assert article.boilerplate == ("2",)


def test_one_line_per_paragraph() -> None:
    article = read(f"Le marché se réveille\n{LONG}\nLes étals rouvrent\n{LONG}\n{LONG}")
    assert shown(article, "paragraph") == [LONG, LONG, LONG]
    assert [(b.text, b.level) for b in article.blocks if b.kind == "heading"] == [
        ("Le marché se réveille", 1),
        ("Les étals rouvrent", 2),
    ]


def test_crlf_and_old_mac_line_ends() -> None:
    text = f"Le marché se réveille\n\n{LONG}\n\n{LONG}"
    assert read(text).blocks == read(text.replace("\n", "\r\n")).blocks == read(text.replace("\n", "\r")).blocks


def test_lists_numbers_and_speech() -> None:
    article = read(
        f"Trois demandes au maire\n\n{LONG}\n\nLes habitants demandent :\n- des lampadaires ;\n- un puits ;\n"
        "• un marché couvert.\n\n1. Le maire a promis une réponse.\n2. Il a fixé une date.\n\n"
        "— Quand viendra-t-elle ?\n\n— Avant la fête, répondit le maire."
    )
    assert shown(article, "list_item") == [
        "des lampadaires ;",
        "un puits ;",
        "un marché couvert.",
        "1. Le maire a promis une réponse.",
        "2. Il a fixé une date.",
    ]
    assert shown(article, "paragraph")[-2:] == ["— Quand viendra-t-elle ?", "— Avant la fête, répondit le maire."]


def test_quoted_lines() -> None:
    article = read(f"Une lettre au journal\n\n{LONG}\n\n> Monsieur le directeur,\n> je vous écris de loin.\n\n{LONG}")
    assert shown(article, "quote") == ["Monsieur le directeur, je vous écris de loin."]


def test_official_communique() -> None:
    article = read(
        "RÉPUBLIQUE DU MALI\nUn Peuple – Un But – Une Foi\n\nMINISTÈRE DES PISTES ET DES PONTS\n\n"
        f"COMMUNIQUÉ DU MERCREDI 4 MARS 2026\n\n{LONG}\n\nAU CHAPITRE DES NOMINATIONS\n– Directrice des pistes :\n"
        "Madame Nana KONATÉBA, Ingénieure.\n\nBamako, le 4 mars 2026\nLe Secrétaire général,\nIssa SAMAKÉBA\n"
    )
    assert article.title == "COMMUNIQUÉ DU MERCREDI 4 MARS 2026"
    assert article.kicker == "RÉPUBLIQUE DU MALI"
    assert (article.date, article.byline) == ("2026-03-04", "")
    assert ("AU CHAPITRE DES NOMINATIONS", 2) in [(b.text, b.level) for b in article.blocks]
    assert shown(article, "paragraph")[-3:] == ["Bamako, le 4 mars 2026", "Le Secrétaire général,", "Issa SAMAKÉBA"]


def test_speech_keeps_its_salutations_as_paragraphs() -> None:
    article = read(
        f"Discours de la directrice à la remise des prix\n\nKayes, le 2 juin 2026\n\nMesdames et Messieurs\n\n{LONG}\n\n"
        f"Chers élèves\n\n{LONG}\n\nVive l’école !"
    )
    assert [b.kind for b in article.blocks] == ["heading", *["paragraph"] * 6]
    assert article.date == "2026-06-02"


def test_interview_with_the_frame_of_its_page() -> None:
    article = read(
        "Accueil\nActualités\nPolitique\nÉconomie\nSport\nAccueil > Actualités > Société\n"
        "Entretien avec la directrice du lycée : « Nos élèves veulent apprendre »\n"
        "Publié le 12 mars 2026 à 14h30 par Aminata Kouyatéba\nPartager sur Facebook\nTwitter\nWhatsApp\n\n"
        f"{LONG}\n\nCombien d’élèves sont inscrits ?\n\nNous en avons soixante-quatre cette année.\n\n"
        f"Lire aussi : Kati, une ville qui change\n\n{LONG}\n\nPropos recueillis par Aminata Kouyatéba\n\n"
        "Mots-clés : école, lycée\n\nArticles similaires\nUn marché couvert pour Ségou\nLe prix du mil recule\n\n"
        "1 commentaire\nMoussa dit :\n13 mars 2026 à 08:12\n"
        "Très belle initiative, il faudrait faire la même chose dans toutes les régions du pays, et aussi pour les "
        "métiers, afin que les enfants aient le choix ; bravo à toute l’équipe du lycée et aux parents.\nRépondre\n"
        "Laisser un commentaire\nNom *\n© 2026 Le Journal. Tous droits réservés"
    )
    assert article.title == "Entretien avec la directrice du lycée : « Nos élèves veulent apprendre »"
    assert article.byline == "Publié le 12 mars 2026 à 14h30 par Aminata Kouyatéba"
    assert article.date == "2026-03-12"
    assert shown(article, "paragraph") == [
        LONG,
        "Combien d’élèves sont inscrits ?",
        "Nous en avons soixante-quatre cette année.",
        LONG,
    ]
    assert shown(article, "byline")[-1] == "Propos recueillis par Aminata Kouyatéba"
    assert article.boilerplate[:6] == (
        "Accueil",
        "Actualités",
        "Politique",
        "Économie",
        "Sport",
        "Accueil > Actualités > Société",
    )


def test_text_without_headline_takes_the_name_of_its_file() -> None:
    article = ingest.read_bytes(LONG.encode(), name="folder/compte-rendu.txt")
    assert article.title == "compte rendu"
    assert any("no headline" in warning for warning in article.warnings)


def test_french_spaces_stay_and_invisible_characters_go() -> None:
    article = read(
        f"Un prix en hausse\n\n{LONG}\n\nLe sac coûte 10\u202f000\u00a0F\u202f: «\u00a0trop cher\u00a0», dit-\u00adon\u200b ici."
    )
    assert article.blocks[-1].text.startswith(
        "Le sac coûte 10\u202f000\u00a0F\u202f: «\u00a0trop cher\u00a0», dit-on ici"
    )
