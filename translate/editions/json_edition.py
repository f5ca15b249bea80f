"""Editions as JSON, for a publisher's own programs. docs/editions.md describes the keys.

Keys are only ever added; SCHEMA changes when one changes its meaning or goes.
"""

from __future__ import annotations

import json
from typing import Any

from translate.editions import prose, wording
from translate.editions.clean import CleanCopy, clean_copy
from translate.editions.edition import Cell, Edition, Row
from translate.editions.formats import Layout
from translate.editions.inline import clean, source_nodes, text_of

SCHEMA = "yelema-edition-1"


def render(edition: Edition, layout: Layout) -> str:
    """The document: keys in a fixed order, UTF-8, one final newline."""
    if layout is Layout.CLEAN:
        data = _clean(edition, clean_copy(edition, edition.languages[0].code))
    else:
        data = _review(edition, layout)
    return json.dumps(_cleaned(data), ensure_ascii=False, indent=1) + "\n"


def _clean(edition: Edition, copy: CleanCopy) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "layout": Layout.CLEAN.value,
        "language": copy.language.code,
        "draft": copy.is_draft,
        "watermark": wording.words(copy.language.code).draft if copy.is_draft else "",
        "title": copy.title,
        "kicker": text_of(copy.kicker),
        "byline": copy.author,
        "date": copy.date,
        "source": copy.source,
        "original": {"language": copy.source_language.code, "title": copy.original_title},
        "blocks": [
            {
                "kind": paragraph.kind,
                "level": paragraph.level,
                "text": text_of(paragraph.nodes),
                "html": str(prose.inline(paragraph.nodes)),
            }
            for paragraph in copy.body
        ],
        "made": _made(edition),
    }


def _review(edition: Edition, layout: Layout) -> dict[str, Any]:
    article = edition.article
    return {
        "schema": SCHEMA,
        "layout": layout.value,
        "languages": [item.code for item in edition.languages],
        "draft": edition.is_draft,
        "article": {
            "language": article.language,
            "title": article.title,
            "kicker": article.kicker,
            "byline": article.byline,
            "date": article.date,
            "source": article.source,
        },
        "facts": {item.code: _facts(edition, item.code) for item in edition.languages},
        "blocks": [
            {"kind": passage.kind, "level": passage.level, "lines": [_line(row) for row in passage.rows]}
            for passage in edition.passages
        ],
        "made": _made(edition),
    }


def _facts(edition: Edition, code: str) -> dict[str, int]:
    return {name.lower().replace(" ", "_"): count for name, count in edition.facts(code).items()}


def _line(row: Row) -> dict[str, Any]:
    nodes = source_nodes(row.segment.text, row.segment.spans)
    return {
        "number": row.number,
        "id": row.segment.id,
        "source": {"text": row.segment.text, "html": str(prose.inline(nodes))},
        "translations": {cell.language.code: _translation(cell) for cell in row.cells},
    }


def _translation(cell: Cell) -> dict[str, Any]:
    unit = cell.unit
    return {
        "text": text_of(cell.nodes),
        "html": str(prose.inline(cell.nodes)),
        "state": unit.state.value,
        "origin": unit.origin,
        "confidence": unit.confidence,
        "terms": [{"source": term.source, "targets": list(term.targets)} for term in cell.terms],
        "findings": [
            {"code": finding.code, "severity": finding.severity, "message": finding.message}
            for finding in unit.findings
        ],
        "previous_source": unit.previous_source,
        "note": unit.note,
    }


def _made(edition: Edition) -> dict[str, Any]:
    meta = edition.meta
    return {
        "with": "Yɛlɛma",
        "version": meta.version,
        "model": meta.model,
        "glossary": list(meta.glossary),
        "glossary_digest": meta.glossary_digest,
    }


def _cleaned(value: Any) -> Any:
    """The same data without characters that documents cannot contain, in any string."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list) else value
