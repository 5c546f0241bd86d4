"""Stacked blocks (表二), each with a caption, a header row and its rows; one grid or several."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import CellRef, Doubt
from checker.recognise.align import align
from checker.recognise.grid_rows import Sheet, TableReading, aside, is_figure, x_middle
from checker.recognise.labels import LEGIBLE, SURE_FIT, fit, has_figure_beside, names_another

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.table_grid import GridCell
    from checker.rulebook.form import Block, Form, Table


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed row with a label: its figures, and the header row above it if one is printed."""

    label: GridCell
    cells: tuple[GridCell, ...]
    header: tuple[GridCell, ...]
    sheet: Sheet
    moved: float = 0.0  # points that its part stands right of its header's


def read_blocks(parts: Sequence[Sheet], form: Form, code: str) -> TableReading:
    """Read a table of stacked blocks as a form of one year prints it."""
    table = form.tables[code]
    reading = TableReading(code, form)
    rows = _rows(parts, table)
    items = list(table.rows.values())
    found = align([row.label.text for row in rows], items)
    reading.fit = found.score
    headed: set[int] = set()
    for at, (row, match) in enumerate(zip(rows, found.matches, strict=True)):
        item = items[match] if match is not None else None
        if item is None or fit(item, row.label.text) < LEGIBLE:
            _leave_aside(reading, table, row)
            continue
        doubt = Doubt.UNCERTAIN_PLACE if fit(item, row.label.text) < SURE_FIT else None
        doubt = Doubt.OUT_OF_ORDER if at in found.astray else doubt
        if not row.sheet.grid.proven and has_figure_beside(row.label.text):
            doubt = Doubt.UNCERTAIN_PLACE
        if names_another(item, items, row.label.text):
            doubt = Doubt.UNCERTAIN_PLACE
        block = next(block for block in table.blocks if item.code in block.rows)
        reading.put_label("row", item, row.label, row.sheet)
        if row.header and id(row.header) not in headed:
            headed.add(id(row.header))
            _note_header(reading, table, block, row)
        _read_row(reading, block, item.code, row, doubt)
    for pair in found.exchanged():
        (first, item), (second, other) = ((rows[at], items[match]) for at, match in pair)
        if first.sheet is second.sheet:
            reading.put_exchanged("row", (item, first.label), (other, second.label), first.sheet)
    return reading


def _rows(parts: Sequence[Sheet], table: Table) -> list[_Row]:
    """Every row with figures below the header row that stands above it.

    A caption ends the header before it; a header survives a page break. Where a label is
    higher than one row of the grid (a frame drawn around a figure parts it), all cells beside
    it are one row.
    """
    rows: list[_Row] = []
    header: tuple[GridCell, ...] = ()
    home = parts[0] if parts else None
    for sheet in parts:
        below = 0
        for number in range(sheet.grid.height):
            if number < below:
                continue
            cells = tuple(c for c in sheet.grid.row(number) if c.row == number)
            below = number + (cells[0].rows if cells and cells[0].column == 0 else 1)
            for line in range(number + 1, below):
                cells += tuple(c for c in sheet.grid.row(line) if c.row == line)
            if _is_caption(cells, table):
                header = ()
            elif _is_header(cells, table):
                header, home = cells, sheet
            elif cells and cells[0].compact and (len(cells) > 1):
                moved = aside(home or sheet, sheet)
                rows.append(_Row(cells[0], cells[1:], header, sheet, moved))
    return rows


def _is_caption(cells: Sequence[GridCell], table: Table) -> bool:
    text = "".join(cell.compact for cell in cells)
    return table.caption is not None and text.startswith(table.caption)


def _is_header(cells: Sequence[GridCell], table: Table) -> bool:
    texts = [cell.text for cell in cells if cell.compact]
    if any(is_figure(cell) for cell in cells):
        return False
    if texts and "".join(texts[0].split()) == table.head:
        return True
    return sum(fit(c, text) >= SURE_FIT for c in table.columns.values() for text in texts) > 0


def _note_header(reading: TableReading, table: Table, block: Block, row: _Row) -> None:
    headers, _ = _header_cells(table, block, row)
    for code, cell in headers.items():
        reading.put_label("column", table.columns[code], cell, row.sheet)
    printed = list(headers)
    for code, other in itertools.combinations(printed, 2):
        if block.columns.index(code) > block.columns.index(other):
            one, two = ((table.columns[one], headers[one]) for one in (code, other))
            reading.put_exchanged("column", one, two, row.sheet)


def _header_cells(
    table: Table, block: Block, row: _Row
) -> tuple[dict[str, GridCell], dict[str, Doubt]]:
    """The header cell of each of the block's columns, as printed, and those out of order."""
    printed = [cell for cell in row.header if cell.compact and cell.compact != table.head]
    items = [table.columns[code] for code in block.columns]
    found = align([cell.text for cell in printed], items)
    heads = {
        block.columns[match]: cell
        for cell, match in zip(printed, found.matches, strict=True)
        if match is not None
    }
    astray = [block.columns[found.matches[at] or 0] for at in found.astray]
    return heads, dict.fromkeys(astray, Doubt.OUT_OF_ORDER)


def _read_row(
    reading: TableReading, block: Block, code: str, row: _Row, doubt: Doubt | None = None
) -> None:
    table = reading.form.tables[reading.table]
    headers, moved = _header_cells(table, block, row)
    if row.header and len(headers) < len(block.columns):
        return  # the printed header is another form's; its figures mean something else
    filled = [cell for cell in row.cells if cell.compact or cell.doubt]
    placed: dict[str, GridCell] = {}
    if len(block.columns) == 1:
        if len(filled) <= 1 and row.cells:
            placed = {block.columns[0]: filled[0] if filled else row.cells[0]}
    elif headers:
        placed = _below(headers, row)
    elif len(row.cells) == len(block.columns):
        # As many columns stand in this block on the form of another year, where they mean
        # something else: without a head nothing tells which these are.
        placed = dict(zip(block.columns, row.cells, strict=True))
        doubt = doubt or Doubt.UNCERTAIN_PLACE
    used = {id(cell) for cell in placed.values()}
    astray = [cell for cell in filled if id(cell) not in used]
    if astray or len(used) < len(placed):
        doubt = Doubt.UNCERTAIN_PLACE
    for column, cell in placed.items():
        ref = CellRef(table.code, code, column)
        reading.put(ref, cell, row.sheet, doubt or moved.get(column))


def _below(headers: dict[str, GridCell], row: _Row) -> dict[str, GridCell]:
    """The cell under each header cell, by where their middles lie."""
    placed: dict[str, GridCell] = {}
    for code, head in headers.items():
        left, right = head.box[0] + row.moved, head.box[2] + row.moved
        under = [
            cell
            for cell in row.cells
            if cell.box[0] <= (left + right) / 2 <= cell.box[2] or left <= x_middle(cell) <= right
        ]
        if len(under) == 1:
            placed[code] = under[0]
    return placed


def _leave_aside(reading: TableReading, table: Table, row: _Row) -> None:
    """A row that the form does not have, or has already; by order alone none is placed."""
    if not any(is_figure(cell) for cell in row.cells):
        return
    again = next((i for i in table.rows.values() if fit(i, row.label.text) >= SURE_FIT), None)
    if again is None:
        reading.put_label("row", None, row.label, row.sheet)
        return
    printed = "".join(row.label.text.split())
    reading.repeated.append(reading.as_label("row", again, printed, row.label, row.sheet))
    block = next(block for block in table.blocks if again.code in block.rows)
    _read_row(reading, block, again.code, row)
