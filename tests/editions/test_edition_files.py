"""Which files an article's editions are, and that they are written whole and only when changed."""

from pathlib import Path

import pytest
from edition_sample import META, article, drafts

from translate.editions import labels, render, write_editions
from translate.errors import ConfigError


def test_names_and_contents(tmp_path):
    paths = write_editions(tmp_path / "editions", article(), drafts(), META)
    assert [path.name for path in paths] == [
        "fr-en.html", "fr-en.md", "fr-ru.html", "fr-ru.md", "fr-bm.html", "fr-bm.md", "parallel.html", "parallel.md",
    ]
    assert sorted(path.name for path in (tmp_path / "editions").iterdir()) == sorted(path.name for path in paths)
    expected = render(article(), drafts("ru"), layout="bilingual", format="html", meta=META).decode()
    assert (tmp_path / "editions" / "fr-ru.html").read_text(encoding="utf-8") == expected


def test_only_what_is_asked_for(tmp_path):
    paths = write_editions(tmp_path, article(), drafts(), META, layouts=("parallel",), formats=("markdown",))
    assert [path.name for path in paths] == ["parallel.md"]


def test_unchanged_editions_are_left_alone(tmp_path):
    first = write_editions(tmp_path, article(), drafts("en"), META, layouts=("bilingual",))
    stamps = [path.stat().st_mtime_ns for path in first]
    again = write_editions(tmp_path, article(), drafts("en"), META, layouts=("bilingual",))
    assert [path.stat().st_mtime_ns for path in again] == stamps


def test_unknown_layout_writes_nothing(tmp_path):
    with pytest.raises(ConfigError, match="book"):
        write_editions(tmp_path, article(), drafts(), META, layouts=("parallel", "book"))
    assert list(tmp_path.iterdir()) == []


def test_the_page_for_users_shows_every_mark():
    page = (Path(__file__).parents[2] / "docs" / "editions.md").read_text(encoding="utf-8")
    for sign, word, meaning in [*labels.STATES.values(), *labels.SEVERITIES.values()]:
        assert f"| {sign} | {word} | {meaning} |" in page
