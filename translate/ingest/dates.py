"""French dates as the press prints them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date

from translate.ingest.boilerplate import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev feb",
            "mars mar",
            "avril avr apr",
            "mai may",
            "juin jun",
            "juillet juil jul",
            "aout aou aug",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lun\.|mar\.|mer\.|jeu\.|ven\.|sam\.|dim\."
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})\s?(?:er)?[ -]?(?P<month>{_MONTH})\b\.?,? ?(?P<year>(?:19|20)\d\d)"
    rf"|\b(?P<month_first>{_MONTH})\b\.? (?P<day_second>\d{{1,2}}),? (?P<year_third>(?:19|20)\d\d)"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?:t[\d:.+z-]+)?"
    r"|(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>(?:19|20)\d\d))(?!\d)"
)
_ANYWHERE = re.compile(rf"(?<!\d){_DATE}")
# What may stand beside the date on a line that says nothing else.
_COMPANY = re.compile(
    rf"\b(?:{_WEEKDAY}|date(?: de publication)?|publi(?:ee?|cation)|postee?|mise?s?(?: a jour| en ligne)?|modifiee?"
    r"|actualisee?|cree|derniere (?:mise a jour|modification)|redige|ecrit|paru|le|sur|du|a|gmt|utc|tu)\b\.?"
    r"|\b\d{1,2} ?(?:h|:|heures?) ?(?:\d{2})?(?: ?(?:min|mn))?(?::\d{2})?\b|[^\w\s]"
)
# `Bamako, le 12 mars 2025`, `BAMAKO, 12 mars 2025 (AMAP) – Le ministre …`
_DATELINE = re.compile(rf"[^\d,.;:]{{3,40}}[,(] ?(?:le )?(?:(?:{_WEEKDAY}),? )?(?:le )?{_DATE}")


def find_date(text: str) -> str:
    """The first full date in `text` as `YYYY-MM-DD`, or "" when there is none.

    Day before month, as in French; a date that does not exist is passed over.
    """
    for match in _ANYWHERE.finditer(fold(text)):
        found = _iso(match)
        if found:
            return found
    return ""


def is_date_line(text: str) -> bool:
    """Whether `text` is nothing but a date, with its weekday, hour and "Publié le"."""
    if len(text) > 120 or not find_date(text):
        return False
    return not _COMPANY.sub("", _ANYWHERE.sub("", fold(text))).strip()


def dateline(text: str) -> str:
    """The date of a dateline that opens `text` (`Bamako, le 12 mars 2025`), or ""."""
    match = _DATELINE.match(fold(text[:120]))
    return _iso(match) if match else ""


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if parts["iso"]:
        year, month, day = (int(part) for part in parts["iso"].split("-"))
    elif parts["d"]:
        year, month, day = int(parts["y"]), int(parts["m"]), int(parts["d"])
    elif parts["month"]:
        year, month, day = int(parts["year"]), _MONTHS[parts["month"]], int(parts["day"])
    else:
        year, month, day = int(parts["year_third"]), _MONTHS[parts["month_first"]], int(parts["day_second"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
