"""The layouts an edition can have and the formats it can be written in: one row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from translate.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from translate.editions.collection import Collection
    from translate.editions.edition import Edition


class Layout(str, Enum):
    """How an edition is laid out.

    bilingual: French and one language side by side, with review notes. interleaved: every
    line of French followed by its translation. parallel: French and all languages in
    columns. clean: one language alone, as readers get it; no French, no review marks.
    """

    BILINGUAL = "bilingual"
    INTERLEAVED = "interleaved"
    PARALLEL = "parallel"
    CLEAN = "clean"

    @property
    def is_for_review(self) -> bool:
        return self is not Layout.CLEAN

    @property
    def shows_one_language(self) -> bool:
        """Whether an edition has one translation only, so that each language is a file."""
        return self is not Layout.PARALLEL


@dataclass(frozen=True)
class Format:
    """An output format.

    suffix: of its files. module: where its `render(edition, layout) -> str | bytes` is and,
    where `collections` is true, its `render_collection(collection, layout) -> str | bytes`.
    It is imported when it is used first. package, extra: what it needs besides the base
    install, and the extra that brings it.
    """

    suffix: str
    module: str
    collections: bool = False
    package: str = ""
    extra: str = ""

    def check_installed(self) -> None:
        """Raises MissingExtraError where the package it needs is not there."""
        if self.package:
            MissingExtraError.unless_installed(f"writing .{self.suffix} files", self.extra, self.package)

    def render(self, edition: Edition, layout: Layout) -> bytes:
        """The file's bytes; the same edition gives the same bytes."""
        return _encoded(import_module(self.module).render(edition, layout))

    def render_collection(self, collection: Collection, layout: Layout) -> bytes:
        """The bytes of one file with many articles."""
        return _encoded(import_module(self.module).render_collection(collection, layout))


FORMATS = {
    "html": Format("html", "translate.editions.html", collections=True),
    "markdown": Format("md", "translate.editions.markdown"),
    "json": Format("json", "translate.editions.json_edition"),
    "epub": Format("epub", "translate.editions.epub", collections=True),
    "docx": Format("docx", "translate.editions.docx", collections=True),
    "pdf": Format("pdf", "translate.editions.pdf", collections=True, package="weasyprint", extra="pdf"),
}
# What `tk edition` and `tk render` make when nothing is asked for.
REVIEW_LAYOUTS = tuple(layout.value for layout in Layout if layout.is_for_review)
DEFAULT_FORMATS = ("html", "markdown")
COLLECTION_FORMATS = tuple(name for name, format in FORMATS.items() if format.collections)
# A collection is read, not reviewed side by side.
COLLECTION_LAYOUTS = (Layout.CLEAN.value, Layout.INTERLEAVED.value)


def parse_formats(text: str, known: Sequence[str] | Mapping[str, Any] = FORMATS) -> tuple[str, ...]:
    """`"html,md"` to `("html", "markdown")`: names or suffixes, duplicates removed, order kept.

    Raises ConfigError for an unknown name or an empty list, MissingExtraError for a format
    whose packages are not installed: now rather than after the work is done.
    """
    by_suffix = {FORMATS[name].suffix: name for name in known}
    names = [part.strip().lower() for part in text.split(",") if part.strip()]
    chosen = tuple(dict.fromkeys(by_suffix.get(name, name) for name in names))
    if not chosen:
        raise ConfigError(f"no format given: choose among {', '.join(known)}")
    for name in chosen:
        check(name, known, "format")
        FORMATS[name].check_installed()
    return chosen


def check(value: str, known: Sequence[str] | Mapping[str, Any], what: str) -> None:
    """Raises ConfigError, naming what is known, unless `value` is among it."""
    if value not in known:
        raise ConfigError(f"unknown {what} of an edition {value!r}: choose among {', '.join(known)}")


def _encoded(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content
