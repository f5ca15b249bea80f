"""Which installed model translates into which language.

For each target language the first of these that there is:

1. what `--model` says;
2. a chain that models/registry.toml recommends for the pair and whose models the user added;
3. a model the user added that translates the pair directly;
4. two models the user added, into English and from there into the target;
5. the embedded model.

Among several in 3 and 4, models for fewer languages come before models for more, the
many-to-many ones (NLLB, M2M-100) last; then the one added last comes first, then the
alphabet decides. A model that `tk adapt` made counts only for the languages whose
corrections it has learned: for the others it is no better than what it grew out of.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from translate.checkpoint_languages import MANY_TO_MANY
from translate.checkpoints import Checkpoint, find_checkpoint, list_checkpoints
from translate.errors import CheckpointError, ConfigError
from translate.languages import LANGUAGES, SOURCE, language
from translate.resources import models_dir, user_models_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PIVOT = "en"


@dataclass(frozen=True)
class Chain:
    """The models a text goes through: one, or two with a language between them.

    via: code of the language between, "" for one model.
    """

    checkpoints: tuple[Checkpoint, ...]
    via: str = ""

    @property
    def name(self) -> str:
        """The names of the models."""
        return " + ".join(checkpoint.name for checkpoint in self.checkpoints)

    @cached_property
    def label(self) -> str:
        """The labels of the models, as origins and headers print them: `a-1+0123abcd + b-2+4567cdef`."""
        return " + ".join(checkpoint.label for checkpoint in self.checkpoints)


class Choice:
    """What the user asked for with `--model`, and what that means for each target language."""

    def __init__(self, wishes: Sequence[str] = (), source: str = SOURCE.code) -> None:
        """wishes: NAME, PATH or A+B, each with or without `ru=` before it.

        Raises ConfigError when two wishes are for the same language.
        """
        self._source = source
        self._general: list[str] = []
        self._by_language: dict[str, str] = {}
        for wish in wishes:
            code, equals, name = wish.partition("=")
            if not equals or code not in LANGUAGES:
                self._general.append(wish)
            elif code in self._by_language:
                raise ConfigError(f"--model {wish}: {self._by_language[code]} is asked for too: give one for {code}")
            else:
                self._by_language[code] = name

    def for_targets(self, targets: Sequence[str]) -> dict[str, Chain]:
        """The chain for each target language.

        Raises CheckpointError when a model asked for is missing or does not translate the
        pair, ConfigError when one is asked for a language that is not among `targets`.
        """
        for code in self._by_language:
            if code not in targets:
                raise ConfigError(
                    f"--model {code}={self._by_language[code]}: {language(code).name} is not among the target "
                    f"languages ({', '.join(targets)}): add it to --to, or leave the model out"
                )
        return {target: self.for_target(target) for target in targets}

    def for_target(self, target: str) -> Chain:
        """The chain for one target language. Raises CheckpointError as `for_targets`."""
        if name := self._by_language.get(target):
            return chained(name, named(name), self._source, target)
        if not self._general:
            return self._best(target)
        refused: CheckpointError | None = None
        for name in self._general:
            legs = named(name)
            try:
                return chained(name, legs, self._source, target)
            except CheckpointError as error:
                refused = refused or error
        assert refused
        raise refused

    def _best(self, target: str) -> Chain:
        if chain := next(_chains(self._added, self._source, target), None):
            return chain
        self._embedded.require_pair(self._source, target)
        return Chain((self._embedded,))

    @cached_property
    def _added(self) -> list[Checkpoint]:
        """The models the user added and that have all their files, the best first; tk doctor reports the others."""
        if not user_models_dir().is_dir():
            return []
        return sorted(filter(_is_added, list_checkpoints()), key=_rank)

    @cached_property
    def _embedded(self) -> Checkpoint:
        return find_checkpoint()


def named(name: str) -> tuple[Checkpoint, ...]:
    """The model with this name or at this path, or the two of `A+B`. Raises CheckpointError when one is missing."""
    first, plus, second = name.partition("+")
    if not plus or _exists(name):
        return (find_checkpoint(name),)
    if "+" in second:
        raise CheckpointError(f"--model {name}: a chain has two models, A+B")
    return find_checkpoint(first), find_checkpoint(second)


def chained(name: str, legs: tuple[Checkpoint, ...], source: str, target: str) -> Chain:
    """One or two models, asked for as `name`, as a chain. Raises CheckpointError when they do not lead to `target`."""
    if len(legs) == 1:
        legs[0].require_pair(source, target)
        return Chain(legs)
    legs[1].require_target(target)
    if not (via := _between(legs[0], legs[1], source, target)):
        raise CheckpointError(
            f"--model {name}: {legs[1].name} does not take what {legs[0].name} writes, so they do not lead from "
            f"{language(source).name} to {language(target).name}: tk models list shows what each translates"
        )
    return Chain(legs, via)


def _chains(added: Sequence[Checkpoint], source: str, target: str) -> Iterator[Chain]:
    """What the models the user added can do for a pair, the best first."""
    for names in recommended_chains(source, target):
        legs = [checkpoint for name in names for checkpoint in added if name in _names(checkpoint)]
        if len(legs) == 2 and legs[0] is not legs[1] and (via := _between(legs[0], legs[1], source, target)):
            yield Chain(tuple(legs), via)
    for checkpoint in added:
        if _translates(checkpoint, source, target) and _has_learned(checkpoint, target):
            yield Chain((checkpoint,))
    for second in added:
        for first in added:
            if first is not second and _translates(first, source, PIVOT) and _translates(second, PIVOT, target):
                yield Chain((first, second), PIVOT)


def _has_learned(checkpoint: Checkpoint, target: str) -> bool:
    """False for a model adapted to corrections of other languages than this one."""
    adaptations = (checkpoint.card or {}).get("adaptation", [])
    return not adaptations or any(target in row.get("languages", ()) for row in adaptations if isinstance(row, dict))


def _is_added(checkpoint: Checkpoint) -> bool:
    """True for a model of the user's own that has all its files; tk doctor reports the others."""
    if checkpoint.problem or user_models_dir().resolve() not in checkpoint.path.parents:
        return False
    try:
        return bool(checkpoint.files)
    except CheckpointError:
        return False


