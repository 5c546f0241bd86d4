"""Accepted findings: they hold for their values alone, and the run says what became of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.checks.engine import evaluate
from checker.cli.commands.status import exit_status
from checker.errors import CheckerError
from checker.findings.assemble import assemble
from checker.findings.waivers import Waivers, read_waivers, waiver_of, written
from checker.model import Checked, Report, Results, Verdict
from tests.support.factory import change, sample
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2025-03-01"


def checked(report: Report, waivers: Waivers | None = None) -> Checked:
    outcomes = evaluate([report], rulebook())
    waive = waivers.of_report if waivers else None
    return assemble([report], outcomes, rulebook(), "en", waive=waive)[0]


def stored(tmp_path: Path, report: Report, **given: str) -> Path:
    path = tmp_path / "checker-waivers.toml"
    found = checked(report)
    entries = [
        waiver_of(report, finding, reason="confirmed by phone", by="张三", date=DAY, **given)
        for finding in found.findings
        if finding.outcome == "fail" and finding.severity == "error"
    ]
    path.write_text(written(entries), "utf-8")
    return path


def waivers(path: Path, today: str = DAY) -> Waivers:
    return Waivers(read_waivers(path, "en"), today)


def notices(book: Waivers, found: Checked) -> list[str]:
    return list(book.notices("en", Results("0", (found,))))


def test_a_waived_finding_is_told_but_does_not_count(tmp_path: Path) -> None:
    report = sample("yanghe-2025")
    assert checked(report).verdict is Verdict.FAIL
    book = waivers(stored(tmp_path, report))
    found = checked(report, book)
    assert found.verdict is Verdict.PASS
    waived = [finding for finding in found.findings if finding.waived]
    assert waived
    assert {f.waived.reason for f in waived if f.waived} == {"confirmed by phone"}
    assert exit_status(Results("0", (found,)), "error") == 0
    assert exit_status(Results("0", (checked(report),)), "error") == 1
    assert notices(book, found) == []


def test_it_lapses_when_a_value_changes(tmp_path: Path) -> None:
    report = sample("yanghe-2025")
    path = stored(tmp_path, report)
    changed = change(report, "t3.total_handled.natural_person", "63")
    book = waivers(path)
    found = checked(changed, book)
    assert found.verdict is Verdict.FAIL
    assert any("was 61, is 63" in notice for notice in notices(book, found))
    unrelated = change(report, "t2.licensing.decisions", "5")
    assert checked(unrelated, waivers(path)).verdict is Verdict.PASS


def test_the_changes_that_made_it_lapse_are_joined_in_the_language_asked_for(
    tmp_path: Path,
) -> None:
    report = sample("yanghe-2025")
    book = waivers(stored(tmp_path, report))
    changed = report
    for cell in ("t3.new_received.natural_person", "t3.carried_over.natural_person"):
        changed = change(changed, cell, "99")
    lapsed = [line for line in notices(book, checked(changed, book)) if "lapsed" in line]
    assert any(line.count(" was ") > 1 for line in lapsed)
    assert not any("；" in line for line in lapsed)


def test_it_expires_on_the_day_given(tmp_path: Path) -> None:
    report = sample("yanghe-2025")
    path = stored(tmp_path, report, expires="2025-12-31")
    assert checked(report, waivers(path, "2025-12-31")).verdict is Verdict.PASS
    book = waivers(path, "2026-01-01")
    found = checked(report, book)
    assert found.verdict is Verdict.FAIL
    assert all("expired" in notice for notice in notices(book, found))
    assert notices(book, found)


def test_one_that_is_not_needed_is_told(tmp_path: Path) -> None:
    report = sample("yanghe-2025")
    path = stored(tmp_path, report)
    mended = change(report, "t3.total_handled.natural_person", "60")
    mended = change(mended, "t3.total_handled.other_org", "1")
    book = waivers(path)
    found = checked(mended, book)
    assert notices(book, found)
    other = replace(report, body="另一单位")
    book = waivers(path)
    assert notices(book, checked(other, book)) == []
    left_out = replace(found, left_out=tuple({entry.rule for entry in book.entries}))
    assert notices(waivers(path), left_out) == []


def test_one_for_a_report_without_a_year_is_told_too(tmp_path: Path) -> None:
    report = replace(sample("yanghe-2025"), year=None)
    path = stored(tmp_path, report)
    found = checked(replace(sample("suqian-2023"), body=report.body, year=None), waivers(path))
    rule = "T3-01"
    of_rule = [line for line in notices(waivers(path), found) if rule in line]
    assert of_rule
    without = replace(found, left_out=(rule,))
    assert [line for line in notices(waivers(path), without) if rule in line] == []


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    report = replace(sample("wrong-sum-2023"), body='某"区\\人民政府\x7f')
    path = stored(tmp_path, report)
    assert {entry.body for entry in read_waivers(path, "en")} == {report.body}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[waiver]]\nrule = 'T3-01'", "waiver 1 lacks “body”"),
        (
            "[[waiver]]\nrule='T3-01'\nbody='a'\nyear=2023\ncells=[]\nvalues=[]\nreason=''",
            "lacks “reason”",
        ),
        (
            "[[waiver]]\nrule='T3-01'\nbody='a'\nyear=2023\ncells=['x']\nvalues=[]\nreason='r'",
            "differ in number",
        ),
        ("[[waivers]]\nrule='T3-01'", "unknown setting “waivers”; did you mean waiver"),
        (
            "[[waiver]]\nrule='T3-01'\nbody='a'\nyear='x'\ncells=[]\nvalues=[]\nreason='r'",
            "waiver[1].year",
        ),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "w.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CheckerError) as error:
        read_waivers(path, "en")
    assert message in str(error.value)
