"""`tk memory` as its user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.memory.samples import PAIRS, draft_of, entry, write_draft
from translate.memory.store import Store

Run = Callable[..., Result]


@pytest.fixture
def filled(private_memory: Path) -> Path:
    with Store(private_memory) as store:
        store.add(entry(source, target, article="seance") for source, target in PAIRS)
        store.add([entry("Il pleut.", "It rains.", "en", changed=1_500_000_000, origin="reviewed", place="p",
                         segment="1")])
    return private_memory


def test_search(tk: Run, filled: Path) -> None:
    result = tk("memory", "search", "Le conseil a adopté 15 résolutions sur l’eau.", "--to", "ru", "--json")
    assert result.exit_code == 0, result.stderr
    (found,) = json.loads(result.stdout)
    assert (found["percent"], found["target"]) == (99, "Совет принял 15 резолюций о воде.")
    assert found["replaced"] == [["12", "15"]]
    assert "причал" in tk("memory", "search", "quai", "--words").stdout
    assert "Сегу" in tk("memory", "search", "Сегу", "--words").stdout
    nothing = tk("memory", "search", "Rien de tel ici.")
    assert (nothing.exit_code, nothing.stdout) == (1, "")


def test_stats(tk: Run, filled: Path) -> None:
    told = json.loads(tk("memory", "stats", "--json").stdout)
    assert [(row["language"], row["origin"], row["units"]) for row in told["pairs"]] == [
        ("en", "reviewed", 1), ("ru", "imported", 4)]
    assert "sound" in tk("memory", "stats").stdout


def test_export_prune_and_import_again(tk: Run, filled: Path, tmp_path: Path) -> None:
    before = tk("memory", "export", tmp_path / "all.tmx")
    assert before.stdout.startswith("5 units")
    assert tk("memory", "prune").exit_code == 2
    assert tk("memory", "prune", "--before", "2018-01-01", "--dry-run").stdout == "1 units would be taken out\n"
    pruned = tk("memory", "prune", "--before", "2018-01-01")
    kept = filled.with_name("memory-pruned-1.tmx")
    assert pruned.stdout == f"1 units taken out, kept in {kept}\n"
    assert tk("memory", "search", "Il pleut.").exit_code == 1
    assert tk("memory", "import", kept).stdout.endswith("1 new, 0 changed, 0 known already\n")
    assert tk("memory", "export", tmp_path / "again.tmx").exit_code == 0
    assert sorted((tmp_path / "again.tmx").read_text().split("<tu ")) == sorted(
        (tmp_path / "all.tmx").read_text().split("<tu "))


def test_learn(tk: Run, private_memory: Path, tmp_path: Path) -> None:
    write_draft(tmp_path / "out" / "seance", draft_of())
    write_draft(tmp_path / "out" / "other", draft_of()).write_text("damaged")
    result = tk("memory", "learn", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stdout == "1 drafts: 4 new, 0 changed, 0 known already\n"
    assert len(result.stderr.splitlines()) == 1
    assert "other/ru.po" in result.stderr


def test_a_memory_that_is_not_there(tk: Run) -> None:
    for command in (("stats",), ("search", "Oui"), ("export", "x.tmx"), ("prune", "--imported")):
        result = tk("memory", *command)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_a_place_that_cannot_be_written(tk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("YELEMA_MEMORY", str(tmp_path / "file" / "memory.db"))
    write_draft(tmp_path / "out" / "seance", draft_of())
    result = tk("memory", "learn", tmp_path / "out")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "YELEMA_MEMORY" in result.stderr
