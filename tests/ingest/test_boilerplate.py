"""What is set aside, what is not, and that nothing of an article is taken for its frame."""

from __future__ import annotations

import pytest

from translate.ingest import patterns
from translate.ingest.boilerplate import matches, page_titles, set_aside
from translate.ingest.pieces import Piece

BODY = (
    "Les commerçants du grand marché ont rouvert leurs boutiques lundi matin, après trois jours de travaux. Le maire "
    "leur avait promis des allées plus larges ; ils ont surtout trouvé des fils électriques neufs et un gardien."
)


def aside(*texts: str) -> list[str]:
    return [piece.text for piece in set_aside([Piece(text) for text in texts]) if piece.aside]


@pytest.mark.parametrize(
    "line",
    [
        "Laisser un commentaire",
        "Annuler la réponse",
        "Votre adresse e-mail ne sera pas publiée.",
        "Votre adresse de messagerie ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
        "Enregistrer mon nom, mon e-mail et mon site web dans le navigateur pour mon prochain commentaire.",
        "Prévenez-moi de tous les nouveaux commentaires par e-mail.",
        "Ce site utilise Akismet pour réduire les indésirables.",
        "Vous devez vous connecter pour publier un commentaire.",
        "Partager :",
        "Partager sur Facebook",
        "Facebook Twitter WhatsApp",
        "Cliquez pour partager sur Twitter (ouvre dans une nouvelle fenêtre)",
        "Partagez cet article sur les réseaux sociaux",
        "Suivez-nous sur Facebook",
        "Rejoignez notre chaîne WhatsApp",
        "Lire aussi : Un pont pour Ségou",
        "À LIRE AUSSI – Le prix du mil",
        "Lire la suite →",
        "Télécharger le discours (PDF)",
        "Article précédent",
        "Navigation de l’article",
        "Accueil > Politique > Mali",
        "Rechercher :",
        "Skip to content",
        "Nous utilisons des cookies pour améliorer votre visite.",
        "Tout accepter",
        "Inscrivez-vous à notre newsletter",
        "Tags : Mali, Russie",
        "Mots-clés: eau, puits",
        "Étiquettes : eau",
        "3 min de lecture",
        "1 204 vues",
        "© 2026 Le Journal du Fleuve",
        "Tous droits réservés",
        "Fièrement propulsé par WordPress".replace("Fièrement p", "P"),
        "Mentions légales",
        "Publicité",
    ],
)
def test_line_of_a_page_frame(line: str) -> None:
    assert aside("Un titre", BODY, line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Le ministre n’a laissé aucun commentaire.",
        "Il a refusé de laisser un commentaire à la presse.",
        "Partager l’eau, un défi pour le Sahel",
        "Lire, écrire, compter : l’école reprend",
        "Le menu de la fête",
        "Contacté par téléphone, le maire n’a pas répondu.",
        "La publicité mensongère sera punie",
        "Accepter la paix",
        "Facebook a fermé le compte du journal.",
        "Retour à Kidal après dix ans d’absence et beaucoup d’espoir",
        "Rechercher la paix, encore et toujours",
        "Suivre le fleuve jusqu’à Gao",
        "Les articles 3 et 4 sont supprimés.",
        "La page est tournée",
        "Page blanche",
        "Articles de la loi",
        "Un commentaire de la directrice a suivi.",
    ],
)
def test_line_of_an_article(line: str) -> None:
    assert aside("Un titre", BODY, line, BODY) == []


def test_everything_after_the_comment_form_goes() -> None:
    tail = ["Laisser un commentaire", "Nom *", "Ceci n’est plus l’article", "Le site est hébergé à Bamako."]
    assert aside("Un titre", BODY, BODY, *tail) == tail


def test_comment_counter_over_the_article_takes_nothing_with_it() -> None:
    assert aside("Un titre", "2 commentaires", BODY, "Un intertitre", BODY) == ["2 commentaires"]


def test_counter_after_a_long_lead_takes_nothing_with_it() -> None:
    assert aside("Un titre", BODY, "Laisser un commentaire", BODY, "Un intertitre", BODY, BODY) == [
        "Laisser un commentaire"
    ]


def test_readers_comments_go_with_their_form() -> None:
    comments = ["2 commentaires", "Awa dit :", BODY, "Répondre", "Moussa dit :", BODY, "Répondre"]
    assert aside("Un titre", BODY, *comments) == comments


def test_section_called_reactions_stays() -> None:
    assert aside("Un titre", BODY, "Réactions", BODY, BODY) == []


def test_related_titles_go_but_the_article_goes_on() -> None:
    assert aside("Un titre", BODY, "À lire aussi", "Un pont pour Ségou", "Les faits", BODY) == [
        "À lire aussi",
        "Un pont pour Ségou",
    ]
    assert aside("Un titre", BODY, "Articles similaires", "Un pont pour Ségou", "Le prix du mil") == [
        "Articles similaires",
        "Un pont pour Ségou",
        "Le prix du mil",
    ]


def test_page_title_only_repeats_the_headline() -> None:
    headline = "Mali : un forum ouvre ses portes à Bamako avec la Russie"
    assert page_titles(["Mali Russie", headline, "Mali Niger"]) == {0}
    assert page_titles([headline, headline]) == {1}


def test_form_labels_count_only_in_a_form() -> None:
    assert matches(patterns.FORM_FIELD, "Nom *")
    assert aside("Un titre", BODY, "Nom", BODY) == []
