"""What we write as TOML is read back as it was."""

from __future__ import annotations

import datetime
import sys

from hypothesis import given
from hypothesis import strategies as st

from translate.checkpoints import DEFAULT_MODEL
from translate.resources import models_dir
from translate.toml_text import as_toml

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_text = st.text(st.characters(codec="utf-8"))
_plain = st.one_of(
    _text, st.booleans(), st.integers(-(2**62), 2**62), st.floats(allow_nan=False),
    st.dates(datetime.date(1, 1, 1)),
)
_anything = st.recursive(
    _plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(_text, _anything, max_size=4))
def test_anything(content: dict[str, object]) -> None:
    assert tomllib.loads(as_toml(content)) == content


def test_a_shipped_card() -> None:
    content = tomllib.loads((models_dir() / DEFAULT_MODEL / "card.toml").read_text(encoding="utf-8"))
    assert tomllib.loads(as_toml(content)) == content
