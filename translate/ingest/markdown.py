"""Markdown as Jekyll and Hugo sites write it: front matter, shortcodes, inline HTML.

markdown-it-py renders CommonMark (with tables, strike-through and footnotes) to HTML,
and the HTML walk makes pieces of it. Front matter gives title, author and date.
Shortcodes and Liquid tags are set aside, and so are blocks of code.
"""

from __future__ import annotations

import datetime
import html
import re
import sys
from pathlib import PurePath
from typing import Any

from translate.errors import InputError
from translate.ingest.characters import clean, collapse
from translate.ingest.dates import find_date
from translate.ingest.elements import Walk
from translate.ingest.encoding import decode
from translate.ingest.head import same_title
from translate.ingest.html import pieces_of, structured
from translate.ingest.limits import Limits
from translate.ingest.pieces import Piece, Reading

_YAML = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.S | re.M)
# Hugo shortcodes, Liquid and Jinja tags, kramdown attribute lists, tables of contents,
# fences of containers, Obsidian embeds.
_TEMPLATES = re.compile(
    r"\{\{<.*?>\}\}|\{\{%.*?%\}\}|\{%.*?%\}|\{\{.*?\}\}|\{:[^}\n]*\}|^\[\[?_?TOC_?\]?\]$|^:::+.*$|!\[\[[^\]\n]*\]\]",
    re.S | re.M | re.I,
)
_CAPTION = re.compile(r"""\b(?:caption|legende|légende)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_LONGEST_FRONT_MATTER = 20_000
# Deeper nesting of quotes and lists than this is refused: the parser would drop text.
_DEEPEST = 60
# Emphasis and links are matched in quadratic time: a paragraph with more is refused.
_MOST_MARKUP = 5_000
_MARKUP = re.compile(r"[*_\[\]`<~]")

# The headline may stand in the text as well, among so many first lines.
_NEAR_TOP = 8

_TITLE = ("title", "titre")
_KICKER = ("kicker", "surtitre", "overline")
_AUTHOR = ("author", "authors", "auteur", "auteurs", "byline")
_DATE = ("date", "published", "publishdate", "pubdate", "created")
# Texts that some sites show and others do not: kept aside, not translated.
_DESCRIPTIONS = ("subtitle", "description", "summary", "excerpt", "chapo", "shorttext", "resume", "lead")


def read_markdown(data: bytes, *, name: str, limits: Limits) -> Reading:
    """Read Markdown with or without front matter. Raises InputError for what is no text."""
    source, warnings = decode(data, name=name)
    front, body = _front_matter(clean(source), warnings)
    how = Walk(alt_captions=True)
    found = pieces_of(_rendered(_without_templates(body, how.asides), name), name=name, how=how, limits=limits)
    pieces = structured([one.piece for one in found])
    described = [Piece(_text(front.get(key)), aside=True) for key in _DESCRIPTIONS if _text(front.get(key))]
    title = _first(front, _TITLE)
    if title and not any(same_title(piece.text, title) for piece in pieces[:_NEAR_TOP]):
        # Sites print this title over the text, whatever headings the text has.
        pieces.insert(0, Piece(title, "heading", 1, hint="title"))
    return Reading(
        [*described, *pieces],
        title=title,
        kicker=_first(front, _KICKER),
        byline=_first(front, _AUTHOR),
        # Jekyll names its files by date: 2026-05-04-un-puits.md.
        date=_date(front) or find_date(PurePath(name).name[:10]),
        warnings=[*warnings, *how.warnings],
    )


def _front_matter(text: str, warnings: list[str]) -> tuple[dict[str, Any], str]:
    """The metadata block at the top, keys in lower case, and the rest of the text."""
    found = _YAML.match(text) or _TOML.match(text)
    if not found or len(found.group(1)) > _LONGEST_FRONT_MATTER:
        return {}, text
    is_toml = text.lstrip().startswith("+++")
    data = _parsed(found.group(1), is_toml)
    if data is None:
        if not is_toml and ":" not in found.group(1):
            # Two rules around a text, not front matter.
            return {}, text
        line = text.count("\n", 0, found.start(1)) + 1
        warnings.append(f"line {line}: the front matter is not valid {'TOML' if is_toml else 'YAML'} and was left out")
        return {}, text[found.end() :]
    return {str(key).lower(): value for key, value in data.items()}, text[found.end() :]


def _parsed(block: str, is_toml: bool) -> dict[str, Any] | None:
    try:
        if is_toml:
            if sys.version_info >= (3, 11):
                import tomllib
            else:
                import tomli as tomllib
            data = tomllib.loads(block)
        else:
            import yaml

            data = yaml.safe_load(block)
    except (ValueError, RecursionError):
        return None
    except Exception as error:
        if type(error).__module__.startswith("yaml"):
            return None
        raise
    if data is None:
        return {}
    return data if isinstance(data, dict) else None


def _text(value: Any) -> str:
    """A metadata value as one line: lists joined with commas, `{name: …}` as the name."""
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("nom"))
    if isinstance(value, (list, tuple)):
        return ", ".join(text for text in map(_text, value[:20]) if text)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()[:10]
    return collapse(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _first(front: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := _text(front.get(key)))), "")


def _date(front: dict[str, Any]) -> str:
    return find_date(_first(front, _DATE))


def _without_templates(text: str, asides: list[str]) -> str:
    """The text with a sentinel for every shortcode and template tag; those go to `asides`."""

    def set_aside(found: re.Match[str]) -> str:
        asides.append(collapse(found.group()))
        sentinel = f"\ue000{len(asides) - 1}\ue001"
        caption = _CAPTION.search(found.group())
        if caption and (words := caption.group(1) or caption.group(2)):
            return f"{sentinel}<figcaption>{html.escape(words)}</figcaption>"
        return sentinel

    return _TEMPLATES.sub(set_aside, text)


def _rendered(text: str, name: str) -> str:
    if any(len(_MARKUP.findall(paragraph)) > _MOST_MARKUP for paragraph in re.split(r"\n[ \t]*\n", text)):
        raise InputError(f"{name}: a paragraph with more than {_MOST_MARKUP} markup characters; not an article")
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
    # Indented text is a pasted paragraph here, not code.
    parser.enable(["table", "strikethrough"]).disable("code").use(footnote_plugin)
    # Every address is let through: the walk keeps the safe ones, and none shows as text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    tokens = parser.parse(text)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        raise InputError(f"{name}: quotes or lists nested more than {_DEEPEST} deep; give the article's text instead")
    rendered = parser.renderer.render(tokens, parser.options, {})
    return f"<html><body>{rendered}</body></html>"
