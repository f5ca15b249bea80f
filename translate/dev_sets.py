"""Dev sets: parallel text in a folder, that measures models and never trains them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from translate.errors import InputError
from translate.evaluation import read_segments
from translate.languages import LANGUAGES


@dataclass(frozen=True)
class DevSet:
    """A parallel set used to choose weights, never to train: `name`, and the two sides line by line."""

    name: str
    source_language: str
    target_language: str
    source: list[str]
    target: list[str]

    @property
    def label(self) -> str:
        """Such as `flores-dev.fr-ru`."""
        return f"{self.name}.{self.source_language}-{self.target_language}"


def find_dev_sets(folder: Path, pairs: Iterable[str], limit: int = 0) -> list[DevSet]:
    """The dev sets of *pairs* in *folder*: files `<set>.<language>`, parallel by line.

    limit: at most so many lines, evenly spread over the set; 0 for all.
    Raises InputError when the folder holds none or two sides differ in length.
    """
    names = sorted({path.stem for path in Path(folder).glob("*.*") if path.suffix[1:] in LANGUAGES})
    sets = []
    for name in names:
        for pair in pairs:
            source_language, target_language = pair.split("-")
            paths = [Path(folder) / f"{name}.{code}" for code in (source_language, target_language)]
            if not all(path.is_file() for path in paths):
                continue
            source, target = (read_segments(path) for path in paths)
            if len(source) != len(target):
                raise InputError(f"{paths[0]} has {len(source)} lines but {paths[1].name} has {len(target)}")
            step = max(1, len(source) // limit) if limit else 1
            stop = limit * step if limit else len(source)
            sets.append(DevSet(name, source_language, target_language, source[:stop:step], target[:stop:step]))
    if not sets:
        raise InputError(f"no dev set <name>.<language> for {', '.join(pairs)} in {folder}")
    return sets
