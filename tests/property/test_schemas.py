"""The public schemas and the engine say the same of any table; missing numbers are never valid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from checker import frame, schemas
from checker.checks.compile import make_plan
from checker.checks.engine import evaluate
from checker.checks.schemas import compiled
from checker.model import Cell, Doubt, Report, Result, State
from checker.rulebook import kept_rulebook
from tests.checks.valid import LAYOUTS, report_of, seeded, valid_cells

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

RULEBOOK = kept_rulebook()
BODY = "某县某镇人民政府"
NAMES = ("t2.by_item", "t3.by_row", "t3.by_applicant", "t4.by_group")
DOUBTFUL = Cell(State.DOUBTFUL, "1", doubt=Doubt.READINGS_DIFFER, readings=("1", "7"))

raws = st.one_of(
    st.sampled_from(["", "", "/", "3件", "-1", "1.5", "0", "7", str(2**63), str(10**40)]),
    st.integers(0, 60).map(str),
)
contents = st.one_of(raws, st.just(DOUBTFUL), st.none())


def cell(content: str | Cell) -> Cell:
    if isinstance(content, Cell):
        return content
    if not content:
        return Cell(State.BLANK, "")
    try:
        return Cell(State.NUMBER, content, Decimal(content))
    except ArithmeticError:
        return Cell(State.TEXT, content)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A valid report with some cells changed, doubtful, worded, blank or missing."""
    layout = draw(st.sampled_from(LAYOUTS))
    report = report_of(layout, valid_cells(layout, seeded(draw(st.integers(0, 2**16)))))
    changed = draw(st.dictionaries(st.sampled_from(sorted(report.cells)), contents, max_size=8))
    cells = {ref: one for ref, one in report.cells.items() if ref not in changed}
    cells |= {ref: cell(one) for ref, one in changed.items() if one is not None}
    return Report(
        path="r.pdf",
        sha256="0" * 64,
        body=BODY,
        year=report.year,
        form=report.form,
        layout=layout,
        cells=cells,
        tables=("t2", "t3", "t4"),
    )


def refused(schema: DataFrameSchema, data: pd.DataFrame) -> set[tuple[str, str]]:
    """What ``validate`` refuses: names of checks, with the places."""
    try:
        schema.validate(data, lazy=True)
    except SchemaErrors as errors:
        found = set()
        for error in errors.schema_errors:
            output = error.check_output
            name = getattr(error.check, "name", None) or str(error.check)
            places = output.index[~output] if isinstance(output, pd.Series) else ["-"]
            found |= {(str(name), str(place)) for place in places}
        return found
    return set()


@settings(max_examples=20, deadline=None, derandomize=True)
@given(reports())
def test_the_schemas_say_what_the_engine_says(report: Report) -> None:
    assert report.layout is not None
    made = schemas(report.layout, RULEBOOK, year=report.year, body=BODY)
    outcomes = evaluate([report], RULEBOOK)
    plans = {p.rule.id: p for p in make_plan(RULEBOOK.rules, RULEBOOK.form(report.layout)).rules}
    for name in NAMES:
        said = refused(made[name], frame(report, name))
        mine = [o for o in outcomes if o.rule in plans and plans[o.rule].orientation == name]
        expected = {(o.rule, o.place) for o in mine if o.result is Result.FAIL}
        expected |= {(f"{o.rule} undecided", o.place) for o in mine if o.result is Result.UNDECIDED}
        rules = {o.rule for o in mine}
        assert {one for one in said if one[0].split()[0] in rules} == expected


@settings(max_examples=20, deadline=None, derandomize=True)
@given(reports())
def test_the_schemas_name_the_rows_whose_cells_the_engine_accuses(report: Report) -> None:
    assert report.layout is not None
    made = schemas(report.layout, RULEBOOK, year=report.year, body=BODY)
    outcomes = evaluate([report], RULEBOOK)
    for name in ("t2.by_item", "t3.by_row", "t4.by_group"):
        said = refused(made[name], frame(report, name))
        for rule in ("ST-05", "ST-06", "ST-07"):
            accused = {
                (rule, ref.row)
                for o in outcomes
                if o.rule == rule and o.result is Result.FAIL
                for ref in o.cells
                if ref.table == name[:2]
            }
            assert {one for one in said if one[0] == rule} == accused


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.sampled_from(LAYOUTS), st.integers(0, 2**16), st.sampled_from(NAMES), st.data())
def test_a_table_with_a_missing_number_is_never_valid(
    layout: str, seed: int, name: str, data: st.DataObject
) -> None:
    report = report_of(layout, valid_cells(layout, seeded(seed)))
    made = schemas(layout, RULEBOOK, year=report.year, body=BODY)[name]
    whole = frame(report, name)
    made.validate(whole)
    way = next(one.way for one in compiled(RULEBOOK, layout).tables if one.way.name == name)
    printed = [
        (place, column)
        for place, cells in zip(way.places, way.cells, strict=True)
        for column, position in zip(way.columns, cells, strict=True)
        if position >= 0
    ]
    gone = data.draw(st.lists(st.sampled_from(printed), min_size=1, max_size=5))
    for place, column in gone:
        whole.loc[place, column] = pd.NA
    with pytest.raises(SchemaErrors):
        made.validate(whole, lazy=True)
    plans = make_plan(RULEBOOK.rules, RULEBOOK.form(layout)).rules
    said = refused(made, whole)
    for plan in plans:
        if plan.orientation != name or plan.asked_where or plan.rule.years != (None, None):
            continue
        for clause in plan.clauses:
            for place, column in gone:
                if place in clause.places and column in clause.operands:
                    assert {(plan.rule.id, place), (f"{plan.rule.id} undecided", place)} & said
