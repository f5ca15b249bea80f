"""benchmarks/side_by_side.py writes a page with the French beside each model's text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import lxml.html
import pytest
from engines.marian_factory import make_checkpoint

from translate.checkpoints import find_checkpoint

ARTICLE = """Le pont de la rivière est réparé

Le maire a visité le chantier <hier>. Les ouvriers ont fini le travail avant la pluie.

Les habitants passent de nouveau à pied. Le marché rouvre demain matin.
"""


@pytest.fixture
def page(program: Callable[[str], ModuleType], tmp_path: Path) -> Callable[..., str]:
    def write(out: str, *options: str) -> str:
        article = tmp_path / "article.txt"
        article.write_text(ARTICLE, encoding="utf-8")
        arguments = [str(article), "--out", str(tmp_path / out), "--threads", "1", *options]
        assert program("side_by_side").main(arguments) == 0
        return (tmp_path / out).read_text(encoding="utf-8")

    return write


def test_every_model_has_a_column_beside_the_french(page: Callable[..., str], tmp_path: Path) -> None:
    weak = make_checkpoint(tmp_path / "weak", byte_fallback=True)
    text = page("page.html", "--to", "en", "--model", "yelema-fr-mul", "--model", str(weak), "--sentences", "9")
    rows = [[cell.text_content() for cell in row] for row in lxml.html.fromstring(text).iter("tr")]
    assert rows[0][1:3] == ["French", find_checkpoint().label]
    assert rows[0][3].startswith("weak+")
    assert "Le maire a visité le chantier <hier>." in [row[1] for row in rows]
    assert all(len(row) == 4 for row in rows)


def test_the_draw_is_the_same_every_time_and_keeps_the_order(page: Callable[..., str]) -> None:
    first = page("one.md", "--to", "en", "--to", "ru", "--sentences", "3")
    assert first == page("two.md", "--to", "en", "--to", "ru", "--sentences", "3")
    assert [line for line in first.splitlines() if line.startswith("## ")] == ["## English", "## Russian"]
    drawn = [line.split("|")[2].strip() for line in first.splitlines() if line[:3] in ("| 1", "| 2", "| 3")]
    assert len(drawn) == 6
    places = [ARTICLE.index(text) for text in drawn[:3]]
    assert places == sorted(places)


def test_a_file_that_is_not_there_is_one_line(
    program: Callable[[str], ModuleType], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program("side_by_side").main([str(tmp_path / "none.txt"), "--out", str(tmp_path / "page.html")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "page.html").exists()
