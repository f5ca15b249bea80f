"""Bylines, names, rubrics and dates, as tables of lines."""

from __future__ import annotations

import pytest

from translate.ingest.dates import dateline, find_date, is_date_line
from translate.ingest.head import is_byline, is_capitals, is_name, is_rubric


@pytest.mark.parametrize(
    "line",
    [
        "M.A",
        "A.S",
        "B. D.",
        "M. K. T.",
        "Par Awa Diarraba",
        "par Awa Diarraba",
        "Propos recueillis par Awa Diarraba",
        "De notre envoyé spécial à Kidal, Issa Keïtaba",
        "La Rédaction",
        "Source : Le Fil du Mandé",
        "AMAP",
        "(AFP)",
        "Entretien réalisé par Issa Keïtaba et Awa Diarraba",
        "Publié le 12 mars 2026 par Issa Keïtaba",
        "Issa Keïtaba 12 mars 2026",
        "Cellule de communication du ministère de l’Eau",
        "Avec AFP",
    ],
)
def test_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Par ailleurs, le maire a promis une piste.",
        "Par la force des choses",
        "Le Mali",
        "Bamako, le 12 mars 2026",
        "New York, 25 septembre 2024",
        "Source de vie, le fleuve Niger se retire plus tôt que d’habitude cette année encore.",
        "COMMUNIQUÉ DU MERCREDI 4 MARS 2026",
        "A. Une question de méthode",
    ],
)
def test_lines_that_are_no_bylines(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    "line", ["Awa Diarraba", "Issa KEÏTABA", "Fatou Sy/Le Fil du Mandé", "Mohamed Ag Alibaba", "A. T. Diallo"]
)
def test_names(line: str) -> None:
    assert is_name(line)


@pytest.mark.parametrize(
    "line",
    [
        "Vive le Mali",
        "Le retour du train",
        "Merci Bamako",
        "Politique Économie",
        "Un pont, enfin !",
        "Awa",
        "Lundi 3 mai",
    ],
)
def test_lines_that_are_no_names(line: str) -> None:
    assert not is_name(line)


def test_rubrics() -> None:
    assert is_rubric("Politique")
    assert is_rubric("À la une / Coopération")
    assert is_rubric("ECONOMIE ENERGIE")
    assert not is_rubric("Politique de la ville")
    assert is_capitals("A LA UNE")
    assert not is_capitals("M.A")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("mercredi 11 septembre 2019", "2019-09-11"),
        ("Publié le 1er août 2025 à 14h30", "2025-08-01"),
        ("📅 04 Septembre 2024", "2024-09-04"),
        ("18/02/2020", "2020-02-18"),
        ("12-03-2025 | 10:45", "2025-03-12"),
        ("Mis à jour le 4 déc. 2024 à 10 h 30 GMT", "2024-12-04"),
        ("2026-03-12T08:00:00Z", "2026-03-12"),
        ("novembre 3, 2025", "2025-11-03"),
    ],
)
def test_lines_that_are_dates(text: str, date: str) -> None:
    assert find_date(text) == date
    assert is_date_line(text)


def test_dates_inside_sentences() -> None:
    assert not is_date_line("Le 2 mars 2012, il partit au front.")
    assert find_date("Le 31 février 2024 n’existe pas, le 1er mars 2024 si.") == "2024-03-01"
    assert find_date("Il a versé 10 000 francs en mars 2024.") == ""
    assert dateline("Bamako, le 12 mars 2025") == "2025-03-12"
    assert dateline("BAMAKO, 12 mars 2025 (AMAP) – Le maire a parlé.") == "2025-03-12"
    assert dateline("Le maire a parlé le 12 mars 2025") == ""
