"""What the machine wrote: `output/<article>/machine/<lang>.json`, kept for as long as the article.

A draft holds a text as it is now; how much of it a reviewer wrote can be told only beside
the machine's own. The record is written with the draft, and an entry changes only when
the machine writes the unit anew: what a person has taken over stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from translate.errors import InputError
from translate.files import write_atomic
from translate.units import Unit

FOLDER = "machine"


@dataclass(frozen=True)
class MachineText:
    """source: plain text it was made for; text: with tags; model: name and version."""

    source: str
    text: str
    model: str


def path_beside(draft: Path) -> Path:
    """Where the record of a draft is: in the folder `machine` beside it."""
    return draft.parent / FOLDER / f"{draft.stem}.json"


def read(path: Path) -> dict[str, MachineText]:
    """The record by segment id, empty where there is none. Raises InputError for a damaged one."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["segments"]
        return {
            str(name): MachineText(str(entry["source"]), str(entry["text"]), str(entry["model"]))
            for name, entry in entries.items()
        }
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(f"{path}: damaged; delete it, and what the machine wrote so far is not counted") from None


def keep(path: Path, units: Iterable[Unit]) -> bool:
    """Add what the machine wrote of these units to the record; nothing else in it changes.

    A damaged record is begun anew. Returns True when the file was written.
    """
    try:
        record = read(path)
    except InputError:
        record = {}
    for unit in units:
        # A unit of this origin has the machine's text to the letter: a changed one is a human's when read.
        if unit.target and unit.origin.startswith("mt:"):
            record[unit.segment.id] = MachineText(
                unit.segment.text, unit.target, unit.origin.removeprefix("mt:"))
    if not record:
        return False
    segments = {name: asdict(record[name]) for name in sorted(record)}
    return write_atomic(path, json.dumps({"segments": segments}, ensure_ascii=False, indent=1) + "\n")
