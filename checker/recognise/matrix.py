"""A matrix (表三): labelled rows below one header, often cut by page breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from checker.model import CellRef, Doubt, Subtotal
from checker.recognise.align import align
from checker.recognise.grid_rows import Sheet, TableReading, aside
from checker.recognise.labels import fit, is_numbered, normal
from checker.recognise.rows import SURE_FIT, PrintedRow, printed_rows, rejoin
from checker.rulebook.form import Form, Group, Item, Table

if TYPE_CHECKING:
    from checker.model.table_grid import GridCell

LEGIBLE = 0.3  # a label less like its row than this was placed by order alone
LABEL_WORDS = 3  # letters: notes in cells (无, 不涉及) are shorter than labels
LEAST_HEADS = 3  # header cells: fewer are no header of 表三, which has seven
_SUBTOTAL_HEADERS = ("小计", "合计")

Spans = Mapping[str, tuple[float, float]]


def read_matrix(parts: Sequence[Sheet], form: Form, code: str) -> TableReading:
    """Read a matrix under one layout of the form."""
    table = form.tables[code]
    reading = TableReading(code, form)
    spans: Spans = {}
    home: Sheet | None = None
    rows: list[PrintedRow] = []
    uncertain: set[int] = set()
    for sheet in parts:
        header = _header(sheet, table)
        if header is not None:
            first_row, cells = header
            own = {code: (cell.box[0], cell.box[2]) for code, cell in cells.items()}
            columns = _columns_below(sheet, own)
            if not spans:
                spans, home = own, sheet
                _note_columns(reading, table, cells, sheet)
        else:
            first_row = 0
            columns = _columns_below(sheet, _moved(spans, aside(home or sheet, sheet)))
        wanted = [code for code in table.columns if code in columns]
        if len(wanted) < len(table.columns):
            columns = _columns_by_order(sheet, table)
            uncertain.add(id(sheet))
        if columns:
            rows += printed_rows(sheet, columns, first_row)
    rows = [row for row in rows if not _is_header(row, table)]
    expected = _expected(table)
    rows = [row for row in rejoin(rows, expected) if row.label or not row.is_empty]
    _place(reading, rows, expected, uncertain)
    return reading


def _header(sheet: Sheet, table: Table) -> tuple[int, dict[str, GridCell]] | None:
    """Row below the header, and the header cell of each column; ``None`` without a header."""
    first_row = next(
        (row for row in range(sheet.grid.height) if _is_body(sheet, row, table)),
        sheet.grid.height,
    )
    if first_row == 0:
        return None
    leaves = list(
        dict.fromkeys(
            cell
            for column in sheet.columns
            if (cell := _lowest(sheet, column, first_row)) is not None
        )
    )
    items = list(table.columns.values())
    if sum(fit(items[0], leaf.text) >= SURE_FIT for leaf in leaves) > 1:
        return None  # two tables side by side: which columns are this year's is not printed
    found = align([cell.text for cell in leaves], items)
    cells: dict[str, GridCell] = {}
    for leaf, match in zip(leaves, found.matches, strict=True):
        if match is not None:
            cells[items[match].code] = leaf
    _note_subtotal_column(leaves, cells, table)
    return (first_row, cells) if len(cells) >= LEAST_HEADS else None


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


def _is_body(sheet: Sheet, row: int, table: Table) -> bool:
    """Whether a row is labelled as one of the form's (总计 and 其他 head columns as well)."""
    heads = {normal(item.label) for item in table.columns.values()}
    entries = [entry for entry in _expected(table) if normal(entry.label) not in heads]
    return any(
        fit(entry, cell.text) >= SURE_FIT
        for cell in sheet.grid.row(row)
        if cell.compact
        for entry in entries
    )


def _lowest(sheet: Sheet, column: int, below: int) -> GridCell | None:
    """The lowest cell with words above the body in a column."""
    for row in range(below - 1, -1, -1):
        cell = sheet.grid.at(row, column)
        if cell.compact:
            return cell
    return None


def _moved(spans: Spans, by: float) -> Spans:
    return {code: (left + by, right + by) for code, (left, right) in spans.items()}


def _columns_below(sheet: Sheet, spans: Spans) -> dict[str, int]:
    """The columns of a part without header: those that stand below the header's."""
    found = {code: sheet.column_under(*span) for code, span in spans.items()}
    return {code: column for code, column in found.items() if column is not None}


def _columns_by_order(sheet: Sheet, table: Table) -> dict[str, int]:
    """The last resort: as many columns as the form has, after the label columns."""
    count = len(table.columns)
    if not count < len(sheet.columns) <= count + 3:
        return {}
    return dict(zip(table.columns, sheet.columns[-count:], strict=True))


