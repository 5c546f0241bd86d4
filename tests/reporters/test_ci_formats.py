"""What CI reads: valid against the published schemas, inside the limits, exactly escaped."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
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
    Report,
    Result,
    Results,
    Severity,
    Waived,
)
from checker.reporters.ci import markdown
from tests.reporters.ci_reports import (
    BESIDE,
    CLEAN,
    DOUBTFUL,
    EVERY,
    HONGZE,
    REFUSED,
    YANGHE,
)
from tests.reporters.printing import look, printed, table_results, tables_checked_as
from tests.support import schemas

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = ("sarif", "junit", "github", "gitlab", "csv", "jsonl", "markdown")
SUFFIX = {"sarif": "sarif", "junit": "xml", "gitlab": "json", "markdown": "md", "github": "txt"}

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


# JUnit


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


def summary_of(found: Results) -> str:
    """What is added to the summary of a step."""
    stream = io.StringIO()
    markdown.summary(found, look(), stream)
    return stream.getvalue()


def test_what_was_accepted_between_reports_says_whose_it_is() -> None:
    found = accepted_and_between()
    (between,) = found.findings
    accepted = replace(found, findings=(replace(between, waived=Waived("已说明")),))
    (line,) = [one for one in printed("markdown", accepted).splitlines() if "已说明" in one]
    assert line.startswith("- 淮安市洪泽区人民政府 2023（samples/hongze-2023.pdf、上年.pdf） YR-01")


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
    for told in (printed("markdown", found), summary_of(found)):
        between = told.partition("### 多份报告之间")[2].partition("###")[0]
        assert "| 报告 | 级别 |" in between
        assert "| 淮安市洪泽区人民政府 2023（samples/hongze-2023.pdf、上年.pdf） |" in between
        assert "| 报告 |" not in told.replace(between, "")
    *_, last_line = csv.DictReader(io.StringIO(printed("csv", found)))
    assert last_line["reports"] == f"{HONGZE.path} 上年.pdf"
    root = ET.fromstring(printed("junit", found))  # noqa: S314 - our own
    assert root[-1].attrib["name"] == "多份报告之间"
    assert root[-1].attrib["failures"] == "1"
