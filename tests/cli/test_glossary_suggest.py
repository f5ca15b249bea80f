"""`tk glossary suggest` as its user sees it: a list, and one command to accept from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ARTICLE = (
    "Un nouveau pont à Ansongo\n\nLe ministre Boubou Cissé est arrivé hier à Ansongo avec une forte délégation du "
    "gouvernement.\n\nSelon Boubou Cissé, les travaux du pont seront terminés avant la fin de la prochaine saison des "
    "pluies.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "pont.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_the_list_shows_contexts_and_marks_transcriptions(tk: Run, article: Path) -> None:
    result = tk("glossary", "suggest", article)
    assert result.exit_code == 0, result.output
    assert "Boubou Cissé  (person, 2 times)" in result.stdout
    assert "ru? Бубу Сиссе  (by transcription, to be checked)" in result.stdout
    assert "les travaux du pont" in result.stdout
    rows = json.loads(tk("glossary", "suggest", article, "--json").stdout)
    assert {row["text"] for row in rows} >= {"Boubou Cissé", "Ansongo"}
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))


def test_accepting_adds_rows_and_they_are_no_news_then(tk: Run, article: Path, tmp_path: Path) -> None:
    house = tmp_path / "house.csv"
    rows = json.loads(tk("glossary", "suggest", article, "--json").stdout)
    number = next(row["number"] for row in rows if row["text"] == "Boubou Cissé")
    result = tk("glossary", "suggest", article, "--accept", f"{number},ansongo", "--into", house)
    assert result.exit_code == 0, result.output
    assert house.read_text(encoding="utf-8").splitlines() == [
        "fr,en,ru,bm,kind,note",
        "Boubou Cissé,,Бубу Сиссе,,person,\"Russian suggested by transcription, to be reviewed\"",
        'Ansongo,,Ансонго,,,"Russian suggested by transcription, to be reviewed"',
    ]
    left = json.loads(tk("glossary", "suggest", article, "--glossary", house, "--json").stdout)
    assert not {"Boubou Cissé", "Ansongo"} & {row["text"] for row in left}


def test_reviewed_drafts_give_renderings(tk: Run, tmp_path: Path) -> None:
    draft = tmp_path / "ru.po"
    draft.write_text(
        'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "a1"\nmsgid "Hier Boubou Cissé est venu."\nmsgstr "Вчера приехал Бубу Сиссе."\n\n'
        '#, fuzzy\nmsgctxt "a2"\nmsgid "Puis Salif Koné parle."\nmsgstr "Потом говорит Салиф Коне."\n',
        encoding="utf-8",
    )
    rows = {row["text"]: row for row in json.loads(tk("glossary", "suggest", draft, "--json").stdout)}
    assert rows["Boubou Cissé"]["renderings"] == {"ru": [["Бубу Сиссе", 1]]}
    assert rows.get("Salif Koné", {"renderings": {}})["renderings"] == {}


def test_mistakes_are_one_line(tk: Run, article: Path, tmp_path: Path) -> None:
    house = tmp_path / "house.csv"
    into = ["--into", house]
    for args in (["--accept", "99", *into], ["--accept", "1"], into, ["--accept", ",", *into]):
        result = tk("glossary", "suggest", article, *args)
        assert result.exit_code == 2, args
        assert "Traceback" not in result.output
    assert not house.exists()
    assert tk("glossary", "suggest", tmp_path / "absent.txt").exit_code == 2
