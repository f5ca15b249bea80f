"""How often the QA checks notice an error planted in a good human translation.

Usage: python benchmarks/qa_planted_errors.py FOLDER

FOLDER holds parallel text, one segment a line: NAME.fr beside NAME.en, NAME.ru, NAME.bm.
Each kind of error is planted in every segment it fits; a segment where the check for it
fires before planting is left out. The other half of the picture is qa_false_alarms.py.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from pathlib import Path

from translate import qa
from translate.article import Segment
from translate.languages import TARGETS
from translate.units import Unit

Plant = Callable[[str, str, random.Random], str]
"""(source, target, random) → the target with an error, or the same text when it does not fit."""


def wrong_digit(source: str, target: str, rng: random.Random) -> str:
    digits = list(re.finditer(r"\d", target))
    if not digits:
        return target
    at = rng.choice(digits).start()
    return target[:at] + str((int(target[at]) + rng.randint(1, 8)) % 10) + target[at + 1 :]


def lost_number(source: str, target: str, rng: random.Random) -> str:
    return re.sub(r"\d[\d.,]*\d ?|\d ?", "", target, count=1)


def half_lost(source: str, target: str, rng: random.Random) -> str:
    words = target.split()
    return " ".join(words[: len(words) // 3]) if len(words) >= 12 else target


def left_french(source: str, target: str, rng: random.Random) -> str:
    french, words = source.split(), target.split()
    if len(french) < 14 or len(words) < 8:
        return target
    at = rng.randrange(len(french) - 7)
    return " ".join([*words[: len(words) // 2], *french[at : at + 7], *words[len(words) // 2 + 7 :]])


def copied(source: str, target: str, rng: random.Random) -> str:
    return source if len(source.split()) > 4 else target


def loop(source: str, target: str, rng: random.Random) -> str:
    words = target.split()
    if len(words) < 6:
        return target
    size = rng.randint(1, 4)
    return " ".join(words[:4] + words[4 : 4 + size] * 5)


def look_alike(source: str, target: str, rng: random.Random) -> str:
    pairs = {"а": "a", "о": "o", "е": "e", "ɛ": "ε", "ɔ": "о", "a": "а"}
    places = [match.start() for match in re.finditer(r"(?<=\w)[аоеɛɔa](?=\w)", target)]
    if not places:
        return target
    at = rng.choice(places)
    return target[:at] + pairs[target[at]] + target[at + 1 :]


def lost_question(source: str, target: str, rng: random.Random) -> str:
    return target.replace("?", ".") if source.rstrip("\"'»” \u00a0)").endswith("?") else target


def lost_bracket(source: str, target: str, rng: random.Random) -> str:
    return target.replace(")", "", 1)


PLANTS: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "one digit wrong": (wrong_digit, ("numbers",)),
    "a number lost": (lost_number, ("numbers",)),
    "two thirds lost": (half_lost, ("length", "numbers")),
    "seven French words left": (left_french, ("untranslated", "script")),
    "all left in French": (copied, ("untranslated", "script")),
    "a loop": (loop, ("repetition",)),
    "a look-alike letter": (look_alike, ("script", "orthography")),
    "a question mark lost": (lost_question, ("final-mark",)),
    "a bracket lost": (lost_bracket, ("pairs",)),
}


def main() -> None:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    table: dict[str, dict[str, str]] = {kind: {} for kind in PLANTS}
    names: list[str] = []
    for source_file in sorted(options.folder.glob("*.fr")):
        for language in TARGETS:
            target_file = source_file.with_suffix(f".{language}")
            if not target_file.is_file():
                continue
            names.append(f"{source_file.stem} {language}")
            sources, targets = (f.read_text("utf-8").splitlines() for f in (source_file, target_file))
            pairs = list(zip(sources, targets))
            for kind, (plant, codes) in PLANTS.items():
                table[kind][names[-1]] = noticed(pairs, language, plant, codes)
    print("| planted | " + " | ".join(names) + " |")
    print("| --- | " + " | ".join("---:" for _ in names) + " |")
    for kind, cells in table.items():
        print(f"| {kind} | " + " | ".join(cells[name] for name in names) + " |")
    print("\nPer cent noticed (of how many planted).")


def noticed(pairs: list[tuple[str, str]], language: str, plant: Plant, codes: tuple[str, ...]) -> str:
    rng = random.Random(7)
    planted = seen = 0
    for source, target in pairs:
        wrong = plant(source, target, rng)
        if wrong == target or fires(source, target, language, codes):
            continue
        planted += 1
        seen += fires(source, wrong, language, codes)
    return f"{100 * seen / planted:.1f} ({planted})" if planted else "–"


def fires(source: str, target: str, language: str, codes: tuple[str, ...]) -> bool:
    unit = Unit(Segment("s", "b", "paragraph", source.strip()), target=target.strip())
    return any(finding.code in codes for finding in qa.check(unit, language))


if __name__ == "__main__":
    main()
