"""An unknown sign beside figures of a table without lines: the whole row is doubtful."""

from __future__ import annotations

from checker.documents.pdf.decipher.unknown_cells import rows_doubted
from checker.model import Doubt
from checker.model.document import UNKNOWN
from checker.model.table_grid import Grid, GridCell

ROWS = [
    ["行政处罚", f"327{UNKNOWN}326", "", "5"],
    [f"行政{UNKNOWN}制", "12", "", "7"],
]


def grid(*, proven: bool) -> Grid:
    cells = [
        GridCell(row, column, 1, 1, (column, -row, column + 1, 1 - row), text)
        for row, texts in enumerate(ROWS)
        for column, text in enumerate(texts)
    ]
    return Grid(1, (0, 0, 4, 2), 2, 4, tuple(cells), proven)


def test_figures_and_blanks_beside_an_unknown_sign_are_doubtful() -> None:
    doubted = {(c.row, c.column) for c in rows_doubted(grid(proven=False)).cells if c.doubt}
    assert doubted == {(0, 1), (0, 2), (0, 3)}
    assert all(
        cell.doubt in {None, Doubt.UNCERTAIN_PLACE}
        for cell in rows_doubted(grid(proven=False)).cells
    )


def test_between_drawn_lines_each_cell_speaks_for_itself() -> None:
    assert rows_doubted(grid(proven=True)) == grid(proven=True)
