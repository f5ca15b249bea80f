"""A tab-separated table as Trados MultiTerm's converter takes it: languages by their English names.

Synonyms stand in one cell with `|` between them. The same reader as for CSV takes it back.
"""

from __future__ import annotations

from collections.abc import Sequence

from translate.languages import LANGUAGES
from translate.terminology.concept import FACTS, Concept, columns_of
from translate.terminology.csvfile import lines_of


def write_trados(concepts: Sequence[Concept]) -> tuple[bytes, list[str]]:
    """The table in UTF-8 with its mark, which the converter looks for. Nothing is left out."""
    columns = columns_of(concepts)
    names = {**{code: item.name for code, item in LANGUAGES.items()}, **{fact: fact.capitalize() for fact in FACTS}}
    header = [names.get(column, column) for column in columns]
    rows = ([concept.cells.get(column, "").replace("\t", " ") for column in columns] for concept in concepts)
    return lines_of([header, *rows], "\t", "\r\n").encode("utf-8-sig"), []
