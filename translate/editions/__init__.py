"""Editions: an article beside its translations, rendered for people to read and review.

:func:`render` makes one edition as text, :func:`write_editions` writes the files of an
article. A new format is one module beside this and one row in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.article import Article
from translate.editions import html, markdown
from translate.editions.edition import Edition, EditionMeta, build
from translate.errors import ConfigError
from translate.files import write_atomic
from translate.units import Unit

__all__ = ["FORMATS", "LAYOUTS", "Edition", "EditionMeta", "Format", "render", "write_editions"]


@dataclass(frozen=True)
class Format:
    """An output format. suffix: of its files. render: (edition, parallel) → the file's text."""

    suffix: str
    render: Callable[[Edition, bool], str]


FORMATS = {"html": Format("html", html.render), "markdown": Format("md", markdown.render)}
# bilingual: French and one target, a file a language; parallel: French and all targets.
LAYOUTS = ("bilingual", "parallel")


def render(
    article: Article, drafts: Mapping[str, Sequence[Unit]], *, layout: str, format: str, meta: EditionMeta
) -> str:
    """One edition as text; the same input gives the same bytes.

    drafts: language code → that draft's units in the article's order; exactly one
    language for the layout "bilingual". Raises ConfigError for an unknown layout, format
    or language, and for no draft or several where one is wanted.
    """
    _check(layout, LAYOUTS, "layout")
    _check(format, FORMATS, "format")
    if not drafts or (layout == "bilingual" and len(drafts) > 1):
        wanted = "one translation" if layout == "bilingual" else "at least one translation"
        raise ConfigError(f"a {layout} edition shows {wanted}, not {len(drafts)}")
    return FORMATS[format].render(build(article, drafts, meta), layout == "parallel")


def write_editions(
    folder: Path,
    article: Article,
    drafts: Mapping[str, Sequence[Unit]],
    meta: EditionMeta,
    *,
    layouts: Sequence[str] = LAYOUTS,
    formats: Sequence[str] = tuple(FORMATS),
) -> list[Path]:
    """Write an article's editions into `folder` and return their paths.

    Names: `fr-en.html`, `fr-en.md` for each language of a bilingual edition,
    `parallel.html`, `parallel.md`. Files are replaced whole or not at all.
    """
    for layout in layouts:
        _check(layout, LAYOUTS, "layout")
    for format in formats:
        _check(format, FORMATS, "format")
    paths: list[Path] = []
    for layout in layouts:
        if layout == "parallel":
            editions = {"parallel": drafts}
        else:
            editions = {f"{article.language}-{code}": {code: units} for code, units in drafts.items()}
        for name, shown in editions.items():
            for format in formats:
                text = render(article, shown, layout=layout, format=format, meta=meta)
                path = folder / f"{name}.{FORMATS[format].suffix}"
                write_atomic(path, text)
                paths.append(path)
    return paths


def _check(value: str, known: Sequence[str] | Mapping[str, Format], what: str) -> None:
    if value not in known:
        raise ConfigError(f"unknown {what} of an edition {value!r}: choose among {', '.join(known)}")
