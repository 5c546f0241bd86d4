"""Heads of 表三 that a page break cuts: those of the outer columns stand on the page before."""

from __future__ import annotations

from checker.model import CellRef
from checker.model.table_grid import Grid, GridCell
from checker.recognise.grid_rows import Sheet
from checker.recognise.matrix import read_matrix
from checker.rulebook.load import load_forms

FORM = load_forms()[-1]
INNER = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
ROW = ["（一）予以公开", "1", "2", "3", "4", "5", "6", "21"]


def inferred(part: int, edges: list[float], *rows: list[str]) -> Sheet:
    """A grid whose lines are inferred, with these walls."""
    cells = [
        GridCell(at, column, 1, 1,
                 (edges[column], -20.0 * at, edges[column + 1], 20 - 20.0 * at), text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]  # fmt: skip
    box = (edges[0], 20 - 20.0 * len(rows), edges[-1], 20.0)
    return Sheet(Grid(part, box, len(rows), len(rows[0]), tuple(cells), proven=False))


def test_an_outer_column_is_that_of_the_head_on_the_page_before() -> None:
    """How wide its column is nothing tells there; here its figures do."""
    upper = inferred(1, [50, 150, 240, 460, 512], ["", "自然人", "法人或其他组织", "总计"])
    below = inferred(2, [52, 180, *(220 + 40 * at for at in range(6)), 508],
                     ["", "", *INNER, ""], ROW)  # fmt: skip
    reading = read_matrix([upper, below], FORM, "t3")
    read = [reading.cells[CellRef("t3", "granted", code)] for code in FORM.tables["t3"].columns]
    assert [cell.raw for cell in read] == ROW[1:]
    assert all(cell.doubt is None for cell in read)


def test_without_that_page_an_outer_column_is_not_sure() -> None:
    edges: list[float] = [52, 180, *(220.0 + 40 * at for at in range(6)), 508]
    reading = read_matrix([inferred(2, edges, ["", "", *INNER, ""], ROW)], FORM, "t3")
    columns = list(FORM.tables["t3"].columns)
    for code in (columns[0], columns[-1]):
        cell = reading.cells.get(CellRef("t3", "granted", code))
        assert cell is None or cell.doubt is not None
