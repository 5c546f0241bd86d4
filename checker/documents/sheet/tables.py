"""The cells that a sheet shows → grids: one sheet holds the title, the prose and three tables.

Where a table ends nobody says. Three ways to cut a sheet are tried, as routes (see
``model.document``): at rows that are blank or hold a heading alone; at blank rows; at blank columns
as well, for tables side by side.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING

from checker.documents.sheet.stored import address_of
from checker.errors import DocumentError
from checker.model import RefusalReason, SheetPlace
from checker.model.table_grid import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.documents.sheet.printed import PrintedCell
    from checker.documents.sheet.stored import StoredSheet

ROUTES = BY_HEADINGS, BY_BLANK_ROWS, BESIDE = "headings", "blank-rows", "beside"
MOST_SLOTS = 100_000  # places of one grid: 表三 has 300
_WIDE, _HIGH = 60.0, 12.0
"""A place of a grid in made-up points: all columns alike, so that parts of a table line up."""


def grids_of(sheet: StoredSheet, cells: Sequence[PrintedCell], part: int, route: str) -> list[Grid]:
    """The grids of a sheet by one route, from top to bottom; nothing of a single column is one."""
    seen = _Seen(sheet, cells)
    stretches = [seen.columns] if route != BESIDE else seen.stretches_of_columns()
    found = []
    for columns in stretches:
        for rows in seen.blocks(columns, at_headings=route != BY_BLANK_ROWS):
            grid = seen.grid(rows, columns, part)
            if grid is not None and grid.width > 1:
                found.append(grid)
    return found


class _Seen:
    """A sheet without its hidden rows and columns: which cell covers which place."""

    def __init__(self, sheet: StoredSheet, cells: Sequence[PrintedCell]) -> None:
        self._sheet = sheet
        self._owners: dict[tuple[int, int], PrintedCell] = {}
        self._hidden_rows = sorted(sheet.hidden_rows)
        self._hidden_columns = sorted(sheet.hidden_columns)
        for cell in cells:
            first_row, first_column, last_row, last_column = cell.area
            if cell.is_blank and not cell.ruled and cell.area[:2] == cell.area[2:]:
                continue
            for row in range(first_row, last_row + 1):
                for column in range(first_column, last_column + 1):
                    if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
                        self._owners[row, column] = cell
        self.columns = sorted({column for _, column in self._owners})
        self._by_row: dict[int, list[int]] = {}
        for row, column in sorted(self._owners):
            self._by_row.setdefault(row, []).append(column)

    def stretches_of_columns(self) -> list[list[int]]:
        """Columns that stand beside one another without a blank one between.

        Titles and headings that run over all columns part nothing: a row alone joins none.
        """
        busy = {
            column
            for (row, column), cell in self._owners.items()
            if not cell.is_blank and not self._is_heading(row, self.columns)
        }
        stretches: list[list[int]] = []
        for column in sorted(busy):
            if (
                stretches
                and self._rank_of_column(column) == self._rank_of_column(stretches[-1][-1]) + 1
            ):
                stretches[-1].append(column)
            else:
                stretches.append([column])
        return stretches

    def blocks(self, columns: Sequence[int], *, at_headings: bool) -> Iterator[list[int]]:
        """Rows that stand below one another without a blank one between.

        A heading alone begins a block: it may be the caption of what stands below it.
        """
        own = set(columns)
        block: list[int] = []
        for row in self._by_row:
            if not self._is_filled(row, own):
                continue
            if block and (
                self._rank_of_row(row) > self._rank_of_row(block[-1]) + 1
                or (at_headings and self._is_heading(row, columns))
            ):
                yield block
                block = []
            block.append(row)
        if block:
            yield block

    def grid(self, rows: Sequence[int], columns: Sequence[int], part: int) -> Grid | None:
        """The grid of a block, trimmed; rows and columns that no cell begins in are dropped."""
        taken = {column for row in rows for column in self._by_row[row]}
        used = [column for column in columns if column in taken]
        if not used:
            return None
        across = [column for column in columns if used[0] <= column <= used[-1]]
        if len(rows) * len(across) > MOST_SLOTS:
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
        across = [
            column
            for before, column in zip([None, *across], across, strict=False)
            if before is None or self._begins(((row, before), (row, column)) for row in rows)
        ]
        down = [
            row
            for before, row in zip([None, *rows], rows, strict=False)
            if before is None
            or self._begins(((before, column), (row, column)) for column in across)
        ]
        return self._grid(down, across, (rows[-1], used[-1]), part)

    def _grid(
        self, rows: Sequence[int], columns: Sequence[int], last: tuple[int, int], part: int
    ) -> Grid:
        lefts = [self._rank_of_column(column) * _WIDE for column in columns]
        lefts.append((self._rank_of_column(last[1]) + 1) * _WIDE)
        tops = [-self._rank_of_row(row) * _HIGH for row in rows]
        tops.append(-(self._rank_of_row(last[0]) + 1) * _HIGH)
        spans: dict[int, list[tuple[int, int]]] = {}
        cells: list[GridCell] = []
        kept: Mapping[int, PrintedCell] = {id(cell): cell for cell in self._owners.values()}
        for at in itertools.product(range(len(rows)), range(len(columns))):
            row, column = rows[at[0]], columns[at[1]]
            owner = self._owners.get((row, column))
            if owner is None:
                box = (lefts[at[1]], tops[at[0] + 1], lefts[at[1] + 1], tops[at[0]])
                place = SheetPlace(self._sheet.name, address_of(row, column))
                cells.append(GridCell(*at, 1, 1, box, "", place=place))
            else:
                spans.setdefault(id(owner), []).append(at)
        for key, places in spans.items():
            (top, left), (bottom, right) = places[0], places[-1]
            one = kept[key]
            cells.append(
                GridCell(
                    top,
                    left,
                    bottom - top + 1,
                    right - left + 1,
                    (lefts[left], tops[bottom + 1], lefts[right + 1], tops[top]),
                    one.text,
                    one.mark,
                    one.doubt,
                    one.readings,
                    one.place,
                )
            )
        cells.sort(key=lambda cell: (cell.row, cell.column))
        box = (lefts[0], tops[-1], lefts[-1], tops[0])
        return Grid(part, box, len(rows), len(columns), tuple(cells))

    def _begins(self, pairs: Iterator[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
        """Whether anywhere between two rows, or columns, one cell ends and another begins."""
        for before, after in pairs:
            owner = self._owners.get(after)
            if owner is None or owner is not self._owners.get(before):
                return True
        return False

    def _is_filled(self, row: int, columns: set[int]) -> bool:
        """Whether a row shows anything, or has lines around more than one cell."""
        cells = {id(cell): cell for cell in self._in_row(row, columns)}
        ruled = sum(cell.ruled for cell in cells.values())
        return ruled > 1 or any(not cell.is_blank for cell in cells.values())

    def _is_heading(self, row: int, columns: Sequence[int]) -> bool:
        """Whether one cell stands alone in its row, with no blank ones of a table beside it.

        A row of a table whose figures are blank has lines around them.
        """
        cells = {id(cell): cell for cell in self._in_row(row, set(columns))}
        filled = [cell for cell in cells.values() if not cell.is_blank]
        ruled = [cell for cell in cells.values() if cell.is_blank and cell.ruled]
        return len(filled) == 1 and not ruled and filled[0].area[0] == row == filled[0].area[2]

    def _in_row(self, row: int, columns: set[int]) -> Iterator[PrintedCell]:
        return (
            self._owners[row, column] for column in self._by_row.get(row, ()) if column in columns
        )

    def _rank_of_row(self, row: int) -> int:
        return row - bisect_left(self._hidden_rows, row)

    def _rank_of_column(self, column: int) -> int:
        return column - bisect_left(self._hidden_columns, column)
