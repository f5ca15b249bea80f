"""benchmarks/quality.py measures what `tk lines` gives, and says when a checkpoint got worse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import sacrebleu
from click.testing import Result
from engines.marian_factory import make_checkpoint

from translate.checkpoints import find_checkpoint

Load = Callable[[str], ModuleType]


@pytest.fixture
def quality(program: Load) -> ModuleType:
    return program("quality")


@pytest.fixture
def weak(tmp_path: Path) -> Path:
    """A checkpoint of random weights, which knows English and Russian only."""
    return make_checkpoint(tmp_path / "weak", languages=("eng", "rus"), byte_fallback=True)


def test_the_scores_are_those_of_what_tk_lines_prints(
    quality: ModuleType, dev: Path, tk: Callable[..., Result], capsys: pytest.CaptureFixture[str]
) -> None:
    assert quality.main(["--data", str(dev), "--threads", "1", "--json"]) == 0
    rows = {(row["pair"], row["system"]): row for row in json.loads(capsys.readouterr().out)["rows"]}
    embedded = find_checkpoint()
    source, reference = (dev / name for name in ("street.fr", "street.en"))
    lines = tk("lines", "--to", "en", stdin=source.read_bytes()).stdout.split("\n")[:-1]
    theirs = sacrebleu.corpus_chrf(lines, [reference.read_text(encoding="utf-8").split("\n")[:-1]])
    row = rows["fr-en", embedded.label]
    assert row["chrf"] == pytest.approx(theirs.score, abs=0.005)
    assert row["chrf_margin"] > 0
    assert row["segments"] == 4
    assert row["words_per_second"] > 0
    assert row["megabytes"] == pytest.approx(embedded.size / 1e6, abs=0.06)
    assert row["chrf"] > rows["fr-en", "copy the source"]["chrf"]
    assert {pair for pair, _ in rows} == {"fr-en", "fr-ru"}


def test_one_table_with_signatures_and_beside_it_what_others_published(
    quality: ModuleType, dev: Path, weak: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    embedded = find_checkpoint().label
    assert quality.main(["--data", str(dev), "--model", "yelema-fr-mul", "--model", str(weak), "--lines", "2"]) == 0
    shown = capsys.readouterr().out.splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in shown if line.startswith("| street")]
    assert [row[:3] for row in rows] == [["street", "fr-en", "2"]] * 3 + [["street", "fr-ru", "2"]] * 3
    assert rows[0][3] == "copy the source"
    assert rows[1][3] == embedded
    assert "±" in rows[1][4]
    assert len({len(row) for row in rows}) == 1
    assert rows[1][-1] == ""  # the baseline is compared with nothing
    assert rows[2][-1].startswith("-")  # random weights score less
    assert any("bs:1000" in line and "tok:13a" in line for line in shown)
    assert any("| flores-test | fr-en | bergamot-tiny, 17 MB | 42.1 |" in line for line in shown)


def test_a_checkpoint_that_became_worse_is_named_and_leaves_with_1(
    quality: ModuleType, dev: Path, weak: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    embedded = find_checkpoint()
    (dev / "street.bm").write_text("A ka kɛnɛ.\n" * 4, encoding="utf-8")
    assert quality.main(["--data", str(dev), "--model", str(weak), "--against", str(embedded.path)]) == 1
    shown = capsys.readouterr().out.splitlines()
    worse = [line for line in shown if line.startswith("WORSE")]
    assert "on street fr-en: BLEU" in worse[0]
    assert "on street fr-bm: does not translate into this language" in worse[-1]
    assert len(worse) == 3


def test_a_checkpoint_is_not_worse_than_itself_nor_than_random_weights(
    quality: ModuleType, dev: Path, weak: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for old in (find_checkpoint().path, weak):
        assert quality.main(["--data", str(dev), "--against", str(old), "--lines", "1"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "No set is worse than before."


def test_a_loss_too_small_to_be_shown_is_none(quality: ModuleType) -> None:
    def row(chrf: float, gained: float) -> object:
        scores = quality.Scores(10, 20.0, chrf, "", "")
        return quality.Row("s", "fr-en", "m", scores, gained=quality.Comparison(0.0, gained, 1.0, 0.4))

    assert not row(45.31, -0.02).worse
    assert row(45.31, -0.08).worse
    assert not row(45.31, 0.5).worse


def test_a_folder_without_sets_is_one_line_and_leaves_with_2(
    quality: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quality.main(["--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
