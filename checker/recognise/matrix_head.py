"""The head of a matrix, and which column of a part stands under which of its cells."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.model import Doubt
from checker.recognise.align import align
from checker.recognise.grid_rows import aside, is_figure
from checker.recognise.labels import LEGIBLE, SURE_FIT, fit, is_numbered, normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.table_grid import GridCell
    from checker.recognise.grid_rows import Sheet
    from checker.rulebook.form import Group, Item, Table

ILLEGIBLE_HEADS = 2  # of the seven of 表三 on a picture: the others tell what they are
LEAST_HEADS = 3  # header cells: fewer are no header of 表三, which has seven
_SUBTOTAL_HEADERS = ("小计", "合计")

Spans = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a part: the row below it, the head of each column, those not sure.

    A page break may cut it: then each of two parts has some of the heads.
    """

    below: int
    cells: Mapping[str, GridCell]
    doubts: Mapping[str, Doubt]
    exchanged: Sequence[tuple[str, str]]

    @property
    def spans(self) -> Spans:
        """From where to where each column's head runs."""
        return {code: (cell.box[0], cell.box[2]) for code, cell in self.cells.items()}


def read_header(
    sheet: Sheet, table: Table, expected: Sequence[Item | Group], before: Sheet | None = None
) -> Header | None:
    """The head of a part, ``None`` where it has none.

    Where a page break cuts the head, what was begun in the part ``before`` is blank here.
    """
    first_row = next(
        (row for row in range(sheet.grid.height) if _is_body(sheet, row, table, expected)),
        sheet.grid.height,
    )
    if first_row == 0:
        return None
    groups = {normal(group.label) for group in table.column_groups.values()}
    # Below a head that the page before prints, a column may be blank altogether.
    columns = sheet.columns if before is None else range(sheet.grid.width)
    leaves = list(
        dict.fromkeys(
            cell
            for column in columns
            if (cell := _lowest(sheet, column, first_row, before)) is not None
            and normal(cell.text) not in groups
        )
    )
    if any(map(is_figure, leaves)):
        return None  # a row of figures whose label a page break cut: it is no head
    items = list(table.columns.values())
    if sum(fit(items[0], leaf.text) >= SURE_FIT for leaf in leaves) > 1:
        return None  # two tables side by side: which columns are this year's is not printed
    found = align([cell.text for cell in leaves], items)
    cells: dict[str, GridCell] = {}
    doubts: dict[str, Doubt] = {}
    matches = _gaps_filled(found.matches, len(items)) if sheet.grid.recognised else found.matches
    least = _least_fit(sheet, leaves, matches, items)
    for at, (leaf, match) in enumerate(zip(leaves, matches, strict=True)):
        if match is None:
            continue
        item = items[match]
        cells[item.code] = leaf
        if at in found.astray:
            doubts[item.code] = Doubt.OUT_OF_ORDER
        elif (at in found.by_order or found.matches[at] is None) and fit(item, leaf.text) < least:
            doubts[item.code] = Doubt.UNCERTAIN_PLACE
    exchanged = [
        (items[match].code, items[other].code) for (_, match), (_, other) in found.exchanged()
    ]
    _note_subtotal_column(leaves, cells, table)
    if len(cells) < (1 if first_row == sheet.grid.height else LEAST_HEADS):
        return None  # without a row below it, a few heads may be the upper part of a header
    return Header(first_row, cells, doubts, exchanged)


def _gaps_filled(matches: Sequence[int | None], count: int) -> list[int | None]:
    """The matches with those between two others, where as many heads as columns are left there."""
    filled = list(matches)
    known = [(-1, -1), *((at, match) for at, match in enumerate(matches) if match is not None)]
    for (at, match), (after, following) in itertools.pairwise([*known, (len(matches), count)]):
        if after - at == following - match:
            for step in range(1, after - at):
                filled[at + step] = match + step
    return filled


