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
    return page_of(pen)


def page_of(pen: paper.Pen) -> bytes:
    """A page of what the pen has drawn."""
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


def test_heads_set_upright_turn_no_page() -> None:
    """More columns of letters than lines: camelot by itself would read the page turned aside."""
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    pen = paper.Pen()
    for column, head in enumerate(heads):
        left = 60.0 + 20 * column
        pen.rectangle(left, 700, left + 20, 760)
        pen.rectangle(left, 680, left + 20, 700)
        if column < 9:
            pen.text(left + 6, 686, 10, "7")
        for at, letter in enumerate(head):
            pen.text(left + 5, 748 - 11 * at, 10, letter)
    (grid,), faults = drawn_grids(page_of(pen), [1])
    assert not faults
    assert (grid.height, grid.width) == (2, 15)
    assert [grid.at(0, column).compact for column in range(15)] == heads


def test_all_pages_are_walked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file of 20 reports and 100 pages it was done 40 times."""
    from playa.document import PageList

    walked: list[int] = []
    walk = PageList.page_objects
    assert isinstance(walk, property)

    def counted(pages: PageList) -> object:
        walked.append(1)
        return walk.__get__(pages)

    monkeypatch.setattr(PageList, "page_objects", property(counted))
    (grid,), faults = drawn_grids(page_of_labels(2), [1])
    assert not faults
    assert grid.height == 2
    assert len(walked) == 1
