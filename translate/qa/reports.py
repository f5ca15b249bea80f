"""Findings for other programs: JSON, SARIF 2.1.0 and JUnit XML.

SARIF: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, written as plain
JSON; code-review sites show it beside the lines of the drafts. JUnit: what build servers
read; a draft is a test suite, a segment a test case, and only errors make it fail.
"""

from __future__ import annotations

import hashlib
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from translate import __version__
from translate.qa import CHECKS, TOGETHER, Check
from translate.qa.consistency import TogetherCheck
from translate.qa.inspection import Inspection, Spot

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(inspection: Inspection) -> str:
    """Everything found, with totals, as one JSON object."""
    findings = [
        {
            "article": spot.article,
            "language": spot.language,
            "file": str(spot.file),
            "line": spot.line,
            "segment": spot.segment,
            "number": spot.number,
            "state": spot.state,
            "code": spot.finding.code,
            "severity": spot.finding.severity,
            "message": spot.finding.message,
            "source": spot.source,
            "target": spot.target,
        }
        for spot in inspection.spots
    ]
    return _dumped({
        "findings": findings,
        "totals": inspection.counts(),
        "checks": inspection.codes(),
        "drafts": len(inspection.drafts),
        "segments": inspection.segments,
        "unreadable": inspection.unreadable,
    })


def as_sarif(inspection: Inspection) -> str:
    """The findings as a SARIF 2.1.0 log with one run."""
    rules = [_rule(row) for row in CHECKS] + [_rule(row) for row in TOGETHER]
    place = {rule["id"]: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "yelema", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not inspection.unreadable,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": message}} for message in inspection.unreadable
                ],
            }
        ],
        "results": [_result(spot, place[spot.finding.code]) for spot in inspection.spots],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(row: Check | TogetherCheck) -> dict[str, Any]:
    return {
        "id": row.code,
        "shortDescription": {"text": row.meaning},
        "defaultConfiguration": {"level": _LEVELS[row.severity]},
    }


def _result(spot: Spot, rule: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(spot.file)}}
    if spot.line:
        location["region"] = {"startLine": spot.line}
    mark = f"{spot.article}\0{spot.language}\0{spot.segment}\0{spot.finding.code}\0{spot.finding.message}"
    return {
        "ruleId": spot.finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[spot.finding.severity],
        "message": {"text": f"{spot.finding.message} [{spot.language} {spot.segment}] {spot.target}".rstrip()},
        "locations": [{"physicalLocation": location, "logicalLocations": [{"name": spot.segment}]}],
        "partialFingerprints": {"finding/v1": hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()[:32]},
    }


def _uri(path: Path) -> str:
    """A file as a URI: relative to where the command runs, where it can be."""
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_uri()
    return quote(path.as_posix())


def as_junit(inspection: Inspection) -> str:
    """The findings as JUnit XML: a suite a draft, a case a segment with findings, one passing case for the rest."""
    by_draft: dict[Path, dict[str, list[Spot]]] = defaultdict(dict)
    for spot in inspection.spots:
        by_draft[spot.file].setdefault(spot.segment, []).append(spot)
    suites = ElementTree.Element("testsuites", name="tk check")
    for path in inspection.drafts:
        cases = by_draft.get(path, {})
        failed = sum(any(spot.finding.severity == "error" for spot in spots) for spots in cases.values())
        suite = ElementTree.SubElement(
            suites, "testsuite", name=_xml(path), tests=str(max(1, len(cases))), failures=str(failed), errors="0"
        )
        if not cases:
            ElementTree.SubElement(suite, "testcase", classname=_xml(path), name="no findings")
        for segment, spots in cases.items():
            case = ElementTree.SubElement(suite, "testcase", classname=_xml(path), name=_xml(segment))
            told = [f"{spot.finding.severity} {spot.finding.code}: {spot.finding.message}" for spot in spots]
            text = _xml("\n".join([*told, f"source: {spots[0].source}", f"target: {spots[0].target}"]))
            worst = spots[0].finding
            if worst.severity == "error":
                failure = ElementTree.SubElement(case, "failure", type=worst.code, message=_xml(worst.message))
                failure.text = text
            else:
                ElementTree.SubElement(case, "system-out").text = text
    for message in inspection.unreadable:
        suite = ElementTree.SubElement(
            suites, "testsuite", name="unreadable drafts", tests="1", failures="0", errors="1"
        )
        case = ElementTree.SubElement(suite, "testcase", classname="unreadable drafts", name="read")
        ElementTree.SubElement(case, "error", type="unreadable", message=_xml(message))
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode")


def _xml(value: object) -> str:
    """Text without the characters XML cannot hold."""
    return _NOT_XML.sub("\ufffd", str(value))


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