def _least_fit(
    sheet: Sheet,
    leaves: Sequence[GridCell],
    matches: Sequence[int | None],
    items: Sequence[Item],
) -> float:
    """How well a head must fit the column that its order gives it.

    Where a seal or a fold has made one of a picture's heads illegible, and most of as many as the
    form has are read for sure, all but two at least in part, there is no other column for it.
    """
    pairs = [
        (items[match], leaf)
        for leaf, match in zip(leaves, matches, strict=True)
        if match is not None
    ]
    if not sheet.grid.recognised or len(pairs) != len(items):
        return LEGIBLE
    fits = [fit(item, leaf.text) for item, leaf in pairs]
    sure, legible = (sum(one >= least for one in fits) for least in (SURE_FIT, LEGIBLE))
    is_clear = 2 * sure > len(items) and legible >= len(items) - ILLEGIBLE_HEADS
    return 0.0 if is_clear else LEGIBLE


def _note_subtotal_column(
    leaves: Sequence[GridCell], cells: dict[str, GridCell], table: Table
) -> None:
    """A 小计 column (of the legal persons), where one is printed, under its group's code."""
    if table.subtotals is None:
        return
    used = set(cells.values())
    for leaf in leaves:
        if leaf not in used and normal(leaf.text) in _SUBTOTAL_HEADERS:
            cells[table.subtotals] = leaf


def _is_body(sheet: Sheet, row: int, table: Table, expected: Sequence[Item | Group]) -> bool:
    """Whether a row is labelled as one of the form's.

    总计 and 其他 head columns as well: there a list number tells the row.
    """
    heads = {normal(item.label) for item in table.columns.values()}
    return any(
        fit(entry, cell.text) >= SURE_FIT
        for cell in sheet.grid.row(row)
        if cell.compact
        for entry in expected
        if normal(entry.label) not in heads or is_numbered(cell.compact)
    )


def _lowest(sheet: Sheet, column: int, below: int, before: Sheet | None) -> GridCell | None:
    """The lowest cell with words above the body in a column."""
    for row in range(below - 1, -1, -1):
        cell = sheet.grid.at(row, column)
        if cell.compact:
            return cell
    if before is None or not below:
        return None
    low, high = sheet.span(column)
    by = aside(before, sheet)
    foot = before.foot_at((low + high) / 2 - by)
    if foot is None:
        return None
    x0, y0, x1, y1 = foot.box
    if not before.grid.proven:  # how wide a head's column is, its figures tell, which are here
        return replace(foot, box=(low, y0, high, y1))
    return replace(foot, box=(x0 + by, y0, x1 + by, y1))


def columns_below(sheet: Sheet, spans: Spans) -> dict[str, int]:
    """The columns of a part without header: those that stand below the header's."""
    found = {code: sheet.column_under(*span) for code, span in spans.items()}
    return {code: column for code, column in found.items() if column is not None}


def columns_by_order(
    sheet: Sheet, table: Table, known: Mapping[str, int]
) -> tuple[dict[str, int], dict[str, Doubt]]:
    """Columns whose head tells nothing: those left between two that are known, in doubt.

    Where lines are inferred, or no head is known at all, all are in doubt: as many columns as the
    form has, after the label columns.
    """
    count = len(table.columns)
    if sheet.grid.proven and len(known) >= LEAST_HEADS:
        found = dict(known)
        codes = list(table.columns)
        for start, stop in _gaps([code in known for code in codes]):
            before = known[codes[start - 1]] if start else min(known.values()) - (stop - start) - 1
            after = known[codes[stop]] if stop < count else sheet.columns[-1] + 1
            between = [at for at in sheet.columns if before < at < after]
            if not start:  # beside the labels: a column of figures is none of them
                between = [at for at in between if sheet.holds_figures(at)]
            if len(between) == stop - start:
                found |= dict(zip(codes[start:stop], between, strict=True))
        return found, dict.fromkeys(set(found) - set(known), Doubt.UNCERTAIN_PLACE)
    if not count < len(sheet.columns) <= count + 3:
        return {}, {}
    found = dict(zip(table.columns, sheet.columns[-count:], strict=True))
    return found, dict.fromkeys(found, Doubt.UNCERTAIN_PLACE)


def _gaps(known: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Each stretch of what is not known, as its begin and end."""
    at = 0
    for is_known, stretch in itertools.groupby(known):
        length = len(list(stretch))
        if not is_known:
            yield at, at + length
        at += length
