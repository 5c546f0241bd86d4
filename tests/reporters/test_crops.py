"""What is cut out of a page for an entry: whole headings, and the rows that bear it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.model import CellRef, PagePlace
from checker.reporters.print.crops import crop
from checker.reporters.print.entries import sheet
from checker.reporters.print.table_parts import tables_of
from tests.reporters.laid_out import HEADS_HIGH, HIGH, LEFT, TOP, WIDE, laid_out
from tests.reporters.printing import look, table_results
from tests.support.factory import change
from tests.support.made_outcomes import sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Box, Report
    from checker.reporters.print.crops import Crop

CLEAN, HONGZE = sample("suqian-2023"), sample("hongze-2023")
UPPER = 1.5 * HIGH
"""What may stand above the headings of single columns in 表三: those of several."""


def cut(report: Report, number: int = 1) -> Crop:
    """What is shown of the entry with this number."""
    (checked,) = table_results(report).reports
    own = sheet(checked, look().names(report))
    entry = next(one for one in (*own.failed, *own.undecided) if one.number == number)
    found = crop(entry, checked, tables_of(checked.report))
    assert found is not None
    return found


def box_of(report: Report, ref: str) -> Box:
    cell = report.cell(CellRef.parse(ref))
    assert cell is not None
    assert cell.box is not None
    return cell.box


def in_reach(strip: Box | None, box: Box) -> bool:
    assert strip is not None
    low = strip[0] <= box[0] and strip[1] <= box[1]
    return low and strip[2] >= box[2] and strip[3] >= box[3]


def test_a_row_below_its_headings_is_one_strip_with_them() -> None:
    report = laid_out(change(CLEAN, "t3.new_received.total", "9999"))
    found = cut(report)
    strip = found.strips[0]
    assert in_reach(strip.box, box_of(report, "t3.new_received.total"))
    assert in_reach(strip.box, (LEFT, TOP, LEFT + WIDE, TOP + HEADS_HIGH + HIGH))
    assert strip.loose >= UPPER


def test_a_row_far_below_comes_with_its_headings_and_nothing_between() -> None:
    report = laid_out(change(CLEAN, "t3.denied_admin_query.other_org", "7"))
    found = cut(report)
    row = box_of(report, "t3.denied_admin_query.other_org")
    heads, *rows = found.strips
    assert in_reach(heads.box, (LEFT, TOP, LEFT + WIDE, TOP + HEADS_HIGH + HIGH))
    assert not heads.marks
    assert any(in_reach(strip.box, row) and row in strip.marks for strip in rows)
    for strip in rows:
        assert strip.box is not None
        assert strip.box[3] - strip.box[1] < 2 * HIGH
    assert len({(strip.box[0], strip.box[2]) for strip in found.strips if strip.box}) == 1


def test_of_a_long_sum_the_stated_total_is_shown_and_the_rest_counted() -> None:
    report = laid_out(change(CLEAN, "t3.total_handled.natural_person", "1"))
    found = cut(report)
    marks = [mark for strip in found.strips for mark in strip.marks]
    assert box_of(report, "t3.total_handled.natural_person") in marks
    assert len(found.strips) <= 4
    (checked,) = table_results(report).reports
    (first, *_) = sheet(checked, look().names(report)).failed
    concerned = {ref for finding in first.shown for ref in finding.cells}
    assert len(marks) + found.left_out == len(concerned)
    assert found.left_out > 10


def test_headings_of_the_page_before_stand_above_a_row_in_line_with_them() -> None:
    report = laid_out(change(CLEAN, "t3.carried_forward.other_org", "7"))

    def alone(aside: float) -> Crop:
        """The row alone on page 9, so far out of line with its headings."""
        cells = {
            ref: replace(
                cell, place=PagePlace(9, (cell.box[0] + aside, 700.0, cell.box[2] + aside, 716.0))
            )
            for ref, cell in report.cells.items()
            if ref.startswith("t3.carried_forward") and cell.box
        }
        (checked,) = table_results(replace(report, cells={**report.cells, **cells})).reports
        entry = sheet(checked, look().names(report)).failed[0]
        of_row = tuple(CellRef.parse(ref) for ref in cells)
        finding = replace(entry.finding, cells=of_row)
        found = crop(
            replace(entry, finding=finding, shown=(finding,)), checked, tables_of(checked.report)
        )
        assert found is not None
        return found

    heads, row = alone(0.0).strips
    assert (heads.page < 9, row.page) == (True, 9)
    assert not heads.marks
    assert row.marks
    # Out of line, the headings of another page would stand above the wrong columns.
    assert [strip.page for strip in alone(30.0).strips] == [9]


def test_cells_at_the_same_place_of_two_pages_are_two() -> None:
    report = laid_out(change(CLEAN, "t3.total_handled.natural_person", "1"))
    total = report.cells["t3.total_handled.natural_person"]
    assert total.box is not None
    twin = replace(report.cells["t3.granted.natural_person"], place=PagePlace(8, total.box))
    twins = replace(report, cells={**report.cells, "t3.granted.natural_person": twin})
    found = cut(twins)
    assert [s.page for s in found.strips if total.box in s.marks] == [total.page]
    assert found.left_out == cut(report).left_out


@pytest.mark.parametrize(
    "turn",
    [
        lambda box: (box[1], 600 - box[2], box[3], 600 - box[0]),
        lambda box: (800 - box[3], box[0], 800 - box[1], box[2]),
    ],
    ids=["counterclockwise", "clockwise"],
)
def test_a_turned_page_is_cut_along_its_rows(turn: Callable[[Box], Box]) -> None:
    changed = change(CLEAN, "t3.denied_admin_query.other_org", "7")
    upright, turned = cut(laid_out(changed)), cut(laid_out(changed, turn))
    assert len(upright.strips) == len(turned.strips)
    for one, other in zip(upright.strips, turned.strips, strict=True):
        assert one.box is not None
        assert other.box == pytest.approx(turn(one.box))


def test_a_marked_heading_is_shown_with_all_headings() -> None:
    report = laid_out(CLEAN)
    (checked,) = table_results(laid_out(change(CLEAN, "t3.granted.total", "1"))).reports
    entry = sheet(checked, look().names(report)).failed[0]
    about = replace(entry.finding, cells=(), place="research")
    found = crop(replace(entry, finding=about, shown=(about,)), checked, tables_of(checked.report))
    assert found is not None
    (strip,) = found.strips
    assert in_reach(strip.box, (LEFT, TOP, LEFT + WIDE, TOP + HEADS_HIGH + HIGH))
    assert len(strip.marks) == 1


def test_the_row_that_stands_above_its_columns_is_shown_with_both_headings() -> None:
    found = cut(laid_out(HONGZE))
    (strip,) = found.strips
    assert strip.box is not None
    assert strip.box[3] >= TOP + HEADS_HIGH + 2 * HIGH


def test_what_has_no_place_on_a_page_has_no_picture() -> None:
    (checked,) = table_results(HONGZE).reports
    own = sheet(checked, look().names(HONGZE))
    assert crop(own.failed[0], checked, tables_of(checked.report)) is None
