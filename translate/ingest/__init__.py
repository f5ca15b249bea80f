"""Documents in, Articles out: detection, encoding, structure, boilerplate set aside.

    bytes → format (formats) → pieces (text, markdown, html, docx)
          → boilerplate (boilerplate) → title, kicker, byline, date (head)
          → Article (assemble) → is it French? (language)

Every word of a document ends in a block or in `Article.boilerplate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from translate.article import Article
from translate.errors import ConfigError
from translate.ingest.limits import Limits

# Names and credits may look like any language.
_JUDGED = ("heading", "paragraph", "quote", "list_item")

__all__ = ["Limits", "find_inputs", "read", "read_bytes"]


def find_inputs(paths: Sequence[str]) -> list[Path | Literal["-"]]:
    """The files that `paths` name: folders searched for known suffixes, "-" for standard input.

    Files keep the order given, those of a folder are sorted; hidden files are skipped.
    Raises InputError for a missing or unreadable path and for a folder with nothing usable.
    """
    from translate.ingest import formats, sources

    return sources.expand(paths, formats.suffixes())


def read(source: Path | str, *, force_source: str | None = None, limits: Limits | None = None) -> Article:
    """Read one article from a file or from standard input ("-").

    force_source: "fr" takes the text for French without looking.
    Raises InputError, one line, for anything that cannot be used: empty, binary, too
    large, damaged, not French.
    """
    from translate.ingest import sources

    limits = limits or Limits()
    data = sources.load("-" if source == "-" else Path(source), limits)
    name = "standard input" if source == "-" else sources.printable(str(source))
    article = read_bytes(data, name=name, force_source=force_source, limits=limits)
    return replace(article, source="-") if source == "-" else article


def read_bytes(data: bytes, *, name: str, force_source: str | None = None, limits: Limits | None = None) -> Article:
    """Read one article from memory. `name` helps to tell the format and is used in messages.

    Raises InputError as `read` does, ConfigError for a `force_source` that is not "fr".
    """
    from translate.ingest import assemble, formats, language

    if force_source not in (None, "fr"):
        raise ConfigError(f"--force-source {force_source}: only French (fr) can be the source language")
    limits = limits or Limits()
    reading = formats.format_of(data, name).read(data, name=name, limits=limits)
    stem = "" if name == "standard input" else Path(name).stem
    article = assemble.assemble(reading, name=name, stem=stem, limits=limits)
    if force_source is None:
        found = language.check_french(
            [b.text for b in article.blocks if b.kind in _JUDGED] or [article.title], name=name
        )
        article = replace(article, warnings=(*article.warnings, *found))
    return article
