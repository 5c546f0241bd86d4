"""A format of files that exists only in tests: a new input format from end to end.

A text file. Its first line is ``MADE-UP`` and the kind of place its evidence has; reports follow,
parted by form feeds; a line with bars is a row of a table, one that begins with ``!`` is what
the parser of tables raises there, any other line is prose. A mark of this program's outputs may
stand behind the kind. What stands here is what a format needs: a module with ``opened``, and an
entry in the registry.
"""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.documents import Reader
from checker.errors import DocumentError
from checker.model import (
    CellRef,
    DocumentPlace,
    ElementPlace,
    PageFault,
    PicturePlace,
    RefusalReason,
    SheetPlace,
)
from checker.model.document import Part
from checker.model.marks import Own
from checker.model.table_grid import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Place, Report
    from checker.model.page_images import PagePicture, View
    from checker.options import ReadOptions
    from checker.rulebook.form import Form, Table

MAGIC = "MADE-UP"
KINDS = ("document", "sheet", "element", "picture")
READER = Reader(
    "text/x-made-up",
    lambda data: data.startswith(MAGIC.encode()),
    (".madeup",),
    "tests.support.made_up_format",
)
_BAR, _NEXT, _FAULT = " | ", "\f", "!"
_WIDE, _HIGH = 60.0, 12.0  # a made-up cell, in made-up points


@contextmanager
def opened(data: bytes, options: ReadOptions) -> Iterator[MadeUpDocument]:
    head, _, body = data.decode("utf-8").partition("\n")
    reports = body.split(_NEXT)
    if len(reports) > options.max_pages:
        raise DocumentError(RefusalReason.TOO_MANY_PAGES)
    kind, *mark = head.removeprefix(MAGIC).split()
    yield MadeUpDocument(kind, reports, Own(mark[0]) if mark else None)


class MadeUpDocument:
    """Every report is one part; its lines and cells are told by where they stand in it."""

    routes = ("printed",)

    def __init__(self, kind: str, texts: Sequence[str], own: Own | None) -> None:
        self._kind = kind
        self.own = own
        self.faults: list[PageFault] = []
        self._texts = [text.strip("\n").split("\n") for text in texts]
        self.parts = tuple(
            Part(
                "\n".join(line.replace(_BAR.strip(), " ") for line in lines),
                self._place(number, None, None),
                tuple(self._place(number, line, None) for line in range(1, len(lines) + 1)),
            )
            for number, lines in enumerate(self._texts, start=1)
        )
        self.reports = tuple((number,) for number in range(1, len(texts) + 1))

    def require_text(self) -> None:
        if not any("".join(lines).strip() for lines in self._texts):
            raise DocumentError(RefusalReason.NO_TEXT)

    def has_pictures(self, parts: Sequence[int]) -> bool:
        return not parts

    def grids(self, parts: Sequence[int], route: str) -> list[Grid]:
        assert route in self.routes
        self.faults += [
            PageFault(part, line.removeprefix(_FAULT))
            for part in parts
            for line in self._texts[part - 1]
            if line.startswith(_FAULT)
        ]
        return [grid for part in parts for grid in self._grids(part)]

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        if views:
            raise DocumentError(RefusalReason.NO_PAGES)
        return ()

    def _grids(self, part: int) -> Iterator[Grid]:
        numbered = enumerate(self._texts[part - 1], start=1)
        for is_table, group in itertools.groupby(numbered, key=lambda pair: _BAR in pair[1]):
            if not is_table:
                continue
            rows = [(number, line.split(_BAR)) for number, line in group]
            width = max(len(texts) for _, texts in rows)
            cells = [
                self._cell(
                    (row, column), len(rows), text.strip(), self._place(part, number, column + 1)
                )
                for row, (number, texts) in enumerate(rows)
                for column, text in enumerate([*texts, *[""] * (width - len(texts))])
            ]
            box = (0.0, 0.0, width * _WIDE, len(rows) * _HIGH)
            yield Grid(part, box, len(rows), width, tuple(cells))

    def _cell(self, at: tuple[int, int], height: int, text: str, place: Place) -> GridCell:
        row, column = at
        top = (height - row) * _HIGH
        box = (column * _WIDE, top - _HIGH, (column + 1) * _WIDE, top)
        return GridCell(row, column, 1, 1, box, text, place=place)

    def _place(self, part: int, line: int | None, cell: int | None) -> Place:
        match self._kind:
            case "document" if cell is None and line is not None:
                return DocumentPlace(paragraph=line)
            case "document":
                return DocumentPlace(part, line, cell)
            case "sheet":
                address = None if line is None else f"{chr(64 + (cell or 1))}{line}"
                formula = f"=SUM(A1:{address})" if cell == len("标甲乙丙丁戊己庚") else None
                return SheetPlace(f"表{part}", address, formula)
            case "picture":
                return PicturePlace(
                    (0.0, float(line or 0), float(cell or 0), 9.0),
                    Decimal("0.97"),
                    ("甲机", "乙机"),
                    picture=part,
                )
        path = f"html/body/article[{part}]"
        path += f"/tr[{line}]" if line else ""
        return ElementPlace(path + (f"/td[{cell}]" if cell else ""))


def file_of(kind: str, *reports: Report, forms: Sequence[Form]) -> bytes:
    """The bytes of a file of the made-up format that prints these reports."""
    texts = [_printed(report, _form_of(report, forms)) for report in reports]
    return f"{MAGIC} {kind}\n{_NEXT.join(texts)}".encode()


def _form_of(report: Report, forms: Sequence[Form]) -> Form:
    layouts = (layout for form in forms for layout in form.layouts)
    return next(layout for layout in layouts if layout.layout == report.layout)


def _printed(report: Report, form: Form) -> str:
    assert report.period is not None
    lines = [report.title or "", f"统计期限自{report.period.quote}。"]
    for section in report.sections:
        lines += [section.heading, section.text]
        for table in form.tables.values():
            if table.section == section.number:
                lines += ["", *_rows(report, table), ""]
    return "\n".join(lines)


def _rows(report: Report, table: Table) -> Iterator[str]:
    def figures(row: str, columns: Sequence[str]) -> list[str]:
        cells = (report.cell(CellRef(table.code, row, column)) for column in columns)
        return [cell.raw if cell is not None else "" for cell in cells]

    if table.blocks:
        for block in table.blocks:
            yield _BAR.join([block.caption, *[""] * len(block.columns)])
            yield _BAR.join(["信息内容", *(table.columns[code].label for code in block.columns)])
            for row in block.rows:
                yield _BAR.join([table.rows[row].label, *figures(row, block.columns)])
    elif table.code == "t4":  # one row of figures under the headings of its groups
        groups = [row for row in table.rows for _ in table.columns]
        yield _BAR.join(table.rows[row].label for row in groups)
        yield _BAR.join(item.label for _ in table.rows for item in table.columns.values())
        yield _BAR.join(text for row in table.rows for text in figures(row, tuple(table.columns)))
    else:
        yield _BAR.join(["项目", *(item.label for item in table.columns.values())])
        for row, item in table.rows.items():
            yield _BAR.join([item.label, *figures(row, tuple(table.columns))])
