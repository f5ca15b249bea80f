"""The edition as Markdown: for review one table that reads well on GitHub, with front matter and marks."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence

from translate.editions import labels, reading_markdown
from translate.editions.edition import Cell, Edition, Passage, Row
from translate.editions.formats import Layout
from translate.editions.inline import Element, Node, clean
from translate.languages import language
from translate.units import State

_ELEMENTS = {
    "emphasis": "em", "strong": "strong", "code": "code", "superscript": "sup", "subscript": "sub",
    "term": "u",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]|~$#])")


def render(edition: Edition, layout: Layout) -> str:
    """The document. A parallel one has all targets in columns, each with its notes below the text."""
    if layout in (Layout.CLEAN, Layout.INTERLEAVED):
        return reading_markdown.render(edition, layout)
    return "\n".join(_lines(edition, layout is Layout.PARALLEL)) + "\n"


def escape(text: str) -> str:
    """`text` as it must stand in a table cell or a line of Markdown to be read as itself."""
    one_line = re.sub(r"\s*\n\s*", " ", clean(text))
    return _SPECIAL.sub(r"\\\1", html.escape(one_line, quote=False))


def inline(nodes: Sequence[Node]) -> str:
    """A tree of inline markup. HTML elements: Markdown's own marks fail inside words."""
    return "".join(_node(node) for node in nodes)


def _node(node: Node) -> str:
    if not isinstance(node, Element):
        return escape(node)
    inner = inline(node.children)
    if node.kind == "break":
        return "<br>"
    if node.kind == "link":
        # A vertical bar would end the table cell even inside an attribute.
        href = html.escape(clean(node.href)).replace("|", "%7C").replace("`", "%60")
        return f'<a href="{href}">{inner}</a>' if href else inner
    element = _ELEMENTS.get(node.kind)
    return f"<{element}>{inner}</{element}>" if element else inner


def _lines(edition: Edition, parallel: bool) -> Iterator[str]:
    article = edition.article
    source = language(article.language)
    yield from _front_matter(edition)
    yield f"# {escape(article.title).strip() or 'Untitled'}"
    yield ""
    for item in edition.languages:
        if title := edition.title_in(item.code):
            yield f"<em>{escape(title).strip()}</em><br>"
    yield ""
    yield from _summary(edition)
    yield from _legend()
    heads = [source.own_name.capitalize(), *(item.own_name.capitalize() for item in edition.languages)]
    if not parallel:
        heads.append("Review")
    yield "| № | " + " | ".join(heads) + " |"
    yield "| ---: |" + " --- |" * len(heads)
    for passage in edition.passages:
        for row in passage.rows:
            yield _row(passage, row, parallel)
    yield ""
    yield from _colophon(edition)


def _front_matter(edition: Edition) -> Iterator[str]:
    """YAML, with its strings written as JSON, which YAML reads too."""
    article, meta = edition.article, edition.meta
    fields = {
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "languages": [article.language, *(item.code for item in edition.languages)],
        "lines": len(edition.rows),
        "reviewed": {item.code: _reviewed(edition, item.code) for item in edition.languages},
        "model": meta.model,
        "glossary": meta.glossary_digest[:12],
        "generator": f"Yɛlɛma {meta.version}".strip(),
    }
    yield "---"
    for name, value in fields.items():
        if value not in ("", None):
            yield f"{name}: {json.dumps(reading_markdown.cleaned(value), ensure_ascii=False)}"
    yield "---"
    yield ""


def _reviewed(edition: Edition, code: str) -> int:
    return edition.count(code, State.REVIEWED, State.FINAL)


def _summary(edition: Edition) -> Iterator[str]:
    for item in edition.languages:
        waiting = edition.to_check(item.code)
        facts = [
            labels.counted(len(edition.rows), "line"),
            f"{_reviewed(edition, item.code)} reviewed",
            labels.counted(edition.findings(item.code, "error"), "error"),
            labels.counted(edition.findings(item.code, "warning"), "warning"),
        ]
        yield f"**{item.own_name.capitalize()}**: {', '.join(facts)}."
        if waiting:
            places = ", ".join(f"[{row.number}](#{row.anchor})" for row, _ in waiting)
            yield f"Check first: {places}."
        yield ""


