"""What the paragraph styles of word processors say, by their names in the languages of their menus."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?:heading|titre|überschrift|título|заголовок)\s*([1-9])", re.I)
_STYLES = (
    ("title", re.compile(r"^(?:title|titre|titre principal)$", re.I)),
    ("subtitle", re.compile(r"^(?:subtitle|sous-titre)$", re.I)),
    ("quote", re.compile(r"quot|citation|^block text$", re.I)),
    ("caption", re.compile(r"caption|^(?:légende|legend|illustration|figure\b|drawing\b)", re.I)),
    ("aside", re.compile(r"^(?:toc|tm|table des matières|contents|header|footer|en-tête|pied de page)\b", re.I)),
    ("list_item", re.compile(r"^(?:list|liste)(?! paragraph)", re.I)),
    ("byline", re.compile(r"^(?:author|auteur|byline|signature)", re.I)),
)
_UNREAL_TITLE = re.compile(r"microsoft|^document\d*$|^normal$|\.(?:docx?|od[tm])$|^untitled|^sans titre|^title$", re.I)


def heading_level(name: str) -> int:
    """The level of a heading's style (`Heading 2`, `Titre 2`), 0 for other styles."""
    found = _HEADING.match(name)
    return int(found.group(1)) if found else 0


def role_of(name: str) -> str:
    """What a style's paragraphs are, as `Piece.kind` or `Piece.hint` has it, "aside", or "" for nothing known."""
    return next((role for role, pattern in _STYLES if pattern.search(name)), "")


def is_real_title(title: str) -> bool:
    """Whether the title in a document's properties is one, and no name that the program made up."""
    return not _UNREAL_TITLE.search(title) and len(title.split()) >= 2
