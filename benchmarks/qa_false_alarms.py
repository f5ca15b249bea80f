"""How often each QA check fires on good human translations: its false alarms, per language.

Usage: python benchmarks/qa_false_alarms.py FOLDER [--typography] [--show CODE]

FOLDER holds parallel text, one segment a line: NAME.fr beside NAME.en, NAME.ru, NAME.bm.
Every finding counts as a false alarm, though some point at real slips of the translators,
so the numbers are upper bounds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from translate import qa, typography
from translate.article import Segment
from translate.languages import TARGETS
from translate.units import Unit


def main() -> None:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--typography", action="store_true", help="set the references as we print first")
    parser.add_argument("--show", metavar="CODE", help="print the lines where this check fires")
    parser.add_argument("--only", default="", help="only the sets whose name begins so")
    options = parser.parse_args()
    columns: dict[str, Counter[str]] = {}
    sizes: dict[str, int] = {}
    for source_file in sorted(options.folder.glob(f"{options.only}*.fr")):
        for language in TARGETS:
            target_file = source_file.with_suffix(f".{language}")
            if not target_file.is_file():
                continue
            name = f"{source_file.stem} {language}"
            columns[name], sizes[name] = count(source_file, target_file, language, options)
    if options.show:
        return
    print("| check | severity | " + " | ".join(columns) + " |")
    print("| --- | --- | " + " | ".join("---:" for _ in columns) + " |")
    for row in qa.CHECKS:
        rates = [f"{100 * columns[name][row.code] / sizes[name]:.2f}" for name in columns]
        print(f"| {row.code} | {row.severity} | " + " | ".join(rates) + " |")
    rates = [f"{100 * columns[name]['any error'] / sizes[name]:.2f}" for name in columns]
    print("| any error | | " + " | ".join(rates) + " |")
    print("\nPer cent of segments. Segments: " + ", ".join(f"{name} {size}" for name, size in sizes.items()))


def count(
    source_file: Path, target_file: Path, language: str, options: argparse.Namespace
) -> tuple[Counter[str], int]:
    """Segments with at least one finding, by code, and the number of segments."""
    fired: Counter[str] = Counter()
    sources = source_file.read_text(encoding="utf-8").splitlines()
    targets = target_file.read_text(encoding="utf-8").splitlines()
    for number, (source, target) in enumerate(zip(sources, targets), start=1):
        if options.typography:
            target = typography.apply(target, language)
        unit = Unit(Segment(str(number), "b", "paragraph", source.strip()), target=target.strip())
        findings = qa.check(unit, language)
        fired.update({finding.code for finding in findings})
        fired["any error"] += any(finding.severity == "error" for finding in findings)
        for finding in findings:
            if finding.code == options.show:
                print(f"{target_file.name}:{number}: {finding.message}\n  {source}\n  {target}")
    return fired, len(sources)


if __name__ == "__main__":
    main()
