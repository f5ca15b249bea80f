"""The memory in `tk edition`: what a translator approves in one article helps in the next."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from translate import drafts
from translate.units import State

Run = Callable[..., Result]
FIRST = (
    "Le marché de Kita ouvre demain\n\nLe maire a salué le travail des 40 agents de la commune. Il pleut sur Kita.\n"
)
SECOND = (
    "La commune de Kita prépare la saison\n\nLe maire a salué le travail des 55 agents de la commune. "
    "Il pleut sur Kita. Le maire a salué le travail des agents.\n"
)
MAYOR = "Мэр отметил работу 40 сотрудников коммуны."


@pytest.fixture
def run(tk: Run, tmp_path: Path) -> Callable[..., dict]:
    def translate(name: str, text: str, *options: str) -> dict:
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        result = tk("translate", tmp_path / f"{name}.txt", "--to", "ru", "--out", tmp_path / "out", "--json", *options)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)["articles"][0]["languages"]["ru"]

    return translate


def approve(po: Path, **texts: str) -> None:
    file = polib.pofile(str(po))
    for entry in file:
        for start, text in texts.items():
            if entry.msgid.startswith(start):
                entry.msgstr = text
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    file.save(str(po))


def units(tmp_path: Path, name: str) -> dict[str, object]:
    return {unit.segment.text: unit for unit in drafts.read(tmp_path / "out" / name / "ru.po").units}


def test_a_correction_serves_the_next_article(run: Callable[..., dict], tmp_path: Path) -> None:
    run("premier", FIRST)
    approve(tmp_path / "out/premier/ru.po", **{"Le maire": MAYOR, "Il pleut": "В Ките идёт дождь."})
    run("premier", FIRST)
    counts = run("second", SECOND)
    found = units(tmp_path, "second")
    rain = found["Il pleut sur Kita."]
    assert (rain.target, rain.state, rain.origin) == ("В Ките идёт дождь.", State.DRAFT, "memory:exact")
    mayor = found["Le maire a salué le travail des 55 agents de la commune."]
    assert mayor.target == "Мэр отметил работу 55 сотрудников коммуны."
    assert mayor.origin == "memory:fuzzy(99)"
    assert mayor.state is State.DRAFT
    assert mayor.previous_source == "Le maire a salué le travail des 40 agents de la commune."
    assert found["Le maire a salué le travail des agents."].origin.startswith("mt:")
    assert counts["from_memory"] == 2
    assert counts["translated"] == 2


def test_same_sentence_between_the_same_neighbours(run: Callable[..., dict], tmp_path: Path) -> None:
    run("premier", FIRST)
    approve(tmp_path / "out/premier/ru.po", **{"Il pleut": "В Ките идёт дождь."})
    run("premier", FIRST)
    # The same article for another client: another folder, so that no draft of it is there.
    (tmp_path / "out" / "premier").rename(tmp_path / "elsewhere")
    run("premier", FIRST)
    assert units(tmp_path, "premier")["Il pleut sur Kita."].origin == "memory:context"


def test_two_runs_give_the_same_bytes(run: Callable[..., dict], tmp_path: Path) -> None:
    twins = (
        "Le marché de Kita ouvre demain\n\nLe maire a salué le travail des 40 agents de la commune. "
        "Il pleut sur Kita. Le maire a salué le travail des 55 agents de la commune.\n"
    )
    run("notes", twins)
    po = tmp_path / "out/notes/ru.po"
    before = units(tmp_path, "notes")["Le maire a salué le travail des 55 agents de la commune."]
    approve(po, **{"Le maire a salué le travail des 40": "Мэр отметил работу 40 сотрудников."})
    run("notes", twins)
    once = po.read_bytes()
    # What the memory has learnt from this article is not put over the drafts of this article.
    assert units(tmp_path, "notes")["Le maire a salué le travail des 55 agents de la commune."].target == before.target
    run("notes", twins)
    assert po.read_bytes() == once


def test_options(run: Callable[..., dict], tk: Run, tmp_path: Path, private_memory: Path) -> None:
    run("premier", FIRST)
    approve(tmp_path / "out/premier/ru.po", **{"Le maire": MAYOR, "Il pleut": "В Ките идёт дождь."})
    assert run("second", SECOND, "--no-memory")["from_memory"] == 0
    run("premier", FIRST, "--no-memory")
    assert tk("memory", "search", "Il pleut sur Kita.").exit_code == 1, "--no-memory learns nothing"
    run("premier", FIRST)
    assert run("third", SECOND, "--fuzzy", "100")["from_memory"] == 1
    house = tmp_path / "house.tmx"
    assert tk("memory", "export", house).exit_code == 0
    for file in private_memory.parent.iterdir():
        file.unlink()
    run("fourth", SECOND, "--memory", f"{house}:10")
    found = units(tmp_path, "fourth")
    assert found["Il pleut sur Kita."].origin == "memory:fuzzy(90)"
    assert found["Le maire a salué le travail des 55 agents de la commune."].origin == "memory:fuzzy(89)"
    assert run("fifth", SECOND, "--memory", f"{house}:30")["from_memory"] == 0


@pytest.mark.parametrize(
    "options", [("--no-memory", "--memory", "x.db"), ("--memory", "nowhere.tmx"), ("--fuzzy", "20")]
)
def test_options_that_make_no_sense(tk: Run, sample: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    result = tk("translate", sample, "--to", "ru", "--out", tmp_path, *options)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) <= 4


def test_a_damaged_memory_stops_the_run_in_one_line(
    tk: Run, sample: Path, tmp_path: Path, private_memory: Path
) -> None:
    private_memory.parent.mkdir(parents=True)
    private_memory.write_bytes(b"not a database, whatever its name says" * 200)
    result = tk("translate", sample, "--to", "ru", "--out", tmp_path)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "tk memory learn output/ --rebuild" in result.stderr
    assert tk("translate", sample, "--to", "ru", "--out", tmp_path, "--no-memory").exit_code == 0
