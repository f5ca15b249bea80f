"""Text to tokens and back, and characters a vocabulary lacks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.checkpoints import Checkpoint
from translate.engines.tokens import Vocabulary
from translate.errors import CheckpointError
from translate.normalise import normalise


def test_language_token_first_and_end_last(tiny: Checkpoint) -> None:
    tokens = Vocabulary(tiny).encode("Le train.", "bm")
    assert tokens[0] == ">>bam<<"
    assert tokens[-1] == "</s>"
    assert "".join(tokens[1:-1]).replace("▁", " ").strip() == "Le train."


def test_a_bilingual_model_has_no_language_token(make: Callable[..., Checkpoint]) -> None:
    assert Vocabulary(make("opus-mt-fr-en", languages=())).encode("Le train.", "en")[0].startswith("▁")


def test_a_token_written_in_the_text_is_text(tiny: Checkpoint) -> None:
    tokens = Vocabulary(tiny).encode("dites >>rus<< et </s> deux <pad>", "en")
    assert tokens.count(">>rus<<") == tokens.count("<pad>") == 0
    assert tokens.count("</s>") == 1


@given(st.text(max_size=60))
def test_bytes_spell_everything(tiny: Checkpoint, text: str) -> None:
    vocabulary = Vocabulary(tiny)
    text = normalise(text)
    pieces = vocabulary.encode_target(text)
    assert vocabulary.unknown not in pieces
    # ▁ is how SentencePiece writes a space.
    assert vocabulary.decode(pieces) == " ".join(text.replace("▁", " ").split())
    assert vocabulary.spelled(text) == (text, False)


def test_what_is_no_text_is_left_out(tiny: Checkpoint) -> None:
    assert Vocabulary(tiny).decode(["▁T", "he", ">>rus<<", "<pad>", "</s>"]) == "The"


class TestWithoutBytes:
    @pytest.fixture
    def vocabulary(self, make: Callable[..., Checkpoint]) -> Vocabulary:
        return Vocabulary(make())

    def test_lists_what_it_lacks(self, vocabulary: Vocabulary) -> None:
        lacking = vocabulary.lacking()
        assert not vocabulary.falls_back_to_bytes
        assert "ù" in lacking["fr"]
        assert "ɲ" in lacking["bm"]
        assert "ɛ" not in lacking["bm"]
        assert "Щ" in lacking["ru"]
        assert "ы" not in lacking["ru"]

    @pytest.mark.parametrize(
        ("text", "spelled", "lost"),
        [
            ("Le train", "Le train", False),
            ("œuvre", "oeuvre", False),
            ("Oùest", "Ouest", True),
            ("🙂 train", "🙂 train", True),
        ],
    )
    def test_spells_what_it_lacks_otherwise(
        self, vocabulary: Vocabulary, text: str, spelled: str, lost: bool
    ) -> None:
        assert vocabulary.spelled(text) == (spelled, lost)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("source.spm", "not a model"),
        ("vocab.json", "[]"),
        ("vocab.json", "{"),
        ("vocab.json", json.dumps({"</s>": 0, "<unk>": 1, "<pad>": 2})),
        ("target.spm", None),
    ],
)
def test_damaged_files_are_named(make: Callable[..., Checkpoint], file: str, content: str | None) -> None:
    checkpoint = make()
    if content is None:
        (checkpoint.path / file).unlink()
    else:
        (checkpoint.path / file).write_text(content)
    with pytest.raises(CheckpointError, match=f"{file}|vocabulary"):
        Vocabulary(checkpoint)
