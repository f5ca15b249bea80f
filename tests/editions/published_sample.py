"""Articles of our own on disk, reviewed or not, as `tk publish` finds them."""

from dataclasses import replace
from pathlib import Path

from edition_sample import article, drafts

from translate.drafts import Draft, write
from translate.units import State, Unit
from translate.workspace import ArticleFolder

ANSWER = {"en": "What else?", "ru": "Что ещё?", "bm": "Mun wɛrɛ?"}


def reviewed(code: str) -> list[Unit]:
    """The sample's draft in one language with every unit approved."""
    return [
        replace(unit, state=State.REVIEWED, target=unit.target or ANSWER[code], findings=(), confidence=None)
        for unit in drafts(code)[code]
    ]


def on_disk(path: Path, units: dict[str, list[Unit]], **changes: str) -> ArticleFolder:
    """An article's folder with these drafts. changes: of the article's fields."""
    folder = ArticleFolder(path)
    folder.save_article(replace(article(), **changes))
    for code, some in units.items():
        draft = Draft(article=path.name, title=article().title, language=code, model="model 1", units=tuple(some))
        folder.draft(code).unlink(missing_ok=True)
        write(draft, folder.draft(code))
    return folder


def all_reviewed(path: Path, *codes: str, **changes: str) -> ArticleFolder:
    return on_disk(path, {code: reviewed(code) for code in codes}, **changes)
