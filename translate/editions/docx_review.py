"""A Word edition for review: the state, the lines to check first, and a table of all lines."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from translate import qa
from translate.editions import labels
from translate.editions.docx_body import Body, Form, jump, row, text
from translate.editions.edition import Cell, Edition, Passage, Row
from translate.editions.inline import safe_link
from translate.editions.notes import Run, notes
from translate.languages import Language, language
from translate.units import State

CHECK_FIRST_SHOWN = 24
_NOTE = Form("en")
_CELL_STYLES = {
    "heading": "Table Heading", "kicker": "Table Kicker", "quote": "Table Quote", "list_item": "Table List",
    "caption": "Table Caption", "byline": "Table Caption",
}
_RUN_STYLES = {
    **{state.value: f"State {word}" for state, (_, word, _) in labels.STATES.items()},
    "error": f"State {labels.STATES[State.NEW][1]}",
    "warning": f"State {labels.STATES[State.DRAFT][1]}",
    "low": f"State {labels.STATES[State.DRAFT][1]}",
    "info": "Strong",
    "strong": "Strong",
    "term": "Glossary Term",
}
# Twentieths of a point.
_NUMBER_WIDTH, _NOTES_WIDTH = 480, 2300
_LABEL_WIDTH, _FIGURE_WIDTH = 1800, 1600


def add_review(body: Body, edition: Edition, width: int, *, is_parallel: bool) -> None:
    """Fill a document. width: between the margins, in twentieths of a point.

    is_parallel: all translations in columns, each with its notes below; else one, with its
    notes beside it.
    """
    _head(body, edition, is_parallel)
    _state(body, edition)
    for item in edition.languages:
        _check_first(body, edition, item)
    _marks(body)
    _lines(body, edition, width, is_parallel)
    _colophon(body, edition)


def _head(body: Body, edition: Edition, is_parallel: bool) -> None:
    article = edition.article
    names = " · ".join(language(code).own_name for code in _codes(edition))
    kind = "Parallel" if is_parallel else "Bilingual"
    body.add("Kicker", text(f"{kind} edition for review: {names}", _NOTE))
    body.add("Title", text(article.title.strip() or "Untitled", Form(article.language)))
    for item in edition.languages:
        if title := edition.title_in(item.code):
            body.add("Subtitle", text(title, Form(item.code)))
    runs: list[Markup] = []
    for fact in (article.byline, article.date, article.source if article.source != "-" else ""):
        if fact.strip():
            runs.append(text((" · " if runs else "") + fact, Form(article.language)))
    if safe_link(article.source):
        runs[-1] = body.link(safe_link(article.source), runs[-1])
    if runs:
        body.add("Byline", *runs)


def _codes(edition: Edition) -> list[str]:
    return [edition.article.language, *(item.code for item in edition.languages)]


def _state(body: Body, edition: Edition) -> None:
    body.add("Label", text("State of the review", _NOTE))
    widths = [_LABEL_WIDTH, *[_FIGURE_WIDTH] * len(edition.languages)]
    heads = [text("Translation", _NOTE), *(text(_name(item), Form(item.code)) for item in edition.languages)]
    rows = [_text_row(body, widths, heads, "Table Head", is_head=True)]
    facts = [edition.facts(item.code) for item in edition.languages]
    for label in edition.facts(""):
        figures = [text(str(fact[label]), _NOTE) for fact in facts]
        rows.append(_text_row(body, widths, [text(label, _NOTE), *figures], "Small Text"))
    body.table(widths, rows)


def _text_row(
    body: Body, widths: Sequence[int], cells: Sequence[Markup], style: str, *, is_head: bool = False
) -> Markup:
    return row(zip(widths, (body.paragraph(style, cell) for cell in cells)), is_head=is_head)


def _name(item: Language) -> str:
    return item.own_name[:1].upper() + item.own_name[1:]


def _check_first(body: Body, edition: Edition, item: Language) -> None:
    waiting = edition.to_check(item.code)
    if not waiting:
        return
    body.add("Label", text("Check first, ", _NOTE), text(item.own_name, Form(item.code)))
    link = Form("en", style="Hyperlink")
    for line, cell in waiting[:CHECK_FIRST_SHOWN]:
        body.add("Small Text", jump(_mark(line), text(f"Line {line.number}", link)), text(f" {cell.reason}", _NOTE))
    if rest := waiting[CHECK_FIRST_SHOWN:]:
        more = labels.counted(len(rest), "more line")
        numbers = labels.ranges(line.number for line, _ in rest)
        body.add("Small Text", text(f"and {more}: {numbers}", _NOTE))


def _mark(line: Row) -> str:
    return f"line_{line.number}"


def _marks(body: Body) -> None:
    body.add("Label", text("The marks", _NOTE))
    meanings = [(f"{sign} {word}", meaning) for sign, word, meaning in labels.STATES.values()]
    meanings += [(f"{sign} {word}", meaning) for sign, word, meaning in labels.SEVERITIES.values()]
    meanings.append(("confidence", labels.CONFIDENCE_MEANING))
    for index, (word, meaning) in enumerate(meanings):
        end = "" if index == len(meanings) - 1 else "; "
        meanings[index] = (word, f" {meaning}{end}")
    strong = Form("en", style="Strong")
    body.add("Small Text", *(text(word, strong) + text(meaning, _NOTE) for word, meaning in meanings))
    term = text("Underlined with dots:", Form("en", style="Glossary Term"))
    body.add("Small Text", term, text(f" {labels.TERM_MEANING}", _NOTE))


def _lines(body: Body, edition: Edition, width: int, is_parallel: bool) -> None:
    """The text. Every line has a bookmark."""
    codes = _codes(edition)
    rest = width - _NUMBER_WIDTH - (0 if is_parallel else _NOTES_WIDTH)
    widths = [_NUMBER_WIDTH, *[rest // len(codes)] * len(codes), *([] if is_parallel else [_NOTES_WIDTH])]
    heads = [text("№", _NOTE), *(text(_name(language(code)), Form(code)) for code in codes)]
    if not is_parallel:
        heads.append(text("Review", _NOTE))
    body.add("Label", text("The text and its translation", _NOTE))
    rows = [_text_row(body, widths, heads, "Table Head", is_head=True)]
    for passage in edition.passages:
        rows += [_line(body, edition, passage, line, widths, is_parallel) for line in passage.rows]
    body.table(widths, rows)


def _line(
    body: Body, edition: Edition, passage: Passage, line: Row, widths: Sequence[int], is_parallel: bool
) -> Markup:
    source = edition.article.language
    style = _CELL_STYLES.get(passage.kind, "Table Text")
    cells = [
        body.paragraph("Table Notes", text(str(line.number), _NOTE), mark=_mark(line)),
        body.paragraph(style, body.words(line.nodes, Form(source))),
    ]
    beside: list[Markup] = []
    for cell in line.cells:
        words = body.words(cell.nodes, Form(cell.language.code))
        absent = text("not translated", Form("en", style=_RUN_STYLES["new"]))
        content = body.paragraph(style, words if cell.unit.target.strip() else absent)
        marks = _notes(body, cell, source)
        cells.append(content + marks if is_parallel else content)
        beside.append(marks)
    return row(zip(widths, cells if is_parallel else [*cells, *beside]))


def _notes(body: Body, cell: Cell, source: str) -> Markup:
    lines = (Markup("").join(_run(run) for run in runs) for runs in notes(cell, source))
    return Markup("").join(body.paragraph("Table Notes", line) for line in lines)


def _run(run: Run) -> Markup:
    return text(run.text, Form(run.language or "en", style=_RUN_STYLES.get(run.style, "")))


def _colophon(body: Body, edition: Edition) -> None:
    meta = edition.meta
    body.add("Label", text("Colophon", _NOTE))
    for item in edition.languages:
        for origin, numbers in edition.origins(item.code).items():
            lines = f"{'line' if len(numbers) == 1 else 'lines'} {labels.ranges(numbers)}"
            name = text(_name(item), Form(item.code))
            body.add("Small Text", name, text(f": {labels.origin(origin)}: {lines}", _NOTE))
    facts = [f"{code}: {qa.meaning(code)}" for code in edition.codes()]
    if meta.model:
        facts.append(f"Model: {meta.model} {meta.model_digest[:12]}".rstrip())
    if meta.glossary or meta.glossary_digest:
        facts.append(f"Glossary: {', '.join(meta.glossary)} {meta.glossary_digest[:12]}".rstrip())
    facts.append(f"Made with Yɛlɛma {meta.version}{', ' + meta.made if meta.made else ''}".rstrip())
    if edition.article.boilerplate:
        count = labels.counted(len(edition.article.boilerplate), "text")
        facts.append(f"Set aside: {count}, not part of the article (menus, forms): see article.json")
    for fact in facts:
        body.add("Small Text", text(fact, _NOTE))
