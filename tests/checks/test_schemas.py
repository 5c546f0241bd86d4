"""The schemas: named, public, never valid without every number, and what the engine runs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from pandera.errors import SchemaErrors
from pandera.pandas import Check, Column, DataFrameSchema

from checker import frame, frames, schemas
from checker.checks.context import Unknown
from checker.checks.engine import evaluate
from checker.checks.schemas import compiled
from checker.model import Cell, Doubt, Refusal, RefusalReason, Report, Result, State
from checker.rulebook import Rulebook, kept_rulebook, load_rulebook
from tests.checks.valid import LAYOUTS, report_of, seeded, valid_cells
from tests.support.factory import change, sample

RULEBOOK = kept_rulebook()
NAMES = [
    "t2.by_item", "t2.by_figure", "t3.by_row", "t3.by_applicant", "t4.by_group", "t4.by_outcome",
]  # fmt: skip
TOWN = "某县某镇人民政府"


def valid(layout: str = "F2021") -> Report:
    return report_of(layout, valid_cells(layout, seeded(3)))


def table(name: str, report: Report | None = None) -> pd.DataFrame:
    return frame(report or valid(), name)


def of(name: str, layout: str = "F2021") -> DataFrameSchema:
    year = 2020 if layout == "F2019" else 2023
    return schemas(layout, year=year, body=TOWN)[name]


def failed(name: str, data: pd.DataFrame, layout: str = "F2021") -> set[str]:
    """The first word of each check that fails, ``… undecided`` kept."""
    with pytest.raises(SchemaErrors) as raised:
        of(name, layout).validate(data, lazy=True)
    found = set()
    for error in raised.value.schema_errors:
        check = error.check
        found.add(check.name if isinstance(check, Check) else str(check))
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_report_in_order_is_valid_in_every_table_and_orientation(layout: str, name: str) -> None:
    schema = of(name, layout)
    assert schema.name == name
    checked = schema.validate(table(name, valid(layout)), lazy=True)
    assert list(checked.columns) == list(schema.columns)


def test_columns_are_the_codes_of_the_form_with_type_and_label() -> None:
    schema = of("t3.by_applicant")
    form = RULEBOOK.form("F2021")
    assert list(schema.columns) == list(form.tables["t3"].rows)
    column = schema.columns["carried_forward"]
    assert isinstance(column, Column)
    assert (str(column.dtype), column.nullable, column.title) == (
        "Int64",
        True,
        "四、结转下年度继续办理",
    )
    assert str(of("t2.by_item").columns["amount_10k_yuan"].dtype) == "object"


def test_every_relation_and_rule_on_cells_is_a_named_check() -> None:
    names = {name: {check.name for check in of(name).checks} for name in NAMES}
    cells = {"ST-05", "ST-06", "ST-07", "ST-20"}
    assert all(cells <= checks for checks in names.values())
    assert {"T3-01", "T3-02", "T3-06", "T3-07", "T3-08"} <= names["t3.by_applicant"]
    assert "T3-03" in names["t3.by_row"]
    assert "T4-01" in names["t4.by_group"]
    assert "T2-02" in names["t2.by_item"]
    for checks in names.values():
        rules = {check for check in checks if " " not in check} - {"layout"}
        assert {f"{rule} undecided" for rule in rules} == checks - rules - {"layout"}
    check = next(check for check in of("t3.by_applicant").checks if check.name == "T3-01")
    assert check.title == "收办平衡 / Balance of received and handled"
    assert "new_received + carried_over = total_handled + carried_forward" in check.error


def test_a_violated_relation_fails_under_its_own_name_and_place() -> None:
    data = table("t3.by_applicant")
    data["new_received"] += [2 * (place == "research") for place in data.index]
    with pytest.raises(SchemaErrors) as raised:
        of("t3.by_applicant").validate(data, lazy=True)
    cases = raised.value.failure_cases
    assert set(cases["index"]) == {"research"}
    assert failed("t3.by_applicant", data) == {"T3-01"}


def test_a_missing_operand_is_undecided_and_never_valid() -> None:
    data = table("t3.by_applicant")
    data.loc["research", "new_received"] = pd.NA
    assert failed("t3.by_applicant", data) == {
        "ST-05",
        "T3-01 undecided",
        "T3-06 undecided",
    }


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("/", {"ST-05", "T4-01 undecided"}),
        ("3件", {"ST-06", "T4-01 undecided"}),
        (Unknown.DOUBTFUL, {"ST-20", "ST-05 undecided", "ST-06 undecided", "ST-07 undecided",
                            "T4-01 undecided"}),
        (Unknown.MISSING, {"layout", "T4-01 undecided"}),
        (Decimal("1.5"), {"ST-07", "T4-01"}),
        (-1, {"ST-07", "T4-01"}),
        (10**40, {"T4-01"}),
        (0.5, {"ST-20", "ST-05 undecided", "ST-06 undecided", "ST-07 undecided",
                "T4-01 undecided"}),
    ],
)  # fmt: skip
def test_each_content_fails_its_own_rule(content: Any, expected: set[str]) -> None:
    data = table("t4.by_group").astype(object)
    data.loc["review", "upheld"] = content
    names = failed("t4.by_group", data)
    assert {name for name in names if "dtype" not in name} == expected


def test_of_several_bounds_one_violated_fails_though_others_are_open() -> None:
    data = table("t3.by_applicant", report_of("F2021", dict.fromkeys(valid().cells, "0")))
    data.loc["total", "granted"] = 7
    data.loc["total", "partial"] = pd.NA
    data.loc["total", "total_handled"] = 5
    data.loc["total", "new_received"] = 5
    assert failed("t3.by_applicant", data) == {"ST-05", "T3-02 undecided", "T3-06"}
    data.loc["total", "granted"] = 3
    assert failed("t3.by_applicant", data) == {"ST-05", "T3-02 undecided", "T3-06 undecided"}


def test_floats_are_never_taken_for_numbers() -> None:
    data = table("t2.by_item")
    data.loc["fees", "amount_10k_yuan"] = 7730.28
    assert "ST-07 undecided" in failed("t2.by_item", data)
    data["amount_10k_yuan"] = pd.Series(
        [*[pd.NA] * 5, Decimal("7730.28")], data.index, dtype=object
    )
    of("t2.by_item").validate(data)
    whole = table("t4.by_group").astype(float)
    of("t4.by_group").validate(whole)  # a float without a fraction is coerced to the same count
    whole.loc["review", "upheld"] = 0.5
    assert "T4-01 undecided" in failed("t4.by_group", whole)


def test_numbers_of_any_length_are_exact_in_machine_integers() -> None:
    data = table("t4.by_group")
    large = 2**62
    data.loc["review"] = [large, large, 0, 0, 0]
    assert failed("t4.by_group", data) == {"T4-01"}  # in 64 bits the sum would be below 0
    data.loc["review"] = [large, large - 1, 0, 0, 2 * large - 1]
    of("t4.by_group").validate(data)
    # Four numbers of this size add up to 2**64, which 64 bits take for 0.
    data.loc["review"] = [2**62] * 4 + [0]
    assert failed("t4.by_group", data) == {"T4-01"}


def test_every_place_is_there_once_a_report() -> None:
    data = table("t4.by_group")
    both = pd.concat({"a.pdf": data, "b.pdf": data}, names=["report"])
    of("t4.by_group").validate(both)
    assert failed("t4.by_group", data.iloc[:2]) == {"layout"}
    assert failed("t4.by_group", both.iloc[:-1]) == {"layout"}
    assert failed("t4.by_group", pd.concat([data, data.iloc[:1]])) == {"layout"}
    assert "layout" in failed("t4.by_group", data.rename({"review": "reviews"}))
    assert "layout" in failed("t4.by_group", data.reset_index(drop=True))
    assert "column_in_dataframe" in failed("t4.by_group", data.drop(columns="other"))
    assert "column_in_schema" in failed("t4.by_group", data.assign(more=1))


def test_a_cell_that_the_form_has_not_must_be_empty() -> None:
    data = table("t2.by_item")
    data.loc["fees", "issued"] = 4
    assert failed("t2.by_item", data) == {"layout"}


def test_a_rule_for_some_years_or_bodies_is_undecided_where_they_are_unknown() -> None:
    data = table("t4.by_group")
    data.loc["direct_litigation"] = [1, 0, 0, 0, 1]
    named = schemas("F2021")["t4.by_group"]
    with pytest.raises(SchemaErrors) as raised:
        named.validate(data, lazy=True)
    assert {error.check.name for error in raised.value.schema_errors} == {"T4-02 undecided"}
    of("t4.by_group").validate(data)
    with pytest.raises(SchemaErrors) as raised:
        schemas("F2021", year=2024)["t4.by_group"].validate(data, lazy=True)
    assert {error.check.name for error in raised.value.schema_errors} == {"T4-02"}


def test_a_frame_says_what_the_report_prints() -> None:
    report = change(change(sample("suqian-2024"), "t3.granted.total", ""), "t4.review.other", "/")
    doubtful = Cell(State.DOUBTFUL, "1", doubt=Doubt.READINGS_DIFFER, readings=("1", "7"))
    cells = {ref: cell for ref, cell in report.cells.items() if ref != "t4.review.upheld"}
    report = Report(
        **{
            **{name: getattr(report, name) for name in Report.__slots__},
            "cells": {**cells, "t4.review.pending": doubtful},
        }
    )
    data = report.frame("t3")
    assert data.index.name == "row"
    assert data.loc["granted", "total"] is pd.NA
    printed = report.cells["t3.partial.total"].value
    assert data.loc["partial", "total"] == printed
    pd.testing.assert_frame_equal(
        report.frame("t3.by_applicant").rename_axis(index="row", columns=None).T,
        data.rename_axis(index=None, columns="row"),
        check_dtype=False,
    )
    review = report.frame("t4").loc["review"]
    assert [review["upheld"], review["other"], review["pending"]] == [
        Unknown.MISSING,
        "/",
        Unknown.DOUBTFUL,
    ]
    money = report.frame("t2")["amount_10k_yuan"].tolist()[-1]
    assert type(money) is Decimal
    assert money == report.cells["t2.fees.amount_10k_yuan"].value
    with pytest.raises(KeyError, match=r"t3.by_applicant"):
        report.frame("t9")
    refused = Report("x.pdf", "0" * 64, refusal=Refusal(RefusalReason.SCAN))
    with pytest.raises(ValueError, match=r"x.pdf: no report"):
        refused.frame("t3")


def test_a_long_frame_has_every_cell_of_every_report() -> None:
    reports = [sample("suqian-2024"), sample("shanghai-office-2019")]
    refused = Report("x.pdf", "0" * 64, refusal=Refusal(RefusalReason.SCAN))
    data = frames([*reports, refused])
    assert len(data) == 200 + 198 + 1
    assert data.groupby("path", sort=False).size().tolist() == [200, 198, 1]
    assert data.iloc[-1]["state"] == "scan"
    for report in reports:
        mine = data[data["path"] == report.path]
        numbers = mine[mine["state"] == "number"]
        keys = numbers["table"] + "." + numbers["row"] + "." + numbers["column"]
        assert dict(zip(keys, numbers["value"], strict=True)) == {
            ref: cell.value for ref, cell in report.cells.items() if cell.state is State.NUMBER
        }
        assert set(mine["state"]) == {cell.state.value for cell in report.cells.values()}


@pytest.fixture
def own_rulebook() -> Rulebook:
    """A rule book of its own, so that what a test breaks stays with it."""
    return load_rulebook()


def replaced(rulebook: Rulebook, name: str, rule: str, *, passes: bool) -> None:
    """Let a check of a public schema say one thing, whatever it is asked."""
    check = next(one for one in schemas("F2021", rulebook)[name].checks if one.name == rule)
    check._check_fn = lambda data: pd.Series([passes] * len(data), index=data.index, dtype=bool)


RULES = [
    ("t3.by_applicant", "T3-01", "t3.new_received.total", "999"),
    ("t3.by_row", "T3-03", "t3.granted.total", "999"),
    ("t4.by_group", "T4-01", "t4.review.total", "999"),
    ("t3.by_row", "ST-05", "t3.granted.total", ""),
    ("t4.by_group", "ST-06", "t4.review.total", "x"),
    ("t3.by_row", "ST-07", "t3.granted.total", "-1"),
]


@pytest.mark.parametrize(("name", "rule", "cell", "raw"), RULES)
def test_nothing_but_the_checks_of_the_public_schemas_judges(
    own_rulebook: Rulebook, name: str, rule: str, cell: str, raw: str
) -> None:
    """Whoever breaks a schema's check changes the outcomes."""
    wrong = change(valid(), cell, raw)
    assert Result.FAIL in results(rule, wrong, own_rulebook)
    replaced(own_rulebook, name, rule, passes=True)
    assert results(rule, wrong, own_rulebook) == {Result.PASS}


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, rule, _, _ in RULES])
def test_a_check_that_refuses_what_is_right_is_broken_and_accuses_nobody(
    own_rulebook: Rulebook, name: str, rule: str
) -> None:
    assert results(rule, valid(), own_rulebook) == {Result.PASS}
    replaced(own_rulebook, name, rule, passes=False)
    assert results(rule, valid(), own_rulebook) == {Result.BROKEN}


