"""Sentence pairs out of each kind of bitext file: TSV, TMX, PO, two parallel text files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from translate.errors import InputError
from translate.training.bitext import (
    READ_ERRORS,
    BitextFile,
    file_kind,
    language_code,
    open_bytes,
    po_fields,
    read_lines,
)


class RawPair(NamedTuple):
    """What a file holds at *line*, source side first; `unfit` names why it is no sentence pair, if so."""

    line: int
    source: str
    target: str
    unfit: str = ""


def read_pairs(file: BitextFile) -> Iterator[RawPair]:
    """The pairs of *file*, from its `source` to its `target` language, before any cleaning.

    Raises InputError or DraftError, naming file and line, for damaged input.
    """
    if file.kind == "tmx":
        for line, texts in _tmx_units(file.path):
            if file.source in texts and file.target in texts:
                yield RawPair(line, texts[file.source], texts[file.target])
        return
    pairs = _text_pairs(file) if file.kind == "text" else _PLAIN[file.kind](file.path)
    for pair in pairs:
        yield pair._replace(source=pair.target, target=pair.source) if file.turned else pair


def read_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a TMX or PO file, in whatever language, with its line."""
    if file_kind(path) == "tmx":
        for line, texts in _tmx_units(path):
            for text in texts.values():
                yield line, text
    else:
        for pair in _po_pairs(path):
            yield pair.line, pair.source
            yield pair.line, pair.target


def _tsv_pairs(path: Path) -> Iterator[RawPair]:
    for number, line in enumerate(read_lines(path), 1):
        columns = line.split("\t", 2)
        if len(columns) < 2:
            raise InputError(f"{path}, line {number}: no tab between source and target")
        yield RawPair(number, columns[0], columns[1])


def _text_pairs(file: BitextFile) -> Iterator[RawPair]:
    assert file.second is not None
    sides = zip_longest(read_lines(file.path), read_lines(file.second))
    for number, (source, target) in enumerate(sides, 1):
        if source is None or target is None:
            shorter, longer = (file.path, file.second) if source is None else (file.second, file.path)
            raise InputError(f"{shorter}: ends after line {number - 1}, but {longer.name} goes on: not parallel")
        yield RawPair(number, source, target)


# Letters marked as keyboard shortcuts: _File, E&xit.
_ACCELERATOR = re.compile(r"[_&](?=[^\W_])")
_CHARSET = re.compile(rb'"Content-Type:[^"]*charset=([A-Za-z0-9_-]+)')


def _po_pairs(path: Path) -> Iterator[RawPair]:
    """The messages of a PO file; of a plural message its singular.

    Drafts of ours give their reviewed units, without tags.
    """
    from translate.drafts.po import parse

    text = _po_text(path)
    draft = "X-Yelema-Format" in po_fields(text)
    for entry in parse(text, str(path), plurals=True):
        if entry.is_header:
            continue
        source, target = entry.msgid or "", entry.msgstr or ""
        if draft:
            source, target = _without_tags(source), _without_tags(target)
        yield RawPair(entry.line, source, target, _unfit(source, target, draft, entry))


def _unfit(source: str, target: str, draft: bool, entry: Any) -> str:
    """Why a PO message is no sentence pair: a word for the counts, or an empty string."""
    if entry.obsolete:
        return "obsolete"
    if "fuzzy" in entry.flags:
        return "not-reviewed"
    return "" if draft else message_fault(source) or message_fault(target)


def message_fault(text: str) -> str:
    """Why a text of a program's catalogue is no sentence: a word for the counts, or an empty string."""
    if "\n" in text.strip():
        return "several-lines"
    return "accelerator" if _ACCELERATOR.search(text) else ""


def _without_tags(text: str) -> str:
    from translate.markup import split_tagged

    return split_tagged(text)[0]


def _po_text(path: Path) -> str:
    with open_bytes(path) as file:
        try:
            data = file.read()
        except READ_ERRORS as error:
            raise InputError(f"{path}: cannot be unpacked: {error}") from None
    match = _CHARSET.search(data)
    charset = match[1].decode() if match else "utf-8"
    try:
        return data.decode("utf-8" if charset.lower() in ("charset", "ascii", "us-ascii") else charset)
    except (LookupError, UnicodeDecodeError) as error:
        line = data[:getattr(error, "start", 0)].count(b"\n") + 1
        raise InputError(f"{path}, line {line}: cannot be read as {charset}, which its header names: {error}") from None


_PLAIN = {"tsv": _tsv_pairs, "po": _po_pairs}

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _tmx_units(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The units of a TMX file in constant memory: line, and text by language code.

    Inline codes (bpt, ept, ph, it, ut) are left out, the words inside hi stay. Where a
    unit has a language twice (en-GB and en-US) its first text is taken. A document type
    may be named, as TMX 1.4 does, but is never loaded; one that declares entities is
    refused. Format: https://www.gala-global.org/tmx-14b
    """
    from lxml import etree

    with open_bytes(path) as file:
        checked = False
        try:
            events = etree.iterparse(
                file, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True,
                huge_tree=False, remove_comments=True, remove_pis=True,
            )
            for event, element in events:
                if not checked:
                    _check_root(path, element)
                    checked = True
                if event == "end" and _local(element) == "tu":
                    yield element.sourceline or 0, _tmx_texts(element)
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            line = error.lineno or 0
            message = str(error.msg or error).splitlines()[0]
            raise InputError(f"{path}, line {line}: not well-formed TMX: {message}") from None
        except READ_ERRORS as error:
            raise InputError(f"{path}: cannot be unpacked: {error}") from None


def _check_root(path: Path, root: Any) -> None:
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and any(True for _ in document_type.iterentities()):
        raise InputError(f"{path}: declares XML entities; refused")
    if _local(root) != "tmx":
        raise InputError(f"{path}, line {root.sourceline}: the root is <{_local(root)}>, not <tmx>")


def _tmx_texts(unit: Any) -> dict[str, str]:
    texts: dict[str, str] = {}
    for variant in unit:
        if _local(variant) != "tuv":
            continue
        code = language_code(variant.get(_XML_LANG) or variant.get("lang") or "")
        segment = next((child for child in variant if _local(child) == "seg"), None)
        if segment is not None:
            texts.setdefault(code, _segment_text(segment))
    return texts


def _segment_text(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and _local(child) == "hi":
            parts.append(_segment_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _local(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
