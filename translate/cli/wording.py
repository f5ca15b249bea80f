"""Words that several commands print."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`counted(1, "unit")` → "1 unit"; `counted(3, "unit")` → "3 units"."""
    return f"{number} {noun}{'s' * (number != 1)}"
