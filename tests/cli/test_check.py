"""`tk check` as its user sees it: what it prints, what it exits with."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from drafts_on_disk import put, unit

from translate import qa
from translate.units import State

Run = Callable[..., Result]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Two articles, three drafts: one wrong number, one French line left, one clean."""
    put(
        tmp_path / "ecoles", "en",
        unit(1, "La commune ouvre 45 écoles.", "The municipality opens 54 schools."),
        unit(2, "Le maire salue ce choix.", "The mayor welcomes this choice."),
    )
    put(tmp_path / "ecoles", "ru", unit(1, "Le maire salue ce choix.", "Мэр приветствует этот выбор."))
    put(
        tmp_path / "pont", "en",
        unit(1, "Le pont est fermé depuis lundi.", "Le pont est fermé depuis lundi.", state=State.REVIEWED),
    )
    return tmp_path


def test_findings_name_article_language_segment_code_and_text(tk: Run, output: Path) -> None:
    result = tk("check", output, "--no-glossary")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"ecoles en  {output / 'ecoles' / 'en.po'}"
    assert lines[1].startswith("  segment s1, line ")
    assert "error   numbers      Not in the translation: 45. Check the numbers." in result.stdout
    assert "      fr  La commune ouvre 45 écoles.\n      en  The municipality opens 54 schools." in result.stdout
    assert result.stdout.index("ecoles en") < result.stdout.index("pont en")
    assert "ecoles ru" not in result.stdout
    assert lines[-2] == "3 errors, 0 warnings, 0 notes in 4 segments of 3 drafts"
    assert lines[-1] == "  numbers 2, untranslated 1"


def test_the_line_is_that_of_the_entry(tk: Run, output: Path) -> None:
    found = json.loads(tk("check", output / "pont", "--json").stdout)["findings"]
    text = (output / "pont" / "en.po").read_text(encoding="utf-8").split("\n")
    assert text[found[0]["line"] - 1] == 'msgctxt "s1"'


def test_json_has_everything(tk: Run, output: Path) -> None:
    data = json.loads(tk("check", output, "--json", "--no-glossary").stdout)
    assert data["totals"] == {"error": 3, "warning": 0, "info": 0}
    assert (data["drafts"], data["segments"], data["unreadable"]) == (3, 4, [])
    first = data["findings"][0]
    assert (first["article"], first["language"], first["segment"]) == ("ecoles", "en", "s1")
    assert (first["code"], first["severity"], first["state"]) == ("numbers", "error", "draft")


