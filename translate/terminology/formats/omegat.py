"""OmegaT glossaries: French, a translation and a comment between tabs, no header, UTF-8.

    # Glossary in tab-separated format -*- coding: utf-8 -*-
    ONU<TAB>ООН<TAB>Organisation des Nations unies

One line a pair of terms; lines of the same French term are one concept, in their order.
The language of the second column stands nowhere in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from translate.languages import LANGUAGES, SOURCE
from translate.terminology.concept import Concept, Problem, variants
from translate.terminology.csvfile import is_comment

_HEADER = "# Glossary in tab-separated format -*- coding: utf-8 -*-"
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_BAMBARA = re.compile("[ɛɔɲŋƐƆƝŊ]")


def read_omegat(text: str, name: str, target: str | None) -> Iterator[Concept | Problem]:
    """The concepts of a glossary; the target language by `target`, else the file's name, else its letters."""
    lines_in = enumerate(text.split("\n"), 1)
    rows = [(n, line.split("\t")) for n, line in lines_in if line.strip() and not is_comment(line)]
    code = target or _language_in(PurePath(name).name) or _language_of(" ".join(row[1] for _, row in rows if row[1:]))
    if code is None:
        yield Problem(
            name, 1, "language",
            "nothing says which language the second column is in; name the file after it (house.en.txt), or import "
            "with --to",
        )
        return
    groups: dict[tuple[str, ...], dict[str, list[str]]] = {}  # French → translation → comments
    lines: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        if len(row) < 2:
            yield Problem(name, line, "cells", "no tab on this line; put one between the term and its translation")
            continue
        source = variants(row[0])
        if not source:
            yield Problem(name, line, "no-source", "no French term before the tab; fill it in or delete the line")
            continue
        lines.setdefault(source, line)
        comments = groups.setdefault(source, {})
        for term in variants(row[1]) or ("",):
            comments.setdefault(term, []).extend(cell for part in row[2:] if (cell := part.strip()))
    for source, comments, line in _joined(groups, lines):
        notes = dict.fromkeys(comment for cell in comments.values() for comment in cell)
        terms = tuple(term for term in comments if term)
        yield Concept(
            source, {code: terms} if terms else {}, note="; ".join(notes), file=name, line=line
        )


def _joined(
    groups: dict[tuple[str, ...], dict[str, list[str]]], lines: dict[tuple[str, ...], int]
) -> list[tuple[tuple[str, ...], dict[str, list[str]], int]]:
    """French terms that stand below each other with the same translations and comments are one concept."""
    joined: list[tuple[tuple[str, ...], dict[str, list[str]], int]] = []
    for source, comments in groups.items():
        if joined and list(joined[-1][1].items()) == list(comments.items()) and any(comments):
            joined[-1] = (joined[-1][0] + source, comments, joined[-1][2])
        else:
            joined.append((source, comments, lines[source]))
    return joined


def write_omegat(concepts: Sequence[Concept], target: str) -> tuple[bytes, list[str]]:
    """A glossary for projects from French into `target`, and what it cannot hold."""
    lines = [_HEADER]
    left_out = {"forbidden": 0, "ignored": 0, "without a term": 0}
    for concept in concepts:
        kept = concept.status == "do-not-translate"
        terms = concept.terms.get(target, ())
        if concept.status in left_out:
            left_out[concept.status] += 1
        elif not terms and not kept:
            left_out["without a term"] += 1
        else:
            lines += (
                f"{source}\t{term}\t{' '.join(concept.note.split())}"
                for source in concept.sources
                for term in (terms or (source,))
            )
    name = LANGUAGES[target].name
    missing = left_out.pop("without a term")
    said = [f"{count} {status} rows are left out" for status, count in left_out.items() if count]
    if missing:
        said.append(f"{missing} rows without a term in {name} are left out")
    return ("\n".join(lines) + "\n").encode(), said


def _language_in(name: str) -> str | None:
    """The target language in a file's name: glossary.ru.txt, fr-en.utf8, house_bm.tab."""
    parts = re.split(r"[^a-z]+", name.lower())
    return next((part for part in reversed(parts) if part in LANGUAGES and part != SOURCE.code), None)


def _language_of(text: str) -> str | None:
    """Russian and Bambara show by their letters; nothing tells English from other languages."""
    letters = sum(map(str.isalpha, text))
    if len(_CYRILLIC.findall(text)) * 2 > letters:
        return "ru"
    return "bm" if len(_BAMBARA.findall(text)) * 30 > letters else None
