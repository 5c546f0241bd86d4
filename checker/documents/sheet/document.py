"""A workbook as a document: its visible sheets are the parts, every value is read twice."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.sheet.formulas import Calculator
from checker.documents.sheet.printed import printed_cells
from checker.documents.sheet.tables import ROUTES, grids_of
from checker.errors import DocumentError
from checker.model import RefusalReason, SheetPlace
from checker.model.document import Part
from checker.model.marks import HEAD, own_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.documents.sheet.printed import PrintedCell
    from checker.documents.sheet.stored import Place, StoredSheet, Value, Workbook
    from checker.model import PageFault
    from checker.model.marks import Own
    from checker.model.page_images import PagePicture, View
    from checker.model.table_grid import Grid
    from checker.options import ReadOptions

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@contextmanager
def opened(data: bytes, options: ReadOptions) -> Iterator[SheetDocument]:
    """A workbook or a table of text; ``DocumentError`` for one that is damaged or beyond limits."""
    if data.startswith(_ZIP):
        from checker.documents.sheet.workbook import XlsxDocument

        yield XlsxDocument(data, options)
    else:
        yield SheetDocument(*_read(data), own_head(data[:HEAD]), options)


def _read(data: bytes) -> tuple[Workbook, Mapping[str, Mapping[Place, Value]]]:
    """Both readings of a file that is no XLSX: each format has its own first one."""
    if data.startswith(_OLE):
        from checker.documents.sheet.second_reading import values_again
        from checker.documents.sheet.xls import read_xls

        return read_xls(data), values_again(data)
    from checker.documents.sheet.delimited import read_delimited

    return read_delimited(data)


class SheetDocument:
    """A workbook read twice (see ``model.document.Document``)."""

    routes = ROUTES
    faults: Sequence[PageFault] = ()

    def __init__(
        self,
        book: Workbook,
        again: Mapping[str, Mapping[Place, Value]],
        own: Own | None,
        options: ReadOptions,
    ) -> None:
        self.own = own
        self._sheets = [sheet for sheet in book.sheets if not sheet.is_hidden]
        if len(self._sheets) > options.max_pages:
            raise DocumentError(RefusalReason.TOO_MANY_PAGES)
        by = Calculator({sheet.name: sheet for sheet in book.sheets})
        self._cells: list[list[PrintedCell]] = [
            printed_cells(sheet, again.get(sheet.name, {}), by) for sheet in self._sheets
        ]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The text of each visible sheet, a line for each line of a cell, with its address."""
        return tuple(
            _part(sheet, cells) for sheet, cells in zip(self._sheets, self._cells, strict=True)
        )

    @property
    def reports(self) -> tuple[tuple[int, ...], ...]:
        """All sheets together: where one report ends is told by what they print."""
        return (tuple(range(1, len(self._sheets) + 1)),)

    def require_text(self) -> None:
        """Nothing, where a sheet shows text; ``DocumentError`` otherwise."""
        if not any(part.text.strip() for part in self.parts):
            raise DocumentError(RefusalReason.NO_TEXT)

    def has_pictures(self, parts: Sequence[int]) -> bool:
        """Whether one of these sheets shows a picture: a table may be one."""
        return any(self._sheets[number - 1].pictures for number in parts)

    def grids(self, parts: Sequence[int], route: str) -> list[Grid]:
        """The tables of these sheets, by one way to cut them."""
        return [
            grid
            for number in parts
            for grid in grids_of(self._sheets[number - 1], self._cells[number - 1], number, route)
        ]

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """None: ``DocumentError`` where one is asked for."""
        if views:
            raise DocumentError(RefusalReason.NO_PAGES)
        return ()


def _part(sheet: StoredSheet, cells: Sequence[PrintedCell]) -> Part:
    lines: list[str] = []
    places: list[SheetPlace] = []
    for cell in cells:
        for line in cell.text.splitlines():
            if line.strip():
                lines.append(line)
                places.append(cell.place)
    return Part("\n".join(lines), SheetPlace(sheet.name), tuple(places))
