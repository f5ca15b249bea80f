"""The rules of `french.toml`, read once and compiled."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from translate.errors import ConfigError
from translate.segmentation.view import letter_class

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

GAPS = ("none", "space", "line", "blank")
_TEXT_FIELDS = ("previous", "word", "stop", "close", "next")
_FLAGS = ("start", "inside", "lowercase", "short")
_NAME = re.compile(r"\{([A-Za-z_]+)\}")


@dataclass(frozen=True)
class Rule:
    """One rule; a field that is None asks nothing. `french.toml` says what each field means."""

    name: str
    breaks: bool
    certain: bool
    gaps: tuple[str, ...]
    previous: re.Pattern[str] | None = None
    word: re.Pattern[str] | None = None
    stop: re.Pattern[str] | None = None
    close: re.Pattern[str] | None = None
    next: re.Pattern[str] | None = None
    start: bool | None = None
    inside: bool | None = None
    lowercase: bool | None = None
    short: bool | None = None


@cache
def french_rules() -> dict[str, tuple[Rule, ...]]:
    """The shipped rules, in order, by the gap they apply to."""
    return load_rules(files("translate.segmentation").joinpath("french.toml").read_text(encoding="utf-8"))


def load_rules(toml: str) -> dict[str, tuple[Rule, ...]]:
    """Rules from TOML text, in order, by the gap they apply to.

    Raises ConfigError naming the rule when a field is unknown or an expression is wrong.
    """
    data = tomllib.loads(toml)
    names = {"U": letter_class("Lu"), "l": letter_class("Ll")}
    for name, entries in data.get("lists", {}).items():
        # Longest first: an alternation takes the first that fits.
        names[name] = "|".join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True))
    for name, pattern in data.get("patterns", {}).items():
        names[name] = _expand(pattern, names)
    rules = [_compile(row, names) for row in data["rules"]]
    return {gap: tuple(rule for rule in rules if gap in rule.gaps) for gap in GAPS}


def _expand(pattern: str, names: dict[str, str]) -> str:
    return _NAME.sub(lambda match: names[match.group(1)], pattern)


def _compile(row: dict[str, Any], names: dict[str, str]) -> Rule:
    label = row.get("name", "(no name)")
    unknown = set(row) - {"name", "break", "certain", "gap", *_TEXT_FIELDS, *_FLAGS}
    if unknown or "break" not in row:
        raise ConfigError(f"segmentation rule {label!r}: unknown {sorted(unknown)} or no 'break'")
    try:
        patterns = {key: re.compile(_expand(row[key], names)) for key in _TEXT_FIELDS if key in row}
    except (re.error, KeyError) as error:
        raise ConfigError(f"segmentation rule {label!r}: {error}") from error
    gap = row.get("gap")
    if gap not in (None, *GAPS):
        raise ConfigError(f"segmentation rule {label!r}: gap is one of {', '.join(GAPS)}, not {gap!r}")
    return Rule(
        name=label,
        breaks=row["break"],
        certain=row.get("certain", False),
        gaps=(gap,) if gap else GAPS[1:],
        previous=patterns.get("previous"),
        word=patterns.get("word"),
        stop=patterns.get("stop"),
        close=patterns.get("close"),
        next=patterns.get("next"),
        **{key: row[key] for key in _FLAGS if key in row},
    )
