"""A picture of a page read: its tables cell by cell, the lines of print beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy

from checker.documents.geometry import around as around_boxes
from checker.documents.scan import digit_reader, line_reader, tesseract
from checker.documents.scan.agreement import Agreed, agreed, is_figure
from checker.documents.scan.astray import faint_ink, is_parted, runs_across
from checker.documents.scan.inked import (
    INK,
    PALEST_INK,
    Piece,
    around,
    lines_of,
    made_whole,
    pieces_in,
)
from checker.documents.scan.ruled_grids import grids_of
from checker.documents.scan.rules import darkness, rules_of
from checker.documents.scan.straight import straightened
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.inked import PixelBox
    from checker.documents.scan.line_reader import ReadLine
    from checker.documents.scan.ruled_grids import RuledCell, RuledGrid
    from checker.documents.scan.straight import StraightPage
    from checker.model import Box

SPECK: Final = 0.0024  # of the page's width, 4 pixels of 1653: smaller is dirt
LEAST_LINE: Final = 0.006  # of it, 3.6 points: no line of print is lower
BESIDE: Final = 0.2  # of a line's height: paper shown around it
FEW: Final = 4  # pieces: a line with fewer does not tell how high lines are
FIGURE_LENGTH: Final = 14  # characters: no figure of a report is longer
PALE: Final = 215  # grey levels: ink that a bad copy has left; paper's noise averages above
REACH: Final = 0.03  # of the page's width, 18 points: how far beyond a rule a figure is looked for
FRINGE: Final = 4  # pixels: what lies along a cell's edge and is no thicker is the rule's


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as read; ``box`` is what it covers in the picture (left, top, right, bottom)."""

    ruled: RuledCell
    box: Box
    text: str
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    confidence: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class ReadGrid:
    """A table as read; ``xs`` and ``ys`` are its lines on the straight page, in pixels."""

    ruled: RuledGrid
    cells: tuple[ReadCell, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of print: its text and where it is in the picture."""

    text: str
    box: Box
    confidence: Decimal
    readers: tuple[str, ...] = (line_reader.NAME,)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """All that was read of a page: its tables, and its text from top to bottom."""

    size: tuple[int, int]  # of the straight page: pixels across and down
    grids: tuple[ReadGrid, ...]
    lines: tuple[TextLine, ...]


@dataclass(slots=True)
class _Cell:
    """A cell before its lines are read."""

    ruled: RuledCell
    lines: list[list[Piece]]
    doubt: Doubt | None
    read: list[ReadLine] = field(default_factory=list)


def read_page(picture: NDArray[numpy.uint8]) -> ReadPage:
    """The page on a picture (rows × columns × red, green, blue)."""
    return _Reading(straightened(picture)).page()


class _Reading:
    def __init__(self, page: StraightPage) -> None:
        self._page = page
        self._wide = page.grey.shape[1]
        self._ink = darkness(page.grey, INK, PALEST_INK)
        self._ruled = grids_of(rules_of(page.grey))

    def page(self) -> ReadPage:
        """Everything on the page, the lines of all cells and of the text read together."""
        cells = [[self._cell(one, grid) for one in grid.cells] for grid in self._ruled]
        beside = list(self._lines_beside())
        heights = [
            bottom - top
            for grid in cells
            for cell in grid
            for line in cell.lines
            for _, top, _, bottom in (around(line),)
            if len(line) >= FEW
        ]
        if heights:
            usual = float(numpy.median(heights))
            for grid in cells:
                for cell in grid:
                    cell.lines = made_whole(cell.lines, usual)
        wanted = [line for grid in cells for cell in grid for line in cell.lines]
        answers = iter(line_reader.line_reader().read([self._crop(x) for x in (*wanted, *beside)]))
        for grid in cells:
            for cell in grid:
                cell.read = [next(answers) for _ in cell.lines]
        prose = [(around(line), next(answers)) for line in beside]
        grids = tuple(
            ReadGrid(ruled, tuple(map(self._read, own)))
            for ruled, own in zip(self._ruled, cells, strict=True)
        )
        high, wide = self._page.grey.shape
        return ReadPage((wide, high), grids, tuple(self._text(grids, prose)))

    def _cell(self, ruled: RuledCell, grid: RuledGrid) -> _Cell:
        """The lines of a cell's ink, and why what it holds may not be sure."""
        speck = SPECK * self._wide
        left, top, right, bottom = ruled.inside
        if right - left < speck or bottom - top < speck:
            return _Cell(ruled, [], None)
        found = pieces_in(self._page.grey, ruled.inside, speck, self._ink)
        pieces = [piece for piece in found if not _is_fringe(piece, ruled.inside)]
        doubt = None if ruled.is_sure else Doubt.UNCERTAIN_PLACE
        part = (slice(top, bottom), slice(left, right))
        if self._page.tinted[part].any():
            doubt = doubt or Doubt.UNDER_SEAL
        elif self._has_faint_ink(ruled, pieces):
            doubt = doubt or Doubt.UNREAD_INK
        elif self._is_cut(ruled, grid, found):
            doubt = doubt or Doubt.STRADDLES_RULE
        lines = lines_of(pieces, LEAST_LINE * self._wide)
        if len(pieces) > sum(map(len, lines)):
            doubt = doubt or Doubt.UNREAD_INK
        return _Cell(ruled, lines, doubt)

    def _has_faint_ink(self, ruled: RuledCell, pieces: Sequence[Piece]) -> bool:
        """Whether a cell shows something paler than what is taken for ink."""
        left, top, right, bottom = ruled.inside
        if not pieces and self._is_pale((slice(top, bottom), slice(left, right))):
            return True
        return bool(faint_ink(self._page.grey, ruled.inside, pieces, LEAST_LINE * self._wide))

    def _is_cut(self, ruled: RuledCell, grid: RuledGrid, pieces: Sequence[Piece]) -> bool:
        """Whether what stands in a cell goes on beyond the rule to its left or right."""
        left, top, right, bottom = ruled.inside
        before = 2 * grid.xs[ruled.column] - left  # the rule's other edge
        after = 2 * grid.xs[ruled.column + ruled.columns] - right
        reach = round(REACH * self._wide)
        least, speck = LEAST_LINE * self._wide, SPECK * self._wide

        def ink(start: int, end: int) -> list[Piece]:
            box = (max(0, start), top, max(0, end), bottom)
            return pieces_in(self._page.grey, box, speck, self._ink)

        return runs_across(pieces, right, ink(after, after + reach), after, least) or runs_across(
            ink(before - reach, before), before, pieces, left, least
        )

    def _is_pale(self, part: tuple[slice, slice]) -> bool:
        """Whether a cell without ink has a shade too even for paper's noise."""
        inner = self._page.grey[part]
        size = max(3, round(SPECK * self._wide))
        high, wide = (edge // size for edge in inner.shape)
        if not high or not wide:
            return False
        blocks = inner[: high * size, : wide * size].reshape(high, size, wide, size)
        return bool(blocks.mean(axis=(1, 3)).min() < PALE)

    def _crop(self, line: Sequence[Piece]) -> NDArray[numpy.uint8]:
        left, top, right, bottom = around(line)
        beside = max(2, round(BESIDE * (bottom - top)))
        return self._page.grey[
            max(0, top - beside) : bottom + beside, max(0, left - beside) : right + beside
        ]

    def _read(self, cell: _Cell) -> ReadCell:
        box = self._page.in_picture(cell.ruled.inside)
        if not cell.lines:
            return ReadCell(cell.ruled, box, "", cell.doubt)
        told = [_narrow(line.text) for line in cell.read]
        if len(told) == 1 and _may_be_figure(told[0], cell.lines[0]):
            found = self._figure(cell, told[0])
            if found.text or not told[0]:
                # All readers agree on what is left of a figure under a seal: the seal is no doubt.
                is_clear = cell.doubt is Doubt.UNDER_SEAL and found.doubt is None
                return ReadCell(
                    cell.ruled,
                    box,
                    found.text,
                    None if is_clear else cell.doubt or found.doubt,
                    found.readings,
                    found.readers,
                    _confidence(cell.read[0], found),
                )
        text = "\n".join(filter(None, map(_without_strays, told)))
        return ReadCell(
            cell.ruled,
            box,
            text,
            cell.doubt or Doubt.UNCONFIRMED,
            (text,),
            (line_reader.NAME,),
            _exact(min(line.confidence for line in cell.read)),
        )

    def _figure(self, cell: _Cell, told: str) -> Agreed:
        """What the readers make of a line that may be a figure.

        Under a seal all three must agree: its ink was taken away, and some of the figure's may
        have gone with it.
        """
        (line,) = cell.lines
        answers = {line_reader.NAME: told}
        by_shape = digit_reader.figure_by_shape(self._page.grey, line)
        answers[digit_reader.NAME] = by_shape or ""
        reader = tesseract.figure_reader()
        if reader is not None:
            left, top, right, bottom = around(line)
            answers[tesseract.NAME] = reader.read(self._page.grey[top:bottom, left:right])
        needed = 3 if cell.doubt is Doubt.UNDER_SEAL else 2
        found = agreed(answers, needed=needed)
        if found.doubt is None and is_parted(line):
            return replace(found, doubt=Doubt.TWO_NUMBERS)
        return found

    def _lines_beside(self) -> Iterator[list[Piece]]:
        """The lines of print that stand in no table."""
        grey = self._page.grey.copy()
        for grid in self._ruled:
            grey[grid.ys[0] - 4 : grid.ys[-1] + 5, grid.xs[0] - 4 : grid.xs[-1] + 5] = 255
        high, wide = grey.shape
        pieces = pieces_in(grey, (0, 0, wide, high), SPECK * wide, self._ink)
        tall = [piece for piece in pieces if piece.height > LEAST_LINE * wide]
        if not tall:
            return
        usual = float(numpy.median([piece.height for piece in tall]))
        fine = [piece for piece in pieces if piece.height <= 3 * usual]
        for line in lines_of(fine, LEAST_LINE * wide):
            left, top, right, bottom = around(line)
            if right - left >= bottom - top and bottom - top <= 4 * usual:
                yield line

    def _text(
        self, grids: Sequence[ReadGrid], prose: Sequence[tuple[PixelBox, ReadLine]]
    ) -> list[TextLine]:
        """The lines of the page from top to bottom, the rows of tables among them."""
        found: list[tuple[int, TextLine]] = []
        for inked, line in prose:
            if line.text.strip():
                placed = self._page.in_picture(inked)
                found.append((inked[1], TextLine(line.text, placed, _exact(line.confidence))))
        for grid in grids:
            rows: dict[int, list[ReadCell]] = {}
            for cell in grid.cells:
                if cell.text:
                    rows.setdefault(cell.ruled.row, []).append(cell)
            for row, cells in rows.items():
                text = " ".join("".join(cell.text.split("\n")) for cell in cells)
                box = around_boxes([cell.box for cell in cells])
                sure = min(cell.confidence for cell in cells)
                found.append((grid.ruled.ys[row], TextLine(text, box, sure)))
        return [line for _, line in sorted(found, key=lambda one: one[0])]


def _may_be_figure(told: str, line: Sequence[Piece]) -> bool:
    """Whether a line may be a figure: so read, or so short that a digit may be read otherwise."""
    return len(line) <= FIGURE_LENGTH and (len(told) <= 1 or is_figure(told))


def _is_fringe(piece: Piece, inside: PixelBox) -> bool:
    """Whether a piece is what a rule left along the edge of a cell."""
    left, top, right, bottom = inside
    at_side = piece.box[0] == left or piece.box[2] == right
    at_end = piece.box[1] == top or piece.box[3] == bottom
    return (at_side and piece.width <= FRINGE and piece.height > 2 * piece.width) or (
        at_end and piece.height <= FRINGE and piece.width > 2 * piece.height
    )


def _without_strays(text: str) -> str:
    """A label without Latin letters, which no label has: strokes of a seal are read as some."""
    ideographs = sum("\u4e00" <= char <= "\u9fff" for char in text)
    if ideographs < FEW:
        return text
    return "".join(char for char in text if not (char.isascii() and char.isalpha()))


def _narrow(text: str) -> str:
    return "".join(text.split())


def _confidence(line: ReadLine, found: Agreed) -> Decimal:
    """How sure: the network's own figure where it is among those that agree, else two in three."""
    return _exact(line.confidence if line_reader.NAME in found.readers else len(found.readers) / 3)


def _exact(share: float) -> Decimal:
    """To a hundredth, rounded down: what is told as 1 is so."""
    return Decimal(int(share * 100)) / 100
