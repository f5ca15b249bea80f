"""The models we recommend: models/registry.toml, whose keys are explained at its top."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from translate.resources import models_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True)
class Recommended:
    """One row.

    source: ISO 639-1 code, "" for a model that translates between any of its languages.
    targets: language code -> the token that asks for it. megabytes: of the download.
    scores: published figures, with `set`, `pair`, measures and `by`.
    """

    repository: str
    kind: str
    licence: str
    commercial_use: bool
    megabytes: int
    source: str
    targets: Mapping[str, str]
    note: str = ""
    scores: tuple[Mapping[str, Any], ...] = ()

    @property
    def name(self) -> str:
        """What the model is called once added."""
        return self.repository.rpartition("/")[2]


def recommended() -> Iterator[Recommended]:
    """Every row, in the file's order: by language pair, the first choice first."""
    rows = tomllib.loads((models_dir() / "registry.toml").read_text(encoding="utf-8"))["model"]
    for row in rows:
        targets = {target["code"]: target["token"] for target in row.pop("target")}
        scores = tuple(row.pop("score", ()))
        yield Recommended(**row, targets=targets, scores=scores)


def find_recommended(name: str) -> Recommended | None:
    """The row of this repository, or whose last part is `name`."""
    wanted = name.lower()
    return next((row for row in recommended() if wanted in (row.repository.lower(), row.name.lower())), None)


def forbids_commerce(licence: str) -> bool:
    """Whether the licence's name says non-commercial: CC-BY-NC-4.0 and its kin."""
    return bool(re.search(r"(^|[-_ ])(nc|non-?commercial)([-_ ]|$)", licence.lower()))
