"""The door to camelot: what it would leave out by itself."""

from __future__ import annotations

import io

import pikepdf
import pytest

from checker.documents.pdf.camelot_tables import drawn_grids
from tests.support import paper

COLUMNS = 10


def page_of_labels(rows: int) -> bytes:
    """A page of a table that goes on: each row has its label and nothing else."""
    pen = paper.Pen()
    widths = [100.0, *[35.0] * (COLUMNS - 1)]
    texts = [[f"{row + 1}.属于国家秘密", *[""] * (COLUMNS - 1)] for row in range(rows)]
    paper.simple_table(pen, 780, widths, texts)
    with pikepdf.Pdf.new() as pdf:
        paper.add_page(pdf, pen, paper.font(pdf))
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("rows", [2, 8, 20])
def test_a_grid_of_labels_beside_blanks_is_a_table(rows: int) -> None:
    """Camelot takes a grid for page borders of which nine cells of ten are blank."""
    (grid,), faults = drawn_grids(page_of_labels(rows), [1])
    assert not faults
    assert (grid.height, grid.width) == (rows, COLUMNS)
    assert [grid.at(row, 0).compact for row in range(rows)] == [
        f"{row + 1}.属于国家秘密" for row in range(rows)
    ]
