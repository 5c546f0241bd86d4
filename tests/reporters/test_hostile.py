"""A report cannot steer what reads its findings: terminal, CI log, spreadsheet, JSON reader."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from checker.reporters.inert import inert, inert_cell, inert_line
from tests.reporters.printing import checked_as, tables_as, workbook
from tests.support.factory import change
from tests.support.made_outcomes import doubtful, sample

if TYPE_CHECKING:
    from checker.model import Report

HOSTILE = [
    "[bold red]x[/bold red][link=http://x]",
    "\x1b[31mred\x1b]0;title\x07",
    "\x9b31m",
    "::error file=a::b",
    "\n::error::owned",
    "##[error]x",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\u202edrow\u2066",
    "\x00\x08\x7f",
    "{cells} %s {0}",
    "\ud800",
    "a\u2028b",
]


def hostile_report(text: str) -> Report:
    report = sample("hongze-2023")
    report = change(report, "t4.review.upheld", text)
    report = doubtful(report, "t3.granted.total", text, "2")
    report = replace(report, path=f"{text}.pdf", body=text, title=text)
    label = replace(report.labels[0], printed=text, known=False) if report.labels else None
    return replace(report, labels=(label,)) if label else report


def assert_harmless(printed: str) -> None:
    bad = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [c for c in printed if c != "\n" and unicodedata.category(c) in bad]
    for line in printed.splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
@pytest.mark.parametrize("text", HOSTILE)
def test_lines_for_people(*, text: str, encoding: str) -> None:
    report = hostile_report(text)
    for printed in (
        checked_as("text", report, encoding=encoding),
        checked_as("text", report, encoding=encoding, width=30),
        checked_as("concise", report, encoding=encoding),
        tables_as("text", report, encoding=encoding),
    ):
        assert_harmless(printed)
    if "[bold" in text:
        assert "[bold red]x[/bold red]" in checked_as("concise", report)


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_the_text_as_it_was(text: str) -> None:
    for printed in (
        checked_as("json", hostile_report(text)),
        tables_as("json", hostile_report(text)),
    ):
        bad = {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert not [c for c in printed if c != "\n" and unicodedata.category(c) in bad]
        (report,) = json.loads(printed)["reports"]
        assert report["body"] == text
        assert report["cells"]["t4.review.upheld"]["raw"] in (text, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_spreadsheets_run_nothing(text: str) -> None:
    lines = list(csv.reader(io.StringIO(tables_as("csv", hostile_report(text)))))
    assert len(lines) == 187
    for line in lines[1:]:
        for place, field in enumerate(line):
            number = place == 9  # the column `value`: exact numbers, which may be negative
            assert number or not field.startswith(("=", "+", "-", "@"))
    book = openpyxl.load_workbook(io.BytesIO(workbook(hostile_report(text))))
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_inert_text_stays_readable() -> None:
    assert inert("表 三\u3000（一）") == "表 三\u3000（一）"
    assert inert("a\r\n\tb") == "a b"
    assert inert("\x1b[0m") == r"\x1b[0m"
    assert inert_line("  ::error::x") == r"  \x3a:error::x"
    assert inert_line("a ::error") == "a ::error"
    assert inert_cell("-1") == "'-1"
    assert inert_cell("1-1") == "1-1"
