"""XLIFF 2.1 (OASIS Standard, 2018) with its modules for glossaries, matches and metadata.

http://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from translate.article import Span
from translate.errors import InterchangeError
from translate.ingest.ooxml import child, children, local
from translate.interchange import about
from translate.interchange.base import Document, Format, Returned, fingerprint
from translate.interchange.inline import Code, Markup, Nodes, codes_in, pieces, tag_number, tagged_of
from translate.interchange.xml import looks_like, one_line, parse, serialise
from translate.languages import SOURCE
from translate.markup import to_tagged
from translate.terminology.formats.text import xml_text
from translate.units import State, TermMatch, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # of 2.1 as well
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OURS = "yelema"
_STATES = {State.NEW: "initial", State.DRAFT: "translated", State.REVIEWED: "reviewed", State.FINAL: "final"}
_FROM_STATE = {name: state for state, name in _STATES.items()}
_CATEGORIES = ("yelema-check", "yelema-about", "yelema-title")
_TYPES = {
    "emphasis": ("fmt", "xlf:i"), "strong": ("fmt", "xlf:b"), "break": ("fmt", "xlf:lb"), "link": ("link", ""),
    "superscript": ("fmt", "yelema:superscript"), "subscript": ("fmt", "yelema:subscript"),
    "code": ("fmt", "yelema:code"),
}
_ELEMENTS = {
    "emphasis": "em", "strong": "strong", "superscript": "sup", "subscript": "sub", "code": "code", "break": "br",
}
_CONTROL = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])")
_RUNNING = frozenset({"source", "target", "note", "data", "meta", "term", "translation"})


def write(documents: Sequence[Document]) -> bytes:
    """One `<file>` for every article, one `<unit>` with one `<segment>` for every unit; all in one target language."""
    from lxml import etree

    languages = {document.draft.language for document in documents}
    if len(languages) != 1:
        raise InterchangeError("XLIFF 2.1 holds one target language a file; choose one with --to")
    names = {None: NAMESPACE, "mtc": MATCHES, "gls": GLOSSARY, "mda": METADATA}
    root = etree.Element(
        f"{{{NAMESPACE}}}xliff", version="2.1", srcLang=SOURCE.code, trgLang=languages.pop(), nsmap=names
    )
    root.set(_SPACE, "preserve")
    for document in [one for one in documents if one.draft.units] or documents:  # a <file> has a unit at least
        slug = document.draft.article
        file = _add(root, "file", id=slug, original=slug)
        notes = _add(file, "notes")
        _add(notes, "note", one_line(document.article.title or document.draft.title or slug), category="yelema-title")
        for unit in document.draft.units:
            _add_unit(file, unit)
    return serialise(root, _RUNNING)


def read(data: bytes, name: str) -> Iterator[Returned]:
    """The units of every `<file>`, in order; the segments a tool made of one of ours are joined again."""
    root = parse(data, name)
    if local(root) != "xliff" or not any(True for _ in children(root, "file")):
        raise InterchangeError(f"{name}:1: no XLIFF 2 file; export it again")
    language = root.get("trgLang") or ""
    for file in children(root, "file"):
        article = file.get("original") or file.get("id") or ""
        for unit in file.iter():
            if local(unit) == "unit":
                yield _returned(unit, article, language)


def recognises(data: bytes, name: str) -> bool:
    """Whether the root element is `<xliff>` of version 2."""
    return looks_like(data, "xliff") and b"document:2." in data[:4096].replace(b"\0", b"")


def _add_unit(file: Any, unit: Unit) -> None:
    segment = unit.segment
    spans = dict(enumerate(segment.spans, start=1))
    element = _add(file, "unit", id=segment.id, name=segment.id, type=f"yelema:{segment.kind}")
    if unit.target:
        _add_match(element, unit)
    _add_glossary(element, unit.terms)
    group = _add(_add(element, f"{{{METADATA}}}metadata"), f"{{{METADATA}}}metaGroup", category=_OURS)
    _add(group, f"{{{METADATA}}}meta", fingerprint(unit), type="base")
    notes = _add(element, "notes")
    if unit.note:
        _add(notes, "note", unit.note, category="reviewer", appliesTo="target")
    for line in about.checks(unit):
        _add(notes, "note", one_line(line), category="yelema-check", appliesTo="target", priority="1")
    for line in about.facts(unit):
        _add(notes, "note", one_line(line), category="yelema-about", appliesTo="source", priority="5")
    if not len(notes):
        element.remove(notes)
    if spans:
        _add_original_data(element, spans)
    part = _add(element, "segment", id="s1", state=_STATES[unit.state])
    _fill(_add(part, "source"), codes_in(to_tagged(segment.text, segment.spans)), spans)
    if unit.target:
        _fill(_add(part, "target"), codes_in(unit.target), spans)


def _add_match(element: Any, unit: Unit) -> None:
    """Where a text that nobody has approved comes from: the model, with its confidence, or the memory."""
    kind = "mt" if unit.origin.startswith("mt:") else "tm" if unit.origin.startswith("memory:") else ""
    if not kind or unit.state.is_human:
        return
    matches = _add(element, f"{{{MATCHES}}}matches")
    match = _add(matches, f"{{{MATCHES}}}match", ref="#s1", type=kind, origin=unit.origin)
    percent = unit.origin.removeprefix("memory:fuzzy(").rstrip(")")
    if percent.isdecimal():
        match.set("similarity", percent)
    if unit.confidence is not None:
        match.set("matchQuality", str(unit.confidence))
    source = unit.previous_source or to_tagged(unit.segment.text, unit.segment.spans)
    _fill(_add(match, "source"), codes_in(source), {})
    _fill(_add(match, "target"), codes_in(unit.target), {})


def _add_glossary(element: Any, terms: Sequence[TermMatch]) -> None:
    known = {term.entry: term for term in terms if term.targets}
    if not known:
        return
    glossary = _add(element, f"{{{GLOSSARY}}}glossary")
    for term in known.values():
        entry = _add(glossary, f"{{{GLOSSARY}}}glossEntry")
        _add(entry, f"{{{GLOSSARY}}}term", term.entry)
        for target in term.targets:
            _add(entry, f"{{{GLOSSARY}}}translation", target)


def _add_original_data(element: Any, spans: dict[int, Span]) -> None:
    """What the codes stand for, as HTML, for tools that show it."""
    data = _add(element, "originalData")
    for number, span in spans.items():
        name = _ELEMENTS.get(span.kind, "a" if span.kind == "link" else span.kind)
        href = f' href="{span.href}"' if span.href else ""
        if span.start == span.end:
            _add(data, "data", f"<{name}{href}/>", id=f"d{number}")
        else:
            _add(data, "data", f"<{name}{href}>", id=f"d{number}")
            _add(data, "data", f"</{name}>", id=f"d{number}e")


def _fill(element: Any, nodes: Nodes, spans: dict[int, Span]) -> None:
    """Text and codes into an element: `pc` for a pair, `ph` for an empty one, `sc`, `ec` for a lone half."""
    kinds: dict[str, set[str]] = {}
    for code in _codes(nodes):
        kinds.setdefault(code.id, set()).add(code.kind)
    _fill_with(element, nodes, spans, {name for name, found in kinds.items() if found == {"open", "close"}})


def _fill_with(element: Any, nodes: Nodes, spans: dict[int, Span], complete: set[str]) -> None:
    last = None
    for node in nodes:
        if isinstance(node, str):
            last = _put_text(element, last, node)
            continue
        last = _add(element, {"pair": "pc", "empty": "ph", "open": "sc", "close": "ec"}[node.kind])
        if node.kind == "close" and node.id in complete:
            last.set("startRef", node.id)
        else:
            last.set("id", node.id)
            if node.kind in ("open", "close") and node.id not in complete:
                last.set("isolated", "yes")
        if span := spans.get(node.number):
            _describe(last, node.kind, node.number, span)
        _fill_with(last, node.inside, spans, complete)


def _put_text(element: Any, last: Any, text: str) -> Any:
    """Append a text behind `last`; control characters become `<cp>`. Returns the last child."""
    for part in _CONTROL.split(text):
        if _CONTROL.fullmatch(part):
            last = _add(element, "cp", hex=f"{ord(part):04X}")
        elif last is None:
            element.text = (element.text or "") + xml_text(part)
        else:
            last.tail = (last.tail or "") + xml_text(part)
    return last


def _codes(nodes: Nodes) -> Iterator[Code]:
    for node in nodes:
        if not isinstance(node, str):
            yield node
            yield from _codes(node.inside)


def _describe(code: Any, kind: str, number: int, span: Span) -> None:
    """Type and original data of a code, as far as the source has the like."""
    type_, sub = _TYPES.get(span.kind, ("other", ""))
    code.set("type", type_)
    if sub:
        code.set("subType", sub)
    paired = span.end > span.start
    if kind == "pair" and paired:
        code.set("dataRefStart", f"d{number}")
        code.set("dataRefEnd", f"d{number}e")
    elif kind != "pair":
        code.set("dataRef", f"d{number}e" if kind == "close" and paired else f"d{number}")


def _returned(unit: Any, article: str, language: str) -> Returned:
    name = unit.get("id") or ""
    segments = [part for part in unit if local(part) in ("segment", "ignorable")]
    sources, targets, states = [], [], []
    for part in segments:
        source, target = child(part, "source"), child(part, "target")
        sources.append(tagged_of(pieces(source, _tags)) if source is not None else "")
        targets.append(tagged_of(pieces(target, _tags)) if target is not None else "")
        if local(part) == "segment":
            states.append(_FROM_STATE.get(part.get("state") or "initial", State.NEW))
        elif target is None and any(targets):
            targets[-1] = sources[-1]  # what stands between two sentences, such as a space
    target_text = "".join(targets)
    state = min(states, key=list(State).index, default=State.NEW)
    if target_text.strip() and state is State.NEW:
        state = State.DRAFT
    return Returned(
        place=f"line {unit.sourceline}, unit {name[:40] or '?'}",
        source="".join(sources),
        target=target_text,
        id=name,
        article=article,
        language=language,
        state=state if target_text else State.NEW,
        note="\n".join(
            note.text or "" for notes in children(unit, "notes") for note in children(notes, "note")
            if note.get("category") not in _CATEGORIES and note.text
        ),
        base=next((
            meta.text for data in children(unit, "metadata") for group in children(data, "metaGroup")
            if group.get("category") == _OURS for meta in children(group, "meta") if meta.get("type") == "base"
        ), None),
    )


def _tags(element: Any) -> Markup:
    name = local(element)
    if name == "cp":
        return Markup(text=_character(element.get("hex") or ""))
    number = tag_number(element.get("startRef") or element.get("id"))
    if name == "pc" and number:
        return Markup(f"<{number}>", f"</{number}>", True)
    if name in ("pc", "mrk"):
        return Markup(inside=True)
    if not number or name in ("sm", "em"):
        return Markup()
    return Markup({"sc": f"<{number}>", "ec": f"</{number}>"}.get(name, f"<{number}/>"))


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _add(parent: Any, name: str, text: str = "", /, **attributes: str) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, name if name.startswith("{") else f"{{{NAMESPACE}}}{name}")
    for key, value in attributes.items():
        element.set(key, xml_text(value))
    if text:
        element.text = xml_text(text)
    return element


FORMAT = Format("xliff2", ".xliff", "XLIFF 2.1, for Swordfish, Okapi, …", write, read, recognises)
