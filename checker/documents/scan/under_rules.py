"""Digits that a rule covers: what it leaves of them beside it, and figures that run into it.

A rule's edge is even. Where a stroke comes out from under it there is more ink than along the rest
of it: a digit that is mostly covered leaves no more of itself, and a cell that shows nothing else
is no sure blank. What runs into a rule may be part of a digit: it is sure where it is as wide, or
as high, as the page's digits are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy

from checker.documents.scan.agreement import is_figure
from checker.documents.scan.digit_reader import whole
from checker.documents.scan.inked import around
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.cell_ink import InkedCell
    from checker.documents.scan.inked import Piece, PixelBox
    from checker.documents.scan.straight import StraightPage

_WITHIN, _BESIDE = 3, 6  # pixels of a rule, and of the cell beside it, in which ink is counted
_STROKES: Final = (  # of the width of A4: 2 and 4 pixels of 1653; ink beyond an edge: pixels, with
    (0.0012, 1.0, 1.8),  # greys and without, where an edge is jagged
    (0.0024, 0.7, 1.8),
)
_CORNER: Final = 0.0045  # of it: so far from a corner the rule across it is seen
_EVEN: Final = 35  # per cent of an edge has less ink than print leaves beside it
_NOISE: Final = 5.5  # deviations of the ink along the page's rules
_HALO: Final = 2  # pixels: the blurred edges of print
_SHORTEST: Final = 3  # corners: of a shorter side nothing is told
_DEVIATION: Final = 1.4826  # of the normal distribution, by its median distance from the middle
_LESS: Final = 0.06  # of a digit's width or height, and at least a pixel: so much may a rule cover
_PLAIN, _LESS_OF_PLAIN = (
    frozenset("02489"),
    0.2,
)  # digits that no other one looks like, cut by so much of it
_FEWEST: Final = 5  # digits by which that is known
_LARGE: Final = 90  # per cent of digits are smaller, where all of them run into rules
_MANY, _MOST = (
    8,
    75,
)  # of one character tell how large it is: no larger are so many per cent of them
_MARKS: Final = frozenset(",.")
_LOW: Final = 0.45  # of its line's height: a comma, or a point
_SIDES: Final = range(4)  # left, top, right, bottom
_UPRIGHT, _LEVEL = (0, 2), (1, 3)


def doubt_what_rules_hide(page: StraightPage, cells: Sequence[InkedCell]) -> None:
    """Makes cells doubtful beside whose print, or without any, ink comes out from under a rule."""
    beside = _without_print(page.grey, cells)
    for share, even, jagged in _STROKES:
        edges = [edge for cell in cells for edge in _edges_of(beside, cell, page.unit, share)]
        if not edges:
            return
        ink = numpy.concatenate([more for _, more in edges])
        middle = float(numpy.median(ink))
        noise = _DEVIATION * float(numpy.median(abs(ink - middle)))
        least = max(jagged if page.is_bilevel else even, middle + _NOISE * noise)
        for cell, more in edges:
            if cell.doubt is None and more.max() > least:
                cell.doubt = Doubt.STRADDLES_RULE


def doubt_what_runs_into_rules(cells: Sequence[InkedCell]) -> None:
    """Makes cells doubtful whose figure (what they say was read) may go on under a rule."""
    figures = [cell for cell in cells if len(cell.read) == 1 and is_figure(cell.read[0].text)]
    usual = _sizes_of(figures)
    for cell in figures:
        if cell.doubt is None and _runs_into_rule(cell, usual):
            cell.doubt = Doubt.STRADDLES_RULE


def _without_print(grey: NDArray[numpy.uint8], cells: Sequence[InkedCell]) -> NDArray[numpy.uint8]:
    """The page without what was taken for the print of its cells, and its blurred edges."""
    found = grey.copy()
    for cell in cells:
        left, top, right, bottom = cell.ruled.inside
        own = found[top:bottom, left:right]
        for x0, y0, x1, y1 in (piece.box for line in cell.lines for piece in line):
            rows = slice(max(0, y0 - top - _HALO), max(0, y1 - top + _HALO))
            own[rows, max(0, x0 - left - _HALO) : max(0, x1 - left + _HALO)] = 255
    return found


def _edges_of(
    grey: NDArray[numpy.uint8], cell: InkedCell, unit: int, share: float
) -> Iterator[tuple[InkedCell, NDArray[numpy.float64]]]:
    """Each side of a cell, and by how many pixels there is more ink along it than usual."""
    stroke = max(2, round(share * unit))
    corner = round(_CORNER * unit)
    for side in _SIDES:
        counted = _beside(grey, cell.ruled.inside, side)
        if len(counted) >= _SHORTEST * corner:
            even = numpy.convolve(counted, numpy.ones(stroke) / stroke, "same")
            more = even - _usual_along(even, corner)
            for first, last in _run_in(cell, side):  # that they do is told by their size
                more[max(0, first - stroke) : last + stroke] = 0
            yield cell, more[corner:-corner]


def _usual_along(ink: NDArray[numpy.float64], corner: int) -> NDArray[numpy.float64]:
    """How much ink a rule has at each place of an edge; it may run off by a pixel or two."""
    clear = ink[corner:-corner]
    middle = len(clear) // 2
    start, end = (_percentile(half, _EVEN) for half in (clear[:middle], clear[middle:]))
    places = (numpy.arange(len(ink)) - corner - middle / 2) / max(1, middle)
    found: NDArray[numpy.float64] = start + (end - start) * places
    return found


def _percentile(values: NDArray[numpy.float64], share: float) -> float:
    """What ``numpy.percentile`` says of them, in a tenth of its time: 0.3 s for each page."""
    at = (len(values) - 1) * (share / 100)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    ranked = numpy.partition(values, (low, high))
    less, more, between = float(ranked[low]), float(ranked[high]), at - low
    if between < 0.5:  # noqa: PLR2004 - from the nearer one, as numpy rounds
        return less + (more - less) * between
    return more - (more - less) * (1 - between)


def _run_in(cell: InkedCell, side: int) -> Iterator[tuple[int, int]]:
    """Where along a side of a cell (from where it begins) its own print runs into the rule."""
    along = 1 if side in _UPRIGHT else 0
    for piece in (piece for line in cell.lines for piece in line):
        if side in _touching(piece, cell.ruled.inside):
            start = cell.ruled.inside[along]
            yield piece.box[along] - start, piece.box[along + 2] - start


def _beside(grey: NDArray[numpy.uint8], inside: PixelBox, side: int) -> NDArray[numpy.float64]:
    """How many pixels of ink there are at each place along one side of a cell."""
    left, top, right, bottom = inside
    if side == 0:
        strip = grey[top:bottom, max(0, left - _WITHIN) : left + _BESIDE].T
    elif side == 1:
        strip = grey[max(0, top - _WITHIN) : top + _BESIDE, left:right]
    elif side == 2:  # noqa: PLR2004 - the right one
        strip = grey[top:bottom, max(0, right - _BESIDE) : right + _WITHIN].T
    else:
        strip = grey[max(0, bottom - _BESIDE) : bottom + _WITHIN, left:right]
    counted: NDArray[numpy.float64] = (255.0 - strip).sum(axis=0) / 255
    return counted


@dataclass(frozen=True, slots=True)
class _Sizes:
    """How wide and how high the digits of a table are (pixels), 0 where too few are seen.

    ``same`` has it of each character of which there are many.
    """

    digits: tuple[float, float]
    same: dict[str, tuple[float, float]]

    def of(self, char: str) -> tuple[float, float]:
        """How large a character is here; of what is no known one, as a digit."""
        return self.same.get(char, self.digits)


def _sizes_of(figures: Sequence[InkedCell]) -> _Sizes:
    """How large the characters of a table's figures are."""
    seen: dict[str, list[tuple[Piece, list[int]]]] = {}
    for cell in figures:
        for piece, char in _characters_in(cell):
            seen.setdefault(char, []).append((piece, _touching(piece, cell.ruled.inside)))
    digits = [one for char, own in seen.items() if char.isdigit() and char != "1" for one in own]
    return _Sizes(
        (
            _usual([(piece.width, bool({*_UPRIGHT} & {*sides})) for piece, sides in digits]),
            _usual([(piece.height, bool({*_LEVEL} & {*sides})) for piece, sides in digits]),
        ),
        {
            char: (
                float(numpy.percentile([piece.width for piece, _ in own], _MOST)),
                float(numpy.percentile([piece.height for piece, _ in own], _MOST)),
            )
            for char, own in seen.items()
            if len(own) >= _MANY
        },
    )


