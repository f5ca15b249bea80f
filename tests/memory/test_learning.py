"""Learning from drafts: what a person approved, once, and never lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from tests.memory.samples import PAIRS, draft_of, write_draft
from translate import drafts
from translate.errors import MemoryStoreError
from translate.memory.learn import learn, rebuild
from translate.memory.store import Added, Store
from translate.units import State

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "output" / "seance"


def targets(store: Store) -> set[str]:
    return {entry.target for entry in store.entries()}


def test_only_what_a_person_approved(folder: Path, tmp_path: Path) -> None:
    draft = draft_of()
    states = (State.REVIEWED, State.FINAL, State.DRAFT, State.NEW)
    units = tuple(
        replace(unit, state=state, target=unit.target if state is not State.NEW else "")
        for unit, state in zip(draft.units, states)
    )
    write_draft(folder, replace(draft, units=units))
    with Store(tmp_path / "m.db") as store:
        assert learn(store, [tmp_path / "output"]).added == Added(new=2)
        assert {(entry.target, entry.origin) for entry in store.entries()} == {
            (PAIRS[0][1], "reviewed"), (PAIRS[1][1], "final")}


def test_twice_is_once(folder: Path, tmp_path: Path) -> None:
    write_draft(folder, draft_of())
    with Store(tmp_path / "m.db") as store:
        learn(store, [folder])
        before = list(store.entries())
        assert learn(store, [folder]).added == Added(same=4)
        assert list(store.entries()) == before


def test_a_new_correction_replaces_the_old_one_and_keeps_it(folder: Path, tmp_path: Path) -> None:
    path = write_draft(folder, draft_of())
    with Store(tmp_path / "m.db") as store:
        learn(store, [folder])
        draft = drafts.read(path)
        first, *rest = draft.units
        drafts.write(replace(draft, units=(replace(first, target="Мэр начал заседание в девять."), *rest)), path)
        assert learn(store, [folder]).added == Added(changed=1, same=3)
        assert PAIRS[0][1] not in targets(store)
        (corrected,) = [entry for entry in store.entries() if entry.target.startswith("Мэр начал")]
        assert [row[1] for row in store.history(corrected.identity)] == [PAIRS[0][1]]


def test_withdrawing_an_approval_deletes_nothing(folder: Path, tmp_path: Path) -> None:
    path = write_draft(folder, draft_of())
    with Store(tmp_path / "m.db") as store:
        learn(store, [folder])
        draft = drafts.read(path)
        units = tuple(replace(unit, state=State.DRAFT) for unit in draft.units)
        drafts.write(replace(draft, units=units), path)
        learn(store, [folder])
        assert targets(store) == {target for _, target in PAIRS}


def test_articles_of_one_name_are_two(tmp_path: Path) -> None:
    write_draft(tmp_path / "a" / "seance", draft_of())
    other = draft_of()
    units = tuple(replace(unit, target=unit.target.upper()) for unit in other.units)
    write_draft(tmp_path / "b" / "seance", replace(other, units=units))
    with Store(tmp_path / "m.db") as store:
        for _ in range(2):
            learn(store, [tmp_path / "a", tmp_path / "b"])
        assert len(list(store.entries())) == 8


def test_retired_work_is_learnt_too(folder: Path, tmp_path: Path) -> None:
    draft = draft_of()
    write_draft(folder, replace(draft, units=draft.units[:2], obsolete=draft.units[2:]))
    with Store(tmp_path / "m.db") as store:
        assert learn(store, [folder]).added.new == 4


WRITER = """
import sys
from pathlib import Path
from translate.memory.entry import Entry
from translate.memory.store import Store
with Store(Path(sys.argv[1])) as store:
    for batch in range(40):
        store.add(Entry(f"Phrase {sys.argv[2]} {batch} {n}.", "x", "ru", changed=1) for n in range(25))
"""


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "ab"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with Store(path) as store:
        store.check()
        assert len(list(store.entries())) == 2 * 40 * 25


def test_processes_that_make_the_memory_at_the_same_moment_all_can_write(tmp_path: Path) -> None:
    program = WRITER.replace("range(40)", "range(1)")
    for attempt in range(3):
        path = tmp_path / f"{attempt}.db"
        writers = [subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in "abcdef"]
        assert [writer.wait(timeout=120) for writer in writers] == [0] * 6
        with Store(path) as store:
            assert len(list(store.entries())) == 6 * 25


def damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "head":
        data[:100] = b"x" * 100
    elif how == "pages":
        for start in range(len(data) // 3, len(data) - 200, 4096):
            data[start : start + 200] = b"\xff" * 200
    path.write_bytes(bytes(data[: len(data) // 2]) if how == "cut" else bytes(data))


@pytest.mark.parametrize("how", ["head", "pages", "cut"])
def test_damage_is_told_in_one_line_and_mended(how: str, folder: Path, tmp_path: Path, tk: Run) -> None:
    path = tmp_path / "m.db"
    write_draft(folder, draft_of())
    with Store(path) as store:
        learn(store, [folder])
        store.add(entry._replace(place="", segment=str(n), source=f"Phrase importée {n}.", given="")
                  for n in range(3000) for entry in [next(store.entries())])
    damage(path, how)
    told = tk("memory", "stats", "--memory", path)
    assert told.exit_code == 2
    assert len(told.stderr.splitlines()) == 1
    assert "tk memory learn output/ --rebuild" in told.stderr
    result = tk("memory", "learn", tmp_path / "output", "--rebuild", "--memory", path, "--json")
    assert result.exit_code == 0, result.stderr
    done = json.loads(result.stdout)
    assert Path(done["old"]).exists()
    with Store(path) as store:
        store.check()
        assert {target for _, target in PAIRS} <= targets(store)
        if how == "pages":
            assert len(list(store.entries())) > 500, "what can be read of the imported units is saved"


def test_rebuilding_from_nothing_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with Store(path):
        pass
    before = path.read_bytes()
    with pytest.raises(Exception, match="not there"):
        rebuild(path, [tmp_path / "nowhere"])
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE unit (id)")
    with pytest.raises(MemoryStoreError, match="not a memory of this program"):
        Store(path)
