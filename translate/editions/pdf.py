"""Editions as PDF: the HTML editions on paper, by WeasyPrint (extra `pdf`).

Fonts are our own, embedded, so that the same edition is the same file everywhere; only
characters that they lack (Chinese, emoji) come from the system. Nothing else is read: no
address or file that an article names.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from translate.editions import html
from translate.editions.collection import Collection
from translate.editions.edition import Edition
from translate.editions.formats import COLLECTION_LAYOUTS, Layout, check
from translate.errors import ConfigError, MissingExtraError

_SHEETS = html.Sheets(review="pdf/review.css", reading="pdf/reading.css")
_CLOCK = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
# WeasyPrint takes minutes for a word of 20,000 letters, so such words may be broken (zero-width space) every 12.
_LETTER = r"(?:&[#\w]+;|[^\s&<\u200b])"
_HUGE_WORD, _PIECE = re.compile(_LETTER + "{100,}"), re.compile(_LETTER + "{12}")
_TEXT = re.compile(r">[^<]{100,}")
_FONTS = "edition-fonts:"  # how the style sheets name the folder of our fonts


def render(edition: Edition, layout: Layout) -> bytes:
    """One article. Raises MissingExtraError without WeasyPrint, ConfigError without its system libraries."""
    return _print(html.render(edition, layout, sheets=_SHEETS))


def render_collection(collection: Collection, layout: Layout) -> bytes:
    """Many articles, with a title page and a table of contents. Raises as `render`, and for a review layout."""
    check(layout.value, COLLECTION_LAYOUTS, "layout for a collection")
    return _print(html.render_collection(collection, layout, sheets=_SHEETS))


def _print(page: str) -> bytes:
    """A tagged PDF/UA of a page. Its identifier is the digest of the page, so the bytes depend on that alone."""
    weasyprint = _weasyprint()
    page = _TEXT.sub(lambda text: _HUGE_WORD.sub(_breakable, text.group()), page)
    with _fixed_time():
        sheet, config = _fonts()
        data: bytes = weasyprint.HTML(string=page, url_fetcher=_own_files()).write_pdf(
            stylesheets=[sheet],
            font_config=config,
            pdf_identifier=hashlib.sha256(page.encode("utf-8")).hexdigest()[:32].encode("ascii"),
            pdf_variant="pdf/ua-1",
        )
    return data


def _breakable(word: re.Match[str]) -> str:
    return _PIECE.sub("\\g<0>\u200b", word.group())


@contextmanager
def _fixed_time() -> Iterator[None]:
    """While it lasts, fontTools writes this time into the fonts it embeds, and not the present."""
    before = os.environ.get(_CLOCK)
    os.environ[_CLOCK] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CLOCK]
        else:
            os.environ[_CLOCK] = before


def _fonts() -> tuple[Any, Any]:
    """The style sheet that names our fonts, and where WeasyPrint keeps them: new each time, for it remembers."""
    weasyprint = _weasyprint()
    config = weasyprint.text.fonts.FontConfiguration()
    text = (files("translate.editions") / "templates" / "pdf" / "fonts.css").read_text(encoding="utf-8")
    return weasyprint.CSS(string=text, font_config=config, url_fetcher=_own_files()), config


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.text.fonts
    except ImportError as error:
        raise MissingExtraError("writing PDF", "pdf") from error
    except OSError as error:  # the libraries of the system that it loads
        raise ConfigError(
            "writing PDF needs Pango: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
            f"({str(error).splitlines()[0]})"
        ) from error
    return weasyprint


def _own_files() -> Any:
    """What WeasyPrint may read: our fonts, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(_FONTS)
            folder = files("translate.editions") / "fonts"
            if name == url or name not in {item.name for item in folder.iterdir()}:
                raise ValueError(f"an edition loads nothing from elsewhere: {url[:100]}")
            return URLFetcherResponse(url, (folder / name).read_bytes(), {"Content-Type": "font/woff"})

    return OwnFiles()
