"""Russian prepositions: their form before the next word (в/во, с/со, к/ко, о/об/обо), and the cases they take.

After Русская грамматика (1980, § 1656) and Rosenthal's handbook (§ 199), and the usage
of the press where they leave a choice.
"""

from __future__ import annotations

import re

from translate.terminology.inflection.base import Hit

_CONSONANT = "бвгджзклмнпрстфхцчшщ"
_FIRST = re.compile(r"[^\W_]+")
_VOWEL_SOUND = "аиоуэы"
# An acronym that begins with one of these and another consonant is read by letters, from a vowel on (НПО: эн-пэ-о).
_LETTERS = re.compile(rf"[лмнр][{_CONSONANT}]")
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


_GOVERNED = {
    "gent": "без безо близ вблизи ввиду вместо внутри вне возле вокруг для до из изо кроме мимо около от ото "
    "относительно насчёт помимо посреди после против ради среди у с со",
    "datv": "к ко благодаря вопреки согласно навстречу по",
    "accs": "в во на за под подо о об обо по про сквозь спустя через с со",
    "ablt": "с со за между над надо перед передо под подо",
    "loct": "в во на о об обо при по",
}
_CASES = {
    word: frozenset(case for case, words in _GOVERNED.items() if word in words.split())
    for word in " ".join(_GOVERNED.values()).split()
}
_BEFORE = re.compile(r"(?<![\w-])([а-яё]+)\s+[«„\"]?$", re.IGNORECASE)


def case_fits(hit: Hit, text: str) -> bool:
    """False when a preposition stands right before a term and takes none of the cases the term can be in.

    `с Гойты` is right (from him) and `с Гойте` is not; without a preposition anything fits.
    """
    match = _BEFORE.search(text[: hit.start])
    wanted = _CASES.get(match[1].lower()) if match else None
    return not wanted or not hit.cases or not wanted.isdisjoint(hit.cases)
