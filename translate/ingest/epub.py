"""EPUB 2 and 3: a book, or an issue with many articles, in the order of its spine.

https://www.w3.org/TR/epub-33/. The table of contents says where an article begins: each
of its first-level entries opens one (of its second level where the first is a mere title
page of a part), and files that it does not name go on with the article before them. A
book without such entries, or with one, is a single article.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit

from translate.article import slugify
from translate.errors import InputError
from translate.ingest import xmltree
from translate.ingest.archive import Archive
from translate.ingest.boilerplate import fold
from translate.ingest.characters import clean, collapse
from translate.ingest.dates import find_date
from translate.ingest.elements import Walk
from translate.ingest.encoding import decode
from translate.ingest.fragments import has_text, pieces_of_tree, titled
from translate.ingest.html import author_named, parse
from translate.ingest.limits import Limits
from translate.ingest.ooxml import attribute, child, children, local
from translate.ingest.pieces import Item, Piece, Reading

_TEXT_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# Files that a book needs and no article is: by what they call themselves.
_APPARATUS = frozenset(
    ["cover", "titlepage", "halftitlepage", "toc", "landmarks", "copyright-page", "colophon", "index"]
)
# The longest book in terms of the longest article.
_ARTICLES_WORTH = 5
# What programs call a book that nobody has named.
_NO_TITLES = frozenset(["unknown title", "unknown", "untitled", "sans titre", "titre inconnu"])
_FONTS = (".otf", ".ttf", ".woff", ".woff2", ".ttc")


def read_epub(data: bytes, *, name: str, limits: Limits) -> Iterator[Item]:
    """The articles of an EPUB. Raises InputError for a damaged, locked or hostile one."""
    book = _Book(data, name, limits)
    articles = book.articles()
    several = len(articles) > 1
    for article in articles:
        title = article.title or ("" if several else book.title)
        pieces = _under_title(article.pieces, title)
        slug = slugify(f"{PurePath(name).stem} {title}") if several else ""
        yield Item(
            slug,
            Reading(
                pieces,
                title=title,
                kicker=book.title if several and book.title != title else "",
                byline=book.author,
                date=book.date,
                warnings=book.warnings if article is articles[0] else [],
            ),
        )


@dataclass
class _Article:
    title: str = ""
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class _Entry:
    """An entry of the table of contents: its words, the file it leads to, that of the entry above it."""

    label: str
    file: str
    above: str = ""


class _Book:
    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._archive = Archive(data, name=name, limits=limits, what="EPUB", remedy="download or export it again")
        self._root_file = self._package_file()
        package = self._archive.xml(self._root_file, doctype=True)
        if package is None:
            raise InputError(f"{name}: an EPUB without its package file; export it again")
        metadata = child(package, "metadata")
        facts = list(metadata.iter()) if metadata is not None else []
        title = next((collapse(e.text or "") for e in facts if local(e) == "title"), "")
        self.title = "" if fold(title) in _NO_TITLES else title
        authors = [author_named(e.text or "") for e in facts if local(e) == "creator"]
        self.author = ", ".join(author for author in authors if author)
        self.date = next((found for e in facts if local(e) == "date" and (found := find_date(e.text or ""))), "")
        self._manifest = {
            item.get("id", ""): (self._path(item.get("href", ""), self._root_file), item)
            for item in package.iter()
            if local(item) == "item"
        }
        self._spine = child(package, "spine")
        self.warnings: list[str] = []
        self._refuse_locked()

    def articles(self) -> list[_Article]:
        """The articles with their texts; front matter without text is set aside in the nearest."""
        entries = self._entries()
        done: list[_Article] = []
        before: list[Piece] = []  # title pages and the like, for the article that follows
        current = _Article()
        bare: set[str] = set()  # parts that are a title page only
        opened_by = ""
        total = 0
        for file in self._files():
            pieces, is_apparatus = self._pieces(file)
            total += len(pieces)
            if total > _ARTICLES_WORTH * self._limits.max_blocks:
                limit = _ARTICLES_WORTH * self._limits.max_blocks
                raise InputError(f"{self._name}: more than {limit} paragraphs; split the book")
            entry = entries.get(file)
            if is_apparatus:
                pieces, entry = [_aside(piece) for piece in pieces], None
            if entry and entry.above and entry.above == opened_by and not has_text(current.pieces):
                bare.add(entry.above)
            if entry and (not entry.above or entry.above in bare):
                if has_text(current.pieces):
                    done.append(current)
                else:
                    before += map(_aside, current.pieces)
                current, opened_by = _Article(entry.label, before), file
                before = []
            current.pieces += pieces
        if has_text(current.pieces) or not done:
            current.pieces = before + current.pieces
            done.append(current)
        else:
            done[-1].pieces += map(_aside, before + current.pieces)
        if len(done) > self._limits.max_articles:
            raise InputError(f"{self._name}: {len(done)} articles, the limit is {self._limits.max_articles}")
        if len(done) == 1:
            done[0].title = self.title or done[0].title
        return done

    def _package_file(self) -> str:
        container = self._archive.xml("META-INF/container.xml", doctype=True)
        roots = container.iter() if container is not None else ()
        paths = [element.get("full-path", "") for element in roots if local(element) == "rootfile"]
        found = next((path for path in paths if path in self._archive.names), "")
        found = found or next((path for path in sorted(self._archive.names) if path.endswith(".opf")), "")
        if not found:
            raise InputError(f"{self._name}: an EPUB without its package file; export it again")
        return found

    def _refuse_locked(self) -> None:
        """Fonts may be scrambled; a book whose texts are is under copy protection."""
        encryption = self._archive.xml("META-INF/encryption.xml")
        for element in encryption.iter() if encryption is not None else ():
            locked = attribute(element, "URI") if local(element) == "CipherReference" else ""
            if locked and not locked.lower().endswith(_FONTS):
                raise InputError(f"{self._name}: under copy protection (DRM); give a file without it")

    def _files(self) -> Iterator[str]:
        """The text files of the spine, in order, each once."""
        seen: set[str] = set()
        for reference in children(self._spine, "itemref") if self._spine is not None else ():
            file, item = self._manifest.get(reference.get("idref", ""), ("", None))
            if not file or file in seen or item.get("media-type", "").lower() not in _TEXT_TYPES:
                continue
            seen.add(file)
            if file in self._archive.names:
                yield file
            else:
                self.warnings.append(f"the book names a file that it does not hold: {file[:80]}")
        if not seen:
            raise InputError(f"{self._name}: an EPUB without texts in its spine; export it again")

    def _path(self, href: str, base: str) -> str:
        """The name in the archive of what `href` in the file `base` leads to; "" for anything outside."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc or not parts.path:
            return ""
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))

    def _tree(self, file: str) -> Any:
        """A file as bare XHTML elements; one that is no good XML is read as browsers read HTML."""
        data = self._archive.read(file)
        what = f"{self._name}: {file}"
        xmltree.refuse_entities(data[:65_536], what=what, doctype=True)
        try:
            root = xmltree.parse(xmltree.with_numbered_entities(data), what=what, limits=self._limits, doctype=True)
            return xmltree.without_namespaces(root)
        except InputError:
            text, warnings = decode(data, name=what, declared=True)
            self.warnings += warnings
            return parse(clean(text).partition("?>")[2] if text.lstrip().startswith("<?xml") else clean(text),
                         name=what, limits=self._limits)

    def _pieces(self, file: str) -> tuple[list[Piece], bool]:
        """The pieces of a file, and whether it is a title page, a colophon or the like."""
        root = self._tree(file)
        body = root.find("body")
        body = root if body is None else body
        kinds = {kind for element in [body, *body[:3]] for kind in attribute(element, "type").split()}
        how = Walk(roles=dict.fromkeys(body.iter("nav"), "aside"))
        pieces = pieces_of_tree(body, how, name=f"{self._name}: {file}", limits=self._limits)
        self.warnings += how.warnings
        return pieces, bool(kinds & _APPARATUS)

    def _entries(self) -> dict[str, _Entry]:
        """The first entry of the table of contents for each file, of its first two levels."""
        found: dict[str, _Entry] = {}
        for entry in self._contents():
            if entry.file:
                found.setdefault(entry.file, entry)
        return found

    def _contents(self) -> Iterator[_Entry]:
        navigation = next((file for file, i in self._manifest.values() if "nav" in i.get("properties", "").split()), "")
        if navigation in self._archive.names:
            root = self._tree(navigation)
            maps = list(root.iter("nav"))
            contents = next((nav for nav in maps if attribute(nav, "type") == "toc"), maps[0] if maps else None)
            if contents is not None:
                yield from self._listed(next(contents.iter("ol"), None), "li", navigation)
                return
        ncx = self._manifest.get(self._spine.get("toc", "") if self._spine is not None else "", ("", None))[0]
        root = self._archive.xml(ncx, doctype=True)
        if root is not None:
            yield from self._listed(child(root, "navMap"), "navPoint", ncx)

    def _listed(self, parent: Any, kind: str, base: str, above: str = "", depth: int = 1) -> Iterator[_Entry]:
        for item in children(parent, kind) if parent is not None else ():
            link = child(item, "a") if kind == "li" else child(item, "content")
            words = link if kind == "li" and link is not None else child(item, "navLabel" if kind != "li" else "span")
            target = (link.get("href") or link.get("src") or "") if link is not None else ""
            file = self._path(target, base)
            label = collapse("".join(words.itertext())) if words is not None else ""
            yield _Entry(label, file, above)
            if depth == 1:
                yield from self._listed(item if kind != "li" else child(item, "ol"), kind, base, file, 2)


def _aside(piece: Piece) -> Piece:
    return Piece(piece.text, aside=True)


def _under_title(pieces: list[Piece], title: str) -> list[Piece]:
    """The pieces of an article, its own first heading as the title where it has one near the top."""
    for index, piece in enumerate([p for p in pieces if not p.aside][:3]):
        if piece.kind == "heading":
            at = pieces.index(piece)
            return [*pieces[:at], Piece(piece.text, "heading", 1, piece.spans, "title"), *pieces[at + 1 :]]
        if index and has_text([piece]):
            break
    return titled(pieces, title)
