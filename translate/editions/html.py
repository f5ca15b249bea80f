"""The edition as one HTML page: no script, no request to anywhere, everything escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from translate import qa
from translate.editions import labels
from translate.editions.edition import LOW_CONFIDENCE, Edition
from translate.editions.formats import Layout
from translate.editions.inline import Element, Node, clean, safe_link
from translate.languages import language

# Span kind → HTML element; a link is <a>, a break is <br>, a term is a <span>.
_ELEMENTS = {
    "emphasis": "em", "strong": "strong", "code": "code", "superscript": "sup", "subscript": "sub",
}
CHECK_FIRST_SHOWN = 12


def render(edition: Edition, layout: Layout) -> str:
    """The page."""
    parallel = layout is Layout.PARALLEL  # all targets in columns, with their notes under each text
    return _environment().get_template("edition.html.jinja").render(
        edition=edition,
        article=edition.article,
        source=language(edition.article.language),
        parallel=parallel,
        style=_style(parallel),
        style_hash=_style_hash(parallel),
        labels=labels,
        meaning=qa.meaning,
        severity_of={row.code: row.severity for row in qa.CHECKS},
        source_link=safe_link(edition.article.source),
        shown=CHECK_FIRST_SHOWN,
        low_confidence=LOW_CONFIDENCE,
    )


def inline(nodes: Sequence[Node]) -> Markup:
    """A tree of inline markup as HTML."""
    return Markup("").join(_node(node) for node in nodes)


def _node(node: Node) -> Markup:
    if not isinstance(node, Element):
        return Markup.escape(clean(node))
    inner = inline(node.children)
    if node.kind == "break":
        return Markup("<br>")
    if node.kind == "term":
        title = "Glossary: " + clean(node.note)
        return Markup('<span class="term" title="{}">{}</span>').format(title, inner)
    if node.kind == "link":
        if not node.href:
            return inner
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(clean(node.href), inner)
    element = Markup(_ELEMENTS.get(node.kind, "span"))
    return Markup("<{0}>{1}</{0}>").format(element, inner)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("translate.editions"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        finalize=_final, keep_trailing_newline=True,
    )
    environment.filters["inline"] = inline
    return environment


def _final(value: Any) -> Any:
    """Every value on its way into the page: no character that HTML forbids."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache(maxsize=2)
def _style(parallel: bool) -> Markup:
    """The style sheet; several columns are printed on the long side of the paper."""
    file = files("translate.editions") / "templates" / "edition.css"
    page = "@page { size: A4 landscape; }\n" if parallel else ""
    return Markup(file.read_text(encoding="utf-8") + page)


@lru_cache(maxsize=2)
def _style_hash(parallel: bool) -> str:
    """What the content security policy allows: this style sheet and no other."""
    return base64.b64encode(hashlib.sha256(_style(parallel).encode()).digest()).decode()
