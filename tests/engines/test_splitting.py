"""Long texts are cut, at the best place there is, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines.splitting import split_long, split_once

TEXTS = st.text(st.sampled_from("abcé ,;:.!?–()\"AÉ1 etmais"), max_size=200)


@given(TEXTS, st.integers(1, 40))
def test_nothing_is_lost_and_everything_fits(text: str, size: int) -> None:
    parts = list(split_long(text, lambda part: len(part) <= size))
    assert "".join(part + gap for part, gap in parts) == text
    assert all(len(part) <= size for part, _ in parts)
    assert all(not gap.strip() for _, gap in parts)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Le marché ouvre tôt, dit-elle. Les clients arrivent par la route du fleuve.",
            "Le marché ouvre tôt, dit-elle.",
        ),
        ("Le marché ouvre, malgré la pluie ; les clients arrivent, nombreux, de la ville.",
         "Le marché ouvre, malgré la pluie ;"),
        ("Le marché ouvre malgré la pluie, mais les clients, dit-on, arrivent tard.",
         "Le marché ouvre malgré la pluie,"),
        ("Le marché ouvre malgré la pluie, les clients arrivent tard.", "Le marché ouvre malgré la pluie,"),
    ],
)
def test_the_strongest_boundary_is_cut(text: str, first: str) -> None:
    parts = [part for part, _ in split_long(text, lambda part: len(part) < len(text))]
    assert parts[0] == first
    assert split_once(text) == (first, text[len(first) + 1 :])


def test_inside_a_clause_only_when_it_must_be() -> None:
    text = "Les clients arrivent de la ville et de tous les villages du fleuve"
    assert split_once(text) is None
    assert [part for part, _ in split_long(text, lambda part: len(part) < 40)] == [
        "Les clients arrivent de la ville", "et de tous les villages du fleuve",
    ]


def test_a_word_without_end() -> None:
    parts = [part for part, _ in split_long("x" * 1000, lambda part: len(part) <= 300)]
    assert "".join(parts) == "x" * 1000
    assert max(map(len, parts)) <= 300
