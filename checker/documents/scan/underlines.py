"""Figures on underlines, as in a form that is filled in: the line is no part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.documents.scan.inked import around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.scan.cell_ink import InkedCell
    from checker.documents.scan.inked import Piece

_UNDER: Final = 0.25  # of the digits' height: an underline is lower, and wider than a digit
_FEWEST: Final = 3  # figures of a page that stand on lines: then dashes do so, too
_WIDER: Final = 1.1  # times the digits: an underline takes their margins in
_FLAT: Final = 4  # times its height: a stroke is wider
_AS_WIDE: Final = 0.9  # of the stroke above it: an underline is no shorter
_GAP: Final = 1.5  # of the underline's width: it is no further below


def above_underline(line: Sequence[Piece]) -> Sequence[Piece]:
    """The line without the stroke that runs below all of it, where there is one."""
    long = max(line, key=lambda piece: piece.width)
    others = [piece for piece in line if piece is not long]
    if not others:
        return line
    _, top, _, foot = around(others)
    is_under = long.box[1] >= foot - 1 and long.height <= _UNDER * (foot - top) < long.width
    return others if is_under else line


def take_off_underlines(cells: Sequence[InkedCell]) -> list[Piece]:
    """The underlines that figures and dashes of a page stand on; they are left without them.

    Of a dash and its line readers make 二, of a figure on a line they are less sure. Only on a page
    where lines are wider than what stands on them: below a 2 one might be its own broken foot.
    """
    if sum(len(cell.lines) == 1 and _stands_on_line(cell.lines[0]) for cell in cells) < _FEWEST:
        return []
    found = []
    for cell in cells:
        pieces = [piece for line in cell.lines for piece in line]
        left = pieces
        if len(pieces) == 2 and _is_dash_on_line(*sorted(pieces, key=lambda one: one.box[1])):  # noqa: PLR2004 - two strokes
            left = [min(pieces, key=lambda one: one.box[1])]
        elif len(cell.lines) == 1:
            left = list(above_underline(pieces))
        if len(left) < len(pieces):
            found += [piece for piece in pieces if piece not in left]
            cell.lines = [left]
    return found


def _stands_on_line(line: Sequence[Piece]) -> bool:
    glyphs = above_underline(line)
    if len(glyphs) == len(line):
        return False
    left, _, right, _ = around(glyphs)
    return max(piece.width for piece in line) >= _WIDER * (right - left)


def _is_dash_on_line(dash: Piece, line: Piece) -> bool:
    return (
        all(piece.width > _FLAT * piece.height for piece in (dash, line))
        and line.width >= _AS_WIDE * dash.width
        and dash.box[0] >= line.box[0] - dash.height
        and dash.box[2] <= line.box[2] + dash.height
        and 0 < line.box[1] - dash.box[3] < _GAP * line.width
    )
