"""Drafts for the tests of `tk check` and `tk fix`: our own sentences, no model needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from translate import drafts
from translate.article import Segment
from translate.drafts import Draft
from translate.units import State, Unit

MACHINE = "mt:test-model"


def unit(number: int, source: str, target: str, *, state: State = State.DRAFT, origin: str = MACHINE, **more) -> Unit:
    blank = Unit(Segment(f"s{number}", f"b{number}", "paragraph", source))
    return replace(blank, target=target, state=state, origin=origin, **more)


def put(folder: Path, language: str, *units: Unit, name: str = "") -> Path:
    """A draft at folder/<language>.po, as a run leaves it."""
    path = folder / f"{name or language}.po"
    draft = Draft(article=folder.name, title="Essai", language=language, model="test-model", units=units)
    drafts.write(draft, path)
    return path
