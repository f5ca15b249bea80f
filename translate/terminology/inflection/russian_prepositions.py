"""Which form a Russian preposition takes before the next word: в/во, с/со, к/ко, о/об/обо.

After Русская грамматика (1980, § 1656) and Rosenthal's handbook (§ 199), and the usage
of the press where they leave a choice.
"""

from __future__ import annotations

import re

_CONSONANT = "бвгджзклмнпрстфхцчшщ"
_FIRST = re.compile(r"[^\W_]+")
_VOWEL_SOUND = "аиоуэы"
# An acronym that begins with one of these and another consonant is read by letters, from a vowel on (НПО: эн-пэ-о).
_LETTERS = re.compile(rf"[лмнрф][{_CONSONANT}]")
_AS_WORDS = ("рф", "сми")  # read out, or as a word, all the same
_EVERYTHING = re.compile(r"(?:мне|вс[её]|всю|вся|вс[её]м|всех|всеми|всей|всею|что)$")
_ALL = r"вс(?:[бвгджзклмнпрстфхцчшщ]|е(?:$|го|му|м|х|ми|й|ю)|ё|я$|ю$|як)"
_ME = r"мн(?:е|ой|ою)$|мног|множ"
_SHORT = r"л(?:ьв|ьд|ьн|б)[аыиуоея]|дн(?:я|ю|а|у|е|ем)$|рт(?:а|у|ом)$|сн(?:а|у|ом|е)$|двор|зл|втор"
_LONG = {
    "в": re.compile(
        rf"[вф][{_CONSONANT}ь]|{_ALL}|{_ME}|л(?:ьв|ьд|б)[аыиуоея]|рту?$|сне$|дворе?ц?|имя$|избежание|избежании"
        r"|исполнение|благо$|время$|времена$|главе?$|тьм"
    ),
    "с": re.compile(rf"[сзшж](?:[{_CONSONANT}]|ь)|щ|{_ALL}|{_ME}|{_SHORT}|врем(?:ен|я)|вкус|вниман|мх|рв|ст[аоу]"),
    "к": re.compile(rf"{_ALL}|{_ME}|{_SHORT}|времени$|христу$"),
}


def preposition(base: str, phrase: str) -> str:
    """The preposition as it stands before `phrase`: `в` before `Франция`'s forms gives `во`.

    base: "в", "с", "к" or "о", in small letters; any other comes back as it is.
    """
    match = _FIRST.search(phrase)
    if not match:
        return base
    word = match[0]
    lower = word.lower()
    if word.isdigit():
        return _before_digits(base, word)
    spelt = word.isupper() and 1 < len(word) <= 4 and lower[1] in _CONSONANT and lower not in _AS_WORDS
    if base == "о":
        if _EVERYTHING.match(lower):
            return "обо"
        return "об" if lower[0] in _VOWEL_SOUND or (spelt and _LETTERS.match(lower)) else "о"
    if base in _LONG and not spelt and _LONG[base].match(lower):
        return base + "о"
    return base


def _before_digits(base: str, digits: str) -> str:
    if base == "о":
        return "об" if digits in ("1", "11") or re.fullmatch(r"11\d{3}", digits) else "о"
    if base in ("с", "к") and re.fullmatch(r"1\d\d", digits):
        return base + "о"  # со ста
    return base
