"""A review page: one HTML file to correct in any browser, offline, that saves itself.

The page holds its own style and script and nothing else may run in it: a content
security policy admits these two by their digests, and every text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from translate.interchange import review_table
from translate.interchange.base import Document, Format
from translate.interchange.html_read import read
from translate.languages import language
from translate.markup import TAG

_MAX_ROWS = 8_000
_IS_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S)


def write(documents: Sequence[Document]) -> bytes:
    """The page, with a section for each article."""
    review_table.check_size(documents, _MAX_ROWS)
    tables = [list(review_table.rows(document)) for document in documents]
    sections = [
        {
            "title": review_table.title(document),
            "facts": review_table.text_of(f"{document.draft.article}: {review_table.languages_in_words(document)}"),
            "source": document.article.language,
            "target": document.draft.language,
            "name": language(document.draft.language).own_name,
            "heads": review_table.headers(document),
            "rows": rows,
        }
        for document, rows in zip(documents, tables)
    ]
    content = repr([(row.id, row.key, row.source, row.comment) for rows in tables for row in rows])
    page = _environment().get_template("review.html.jinja").render(
        sections=sections,
        how_to=review_table.HOW_TO,
        style=_part("review.css"),
        style_hash=_digest("review.css"),
        script=_part("review.js"),
        script_hash=_digest("review.js"),
        page=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        file=_file_name(documents),
    )
    return page.encode("utf-8")


def recognises(data: bytes, name: str) -> bool:
    """Whether this is an HTML page."""
    return _IS_HTML.match(data[:4096]) is not None


FORMAT = Format("html", ".html", "review page for a browser, offline", write, read, recognises,
                most_units=_MAX_ROWS)


def _file_name(documents: Sequence[Document]) -> str:
    """What a page without a name of its own is saved as."""
    one = documents[0].draft if len(documents) == 1 else None
    return re.sub(r"[^\w.-]+", "-", f"{one.article}.{one.language}") if one else "review"


def _tagged(text: str) -> Markup:
    """The text with its tags set apart."""
    out, at = Markup(), 0
    for match in TAG.finditer(text):
        out += text[at : match.start()] + Markup('<span class="tag">{}</span>').format(match[0])
        at = match.end()
    return out + text[at:]


def _lines(text: str) -> int:
    """How high a field is where the browser does not fit it to its text."""
    return 1 + sum(len(line) // 42 + 1 for line in text.split("\n"))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("translate.interchange"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["tagged"] = _tagged
    environment.filters["lines"] = _lines
    return environment


@lru_cache(maxsize=2)
def _part(name: str) -> Markup:
    return Markup((files("translate.interchange") / "templates" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _digest(name: str) -> str:
    """What the content security policy admits."""
    return base64.b64encode(hashlib.sha256(_part(name).encode()).digest()).decode()
