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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.documents.sheet.printed import PrintedCell
    from checker.documents.sheet.stored import StoredSheet

ROUTES = BY_HEADINGS, BY_BLANK_ROWS, BESIDE = "headings", "blank-rows", "beside"
MOST_SLOTS = 100_000  # places of one grid: 表三 has 300
_WIDE, _HIGH = 60.0, 12.0
"""A place of a grid in made-up points: all columns alike, so that parts of a table line up."""


def grids_of(sheet: StoredSheet, cells: Sequence[PrintedCell], part: int, route: str) -> list[Grid]:
    """The grids of a sheet by one route, from top to bottom; nothing of a single column is one."""
    seen = _Seen(sheet, cells)
    areas: Iterable[tuple[Sequence[int], Sequence[int]]] = [(seen.rows, seen.columns)]
    if route == BESIDE:
        bands = seen.blocks(seen.rows, seen.columns, at_headings=False)
        areas = [(band, columns) for band in bands for columns in seen.stretches(band)]
    grids = (
        seen.grid(block, columns, part)
        for rows, columns in areas
        for block in seen.blocks(rows, columns, at_headings=route != BY_BLANK_ROWS)
    )
    return [grid for grid in grids if grid is not None and grid.width > 1]


class _Seen:
    """A sheet without its hidden rows and columns: which cell covers which place."""

    def __init__(self, sheet: StoredSheet, cells: Sequence[PrintedCell]) -> None:
        self._sheet = sheet
        self._owners: dict[tuple[int, int], PrintedCell] = {}
        self._hidden_rows = sorted(sheet.hidden_rows)
        self._hidden_columns = sorted(sheet.hidden_columns)
        for cell in cells:
            first_row, first_column, last_row, last_column = cell.area
            single = cell.area[:2] == cell.area[2:]
            if cell.is_blank and single and not cell.ruled and not cell.holds_value:
                continue
            for row in range(first_row, last_row + 1):
                for column in range(first_column, last_column + 1):
                    if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
                        self._owners[row, column] = cell
        self.columns = sorted({column for _, column in self._owners})
        self.rows = sorted({row for row, _ in self._owners})
        self._by_row: dict[int, list[int]] = {}
        for row, column in sorted(self._owners):
            self._by_row.setdefault(row, []).append(column)

    def stretches(self, rows: Sequence[int]) -> list[list[int]]:
        """Columns that stand beside one another without one between that is blank in these rows.

        A title or a heading alone in its row may run over the room between two tables.
        """
        busy = {
            column
            for row in rows
            if not self._is_heading(row, self.columns)
            for column in self._by_row[row]
            if not self._owners[row, column].is_blank
        }
        found: list[list[int]] = []
        for column in sorted(busy):
            rank = self._rank_of_column(column)
            if found and rank == self._rank_of_column(found[-1][-1]) + 1:
                found[-1].append(column)
            else:
                found.append([column])
        return found

    def blocks(
        self, rows: Sequence[int], columns: Sequence[int], *, at_headings: bool
    ) -> Iterator[list[int]]:
        """Rows that stand below one another without a blank one between.

        A heading alone begins a block: it may be the caption of what stands below it.
        """
        own = set(columns)
        block: list[int] = []
        for row in rows:
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
        places = itertools.product(rows, across)
        owners = {at: self._owners[at] for at in places if at in self._owners}
        _spread_heads(owners, rows, across)
        across = [
            column
            for before, column in zip([None, *across], across, strict=False)
            if before is None or _begins(owners, (((row, before), (row, column)) for row in rows))
        ]
        down = [
            row
            for before, row in zip([None, *rows], rows, strict=False)
            if before is None
            or _begins(owners, (((before, column), (row, column)) for column in across))
        ]
        return self._grid(owners, down, across, (rows[-1], used[-1]), part)

    def _grid(
        self,
        owners: Mapping[tuple[int, int], PrintedCell],
        rows: Sequence[int],
        columns: Sequence[int],
        last: tuple[int, int],
        part: int,
    ) -> Grid:
        lefts = [self._rank_of_column(column) * _WIDE for column in columns]
        lefts.append((self._rank_of_column(last[1]) + 1) * _WIDE)
        tops = [-self._rank_of_row(row) * _HIGH for row in rows]
        tops.append(-(self._rank_of_row(last[0]) + 1) * _HIGH)
        spans: dict[int, list[tuple[int, int]]] = {}
        cells: list[GridCell] = []
        kept = {id(cell): cell for cell in owners.values()}
        for at in itertools.product(range(len(rows)), range(len(columns))):
            place = rows[at[0]], columns[at[1]]
            owner = owners.get(place)
            if owner is None:
                box = (lefts[at[1]], tops[at[0] + 1], lefts[at[1] + 1], tops[at[0]])
                there = SheetPlace(self._sheet.name, address_of(*place))
                cells.append(GridCell(*at, 1, 1, box, "", place=there))
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

    def _is_filled(self, row: int, columns: set[int]) -> bool:
        """Whether a row shows anything, or has more than one cell with lines or a value unseen."""
        cells = {id(cell): cell for cell in self._in_row(row, columns)}
        blank = sum(cell.ruled or cell.holds_value for cell in cells.values())
        return blank > 1 or any(not cell.is_blank for cell in cells.values())

    def _is_heading(self, row: int, columns: Sequence[int]) -> bool:
        """Whether one cell stands alone in its row, with no blank ones of a table beside it.

        A row of a table whose figures are blank has lines around them.
        """
        cells = {id(cell): cell for cell in self._in_row(row, set(columns))}
        filled = [cell for cell in cells.values() if not cell.is_blank]
        blank = [
            cell for cell in cells.values() if cell.is_blank and (cell.ruled or cell.holds_value)
        ]
        return len(filled) == 1 and not blank and filled[0].area[0] == row == filled[0].area[2]

    def _in_row(self, row: int, columns: set[int]) -> Iterator[PrintedCell]:
        return (
            self._owners[row, column] for column in self._by_row.get(row, ()) if column in columns
        )

    def _rank_of_row(self, row: int) -> int:
        return row - bisect_left(self._hidden_rows, row)

    def _rank_of_column(self, column: int) -> int:
        return column - bisect_left(self._hidden_columns, column)


