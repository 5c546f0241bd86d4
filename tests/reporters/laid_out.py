"""Reports whose tables stand on pages as a form of A4 prints them, for what is cut out of pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.model import CellRef, Label, PagePlace
from checker.model.page_images import PagePicture
from tests.reporters.handing import PIXEL, Stub

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model import Box, Report
    from checker.model.page_images import View

LEFT, WIDE, HIGH, TOP, BOTTOM = 80.0, 440.0, 16.0, 700.0, 100.0
HEADS_HIGH = 40.0


@dataclass
class Sized(Stub):
    """Originals that give each view a picture of its own size."""

    def __post_init__(self) -> None:
        super().__init__()

    def pictures(self, path: str, views: Sequence[View]) -> tuple[PagePicture, ...]:
        del path
        return tuple(
            PagePicture(
                PIXEL,
                view.box[2] - view.box[0] if view.box else 595.0,
                view.box[3] - view.box[1] if view.box else 842.0,
                tuple((0.1, 0.2, 0.3, 0.4) for _ in view.marks),
            )
            for view in views
        )


def laid_out(report: Report, turn: Callable[[Box], Box] = lambda box: box) -> Report:
    """The report with a box for each cell and heading, each table from the top of its own page.

    What finds no room goes to the next page, without headings. ``turn`` turns every box.
    """
    cells, labels = dict(report.cells), []
    page = 0
    for table in report.tables:
        page += 1
        refs = [ref for ref in map(CellRef.parse, report.cells) if ref.table == table]
        rows = list(dict.fromkeys(ref.row for ref in refs))
        # 表四 is printed as one row; its rows stand above its columns.
        across = [[ref for ref in refs if ref.row == row] for row in rows]
        if table == "t4":
            across = [refs]
        wide = WIDE / (max(map(len, across)) + (table != "t4"))
        first = LEFT + (wide if table != "t4" else 0.0)
        for at, ref in enumerate(across[0]):
            box = (first + at * wide, TOP, first + (at + 1) * wide, TOP + HEADS_HIGH)
            labels.append(Label(table, "column", ref.column, "", place=PagePlace(page, turn(box))))
        above = TOP
        for row in across:
            if above - HIGH < BOTTOM:
                page, above = page + 1, TOP
            below = above - HIGH
            if table != "t4":
                place = PagePlace(page, turn((LEFT, below, first, above)))
                labels.append(Label(table, "row", row[0].row, "", place=place))
            for at, ref in enumerate(row):
                box = (first + at * wide, below, first + (at + 1) * wide, above)
                cells[str(ref)] = replace(cells[str(ref)], place=PagePlace(page, turn(box)))
            above = below
    return replace(report, cells=cells, labels=tuple(labels))
