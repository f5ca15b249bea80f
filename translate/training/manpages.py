"""Paragraphs of a manual page, so that two translations of it can be laid side by side.

po4a fills the paragraphs of the English page one by one with translations, so all
translations of one version have the same sections, each with the same paragraphs. Only
pages in the `man` macros are read (those in `mdoc` have none of `.TH`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_FONTS = {"B", "I", "R", "BR", "BI", "RB", "RI", "IB", "IR", "SM", "SB"}
_SECTIONS = {"SH", "SS"}
_AS_THEY_STAND = {"nf": "fi", "EX": "EE", "TS": "TE", "EQ": "EN", "ig": ".", "de": "."}
_ARGUMENT = re.compile(r'"((?:[^"]|"")*)"|(\S+)')
_ESCAPES = [
    (re.compile(r"\\f(?:\[[^\]]*\]|\(..|.)|\\s[-+]?\d|\\[&|^)/,%:]|\\m\[[^\]]*\]"), ""),
    (re.compile(r"\\[ ~0]"), " "),
    (re.compile(r"\\-"), "-"),
    (re.compile(r"\\(?:\(aq|\[aq\]|')"), "'"),
    (re.compile(r"\\(?:\(dq|\[dq\]|\(lq|\[lq\]|\(rq|\[rq\])"), '"'),
    (re.compile(r"\\(?:\(Fo|\[Fo\])"), "«"),
    (re.compile(r"\\(?:\(Fc|\[Fc\])"), "»"),
    (re.compile(r"\\(?:\(em|\[em\]|\(en|\[en\])"), "–"),
    (re.compile(r"\\(?:\(bu|\[bu\])"), "•"),
    (re.compile(r"\\\""), '"'),
]


class Paragraph(NamedTuple):
    """A paragraph as plain text (empty where it cannot be made plain). kind: text, tag or the section macro."""

    kind: str
    text: str


def sections(page: str) -> list[list[Paragraph]]:
    """The sections of a manual page; none when it does not use the `man` macros."""
    if not re.search(r"^\.TH\b", page, re.MULTILINE):
        return []
    found: list[list[Paragraph]] = []
    for paragraph in _paragraphs(page.split("\n")):
        if paragraph.kind in _SECTIONS or not found:
            found.append([])
        found[-1].append(paragraph)
    return found


def side_by_side(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The paragraphs of two translations of one page, where a section has as many of each kind in both."""
    for left, right in zip(sections(one), sections(other)):
        if [paragraph.kind for paragraph in left] == [paragraph.kind for paragraph in right]:
            for first, second in zip(left, right):
                if first.text and second.text:
                    yield first.text, second.text


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    words: list[str] = []
    tag_next = False
    end = ""  # the macro that ends text to be left as it stands
    for line in lines:
        macro = line[1:].split(" ", 1)[0].strip() if line.startswith((".", "'")) else ""
        if end:
            if macro == end or (end == "." and line.startswith("..")):
                end = ""
            continue
        if line.startswith(('.\\"', "'\\\"", "\\\"")):
            continue
        if (macro and macro not in _FONTS) or not line.strip():
            if words:
                yield Paragraph("text", _plain(" ".join(words)))
                words = []
            end = _AS_THEY_STAND.get(macro, "")
            if macro in _SECTIONS:
                yield Paragraph(macro, _plain(" ".join(_arguments(line))))
            elif macro == "IP" and (arguments := _arguments(line)):
                yield Paragraph("tag", _plain(arguments[0]))
            tag_next = macro in ("TP", "TQ")
            continue
        text = _font_text(line, macro) if macro else line
        if tag_next:
            yield Paragraph("tag", _plain(text))
            tag_next = False
        else:
            words.append(text)
    if words:
        yield Paragraph("text", _plain(" ".join(words)))


def _font_text(line: str, macro: str) -> str:
    """The words of a line such as `.BR man (1)`: with two fonts they join, with one they keep their spaces."""
    return ("" if len(macro) == 2 and macro not in ("SM", "SB") else " ").join(_arguments(line))


def _arguments(line: str) -> list[str]:
    rest = line[1:].split(" ", 1)
    return [
        (quoted or bare).replace('""', '"') for quoted, bare in _ARGUMENT.findall(rest[1] if len(rest) > 1 else "")]


def _plain(text: str) -> str:
    for pattern, replacement in _ESCAPES:
        text = pattern.sub(replacement, text)
    text = text.replace("\\e", "\\\0")
    if re.search(r"\\(?!\0)", text):
        return ""
    return " ".join(text.replace("\0", "").split())
