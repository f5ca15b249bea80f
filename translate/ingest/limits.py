"""How much input is read before it is refused: input is hostile until proved otherwise."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds of one input. The defaults hold any article and stop any bomb.

    max_bytes: size of a file, or of standard input, in bytes.
    max_unpacked_bytes: size of one archive (DOCX) once unpacked, in bytes.
    max_ratio: unpacked size over packed size of an archive.
    max_tree_bytes: memory that the elements of one part of an archive may need, in bytes.
    max_members: files in an archive.
    max_depth: nesting of elements in HTML; no page comes near it. XML stops at 256.
    max_blocks: paragraphs, headings, list items, … of one article.
    """

    max_bytes: int = 20 * MEGABYTE
    max_unpacked_bytes: int = 100 * MEGABYTE
    max_ratio: int = 200
    max_tree_bytes: int = 400 * MEGABYTE
    max_members: int = 5_000
    max_depth: int = 200
    max_blocks: int = 20_000
