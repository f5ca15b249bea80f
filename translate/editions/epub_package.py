"""An EPUB 3 file: chapters, cover, contents and metadata, packed so that the same book has the same bytes.

Method: EPUB 3.3 (https://www.w3.org/TR/epub-33/) with the table of contents of EPUB 2 for
old readers, and the metadata of EPUB Accessibility 1.1.
"""

from __future__ import annotations

import hashlib
import textwrap
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from translate.editions import labels, prose, wording
from translate.editions.archive import zipped
from translate.editions.inline import clean

# Faces that hold the letters of Bambara, which the fonts of many e-readers lack.
BAMBARA_FONTS = ("NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic", "NotoSerif-BoldItalic")
# The drawing of the cover is 1200 by 1600 units; the title has this room.
_TITLE_WIDTH, _TITLE_HEIGHT = 960, 760
_TITLE_SIZES = (124, 104, 88, 74, 60, 48)
_LETTER, _LEADING = 0.68, 1.25  # mean width of a letter and height of a line, in font sizes
_UNDATED = "2000-01-01"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class Chapter:
    """One page of the book.

    name: of its file, without the suffix. language: a code. body: XHTML.
    parts: (id, title) of the headings that the table of contents shows below the chapter.
    """

    name: str
    title: str
    language: str
    body: Markup
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Book:
    """What the package says of itself. languages: codes, that of the reading text first.

    date: ISO 8601 or "". is_draft: holds text that no person has approved. has_contents:
    whether the table of contents is a page of the book, after the cover.
    subtitle: for the cover, in the language of the book.
    """

    title: str
    languages: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    authors: tuple[str, ...] = ()
    editor: str = ""
    date: str = ""
    source: str = ""
    subtitle: str = ""
    is_draft: bool = False
    has_contents: bool = False
    version: str = ""


def pack(book: Book) -> bytes:
    """The file. Its identifier is made of its content, so two different editions are two books."""
    words = wording.words(book.languages[0])
    facts: dict[str, Any] = {"book": book, "words": words, "code": book.languages[0]}
    pages = {
        f"{chapter.name}.xhtml": _page("page.xhtml.jinja", chapter=chapter, **facts) for chapter in book.chapters
    }
    pages["cover.svg"] = _page("cover.svg.jinja", lines=_cover_lines(book.title), **facts)
    pages["cover.xhtml"] = _page("cover.xhtml.jinja", **facts)
    pages["nav.xhtml"] = _page("nav.xhtml.jinja", **facts)
    pages["style.css"] = _style(bambara="bm" in book.languages)
    facts["identifier"] = _identifier(book, pages)
    facts["modified"] = f"{wording.iso_date(book.date) or _UNDATED}T00:00:00Z"
    fonts = BAMBARA_FONTS if "bm" in book.languages else ()
    pages["toc.ncx"] = _page("toc.ncx.jinja", **facts)
    pages["package.opf"] = _page("package.opf.jinja", fonts=fonts, **facts)
    entries = {f"EPUB/{name}": page.encode("utf-8") for name, page in pages.items()}
    entries |= {f"EPUB/fonts/{name}.woff": _font(name) for name in fonts}
    entries["META-INF/container.xml"] = _CONTAINER.encode()
    return zipped(entries | {"mimetype": b"application/epub+zip"}, first="mimetype", stored=True)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of this package; every value is escaped and freed of what XML cannot hold."""
    made = Environment(
        loader=PackageLoader("translate.editions", "templates/epub"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, finalize=prose.final, keep_trailing_newline=True,
    )
    made.filters |= {"inline": prose.inline, "iso_date": wording.iso_date, "date_in": wording.date_in}
    made.globals["labels"] = labels
    return made


def _page(template: str, **facts: Any) -> str:
    return environment().get_template(template).render(**facts)


def _identifier(book: Book, pages: Mapping[str, str]) -> str:
    """`urn:uuid:…` made of all pages and what the metadata say."""
    facts = [*book.languages, *book.authors, book.editor, book.date, book.source]
    for name in sorted(pages):
        facts += (name, pages[name])
    digest = hashlib.sha256("\0".join(map(clean, facts)).encode("utf-8")).hexdigest()
    return uuid.uuid5(uuid.NAMESPACE_URL, f"sha256:{digest}").urn


def _style(*, bambara: bool) -> str:
    """The style sheet; with Bambara, the faces that have its letters as well."""
    folder = files("translate.editions") / "templates" / "epub"
    names = ("style.css", "bambara.css") if bambara else ("style.css",)
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def _font(name: str) -> bytes:
    return (files("translate.editions") / "fonts" / f"{name}.woff").read_bytes()


def _cover_lines(title: str) -> tuple[int, list[str]]:
    """The size of the title on the cover, in units of its drawing, and its lines."""
    text = " ".join(clean(title).split())
    for size in _TITLE_SIZES:
        lines = textwrap.wrap(text, int(_TITLE_WIDTH / (size * _LETTER)), break_on_hyphens=False)
        if len(lines) * size * _LEADING <= _TITLE_HEIGHT:
            return size, lines
    most = int(_TITLE_HEIGHT / (size * _LEADING))
    return size, [*lines[: most - 1], lines[most - 1][:-1] + "…"]
