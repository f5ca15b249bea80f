"""`tk lines`: one line out for every line in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from engines.marian_factory import make_checkpoint

from translate.checkpoints import DEFAULT_MODEL
from translate.errors import InputError
from translate.line_stream import LINES_AT_ONCE, chunks
from translate.resources import models_dir

Run = Callable[..., Result]

REPOSITORY = Path(__file__).parents[2]
needs_model = pytest.mark.skipif(
    not (models_dir() / DEFAULT_MODEL / "model.safetensors").is_file(), reason="no model in models/"
)


@needs_model
@pytest.mark.parametrize("target", ["en", "ru", "bm"])
def test_one_line_for_each(tk: Run, target: str) -> None:
    text = "Le train part.\n\n   \n10 000\r\nLe marché\x0bouvre\u2028tôt.\n« Oui »\x85\nLe fleuve monte."
    result = tk("lines", "--to", target, stdin=text.encode())
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.split("\n")
    assert lines.pop() == ""
    assert len(lines) == 7
    assert [bool(line) for line in lines] == [True, False, False, True, True, True, True]
    assert lines[3] == "10 000"
    assert len(result.stdout.splitlines()) == 7


@needs_model
def test_nothing_in_nothing_out(tk: Run) -> None:
    assert tk("lines", "--to", "en", stdin=b"").stdout == ""


def test_bad_translations_are_named(tk: Run, tmp_path: Path) -> None:
    """With a model whose vocabulary has no emoji."""
    model = make_checkpoint(tmp_path / "tiny")
    text = "Le train part.\n\nLe train 🙂\n10 000\nLe train ☂\n"
    result = tk("lines", "--to", "en", "--model", model, stdin=text.encode())
    assert result.exit_code == 0
    assert "tk: characters the model does not know: 2 lines (3, 5)" in result.stderr


@needs_model
def test_what_is_not_utf8_is_named_after_what_is(tk: Run) -> None:
    result = tk("lines", "--to", "en", stdin="Le train.\n10 000\nL'été.\n".encode("windows-1252"))
    assert result.exit_code == 2
    assert result.stdout.splitlines()[1] == "10 000"
    assert "standard input, line 3: not UTF-8" in result.stderr


@needs_model
def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"yes 'Le train part.' | {sys.executable} tk.py lines --to en --beam 1 | head -n 2"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[1]}}"], cwd=REPOSITORY, capture_output=True, text=True,
        timeout=120, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert len(done.stdout.splitlines()) == 3
    assert done.stdout.splitlines()[2] == "0"
    assert done.stderr == ""


def test_without_a_target(tk: Run) -> None:
    assert tk("lines", stdin=b"x").exit_code == 2
    assert tk("lines", "--to", "fr", stdin=b"x").exit_code == 2


def test_without_a_model(tk: Run) -> None:
    result = tk("lines", "--to", "en", "--model", "nothing", stdin=b"x")
    assert result.exit_code == 3
    assert "no model named 'nothing'" in result.stderr


class TestChunks:
    def test_a_file_comes_in_large_ones(self) -> None:
        count = 2 * LINES_AT_ONCE + 5
        parts = list(chunks(BytesIO(b"".join(b"%d\n" % number for number in range(count)))))
        assert [text for part in parts for text in part] == [str(number) for number in range(count)]
        assert max(map(len, parts)) <= LINES_AT_ONCE
        assert len(parts) <= 10

    def test_what_someone_types_comes_at_once(self) -> None:
        read, write = os.pipe()
        with os.fdopen(read, "rb", buffering=0) as stream:
            arriving = chunks(stream)  # type: ignore[arg-type]
            os.write(write, b"un\n")
            began = time.monotonic()
            assert next(arriving) == ["un"]
            assert time.monotonic() - began < 5
            os.write(write, b"deux\ntrois")
            os.close(write)
            assert [text for part in arriving for text in part] == ["deux", "trois"]

    def test_byte_order_mark(self) -> None:
        assert list(chunks(BytesIO(b"\xef\xbb\xbfun\n"))) == [["un"]]

    def test_readable_lines_before_an_unreadable_one(self) -> None:
        arriving = chunks(BytesIO(b"un\ndeux\n\xff\n"))
        assert next(arriving) == ["un", "deux"]
        with pytest.raises(InputError, match="line 3"):
            next(arriving)
