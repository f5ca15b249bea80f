"""The percentage of a fuzzy match, and which is good enough."""

from __future__ import annotations

FUZZY = 75
"""Per cent from which a similar sentence's translation is used before the machine is asked."""


def similarity(longest: int, distance: int) -> int:
    """Per cent, rounded down, for `distance` edits between texts of `longest` words at most."""
    return 100 * (longest - distance) // longest


def most_edits(longest: int, least: int) -> int:
    """The most edits with which `similarity` is still `least`."""
    return longest - -(-least * longest // 100)
