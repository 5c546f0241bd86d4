"""The printed rows of a matrix: labels and figures, rows cut by page breaks joined again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.recognise.grid_rows import Sheet, is_figure
from checker.recognise.labels import SURE_FIT, fit
from checker.recognise.strays import HOLDS_ANOTHERS
from checker.rulebook.form import Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.table_grid import GridCell
    from checker.rulebook.form import Group


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed row: its own label, and the cell in each column of the form.

    ``edge`` tells that it stands first (−1) or last (1) of its part, where a page break may
    have cut it; ``labels`` counts the label cells beside it.
    """

    label: str
    label_cell: GridCell | None
    cells: Mapping[str, GridCell]
    sheet: Sheet
    edge: int = 0
    labels: int = 1
    holds_label: bool = False
    """Whether one of its cells begins in the columns of the labels, which may be in it."""
    overflows: bool = False
    """Whether it is shifted: one of its cells is blank, and a figure stands beyond the last column
    (a field too many in a line of text, a cell too many in a row of a web page)."""
    is_torn: bool = False
    """Whether a page break parts its label from its figures."""
    parted: frozenset[str] = frozenset()
    """The columns that are blank here beside a figure that may be theirs: it stands in a column
    that is none of the form's, or together with another one. Lines inferred between the figures
    of one column part them so (seen in damaged files)."""

    @property
    def has_figures(self) -> bool:
        """Whether any of its columns holds a figure."""
        return any(is_figure(cell) for cell in self.cells.values())

    @property
    def is_entangled(self) -> bool:
        """Whether one cell stands under two columns, or one figure beside two labels.

        A merged cell has one number for two places of the form: neither can be read.
        """
        return (
            len({id(cell) for cell in self.cells.values()}) < len(self.cells)
            or self.labels > 1
            or self.holds_label
            or self.overflows
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is printed in its columns, nor beside them."""
        return not self.parted and not any(
            cell.compact or cell.doubt for cell in self.cells.values()
        )


def printed_rows(sheet: Sheet, columns: Mapping[str, int], first_row: int) -> list[PrintedRow]:
    """The rows of one part below its header; ``columns`` maps codes to grid columns."""
    grid = sheet.grid
    first_column = min(columns.values())
    rows: list[PrintedRow] = []
    row = first_row
    while row < grid.height:
        cells = {code: grid.at(row, column) for code, column in columns.items()}
        # A number beside a label of two lines may span two grid rows: they are one row.
        below = max(cell.row + cell.rows for cell in cells.values())
        height = max(1, below - row)
        label_cells = _label_cells(sheet, row, height, first_column)
        label = "".join(cell.compact for cell in label_cells)
        first = label_cells[0] if label_cells else None
        parted = frozenset(_parted(sheet, columns, cells, row))
        rows.append(
            PrintedRow(
                label,
                first,
                cells,
                sheet,
                labels=len(label_cells),
                holds_label=any(cell.column < first_column for cell in cells.values()),
                overflows=_overflows(sheet, columns, cells, row, first_row),
                parted=parted,
            )
        )
        row += height
    if rows:
        rows[0] = replace(rows[0], edge=-1)
        if len(rows) > 1:
            rows[-1] = replace(rows[-1], edge=1)
    return rows


def _overflows(
    sheet: Sheet,
    columns: Mapping[str, int],
    cells: Mapping[str, GridCell],
    row: int,
    first_row: int,
) -> bool:
    """Whether a figure stands beyond the last column, under no head, where a cell is blank."""
    if all(cell.compact for cell in cells.values()):
        return False
    grid, claimed = sheet.grid, {id(cell) for cell in cells.values()}
    for column in range(max(columns.values()) + 1, grid.width):
        cell = grid.at(row, column)
        if id(cell) in claimed or not any(map(str.isdigit, cell.compact)):
            continue
        if not first_row or not grid.at(first_row - 1, column).compact:
            return True
    return False


def _parted(
    sheet: Sheet, columns: Mapping[str, int], cells: Mapping[str, GridCell], row: int
) -> Iterator[str]:
    """The columns of which ``PrintedRow.parted`` tells.

    Lines that are drawn part nothing elsewhere in a column because they do in one row; inferred
    ones go through all of it.
    """
    grid, claimed = sheet.grid, {id(cell) for cell in cells.values()}
    own = set(columns.values())
    for code, column in columns.items():
        if cells[code].compact:
            continue
        for beside in (column - 1, column + cells[code].columns):
            if not min(columns.values()) <= beside < grid.width:
                continue
            cell = grid.at(row, beside)
            astray = id(cell) not in claimed and is_figure(cell)
            if not grid.proven and beside not in own:
                astray = sheet.holds_figures(beside)
            if astray or cell.doubt in HOLDS_ANOTHERS:
                yield code


def _label_cells(sheet: Sheet, row: int, height: int, first_column: int) -> list[GridCell]:
    """The row's own label: the rightmost label cell of each line, group headings left aside.

    Where the cell for it is blank, the heading of several rows to its left is no label of one.
    """
    found: list[GridCell] = []
    for line in range(row, row + height):
        cells = [cell for cell in sheet.grid.row(line) if cell.column < first_column]
        own = [cell for cell in cells if cell.compact]
        if own and own[-1] is not cells[-1] and own[-1].rows > max(height, cells[-1].rows):
            continue
        if own and own[-1] not in found:
            found.append(own[-1])
    return found


def rejoin(rows: Sequence[PrintedRow], expected: Sequence[Item | Group]) -> list[PrintedRow]:
    """Rows of all parts with those that a page break cut inside a label made one again.

    A row without figures at a part's edge is the other half of its neighbour's label, unless
    it is a whole row by itself (its label fits one of the form's).
    """

    def best(label: str) -> float:
        return max((fit(item, label) for item in expected), default=0.0)

    joined: list[PrintedRow] = []
    head = ""
    for position, row in enumerate(rows):
        if row.edge < 0 and joined and _are_torn(joined[-1], row, expected):
            joined[-1] = _as_one(joined[-1], row)
            continue
        alone = row.is_empty and (
            best(row.label) < SURE_FIT or (joined and _goes_on(joined[-1], row, expected))
        )
        if row.edge < 0 and alone and position and joined:
            joined[-1] = replace(joined[-1], label=joined[-1].label + row.label)
            continue
        if row.edge > 0 and alone and position + 1 < len(rows):
            head = row.label
            continue
        joined.append(replace(row, label=head + row.label))
        head = ""
    return joined


def _goes_on(above: PrintedRow, below: PrintedRow, expected: Sequence[Item | Group]) -> bool:
    """Whether a blank row is the second half of the label above, which fits only with it."""
    if above.edge <= 0 or not above.has_figures:
        return False
    item = max(expected, key=lambda one: fit(one, below.label))
    halves = max(fit(item, above.label), fit(item, below.label))
    return fit(item, above.label + below.label) > halves


def _are_torn(above: PrintedRow, below: PrintedRow, expected: Sequence[Item | Group]) -> bool:
    """Whether a page break left a row's figures without a label, and its label without figures.

    Beside figures without a label the heading of their group may stand.
    """
    if above.edge <= 0 or above.is_empty == below.is_empty:
        return False
    label = (above if below.is_empty else below).label
    return not any(fit(one, label) >= SURE_FIT for one in expected if isinstance(one, Item))


def _as_one(above: PrintedRow, below: PrintedRow) -> PrintedRow:
    """Both halves of a torn row: which figures are meant is seen, but not for sure."""
    figures, label = (above, below) if below.is_empty else (below, above)
    return replace(figures, label=label.label, label_cell=label.label_cell, edge=0, is_torn=True)
