"""A grid as the recogniser uses it: columns that hold something, rows of labels and figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from checker.model import Cell, CellRef, Doubt, Label, PagePlace, State, Subtotal
from checker.recognise.folding import folded
from checker.recognise.labels import is_garbled, is_own_wording, normal
from checker.recognise.numerals import numeral
from checker.recognise.odd_texts import PLACEHOLDERS, is_odd

if TYPE_CHECKING:
    from checker.model.table_grid import Grid, GridCell
    from checker.rulebook.form import Form, Item

# Doubts about where a cell is; the others are about what is printed in it.
PLACE_DOUBTS = frozenset(
    {Doubt.NOT_IN_A_CELL, Doubt.UNCERTAIN_PLACE, Doubt.OUT_OF_ORDER}
    | {Doubt.STRADDLES_RULE, Doubt.UNREADABLE_TABLE}
)
SAME_WIDTH = 0.05  # of a table's width: parts of one table are nearly as wide; a column has 0.07
MAIN_SHARE = 0.55  # of a header cell's width: what the column below it must have


@dataclass(frozen=True)
class Sheet:
    """A grid without its phantom columns: columns in which nothing at all is printed."""

    grid: Grid

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The grid's own numbers of the columns in which something is printed."""
        return tuple(
            column
            for column in range(self.grid.width)
            if any(
                cell.columns == 1 and (cell.compact or cell.doubt)
                for cell in (self.grid.at(row, column) for row in range(self.grid.height))
            )
        )

    @cached_property
    def words(self) -> str:
        """All text of the grid, bare, cell after cell."""
        return "|".join(normal(cell.text) for cell in self.grid.cells)

    @cached_property
    def has_figures(self) -> bool:
        """Whether any cell holds a figure."""
        return any(is_figure(cell) for cell in self.grid.cells)

    def column_under(self, left: float, right: float) -> int | None:
        """The one column that stands under a header cell; ``None`` where that is not sure.

        A column of blanks is still a column. Slivers beside it (between double lines) are not,
        but a header over two columns with content, or over slivers only, belongs to neither.
        """
        under: list[tuple[float, int]] = []
        for column in range(self.grid.width):
            low, high = self.span(column)
            if left <= (low + high) / 2 <= right or low <= (left + right) / 2 <= high:
                under.append((high - low, column))
        if not under:
            return None
        width, widest = max(under)
        others = [column for _, column in under if column != widest]
        is_main = width >= MAIN_SHARE * (right - left)
        return widest if is_main and not any(map(self.holds_figures, others)) else None

    def holds_figures(self, column: int) -> bool:
        """Whether a column holds a figure."""
        return any(
            is_figure(cell)
            for row in range(self.grid.height)
            if (cell := self.grid.at(row, column)).columns == 1
        )

    def foot_at(self, x: float) -> GridCell | None:
        """The lowest words that stand at this x, where nothing is printed below them.

        A page break may cut them; what it leaves of the lines below may be a row of its own.
        """
        for row in range(self.grid.height - 1, -1, -1):
            cells = (cell for cell in self.grid.row(row) if cell.box[0] <= x <= cell.box[2])
            cell = next(cells, None)
            if cell is not None and cell.compact:
                return None if is_figure(cell) else cell
        return None

    def span(self, column: int) -> tuple[float, float]:
        """From where to where a column runs."""
        for row in range(self.grid.height):
            cell = self.grid.at(row, column)
            if cell.columns == 1:
                return cell.box[0], cell.box[2]
        cell = self.grid.at(0, column)
        return cell.box[0], cell.box[2]


def aside(home: Sheet, part: Sheet) -> float:
    """Points by which a part of a table stands right of the part with its header.

    In the next column of text, or on the next of two pages on a sheet, the whole table is moved
    aside; its width stays what it was. Where it does not, nothing is known to have moved.
    """
    wide = home.grid.box[2] - home.grid.box[0]
    if abs(part.grid.box[2] - part.grid.box[0] - wide) > SAME_WIDTH * wide:
        return 0.0
    return part.grid.box[0] - home.grid.box[0]


def is_figure(cell: GridCell) -> bool:
    """Whether a cell's text is a figure or stands for one (``/``, ``—``, 无), not a label."""
    text = cell.compact
    if not text:
        return False
    if text in PLACEHOLDERS:
        return True
    rest = text.lstrip("+-−－")
    if not rest[:1].isdigit():
        return False
    rest = rest.lstrip("0123456789０１２３４５６７８９")
    return not (rest[:1] in {".", "、", "．"} and rest[1:2] and not rest[1].isdigit())


def _is_printed(grid: Grid) -> bool:
    """Whether its lines and its words are the file's own, not what a reader made of a picture."""
    return grid.proven and not grid.recognised


def _may_be_a_piece(text: str) -> bool:
    """Whether a text is no word that tells why there is no figure: with digits, or no letters."""
    bare = folded(text)
    return bare not in PLACEHOLDERS and not (bare.isalpha() and len(bare) > 1)


