"""Languages without rules of their own: a term stands as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from translate.terminology.inflection.base import Entry, Form, Hit


def forms(entry: Entry) -> tuple[Form, ...]:
    """The term itself."""
    return (Form(entry.text),)


def is_proper(entry: Entry) -> bool:
    """False: capitals are not asked for."""
    return False


def find_loosely(entry: Entry, text: str) -> Iterator[Hit]:
    """Nothing."""
    return iter(())