def results(rule: str, report: Report, rulebook: Rulebook) -> set[Result]:
    return {outcome.result for outcome in evaluate([report], rulebook) if outcome.rule == rule}


def test_the_undecided_of_the_engine_are_those_of_the_public_schemas(
    own_rulebook: Rulebook,
) -> None:
    report = change(valid(), "t4.review.upheld", "")
    before = [o.result for o in evaluate([report], own_rulebook) if o.rule == "T4-01"]
    assert before == [Result.UNDECIDED, Result.PASS, Result.PASS]
    replaced(own_rulebook, "t4.by_group", "T4-01 undecided", passes=True)
    after = [o.result for o in evaluate([report], own_rulebook) if o.rule == "T4-01"]
    assert after == [Result.PASS] * 3


def test_the_checks_of_a_layout_are_made_once() -> None:
    assert compiled(RULEBOOK, "F2021") is compiled(RULEBOOK, "F2021")
    mine = {check.name: check for check in schemas("F2021", RULEBOOK)["t4.by_group"].checks}
    tables = {one.way.name: one for one in compiled(RULEBOOK, "F2021").tables}
    (relation,) = (r for r in tables["t4.by_group"].relations if r.rule.id == "T4-01")
    assert mine["T4-01"] is relation.holds
    assert mine["T4-01 undecided"] is relation.decided
