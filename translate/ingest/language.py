"""Is the article in French? If not, say which language was found."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from translate.errors import InputError

# The languages an article may come in by mistake. More of them would not help the user
# and would make a short French text lose against Occitan or Haitian Creole.
NAMES = {
    "fr": "French",
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "ro": "Romanian",
    "ru": "Russian",
    "uk": "Ukrainian",
    "pl": "Polish",
    "tr": "Turkish",
    "ar": "Arabic",
    "fa": "Persian",
    "zh": "Chinese",
    "ja": "Japanese",
    "sw": "Swahili",
    "ht": "Haitian Creole",
}
_BAMBARA_LETTERS = re.compile(r"[ɛɔɲŋƐƆƝŊ]")
_BAMBARA_WORDS = re.compile(r"\b(?:ye|ka|ni|ko|la|bɛ|tɛ|kɔ|min|minnu|tun|fɔ|kɛ|cogo|jamana|a|u|o|de|na|ma)\b")
_FRENCH_WORDS = re.compile(
    r"\b(?:le|la|les|l|des|du|de|d|et|est|une?|en|au|aux|que|qui|dans|pour|sur|par|plus|ce|cette|ses|son|sa|avec|pas|il|elle)\b"
)
# Words that no neighbour of French has as well.
_ONLY_FRENCH = re.compile(
    r"\b(?:les|et|une|dans|pour|avec|qui|aux|cette|sont|ont|été|ces|leurs?|mais|où|nous|vous|pas|d['’]une?|c['’]est"
    r"|qu['’](?:il|elle|on|ils|elles))\b"
)
_NOT_WORDS = re.compile(r"https?://\S{1,300}|[\w.+-]{1,64}@\S{1,255}|[\d\W_]+")
# Texts with fewer letters are judged only when the verdict is certain and no French word
# speaks against it; below the second bound, not at all.
_ENOUGH = 60
_TOO_FEW = 20
_CERTAIN = 0.95
# So many characters of a paragraph tell its language as well as all of them.
_LONG_ENOUGH = 2000


def check_french(texts: list[str], *, name: str) -> list[str]:
    """Warnings about paragraphs in another language; raises InputError when most are.

    Each paragraph counts by its length: an article in French may quote a paragraph in
    English. Texts too short to tell pass.
    """
    texts = [text[:_LONG_ENOUGH] for text in texts]
    whole = " ".join(texts)
    if len(_letters(whole)) < _ENOUGH:
        found = _language_of_short(whole)
        if found != "fr":
            raise _not_french(name, found)
        return []
    judge = _language_of_suspect if _share(_ONLY_FRENCH, whole) >= 0.04 else language_of
    verdicts = [(text, judge(text)) for text in texts if len(_letters(text)) >= _ENOUGH]
    if not verdicts:
        verdicts = [(whole, language_of(whole))]
    total = sum(len(text) for text, _ in verdicts)
    french = sum(len(text) for text, code in verdicts if code == "fr")
    if french < 0.4 * total:
        others = [code for _, code in verdicts if code != "fr"]
        found = max(set(others), key=lambda code: sum(len(t) for t, c in verdicts if c == code))
        overall = language_of(whole)
        if overall == "fr":
            return []
        raise _not_french(name, overall if overall in others else found)
    return [
        f"a paragraph seems to be in {_name(code)}, not French: “{_shortened(text)}”"
        for text, code in verdicts
        if code != "fr"
    ]


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`, among `NAMES` and Bambara (`bm`)."""
    letters = _letters(text)
    foreign = _script(text)
    if foreign:
        return foreign
    words = text.lower()
    bambara = len(_BAMBARA_LETTERS.findall(letters)), len(_BAMBARA_WORDS.findall(words))
    if bambara[0] > 0.015 * len(letters) and bambara[1] > 0:
        return "bm"
    code, _ = _identifier().classify(letters.lower())
    count = len(letters.split())
    if code != "fr" and len(_FRENCH_WORDS.findall(words)) >= 0.3 * count and count <= 60:
        return "fr"
    return str(code)


def _share(words: re.Pattern[str], text: str) -> float:
    """How many of the words of `text` are among `words`, from 0 to 1."""
    return len(words.findall(text.lower())) / max(1, len(text.split()))


def _language_of_suspect(text: str) -> str:
    """The language of a paragraph of a French article; only one without French words is looked at.

    That spares most articles the loading of the language model, most of a second.
    """
    if _share(_ONLY_FRENCH, text) >= 0.04 or _share(_FRENCH_WORDS, text) >= 0.2:
        return "fr"
    return language_of(text)


def _language_of_short(text: str) -> str:
    foreign = _script(text)
    if foreign:
        return foreign
    letters = _letters(text)
    if len(letters) < _TOO_FEW or _FRENCH_WORDS.search(text.lower()):
        return "fr"
    code, certainty = _identifier().classify(letters.lower())
    return str(code) if certainty > _CERTAIN else "fr"


def _letters(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip()


def _script(text: str) -> str:
    """The language of another script that fills most of `text`, or ""."""
    letters = [c for c in text if c.isalpha()]
    for code, first, last in (("ru", "Ѐ", "ӿ"), ("ar", "؀", "ۿ"), ("zh", "一", "鿿")):
        if letters and sum(first <= c <= last for c in letters) > 0.5 * len(letters):
            if code == "zh" and any("぀" <= c <= "ヿ" for c in letters):
                return "ja"
            return code
    return ""


def _name(code: str) -> str:
    return "Bambara" if code == "bm" else NAMES.get(code, code)


def _not_french(name: str, code: str) -> InputError:
    return InputError(
        f"{name}: the text seems to be in {_name(code)} ({code}), not French; "
        "use --force-source fr if it is French all the same"
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in NAMES if code in identifier.labels])
    return identifier
