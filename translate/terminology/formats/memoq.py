"""memoQ's CSV of a term base: entry columns, then for each language its definition and its terms.

    Entry_ID;Entry_Subject;…;Entry_Note;French_Def;French;Term_Info;Term_Example;English_Def;…

A language with several terms has its columns several times. `Term_Info` and `Term_Example`
belong to the term before them. Columns as in memoQ's documentation of its CSV exchange.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from translate.languages import LANGUAGES, SOURCE
from translate.terminology.concept import Concept, Problem, language_of, variants
from translate.terminology.csvfile import delimiter_of, header_line, lines_of, numbered_rows

_FORBIDDEN = "forbidden"
_INFO, _EXAMPLE, _DEFINITION = "term_info", "term_example", "_def"
_ENTRY = {"entry_subject": "kind", "entry_domain": "domain", "entry_note": "note"}


def read_memoq(text: str, name: str) -> Iterator[Concept | Problem]:
    """The concepts of an export; a concept with forbidden terms gives a second row of that status."""
    rows = numbered_rows(text, delimiter_of(header_line(text)))
    try:
        line, header = next(rows)
        columns = [cell.strip() for cell in header]
        if SOURCE.code not in map(language_of, columns):
            yield Problem(name, line, "header", "no French column; export the term base with its field names")
            return
        for line, row in rows:
            yield from _concepts(columns, row, name, line)
    except csv.Error as error:
        line = error.args[1] if len(error.args) > 1 else 1
        yield Problem(name, line, "syntax", f"{error.args[0]}; export the term base again")


def _concepts(columns: list[str], row: list[str], name: str, line: int) -> Iterator[Concept | Problem]:
    good: dict[str, list[str]] = {}
    forbidden: dict[str, list[str]] = {}
    facts: dict[str, str] = {}
    grammar: dict[str, str] = {}
    extra: dict[str, str] = {}
    code, terms = "", variants("")  # of the term column last met
    for column, cell in zip(columns, row):
        key, cell = column.lower(), cell.strip()
        if found := language_of(column) if not key.endswith(_DEFINITION) else None:
            code, terms = found, variants(cell)
            good.setdefault(code, []).extend(terms)
        elif not cell:
            continue
        elif key == _INFO:
            if _FORBIDDEN in cell.lower() and terms:
                good[code] = [term for term in good[code] if term not in terms]
                forbidden.setdefault(code, []).extend(terms)
        elif key == _EXAMPLE:
            if code == SOURCE.code:
                facts.setdefault("example", cell)
            elif code:
                grammar.setdefault(f"{code}.example", cell)
        elif key in _ENTRY:
            facts[_ENTRY[key]] = cell
        elif key.endswith(_DEFINITION) and (found := language_of(column[: -len(_DEFINITION)])):
            grammar[f"{found}.definition"] = cell
        elif key != "entry_id":
            extra[column] = cell
    sources = tuple(dict.fromkeys(good.pop(SOURCE.code, [])))
    if not sources:
        yield Problem(name, line, "no-source", "no French term in this entry; it is left out", "warning")
        return
    yield Concept(
        sources, _tidy(good), facts.get("kind", ""), domain=facts.get("domain", ""), note=facts.get("note", ""),
        grammar=grammar, extra=extra, file=name, line=line, example=facts.get("example", ""),
    )
    if terms_not_to_use := _tidy(forbidden):
        yield Concept(sources, terms_not_to_use, status="forbidden", file=name, line=line)


def _tidy(terms: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {code: tuple(dict.fromkeys(cell)) for code, cell in terms.items() if cell}


def write_memoq(concepts: Sequence[Concept]) -> tuple[bytes, list[str]]:
    """An export as memoQ imports it (semicolons, UTF-8 with its mark), and what it cannot hold."""
    rows = [concept for concept in concepts if concept.status != "ignored"]
    used = [code for code in LANGUAGES if code == SOURCE.code or any(code in concept.terms for concept in rows)]
    width = {code: max((len(_terms(concept, code)) for concept in rows), default=1) or 1 for code in used}
    header = ["Entry_ID", "Entry_Subject", "Entry_Domain", "Entry_Note"]
    for code in used:
        name = LANGUAGES[code].name
        header += [f"{name}_Def", *[name, "Term_Info", "Term_Example"] * width[code]]
    lines = []
    for number, concept in enumerate(rows):
        line = [str(number), concept.kind, concept.domain, concept.note]
        for code in used:
            example = concept.example if code == SOURCE.code else concept.grammar.get(f"{code}.example", "")
            line.append(concept.grammar.get(f"{code}.definition", ""))
            terms = _terms(concept, code)
            info = "Forbidden" if concept.status == "forbidden" and code != SOURCE.code else ""
            for n in range(width[code]):
                line += [terms[n], info, example if n == 0 else ""] if n < len(terms) else ["", "", ""]
        lines.append(line)
    left = sum(concept.status == "ignored" for concept in concepts)
    kept = {"definition", "example"}
    lost = dict.fromkeys(
        name for concept in concepts for name in concept.cells
        if name in ("pos", "source") or name in concept.extra
        or (name in concept.grammar and name.split(".", 1)[1] not in kept)
    )
    said = [f"{left} ignored rows are left out"] if left else []
    if lost:
        said.append(f"columns that memoQ has no field for are left out: {', '.join(lost)}")
    return lines_of([header, *lines], ";", "\r\n").encode("utf-8-sig"), said


def _terms(concept: Concept, code: str) -> tuple[str, ...]:
    if code == SOURCE.code:
        return concept.sources
    terms = concept.terms.get(code, ())
    return concept.sources[:1] if concept.status == "do-not-translate" and not terms else terms
