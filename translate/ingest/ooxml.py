"""Small readers for WordprocessingML elements, whatever namespace the file uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def local(element: Any) -> str:
    """The element's name without its namespace, "" for comments and the like."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, "" when it is missing."""
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), "")


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of that local name."""
    return (item for item in element if local(item) == name)


def child(element: Any, *path: str) -> Any:
    """The first child of that local name, or further down along `path`; None if missing."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def value(element: Any) -> str:
    """The `val` attribute of an element, "" for None."""
    return attribute(element, "val") if element is not None else ""


def is_on(element: Any) -> bool:
    """Whether a toggle such as `<w:b/>` is on: present and not switched off."""
    return element is not None and value(element).lower() not in ("0", "false", "off", "none")