def _characters_in(cell: InkedCell) -> list[tuple[Piece, str]]:
    """The characters of a figure as they were read; none where they and its ink do not match."""
    (line,) = cell.lines
    text = "".join(cell.read[0].text.split())
    glyphs = whole(line)
    return list(zip(glyphs, text, strict=True)) if len(glyphs) == len(text) else []


def _usual(sizes: Sequence[tuple[int, bool]]) -> float:
    """The median of the sizes that are not cut; where too few are, what few are larger than."""
    clear = [size for size, is_cut in sizes if not is_cut]
    if len(clear) >= _FEWEST:
        return float(numpy.median(clear))
    every = [size for size, _ in sizes]
    return float(numpy.percentile(every, _LARGE)) if len(every) >= _FEWEST else 0.0


def _touching(piece: Piece, inside: PixelBox) -> list[int]:
    """The sides of a cell that a piece runs into."""
    return [side for side in _SIDES if abs(piece.box[side] - inside[side]) <= _HALO]


def _runs_into_rule(cell: InkedCell, usual: _Sizes) -> bool:
    """Whether some of a figure runs into a rule, and is not as large as others of its table."""
    (line,) = cell.lines
    known = dict(_characters_in(cell))
    _, top, _, foot = around(line)
    for piece in whole(line):
        sides = {*_touching(piece, cell.ruled.inside)}
        char = known.get(piece, "")
        if char in _MARKS and piece.height < _LOW * (foot - top) and sides == {_SIDES[3]}:
            continue  # its foot may be covered: it is a mark all the same
        less = _LESS_OF_PLAIN if char in _PLAIN else _LESS
        for size, its_usual, across in zip(
            (piece.width, piece.height), usual.of(char), (_UPRIGHT, _LEVEL), strict=True
        ):
            is_whole = its_usual and size >= its_usual - max(1, less * its_usual)
            if sides & {*across} and not is_whole:
                return True
    return False