def _rank(checkpoint: Checkpoint) -> tuple[bool, int, int, str]:
    """Sort key: the best first. A model's folder is as old as the adding of the model."""
    added = checkpoint.path.stat().st_mtime_ns
    return checkpoint.kind in MANY_TO_MANY, len(checkpoint.targets), -added, checkpoint.name


def _translates(checkpoint: Checkpoint, source: str, target: str) -> bool:
    return checkpoint.source in ("", source) and target in checkpoint.targets and source != target


def _between(first: Checkpoint, second: Checkpoint, source: str, target: str) -> str:
    """The language two models meet in, English where they can choose; "" when there is none."""
    shared = [
        code for code in sorted(first.targets, key=lambda code: code != PIVOT)
        if code != target and _translates(first, source, code) and _translates(second, code, target)
    ]
    return shared[0] if shared else ""


def _exists(name: str) -> bool:
    """True when a model has this name or path."""
    return (Path(name) / "config.json").is_file() or any(name in _names(item) for item in list_checkpoints())


def _names(checkpoint: Checkpoint) -> tuple[str, str]:
    return checkpoint.name, checkpoint.path.name


def recommended_chains(source: str, target: str) -> list[list[str]]:
    """The chains that models/registry.toml recommends for a pair, as names of models, the best first.

    A row `[[chain]]` has `pair = "fr-ru"` and `models = ["opus-mt-fr-en", "opus-mt-en-ru"]`. What
    cannot be understood recommends nothing.
    """
    try:
        rows: Any = tomllib.loads((models_dir() / "registry.toml").read_text(encoding="utf-8")).get("chain", [])
    except (OSError, ValueError):
        return []
    return [
        [str(name).rpartition("/")[2] for name in row["models"]]
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and row.get("pair") == f"{source}-{target}" and isinstance(row.get("models"), list)
    ]
