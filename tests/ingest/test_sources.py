# ruff: noqa: E501
"""Paths, folders, standard input, sizes: what is found, and what is refused in one line."""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from translate import ingest
from translate.errors import InputError

TEXT = "Un titre\n\nLes habitants du quartier ont planté deux cents arbres le long de la route, et ils les arrosent chaque soir.\n"


def test_folders_are_searched_sorted_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.HTML", ".hidden.txt", ".git/d.txt", "image.png", "~$note.docx", "README.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    found = ingest.find_inputs([str(tmp_path), str(tmp_path / "b.txt"), "-"])
    assert [path if path == "-" else Path(path).relative_to(tmp_path).as_posix() for path in found] == [
        "a.md",
        "b.txt",
        "sub/c.HTML",
        "-",
    ]


def test_a_file_named_by_itself_needs_no_known_suffix(tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_text(TEXT, encoding="utf-8")
    assert ingest.find_inputs([str(path)]) == [path]
    assert ingest.read(path).title == "Un titre"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda root: root / "absent.txt", "no such file"),
        (lambda root: root, "nothing usable"),
        (lambda root: "a\0b\nc", "no such file|cannot be read"),
    ],
)
def test_paths_that_cannot_be_used(tmp_path: Path, make: object, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        ingest.find_inputs([str(make(tmp_path))])  # type: ignore[operator]
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        ingest.read(path)


def test_reading_a_folder_or_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder"):
        ingest.read(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        ingest.read(tmp_path / "absent.txt")


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "enorme.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    started = time.monotonic()
    with pytest.raises(InputError, match="200 MB is too large"):
        ingest.read(path)
    assert time.monotonic() - started < 0.5


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode("utf-16"))))
    article = ingest.read("-")
    assert (article.title, article.source) == ("Un titre", "-")


def test_standard_input_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size > 0
            return b"x" * size

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless()))
    with pytest.raises(InputError, match="standard input: too large"):
        ingest.read("-", limits=ingest.Limits(max_bytes=1000))


def test_too_many_paragraphs() -> None:
    with pytest.raises(InputError, match="the limit is 5"):
        ingest.read_bytes(TEXT.encode() * 10, name="x.txt", limits=ingest.Limits(max_blocks=5))


def test_only_boilerplate_is_no_article() -> None:
    with pytest.raises(InputError, match="only boilerplate"):
        ingest.read_bytes("Laisser un commentaire\n\nTous droits réservés\n".encode(), name="x.txt")