def _begins(
    owners: Mapping[tuple[int, int], PrintedCell],
    pairs: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> bool:
    """Whether anywhere between two rows, or columns, one cell ends and another begins."""
    for before, after in pairs:
        owner = owners.get(after)
        if owner is None or owner is not owners.get(before):
            return True
    return False


def _spread_heads(
    owners: dict[tuple[int, int], PrintedCell], rows: Sequence[int], columns: Sequence[int]
) -> None:
    """Let a head that was not merged cover the blank cells beside it that have heads below.

    行政复议 typed over the first of its five columns stands over all of them: in a row without
    figures, a blank place belongs to the words before it where the words of another head come
    next below it. Where figures come next the place is the lower part of a head above.
    """
    below: dict[int, PrintedCell] = {}
    for row in reversed(rows):
        own = [owners[row, column] for column in columns if (row, column) in owners]
        if not any(map(_is_figure, own)):
            _spread(owners, row, columns, below)
        below |= {
            column: owners[row, column]
            for column in columns
            if (row, column) in owners and not owners[row, column].is_blank
        }


def _spread(
    owners: dict[tuple[int, int], PrintedCell],
    row: int,
    columns: Sequence[int],
    below: Mapping[int, PrintedCell],
) -> None:
    last: PrintedCell | None = None
    for column in columns:
        owner = owners.get((row, column))
        if owner is not None and not owner.is_blank:
            last = owner if owner.area[0] == owner.area[2] else None
        elif owner is not None and owner.area[:2] != owner.area[2:]:
            last = None  # a blank that was merged is no room left by another
        elif last is not None and column in below and not _is_figure(below[column]):
            owners[row, column] = last
        else:
            last = None


def _is_figure(cell: PrintedCell) -> bool:
    """Whether a cell holds digits and no word (a list number stands before one)."""
    bare = "".join(cell.text.split())
    return any(map(str.isdigit, bare)) and not any(map(str.isalpha, bare))
