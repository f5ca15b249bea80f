"""French sentences and where they end: a table of cases, one line each.

`¦` marks a boundary; with spaces around it stands for one space.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.segmentation import split
from translate.segmentation.view import plain_view

NBSP, THIN = "\u00a0", "\u202f"

CASES = {
    "plain": [
        "Le fleuve a débordé. ¦ Les riverains ont fui.",
        "Le fleuve a débordé ! ¦ Qui paiera les dégâts ? ¦ Personne ne le sait.",
        "Une seule phrase sans point final",
        "La pluie est tombée.",
        "a",
        "Il pleut. ¦ à Mopti, on attend encore le bac.",
        "Le train part à midi. ¦ 300 voyageurs sont à bord.",
        "Le budget a doublé en 2025. ¦ 12 communes en profitent.",
        "Il a plu.  ¦   Le mil pousse.",
        "LE MARCHÉ ROUVRE LUNDI. ¦ LES PRIX BAISSENT.",
    ],
    "titles": [
        "M. Sangaré a reçu MM. Keïta et Cissé. ¦ Mme Touré était absente.",
        "Le Dr. Konaté opère, le Pr. Dembélé enseigne. ¦ Me. Coulibaly plaide.",
        "Mlle. Haïdara et Mgr. Zerbo sont arrivés. ¦ Ils repartent lundi.",
        "S.E.M. Le Goff a présenté ses lettres. ¦ S.E. Mme Diarra l’a reçu.",
        "Le projet de M. Le Guen avance. ¦ Celui de M. Traoré attend.",
        "L’hôpital St. Luc a ouvert. ¦ Il compte trente lits.",
        "Le gén. Camara et le col. Sissoko sont rentrés. ¦ Le ltn. Ba reste à Gao.",
        "Ils ont franchi le col. ¦ Le lendemain, ils ont atteint la vallée.",
        "Le prof. Maïga et le dir. Sow ont signé.",
        "Selon Mr. Brown et Mrs. Green, le Sgt. Hill a quitté Ft. Hood.",
    ],
    "abbreviations": [
        "Voir art. 12 et suiv. de la loi. ¦ L’art. 13 est abrogé.",
        "Il collectionne l’art. ¦ Le musée lui achète tout.",
        "Prenez un fruit, p. ex. Une mangue fait l’affaire.",
        "Les céréales, p. ex. le mil, le riz, etc., manquent. ¦ Les prix montent.",
        "On cultive le mil, le sorgho, le riz, etc. ¦ Les récoltes sont bonnes.",
        "Le mil, le riz, etc. sont chers.",
        "Le mil, le riz (gambiaka, etc.) et le fonio montent.",
        "Cf. Annexe 2 et p. 14 du rapport. ¦ Le reste suit.",
        "L’arrêté n° 25 est signé. ¦ Le n°. 26 ne l’est pas.",
        "La ville fut fondée en 250 av. J.-C. par des pêcheurs. ¦ Elle a grandi.",
        "La ville fut fondée en 250 av. J.-C. ¦ Elle a grandi.",
        "Vers 300 apr. J.-C. ¦ Djenné commerce avec le nord.",
        "La note dit : c.-à-d. Bamako et sa région. ¦ Le reste attend.",
        "Le siège est au 12, bd. Modibo-Keïta. ¦ L’entrée est libre.",
        "Mali vs. Ghana à 18 heures. ¦ Entrée gratuite.",
        "Il a gagné 20 kg. ¦ Son médecin s’inquiète.",
    ],
    "initials": [
        "A. Goïta préside la séance. ¦ J.-Y. Le Bihan la quitte.",
        "Le texte de B. N. Koné circule. ¦ M. A. Diop le critique.",
        "Un article de J.R. Sidibé. ¦ Photo : Ch. Danté.",
        "Le groupe A. ¦ Il a gagné hier.",
        "Ils manquent de vitamine C. ¦ Les oranges sont chères.",
        "Ils vivent en Commune V. ¦ Ils y travaillent aussi.",
        "Jean P. de Souza arrive. ¦ Il repart demain.",
        "M.A",
        "C. De Wilde et P. La Rue sont venus.",
    ],
    "acronyms": [
        "Le sommet de l’U.A. ¦ Les chefs d’État ont signé.",
        "Le sommet de l’U.A. à Addis-Abeba a duré deux jours.",
        "Elle travaille à l’O.N.U. ¦ Moussa travaille à la mairie.",
        "Elle travaille à l’O.N.U. depuis dix ans.",
        "C’est une S.A.R.L. ¦ Son gérant habite Kati.",
        "La C.M.D.T. a payé les producteurs. ¦ L’E.D.M. a coupé le courant.",
        "Le match F.C. Tombouctou contre A.C. Kayes est reporté.",
        "Il rejoint l’UE. ¦ Bruxelles applaudit.",
    ],
    "numbers and dates": [
        "Le 1er. août, la foule est venue. ¦ Elle a chanté.",
        "Le 22 sept. 2025, il a plu. ¦ Le 23 oct. aussi.",
        "Il est né le 3 janv. ¦ Son frère aussi.",
        f"Plus de 10{THIN}000 cadres et 3,5{NBSP}% de croissance. ¦ Le taux 1.5 est faux.",
        "Le prix est passé de 1.000.000 à 2.500.000 francs. ¦ C’est trop.",
        "La réunion finit à 18h. ¦ Le bus part à 18 h. 30.",
        "Il fait 41° C. ¦ Gao suffoque.",
        "Réunion du XXI. siècle",
        "Il a terminé 2e. ¦ Elle a terminé 1re.",
        "Le résultat est de 3. ¦ Le public crie.",
    ],
    "lists": [
        "1. Le président ouvre la séance. ¦ 2. La ministre répond.",
        "a) L’eau manque. ¦ b) Le courant aussi.",
        "I. Les faits",
        "2.1. La méthode suit. ¦ 2.2. Les résultats viennent après.",
        "Trois points :\n¦- l’eau ;\n¦- la route ;\n¦- l’école.",
        "Sont présents :\n¦• le maire\n¦• le préfet",
        "Il reste deux points ; ¦ Le premier concerne l’eau.",
        "Étaient là Awa, 12 ans ; Bintou, 9 ans ; Oumar, 7 ans.",
        "Le maire propose ; le conseil dispose.",
    ],
    "guillemets": [
        "« Nous sommes prêts. ¦ Le pays avance. » ¦ Le ministre est parti.",
        "Il est parti. ¦ « Nous le regrettons », a dit sa sœur.",
        f"Il est parti. ¦ «{NBSP}Nous le regrettons{NBSP}», a dit sa sœur.",
        f"«{THIN}Quand viendras-tu{THIN}?{THIN}» ¦ Mariam ne répond pas.",
        f"«{NBSP}Venez vite{NBSP}!{NBSP}» ajoute-t-il. ¦ La foule accourt.",
        "« Est-ce vrai ? » demande la juge. ¦ Personne ne parle.",
        "« C’est fini ! », lance-t-elle. ¦ Le rideau tombe.",
        "« C’est fini », lance-t-elle. ¦ « Rentrons. »",
        "Le maire a prévenu : « L’eau monte. ¦ Il faut partir. » ¦ On l’a cru.",
        "Le maire a prévenu : « L’eau monte. »",
        "« L’eau monte », dit le maire. ¦ « Il faut partir. »",
        "\"L’eau monte.\" ¦ \"Il faut partir\", dit le maire. ¦ \"Vite !\" crie-t-il.",
        "Il a dit \" partons \". ¦ \" Non \", dit-elle.",
        "“L’eau monte.” ¦ “Il faut partir”, dit le maire.",
        "”L’eau monte.” ¦ ”Il faut partir”, dit le maire.",
        "La devise « Un but. Une foi. » orne le mur.",
        "Son film « Debout ! Le jour se lève » sort lundi. ¦ Allez-y.",
        "Il a crié « au feu ! » et il a couru.",
        "‹ Viens ici. › ¦ Le chien obéit.",
    ],
    "dialogue": [
        "— Tu viens ? ¦ — Oui, j’arrive. ¦ — Alors dépêche-toi !",
        "– Tu viens ? ¦ – Oui.",
        "Il est venu – quel courage ! – et il a parlé.",
        "— Tu viens ? demanda Fanta. ¦ — Non.",
    ],
    "ellipses, ! and ?": [
        "Il hésite… puis il signe. ¦ Tout est dit…",
        "Il hésite… ¦ Puis il signe.",
        "Il hésite... puis il signe... ¦ La salle applaudit.",
        "Quoi ?! ¦ Tu pars déjà !!! ¦ Reste.",
        "Tu pars déjà ? ! ¦ Reste.",
        "Vraiment ?... ¦ Je n’y crois pas.",
        "Hélas ! trois fois hélas ! le puits est sec.",
        "Le texte dit : (...) La paix est un devoir.",
        "Il a signé. ¦ [...] La paix revient.",
        "Il a signé (enfin !) le décret. ¦ Elle aussi.",
    ],
    "brackets and notes": [
        "Il a parlé (sa voix tremblait. Personne ne bougeait) puis il est sorti.",
        "(Il a parlé. ¦ Elle aussi.) ¦ On a voté.",
        "Le pont est fini (enfin). ¦ Il ouvre lundi.",
        "Le pont est fini (cf. p. 3.) ¦ Il ouvre lundi.",
        "La guerre est finie.1 ¦ Le pays respire.",
        "La guerre est finie.¹ ¦ Le pays respire.",
        "La guerre est finie.[2] ¦ Le pays respire.",
        "La version 2.1 Le Guen est en ligne.",
    ],
    "addresses": [
        "Écrivez à awa.diallo@poste.example.ml. ¦ Elle répond vite.",
        "Il en veut un en tant que tel. ¦ Le marché attend.",
        "Le site www.mairie-exemple.ml a changé. ¦ Allez-y.",
        "Allez sur https://mairie-exemple.ml/le.Conseil?a=1.Le pour voir.",
        "Lisez Mairie.ml et Afrique.Le.Site avant demain.",
        "Le fichier rapport.Final.pdf est perdu.",
    ],
    "a missing space": [
        "La séance est levée.¦Le public sort.",
        "La séance est levée.¦C’est fini.",
        "Qui a gagné ?¦Les deux équipes se disent contentes.",
        "L’appli Node.Js est lente.",
    ],
    "line ends": [
        "Avis de recrutement\n¦Le port recrute dix dockers.",
        "Le ministre de la Coopération et de l’Intégration africaine a reçu\nMoussa Traoré et sa suite.",
        "Un premier bloc sans point\n\n¦un second bloc",
        "Il a reçu M.\nSamaké lundi.",
        "Il a reçu le\nPrésident.",
        "« Venez ! »\ndit-il. ¦ On y va.",
    ],
    "headlines": [
        "Mali : la centrale de Ségou ouvre ses portes",
        "Football – Les Aigles gagnent 2-1 à Kayes",
        "Énergie : Bamako mise sur le soleil",
    ],
    "speech without capitals": [
        "alors on est partis tôt. ¦ et puis il a plu. ¦ donc on est rentrés.",
        "bon, on y va ? ¦ oui, on y va. ¦ mais où ?",
        "euh, je crois… ¦ enfin non. ¦ c’était lundi.",
        "on a pris du riz, du mil etc. ¦ et on a mangé.",
    ],
}
TABLE = [(kind, case) for kind, cases in CASES.items() for case in cases]


def units(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(("kind", "case"), TABLE, ids=[f"{kind}: {case[:40]}" for kind, case in TABLE])
def test_case(kind: str, case: str) -> None:
    text = case.replace(" ¦ ", " ").replace("¦", "")
    assert units(text) == [part.strip() for part in case.split("¦") if part.strip()]


def test_the_table_is_large() -> None:
    assert len(TABLE) >= 80


@pytest.mark.parametrize(
    ("kind", "case"), [row for row in TABLE if row[0] != "speech without capitals"],
    ids=[f"{kind}: {case[:40]}" for kind, case in TABLE if kind != "speech without capitals"],
)
def test_a_unit_is_not_split_further(kind: str, case: str) -> None:
    for unit in units(case.replace(" ¦ ", " ").replace("¦", "")):
        assert units(unit) == [unit]


def test_white_space_holds_no_unit() -> None:
    assert split("") == []
    assert split(f" \n\t{NBSP}{THIN} ") == []


PIECES = [
    "M.", "Le", "la", "Diallo", "l’O.N.U.", "A.", "fin", ".", "…", "...", "!", "?", "«", "»", '"', "“", "”",
    "(", ")", "[1]", "—", "-", "1.", "22", "3,5", "etc.", ";", ":", ",", "\n", "\n\n", " ", NBSP, THIN, "’",
    "é", "https://a.ml/b.C",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40))
def test_units_cover_the_text_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces[::2]) + "".join(pieces[1::2])
    at = 0
    for start, end in split(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_the_view_keeps_every_offset(text: str) -> None:
    assert len(plain_view(text)) == len(text)


# One that ends like an abbreviation is left out: what follows may make it one.
SENTENCES = [
    first
    for kind in ("plain", "titles", "guillemets", "numbers and dates")
    for first in (case.split(" ¦ ")[0] for case in CASES[kind])
    if first[0].isupper() and not first.isupper() and first[-1] in ".!?"
    if first.count("«") == first.count("»") and not first.endswith("col.")
]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12))
def test_sentences_are_found_again_in_any_order(sentences: list[str]) -> None:
    assert units(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "piece",
    [".", ". ", "A. ", "A.A", '"', '" ', "« ", "(", ". (... ", "\n", "; ", "M. ", "1. ", "x! ", "« a. A »"],
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        split(text)
        return time.process_time() - began

    seconds(1_000)  # the rules are read on the first call
    # A quadratic step would take 64 times as long for 8 times the text.
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.002)