def _legend() -> Iterator[str]:
    states = [f"{sign} {word.lower()}: {meaning}" for sign, word, meaning in labels.STATES.values()]
    severities = [f"{sign} {word.lower()}: {meaning}" for sign, word, meaning in labels.SEVERITIES.values()]
    yield "<details><summary>The marks</summary>"
    yield ""
    for line in (*states, *severities):
        yield f"- {line}"
    yield f"- <u>term</u>: {labels.TERM_MEANING}"
    yield f"- a number from 0 to 100: confidence, {labels.CONFIDENCE_MEANING}"
    yield "- ¶ begins a paragraph"
    yield ""
    yield "</details>"
    yield ""


def _row(passage: Passage, row: Row, parallel: bool) -> str:
    place = f'<a id="{row.anchor}"></a>{row.number}'
    if row is passage.rows[0]:
        place += f" {labels.KINDS.get(passage.kind, escape(passage.kind))}"
    cells = [place, _words(passage, row.nodes)]
    for cell in row.cells:
        text = _words(passage, cell.nodes) or "<em>not translated</em>"
        if parallel:
            text += "<br><sub>" + "</sub><br><sub>".join(_notes(cell)) + "</sub>"
        cells.append(text)
    if not parallel:
        cells.append("<br>".join(_notes(row.cells[0])))
    return "| " + " | ".join(cells) + " |"


def _words(passage: Passage, nodes: Sequence[Node]) -> str:
    text = inline(nodes).strip()
    return f"<strong>{text}</strong>" if text and passage.kind == "heading" else text


def _notes(cell: Cell) -> list[str]:
    """The state, then a line for each finding, term and note."""
    unit = cell.unit
    sign, word, _ = labels.STATES[unit.state]
    facts = [f"{sign} {word.lower()}"]
    if unit.confidence is not None:
        facts.append(str(unit.confidence))
    if unit.target and unit.origin:
        facts.append(escape(labels.origin(unit.origin, brief=True)))
    lines = [" · ".join(facts)]
    for finding in unit.findings:
        sign, word, _ = labels.SEVERITIES[finding.severity]
        lines.append(f"{sign} {escape(finding.message)}")
    for term in cell.terms:
        lines.append(f"<u>{escape(term.source)}</u> → {escape(' / '.join(term.targets))}")
    if unit.previous_source:
        lines.append(f"The source has changed. Translated from: {escape(unit.previous_source)}")
    if unit.note:
        lines.append(f"Reviewer: {escape(unit.note)}")
    return lines


def _colophon(edition: Edition) -> Iterator[str]:
    meta = edition.meta
    yield "## Colophon"
    yield ""
    for item in edition.languages:
        for code, numbers in edition.origins(item.code).items():
            lines = f"{'line' if len(numbers) == 1 else 'lines'} {labels.ranges(numbers)}"
            yield f"- {item.own_name.capitalize()}: {escape(labels.origin(code))}: {lines}"
    if meta.model:
        yield f"- Model: {escape(meta.model)}" + (f" `{meta.model_digest[:12]}`" if meta.model_digest else "")
    if meta.glossary or meta.glossary_digest:
        names = escape(", ".join(meta.glossary))
        digest = f"`{meta.glossary_digest[:12]}`" if meta.glossary_digest else ""
        yield f"- Glossary: {' '.join(filter(None, (names, digest)))}"
    yield f"- Made with Yɛlɛma{' ' + escape(meta.version) if meta.version else ''}"
    if meta.made:
        yield f"- {escape(meta.made)}"
    if edition.article.boilerplate:
        count = labels.counted(len(edition.article.boilerplate), "text")
        yield f"- {count} set aside (menus, forms): see article.json"
