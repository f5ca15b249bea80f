#!/usr/bin/env python3
"""Makes countries-languages.csv from CLDR: countries, languages, currencies, months, days.

    python glossaries/build_countries.py            # writes the file beside this script
    python glossaries/build_countries.py --check    # only says whether it is up to date

Needs Babel (in the dev extra), which carries CLDR. CLDR names are made for lists; running
text is another matter, so this script says term by term what it changes, in four tables:
what would be a false friend in French prose is left out or matched as written only, and
where the press says otherwise the usual form is added.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import babel
from babel import Locale
from babel.numbers import get_currency_name

CODES = ("fr", "en", "ru", "bm")
LOCALES = {code: Locale(code) for code in CODES}
SOURCE = f"CLDR (Babel {babel.__version__})"
HEADER = [*CODES, "kind", "fr.case", "source"]
BAMBARA_LETTERS = set("abcdeɛfghijklmnɲŋoɔprstuwyz")

# Not names of places, outdated, or words that mean something else more often than not:
# Monde, La Réunion (the meeting), Dominique (a first name), Salvador (a surname),
# Saint-Martin (a canal, a gate), Saint-Barthélemy (a massacre), Montserrat (a first name).
LEFT_OUT = "001 021 057 BL BQ CP DG DM EU MF MS QO RE SV SX UM UN XA XB ZZ"

# Small letters make another word of these: chine, chili, grenade, équateur, suisse, …
AS_WRITTEN = "AR BJ CH CL CN EC GD GN IN JE MT PA PH"

# What replaces CLDR's cell, per territory; "…" stands for CLDR's own names.
USUAL: dict[str, dict[str, str]] = {
    "011": {"fr": "Afrique de l’Ouest|…", "en": "West Africa|…"},
    "143": {"ru": "…|Средняя Азия"},
    "014": {"fr": "Afrique de l’Est|…", "en": "East Africa|…"},
    "015": {"fr": "Afrique du Nord|…", "en": "North Africa|…"},
    "017": {"en": "Central Africa"},
    "030": {"en": "East Asia|…"},
    "034": {"en": "South Asia|…"},
    "145": {"en": "West Asia|…"},
    "202": {"ru": "Африка к югу от Сахары|…"},
    "AE": {"en": "…|UAE", "ru": "Объединённые Арабские Эмираты|…"},
    "BY": {"fr": "…|Bélarus", "ru": "…|Белоруссия"},
    "CC": {"en": "Cocos Islands"},
    "CD": {
        "fr": "République démocratique du Congo|RDC|RD Congo|…",
        "en": "Democratic Republic of the Congo|DR Congo|DRC|Congo-Kinshasa",
        "ru": "Демократическая Республика Конго|ДР Конго|ДРК|Конго-Киншаса",
    },
    "CF": {"fr": "…|Centrafrique", "en": "…|CAR", "ru": "Центральноафриканская Республика|…|ЦАР"},
    "CG": {
        "fr": "Congo-Brazzaville|République du Congo",
        "en": "Republic of the Congo|Congo-Brazzaville",
        "ru": "Республика Конго|Конго-Браззавиль",
    },
    "CI": {"en": "…|Ivory Coast"},
    "CH": {"bm": "…|Siwisi"},
    "CV": {"en": "…|Cabo Verde", "bm": "Kapuwɛri"},
    "CZ": {"fr": "…|République tchèque", "en": "…|Czech Republic", "ru": "…|Чешская Республика"},
    "GW": {"bm": "…|Ginebisawo"},
    "GB": {"en": "…|UK", "ru": "…|Соединённое Королевство"},
    "HK": {"fr": "Hong Kong", "en": "Hong Kong", "ru": "Гонконг"},
    "KG": {"ru": "…|Кыргызстан"},
    "KP": {"ru": "Северная Корея|…"},
    "KR": {"ru": "Южная Корея|…"},
    "MD": {"ru": "…|Молдавия"},
    "FM": {"ru": "…|Микронезия"},
    "MM": {"fr": "Myanmar|Birmanie", "en": "Myanmar|Burma", "ru": "Мьянма|Бирма"},
    "MO": {"fr": "Macao", "en": "Macao|Macau", "ru": "Макао"},
    "MU": {"fr": "île Maurice|République de Maurice"},  # Maurice alone is a first name
    "SH": {"ru": "остров Святой Елены"},
    "TL": {"en": "…|East Timor"},
    "TM": {"ru": "…|Туркмения"},
    "TR": {"en": "…|Turkey"},
    "US": {"fr": "…|États-Unis d’Amérique", "en": "…|United States of America|US|USA", "ru": "…|США"},
    "VA": {"fr": "Vatican|…", "en": "Vatican|…"},
    "VG": {"ru": "Британские Виргинские острова"},
    "VI": {"ru": "Американские Виргинские острова"},
    "VN": {"fr": "Vietnam|…"},
    "ZA": {"ru": "ЮАР|…|Южная Африка"},
}

# Names CLDR has no entry of their own for: fr, en, ru, bm.
ADDED_PLACES = [
    ("Palestine", "Palestine", "Палестина", "Palesitini"),
    ("Grande-Bretagne", "Great Britain|Britain", "Великобритания|Британия", ""),
    ("Nouveau-Mexique", "New Mexico", "Нью-Мексико", ""),
    ("Autriche-Hongrie", "Austria-Hungary", "Австро-Венгрия", ""),
]

# Language names are adjectives and names of peoples too (russe, peul), and those are said
# otherwise in Russian and Bambara. Kept are names that are nothing else …
LANGUAGES_KEPT = (
    "af am bm dje dyu eo hi ht ig khq ki lg ln mos ny om pa ps rn rw sa ses sg sn snk sw ti tmh tn ur wo xh yi"
)
# … and of the others two phrases in which they can only be languages.
AS_PHRASES = {
    "ar": "arabe", "de": "allemande", "en": "anglaise", "es": "espagnole", "fr": "française", "it": "italienne",
    "pt": "portugaise", "ru": "russe", "tr": "turque", "zh": "chinoise", "bm": "bambara",
}
LANGUAGE_FORMS = {
    "bm": {"bm": ""},  # the people and what is theirs are not called so
    "ht": {"ru": "гаитянский креольский|…"},
    "mos": {"fr": "…|mooré", "en": "…|Mooré"},
}

CURRENCIES = (
    "EUR USD GBP RUB CNY JPY CHF MAD DZD TND LYD EGP NGN GHS GMD GNF MRU CVE LRD ETB KES TZS UGX RWF BIF CDF ZAR AOA "
    "MGA MUR AED SAR QAR KWD INR TRY UAH BYN KZT CAD AUD BRL KMF DJF SDG SOS MWK ZMW BWP NAD MZN SCR STN ERN MXN SEK "
    "NOK DKK PLN CZK IRR IQD"
)
CURRENCY_FORMS = {
    "USD": {"fr": "dollar américain|…", "en": "…|American dollar", "ru": "…|американский доллар"},
    "CNY": {"fr": "yuan chinois|yuan", "en": "…|yuan", "ru": "…|юань"},
    "EUR": {"bm": "ero|erowari"},
    "RUB": {"fr": "…|rouble", "en": "…|ruble|rouble", "ru": "…|рубль"},
    "GBP": {"en": "pound sterling|…", "ru": "фунт стерлингов|…"},
    "STN": {"en": "São Tomé and Príncipe dobra"},
}

# mars is left out: it is a planet, a god and a chocolate bar as well as a month.
MONTHS_LEFT_OUT = {3}
# The Malian press and the GATITOS word list say the month of …, the day of …
BAMBARA_MONTHS = {
    1: "zanwuyekalo", 2: "feburuyekalo|fewuruyekalo", 4: "awirilikalo", 5: "mɛkalo", 6: "zuwɛnkalo", 7: "zuluyekalo",
    8: "utikalo", 9: "sɛtanburukalo", 10: "ɔkutɔburukalo", 11: "nowanburukalo", 12: "desanburukalo",
}
BAMBARA_DAYS = {
    0: "ntɛnɛndon|ntɛnɛn", 2: "arabadon", 3: "alamisadon", 4: "jumadon", 5: "sibiridon", 6: "karidon",
}


@dataclass(frozen=True)
class Row:
    """One concept: the cells of the languages, what it is, and how French is matched."""

    cells: dict[str, str]
    kind: str
    case: str = ""

    def as_list(self) -> list[str]:
        return [*(self.cells.get(code, "") for code in CODES), self.kind, self.case, SOURCE]


def rows() -> Iterator[Row]:
    """The whole file, in a fixed order."""
    yield from territories()
    yield from languages()
    yield from currencies()
    yield from months_and_days()


def territories() -> Iterator[Row]:
    for code in sorted(LOCALES["fr"].territories):
        if code not in LEFT_OUT.split():
            names = {language: locale.territories.get(code, "") for language, locale in LOCALES.items()}
            yield Row(cells(names, USUAL.get(code, {})), "place", "exact" if code in AS_WRITTEN.split() else "")
    for place in ADDED_PLACES:
        yield Row(dict(zip(CODES, place)), "place")


def languages() -> Iterator[Row]:
    for code in LANGUAGES_KEPT.split():
        names = {language: locale.languages.get(code, "") for language, locale in LOCALES.items()}
        yield Row(cells(names, LANGUAGE_FORMS.get(code, {})), "language")
    for code, feminine in AS_PHRASES.items():
        names = {language: locale.languages.get(code, "") for language, locale in LOCALES.items()}
        usual = {"fr": f"langue {feminine}|en {names['fr']}"}
        if names["ru"].endswith("ский"):
            usual["ru"] = "…|по-" + names["ru"].removesuffix("й")
        if code == "bm":
            usual["bm"] = "bamanankan|…"  # CLDR has bamanakan; the name in Mali is bamanankan
        yield Row(cells(names, usual), "language")


def currencies() -> Iterator[Row]:
    for code in CURRENCIES.split():
        names = {language: get_currency_name(code, count=1, locale=language) for language in ("fr", "en", "ru")}
        # CLDR's Bambara names of currencies are provisional: none is taken.
        yield Row(cells(names, CURRENCY_FORMS.get(code, {})), "currency")


def months_and_days() -> Iterator[Row]:
    for month in range(1, 13):
        if month not in MONTHS_LEFT_OUT:
            names = {language: locale.months["stand-alone"]["wide"][month] for language, locale in LOCALES.items()}
            usual = {"bm": f"{BAMBARA_MONTHS[month]}|…"} if month in BAMBARA_MONTHS else {}
            yield Row(cells(names, usual), "month")
    for day in range(7):
        names = {language: locale.days["stand-alone"]["wide"][day] for language, locale in LOCALES.items()}
        yield Row(cells(names, {"bm": f"…|{BAMBARA_DAYS[day]}"} if day in BAMBARA_DAYS else {}), "day")


def cells(names: dict[str, str], usual: dict[str, str]) -> dict[str, str]:
    """CLDR's names as running text writes them, with the usual forms around or instead of them."""
    out = {}
    for language in CODES:
        name = "|".join(forms(names.get(language, ""), language))
        out[language] = usual.get(language, "…").replace("…", name).strip("|")
        if "(" in out[language]:
            raise ValueError(f"{out[language]!r} is not running text: give its usual form")
    return out


