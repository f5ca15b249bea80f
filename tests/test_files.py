"""Atomic writing: the old file or the new one, never half of either."""

from __future__ import annotations

import os
import re
import subprocess
import sys
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


def test_what_a_killed_process_left_is_removed_but_not_what_another_is_writing(tmp_path: Path) -> None:
    path = tmp_path / "ru.po"
    script = (
        "import os, signal, sys; from pathlib import Path; from translate import files\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "files.write_atomic(Path(sys.argv[1]), 'half')"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False, cwd=Path(__file__).parent.parent)
    (left,) = tmp_path.iterdir()
    in_use = tmp_path / re.sub(r"-\d+-", f"-{os.getpid()}-", left.name)
    in_use.write_text("another thread's")
    write_atomic(path, "whole")
    assert sorted(tmp_path.iterdir()) == sorted([path, in_use])
    assert path.read_text() == "whole"
