"""How much input is read before it is refused: input is hostile until proved otherwise."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds of one input. The defaults hold any article and stop any bomb.

    max_bytes: size of a file, of standard input, or of one article of a feed or an export, in bytes.
    max_collection_bytes: size of a feed or an export, which is read article by article.
    max_unpacked_bytes: size of one archive (DOCX, ODT, EPUB) once unpacked, in bytes.
    max_ratio: unpacked size over packed size of an archive.
    max_tree_bytes: memory that the elements of one XML document or part may need, in bytes.
    max_members: files in an archive.
    max_depth: nesting of elements in HTML; no page comes near it. XML stops at 256.
    max_elements: elements of one web page, or of one article of a feed or an export.
    max_blocks: paragraphs, headings, list items, … of one article.
    max_characters: of one of these.
    max_articles: chapters of one EPUB, files of one XLIFF.
    max_redirects, max_seconds: of fetching one address.
    allow_private: fetch from private addresses, this machine's own among them; for tests.
    """

    max_bytes: int = 20 * MEGABYTE
    max_collection_bytes: int = 4_000 * MEGABYTE
    max_unpacked_bytes: int = 100 * MEGABYTE
    max_ratio: int = 200
    max_tree_bytes: int = 250 * MEGABYTE
    max_members: int = 5_000
    max_depth: int = 200
    max_elements: int = 100_000
    max_blocks: int = 20_000
    max_characters: int = MEGABYTE
    max_articles: int = 2_000
    max_redirects: int = 5
    max_seconds: float = 30.0
    allow_private: bool = False
