"""JUnit: the dialect that CI servers read, every check a case, inside its limits."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from checker.model import (
    Report,
    Result,
    Results,
)
from checker.reporters.ci import junit
from tests.reporters.ci_reports import (
    DOUBTFUL,
    EVERY,
    HONGZE,
    REFUSED,
)
from tests.reporters.printing import look, printed, table_results, tables_checked_as

# The dialect of https://github.com/testmoapp/junitxml: element -> attributes, children.
_COUNTS = {"name", "tests", "failures", "errors", "skipped", "time", "file"}


JUNIT: dict[str, tuple[set[str], set[str]]] = {
    "testsuites": (_COUNTS, {"testsuite"}),
    "testsuite": (_COUNTS, {"properties", "testcase", "system-out"}),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": (
        {"name", "classname", "file", "line", "time"},
        {"failure", "error", "skipped", "system-out"},
    ),
    "failure": ({"message", "type"}, set()),
    "error": ({"message", "type"}, set()),
    "skipped": ({"message"}, set()),
    "system-out": (set(), set()),
}


def suites(*reports: Report, **given: Any) -> list[ET.Element]:
    return list(ET.fromstring(tables_checked_as("junit", *reports, **given)))  # noqa: S314 - our own


def test_junit_keeps_to_the_dialect() -> None:
    root = ET.fromstring(tables_checked_as("junit", *EVERY, fail_on="info"))  # noqa: S314 - our own
    for element in root.iter():
        attributes, children = JUNIT[element.tag]
        assert set(element.keys()) <= attributes
        assert {child.tag for child in element} <= children
    whole = {name: int(root.attrib[name]) for name in ("tests", "failures", "errors", "skipped")}
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        assert whole[name] == len(root.findall(f".//{tag}"))
        assert whole[name] == sum(int(suite.attrib[name]) for suite in root)
    assert whole["skipped"] == len(root.findall(".//skipped"))


def test_junit_lists_every_check_under_a_name_of_its_own() -> None:
    for given, suite in zip(EVERY, suites(*EVERY), strict=True):
        names = [case.attrib["name"] for case in suite.iter("testcase")]
        assert len(set(names)) == len(names)
        (found,) = table_results(given).reports
        assert len(names) == found.coverage.checks


def test_junit_says_what_became_of_each_check() -> None:
    (suite,) = suites(HONGZE)
    assert (suite.attrib["failures"], suite.attrib["skipped"]) == ("2", "0")
    (suite,) = suites(HONGZE, fail_on="info")
    assert suite.attrib["failures"] == "3"
    (suite,) = suites(HONGZE, fail_on="never")
    assert suite.attrib["failures"] == "0"
    assert "T4-01" in "".join(suite.itertext())
    (suite,) = suites(DOUBTFUL)
    assert int(suite.attrib["skipped"]) >= 2
    (suite,) = suites(REFUSED)
    assert (suite.attrib["tests"], suite.attrib["errors"]) == ("1", "1")
    (checked,) = table_results(HONGZE).reports
    broken = replace(checked.findings[0], outcome=Result.BROKEN)
    whole = Results("0", (replace(checked, findings=(broken,), outcomes=(), causes=()),))
    assert 'errors="1"' in printed("junit", whole)


def test_junit_stays_under_its_limit() -> None:
    found = table_results(*EVERY)
    whole = printed("junit", found)
    for limit in (len(whole.encode()) * 3 // 4, 6000):
        stream = io.StringIO()
        junit.report(found, look(), stream, limit)
        text = stream.getvalue()
        assert len(text.encode()) <= limit
        assert "未" in text.rsplit("<system-out>", 1)[1]
        assert 'type="error"' in text
