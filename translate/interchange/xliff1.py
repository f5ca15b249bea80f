"""XLIFF 1.2 (OASIS Standard, 2008): what OmegaT, Trados, memoQ, Phrase, Poedit, Virtaal and Weblate read.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from translate import __version__
from translate.errors import InterchangeError
from translate.ingest.ooxml import child, children, local
from translate.interchange import about
from translate.interchange.base import Document, Format, Returned, fingerprint
from translate.interchange.inline import Code, Markup, Nodes, codes_in, pieces, tag_number, tagged_of
from translate.interchange.xml import looks_like, one_line, parse, serialise
from translate.languages import SOURCE
from translate.markup import to_tagged
from translate.terminology.formats.text import xml_text
from translate.units import State, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "x-yelema-base"
_OURS = "yelema"
_REVIEWER = "reviewer"
_STATES = {
    State.NEW: "new", State.DRAFT: "needs-review-translation", State.REVIEWED: "signed-off",
    State.FINAL: "final",
}
_FROM_STATE = {
    "translated": State.REVIEWED, "signed-off": State.REVIEWED, "final": State.FINAL, "new": State.NEW,
} | dict.fromkeys(
    ("needs-translation", "needs-adaptation", "needs-l10n", "needs-review-adaptation", "needs-review-l10n",
     "needs-review-translation"),
    State.DRAFT,
)
_CTYPES = {"emphasis": "italic", "strong": "bold", "link": "link", "break": "lb"}
_RUNNING = frozenset({"source", "target", "note", "context"})


def write(documents: Sequence[Document]) -> bytes:
    """One `<file>` for every draft, one `<trans-unit>` for every unit."""
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}xliff", version="1.2", nsmap={None: NAMESPACE})
    for document in documents:
        _add_file(root, document)
    return serialise(root, _RUNNING)


def read(data: bytes, name: str) -> Iterator[Returned]:
    """The `<trans-unit>`s of every `<file>`, in order."""
    root = parse(data, name)
    if local(root) != "xliff" or not any(True for _ in children(root, "file")):
        raise InterchangeError(f"{name}:1: no XLIFF 1.2 file; export it again")
    for file in children(root, "file"):
        article, language = file.get("original") or "", file.get("target-language") or ""
        for unit in file.iter():
            if local(unit) == "trans-unit":
                yield _returned(unit, article, language)


def recognises(data: bytes, name: str) -> bool:
    """Whether the root element is `<xliff version="1.…">`."""
    return looks_like(data, "xliff") and b"document:2." not in data[:4096].replace(b"\0", b"")


def _add_file(root: Any, document: Document) -> None:
    draft = document.draft
    file = _add(
        root, "file", original=draft.article, **{"source-language": SOURCE.code, "target-language": draft.language},
        datatype="plaintext", **{"tool-id": _OURS},
    )
    file.set(_SPACE, "preserve")
    header = _add(file, "header")
    _add(header, "tool", **{"tool-id": _OURS, "tool-name": "Yɛlɛma", "tool-version": __version__})
    _add(header, "note", one_line(document.article.title or draft.title), **{"from": _OURS})
    body = _add(file, "body")
    for unit in draft.units:
        _add_unit(body, unit, draft.language)


def _add_unit(body: Any, unit: Unit, language: str) -> None:
    segment = unit.segment
    kinds = {number: span.kind for number, span in enumerate(segment.spans, start=1)}
    element = _add(body, "trans-unit", id=segment.id, restype=f"x-{segment.kind.replace('_', '-')}")
    if unit.state.is_human:
        element.set("approved", "yes")
    element.set(_SPACE, "preserve")
    _fill(_add(element, "source"), codes_in(to_tagged(segment.text, segment.spans)), kinds)
    # An empty target as well: some tools fill in only targets that are there.
    target = _add(element, "target", state=_STATES[unit.state])
    target.set(_LANG, language)
    if qualifier := _qualifier(unit):
        target.set("state-qualifier", qualifier)
    _fill(target, codes_in(unit.target), kinds)
    context = _add(element, "context-group", purpose="information")
    _add(context, "context", fingerprint(unit), **{"context-type": _BASE})
    if unit.note:
        _add(element, "note", unit.note, **{"from": _REVIEWER}, annotates="target")
    for line in about.checks(unit):
        _add(element, "note", one_line(line), **{"from": _OURS}, annotates="target", priority="1")
    for line in (*about.terms(unit), *about.facts(unit)):
        _add(element, "note", one_line(line), **{"from": _OURS}, annotates="source", priority="5")
    if unit.previous_source:
        _add_previous(element, unit, language)


def _add_previous(element: Any, unit: Unit, language: str) -> None:
    """The sentence that the text was made for, as a match: CAT tools show the difference."""
    match = _add(element, "alt-trans", alttranstype="previous-version", origin=_OURS)
    percent = unit.origin.removeprefix("memory:fuzzy(").rstrip(")")
    if percent.isdecimal():
        match.set("match-quality", percent)
    _fill(_add(match, "source"), codes_in(unit.previous_source), {})
    target = _add(match, "target")
    target.set(_LANG, language)
    _fill(target, codes_in(unit.target), {})


def _fill(element: Any, nodes: Nodes, kinds: dict[int, str]) -> None:
    """Text and codes into an element: `g` for a pair, `x` for an empty one, `bx`, `ex` for a lone half."""
    last = None
    for node in nodes:
        if isinstance(node, str):
            text = xml_text(node)
            if last is None:
                element.text = (element.text or "") + text
            else:
                last.tail = (last.tail or "") + text
            continue
        name = {"pair": "g", "empty": "x", "open": "bx", "close": "ex"}[node.kind]
        last = _add(element, name, id=_code_id(node))
        if node.kind in ("open", "close"):
            last.set("rid", node.id)
        if node.kind != "close" and (kind := kinds.get(node.number)):
            ctype = _CTYPES.get(kind, f"x-{kind}")
            usual = ("bold", "italic", "link") if node.kind == "pair" else ("lb",)
            last.set("ctype", ctype if ctype in usual or ctype.startswith("x-") else f"x-{kind}")
        _fill(last, node.inside, kinds)


def _code_id(code: Code) -> str:
    return f"{code.id}e" if code.kind == "close" else code.id


def _returned(element: Any, article: str, language: str) -> Returned:
    name = element.get("id") or ""
    source, target = child(element, "source"), child(element, "target")
    text = tagged_of(pieces(target, _tags)) if target is not None else ""
    return Returned(
        place=f"line {element.sourceline}, unit {name[:40] or '?'}",
        source=tagged_of(pieces(source, _tags)) if source is not None else "",
        target=text,
        id=name,
        article=article,
        language=(target.get(_LANG) if target is not None else None) or language,
        state=_state(element, target) if text else State.NEW,
        note="\n".join(
            note.text or "" for note in children(element, "note") if (note.get("from") or "") != _OURS and note.text
        ),
        base=next((
            context.text for group in children(element, "context-group") for context in children(group, "context")
            if context.get("context-type") == _BASE
        ), None),
    )


def _state(element: Any, target: Any) -> State:
    """How far the unit has come; `approved` and `state` are set by different tools, the one that says more counts."""
    said = _FROM_STATE.get(target.get("state") or "")
    if (element.get("approved") or "").lower() == "yes":
        return State.FINAL if said is State.FINAL else State.REVIEWED
    return said or State.DRAFT


def _tags(element: Any) -> Markup:
    name = local(element)
    number = tag_number(element.get("rid") or element.get("id"))
    if name == "g" and number:
        return Markup(f"<{number}>", f"</{number}>", True)
    if name in ("g", "mrk", "sub"):
        return Markup(inside=True)
    if not number:
        return Markup()
    if name in ("bx", "bpt") or (name == "it" and element.get("pos") == "open"):
        return Markup(f"<{number}>")
    if name in ("ex", "ept") or (name == "it" and element.get("pos") == "close"):
        return Markup(f"</{number}>")
    return Markup(f"<{number}/>")


def _add(parent: Any, name: str, text: str = "", /, **attributes: str) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    for key, value in attributes.items():
        element.set(key, xml_text(value))
    if text:
        element.text = xml_text(text)
    return element


def _qualifier(unit: Unit) -> str:
    if unit.origin.startswith("mt:"):
        return "mt-suggestion"
    if unit.origin.startswith("memory:fuzzy"):
        return "fuzzy-match"
    return "exact-match" if unit.origin == "memory:exact" else ""


FORMAT = Format("xliff", ".xlf", "XLIFF 1.2, for OmegaT, Trados, memoQ, Poedit, …", write, read, recognises)
