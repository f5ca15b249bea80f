"""Documents in, Articles out: detection, encoding, structure, boilerplate set aside.

    file, address or standard input (sources, fetch)
          → bytes → format (formats) → pieces (text, markdown, html, docx, odt, epub, feeds, …)
          → boilerplate (boilerplate) → title, kicker, byline, date (head)
          → Article (assemble) → is it French? (language)

Every word of a document ends in a block or in `Article.boilerplate`. A feed, a WordPress
export, a book or an XLIFF may hold several articles: `read_all` gives them one by one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from translate.article import Article, slugify
from translate.errors import ConfigError, InputError
from translate.ingest.limits import Limits
from translate.ingest.pieces import Item, Reading

# Names and credits may look like any language.
_JUDGED = ("heading", "paragraph", "quote", "list_item")

__all__ = ["Limits", "find_inputs", "read", "read_all", "read_bytes"]


def find_inputs(paths: Sequence[str]) -> list[Path | str]:
    """The sources that `paths` name: folders searched for known suffixes, "-" for standard input, web addresses.

    Files keep the order given, those of a folder are sorted; hidden files are skipped.
    Raises InputError for a missing or unreadable path and for a folder with nothing usable.
    """
    from translate.ingest import formats, sources

    return sources.expand(paths, formats.suffixes())


def read_all(
    source: Path | str,
    *,
    force_source: str | None = None,
    limits: Limits | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> Iterator[Article | InputError]:
    """The articles of a file, of a web address or of standard input ("-"), one at a time.

    What cannot be used comes as its InputError, one line, in its place, and the others go
    on. An article of many is named `export.xml#slug` as its source, in the errors too.
    force_source: "fr" takes the texts for French without looking. warn: told what
    concerns the source as a whole. Raises ConfigError for a `force_source` that is not "fr".
    """
    from translate.ingest import sources

    limits = limits or Limits()
    try:
        if sources.is_address(source):
            yield from _fetched(str(source), force_source, limits, warn)
            return
        name = "standard input" if source == "-" else sources.printable(str(source))
        with sources.opened("-" if source == "-" else Path(source)) as file:
            yield from _articles(file, name, force_source, limits, warn)
    except InputError as error:
        yield error


def read(source: Path | str, *, force_source: str | None = None, limits: Limits | None = None) -> Article:
    """Read one article from a file, a web address or standard input ("-").

    force_source: "fr" takes the text for French without looking.
    Raises InputError, one line, for anything that cannot be used: empty, binary, too
    large, damaged, not French; and for what holds several articles.
    """
    return _only(read_all(source, force_source=force_source, limits=limits), str(source))


def read_bytes(data: bytes, *, name: str, force_source: str | None = None, limits: Limits | None = None) -> Article:
    """Read one article from memory. `name` helps to tell the format and is used in messages.

    Raises InputError as `read` does, ConfigError for a `force_source` that is not "fr".
    """
    return _only(_articles(io.BytesIO(data), name, force_source, limits or Limits(), lambda _: None), name)


def _only(found: Iterator[Article | InputError], name: str) -> Article:
    article: Article | None = None
    for one in found:
        if isinstance(one, InputError):
            raise one
        if article is not None:
            raise InputError(f"{name}: holds more than one article; only one can be read here")
        article = one
    if article is None:
        raise InputError(f"{name}: no article in it")
    return article


def _fetched(
    url: str, force_source: str | None, limits: Limits, warn: Callable[[str], None]
) -> Iterator[Article | InputError]:
    from translate.ingest import encoding, fetch, slugs, xmltree

    document = fetch.fetch(url, limits)
    # An XML document says itself what it is encoded in.
    is_xml = xmltree.root_of(document.data[:65_536])[0] not in ("", "html")
    data = document.data if is_xml else encoding.recoded(document.data, document.charset)
    for article in _articles(io.BytesIO(data), document.url, force_source, limits, warn):
        if isinstance(article, Article) and not article.slug:
            article = replace(article, slug=slugs.slug_of(document.url) or slugify(article.title))
        yield article


def _articles(
    file: BinaryIO, name: str, force_source: str | None, limits: Limits, warn: Callable[[str], None]
) -> Iterator[Article | InputError]:
    from translate.ingest import formats, sources

    if force_source not in (None, "fr"):
        raise ConfigError(f"--force-source {force_source}: only French (fr) can be the source language")
    ahead = sources.Ahead(file, name)
    kind = formats.streamed(ahead.head, name)
    if kind and kind.stream:
        items = kind.stream(ahead, name=name, limits=limits, warn=warn)
    else:
        data = ahead.read_whole(limits)
        kind = formats.format_of(data, name)
        if kind.read:
            yield _article(kind.read(data, name=name, limits=limits), name, "", force_source, limits)
            return
        assert kind.items is not None
        items = kind.items(data, name=name, limits=limits)
    taken: dict[str, int] = {}
    found = False
    for item in items:
        found = True
        yield _of_many(item, name, taken, force_source, limits)
    if not found:
        raise InputError(f"{name}: no published article in it")


def _of_many(
    item: Item, name: str, taken: dict[str, int], force_source: str | None, limits: Limits
) -> Article | InputError:
    if isinstance(item.reading, InputError):
        return item.reading
    if item.slug:
        count = taken[item.slug] = taken.get(item.slug, 0) + 1
        name = f"{name}#{item.slug}" + (f"-{count}" if count > 1 else "")
    try:
        return _article(item.reading, name, item.slug, force_source, limits)
    except InputError as error:
        return error


def _article(reading: Reading, name: str, slug: str, force_source: str | None, limits: Limits) -> Article:
    from translate.ingest import assemble, language, sources

    is_file = not slug and name != "standard input" and not sources.is_address(name)
    article = assemble.assemble(reading, name=name, stem=Path(name).stem if is_file else "", limits=limits)
    if force_source is None:
        found = language.check_french(
            [b.text for b in article.blocks if b.kind in _JUDGED] or [article.title], name=name
        )
        article = replace(article, warnings=(*article.warnings, *found))
    return replace(article, source="-" if name == "standard input" else name, slug=slug)