def test_sarif_has_what_the_standard_requires(tk: Run, output: Path) -> None:
    """The required properties of SARIF 2.1.0, sections 3.13, 3.14, 3.18, 3.19, 3.27, 3.29, 3.49."""
    log = json.loads(tk("check", output, "--format", "sarif", "--no-glossary").stdout)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "yelema"
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    assert all(isinstance(call["executionSuccessful"], bool) for call in run["invocations"])
    assert len(run["results"]) == 3
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert " " not in place["artifactLocation"]["uri"]
        assert place["region"]["startLine"] > 1
    prints = [result["partialFingerprints"]["finding/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_junit_fails_where_there_are_errors(tk: Run, output: Path) -> None:
    put(output / "odd", "en", unit(1, "Le maire arrive.", "The mayor\u0007 arrives at 5."))
    suites = ElementTree.fromstring(tk("check", output, "--format", "junit", "--no-glossary").stdout.encode())
    failures = {suite.get("name"): suite.get("failures") for suite in suites}
    assert failures[str(output / "ecoles" / "en.po")] == "1"
    assert failures[str(output / "ecoles" / "ru.po")] == "0"
    case = suites.find(".//testcase[@name='s1']")
    assert case is not None
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("type") == "numbers"
    assert "54 schools" in (failure.text or "")


@pytest.mark.parametrize(("which", "code"), [("ecoles/en.po", 1), ("ecoles/ru.po", 0), (".", 1)])
def test_strict_exits_1_on_errors(tk: Run, output: Path, which: str, code: int) -> None:
    assert tk("check", output / which, "--strict").exit_code == code


def test_severity_hides_milder_findings(tk: Run, tmp_path: Path) -> None:
    put(tmp_path / "a", "en", unit(1, "Il vient, dit-il.", 'He  comes, "he said".'))
    assert "typography" in tk("check", tmp_path).stdout
    result = tk("check", tmp_path, "--severity", "error")
    assert result.stdout == "0 errors, 0 warnings, 0 notes in 1 segment of 1 draft\n"


def test_a_damaged_draft_is_one_line_and_the_rest_is_checked(tk: Run, output: Path) -> None:
    bad = output / "pont" / "ru.po"
    bad.write_text('msgid "no end\n', encoding="utf-8")
    result = tk("check", output, "--strict")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"tk: {bad}:1: ")
    assert "numbers" in result.stdout
    assert json.loads(tk("check", output, "--json").stdout)["unreadable"] == [line.removeprefix("tk: ")]


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_nothing_to_check_is_said_in_one_line(tk: Run, tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "there")
    result = tk("check", tmp_path / "there")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert str(tmp_path / "there") in result.stderr


def test_backups_are_not_checked(tk: Run, output: Path) -> None:
    put(output / "pont" / "backups", "en", unit(1, "Il a 45 ans.", "He is 54."), name="en-0001-abc")
    assert json.loads(tk("check", output, "--json").stdout)["drafts"] == 3


def test_only_one_language(tk: Run, output: Path) -> None:
    data = json.loads(tk("check", output, "--json", "--to", "ru").stdout)
    assert (data["drafts"], data["findings"]) == (1, [])


def test_terms_of_a_house_glossary(tk: Run, tmp_path: Path) -> None:
    house = tmp_path / "house.csv"
    house.write_text(
        "fr,en,ru,status\nmairie,town hall,мэрия,\nmairie,mayor's office,ратуша,forbidden\n", encoding="utf-8"
    )
    put(tmp_path / "a", "en", unit(1, "La mairie est fermée.", "The mayor’s office is closed."))
    put(tmp_path / "a", "ru", unit(1, "Il va à la mairie.", "Он идёт к ратуше."))
    found = json.loads(tk("check", tmp_path / "a", "--no-glossary", "--glossary", house, "--json").stdout)["findings"]
    by_language = {
        code: {row["code"]: row for row in found if row["language"] == code} for code in ("en", "ru")
    }
    for code in ("en", "ru"):
        assert by_language[code].keys() >= {"forbidden", "glossary"}
        assert by_language[code]["forbidden"]["severity"] == "error"
    assert by_language["ru"]["forbidden"]["message"] == "“ратуше” is forbidden for “mairie”; use “мэрия”."


def test_terms_rendered_in_two_ways_across_a_batch(tk: Run, tmp_path: Path) -> None:
    house = tmp_path / "house.csv"
    house.write_text("fr,en\nmairie,town hall|city hall\n", encoding="utf-8")
    for name, term in (("a", "Town hall"), ("b", "Town hall"), ("c", "City hall")):
        target = f"{term} is closed."
        put(tmp_path / name, "en", unit(1, "La mairie est fermée.", target))
    folders = [tmp_path / name for name in "abc"]
    found = json.loads(tk("check", *folders, "--glossary", house, "--json").stdout)["findings"]
    (one,) = (row for row in found if row["code"] == "term-varies")
    assert one["article"] == "c"
    assert one["message"] == "“mairie” is “city hall” in this article and “town hall” in 2 others: settle on one."


def test_needs_no_model_and_no_torch(output: Path) -> None:
    program = (
        "import sys, click.testing, tk\n"
        f"result = click.testing.CliRunner().invoke(tk.main, ['check', {str(output)!r}])\n"
        "assert result.exit_code == 0, result.output\n"
        "assert not {'torch', 'transformers', 'ctranslate2'} & set(sys.modules), 'a model library was loaded'\n"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


def test_every_code_that_can_be_printed_is_explained() -> None:
    for row in (*qa.CHECKS, *qa.TOGETHER):
        assert qa.meaning(row.code) == row.meaning
