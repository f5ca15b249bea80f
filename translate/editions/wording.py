"""The few words that editions add to a text, and dates, in the language of the edition.

Bambara editions say theirs in French, which their readers in Mali know from print; only
the names of the months are Bambara. Dates follow CLDR (day, month, year).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "bm": "zanwuye feburuye marisi awirili mɛ zuwɛn zuluye uti sɛtanburu ɔkutɔburu nowanburu desanburu",
}
_YEAR = {"ru": "\u202fг."}  # goda, "of the year", as Russian writes a full date
_ISO = re.compile(r"\d{4}-\d\d-\d\d\Z")


@dataclass(frozen=True)
class Words:
    """The words of one language. code: of the language they are in, for `lang` attributes.

    draft: the watermark of a text no one has reviewed; draft_short: the same for running
    heads; contents: heading of a table of contents; translated: before the title or the
    address of the French original; editor: before the editor's name.
    """

    code: str
    draft: str
    draft_short: str
    contents: str
    translated: str
    editor: str


_WORDS = {
    "fr": Words(
        "fr", "Traduction automatique, non relue. Brouillon à ne pas publier.", "Brouillon non relu", "Sommaire",
        "Traduit du français", "Sous la direction de",
    ),
    "en": Words(
        "en", "Unreviewed machine translation. A draft, not for publication.", "Unreviewed draft", "Contents",
        "Translated from French", "Edited by",
    ),
    "ru": Words(
        "ru", "Машинный перевод, не проверенный человеком. Черновик, не для публикации.", "Непроверенный черновик",
        "Содержание", "Перевод с французского", "Под редакцией",
    ),
}


def words(code: str) -> Words:
    """The words for an edition in this language; French ones where we have none of its own."""
    return _WORDS.get(code, _WORDS["fr"])


def iso_date(date: str) -> str:
    """`date` if it is a real YYYY-MM-DD date, else ""."""
    try:
        return datetime.date.fromisoformat(date).isoformat() if _ISO.match(date) else ""
    except ValueError:
        return ""


def date_in(date: str, code: str) -> str:
    """`2026-03-02` as the language writes it: "2 March 2026", "2 марта 2026 г.", "2 marisi 2026".

    What is not such a date is given back as it is.
    """
    if not iso_date(date) or code not in _MONTHS:
        return date
    year, month, day = (int(part) for part in date.split("-"))
    first = "1er" if code == "fr" and day == 1 else str(day)
    return f"{first}\u00a0{_MONTHS[code].split()[month - 1]} {year}{_YEAR.get(code, '')}"
