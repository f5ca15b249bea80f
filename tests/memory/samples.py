"""Sentences, drafts and memories made up for the tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from translate import drafts
from translate.article import IdMaker, Segment
from translate.drafts import Draft
from translate.memory.entry import Entry
from translate.memory.match import Query
from translate.units import State, Unit

PAIRS = (
    ("Le maire a ouvert la séance à neuf heures.", "Мэр открыл заседание в девять часов."),
    ("Le conseil a adopté 12 résolutions sur l’eau.", "Совет принял 12 резолюций о воде."),
    ("La réunion se tiendra à Ségou.", "Встреча пройдёт в Сегу."),
    ("Les pêcheurs de Mopti demandent un nouveau quai.", "Рыбаки Мопти просят новый причал."),
)


def segment(text: str, number: int = 1) -> Segment:
    return Segment(f"s{number}", "b1", "paragraph", text)


def query(text: str, language: str = "ru", **more: object) -> Query:
    return Query(segment(text), language, **more)  # type: ignore[arg-type]


def entry(source: str, target: str, language: str = "ru", **more: object) -> Entry:
    return Entry(source, target, language, **{"created": 1_700_000_000, "changed": 1_700_000_000, **more})  # type: ignore[arg-type]


def draft_of(
    pairs: tuple[tuple[str, str], ...] = PAIRS, state: State = State.REVIEWED, article: str = "seance"
) -> Draft:
    ids = IdMaker()
    units = tuple(
        Unit(Segment(ids.make(source), "b1", "paragraph", source), target, state, "human") for source, target in pairs
    )
    return Draft(article=article, language="ru", model="m 1", units=units)


def write_draft(folder: Path, draft: Draft) -> Path:
    """The draft as the file of an article's folder; an earlier one is replaced as an editor would."""
    path = folder / f"{draft.language}.po"
    if path.exists():
        draft = replace(draft, stamp=drafts.read(path).stamp)
    drafts.write(draft, path)
    return path
