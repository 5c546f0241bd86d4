"""The blurred edges of rules taken off the cells beside them: digits may stand in their shade.

A camera, a turned scan and JPEG spread a rule's ink over some pixels to its sides. Spreadsheets
print their figures as near; cut off with that shade, a 0 has lost its left stroke. The shade of one
rule is the same from end to end of a cell, so that it can be taken away and leaves the digit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy

from checker.documents.scan.inked import INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.inked import PixelBox
    from checker.documents.scan.ruled_grids import RuledGrid

_REACH: Final = 6  # pixels from a rule's own to where its blur ends: 4 at 300 dpi, 6 in photographs
_PAPER: Final = 90  # per cent of a shade's pixels are no paler than it
_JAG: Final = 2  # of them are a rule's own: where more are, its edge is jagged, not blurred
_PRINT: Final = 3  # pixels of ink across a cell: noise has less
_LEAST_CLEAR: Final = 0.25  # of a cell's height or width, without print
_CLEAN: Final = 250  # grey levels: paper
_EVEN: Final = 0.2  # of the way to paper: greys of a rule's middle differ by less
_OWN: Final = 2  # rows that are alike: the middle of a rule that is thicker than its blur
_DARKEST: Final = 120  # of a shade in which ink is still told from it


def without_shades(
    grey: NDArray[numpy.uint8], grids: Sequence[RuledGrid]
) -> tuple[NDArray[numpy.uint8], list[RuledGrid]]:
    """The page with its cells as pale as paper along the rules, and the tables with those cells.

    What is inside a cell was found with the rules' blur counted in; where less than that is a
    rule's own, more is the cell's.
    """
    found = grey.copy()
    return found, [
        replace(
            grid,
            cells=tuple(replace(one, inside=_cleared(found, one.inside)) for one in grid.cells),
        )
        for grid in grids
    ]


def _cleared(page: NDArray[numpy.uint8], inside: PixelBox) -> PixelBox:
    """What is inside a cell, without the shades that were taken off the page there."""
    left, top, right, bottom = inside
    wide, high = right - left, bottom - top
    if min(wide, high) <= 4 * _REACH:
        return inside
    before = _lift(page[top:bottom].T, left, wide)
    after = _lift(page[top:bottom, ::-1].T, page.shape[1] - right, wide)
    for rows, edge in ((page, top), (page[::-1], page.shape[0] - bottom)):
        _lift(rows[:, left:right], edge, high)  # print seldom stands as close to a level rule
    return left - before, top, right + after, bottom


def _lift(rows: NDArray[numpy.uint8], edge: int, depth: int) -> int:
    """Takes a rule's shade off the first rows of a cell, which begins at ``edge``.

    How many rows before it are shade as well, not rule. The shade is told where the cell holds no
    print; where it is not even there, or print is all along, it is left as it is.
    """
    start = max(0, edge - _REACH)
    inner = rows[edge : edge + depth]
    is_clear = (inner < INK).sum(axis=0) < _PRINT
    is_clear[:_REACH] = is_clear[-_REACH:] = False  # there are the shades of the rules across
    if is_clear.mean() < _LEAST_CLEAR:
        return 0
    darkest, usual, shades = numpy.percentile(
        rows[start : edge + _REACH, is_clear], (_JAG, 50, _PAPER), axis=1
    )
    at = edge - start
    is_pale = bool(usual.min() >= _DARKEST)
    if is_pale:
        at = _edge_of_pale(usual, at)
    else:
        # Paper first, then darker from row to row: paler again is the rule's other side.
        while (
            at
            and darkest[at - 1] >= _DARKEST
            and (shades[at] >= _CLEAN or shades[at - 1] < shades[at])
        ):
            at -= 1
        if at == 0 or darkest[at - 1] >= _DARKEST:
            at = edge - start  # neither its own nor its shade is even
    for number, shade in enumerate(shades[at:], start + at):
        if shade >= _CLEAN:
            break
        own = rows[number].astype(numpy.float64)
        # Print over a pale rule is as black as over paper, and so is it at its edge.
        lifted = own * (255 / shade) if is_pale else own + (255 - max(shade, _DARKEST))
        rows[number] = numpy.minimum(255, lifted).astype(numpy.uint8)
    return edge - start - at


def _edge_of_pale(usual: NDArray[numpy.float64], edge: int) -> int:
    """Where a thick pale rule ends, of the rows beside an edge and their usual greys.

    Its own are as pale as the shade of a dark one, but alike, and so are told from its edge. A / in
    a spreadsheet begins there: cut off three pixels further, of 133 cells with one in a scan of 200
    dpi none was read. What is no thicker than its blur has no such middle.
    """
    before = usual[:edge]
    darkest = float(before.min(initial=_CLEAN))
    own = before < darkest + _EVEN * (_CLEAN - darkest)
    if len(own) < _OWN or not own[:_OWN].all():
        return edge
    return int(numpy.flatnonzero(own)[-1]) + 1
