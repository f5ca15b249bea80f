"""Names of people in Russian, each part by its own rule; with a title before them or without."""

from __future__ import annotations

from collections.abc import Sequence

from translate.terminology.inflection import russian_dictionary as dictionary
from translate.terminology.inflection.russian_endings import Forms, fixed, is_syllable, noun, surname

# Particles inside names never decline.
_PARTICLES = "аль ад ас аш ат эль ибн бен бин бинт абу уль ле ла лез дю де ди да дос ду дель фон ван дер тен оглы кызы"
_PARTICLE = frozenset(_PARTICLES.split())
# Given names that make a name a woman's, for entries that do not say so.
_WOMEN = (
    "Фатумата Фатума Фатима Фату Амината Амина Ами Мариам Марьям Айссата Айшата Аиша Айша Кадиату Кадия Кади Хадиджа "
    "Рокия Рокиату Асса Ассету Бинту Бинета Ума Уму Джинеба Дженебу Сафиату Сафи Сали Салимата Нана Хава Ава "
    "Маймуна Сита Фанта Техеби Камисса Саран Биби Нене Коумба Кумба Ндей Нгози Эллен Мари Анн Анна Анни "
    "Катрин Кристин Кристина Брижит Элизабет Изабель Николь Сильви Натали Наталья Софи Софья Мадлен Луиза Жанна "
    "Клер Аннетт Ангела Урсула Роза Мария Елена Ольга Татьяна Ирина Анастасия Екатерина Валентина Светлана Людмила "
    "Галина Марина Надежда Вера Любовь Юлия Дарья Ксения Виктория Александра Эльвира Элла Тамара Нина Лариса Хиллари "
    "Камала Кристалина Кармен Шарлотта Маргарет Тереза"
)
_WOMAN = frozenset(_WOMEN.split())
_SHORT = {"gent": "а", "datv": "у", "accs": "а", "ablt": "ом", "loct": "е"}
# Given names that lose a vowel.
_SHORTENED = {"Павел": "Павл", "Пётр": "Петр", "Петр": "Петр", "Лев": "Льв"}


def declines_as_woman(words: Sequence[str]) -> bool:
    """True when a given name, a patronymic or a Russian surname is a woman's."""
    return any(
        word in _WOMAN or word.endswith(("овна", "евна", "инична"))
        or (number > 0 and word.endswith(("ова", "ева", "ская", "цкая")) and _is_russian_woman(words[0]))
        for number, word in enumerate(words)
    )


def _is_russian_woman(given: str) -> bool:
    found = dictionary.noun(given)
    return found is not None and found.gender == "f" and found.animate


def name(words: Sequence[str], gender: str = "") -> list[Forms]:
    """The singular of every part of a person's name. gender: "m", "f" or "" for unknown."""
    if not gender and declines_as_woman(words):
        gender = "f"
    last = len(words) - 1
    return [
        _part(word, gender, family=number == last, given=number == 0 and last > 0) for number, word in enumerate(words)
    ]


def _part(word: str, gender: str, *, family: bool, given: bool) -> Forms:
    """One part of a name. family: it may be a Russian surname; given: more of the name follows it."""
    lower = word.lower()
    if lower in _PARTICLE or not "а" <= lower[-1] <= "ё" or (lower[-1] in "ая" and is_syllable(lower)):
        return fixed(word)  # Ба, Ка: names of one syllable in a vowel stay
    if given and word in _SHORTENED:
        return {"nomn": (word,), **{case: (_SHORTENED[word] + end,) for case, end in _SHORT.items()}}
    if "-" in word:
        front, _, back = word.rpartition("-")
        ends = _part(back, gender, family=family, given=given)
        return {case: tuple(f"{front}-{form}" for form in forms) for case, forms in ends.items()}
    if family and (russian := surname(word, gender)):
        return russian
    if gender == "f" and lower.endswith("ь") and not given:
        return fixed(word)
    return noun(word, "f" if gender == "f" else "m", animate=True)


def name_begins(words: Sequence[str]) -> int:
    """Where a name begins behind a title (`генерал армии Ассими Гойта`: 2); the number of words when none does."""
    for number, word in enumerate(words):
        if word[:1].isupper() and _is_name(word):
            return number
    return len(words)


def looks_like_name(words: Sequence[str]) -> bool:
    """True for words that can hardly be anything but a person's name: all with capitals, the first no common word."""
    if len(words) < 2 or not words[0][:1].isupper() or not _is_name(words[0]):
        return False
    return all(
        word.lower() in _PARTICLE
        or (word[:1].isupper() and not word.isupper() and (_is_name(word) or dictionary.noun(word) is not None))
        for word in words[1:]
    )


def _is_name(word: str) -> bool:
    return dictionary.is_personal(word) or not dictionary.is_known(word)
