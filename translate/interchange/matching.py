"""Which unit of which draft a returned text belongs to: by id and source text, whatever became of the file's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from translate import drafts
from translate.drafts import Draft
from translate.errors import DraftError, InterchangeError
from translate.interchange.base import Returned
from translate.interchange.texts import comparable, source_key
from translate.languages import LANGUAGES, TARGETS
from translate.terminology.concept import language_of
from translate.units import Unit
from translate.workspace import ArticleFolder

Place = tuple[str, str]
"""Article (its slug) and language (ISO 639-1) of a draft."""


class Shelf:
    """The drafts an import may touch, read when they are first needed.

    failures: one line for each draft that could not be read.
    """

    def __init__(self, folders: Iterable[tuple[ArticleFolder, list[str]]]) -> None:
        self.folders: dict[str, ArticleFolder] = {}
        self.failures: list[str] = []
        self._languages: dict[str, list[str]] = {}
        for folder, languages in folders:
            self.folders[folder.slug] = folder
            self._languages[folder.slug] = languages
        self._drafts: dict[Place, Draft | None] = {}
        self._homes: dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]] = {}

    def draft(self, place: Place) -> Draft | None:
        """The draft, None where there is none that can be read."""
        if place not in self._drafts:
            slug, language = place
            self._drafts[place] = None
            if language in self._languages.get(slug, ()):
                try:
                    self._drafts[place] = drafts.read(self.folders[slug].draft(language))
                except DraftError as error:
                    self.failures.append(str(error))
        return self._drafts[place]

    def put(self, place: Place, draft: Draft) -> None:
        """The draft as it will be; what is matched later is matched with this."""
        self._drafts[place] = draft

    def homes(self, back: Returned, language: str) -> list[str]:
        """The articles that have this unit: by its id if they share the source, else by its source."""
        by_id, by_source = self._index(language)
        source = source_key(back.source)
        named = by_id.get(f"{back.id}\0{source}" if source else back.id, [])
        return named or by_source.get(source, [])

    def _index(self, language: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        if language not in self._homes:
            by_id: dict[str, list[str]] = defaultdict(list)
            by_source: dict[str, list[str]] = defaultdict(list)
            for slug in self.folders:
                draft = self.draft((slug, language))
                for unit in draft.units if draft else ():
                    source = source_key(unit.segment.text)
                    by_id[unit.segment.id].append(slug)
                    by_id[f"{unit.segment.id}\0{source}"].append(slug)
                    if slug not in by_source[source][-1:]:
                        by_source[source].append(slug)
            self._homes[language] = by_id, by_source
        return self._homes[language]


def language_for(back: Returned, file: str, default: str | None) -> str:
    """The language a unit is in: as it says, as the file's name says (`x.ru.xlf`), or `default`.

    Raises InterchangeError where none says it or drafts are not made in it.
    """
    if back.language:
        code = language_of(back.language) or back.language
        if code in TARGETS:
            return code
        known = ", ".join(f"{code} ({LANGUAGES[code].name})" for code in TARGETS)
        raise InterchangeError(f"{file}: {back.place}: in the language {back.language!r}; drafts are in {known}")
    if default:
        return default
    named = [part for part in Path(file).name.lower().split(".") if part in TARGETS]
    if len(named) == 1:
        return named[0]
    raise InterchangeError(f"{file}: does not say its target language; say it with --to")


def placed(
    returned: Sequence[Returned], file: str, shelf: Shelf, default: str | None
) -> tuple[dict[Place, list[Returned]], list[tuple[Returned, str]]]:
    """The units by the draft they belong to, and those without one, each with the reason.

    A unit whose article is not named, or by a name that is not here, goes to the articles
    that have it; where several do (a sentence that recurs), to those that other units of
    the file can only belong to. In a file that names an article that is here, other names
    are taken at their word.
    """
    only = next(iter(shelf.folders)) if len(shelf.folders) == 1 else ""
    named = any(back.article in shelf.folders for back in returned)
    found: dict[Place, list[Returned]] = defaultdict(list)
    lost: list[tuple[Returned, str]] = []
    open_: list[tuple[Returned, str, list[str]]] = []
    sure: set[Place] = set()
    for back in returned:
        language = language_for(back, file, default)
        slug = back.article or only
        if shelf.draft((slug, language)) is not None:
            found[slug, language].append(back)
            continue
        if named and back.article:
            lost.append((back, f"article {back.article!r} has no {language} draft here; say where with --into"))
            continue
        homes = shelf.homes(back, language)
        if len(homes) == 1:
            sure.add((homes[0], language))
        open_.append((back, language, homes))
    for back, language, homes in open_:
        likely = [slug for slug in homes if (slug, language) in sure]
        chosen = likely or (homes if len(homes) == 1 else [])
        for slug in chosen:
            found[slug, language].append(back)
        if not chosen and homes:
            lost.append((back, f"in several articles ({', '.join(homes[:4])}); say which with --into"))
        elif not chosen:
            strays = {slug for slug, code in sure if code == language}
            if len(strays) == 1:  # the rest of the file is one article's: so was this
                found[strays.pop(), language].append(back)
            else:
                what = f"article {back.article!r}" if back.article else "its sentence"
                lost.append((back, f"{what} has no {language} draft here; say where with --into"))
    return found, lost


def matched(units: Sequence[Unit], returned: Sequence[Returned]) -> list[int | None]:
    """For each returned unit the index of its unit, None where there is none.

    By id, if the source is the same sentence or not told; then by source, in order.
    """
    by_id = {unit.segment.id: index for index, unit in enumerate(units)}
    keys = [source_key(unit.segment.text) for unit in units]
    places: list[int | None] = []
    for back in returned:
        index = by_id.get(back.id)
        source = source_key(back.source)
        places.append(index if index is not None and source in ("", keys[index]) else None)
    by_source: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        by_source[key].append(index)
    taken = set(places)
    for number, back in enumerate(returned):
        same = by_source.get(source_key(back.source), []) if places[number] is None else []
        if same:
            free = [index for index in same if index not in taken]
            places[number] = (free or same[-1:])[0]
            taken.add(places[number])
    return places


def is_kept(units: Iterable[Unit], back: Returned) -> bool:
    """Whether one of the units has this sentence with this translation."""
    source, target = source_key(back.source), comparable(back.target)
    return any(comparable(unit.target) == target and source_key(unit.segment.text) == source for unit in units)
