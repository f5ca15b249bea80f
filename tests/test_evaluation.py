"""Scores are sacrebleu's own; wrong files are refused in one line."""

import json

import pytest
import sacrebleu
from click.testing import CliRunner

from translate.cli.evaluate import evaluate as command
from translate.errors import InputError
from translate.evaluation import compare, evaluate, read_segments

REFERENCES = [
    "The minister opened the new power plant on Monday.",
    "Electricity will reach forty villages before the end of the year.",
    "Nobody answered.",
]
HYPOTHESES = [
    "The minister has opened the new power station on Monday.",
    "The current will reach forty villages before the year ends.",
    "Nobody has answered.",
]
SOURCES = [
    "Le ministre a ouvert lundi la nouvelle centrale.",
    "L'électricité atteindra quarante villages avant la fin de l'année.",
    "Personne n'a répondu.",
]


def test_scores_equal_those_of_sacrebleu():
    scores = evaluate(HYPOTHESES, REFERENCES, SOURCES)
    assert scores.bleu == sacrebleu.corpus_bleu(HYPOTHESES, [REFERENCES]).score
    assert scores.chrf == sacrebleu.corpus_chrf(HYPOTHESES, [REFERENCES]).score
    assert scores.copy_chrf == sacrebleu.corpus_chrf(SOURCES, [REFERENCES]).score
    assert f"version:{sacrebleu.__version__}" in scores.bleu_signature
    assert "tok:13a" in scores.bleu_signature
    assert "nc:6|nw:0" in scores.chrf_signature


def test_a_perfect_translation_scores_a_hundred_and_copying_far_less():
    scores = evaluate(REFERENCES, REFERENCES, SOURCES)
    assert scores.bleu == pytest.approx(100)
    assert scores.chrf == pytest.approx(100)
    assert scores.copy_chrf < 40


@pytest.mark.parametrize(
    ("hypotheses", "references", "message"),
    [(HYPOTHESES[:2], REFERENCES, "2 translated lines but 3 reference lines"), ([], [], "nothing to score")],
)
def test_unequal_or_empty_texts_are_refused(hypotheses, references, message):
    with pytest.raises(InputError, match=message):
        evaluate(hypotheses, references)


def write(folder, name, lines, **how):
    path = folder / name
    path.write_text("".join(line + "\n" for line in lines), encoding=how.get("encoding", "utf-8"))
    return path


def test_odd_separators_inside_a_segment_do_not_shift_the_lines(tmp_path):
    path = write(tmp_path, "odd.txt", ["one\u2028still one", "two\x0cstill two", "", "four"])
    assert read_segments(path) == ["one\u2028still one", "two\x0cstill two", "", "four"]


def test_the_command_prints_scores_with_their_signatures(tmp_path):
    texts = {"h": HYPOTHESES, "r": REFERENCES, "s": SOURCES}
    files = [str(write(tmp_path, name, lines)) for name, lines in texts.items()]
    shown = CliRunner().invoke(command, [files[0], files[1], "--source", files[2]])
    assert shown.exit_code == 0
    assert "tok:13a" in shown.output
    assert "3 segments" in shown.output
    printed = json.loads(CliRunner().invoke(command, [files[0], files[1], "--json"]).output)
    assert printed["chrf"] == pytest.approx(sacrebleu.corpus_chrf(HYPOTHESES, [REFERENCES]).score, abs=0.005)
    assert "copy_chrf" not in printed


@pytest.mark.parametrize("wrong", ["missing", "shorter", "latin"])
def test_unusable_files_are_named_in_one_line(tmp_path, wrong):
    hypothesis = write(tmp_path, "out.en", HYPOTHESES)
    reference = tmp_path / "ref.en"
    if wrong == "shorter":
        write(tmp_path, "ref.en", REFERENCES[:1])
    elif wrong == "latin":
        write(tmp_path, "ref.en", ["déjà vu"] * 3, encoding="latin-1")
    result = CliRunner().invoke(command, [str(hypothesis), str(reference)])
    assert isinstance(result.exception, InputError)
    assert result.exception.exit_code == 2
    message = str(result.exception)
    assert "\n" not in message
    assert "ref.en" in message or "1 reference lines" in message


def test_intervals_are_those_of_sacrebleu_and_only_on_demand(tmp_path):
    hypotheses, references = HYPOTHESES * 10, REFERENCES * 10
    theirs = sacrebleu.BLEU().corpus_score(hypotheses, [references], n_bootstrap=1000)
    scores = evaluate(hypotheses, references, confidence=True)
    assert scores.bleu == theirs.score
    assert f"± {scores.bleu_margin:.2f}" in theirs.format()
    assert "bs:1000|seed:12345" in scores.chrf_signature
    assert evaluate(hypotheses, references).chrf_margin is None
    files = [str(write(tmp_path, name, lines)) for name, lines in (("h", hypotheses), ("r", references))]
    shown = CliRunner().invoke(command, [*files, "--confidence"]).output
    assert f"± {scores.bleu_margin:.1f}" in shown.splitlines()[0]
    assert f"± {scores.chrf_margin:.1f}" in shown.splitlines()[1]
    assert "±" not in CliRunner().invoke(command, files).output
    printed = json.loads(CliRunner().invoke(command, [*files, "--confidence", "--json"]).output)
    assert printed["chrf_margin"] == pytest.approx(scores.chrf_margin, abs=0.005)


def test_a_translation_that_is_better_throughout_is_significantly_so():
    better, worse, references = REFERENCES * 10, HYPOTHESES * 10, REFERENCES * 10
    gained = compare(better, worse, references)
    assert gained.chrf == pytest.approx(100 - evaluate(worse, references).chrf)
    assert gained.chrf_p < 0.05
    assert gained.bleu_p < 0.05
    lost = compare(worse, better, references)
    assert (lost.bleu, lost.chrf) == (-gained.bleu, -gained.chrf)


def test_a_translation_is_not_significantly_better_than_itself():
    same = compare(HYPOTHESES, list(HYPOTHESES), REFERENCES)
    assert (same.bleu, same.chrf) == (0, 0)
    assert same.bleu_p > 0.05


def test_one_lucky_segment_in_many_is_put_down_to_chance():
    worse = HYPOTHESES * 10
    assert compare([REFERENCES[0], *worse[1:]], worse, REFERENCES * 10).chrf_p > 0.05
    with pytest.raises(InputError, match="2 baseline lines"):
        compare(HYPOTHESES, HYPOTHESES[:2], REFERENCES)
