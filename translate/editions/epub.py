"""Editions as EPUB 3: for reading (clean, interleaved), for review (bilingual, parallel), and collections.

A small screen has no room for columns. So a bilingual or parallel edition has a chapter in
each language, every paragraph a link to the same one in the others, and the review notes
as footnotes, which e-readers show in place.
"""

from __future__ import annotations

from markupsafe import Markup

from translate.editions import prose, wording
from translate.editions.clean import CleanCopy, clean_copy
from translate.editions.collection import Collection
from translate.editions.edition import Edition
from translate.editions.epub_package import Book, Chapter, environment, pack
from translate.editions.epub_review import review_chapters
from translate.editions.formats import COLLECTION_LAYOUTS, Layout, check
from translate.editions.inline import one_line, safe_link, text_of
from translate.languages import language


def render(edition: Edition, layout: Layout) -> bytes:
    """One article as a book."""
    if layout in (Layout.BILINGUAL, Layout.PARALLEL):
        return pack(_review_book(edition))
    (shown,) = edition.languages
    copy = clean_copy(edition, shown.code)
    codes = (shown.code,) if layout is Layout.CLEAN else (shown.code, edition.article.language)
    return pack(
        Book(
            title=copy.title,
            languages=codes,
            chapters=(_chapter("text", edition, copy, layout),),
            authors=_authors(copy),
            date=copy.date,
            source=copy.source,
            subtitle=" · ".join(language(code).own_name for code in codes) if len(codes) > 1 else text_of(copy.kicker),
            is_draft=edition.is_draft,
            version=edition.meta.version,
        )
    )


def render_collection(collection: Collection, layout: Layout) -> bytes:
    """Many articles as one book, a chapter each, with a table of contents after the cover.

    Raises ConfigError for a layout that is for review.
    """
    check(layout.value, COLLECTION_LAYOUTS, "layout for a collection")
    code = collection.language.code
    copies = collection.copies()
    sources = () if layout is Layout.CLEAN else tuple(copy.source_language.code for copy in copies)
    dates = sorted(date for copy in copies if (date := wording.iso_date(copy.date)))
    return pack(
        Book(
            title=collection.title,
            languages=tuple(dict.fromkeys((code, *sources))),
            chapters=tuple(
                _chapter(f"article-{number:04}", edition, copy, layout)
                for number, (edition, copy) in enumerate(zip(collection.editions, copies), start=1)
            ),
            authors=tuple(dict.fromkeys(author for copy in copies for author in _authors(copy))),
            editor=collection.editor,
            date=collection.date or (dates[-1] if dates else ""),
            is_draft=collection.is_draft,
            has_contents=True,
            version=collection.meta.version,
        )
    )


def _chapter(name: str, edition: Edition, copy: CleanCopy, layout: Layout) -> Chapter:
    code = copy.language.code
    is_clean = layout is Layout.CLEAN
    body = environment().get_template("article.xhtml.jinja").render(
        copy=copy,
        text=prose.prose(copy) if is_clean else prose.interleaved(edition, code),
        is_clean=is_clean,
        code=code,
        words=wording.words(code),
    )
    parts = tuple(
        (paragraph.anchor, title)
        for paragraph in copy.body
        if paragraph.kind == "heading" and paragraph.level == 2 and (title := one_line(text_of(paragraph.nodes)))
    )
    return Chapter(name, copy.title, code, Markup(body), parts)


def _authors(copy: CleanCopy) -> tuple[str, ...]:
    return (author,) if (author := one_line(copy.author)) else ()


def _review_book(edition: Edition) -> Book:
    article = edition.article
    codes = (article.language, *(item.code for item in edition.languages))
    copy = clean_copy(edition, edition.languages[0].code)
    return Book(
        title=one_line(article.title) or copy.title,
        languages=codes,
        chapters=review_chapters(edition),
        authors=(byline,) if (byline := one_line(article.byline)) else (),
        date=article.date.strip(),
        source=safe_link(article.source),
        subtitle=" · ".join(language(code).own_name for code in codes),
        is_draft=edition.is_draft,
        version=edition.meta.version,
    )
