"""Editions as Word documents with real styles: for reading, for review, and collections."""

from __future__ import annotations

from markupsafe import Markup

from translate.editions import wording
from translate.editions.clean import MISSING, CleanCopy, Paragraph, clean_copy
from translate.editions.collection import Collection
from translate.editions.docx_body import Body, Form, jump, text
from translate.editions.docx_file import Document, saved, text_width
from translate.editions.docx_review import add_review
from translate.editions.docx_styles import RED
from translate.editions.edition import Edition
from translate.editions.formats import COLLECTION_LAYOUTS, Layout, check
from translate.editions.inline import source_nodes

_STYLES = {"kicker": "Kicker", "quote": "Quote", "caption": "Caption"}


def render(edition: Edition, layout: Layout) -> bytes:
    """One article."""
    article = edition.article
    copy = clean_copy(edition, edition.languages[0].code)
    is_review = layout in (Layout.BILINGUAL, Layout.PARALLEL)
    facts = Document(
        title=(" ".join(article.title.split()) or copy.title) if is_review else copy.title,
        language=article.language if is_review else copy.language.code,
        author=copy.author,
        date=copy.date,
        draft=wording.words(copy.language.code) if edition.is_draft and not is_review else None,
        is_wide=layout is Layout.PARALLEL,
        has_table=is_review,
    )

    def fill(body: Body) -> None:
        if is_review:
            add_review(body, edition, text_width(facts), is_parallel=layout is Layout.PARALLEL)
        else:
            _banner(body, facts)
            _article(body, edition, copy, layout)

    return saved(facts, fill)


def render_collection(collection: Collection, layout: Layout) -> bytes:
    """Many articles, each on a new page, after a title page with a table of contents.

    Raises ConfigError for a layout that is for review.
    """
    check(layout.value, COLLECTION_LAYOUTS, "layout for a collection")
    code = collection.language.code
    words = wording.words(code)
    copies = collection.copies()
    facts = Document(
        title=" ".join(collection.title.split()),
        language=code,
        author=collection.editor,
        date=collection.date,
        draft=words if collection.is_draft else None,
    )

    def fill(body: Body) -> None:
        _banner(body, facts)
        body.add("Title", text(collection.title, Form(code)))
        imprint = [text(f"{words.editor} ", Form(words.code)), text(collection.editor, Form(code))]
        parts = [*(imprint if collection.editor else ()), _dated(collection.date, code, collection.editor)]
        if collection.editor or collection.date:
            body.add("Byline", *parts)
        body.add("Label", text(words.contents, Form(words.code)))
        body.contents(
            [jump(f"article_{number}", text(copy.title, Form(code))) for number, copy in enumerate(copies, start=1)]
        )
        for number, (edition, copy) in enumerate(zip(collection.editions, copies), start=1):
            _article(body, edition, copy, layout, number=number)

    return saved(facts, fill)


def _banner(body: Body, facts: Document) -> None:
    if facts.draft:
        body.add("Draft Banner", text(facts.draft.draft, Form(facts.draft.code)))


def _article(body: Body, edition: Edition, copy: CleanCopy, layout: Layout, *, number: int = 0) -> None:
    """number: of the article in a collection, where it begins a page and its headline is a heading; else 0."""
    if layout is Layout.CLEAN:
        _clean(body, copy, number)
    else:
        _interleaved(body, edition, copy, number)
    if copy.source:
        words = wording.words(copy.language.code)
        original = copy.original_title or copy.source
        form = Form(copy.source_language.code, style="Hyperlink")
        body.add(
            "Origin", text(f"{words.translated}: ", Form(words.code)), body.link(copy.source, text(original, form))
        )


def _clean(body: Body, copy: CleanCopy, number: int) -> None:
    code = copy.language.code
    form = Form(code)
    is_new = bool(number)
    if copy.kicker:
        body.add("Kicker", body.words(copy.kicker, form), page_break=is_new)
        is_new = False
    headline = body.words(copy.headline, form) if copy.headline else text(copy.title, form)
    mark = f"article_{number}" if number else ""
    body.add("Heading 1" if number else "Title", headline, page_break=is_new, mark=mark)
    if copy.byline or copy.date:
        body.add("Byline", body.words(copy.byline, form), _dated(copy.date, code, copy.author))
    for paragraph in copy.body:
        style = _style(paragraph, 0 if number else 1)
        body.add(style, body.words(paragraph.nodes, form))


def _style(paragraph: Paragraph, up: int) -> str:
    """The style of a paragraph of running text. up: how many levels headings go up."""
    level = paragraph.level
    if paragraph.kind == "heading":
        return f"Heading {min(level - up, 5)}"
    if paragraph.kind == "list_item":
        name = "List" if paragraph.has_number else "List Bullet"
        return name if level == 1 else f"{name} {min(level, 3)}"
    return {"quote": "Quote", "caption": "Caption", "kicker": "Kicker", "byline": "Byline"}.get(
        paragraph.kind, "Body Text"
    )


def _interleaved(body: Body, edition: Edition, copy: CleanCopy, number: int) -> None:
    """Every line of the source followed by its translation."""
    code = copy.language.code
    source, form = Form(edition.article.language), Form(code)
    is_new = bool(number)
    mark = f"article_{number}" if number else ""
    if not copy.headline:
        body.add("Heading 1" if number else "Title", text(copy.title, form), page_break=is_new, mark=mark)
        is_new, mark = False, ""
    for passage in edition.passages:
        is_title = passage.kind == "heading" and passage.source == edition.article.title
        style = _STYLES.get(passage.kind, "Target Line")
        if is_title:
            style = "Heading 1" if number else "Title"
        elif passage.kind == "heading":
            style = f"Heading {min(max(passage.level, 2) - (0 if number else 1), 5)}"
        for row in passage.rows:
            cell = next(cell for cell in row.cells if cell.language.code == code)
            edge = "" if cell.unit.state.is_human else RED
            original = source_nodes(row.segment.text, row.segment.spans)
            body.add("Source Line", body.words(original, source), page_break=is_new, edge=edge)
            words = body.words(cell.words, form) if cell.unit.target.strip() else text(MISSING, form)
            body.add(style, words, mark=mark if is_title else "", edge=edge, is_close=True)
            is_new, mark = False, "" if is_title else mark
    if copy.date:
        body.add("Byline", _dated(copy.date, code, ""))


def _dated(date: str, code: str, before: str) -> Markup:
    return text((" · " if before and date else "") + wording.date_in(date, code), Form(code))
