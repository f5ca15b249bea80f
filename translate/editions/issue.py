"""`issue.toml`: which articles make a publication, in which order, under which title."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.editions.formats import COLLECTION_FORMATS, COLLECTION_LAYOUTS, check, parse_formats
from translate.editions.wording import iso_date
from translate.errors import ConfigError
from translate.languages import Language, parse_targets
from translate.languages import language as language_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

KEYS = ("title", "language", "editor", "date", "articles", "format", "layout")
_LARGEST = 1_000_000  # bytes; thousands of articles


@dataclass(frozen=True)
class Issue:
    """A publication as its editor describes it.

    path: of the file. titles: by language code, or under "" for all. date: ISO 8601 or "".
    articles: their folders, in order.
    """

    path: Path
    titles: Mapping[str, str]
    languages: tuple[Language, ...]
    articles: tuple[Path, ...]
    editor: str = ""
    date: str = ""
    formats: tuple[str, ...] = ("epub",)
    layout: str = "clean"

    def title_in(self, code: str) -> str:
        return self.titles.get(code) or self.titles[""]


def read_issue(path: Path) -> Issue:
    """Read an issue file. Raises ConfigError naming the file and the key that is wrong."""
    data = _load(path)
    for key in data:
        if key not in KEYS:
            raise ConfigError(f"{path}: unknown key {key!r}: choose among {', '.join(KEYS)}")
    for key in ("title", "language", "articles"):
        if key not in data:
            raise ConfigError(f"{path}: the key {key!r} is missing")
    languages = _languages(path, data["language"])
    layout = _text(path, "layout", data.get("layout", "clean"))
    editor = _text(path, "editor", data.get("editor", ""))
    try:
        check(layout, COLLECTION_LAYOUTS, "layout")
        formats = parse_formats(",".join(_texts(path, "format", data.get("format", "epub"))), COLLECTION_FORMATS)
    except ConfigError as error:
        raise ConfigError(str(error) if str(error).startswith(str(path)) else f"{path}: {error}") from None
    return Issue(
        path, _titles(path, data["title"], languages), languages, _articles(path, data["articles"]), editor,
        _date(path, data.get("date", "")), formats, layout,
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise ConfigError(f"{path}: larger than {_LARGEST:,} bytes; is this an issue file?")
        return tomllib.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}; an issue file names the articles to publish") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None


def _languages(path: Path, value: Any) -> tuple[Language, ...]:
    try:
        return tuple(language_of(code) for code in parse_targets(",".join(_texts(path, "language", value))))
    except ConfigError as error:
        raise ConfigError(str(error) if str(error).startswith(str(path)) else f"{path}: language: {error}") from None


def _titles(path: Path, value: Any, languages: Sequence[Language]) -> dict[str, str]:
    """One title for all languages, or a table with one for each."""
    if not isinstance(value, dict):
        titles = {"": _text(path, "title", value)}
    else:
        codes = [item.code for item in languages]
        for code in value:
            if code not in codes:
                raise ConfigError(f"{path}: title.{code}: the issue is not in this language: {', '.join(codes)}")
        for code in codes:
            if code not in value:
                raise ConfigError(f"{path}: the key 'title.{code}' is missing")
        titles = {code: _text(path, f"title.{code}", title) for code, title in value.items()}
    for code, title in titles.items():
        if not title.strip():
            raise ConfigError(f"{path}: title{'.' if code else ''}{code} is empty")
    return titles


def _articles(path: Path, value: Any) -> tuple[Path, ...]:
    """Folders, relative to the issue's own."""
    names = _texts(path, "articles", value) if isinstance(value, list) else []
    if not names:
        raise ConfigError(f"{path}: articles must be a list of article folders, such as [\"output/a\", \"output/b\"]")
    folders: list[Path] = []
    for name in names:
        folder = path.parent / name
        if not (folder / "article.json").is_file():
            raise ConfigError(f"{path}: articles: no article in {str(folder)!r}; make it with: tk edition ARTICLE")
        if any(folder.resolve() == other.resolve() for other in folders):
            raise ConfigError(f"{path}: articles: {name!r} is listed twice")
        folders.append(folder)
    return tuple(folders)


def _date(path: Path, value: Any) -> str:
    text = value.isoformat()[:10] if isinstance(value, datetime.date) else value
    if not isinstance(text, str) or (text and not iso_date(text)):
        raise ConfigError(f"{path}: date must be a date such as 2026-03-31, not {value!r}")
    return text


def _text(path: Path, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key} must be text in quotes, not {value!r}")
    return " ".join(value.split())


def _texts(path: Path, key: str, value: Any) -> list[str]:
    """A text, or a list of them."""
    if isinstance(value, list):
        return [_text(path, key, item) for item in value]
    return [_text(path, key, value)]
