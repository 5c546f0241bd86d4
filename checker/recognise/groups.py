"""Groups of columns (表四: three of five), one row of figures, sometimes on the page after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import CellRef, Doubt
from checker.recognise.align import align
from checker.recognise.grid_rows import Sheet, TableReading, is_figure
from checker.recognise.labels import fit, normal
from checker.recognise.rows import SURE_FIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.table_grid import GridCell
    from checker.rulebook.form import Form, Item, Table


def read_groups(parts: Sequence[Sheet], form: Form, code: str) -> TableReading:
    """Read groups of columns side by side: each group is a row of the form."""
    table = form.tables[code]
    reading = TableReading(code, form)
    places = [(row, column) for row in table.rows for column in table.columns]
    heads: list[tuple[tuple[str, str], GridCell]] = []
    figures: list[tuple[Sheet, int]] = []
    for sheet in parts:
        below = 0
        if not heads:
            below, heads = _header(sheet, table, places)
            for (_, column), cell in heads:
                reading.put_label("column", table.columns[column], cell, sheet)
        figures += [(sheet, row) for row in range(below, sheet.grid.height)]
    filled = [(sheet, row) for sheet, row in figures if _is_row(sheet, row)]
    figures = filled or [line for line in figures[:1] if len(figures) == 1]
    complete = len(heads) == len(places) and _are_in_order(parts, table, heads)
    for sheet, row in figures:
        _read_row(reading, sheet, row, heads, places, sure=complete and len(figures) == 1)
    reading.fit = float(len(heads))
    return reading


def _header(
    sheet: Sheet, table: Table, places: Sequence[tuple[str, str]]
) -> tuple[int, list[tuple[tuple[str, str], GridCell]]]:
    """Row below the header, and each place of the form with its header cell."""
    items = list(table.columns.values())
    leaf_row = next(
        (
            row
            for row in range(sheet.grid.height - 1, -1, -1)
            if sum(_is_leaf(sheet.grid.at(row, c), items) for c in sheet.columns) > len(items)
        ),
        None,
    )
    if leaf_row is None:
        return 0, []
    leaves = list(
        dict.fromkeys(
            cell for c in sheet.columns if _is_leaf(cell := sheet.grid.at(leaf_row, c), items)
        )
    )
    expected = [table.columns[column] for _, column in places]
    found = align([cell.text for cell in leaves], expected)
    heads = [
        (places[match], leaf)
        for leaf, match in zip(leaves, found.matches, strict=True)
        if match is not None
    ]
    return leaf_row + 1, heads


def _are_in_order(
    parts: Sequence[Sheet], table: Table, heads: Sequence[tuple[tuple[str, str], GridCell]]
) -> bool:
    """Whether each group's header cells stand under the heading of that group."""
    named = [
        _heading(parts, table, [head for (row, _), head in heads if row == group])
        for group in table.rows
    ]
    if len([name for name in named if name]) + 1 >= len(
        named
    ):  # one may be left to the page before
        return all(name in {None, group} for name, group in zip(named, table.rows, strict=True))
    # A page break parts the headings from the header cells: their order must be the form's.
    places = [
        (cell.box[0], group)
        for part in parts
        for cell in part.grid.cells
        if (group := _group_named(table, cell.text)) is not None
    ]
    order = [group for _, group in sorted(places)]
    return order == list(table.rows)


def _heading(parts: Sequence[Sheet], table: Table, heads: Sequence[GridCell]) -> str | None:
    """The group that the headings above five header cells name, ``None`` for no group.

    On an inferred grid the letters of the headings may lie among those of the header cells.
    """
    sheet = next(part for part in parts if heads[0] in part.grid.cells)
    for row in range(heads[0].row - 1, -1, -1):
        named = {_group_named(table, sheet.grid.at(row, head.column).text) for head in heads}
        if len(named) == 1 and (name := named.pop()) is not None:
            return name
        if named - {None} and sheet.grid.proven:
            return None
    if not sheet.grid.proven:
        letters = "".join(head.compact for head in heads)
        for item in table.columns.values():
            letters = letters.replace(normal(item.label), "")
        return _group_named(table, letters)
    return None


def _group_named(table: Table, text: str) -> str | None:
    code, item = max(table.rows.items(), key=lambda pair: fit(pair[1], text))
    return code if fit(item, text) >= SURE_FIT else None


def _is_leaf(cell: GridCell, items: Sequence[Item]) -> bool:
    return any(fit(item, cell.text) >= SURE_FIT for item in items)


def _is_row(sheet: Sheet, row: int) -> bool:
    """A row of figures, or one with marks that are no text."""
    cells = [sheet.grid.at(row, column) for column in sheet.columns]
    return any(is_figure(cell) or cell.doubt is Doubt.UNREAD_INK for cell in cells)


def _read_row(
    reading: TableReading,
    sheet: Sheet,
    row: int,
    heads: Sequence[tuple[tuple[str, str], GridCell]],
    places: Sequence[tuple[str, str]],
    *,
    sure: bool,
) -> None:
    """Enter the row's cells below their header cells, or by order where no header stands."""
    found: dict[tuple[str, str], GridCell] = {}
    if heads:
        for place, head in heads:
            at = sheet.column_under(head.box[0], head.box[2])
            if at is not None:
                found[place] = sheet.grid.at(row, at)
    elif len(sheet.columns) == len(places):
        cells = [sheet.grid.at(row, at) for at in sheet.columns]
        found = dict(zip(places, cells, strict=True))
    is_merged = len(set(map(id, found.values()))) < len(found)
    doubt = None if sure and not is_merged else Doubt.UNCERTAIN_PLACE
    for (group, column), cell in found.items():
        reading.put(CellRef(reading.table, group, column), cell, sheet, doubt)
