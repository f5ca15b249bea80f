"""A publication of many articles in one file: an issue, a dossier, a reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from translate.editions.clean import CleanCopy, clean_copy
from translate.editions.edition import Edition, EditionMeta
from translate.languages import Language


@dataclass(frozen=True)
class Collection:
    """Articles in one language under one title, in the order of their editions.

    title: as given by the editor, in `language`. date: ISO 8601 (YYYY-MM-DD) or "".
    Every edition has that one language.
    """

    title: str
    language: Language
    editions: tuple[Edition, ...]
    editor: str = ""
    date: str = ""
    meta: EditionMeta = field(default_factory=EditionMeta)

    @property
    def is_draft(self) -> bool:
        """True while any line of any article is not approved by a person."""
        return any(edition.is_draft for edition in self.editions)

    def copies(self) -> tuple[CleanCopy, ...]:
        """Every article's text as readers get it."""
        return tuple(clean_copy(edition, self.language.code) for edition in self.editions)
