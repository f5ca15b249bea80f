"""TBX read: ISO 30042:2019 in both styles (tags or attributes), and MARTIF-style TBX of 2008.

Names are taken without their namespace, so that a file of either edition, or of a tool
that is careless with namespaces, is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from translate.terminology.concept import Concept, Problem, language_of, variants
from translate.terminology.formats.tbx_names import (
    CLASSIFYING,
    COLUMN_NOTE,
    GENDER_FROM_TBX,
    GOOD,
    GROUPS,
    HISTORY,
    NOT_TO_USE,
    POS_FROM_TBX,
    XML_LANG,
)

_ENTRIES = ("conceptEntry", "termEntry")
_SECTIONS = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
_INTERNAL_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[")
_MADE_ID = re.compile(r"c\d+\Z")
_NAMES = {"subjectField": "domain", "context": "example", "partOfSpeech": "pos", "grammaticalGender": "gender"}


def read_tbx(data: bytes, name: str) -> Iterator[Concept | Problem]:
    """The concepts of a TBX file in order, and what is wrong with it.

    An entry with terms that are not to be used gives a second row, of the status
    "forbidden". An entry without French is left out with a warning.
    """
    root = _parse(data, name)
    if isinstance(root, Problem):
        yield root
        return
    history = entries = 0
    for entry in root.iter():
        kind = _local(entry)
        history += kind in ("transacGrp", "transactionType")
        if kind in _ENTRIES:
            entries += 1
            yield from _Entry(entry, name).concepts()
    if not entries:
        yield Problem(name, root.sourceline or 1, "syntax", "no concept or term entries in it; give a TBX file")
    if history:
        yield Problem(name, 1, "history", f"{history} notes on who changed what and when are not kept", "warning")


def _parse(data: bytes, name: str) -> Any:
    """The root element, or the problem that makes the file unusable. Nothing outside the file is read."""
    from lxml import etree

    plain = data.replace(b"\0", b"")
    # A bare DOCTYPE stands in most files of 2008; it is not followed. Entities are an attack.
    if _INTERNAL_SUBSET.search(plain) or b"<!ENTITY" in plain:
        line = data.count(b"\n", 0, max(0, data.find(b"<!"))) + 1
        return Problem(name, line, "entities", "declares XML entities, which a termbase never needs; refused")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        what = "nested too deeply" if "depth" in str(error).lower() else "damaged XML"
        why = str(error).splitlines()[0][:100]
        return Problem(name, error.lineno or 1, "syntax", f"{what} ({why}); export the file again")
    except ValueError as error:
        return Problem(name, 1, "syntax", f"damaged XML ({str(error)[:100]}); export the file again")
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        return Problem(name, 1, "entities", "declares XML entities, which a termbase never needs; refused")
    return root


class _Entry:
    """One concept entry, gathered into the columns of a row."""

    def __init__(self, entry: Any, name: str) -> None:
        self._name = name
        self._line = entry.sourceline or 1
        self._good: dict[str, list[tuple[int, str]]] = {}
        self._bad: dict[str, list[str]] = {}
        self._columns: dict[str, list[str]] = {}
        self._pos: dict[str, str] = {}
        if (number := entry.get("id")) and not _MADE_ID.match(number):
            self._put("id", number)
        for child in entry:
            if _local(child) in _SECTIONS:
                self._section(child)
            else:
                self._about(child, "")

    def concepts(self) -> Iterator[Concept | Problem]:
        """The row of this entry, and one more for its forbidden terms."""
        columns = {column: "; ".join(dict.fromkeys(cells)) for column, cells in self._columns.items()}
        status = columns.pop("status", "").lower()
        terms = {code: _preferred_first(found) for code, found in self._good.items()}
        bad = {code: tuple(found) for code, found in self._bad.items()}
        if status:
            terms = {code: (*terms.get(code, ()), *bad.get(code, ())) for code in (*terms, *bad)}
            bad = {}
        old = bad.pop("fr", ())
        sources = tuple(dict.fromkeys((*terms.pop("fr", ()), *old)))
        if not sources:
            found = ", ".join((*terms, *bad)) or "no term"
            message = f"no French term in this entry ({found}); it is left out"
            yield Problem(self._name, self._line, "no-source", message, "warning")
            return
        if old and not status:
            columns["fr.deprecated"] = "|".join(old)
        columns |= self._parts_of_speech()
        rest = {code: terms.pop(code) for code in list(terms) if language_of(code) is None}
        others = {code: "|".join(found) for code, found in rest.items()}
        forbidden = {code: found for code, found in bad.items() if language_of(code) is not None}
        first = status or ("forbidden" if forbidden and not terms else "preferred")
        yield self._row(sources, forbidden if first == "forbidden" and not status else terms, first, columns, others)
        if forbidden and first != "forbidden":
            yield self._row(sources, forbidden, "forbidden", {}, {})

    def _row(
        self, sources: tuple[str, ...], terms: dict[str, tuple[str, ...]], status: str, columns: dict[str, str],
        others: dict[str, str],
    ) -> Concept:
        facts = {column: columns.get(column, "") for column in ("kind", "pos", "domain", "note", "example")}
        left = {column: cell for column, cell in columns.items() if column not in (*facts, "source")}
        grammar = {column: cell for column, cell in left.items() if _is_of_language(column)}
        extra = {column: cell for column, cell in left.items() if column not in grammar} | others
        return Concept(
            sources, {code: tuple(dict.fromkeys(found)) for code, found in terms.items() if found}, status=status,
            origin=columns.get("source", ""), grammar=grammar, extra=extra, file=self._name, line=self._line, **facts,
        )

    def _parts_of_speech(self) -> dict[str, str]:
        """The part of speech of the row, and those of languages that differ from it."""
        ours = "".join(self._columns.get("pos", [])) or self._pos.get("fr") or next(iter(self._pos.values()), "")
        if not ours:
            return {}
        same = {ours, "N" if ours in ("NP", "PN", "abbr") else ours, "other"}
        return {"pos": ours} | {f"{code}.pos": pos for code, pos in self._pos.items() if pos not in same}

    def _section(self, section: Any) -> None:
        tag = section.get(XML_LANG) or section.get("lang") or ""
        code = language_of(tag) or tag.lower()
        for child in section:
            if _local(child) in _TERMS:
                self._term(child, code)
            else:
                self._about(child, code)

    def _term(self, section: Any, code: str) -> None:
        term = status = ""
        for child in _flat(section):
            if _local(child) == "term":
                term = term or _text(child)
            elif _category(child) == "administrativeStatus":
                status = _text(child)
        for text in variants(term):
            if status in NOT_TO_USE:
                self._bad.setdefault(code, []).append(text)
            else:
                self._good.setdefault(code, []).append((status not in GOOD, text))
        for child in section:
            self._about(child, code)

    def _about(self, element: Any, code: str) -> None:
        """Something said of the concept (code "") or of one of its languages."""
        kind = _local(element)
        if not kind or kind in HISTORY or kind in ("term", *_TERMS):
            return
        if kind in GROUPS:
            described = ""
            for child in element:
                category = _category(child)
                if category == "source" and described:
                    self._put(_column(described, code) + "_source", _text(child))
                else:
                    self._about(child, code)
                    described = described or category
            return
        category = _category(element)
        text = _text(element) or element.get("target", "")
        if not text or category == "administrativeStatus":
            return
        if category == "note" and (match := COLUMN_NOTE.match(text)):
            self._put(match[1], text[match.end() :])
        elif category == "partOfSpeech":
            self._pos.setdefault(code or "fr", POS_FROM_TBX.get(text, text))
        else:
            if category == "grammaticalGender":
                text = GENDER_FROM_TBX.get(text, text)
            self._put(_column(category, code), text)

    def _put(self, column: str, text: str) -> None:
        cells = self._columns.setdefault(column, [])
        if column.endswith(".gender") and cells:
            return  # the gender of the first term is the row's
        cells.append(text)


def _preferred_first(terms: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(term for _, term in sorted(terms, key=lambda ranked: ranked[0]))


def _column(category: str, code: str) -> str:
    """The column of ours for a category; the example of a row is French."""
    name = _NAMES.get(category, category)
    if not code or (code == "fr" and name == "example"):
        return name
    return f"{code}.{name}".lower()


def _is_of_language(column: str) -> bool:
    code, dot, feature = column.partition(".")
    return bool(dot and feature) and language_of(code) == code


def _category(element: Any) -> str:
    """What an element says: its type in the DCA style, its name in the DCT style and for notes."""
    kind = _local(element)
    return (element.get("type") or kind) if kind in CLASSIFYING else kind


def _flat(section: Any) -> Iterator[Any]:
    for child in section:
        if _local(child) in GROUPS:
            yield from _flat(child)
        else:
            yield child


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _local(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
