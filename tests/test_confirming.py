"""What people read in place of the program: it counts, and it is told wherever it does."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.certificate.record import certificate_record
from checker.confirming import Reading, Readings, as_read, number_in, read_readings, written
from checker.errors import CheckerError
from checker.judging import Judging
from checker.model import Confirmed, Doubt, Results, State, Verdict
from checker.options import Options
from checker.register.packing import packed, unpacked
from checker.reporters import reporter
from tests.reporters.printing import Stream, look, table_results, text_of
from tests.support.factory import cell, sample
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model import Checked, Report

TOTAL = "t3.carried_over.total"
AT = "2025-03-01T09:30:00+08:00"
MARK = "张三于 2025-03-01 09:30 对照原件读作"


def entry(**given: Any) -> Reading:
    plain = {"sha256": "0" * 64, "cell": TOTAL, "value": "77", "by": "张三", "at": AT}
    return Reading(**(plain | given))


def judged(report: Report, *entries: Reading) -> Checked:
    options = Options(confirmed=Readings(entries))
    (found,) = Judging((report,), 1, {}, rulebook(), options, heads=[report.head]).each()
    return found


def doubtful(report: Report, ref: str = TOTAL) -> Report:
    one = replace(
        cell("17"), state=State.DOUBTFUL, value=None, doubt=Doubt.READINGS_DIFFER,
        readings=("17", "77"),
    )  # fmt: skip
    return replace(report, cells={**report.cells, ref: one})


def test_a_value_that_a_person_read_counts_and_every_message_that_uses_it_says_so() -> None:
    report = sample("suqian-2023")
    assert judged(report).verdict is Verdict.PASS
    found = judged(report, entry())
    own = found.report.cells[TOTAL]
    assert (own.state, own.value, own.raw) == (State.NUMBER, Decimal(77), report.cells[TOTAL].raw)
    assert own.confirmed == Confirmed("张三", AT, State.NUMBER, report.cells[TOTAL].value)
    using = [one for one in found.findings if TOTAL in map(str, one.cells)]
    assert using
    assert all(MARK in one.message for one in using)
    assert all(MARK not in one.message for one in found.findings if one not in using)


def test_a_doubt_is_settled_by_what_is_printed_and_the_doubt_stays_told() -> None:
    report = sample("suqian-2023")
    right = format(report.cells[TOTAL].value or 0, "f")
    assert judged(doubtful(report)).verdict is not Verdict.PASS
    found = judged(doubtful(report), entry(value=right))
    assert found.verdict is Verdict.PASS
    assert found.report.confirmed == 1
    own = found.report.cells[TOTAL].confirmed
    assert own is not None
    assert own.doubt is Doubt.READINGS_DIFFER
    assert found.report.cells[TOTAL].text_read == "17 / 77"


def test_a_blank_is_no_zero_and_other_bytes_are_another_report() -> None:
    report = sample("suqian-2023")
    blank = judged(report, entry(value="")).report.cells[TOTAL]
    assert (blank.state, blank.value, blank.text) == (State.BLANK, None, "")
    for other in (entry(sha256="1" * 64), entry(part=2)):
        assert judged(report, other).report == report


def test_what_was_taken_back_is_as_the_program_read_it() -> None:
    report = doubtful(sample("suqian-2023"))
    once = Readings([entry()]).applied(report)
    assert once != report
    assert Readings([entry()]).applied(once) == once
    assert Readings([]).applied(once) == report
    assert as_read(once.cells[TOTAL]) == report.cells[TOTAL]
    assert unpacked(packed(once)) == once


def test_each_entry_that_does_not_hold_is_told() -> None:
    report = sample("suqian-2023")
    whose = {"body": report.body or "", "year": report.year or 0}
    entries = [
        entry(), entry(cell="t3.none.total"), entry(sha256="1" * 64, **whose),
        entry(sha256="2" * 64, body="别处", year=2023),
    ]  # fmt: skip
    readings = Readings(entries)
    readings.applied(report)
    assert readings.used == 1
    told = list(readings.notices([report], "zh"))
    assert len(told) == 2
    assert "没有读到这一格" in told[0]
    assert "文件已变" in told[1]
    assert Readings([entry(value="1"), entry(value="2")]).entries == (entry(value="2"),)


@given(
    st.builds(
        Reading,
        sha256=st.text(min_size=1), cell=st.text(min_size=1), by=st.text(min_size=1),
        value=st.one_of(st.just(""), st.decimals(-999, 999, places=2).map("{:f}".format).map(
            lambda one: number_in(one) or "")),
        at=st.datetimes().map(lambda one: one.isoformat()),
        part=st.integers(0, 9), file=st.text(), body=st.text(), year=st.integers(0, 2030),
        read=st.text(), note=st.text(),
    )
)  # fmt: skip
@settings(deadline=None, max_examples=40)
def test_what_is_written_is_read_again(tmp_path_factory: Any, one: Reading) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "readings.toml"
    whole = all(part.isprintable() for part in (one.sha256, one.cell, one.by))
    text = written([one])
    if text.encode("utf-8", "ignore").decode() != text or not whole:
        return
    path.write_text(text, "utf-8", newline="")
    assert read_readings(path, "zh") == (one,)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('value = "7x"', "不是表中所印的数"),
        ('value = "007"', "不是表中所印的数"),
        ("value = 7", "文字"),
        ('at = "昨天"', "日期和时间"),
        ("at = 2025-03-01", "日期和时间"),
        ('by = ""', "缺少“by”"),
        ("part = true", "正整数"),
        ('vaule = "7"', "value"),
    ],
)
def test_a_faulty_entry_is_told_in_one_line(tmp_path: Path, line: str, told: str) -> None:
    good = dict(part.split(" = ", 1) for part in written([entry()]).strip().split("\n")[1:])
    key, _, value = line.partition(" = ")
    text = "\n".join(["[[reading]]", *(f"{k} = {v}" for k, v in (good | {key: value}).items())])
    path = tmp_path / "readings.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CheckerError) as caught:
        read_readings(path, "zh")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_numbers_as_people_type_them() -> None:
    assert [number_in(text) for text in ("77", " 7 7", "１２．５", "－3")] == [
        "77",
        "77",
        "12.5",
        "-3",
    ]
    assert not any(map(number_in, ("", "7x", "1,5", "07", "1e3", "²", "9" * 20)))


@pytest.mark.parametrize(
    "name",
    [
        "text",
        "json",
        "jsonl",
        "markdown",
        "sarif",
        "junit",
        "html",
        "csv",
        "github",
        "concise",
    ],
)
def test_every_output_tells_whose_value_it_is(name: str) -> None:
    stream: Any = Stream()
    reporter(name)(results(), look(), stream)
    text = "".join(text_of(name, stream).split())
    assert "".join(MARK.split()) in text
    if name in {"text", "markdown", "html"}:
        assert "有1个数值由人工对照原件读出" in text
    if name in {"sarif", "json", "jsonl", "junit"}:
        assert "confirmed" in text


def test_a_workbook_and_a_certificate_tell_how_many_people_read() -> None:
    stream = io.BytesIO()
    reporter("xlsx")(results(), look(), stream)
    book = openpyxl.load_workbook(stream)
    told = [str(one.value) for sheet in book for row in sheet for one in row if one.value]
    assert any("有 1 个数值由人工对照原件读出" in one for one in told)
    notes = [one.comment.text for sheet in book for row in sheet for one in row if one.comment]
    assert any(MARK in one for one in notes)
    [stated] = certificate_record(results())["reports"]
    assert stated["confirmed"] == [
        {"cell": TOTAL, "value": "77", "read": "96", "by": "张三", "at": AT}
    ]
    assert "confirmed" not in certificate_record(table_results(sample("suqian-2023")))["reports"][0]


def results() -> Results:
    return Results("0", (judged(sample("suqian-2023"), entry()),))