def x_middle(cell: GridCell) -> float:
    """The x of a cell's centre."""
    return (cell.box[0] + cell.box[2]) / 2


@dataclass
class TableReading:
    """What was read of one table under one layout of the form."""

    table: str
    form: Form
    cells: dict[CellRef, Cell] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    repeated: list[Label] = field(default_factory=list)
    exchanged: list[tuple[Label, Label]] = field(default_factory=list)
    subtotals: list[Subtotal] = field(default_factory=list)
    fit: float = 0.0  # how well the printed labels fit this layout
    proven: bool = True  # whether all its lines are drawn on the page
    found: dict[CellRef, GridCell] = field(default_factory=dict)  # where its cells are printed
    taken: set[int] = field(default_factory=set)  # identities of all printed cells that were read

    @property
    def sure(self) -> int:
        """How many cells were read without doubt."""
        return sum(cell.state is not State.DOUBTFUL for cell in self.cells.values())

    @property
    def is_settled(self) -> bool:
        """Whether drawn lines place every cell of the layout, whatever is printed in them.

        Lines inferred from alignment have nothing to add then: they would only cut a doubtful
        cell around what makes it doubtful.
        """
        return (
            self.proven
            and len(self.cells) == len(self.form.tables[self.table].refs)
            and not any(cell.doubt in PLACE_DOUBTS for cell in self.cells.values())
        )

    @property
    def is_whole(self) -> bool:
        """Whether every cell of the layout was found and read without doubt."""
        return self.sure == len(self.form.tables[self.table].refs)

    def put(self, ref: CellRef, found: GridCell, sheet: Sheet, doubt: Doubt | None = None) -> None:
        """Enter a printed cell; a second one for the same place makes both doubtful."""
        cell = self.as_cell(found, ref, doubt)
        self.found.setdefault(ref, found)
        if cell.state is State.TEXT and not sheet.grid.proven and _may_be_a_piece(cell.raw):
            # Words beside a figure that inferred lines did not part, or the rest of a note whose
            # figure stands above: whose they are is not known.
            cell = self.as_cell(found, ref, Doubt.UNCERTAIN_PLACE)
        self.proven = self.proven and sheet.grid.proven
        before = self.cells.get(ref)
        if before is not None and before.raw == cell.raw and before.doubt is not None:
            return
        if before is not None and before.raw != cell.raw:
            cell = Cell(
                State.DOUBTFUL,
                before.raw,
                place=before.place,
                doubt=Doubt.PRINTED_TWICE,
                readings=(before.raw, cell.raw),
            )
        self.cells[ref] = cell

    def as_cell(self, found: GridCell, ref: CellRef, doubt: Doubt | None = None) -> Cell:
        """A printed cell as a cell of the form, with its evidence."""
        self.taken.add(id(found))
        is_print = isinstance(found.place, PagePlace)
        why = found.doubt or doubt
        if why is None and is_print and is_odd(found.text):
            why = Doubt.UNCONFIRMED
        raw = "".join(found.text.split("\n")).strip() + found.mark
        if why is not None:
            readings = found.readings or ((found.compact,) if found.compact else ())
            return Cell(State.DOUBTFUL, raw, place=found.place, doubt=why, readings=readings)
        read = numeral(
            found.text, found.mark, holds=self.form.number_of(ref), unit=self.form.unit_of(ref)
        )
        return Cell(read.state, raw, read.value, read.note, found.place)

    def doubt(self, ref: CellRef, why: Doubt) -> None:
        """Make a cell doubtful, unless it is so already."""
        cell = self.cells.get(ref)
        if cell is not None and cell.doubt is None:
            self.cells[ref] = Cell(
                State.DOUBTFUL,
                cell.raw,
                place=cell.place,
                doubt=why,
                readings=(cell.raw,) if cell.raw else (),
            )

    def put_exchanged(
        self,
        axis: str,
        first: tuple[Item, GridCell],
        second: tuple[Item, GridCell],
        sheet: Sheet,
    ) -> None:
        """Note that two rows or columns are printed in the other order than the form's.

        Only drawn lines prove it: inferred ones may have taken a label for its neighbour's.
        """
        if _is_printed(sheet.grid):
            one, two = (
                self.as_label(axis, item, cell.compact, cell, sheet)
                for item, cell in (first, second)
            )
            self.exchanged.append((one, two))

    def put_label(self, axis: str, item: Item | None, found: GridCell, sheet: Sheet) -> None:
        """Note how a row or column is labelled."""
        self.labels.append(self.as_label(axis, item, "".join(found.text.split()), found, sheet))

    def as_label(
        self, axis: str, item: Item | None, printed: str, found: GridCell, sheet: Sheet
    ) -> Label:
        """A printed label beside the form's own wording.

        An inferred grid may mix headings into a label, and a font may map letters wrongly: such
        wording is never called altered.
        """
        own = item is not None and is_own_wording(item, printed)
        return Label(
            self.table,
            axis,
            item.code if item else None,
            printed,
            item.label if item else None,
            own or (item is not None and (not _is_printed(sheet.grid) or is_garbled(printed))),
            found.place,
        )
