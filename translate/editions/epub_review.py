"""The chapters of an e-book for review: one per language, each paragraph linked to the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from translate import qa
from translate.editions import labels, prose
from translate.editions.edition import Cell, Edition, Passage, Row
from translate.editions.epub_package import Chapter, environment
from translate.editions.inline import clean
from translate.editions.notes import Run, is_silent, notes
from translate.languages import language

CHECK_FIRST_SHOWN = 24


def review_chapters(edition: Edition) -> tuple[Chapter, ...]:
    """The source, every translation with its notes, and the state of the review."""
    source = edition.article.language
    chapters = [_chapter(edition, code) for code in (source, *(item.code for item in edition.languages))]
    body = environment().get_template("review.xhtml.jinja").render(
        edition=edition, meaning=qa.meaning, shown=CHECK_FIRST_SHOWN, source=source
    )
    return (*chapters, Chapter("review", "State of the review", "en", Markup(body)))


def _chapter(edition: Edition, code: str) -> Chapter:
    others = [edition.article.language, *(item.code for item in edition.languages)]
    others.remove(code)
    title_level = any(passage.source == edition.article.title for passage in edition.passages)
    pieces = [_passage(passage, number, code, others) for number, passage in enumerate(edition.passages, start=1)]
    own_name = language(code).own_name
    title = own_name[:1].upper() + own_name[1:]
    if not title_level:
        pieces.insert(0, Markup("<h1>{}</h1>").format(title))
    if code != edition.article.language:
        pieces += _footnotes(edition, code)
    return Chapter(code, title, code, Markup("\n").join(pieces))


def _passage(passage: Passage, number: int, code: str, others: list[str]) -> Markup:
    """A block: its sentences, and links to the same block in the other languages."""
    pieces = []
    for row, gap in zip(passage.rows, ("", *(row.gap for row in passage.rows))):
        pieces.append(Markup.escape(clean(gap)) + _sentence(row, code))
    links = [
        Markup('<a href="{0}.xhtml#p{1}" title="{2}">{0}</a>').format(other, number, language(other).own_name)
        for other in others
    ]
    tag = Markup(f"h{min(max(passage.level, 1), 6)}" if passage.kind == "heading" else "p")
    return Markup('<{0} class="{1}" id="p{2}">{3} <span class="turn">{4}</span></{0}>').format(
        tag, passage.kind, number, Markup("").join(pieces), Markup(" ").join(links)
    )


def _sentence(row: Row, code: str) -> Markup:
    cell = _cell(row, code)
    if cell is None:
        return Markup('<span id="l{}">{}</span>').format(row.number, prose.inline(row.nodes))
    if cell.unit.target.strip():
        words = prose.inline(cell.nodes)
    else:
        words = Markup('<span class="absent" lang="en" xml:lang="en">not translated</span>')
    state = cell.unit.state
    mark = Markup("")
    if not is_silent(cell):
        sign, word, _ = labels.STATES[state]
        mark = Markup(
            '<a class="mark {2}" epub:type="noteref" role="doc-noteref" href="#n{0}" '
            'aria-label="Line {0}: {3}">{1}{0}</a>'
        ).format(row.number, sign, state.value, word)
    return Markup('<span class="sentence {}" id="l{}">{}</span>{}').format(state.value, row.number, words, mark)


def _cell(row: Row, code: str) -> Cell | None:
    return next((cell for cell in row.cells if cell.language.code == code), None)


def _footnotes(edition: Edition, code: str) -> Iterator[Markup]:
    found = [(row, cell) for row, cell in edition.column(code) if not is_silent(cell)]
    if not found:
        return
    yield Markup('<section class="notes" lang="en" xml:lang="en">\n<h2>Review notes</h2>')
    for row, cell in found:
        lines = [_line(runs) for runs in notes(cell, edition.article.language)]
        lines[0] = Markup('<a href="#l{0}">Line {0}</a> ').format(row.number) + lines[0]
        yield Markup('<aside epub:type="footnote" role="doc-footnote" id="n{}">{}</aside>').format(
            row.number, Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)
        )
    yield Markup("</section>")


def _line(runs: Sequence[Run]) -> Markup:
    return Markup("").join(_run(run) for run in runs)


def _run(run: Run) -> Markup:
    attributes = Markup("")
    if run.style:
        attributes += Markup(' class="{}"').format(run.style)
    if run.language:
        attributes += Markup(' lang="{0}" xml:lang="{0}"').format(run.language)
    text = Markup.escape(clean(run.text))
    return Markup("<span{}>{}</span>").format(attributes, text) if attributes else text
