"""Editions: an article rendered for people, beside its translations to review or clean to publish.

:func:`render` makes one edition, :func:`write_editions` writes the files of an article,
`Collection` is many articles in one file. A new format is one module beside this and one
row of `FORMATS` in `formats.py`; what an edition shows is decided once, in `edition.py`
(with review marks) and `clean.py` (without).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from translate.article import Article
from translate.editions.clean import CleanCopy, clean_copy
from translate.editions.collection import Collection
from translate.editions.edition import Edition, EditionMeta, build
from translate.editions.formats import (
    COLLECTION_FORMATS,
    COLLECTION_LAYOUTS,
    DEFAULT_FORMATS,
    FORMATS,
    REVIEW_LAYOUTS,
    Format,
    Layout,
    check,
    parse_formats,
)
from translate.editions.wording import iso_date
from translate.errors import ConfigError
from translate.files import write_atomic
from translate.units import Unit

__all__ = [
    "COLLECTION_FORMATS", "COLLECTION_LAYOUTS", "DEFAULT_FORMATS", "FORMATS", "REVIEW_LAYOUTS", "CleanCopy",
    "Collection", "Edition", "EditionMeta", "Format", "Layout", "build", "clean_copy", "iso_date", "parse_formats",
    "render", "write_editions",
]


def render(
    article: Article, drafts: Mapping[str, Sequence[Unit]], *, layout: str, format: str, meta: EditionMeta
) -> bytes:
    """One edition as its file's bytes; the same input gives the same bytes.

    drafts: language code → that draft's units in the article's order; exactly one
    language for every layout but "parallel". Raises ConfigError for an unknown layout,
    format or language, and for no draft or several where one is wanted.
    """
    check(layout, tuple(item.value for item in Layout), "layout")
    check(format, FORMATS, "format")
    chosen = Layout(layout)
    if not drafts or (chosen.shows_one_language and len(drafts) > 1):
        wanted = "one translation" if chosen.shows_one_language else "at least one translation"
        raise ConfigError(f"a {chosen.value} edition shows {wanted}, not {len(drafts)}")
    return FORMATS[format].render(build(article, drafts, meta), chosen)


def write_editions(
    folder: Path,
    article: Article,
    drafts: Mapping[str, Sequence[Unit]],
    meta: EditionMeta,
    *,
    layouts: Sequence[str] = ("bilingual", "parallel"),
    formats: Sequence[str] = DEFAULT_FORMATS,
) -> list[Path]:
    """Write an article's editions into `folder` and return their paths.

    Names: `fr-en.html` for each language of a bilingual edition, `fr-en-interleaved.html`,
    `parallel.html`, and `en.html` of a clean one, `en-draft.html` while it holds anything
    unreviewed. Files are replaced whole or not at all.
    """
    for layout in layouts:
        check(layout, tuple(item.value for item in Layout), "layout")
    for format in formats:
        check(format, FORMATS, "format")
    paths: list[Path] = []
    for layout in map(Layout, layouts):
        for name, edition in _editions(article, drafts, meta, layout):
            for format in formats:
                path = folder / f"{name}.{FORMATS[format].suffix}"
                write_atomic(path, FORMATS[format].render(edition, layout))
                paths.append(path)
    return paths


def _editions(
    article: Article, drafts: Mapping[str, Sequence[Unit]], meta: EditionMeta, layout: Layout
) -> Iterator[tuple[str, Edition]]:
    """The editions of a layout, each with the name of its files."""
    if not layout.shows_one_language:
        yield layout.value, build(article, drafts, meta)
        return
    for code, units in drafts.items():
        edition = build(article, {code: units}, meta)
        if layout is Layout.CLEAN:
            yield f"{code}-draft" if edition.is_draft else code, edition
        else:
            suffix = "" if layout is Layout.BILINGUAL else f"-{layout.value}"
            yield f"{article.language}-{code}{suffix}", edition
