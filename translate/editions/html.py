"""Editions as one HTML page: no script, no request to anywhere, everything escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from translate import qa
from translate.editions import labels, prose, wording
from translate.editions.clean import CleanCopy, clean_copy
from translate.editions.collection import Collection
from translate.editions.edition import LOW_CONFIDENCE, Edition
from translate.editions.formats import Layout
from translate.editions.inline import safe_link
from translate.languages import Language, language

CHECK_FIRST_SHOWN = 12
# Several columns are printed on the long side of the paper.
_ACROSS = "@page { size: A4 landscape; }\n"


class Sheets(NamedTuple):
    """The style sheets, among the templates, of pages for review and for reading."""

    review: str
    reading: str


WEB = Sheets("edition.css", "reading.css")


def render(edition: Edition, layout: Layout, *, sheets: Sheets = WEB) -> str:
    """The page of one article."""
    if layout in (Layout.BILINGUAL, Layout.PARALLEL):
        return _review_page(edition, sheets.review, parallel=layout is Layout.PARALLEL)
    (shown,) = edition.languages
    copy = clean_copy(edition, shown.code)
    text = prose.prose(copy) if layout is Layout.CLEAN else prose.interleaved(edition, shown.code)
    return _reading_page([(copy, text)], layout, shown, sheets.reading, title=copy.title, author=copy.author,
                         date=copy.date, is_draft=edition.is_draft, version=edition.meta.version)


def render_collection(collection: Collection, layout: Layout, *, sheets: Sheets = WEB) -> str:
    """One page with all articles below a table of contents."""
    code = collection.language.code
    chapters = []
    for number, (edition, copy) in enumerate(zip(collection.editions, collection.copies()), start=1):
        prefix = f"article-{number}-"
        if layout is Layout.CLEAN:
            chapters.append((copy, prose.prose(copy, shift=1, prefix=prefix)))
        else:
            chapters.append((copy, prose.interleaved(edition, code, shift=1, prefix=prefix)))
    return _reading_page(chapters, layout, collection.language, sheets.reading, title=collection.title,
                         author=collection.editor, date=collection.date, is_draft=collection.is_draft,
                         version=collection.meta.version, collection=collection)


def _review_page(edition: Edition, sheet: str, *, parallel: bool) -> str:
    """Source and translations side by side. parallel: all targets in columns, their notes under each text."""
    style, style_hash = _style(sheet, _ACROSS if parallel else "")
    return _environment().get_template("edition.html.jinja").render(
        edition=edition,
        article=edition.article,
        source=language(edition.article.language),
        parallel=parallel,
        style=style,
        style_hash=style_hash,
        labels=labels,
        meaning=qa.meaning,
        severity_of={row.code: row.severity for row in qa.CHECKS},
        source_link=safe_link(edition.article.source),
        shown=CHECK_FIRST_SHOWN,
        low_confidence=LOW_CONFIDENCE,
    )


def _reading_page(
    chapters: Sequence[tuple[CleanCopy, Markup]], layout: Layout, shown: Language, sheet: str, **facts: Any
) -> str:
    style, style_hash = _style(sheet)
    return _environment().get_template("reading.html.jinja").render(
        chapters=chapters, is_interleaved=layout is Layout.INTERLEAVED, language=shown, words=wording.words(shown.code),
        style=style, style_hash=style_hash, **facts,
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("translate.editions"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        finalize=prose.final, keep_trailing_newline=True,
    )
    environment.filters["inline"] = prose.inline
    environment.filters["iso_date"] = wording.iso_date
    environment.filters["date_in"] = wording.date_in
    return environment


@lru_cache(maxsize=8)
def _style(name: str, more: str = "") -> tuple[Markup, str]:
    """A style sheet, and the hash by which the content security policy allows it and no other."""
    file = files("translate.editions") / "templates" / name
    style = Markup(file.read_text(encoding="utf-8") + more)
    return style, base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
