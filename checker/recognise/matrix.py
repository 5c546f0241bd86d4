"""A matrix (表三): labelled rows below one header, often cut by page breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import CellRef, Doubt, Subtotal
from checker.recognise.align import align
from checker.recognise.grid_rows import Sheet, TableReading, aside
from checker.recognise.labels import LEGIBLE, SURE_FIT, fit, has_figure_beside, is_numbered
from checker.recognise.matrix_head import (
    Header,
    Spans,
    columns_below,
    columns_by_order,
    read_header,
)
from checker.recognise.rows import PrintedRow, printed_rows, rejoin
from checker.rulebook.form import Form, Group, Item, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model.table_grid import GridCell

# The marks of rows of one level: a group and its first row may share a cell, two rows may not.
_LIST_MARKS = (re.compile(r"[(（][一二三四五六七][)）]"), re.compile(r"(?<!\d)\d[.、．](?!\d)"))
LABEL_WORDS = 3  # letters: notes in cells (无, 不涉及) are shorter than labels


def read_matrix(parts: Sequence[Sheet], form: Form, code: str) -> TableReading:
    """Read a matrix under one layout of the form."""
    table = form.tables[code]
    expected = _expected(table)
    reading = TableReading(code, form)
    rows: list[PrintedRow] = []
    uncertain: dict[int, Mapping[str, Doubt]] = {}
    ordered = _in_reading_order(parts, expected)
    heads = [
        read_header(sheet, table, expected, before)
        for before, sheet in zip([None, *ordered], ordered, strict=False)
    ]
    # The most whole of the heads: a page break may have cut the first below its upper row.
    whole = max((head for head in heads if head), key=lambda one: len(one.cells), default=None)
    home = ordered[heads.index(whole)] if whole else None
    if whole and home:
        _note_columns(reading, table, whole, home)
    for sheet, header in zip(ordered, heads, strict=True):
        first_row = header.below if header else 0
        spans = whole.spans if whole else {}
        if header and whole and len(header.cells) == len(whole.cells):
            spans = header.spans
        elif home is not None:
            spans = _moved(spans, aside(home, sheet))
        columns = columns_below(sheet, spans)
        head = header or whole
        unsure = dict(head.doubts) if head else {}
        wanted = [code for code in table.columns if code in columns]
        if len(wanted) < len(table.columns):
            columns, by_order = columns_by_order(sheet, table, columns)
            unsure |= by_order
        uncertain[id(sheet)] = unsure
        if columns:
            rows += printed_rows(sheet, columns, first_row)
    rows = [row for row in rows if not _is_header(row, table)]
    rows = [row for row in rejoin(rows, expected) if row.label or not row.is_empty]
    _place(reading, rows, expected, uncertain)
    return reading


def _in_reading_order(parts: Sequence[Sheet], expected: Sequence[Item | Group]) -> list[Sheet]:
    """The parts as their labels follow on one another in the form.

    Two pages on one are parts side by side: their heights on the page do not tell which is first.
    A part without a label of its own stays behind the one before it.
    """
    if len(parts) == 1:
        return list(parts)
    keyed: list[tuple[int, int, Sheet]] = []
    place = -1
    for number, sheet in enumerate(parts):
        place = min(_places_named(sheet, expected), default=place)
        keyed.append((place, number, sheet))
    return [sheet for _, _, sheet in sorted(keyed, key=lambda one: one[:2])]


def _places_named(sheet: Sheet, expected: Sequence[Item | Group]) -> list[int]:
    """Where in the form the labels stand that a part prints for sure."""
    texts = [cell.text for cell in sheet.grid.cells if is_numbered(cell.compact)]
    return [at for at in align(texts, expected).matches if at is not None]


def _moved(spans: Spans, by: float) -> Spans:
    return {code: (left + by, right + by) for code, (left, right) in spans.items()}


def _note_columns(reading: TableReading, table: Table, header: Header, sheet: Sheet) -> None:
    for code, cell in header.cells.items():
        if code in table.columns:
            reading.put_label("column", table.columns[code], cell, sheet)
    for first, second in header.exchanged:
        one, other = ((table.columns[code], header.cells[code]) for code in (first, second))
        reading.put_exchanged("column", one, other, sheet)


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
    uncertain: Mapping[int, Mapping[str, Doubt]],
) -> None:
    found = align([row.label for row in rows], expected)
    reading.fit = found.score
    left: list[PrintedRow] = []
    for at, (row, match) in enumerate(zip(rows, found.matches, strict=True)):
        entry = expected[match] if match is not None else None
        if entry is None:
            left.append(row)
        elif isinstance(entry, Group):
            _note_subtotals(reading, row, entry)
        else:
            least = LEGIBLE if row.sheet.grid.proven else SURE_FIT
            doubt = Doubt.UNCERTAIN_PLACE if fit(entry, row.label) < least else None
            doubt = Doubt.OUT_OF_ORDER if at in found.astray else doubt
            doubt = Doubt.SPLIT_BY_PAGE if row.is_torn else doubt
            if row.is_empty and (
                _has_unclaimed_figures_beside(at, rows, found.matches)
                or _is_beside_unread_rows(at, rows, found.matches, expected)
            ):
                doubt = Doubt.UNCERTAIN_PLACE
            if not row.sheet.grid.proven and has_figure_beside(row.label):
                doubt = Doubt.UNCERTAIN_PLACE
            if any(len(mark.findall(row.label)) > 1 for mark in _LIST_MARKS):
                doubt = Doubt.UNCERTAIN_PLACE  # the labels of two rows lower than their print
            _enter(reading, row, entry, doubt, uncertain[id(row.sheet)])
    for pair in found.exchanged():
        _note_exchanged(reading, [(rows[at], expected[match]) for at, match in pair])
    for row in left:
        _leave_aside(reading, row, expected)


def _has_unclaimed_figures_beside(
    at: int, rows: Sequence[PrintedRow], matches: Sequence[int | None]
) -> bool:
    """Whether a row next to this one holds figures and is none of the form's.

    They may be this row's own, cut off from the first line of its label: seen in a damaged file
    without upright lines, where the row was then blank for sure.
    """
    return any(
        matches[other] is None and (rows[other].has_figures or rows[other].parted)
        for other in (at - 1, at + 1)
        if 0 <= other < len(rows)
    )


def _is_beside_unread_rows(
    at: int,
    rows: Sequence[PrintedRow],
    matches: Sequence[int | None],
    expected: Sequence[Item | Group],
) -> bool:
    """Whether a blank row stands first or last in its part, next to rows that were not read.

    Its figures may stand on the other page, at the edge of what was not read there.
    """
    own = matches[at]
    edges = {rows[at].edge, -rows[at].edge if _is_alone(at, rows) else rows[at].edge} - {0}
    for edge in edges:
        before = own
        step = edge
        while before is not None and 0 <= before + step < len(expected):
            before += step
            if isinstance(expected[before], Item):
                beside = at + step
                if not 0 <= beside < len(rows) or matches[beside] != before:
                    return True
                break
    return False


def _is_alone(at: int, rows: Sequence[PrintedRow]) -> bool:
    """Whether a row is the only one of its part."""
    return all(
        rows[other].sheet is not rows[at].sheet
        for other in (at - 1, at + 1)
        if 0 <= other < len(rows)
    )


def _note_exchanged(reading: TableReading, pair: Sequence[tuple[PrintedRow, Item | Group]]) -> None:
    """Two rows of one part in the other order than the form's; parts may follow otherwise."""
    (first, item), (second, other) = pair
    if (
        first.sheet is second.sheet
        and isinstance(item, Item)
        and isinstance(other, Item)
        and first.label_cell is not None
        and second.label_cell is not None
    ):
        one, two = (item, first.label_cell), (other, second.label_cell)
        reading.put_exchanged("row", one, two, first.sheet)


