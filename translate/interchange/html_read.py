"""What a reviewer left in a review page, however the browser wrote it down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from translate.errors import InputError, InterchangeError
from translate.ingest.html import parse
from translate.ingest.limits import MEGABYTE, Limits
from translate.interchange import review_table
from translate.interchange.base import Returned

_LIMITS = Limits(max_elements=800_000)
_ATTRIBUTE_BYTES = 230  # what libxml2 needs for one
_FIELDS = ("textarea[contains(@class, 'translation')]", "textarea[contains(@class, 'comment')]",
           "input[contains(@class, 'reviewed')]", "input[contains(@class, 'final')]")


def read(data: bytes, name: str) -> Iterator[Returned]:
    """The rows of every table, in order. Raises InterchangeError for a page that cannot be read whole."""
    if len(data) > _LIMITS.max_bytes:
        raise InterchangeError(f"{name}: more than {_LIMITS.max_bytes // MEGABYTE} MB; export fewer articles at once")
    try:
        source = data.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        raise InterchangeError(f"{name}: not UTF-8; save the page with its own Save button") from None
    if source.count("=") * _ATTRIBUTE_BYTES > _LIMITS.max_tree_bytes:
        raise InterchangeError(f"{name}: holds more attributes than a review page has; refused")
    try:
        tree = parse(source or "<p>", name=name, limits=_LIMITS)
    except InputError as error:
        raise InterchangeError(str(error)) from None
    rows = tree.xpath("//tr[@data-key]")
    if not rows and not tree.xpath("//body[@data-page]"):
        raise InterchangeError(f"{name}: holds no review table; give the page that tk export html made")
    return iter([found for number, row in enumerate(rows, start=1) if (found := _returned(row, number, name))])


def _returned(row: Any, number: int, name: str) -> Returned | None:
    place = f"row {number}"
    sources = row.xpath("./td[contains(@class, 'source')]")
    fields = [row.xpath(f"./td//{field}") for field in _FIELDS]
    if len(sources) != 1 or any(len(found) != 1 for found in fields):
        raise InterchangeError(f"{name}: {place}: a field is missing or there twice; open the page and save it again")
    translation, comment, reviewed, final = (found[0] for found in fields)
    text = _value(translation)
    ticked = "final" if "checked" in final.attrib else "reviewed" if "checked" in reviewed.attrib else ""
    cells = {
        "Id": review_table.text_of(row.get("data-id", "")),
        "Source": review_table.text_of("".join(sources[0].itertext())),
        "Translation": text,
        "State": ticked or ("draft" if text.strip() else "new"),
        "Comment": _value(comment),
    }
    return review_table.returned(place, cells, review_table.split_key(row.get("data-key", ""))[1])


def _value(area: Any) -> str:
    """The text of a text area; a line break at its very beginning is none of it."""
    return review_table.text_of("".join(area.itertext())).removeprefix("\n")
