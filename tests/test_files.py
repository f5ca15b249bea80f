"""Atomic writing: the old file or the new one, never half of either."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from translate.files import write_atomic


def test_same_content_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a" / "ru.po"
    assert write_atomic(path, "привет\n")
    stamp = path.stat().st_mtime_ns
    assert not write_atomic(path, "привет\n")
    assert path.stat().st_mtime_ns == stamp
    assert path.read_bytes() == "привет\n".encode()


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bm.po"
    write_atomic(path, "kɔrɔ")

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="disk full"):
        write_atomic(path, "kura")
    assert path.read_text(encoding="utf-8") == "kɔrɔ"
    assert [entry.name for entry in tmp_path.iterdir()] == ["bm.po"]