def _note_columns(
    reading: TableReading, table: Table, cells: Mapping[str, GridCell], sheet: Sheet
) -> None:
    for code, cell in cells.items():
        if code in table.columns:
            reading.put_label("column", table.columns[code], cell, sheet)


def _is_header(row: PrintedRow, table: Table) -> bool:
    """A header repeated after a page break: words where figures belong."""
    return not row.has_figures and any(
        cell.compact and fit(item, cell.text) >= SURE_FIT
        for cell in row.cells.values()
        for item in table.columns.values()
    )


def _expected(table: Table) -> list[Item | Group]:
    """What the label columns print from top to bottom: a group's heading, then its rows.

    A heading over other groups (三、本年度办理结果) is left out: it stands beside all of them,
    sideways, and heads no row.
    """
    outer = {
        code
        for code, group in table.row_groups.items()
        if any(member in table.row_groups for member in group.members)
    }
    expected: list[Item | Group] = []
    opened: set[str] = set()
    for code, item in table.rows.items():
        for group in table.row_groups.values():
            is_first = group.code not in opened and group.members and group.members[0] == code
            if is_first:
                expected.append(group)
                opened.add(group.code)
        expected.append(item)
    return [entry for entry in expected if entry.code not in outer]


def _place(
    reading: TableReading,
    rows: Sequence[PrintedRow],
    expected: Sequence[Item | Group],
    uncertain: set[int],
) -> None:
    found = align([row.label for row in rows], expected)
    reading.fit = found.score
    left: list[PrintedRow] = []
    for row, match in zip(rows, found.matches, strict=True):
        entry = expected[match] if match is not None else None
        if entry is None:
            left.append(row)
        elif isinstance(entry, Group):
            _note_subtotals(reading, row, entry)
        else:
            least = LEGIBLE if row.sheet.grid.proven else SURE_FIT
            illegible = fit(entry, row.label) < least
            _enter(reading, row, entry, unsure=illegible or id(row.sheet) in uncertain)
    for row in left:
        _leave_aside(reading, row, expected, unsure=id(row.sheet) in uncertain)


def _enter(reading: TableReading, row: PrintedRow, item: Item, *, unsure: bool) -> None:
    """Enter a row's cells under one row of the form."""
    table = reading.form.tables[reading.table]
    astray = any(_is_label(cell) for cell in row.cells.values())
    doubt = Doubt.UNCERTAIN_PLACE if unsure or astray or row.is_entangled else None
    if row.label_cell is not None:
        reading.labels.append(reading.as_label("row", item, row.label, row.label_cell, row.sheet))
    for code, cell in row.cells.items():
        if code in table.columns:
            reading.put(CellRef(table.code, item.code, code), cell, row.sheet, doubt)
        else:
            # What a subtotal may hold is what its parts hold.
            part = CellRef(table.code, item.code, table.expand_columns(code)[0])
            value = reading.as_cell(cell, part)
            reading.subtotals.append(Subtotal(table.code, "column", code, item.code, value))


def _is_label(cell: GridCell) -> bool:
    """Whether a cell in a column of figures holds a numbered label: the row is shifted."""
    text = cell.compact
    return is_numbered(text) and sum("\u4e00" <= char <= "\u9fff" for char in text) > LABEL_WORDS


def _leave_aside(
    reading: TableReading, row: PrintedRow, expected: Sequence[Item | Group], *, unsure: bool
) -> None:
    """A printed row out of the form's order: not on the form, printed again, or moved.

    Printed again with other figures, it makes both doubtful: nothing tells which one counts.
    """
    if row.label_cell is None or not row.has_figures:
        return
    items = [entry for entry in expected if isinstance(entry, Item)]
    alike = max(items, key=lambda item: fit(item, row.label))
    fits = fit(alike, row.label)
    if fits < SURE_FIT:
        reading.labels.append(reading.as_label("row", None, row.label, row.label_cell, row.sheet))
    elif any(ref.row == alike.code for ref in reading.cells):
        reading.repeated.append(
            reading.as_label("row", alike, row.label, row.label_cell, row.sheet)
        )
        for code, cell in row.cells.items():
            if code in reading.form.tables[reading.table].columns:
                reading.put(CellRef(reading.table, alike.code, code), cell, row.sheet)
    else:
        _enter(reading, row, alike, unsure=unsure or fits < 1)


def _note_subtotals(reading: TableReading, row: PrintedRow, group: Group) -> None:
    columns = reading.form.tables[reading.table].columns
    for code, cell in row.cells.items():
        if code in columns and cell.compact:
            value = reading.as_cell(cell, CellRef(reading.table, group.code, code))
            reading.subtotals.append(Subtotal(reading.table, "row", group.code, code, value))
