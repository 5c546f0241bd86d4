"""A picture of a page read: its tables cell by cell, the lines of print beside them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy

from checker.documents.geometry import around as around_boxes
from checker.documents.scan import line_reader
from checker.documents.scan.agreement import is_figure
from checker.documents.scan.astray import usual_step
from checker.documents.scan.between_zeros import between_zeros, is_dash, is_lone, without_zeros
from checker.documents.scan.cell_ink import LEAST_LINE, CellInk
from checker.documents.scan.cell_words import doubt_of_words, without_strays
from checker.documents.scan.columns import column, gutters
from checker.documents.scan.figures import UsualPrint, figure_in
from checker.documents.scan.grain import doubt_what_grain_hides
from checker.documents.scan.inked import Piece, around, lines_of, made_whole
from checker.documents.scan.merged_heads import with_heads_apart
from checker.documents.scan.pale_print import with_pale_print
from checker.documents.scan.print_words import words_of
from checker.documents.scan.read_page import ReadCell, ReadGrid, ReadPage, TextLine
from checker.documents.scan.rule_edges import without_shades
from checker.documents.scan.ruled_grids import grids_of
from checker.documents.scan.rules import rules_of
from checker.documents.scan.straight import straightened
from checker.documents.scan.under_rules import (
    doubt_what_rules_hide,
    doubt_what_runs_into_rules,
)
from checker.documents.scan.underlines import take_off_underlines
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.agreement import Agreed
    from checker.documents.scan.cell_ink import InkedCell
    from checker.documents.scan.inked import PixelBox
    from checker.documents.scan.line_reader import ReadLine
    from checker.documents.scan.lost_rules import LostRules
    from checker.documents.scan.ruled_grids import RuledGrid
    from checker.documents.scan.straight import StraightPage

BESIDE: Final = 0.2  # of a line's height: paper shown around it
FEW: Final = 4  # pieces: a line with fewer does not tell how high lines are
FIGURE_LENGTH: Final = 14  # characters: no figure of a report is longer
PLAIN: Final = frozenset("02345689")  # digits that no stroke is taken for
STROKES: Final = frozenset("/1-—–一")  # what a stroke may be

OUTLINE: Final = (
    0.0075  # of A4's width, 4.5 points: from the middle of an outline to its jagged edge
)
TOWERING: Final = 3  # times the usual height of print: titles are twice as high
HIGHEST_PRINT: Final = 0.08  # of A4's width, 17 mm: titles are 9 mm, a seal is 40


def read_page(
    picture: NDArray[numpy.uint8], dpi: float | None = None, lost: LostRules | None = None
) -> ReadPage:
    """The page on a picture (rows × columns × red, green, blue) of so many dots an inch.

    ``lost`` has looked at the pages before: tables without lines go on over pages.
    """
    return _Reading(straightened(picture, dpi), lost).page()


class _Reading:
    def __init__(self, page: StraightPage, lost: LostRules | None) -> None:
        grey, self._ruled = without_shades(page.grey, grids_of(rules_of(page)))
        grey, raised = with_pale_print(grey, self._ruled, page.unit)
        self._page = page = replace(page, grey=grey)
        self._unit = page.unit
        self._ink = CellInk(page, raised)
        self._usual = UsualPrint()
        self._strays: tuple[PixelBox, ...] = ()
        if lost is not None:
            self._ruled += self._open_grids(lost)
        printed = [*self._print_beside(), *(one.box for one in self._ruled)]
        self._gutters = gutters(printed, page.grey.shape[1], self._unit)
        self._ruled.sort(key=lambda one: (column(one.box, self._gutters), one.ys[0]))

    def page(self) -> ReadPage:
        """Everything on the page, the lines of all cells and of the text read together."""
        inked = ([self._ink.of(one, grid) for one in grid.cells] for grid in self._ruled)
        apart = [with_heads_apart(*pair) for pair in zip(self._ruled, inked, strict=True)]
        self._ruled, cells = [grid for grid, _ in apart], [own for _, own in apart]
        beside = list(self._lines_beside())
        heights = [
            bottom - top
            for grid in cells
            for cell in grid
            for line in cell.lines
            for _, top, _, bottom in (around(line),)
            if len(line) >= FEW
        ]
        high = float(numpy.median(heights)) if heights else 0.0
        every = [cell for grid in cells for cell in grid]
        doubt_what_rules_hide(self._page, every)
        doubt_what_grain_hides(self._page, self._ink.darkness, every)
        if heights:
            for grid in cells:
                for cell in grid:
                    cell.lines = made_whole(cell.lines, high)
            alone = [cell.lines[0] for grid in cells for cell in grid if len(cell.lines) == 1]
            step = usual_step(alone, is_pale=self._ink.has_raised)
            self._usual = UsualPrint(high, step)
        self._erase(take_off_underlines(every))
        wanted = [line for grid in cells for cell in grid for line in cell.lines]
        answers = iter(line_reader.line_reader().read([self._crop(x) for x in (*wanted, *beside)]))
        for grid in cells:
            for cell in grid:
                cell.read = [next(answers) for _ in cell.lines]
        self._read_lone_strokes(every)
        for grid in cells:
            doubt_what_runs_into_rules(grid)
        prose = [(around(line), next(answers)) for line in beside]
        grids = tuple(
            ReadGrid(ruled, tuple(map(self._read, own)), self._strays)
            for ruled, own in zip(self._ruled, cells, strict=True)
        )
        high, wide = self._page.grey.shape
        return ReadPage((wide, high), grids, tuple(self._text(grids, prose)))

    def _erase(self, pieces: Sequence[Piece]) -> None:
        """Leaves some ink out of all that is shown to readers."""
        if pieces:
            grey = self._page.grey.copy()
            for left, top, right, bottom in (piece.box for piece in pieces):
                grey[max(0, top - 1) : bottom + 1, left:right] = 255
            self._page = replace(self._page, grey=grey)

    def _crop(self, line: Sequence[Piece]) -> NDArray[numpy.uint8]:
        left, top, right, bottom = around(line)
        beside = max(2, round(BESIDE * (bottom - top)))
        return self._page.grey[
            max(0, top - beside) : bottom + beside, max(0, left - beside) : right + beside
        ]

    def _read_lone_strokes(self, cells: Sequence[InkedCell]) -> None:
        """Read anew, between zeros, what the line reader takes a lone stroke for."""
        strokes = [
            cell
            for cell in cells
            if len(cell.lines) == 1
            and (is_dash(cell.lines[0]) or is_lone(cell.lines[0]))
            and (is_dash(cell.lines[0]) or cell.read[0].text.strip() not in PLAIN)
        ]
        shown = []
        for cell in strokes:
            left, top, right, bottom = around(cell.lines[0])
            high = self._usual.height if is_dash(cell.lines[0]) else 0.0
            shown.append(between_zeros(self._page.grey[top:bottom, left:right], high))
        read = line_reader.line_reader().read(shown)
        for cell, answer in zip(strokes, map(without_zeros, read), strict=True):
            if answer.text in STROKES:
                cell.read = [answer]

    def _read(self, cell: InkedCell) -> ReadCell:
        box = self._page.in_picture(cell.ruled.inside)
        if not cell.lines:
            return ReadCell(cell.ruled, box, "", cell.doubt)
        told = [_narrow(line.text) for line in cell.read]
        if len(told) == 1 and _may_be_figure(told[0], cell.lines[0]):
            found = figure_in(self._page.grey, cell, told[0], self._usual)
            if found.text or not told[0]:
                # All readers agree on what is left of a figure under a seal: the seal is no doubt,
                # where it was taken off. What is left on a page may be read as part of the figure.
                is_clear = (
                    cell.doubt is Doubt.UNDER_SEAL and found.doubt is None and not cell.is_hidden
                )
                return ReadCell(
                    cell.ruled,
                    box,
                    found.text,
                    None if is_clear else cell.doubt or found.doubt,
                    found.readings,
                    found.readers,
                    _confidence(cell.read[0], found),
                )
        text = "\n".join(filter(None, map(without_strays, told)))
        return ReadCell(
            cell.ruled,
            box,
            text,
            doubt_of_words(cell.doubt, text),
            (text,),
            (line_reader.NAME,),
            _exact(min(line.confidence for line in cell.read)),
        )

    def _open_grids(self, lost: LostRules) -> list[RuledGrid]:
        """The tables of which no lines are there, by how the print beside the others is aligned."""
        boxes = words_of(self._pieces_beside(), self._page.grey.shape)
        words = [Piece(b, 0) for b in boxes if b[3] - b[1] < HIGHEST_PRINT * self._unit]
        if not words:
            return []
        read = line_reader.line_reader().read([self._crop([word]) for word in words])
        told = [(word.box, one) for word, one in zip(words, read, strict=True)]
        rules = lost.on(told, self._page.grey.shape, self._unit)
        self._strays = lost.strays
        return grids_of(rules) if rules is not None else []

    def _pieces_beside(self) -> list[Piece]:
        """The ink that stands in no table."""
        grey = self._page.grey.copy()
        out = round(OUTLINE * self._unit)
        for left, top, right, bottom in (grid.box for grid in self._ruled):
            grey[max(0, top - out) : bottom + out, max(0, left - out) : right + out] = 255
        high, wide = grey.shape
        return self._ink.pieces_of(grey, (0, 0, wide, high))

    def _print_beside(self) -> list[PixelBox]:
        """What is as high as print is, of the ink that stands in no table.

        A watermark runs across the space between two columns.
        """
        least, most = LEAST_LINE * self._unit, HIGHEST_PRINT * self._unit
        tall = [one for one in self._pieces_beside() if least < one.height < most]
        if not tall:
            return []
        usual = float(numpy.median([one.height for one in tall]))
        return [one.box for one in tall if one.height < TOWERING * usual]

    def _lines_beside(self) -> Iterator[list[Piece]]:
        """The lines of print that stand in no table."""
        pieces = self._pieces_beside()
        tall = [piece for piece in pieces if piece.height > LEAST_LINE * self._unit]
        if not tall:
            return
        usual = float(numpy.median([piece.height for piece in tall]))
        fine = [piece for piece in pieces if piece.height <= 3 * usual]
        for number in range(len(self._gutters) + 1):
            own = [piece for piece in fine if column(piece.box, self._gutters) == number]
            for line in lines_of(own, LEAST_LINE * self._unit):
                left, top, right, bottom = around(line)
                if right - left >= bottom - top and bottom - top <= 4 * usual:
                    yield line

    def _text(
        self, grids: Sequence[ReadGrid], prose: Sequence[tuple[PixelBox, ReadLine]]
    ) -> list[TextLine]:
        """The lines of the page from top to bottom, the rows of tables among them."""
        found: list[tuple[int, int, TextLine]] = []
        for inked, line in prose:
            if line.text.strip():
                placed = self._page.in_picture(inked)
                told = TextLine(line.text, placed, _exact(line.confidence))
                found.append((column(inked, self._gutters), inked[1], told))
        for grid in grids:
            rows: dict[int, list[ReadCell]] = {}
            for cell in grid.cells:
                if cell.text:
                    rows.setdefault(cell.ruled.row, []).append(cell)
            for row, cells in rows.items():
                text = " ".join("".join(cell.text.split("\n")) for cell in cells)
                box = around_boxes([cell.box for cell in cells])
                sure = min(cell.confidence for cell in cells)
                at = column(grid.ruled.box, self._gutters)
                found.append((at, grid.ruled.ys[row], TextLine(text, box, sure)))
        return [line for *_, line in sorted(found, key=lambda one: one[:2])]


def _may_be_figure(told: str, line: Sequence[Piece]) -> bool:
    """Whether a line may be a figure: so read, or so short that a digit may be read otherwise."""
    return len(line) <= FIGURE_LENGTH and (len(told) <= 1 or is_figure(told))


def _narrow(text: str) -> str:
    return "".join(text.split())


def _confidence(line: ReadLine, found: Agreed) -> Decimal:
    """How sure: the network's own figure where it is among those that agree, else two in three."""
    return _exact(line.confidence if line_reader.NAME in found.readers else len(found.readers) / 3)


def _exact(share: float) -> Decimal:
    """To a hundredth, rounded down: what is told as 1 is so."""
    return Decimal(int(share * 100)) / 100
