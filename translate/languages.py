"""The languages the toolkit knows, one row each. Adding a language starts here."""

from __future__ import annotations

from dataclasses import dataclass

from translate.errors import ConfigError


@dataclass(frozen=True)
class Language:
    """One language.

    code: ISO 639-1, used in file names, headers and the `lang` attribute.
    code3: ISO 639-3, used by models in their target tokens (`>>rus<<`).
    """

    code: str
    code3: str
    name: str
    own_name: str
    script: str
    plural_forms: str

    @property
    def token(self) -> str:
        """The target-language token a multilingual MarianMT model expects first."""
        return f">>{self.code3}<<"


FRENCH = Language("fr", "fra", "French", "français", "Latn", "nplurals=2; plural=(n > 1);")
ENGLISH = Language("en", "eng", "English", "English", "Latn", "nplurals=2; plural=(n != 1);")
RUSSIAN = Language(
    "ru", "rus", "Russian", "русский", "Cyrl",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
)
BAMBARA = Language("bm", "bam", "Bambara", "bamanankan", "Latn", "nplurals=1; plural=0;")

LANGUAGES = {language.code: language for language in (FRENCH, ENGLISH, RUSSIAN, BAMBARA)}
SOURCE = FRENCH
TARGETS = tuple(code for code in LANGUAGES if code != SOURCE.code)


def language(code: str) -> Language:
    """The language with this ISO 639-1 code. Raises ConfigError naming the known ones."""
    try:
        return LANGUAGES[code]
    except KeyError:
        known = ", ".join(f"{item.code} ({item.name})" for item in LANGUAGES.values())
        raise ConfigError(f"unknown language {code!r}: choose among {known}") from None


def parse_targets(text: str) -> list[str]:
    """`"en,ru,bm"` to `["en", "ru", "bm"]`, duplicates removed, order kept.

    Raises ConfigError for an unknown code, the source language or an empty list.
    """
    codes = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if not codes:
        raise ConfigError("no target language given: use --to with codes such as en,ru,bm")
    for code in codes:
        if language(code) is SOURCE:
            raise ConfigError(f"{SOURCE.name} ({code}) is the source language: --to takes {', '.join(TARGETS)}")
    return codes
