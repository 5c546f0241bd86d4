"""The tables of a page as they are built: those open, one within another, and those done."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.documents.web.cell_text import CellText
from checker.documents.web.table_model import PrintedRow, PrintedTable

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class OpenTable:
    """A table whose end has not come; ``depth`` counts the elements that it stands in."""

    path: str
    order: int
    depth: int
    sections: list[tuple[str, list[PrintedRow]]] = field(default_factory=list)
    row: tuple[str, bool] | None = None  # its path, and whether it is said to have no height
    cells: list[CellText] = field(default_factory=list)
    cell: CellText | None = None

    def begin_section(self, tag: str) -> None:
        """``thead``, ``tbody`` or ``tfoot``."""
        self.sections.append((tag, []))

    def begin_row(self, path: str, *, low: bool) -> None:
        """A row; ``low`` is one that is said to have no height."""
        self.row = (path, low)
        self.cells = []

    def begin_cell(self, path: str, attributes: Mapping[str, str | None]) -> None:
        """A cell of the row."""
        self.cell = CellText(
            path=path,
            rows=_span(attributes.get("rowspan"), least=0),
            columns=_span(attributes.get("colspan"), least=1),
        )

    def end(self, tag: str, path: str, *, removed: bool) -> None:
        """The end of an element inside; of its row or its cell something comes of it."""
        if tag == "tr" and self.row is not None and path == self.row[0]:
            self._end_row(path, low=self.row[1], removed=removed)
        elif self.cell is not None and path == self.cell.path:
            if not removed:
                self.cells.append(self.cell)
            self.cell = None

    def _end_row(self, path: str, *, low: bool, removed: bool) -> None:
        cells = tuple(cell.printed() for cell in self.cells)
        self.row = None
        if removed or (low and not any(cell.text for cell in cells)):
            return  # Word's last row, of height 0, only holds the widths of the columns
        if not self.sections:
            self.begin_section("tbody")
        self.sections[-1][1].append(PrintedRow(path, cells))

    def printed(self) -> PrintedTable:
        """The table: the first head above and the first foot below all else, as browsers do."""
        head = next((rows for tag, rows in self.sections if tag == "thead"), None)
        foot = next((rows for tag, rows in self.sections if tag == "tfoot"), None)
        middle = [rows for _, rows in self.sections if rows is not head and rows is not foot]
        ordered = [*([head] if head else []), *middle, *([foot] if foot else [])]
        return PrintedTable(self.path, tuple(tuple(rows) for rows in ordered if rows))


@dataclass(slots=True)
class Tables:
    """All tables of a page in the order in which they begin."""

    _open: list[OpenTable] = field(default_factory=list)
    _found: list[tuple[int, PrintedTable]] = field(default_factory=list)

    @property
    def innermost(self) -> OpenTable | None:
        """The table that the walk is in."""
        return self._open[-1] if self._open else None

    @property
    def cell(self) -> CellText | None:
        """The cell that the walk is in."""
        return self._open[-1].cell if self._open else None

    def begin(self, path: str, depth: int) -> None:
        """A table; the cell that it stands in is not sure."""
        if self.cell is not None:
            self.cell.tables += 1
        self._open.append(OpenTable(path, len(self._found) + len(self._open), depth))

    def end(self, *, removed: bool) -> None:
        """The end of the innermost table."""
        table = self._open.pop()
        if removed:
            return
        printed = table.printed()
        self._found.append((table.order, printed))
        if self.cell is not None and printed.has_figures:
            self.cell.holds_figures = True

    def done(self) -> tuple[PrintedTable, ...]:
        """Every table that has ended."""
        return tuple(table for _, table in sorted(self._found, key=lambda pair: pair[0]))


def _span(written: str | None, *, least: int) -> int:
    """A span as browsers take it: digits at the start, else 1."""
    found = re.match(r"\s*(\d{1,6})", written or "")
    return max(least, int(found[1])) if found and (int(found[1]) or not least) else 1
