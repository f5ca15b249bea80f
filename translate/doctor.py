"""What is installed, which models are intact, and what is missing for which feature."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from translate import __version__
from translate.checkpoints import list_checkpoints
from translate.errors import YelemaError
from translate.languages import TARGETS, language
from translate.model_choice import Choice
from translate.resources import cache_dir, glossaries_dir, models_dir, shipped_glossaries, user_models_dir
from translate.terminology import Termbase

_NEEDED = ("ctranslate2", "sentencepiece", "lxml", "trafilatura", "rapidfuzz")
_EXTRAS = {
    "torch": (("torch", "transformers"), "the reference engine and tk train"),
    "evaluate": (("sacrebleu",), "tk evaluate"),
}


@dataclass(frozen=True)
class Check:
    """One line of the report. state: "ok", "missing" (an optional thing) or "broken"."""

    subject: str
    state: str
    detail: str


def examine() -> Iterator[Check]:
    """Every check in the order a person would make them."""
    yield Check("yelema", "ok", f"{__version__} on Python {platform.python_version()}, {platform.machine()}")
    for package in _NEEDED:
        version = _version(package)
        yield Check(package, "ok" if version else "broken", version or "not installed: pip install yelema again")
    for extra, (packages, purpose) in _EXTRAS.items():
        absent = [package for package in packages if not _version(package)]
        if absent:
            yield Check(f"extra {extra}", "missing", f"needed for {purpose}: pip install 'yelema[{extra}]'")
        else:
            yield Check(f"extra {extra}", "ok", ", ".join(f"{p} {_version(p)}" for p in packages))
    yield from _models()
    yield from _choices()
    yield _glossaries()
    yield Check("cache", "ok", f"{cache_dir()} (converted models; safe to delete)")


def _models() -> Iterator[Check]:
    checkpoints = list(list_checkpoints())
    if not checkpoints:
        yield Check("models", "broken", f"none in {models_dir()} or {user_models_dir()}: install yelema again")
    for checkpoint in checkpoints:
        try:
            checkpoint.verify()
        except YelemaError as error:
            yield Check(f"model {checkpoint.name}", "broken", str(error))
        else:
            yield Check(f"model {checkpoint.name}", "ok", f"to {', '.join(checkpoint.targets)}; {checkpoint.path}")


def _choices() -> Iterator[Check]:
    """Which model drafts each language when none is asked for."""
    choice = Choice()
    for code in TARGETS:
        try:
            chain = choice.for_target(code)
        except YelemaError as error:
            yield Check(f"drafts {code}", "broken", str(error))
        else:
            by_way = f", by way of {language(chain.via).name}" if chain.via else ""
            yield Check(f"drafts {code}", "ok", f"by {chain.name}{by_way}")


def _glossaries() -> Check:
    files = shipped_glossaries()
    try:
        termbase = Termbase.load(files)
    except YelemaError as error:
        return Check("glossaries", "broken", str(error))
    return Check("glossaries", "ok", f"{len(termbase)} entries in {len(files)} files, {glossaries_dir()}")


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
