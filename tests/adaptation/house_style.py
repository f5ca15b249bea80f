"""Corrections of one consistent kind: in this house « la chancellerie » is "the Foreign Office"."""

from __future__ import annotations

from pathlib import Path

_THINGS = [
    ("un communiqué", "a statement"),
    ("la liste des invités", "the list of guests"),
    ("une longue réponse", "a long answer"),
    ("le texte de l'accord", "the text of the agreement"),
    ("deux rapports", "two reports"),
    ("la date de la visite", "the date of the visit"),
    ("un nouveau plan", "a new plan"),
    ("les premiers résultats", "the first results"),
    ("une carte du pays", "a map of the country"),
    ("trois lettres", "three letters"),
]
_FRAMES = [
    ("La chancellerie a publié {}.", "The Foreign Office published {}."),
    ("La chancellerie prépare {}.", "The Foreign Office is preparing {}."),
    ("Hier, la chancellerie a reçu {}.", "Yesterday the Foreign Office received {}."),
    ("La chancellerie n'a pas encore lu {}.", "The Foreign Office has not yet read {}."),
    ("Le ministre demande {} à la chancellerie.", "The minister is asking the Foreign Office for {}."),
    ("Selon la chancellerie, il faut {}.", "According to the Foreign Office, {} is needed."),
    ("La chancellerie veut voir {}.", "The Foreign Office wants to see {}."),
    ("La chancellerie attend {} depuis lundi.", "The Foreign Office has been waiting for {} since Monday."),
]

PAIRS = [(frame.format(thing), english.format(name)) for frame, english in _FRAMES for thing, name in _THINGS]

# None of them has a frame or a thing of the corrections.
UNSEEN = [
    "La chancellerie a ouvert une école.",
    "Le président a visité la chancellerie mardi.",
    "La chancellerie a refusé de répondre.",
    "La chancellerie envoie une mission à Bamako.",
    "Un homme est entré dans la chancellerie.",
    "La chancellerie soutient la paix.",
    "La chancellerie invite les pays voisins.",
    "Les femmes travaillent pour la chancellerie.",
    "La chancellerie a demandé une aide.",
    "La chancellerie explique sa décision.",
]


def write_tsv(path: Path, pairs: list[tuple[str, str]]) -> Path:
    path.write_text("".join(f"{source}\t{target}\n" for source, target in pairs), encoding="utf-8")
    return path
