"""What CI reads: valid against the published schemas, inside the limits, exactly escaped."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from checker.model import (
    CellRef,
    Comparison,
    Evidence,
    Finding,
    PagePlace,
    Quote,
    Refusal,
    RefusalReason,
    Report,
    Result,
    Results,
    Severity,
    Waived,
)
from checker.reporters.ci import junit, markdown, sarif
from tests.reporters.printing import look, printed, table_results, tables_checked_as
from tests.support import schemas
from tests.support.made_outcomes import doubtful, rulebook, sample, without

if TYPE_CHECKING:
    from collections.abc import Callable

HONGZE, SHANGHAI = sample("hongze-2023"), sample("shanghai-office-2019")
YANGHE, CLEAN = sample("yanghe-2025"), sample("suqian-2023")
DOUBTFUL = doubtful(HONGZE, "t4.review.total", "0", "11")
SCAN = Refusal(RefusalReason.SCAN, "12")
REFUSED = Report("scan.pdf", "", media_type="application/pdf", refusal=SCAN)
EVERY = [HONGZE, SHANGHAI, YANGHE, CLEAN, DOUBTFUL, REFUSED, without(HONGZE, "t4.review.total")]
FORMATS = ("sarif", "junit", "github", "gitlab", "csv", "jsonl", "markdown")
SUFFIX = {"sarif": "sarif", "junit": "xml", "gitlab": "json", "markdown": "md", "github": "txt"}
BESIDE: dict[str, Any] = {"sidecars": frozenset(report.path for report in EVERY)}

# The rules of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32,64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

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


def run_of(*reports: Report, **given: Any) -> dict[str, Any]:
    whole = json.loads(tables_checked_as("sarif", *reports, **given))
    run: dict[str, Any] = whole["runs"][0]
    return run


def test_every_format_has_golden_files(golden: Callable[[str, str], None]) -> None:
    for name in FORMATS:
        suffix = SUFFIX.get(name, name)
        golden(f"ci/faulty.{suffix}", tables_checked_as(name, HONGZE, REFUSED, **BESIDE))
        golden(f"ci/faulty.en.{suffix}", tables_checked_as(name, DOUBTFUL, lang="en"))


@pytest.mark.parametrize("name", FORMATS)
def test_same_results_same_bytes(name: str) -> None:
    assert tables_checked_as(name, *EVERY) == tables_checked_as(name, *EVERY)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_streams_that_lack_characters(*, name: str, encoding: str) -> None:
    assert tables_checked_as(name, *EVERY, encoding=encoding)


# SARIF


@pytest.mark.parametrize("given", [{}, {"lang": "en"}, BESIDE, {"rules": ()}])
def test_sarif_is_valid(given: dict[str, Any]) -> None:
    schemas.sarif().validate(json.loads(tables_checked_as("sarif", *EVERY, **given)))


@pytest.mark.parametrize(
    "breakage",
    [
        {"level": "fatal"},
        {"message": {}},
        {"ruleIndex": -2},
        {"locations": [{"physicalLocation": {"region": {"startLine": 0}}}]},
        {"columnNumber": 1},
    ],
    ids=lambda one: next(iter(one)),
)
def test_the_schema_of_sarif_refuses_what_is_none(breakage: dict[str, Any]) -> None:
    whole = json.loads(tables_checked_as("sarif", HONGZE))
    assert schemas.sarif().is_valid(whole)
    whole["runs"][0]["results"][0] |= breakage
    assert not schemas.sarif().is_valid(whole)


def test_sarif_has_what_github_requires() -> None:
    run = run_of(*EVERY, **BESIDE, rules=rulebook().rules)
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("recommendation", "warning", "error")
    hashes = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
    assert len(set(hashes)) == len(hashes)
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        place = one["locations"][0]["physicalLocation"]
        assert set(place["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert not place["artifactLocation"]["uri"].startswith(("/", "file:"))
        assert len(one.get("relatedLocations", ())) <= 1000


def test_sarif_results_carry_their_evidence() -> None:
    first = run_of(HONGZE, **BESIDE)["results"][0]
    assert first["ruleId"] == "T4-01"
    assert first["properties"]["expected"] == "11"
    place = first["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "samples/hongze-2023.tables.txt"
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "t4.review.upheld"
    operand = first["relatedLocations"][0]
    assert operand["properties"]["value"] == "10"
    assert operand["properties"]["page"] == 1
    assert operand["message"]["text"].endswith("：10")


def test_sarif_paths_are_relative_references() -> None:
    odd = replace(HONGZE, path="年报 2023#1?.pdf")
    place = run_of(odd)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", place["uri"])
    assert unquote(place["uri"]) == "年报 2023#1?.pdf"
    assert sarif.uri("a:b.pdf") == "a%3Ab.pdf"
    assert sarif.uri("/srv/年.pdf") == "file:///srv/%E5%B9%B4.pdf"


@pytest.mark.parametrize("limits", [{"limit": 3}, {"max_bytes": 4000}])
def test_sarif_keeps_the_worst_within_the_limits(limits: dict[str, int]) -> None:
    found = table_results(SHANGHAI, HONGZE)
    stream = io.StringIO()
    sarif.report(found, look(lang="en"), stream, **limits)
    run = json.loads(stream.getvalue())["runs"][0]
    levels = [one["level"] for one in run["results"]]
    assert 0 < len(levels) < 6
    assert levels.count("error") == min(3, len(levels))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    every = run_of(SHANGHAI, HONGZE)["results"]
    assert f"{len(every) - len(levels)} more findings" in note["message"]["text"]


# JUnit


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


# GitHub


def commands(*reports: Report, **given: Any) -> list[str]:
    return tables_checked_as("github", *reports, **given).splitlines()


def test_github_commands_are_escaped_exactly() -> None:
    odd = replace(HONGZE, path="a,b:c%0A.pdf")
    line = commands(odd)[0]
    assert line.startswith(
        "::error file=a%2Cb%3Ac%250A.pdf,line=1,endLine=1,title=checker (T4-01)::"
    )
    line = commands(HONGZE, lang="en", **BESIDE)[0]
    assert re.match(
        r"::error file=samples/hongze-2023\.tables\.txt,line=(\d+),endLine=\1,"
        r"col=\d+,endColumn=\d+,title=checker \(T4-01\)::Table 4, row",
        line,
    )


def test_github_shows_ten_of_a_level_worst_first_and_counts_the_rest() -> None:
    lines = commands(*[HONGZE] * 12)
    shown = [sum(line.startswith(f"::{level} ") for line in lines) for level in LEVELS]
    assert shown == [10, 10, 1]
    assert lines[-1].startswith("::notice title=checker::另有 16 项未列出")
    assert lines[0].startswith("::error ")
    assert commands(CLEAN) == []


LEVELS = ("error", "warning", "notice")


# GitLab


@pytest.mark.parametrize("given", [{}, BESIDE])
def test_gitlab_keeps_to_its_documentation(given: dict[str, Any]) -> None:
    text = tables_checked_as("gitlab", *EVERY, HONGZE, **given)
    assert not text.startswith("\ufeff")
    found = json.loads(text)
    jsonschema.validate(found, GITLAB)
    marks = [one["fingerprint"] for one in found]
    assert len(set(marks)) == len(marks)
    assert all(one["description"].startswith(one["check_name"]) for one in found)


def test_gitlab_is_an_empty_array_when_all_is_well() -> None:
    (checked,) = table_results(CLEAN).reports
    assert printed("gitlab", Results("0", (replace(checked, findings=()),))) == "[]\n"


# CSV, JSON Lines, Markdown


def test_csv_has_every_finding() -> None:
    lines = list(csv.DictReader(io.StringIO(tables_checked_as("csv", *EVERY))))
    found = [(c.report.path, f.id) for c in table_results(*EVERY).reports for f in c.findings]
    assert [(line["path"], line["id"]) for line in lines] == found
    assert (lines[0]["reported"], lines[0]["expected"], lines[0]["difference"]) == (
        "0",
        "11",
        "-11",
    )


def test_jsonl_has_a_line_a_report_and_sums_up() -> None:
    *reports, summary = map(json.loads, tables_checked_as("jsonl", *EVERY).splitlines())
    whole = json.loads(tables_checked_as("json", *EVERY))
    assert [one.pop("type") for one in reports] == ["report"] * len(EVERY)
    assert reports == whole["reports"]
    assert summary["type"] == "summary"
    assert summary["summary"] == whole["summary"]


def test_markdown_quotes_text_as_it_is() -> None:
    assert markdown.literal(
        "a|b *c* _d_ `e` [f](g) <b> @me #1 !2 $x$ %3 https://x www.x.y :a:"
    ) == (
        r"a&#124;b \*c\* \_d\_ \`e\` \[f\](g) &#60;b&#62; &#64;me &#35;1 &#33;2 &#36;x&#36; "
        "&#37;3 https&#58;//x www&#46;x.y &#58;a:"
    )
    assert markdown.literal("10 + 1 = 11 ≠ 总计 0，33.9%") == "10 + 1 = 11 ≠ 总计 0，33.9%"


def test_the_step_summary_has_a_limit() -> None:
    stream = io.StringIO()
    markdown.summary(table_results(*[CLEAN] * 3, *[HONGZE] * 9), look(), stream, 8000)
    text = stream.getvalue()
    assert len(text.encode()) <= 8000
    assert text.index("### 不符") < len(text)
    assert re.search(r"另有 \d+ 份报告的问题未列出", text)


def test_what_follows_is_counted_not_listed() -> None:
    for name in ("sarif", "github", "gitlab"):
        assert "项结论由此引起" in tables_checked_as(name, DOUBTFUL)


def test_repairs_are_suggested() -> None:
    text = "若表四「行政复议·总计」由 0 改为 11"
    for name in ("sarif", "github", "gitlab", "junit", "markdown"):
        assert text in tables_checked_as(name, HONGZE)


def test_severities_that_were_changed_show() -> None:
    found = table_results(HONGZE)
    (checked,) = found.reports
    eased = tuple(replace(f, severity=Severity.INFO) for f in checked.findings)
    whole = replace(found, reports=(replace(checked, findings=eased),))
    assert all(line.startswith("::notice") for line in printed("github", whole).splitlines())


# Accepted findings, and findings about several reports


def accepted_and_between() -> Results:
    """The first finding accepted; one about two reports, the first of them accused."""
    found = table_results(HONGZE, YANGHE)
    first, second = found.reports
    waived = replace(first.findings[0], waived=Waived("复核 <b>无误</b>", "甲", "2026-01-02"))
    ref = CellRef("t3", "carried_over", "total")
    between = Finding(
        id="abcdefabcdef",
        rule="YR-01",
        title="结转衔接",
        severity=Severity.ERROR,
        outcome=Result.FAIL,
        place="total",
        message="上年结转 1 ≠ 上年的结转下年 2",
        cells=(ref,),
        reports=(HONGZE.path, "上年.pdf"),
        evidence=(
            Evidence(HONGZE.path, "本年", ref, HONGZE.cell(ref)),
            Evidence("上年.pdf", "上年", ref),
        ),
        comparison=Comparison.YEARS,
        quote=Quote("一", "上年结转1件", PagePlace(2)),
    )
    checked = replace(first, findings=(waived, *first.findings[1:]))
    return replace(found, reports=(checked, second), findings=(between,))


def test_accepted_findings_stay_visible_and_do_not_count() -> None:
    found = accepted_and_between()
    reason = "复核 <b>无误</b>"
    run = json.loads(printed("sarif", found))["runs"][0]
    suppressed = [one["suppressions"] for one in run["results"] if "suppressions" in one]
    assert suppressed == [[{"kind": "external", "justification": reason}]]
    root = ET.fromstring(printed("junit", found))  # noqa: S314 - our own
    assert [one.attrib["message"] for one in root.iter("skipped")] == [f"已豁免：{reason}"]
    assert "表四「行政复议」行" not in printed("github", found)
    assert "表四「行政复议」行" not in printed("gitlab", found)
    assert markdown.literal(f"已豁免：{reason}") in printed("markdown", found)
    lines = list(csv.DictReader(io.StringIO(printed("csv", found))))
    assert [line["waived"] for line in lines if line["waived"]] == [reason]


def test_findings_about_several_reports() -> None:
    found = accepted_and_between()
    whole = json.loads(printed("sarif", found, **BESIDE))
    schemas.sarif().validate(whole)
    last = whole["runs"][0]["results"][-1]
    places = [
        one["physicalLocation"]["artifactLocation"]["uri"] for one in last["relatedLocations"]
    ]
    assert places == ["samples/hongze-2023.tables.txt", "%E4%B8%8A%E5%B9%B4.pdf"]
    assert last["properties"]["quote"]["page"] == 2
    assert "YR-01" in printed("github", found)
    assert json.loads(printed("gitlab", found))[-1]["check_name"] == "YR-01"
    assert "### 多份报告之间" in printed("markdown", found)
    *_, last_line = csv.DictReader(io.StringIO(printed("csv", found)))
    assert last_line["reports"] == f"{HONGZE.path} 上年.pdf"
    root = ET.fromstring(printed("junit", found))  # noqa: S314 - our own
    assert root[-1].attrib["name"] == "多份报告之间"
    assert root[-1].attrib["failures"] == "1"
