"""Groups of columns (表四: three of five), one row of figures, sometimes on the page after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import CellRef, Doubt
from checker.recognise.align import align
from checker.recognise.grid_rows import Sheet, TableReading, aside, is_figure
from checker.recognise.labels import SURE_FIT, fit, normal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checker.model.table_grid import GridCell
    from checker.rulebook.form import Form, Item, Table


def read_groups(parts: Sequence[Sheet], form: Form, code: str) -> TableReading:
    """Read groups of columns side by side: each group is a row of the form."""
    table = form.tables[code]
    reading = TableReading(code, form)
    places = [(row, column) for row in table.rows for column in table.columns]
    heads: list[tuple[tuple[str, str], GridCell]] = []
    moved: set[tuple[str, str]] = set()
    figures: list[tuple[Sheet, int]] = []
    home: Sheet | None = None
    for number, sheet in enumerate(parts):
        below = 0
        if not heads:
            below, leaves = _leaves(parts[:number], sheet, table)
            heads, moved = _placed(reading, sheet, leaves, places)
            if heads:
                home, figures = sheet, []  # what stands above its lowest row is the head's
        figures += [(sheet, row) for row in range(below, sheet.grid.height)]
    filled = [(sheet, row) for sheet, row in figures if _is_row(sheet, row)]
    figures = filled or [line for line in figures[:1] if len(figures) == 1]
    complete = len(heads) == len(places)
    if complete and not _are_in_order(parts, table, heads):
        heads, groups = _by_heading(reading, parts, heads)
        complete = bool(groups)
        moved |= {(row, column) for row in groups for column in table.columns}
    for sheet, row in figures:
        under = _moved(heads, aside(home, sheet)) if home else heads
        _read_row(reading, sheet, row, under, places, sure=complete and len(figures) == 1)
    for place in moved:
        reading.doubt(CellRef(code, *place), Doubt.OUT_OF_ORDER)
    reading.fit = float(len(heads))
    return reading


def _leaves(before: Sequence[Sheet], sheet: Sheet, table: Table) -> tuple[int, list[GridCell]]:
    """Row below the header, and the header cells that stand right above the figures.

    Where a page break cuts the head, a cell that was begun on the page before is blank here.
    """
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
    leaves = dict.fromkeys(
        cell
        if (cell := sheet.grid.at(leaf_row, column)).compact or not before
        else before[-1].foot_at(sum(sheet.span(column)) / 2)
        for column in sheet.columns
    )
    return leaf_row + 1, [leaf for leaf in leaves if leaf is not None]


def _placed(
    reading: TableReading,
    sheet: Sheet,
    leaves: Sequence[GridCell],
    places: Sequence[tuple[str, str]],
) -> tuple[list[tuple[tuple[str, str], GridCell]], set[tuple[str, str]]]:
    """Each place of the form with its header cell, and the places whose heads are exchanged.

    The groups print the same words: one whole head is read group by group, so that the words
    decide within each.
    """
    table = reading.form.tables[reading.table]
    size = len(table.columns)
    step = size if len(leaves) == len(places) else len(places)
    heads: list[tuple[tuple[str, str], GridCell]] = []
    moved: set[tuple[str, str]] = set()
    for start in range(0, len(places) if leaves else 0, step):
        own, printed = places[start : start + step], leaves[start : start + step]
        found = align([cell.text for cell in printed], [table.columns[c] for _, c in own])
        for at, (leaf, match) in enumerate(zip(printed, found.matches, strict=True)):
            if match is None:
                continue
            item = table.columns[own[match][1]]
            heads.append((own[match], leaf))
            reading.put_label("column", item, leaf, sheet)
            if at in found.astray:
                moved.add(own[match])
        for pair in found.exchanged():
            first, second = ((table.columns[own[match][1]], printed[at]) for at, match in pair)
            reading.put_exchanged("column", first, second, sheet)
    return heads, moved


def _moved(
    heads: Sequence[tuple[tuple[str, str], GridCell]], by: float
) -> list[tuple[tuple[str, str], GridCell]]:
    """The heads as they would stand above a part that lies beside theirs, or in another column."""
    return [
        (place, replace(head, box=(head.box[0] + by, head.box[1], head.box[2] + by, head.box[3])))
        for place, head in heads
    ]


def _by_heading(
    reading: TableReading,
    parts: Sequence[Sheet],
    heads: Sequence[tuple[tuple[str, str], GridCell]],
) -> tuple[list[tuple[tuple[str, str], GridCell]], set[str]]:
    """The heads under the groups that the headings above them name, and the groups out of order.

    No group, and the heads as they were, where a heading is not read.
    """
    table = reading.form.tables[reading.table]
    named = [
        _heading(parts, table, [head for (row, _), head in heads if row == group])
        for group in table.rows
    ]
    printed = [name for name in named if name is not None]
    if set(printed) != set(table.rows):
        return list(heads), set()
    found = align([table.rows[name].label for name in printed], list(table.rows.values()))
    every = [(part, cell) for part in parts for cell in part.grid.cells]
    for (first, _), (second, _) in found.exchanged():
        one, other = (
            next((part, cell) for part, cell in every if _group_named(table, cell.text) == name)
            for name in (printed[first], printed[second])
        )
        items = table.rows[printed[first]], table.rows[printed[second]]
        reading.put_exchanged("row", (items[0], one[1]), (items[1], other[1]), one[0])
    right = dict(zip(table.rows, printed, strict=True))
    moved = {printed[at] for at in found.astray}
    return [((right[row], column), head) for (row, column), head in heads], moved


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
    is_shifted = _is_shifted(sheet, row, found.values())
    doubt = None if sure and not is_merged and not is_shifted else Doubt.UNCERTAIN_PLACE
    for (group, column), cell in found.items():
        reading.put(CellRef(reading.table, group, column), cell, sheet, doubt)


def _is_shifted(sheet: Sheet, row: int, cells: Collection[GridCell]) -> bool:
    """Whether a figure stands under no head where a cell below one is blank.

    A line of text with a field too many moves all that follow.
    """
    if all(cell.compact for cell in cells):
        return False
    own = set(map(id, cells))
    rest = (sheet.grid.at(row, column) for column in sheet.columns)
    return any(id(cell) not in own and any(map(str.isdigit, cell.compact)) for cell in rest)
