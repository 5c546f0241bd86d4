"""A government and those below it; bodies beside one another; the list of bodies."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from checker.checks.across.beside import judge_beside
from checker.checks.across.body_list import Body, read_bodies
from checker.checks.across.judge import judge_side_by_side
from checker.checks.across.levels import judge_levels
from checker.checks.across.pairing import levels
from checker.errors import CheckerError
from checker.findings.assemble import assemble_between, weight_between
from checker.findings.compared import compared
from checker.model import Comparison, Finding, Report, Result, Scope, Severity, Waived
from tests.support.factory import change, report, sample
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from pathlib import Path

ROW = "t3.new_received"


def zeros(body: str, scope: str = "own", **cells: str) -> Report:
    given = dict.fromkeys(sample("yanghe-2025").cells, "0")
    given |= {name.replace("__", "."): raw for name, raw in cells.items()}
    figures = {"body": body, "year": 2025, "form": "F2021", "scope": scope, "cells": given}
    return replace(report(figures, path=f"{body}.pdf"), sha256=body)


LIST = {
    body.name: body
    for body in (
        Body("某县人民政府", "government"),
        Body("甲镇人民政府", "township", "某县人民政府"),
        Body("乙镇人民政府", "township", "某县人民政府"),
        Body("某县税务局", "vertical", "某县人民政府"),
    )
}


def findings(*reports: Report, bodies: dict[str, Body] = LIST) -> tuple[Finding, ...]:
    found = judge_levels(levels(reports, len(reports), bodies), reports, rulebook())
    return assemble_between(found, reports, rulebook(), "en")


def three(parent: str, first: str, second: str) -> tuple[Report, Report, Report]:
    return (
        zeros("某县人民政府", "agg", t3__new_received__total=parent),
        zeros("甲镇人民政府", t3__new_received__total=first),
        zeros("乙镇人民政府", t3__new_received__total=second),
    )


def test_a_parent_with_all_below_it() -> None:
    assert {f.rule for f in findings(*three("100", "45", "55"))} == set()
    assert {f.rule for f in findings(*three("120", "45", "55"))} == set()


def test_less_than_one_and_less_than_all() -> None:
    found = findings(*three("40", "45", "5"))
    assert {f.rule for f in found} == {"HI-01", "HI-02"}
    one = next(f for f in found if f.rule == "HI-01")
    assert one.reports == ("某县人民政府.pdf", "甲镇人民政府.pdf")
    assert one.place == f"{ROW}.total"
    assert [str(ref) for ref in one.cells] == [f"{ROW}.total"]
    assert one.message == (
        "某县人民政府 2025, Table 3 new × total: 40 in all, less than the 45 of 甲镇人民政府"
    )
    assert {f.rule for f in findings(*three("90", "45", "55"))} == {"HI-02"}


def test_less_than_one_says_all_that_less_than_all_would() -> None:
    held = judge_side_by_side(three("40", "45", "5"), 3, LIST, rulebook())

    def failed(*ignored: str) -> set[str]:
        wanted = held.only(lambda one: one.outcome.rule not in ignored).news(rulebook())
        return {o.outcome.rule for o in wanted.outcomes if o.outcome.result is Result.FAIL}

    assert failed() == {"HI-01"}
    assert failed("HI-01") == {"HI-02"}, "nobody is left to tell"


def test_what_is_waived_or_weighs_less_tells_nothing_for_others() -> None:
    """Else a run would end well where one of its failures is nowhere told."""
    reports = three("40", "45", "5")
    held = judge_side_by_side(reports, 3, LIST, rulebook())

    def told(
        severities: dict[str, Severity] | None = None, waived: tuple[str, ...] = ()
    ) -> set[str]:
        def waive(_: Report, one: Finding) -> Waived | None:
            return Waived("known") if one.rule in waived else None

        weight = weight_between(reports, rulebook(), severities=severities, waive=waive)
        found = held.news(rulebook(), weight).outcomes
        return {one.outcome.rule for one in found if one.outcome.result is Result.FAIL}

    assert told() == {"HI-01"}
    assert told(waived=("HI-01",)) == {"HI-01", "HI-02"}
    assert told(waived=("HI-01", "HI-02")) == {"HI-01", "HI-02"}
    assert told({"HI-01": Severity.INFO}) == {"HI-01", "HI-02"}
    assert told({"HI-01": Severity.INFO, "HI-02": Severity.INFO}) == {"HI-01"}


def test_table_2_says_nothing_while_reports_are_missing_unless_it_is_less() -> None:
    def told(parent: str, child: str) -> set[str]:
        whole, first, _ = three("0", "0", "0")
        whole = change(whole, "t2.licensing.decisions", parent)
        first = change(first, "t2.licensing.decisions", child)
        return {f.rule for f in findings(whole, first)}

    assert told("9", "5") == {"HI-04"}
    assert told("3", "5") == {"HI-04", "HI-07"}


def test_a_blank_below_leaves_the_sum_open_unless_it_is_too_much_already() -> None:
    found = findings(*three("60", "55", "."))
    assert {(f.rule, f.outcome) for f in found} == {
        ("HI-01", Result.UNDECIDED),
        ("HI-02", Result.UNDECIDED),
    }
    assert ("HI-02", Result.FAIL) in {
        (f.rule, f.outcome) for f in findings(*three("50", "55", "."))
    }


def test_what_could_not_be_read_is_told_with_its_body_and_cell() -> None:
    found = {f.rule: f for f in findings(*three("60", "55", "."))}
    together = found["HI-02"]
    assert together.message.endswith(": new × total of 乙镇人民政府 blank")
    assert "甲镇" not in together.message
    assert [one.report for one in together.evidence] == ["某县人民政府.pdf", "乙镇人民政府.pdf"]
    assert together.place == f"{ROW}.total"


def test_a_level_without_an_own_body_counts_none() -> None:
    complete = LIST | {"某县人民政府": Body("某县人民政府", "government", complete=True)}
    found = [f for f in findings(*three("111", "45", "55"), bodies=complete) if f.rule == "HI-03"]
    assert [f.message for f in found] == [
        "某县人民政府 2025, Table 3 new × total: 111 in all, not the 100 of the 2 reports below"
    ]


def test_a_complete_list_must_add_up() -> None:
    office = Body("某县人民政府办公室", "office", "某县人民政府")
    complete = LIST | {
        "某县人民政府": Body("某县人民政府", "government", complete=True),
        office.name: office,
    }
    own = zeros(office.name, t3__new_received__total="10")
    assert {f.rule for f in findings(*three("110", "45", "55"), own, bodies=complete)} == set()
    found = findings(*three("111", "45", "55"), own, bodies=complete)
    assert {f.rule for f in found} == {"HI-03"}
    missing = findings(*three("111", "45", "55"), bodies=complete)
    assert {f.rule for f in missing} == {"HI-04"}


def test_missing_and_excluded_are_listed() -> None:
    parent, first, _ = three("100", "45", "55")
    tax = zeros("某县税务局", t3__new_received__total="500")
    reports = (parent, first, tax)
    assert {f.rule for f in findings(*reports)} == {"HI-04"}
    held = judge_side_by_side(reports, 3, LIST, rulebook())
    listed = next(one for one in compared(held, reports, "en") if one.relation == "levels")
    assert listed.reports == (parent.path, first.path)
    assert listed.missing == ("乙镇人民政府",)
    assert [path for path, _ in listed.excluded] == [tax.path]


def test_the_checks_of_a_level_are_those_between_levels_all_of_them() -> None:
    reports = three("40", "45", "5")
    held = judge_side_by_side(reports, 3, LIST, rulebook())
    listed = compared(held, reports, "en")
    levels_only = held.found[Comparison.LEVELS]
    assert {one.outcome.rule for one in levels_only} >= {"HI-01", "HI-02", "HI-04", "HI-07"}
    assert [(one.relation, one.coverage.checks) for one in listed] == [
        (Comparison.LEVELS, len(levels_only))
    ]
    failed = sum(one.outcome.result is Result.FAIL for one in levels_only)
    assert listed[0].coverage.failed == failed == len(findings(*reports))


def test_what_is_not_wanted_counts_nowhere() -> None:
    reports = three("40", "45", "5")
    held = judge_side_by_side(reports, 3, LIST, rulebook())
    kept = held.only(lambda one: one.outcome.rule == "HI-04")
    assert {one.outcome.rule for one in kept.outcomes} == {"HI-04"}
    assert [one.coverage.checks for one in compared(kept, reports, "en")] == [1]


def test_an_own_body_report_is_not_compared() -> None:
    parent, first, second = three("1", "45", "55")
    own = replace(parent, scope=Scope.OWN)
    assert findings(own, first, second) == ()
    level = levels((own, first, second), 3, LIST)[0]
    assert level.excluded == ((0, "not-aggregated"),)


def test_table_2_is_told_not_judged() -> None:
    parent, first, second = three("100", "45", "55")
    parent = change(parent, "t2.normative_documents.in_force", "66")
    first = change(first, "t2.normative_documents.in_force", "372")
    found = findings(parent, first, second)
    assert [(f.rule, f.severity.value) for f in found] == [("HI-07", "info")]
    assert "66 / 372" in found[0].message


def test_a_long_chain_of_bodies_is_gone_through_once(tmp_path: Path) -> None:
    """The square of 20,000 took 40 s; ten times as long, whatever the machine, tells the two."""
    path = tmp_path / "bodies.csv"
    seconds = []
    for count in (2_000, 20_000):
        lines = (f"b{n},,{f'b{n - 1}' if n else ''},\n" for n in reversed(range(count)))
        path.write_text("body,kind,parent,complete\n" + "".join(lines), "utf-8")
        began = time.process_time()
        assert len(read_bodies(path, "en")) == count
        seconds.append(time.process_time() - began)
    assert seconds[1] < 40 * seconds[0]


def test_two_bodies_with_the_same_figures() -> None:
    one = replace(sample("yanghe-2025"), sha256="1", path="1.pdf")
    other = replace(one, body="另一单位", sha256="2", path="2.pdf")
    empty = [zeros(f"{name}镇人民政府") for name in "甲乙"]
    reports = (one, other, *empty)
    found = assemble_between(
        judge_beside(reports, len(reports), rulebook()), reports, rulebook(), "en"
    )
    assert [(f.rule, f.reports) for f in found] == [("HI-06", ("1.pdf", "2.pdf"))]


HEAD = "body,kind,parent,complete\n"
WIDE = "body,kind,parent,complete,scope,alias\n"


def test_the_list_of_bodies_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bodies.csv"
    path.write_text(
        "\ufeff" + HEAD + "某县 人民政府,government,,是\n\n甲镇人民政府,township,某县人民政府\n",
        "utf-8",
    )
    assert list(read_bodies(path, "en").values()) == [
        Body("某县人民政府", "government", "", complete=True),
        Body("甲镇人民政府", "township", "某县人民政府"),
    ]


def workbook(path: Path, *rows: tuple[object, ...], first: str = "名单") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "空表"
    sheet = book.create_sheet(first)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_the_list_may_be_a_workbook(tmp_path: Path) -> None:
    rows = (
        ("Body", "kind", "parent", "complete"),
        ("某县 人民政府", "government", None, True),
        (None, None, None, None),
        ("甲镇人民政府", "township", "某县人民政府", 0),
    )
    path = workbook(tmp_path / "单位 名单.xlsx", *rows)
    assert list(read_bodies(path, "en").values()) == [
        Body("某县人民政府", "government", "", complete=True),
        Body("甲镇人民政府", "township", "某县人民政府"),
    ]


def test_a_faulty_workbook_is_refused_at_its_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", ("body", "kind", "parent", "complete"), ("a", "town"))
    with pytest.raises(CheckerError, match=r"b\.xlsx:2: kind must be one of"):
        read_bodies(path, "en")


def test_no_row_of_a_workbook_is_left_out(tmp_path: Path) -> None:
    rows = [(f"{number}镇", "", "", "") for number in range(10_000)]
    path = workbook(tmp_path / "b.xlsx", ("body", "kind", "parent", "complete"), *rows)
    with pytest.raises(CheckerError, match=r"cannot read .*b\.xlsx"):
        read_bodies(path, "en")
    path = workbook(tmp_path / "b.xlsx", ("body", "kind", "parent", "complete"), *rows[1:])
    assert len(read_bodies(path, "en")) == 9_999


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 and nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLSX or CSV"),
        (b"\xff\xff\xff", "XLSX or CSV"),
        (b'body,"' + b"a" * 200_000, "XLSX or CSV"),
    ],
)
def test_what_is_no_list_is_refused_in_a_line(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(data)
    with pytest.raises(CheckerError) as error:
        read_bodies(path, "en")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_the_list_may_say_scopes_and_other_names(tmp_path: Path) -> None:
    path = tmp_path / "bodies.csv"
    path.write_text(WIDE + "某县人民政府,government,,,own,某县政府；某县\n", "utf-8")
    assert list(read_bodies(path, "en").values()) == [
        Body("某县人民政府", "government", "", False, Scope.OWN, ("某县政府", "某县"))  # noqa: FBT003
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the first row must name"),
        ("body,kind\n", "the first row must name"),
        (HEAD + "a,,b,\n", "bodies.csv:2: parent “b” is not listed"),
        (HEAD + "a,,,\na,,,\n", "bodies.csv:3: “a” is listed twice"),
        (HEAD + "a,,b,\nb,,a,\n", "lies below itself"),
        (HEAD + "a,town,,\n", "kind must be one of"),
        (HEAD + "a,,,perhaps\n", "complete must be one of"),
        (WIDE + "a,,,,both,\n", "scope must be one of"),
        (WIDE + "a,,,,,b\nb,,,,,\n", "bodies.csv:3: “b” is listed twice"),
        ("body,kind,parent,complete,note\n", "and may name scope, alias"),
    ],
)
def test_a_faulty_list_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bodies.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(CheckerError) as error:
        read_bodies(path, "en")
    assert message in str(error.value)
