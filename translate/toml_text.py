"""Writing TOML, which Python only reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def as_toml(facts: Mapping[str, Any], tables: Mapping[str, Any] | None = None) -> str:
    """TOML text of *facts*, whatever is nested in them.

    tables: tables, or lists of them, to be added under full names such as `languages.target`.
    """
    lines = list(_lines(facts, ""))
    for name, content in (tables or {}).items():
        lines += _table_lines(content, name)
    return "\n".join(lines).lstrip() + "\n"


def _lines(content: Mapping[str, Any], name: str) -> Iterator[str]:
    """Plain keys first, then the tables inside the one called *name*."""
    tables = [key for key, value in content.items() if _is_table(value)]
    yield from (f"{_key(key)} = {_value(value)}" for key, value in content.items() if key not in tables)
    for key in tables:
        yield from _table_lines(content[key], f"{name}.{_key(key)}" if name else _key(key))


def _table_lines(content: Any, name: str) -> Iterator[str]:
    rows, header = ([content], f"[{name}]") if isinstance(content, Mapping) else (content, f"[[{name}]]")
    for row in rows:
        yield from ("", header)
        yield from _lines(row, name)


def _is_table(value: Any) -> bool:
    """Whether TOML writes it as a table or a list of them."""
    rows = value if isinstance(value, (list, tuple)) else [value]
    return bool(rows) and all(isinstance(row, Mapping) for row in rows)


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())}}}"
    if isinstance(value, (str, bool, int, float)):
        # JSON's strings, numbers and booleans are TOML's, but for the DEL character and what is not finite.
        text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        return {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}.get(text, text)
    return str(value)  # dates and times, whose text is TOML's