def _enter(
    reading: TableReading,
    row: PrintedRow,
    item: Item,
    doubt: Doubt | None,
    columns: Mapping[str, Doubt],
) -> None:
    """Enter a row's cells under one row of the form; ``columns`` are those not sure themselves."""
    table = reading.form.tables[reading.table]
    astray = any(_is_label(cell) for cell in row.cells.values())
    doubt = doubt or (Doubt.UNCERTAIN_PLACE if astray or row.is_entangled else None)
    if row.label_cell is not None:
        reading.labels.append(reading.as_label("row", item, row.label, row.label_cell, row.sheet))
    for code, cell in row.cells.items():
        if code in table.columns:
            ref = CellRef(table.code, item.code, code)
            parted = Doubt.UNCERTAIN_PLACE if code in row.parted else None
            reading.put(ref, cell, row.sheet, doubt or columns.get(code) or parted)
        else:
            # What a subtotal may hold is what its parts hold.
            part = CellRef(table.code, item.code, table.expand_columns(code)[0])
            value = reading.as_cell(cell, part)
            reading.subtotals.append(Subtotal(table.code, "column", code, item.code, value))


def _is_label(cell: GridCell) -> bool:
    """Whether a cell in a column of figures holds a numbered label: the row is shifted."""
    text = cell.compact
    return is_numbered(text) and sum("\u4e00" <= char <= "\u9fff" for char in text) > LABEL_WORDS


def _leave_aside(reading: TableReading, row: PrintedRow, expected: Sequence[Item | Group]) -> None:
    """A printed row that is no row of the form, or one printed again.

    Printed again with other figures, it makes both doubtful: nothing tells which one counts.
    """
    if row.label_cell is None or not row.has_figures:
        return
    items = [entry for entry in expected if isinstance(entry, Item)]
    alike = max(items, key=lambda item: fit(item, row.label))
    if fit(alike, row.label) < SURE_FIT:
        reading.labels.append(reading.as_label("row", None, row.label, row.label_cell, row.sheet))
    elif not any(ref.row == alike.code for ref in reading.cells):
        _enter(reading, row, alike, Doubt.UNCERTAIN_PLACE, {})
    else:
        reading.repeated.append(
            reading.as_label("row", alike, row.label, row.label_cell, row.sheet)
        )
        for code, cell in row.cells.items():
            if code in reading.form.tables[reading.table].columns:
                reading.put(CellRef(reading.table, alike.code, code), cell, row.sheet)


def _note_subtotals(reading: TableReading, row: PrintedRow, group: Group) -> None:
    columns = reading.form.tables[reading.table].columns
    for code, cell in row.cells.items():
        if code in columns and cell.compact:
            value = reading.as_cell(cell, CellRef(reading.table, group.code, code))
            reading.subtotals.append(Subtotal(reading.table, "row", group.code, code, value))