def forms(name: str, language: str) -> list[str]:
    """`St.` and `&` are written out, `о-ва` are острова, unofficial Bambara spellings are left out."""
    if language == "bm":
        return [name] if name and official_bambara(name) else []
    if language == "ru":
        name = re.sub(r"\bо-ва\b", "острова", re.sub(r"\bо-в\b", "остров", name)).replace("диненн", "динённ")
    if language == "en":
        return list(dict.fromkeys([name.replace("&", "and").replace("St. ", "Saint "), name]))
    return [name]


def official_bambara(name: str) -> bool:
    """False for letters outside the alphabet (v, q, x) and for French spellings (ou, ny)."""
    letters = [letter for letter in name.lower() if letter.isalpha()]
    return all(letter in BAMBARA_LETTERS for letter in letters) and not re.search("ou|ny", name.lower())


def render() -> str:
    """The file's content."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(row.as_list() for row in rows())
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description="Make countries-languages.csv from CLDR.")
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    check = parser.parse_args().check
    path = Path(__file__).with_name("countries-languages.csv")
    content = render()
    if check:
        same = path.read_text(encoding="utf-8") == content
        print(f"{path.name} is {'up to date' if same else 'out of date: run this script'}")
        return 0 if same else 1
    path.write_text(content, encoding="utf-8", newline="\n")
    print(f"{path.name}: {content.count(chr(10)) - 1} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
