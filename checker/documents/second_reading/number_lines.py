"""Lines through and under the digits of a grid: strikes and underlines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap

if TYPE_CHECKING:
    from checker.documents.geometry import Rule
    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page
    from checker.model import Box
    from checker.model.table_grid import Grid

NEAR_EDGE = 1.5  # points: a line this near to a cell's edge is the table's own
# Of a digit's side: what only touches this rim is an underline, a border or a neighbour's mark.
RIM = 0.2
PIXEL = 0.72  # points at 100 dpi: a line is blurred by so much
LEAST_WIDTH = 0.5  # points: a glyph without outlines has a box of 0.01


@dataclass(frozen=True)
class NumberLines:
    """Level lines inside a grid that are none of its own rows' edges, lowest first."""

    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, grid: Grid, page: Page) -> NumberLines:
        """Those that the page draws in a grid."""
        edges = sorted({y for cell in grid.cells for y in (cell.box[1], cell.box[3])})
        x0, y0, x1, y1 = grid.box

        def is_inside(rule: Rule) -> bool:
            if not (rule.horizontal and y0 < rule.middle < y1):
                return False
            above = bisect_right(edges, rule.middle)
            near = min(abs(rule.middle - edge) for edge in edges[max(0, above - 1) : above + 1])
            return near > NEAR_EDGE and overlap(rule.box[0], rule.box[2], x0, x1) > 0

        found = filter(is_inside, page.drawing.rules)
        return cls(tuple(sorted(found, key=lambda rule: rule.middle)))

    @cached_property
    def _heights(self) -> list[float]:
        return [rule.middle for rule in self.rules]

    def _at(self, low: float, high: float, left: float, right: float) -> list[Rule]:
        """The lines between two heights that meet a stretch of them."""
        level = self.rules[bisect_right(self._heights, low) : bisect_left(self._heights, high)]
        return [rule for rule in level if overlap(rule.box[0], rule.box[2], left, right) > 0]

    def share_struck(self, char: Char) -> float:
        """How much of a digit's width a line through its middle takes, 0 to 1."""
        x0, y0, x1, y1 = char.box
        slack = RIM * (y1 - y0)
        through = self._at(y0 + slack, y1 - slack, x0, x1)
        taken = (overlap(rule.box[0], rule.box[2], x0, x1) for rule in through)
        return max(taken, default=0.0) / max(x1 - x0, LEAST_WIDTH)

    def above_underline(self, char: Char) -> Box:
        """The box of a character without the foot that its underline touches."""
        x0, y0, x1, y1 = char.box
        rim = RIM * (y1 - y0)
        tops = [rule.box[3] + PIXEL for rule in self._at(y0 - rim, y0 + rim, x0, x1)]
        return (x0, min(y0 + rim, max([y0, *tops])), x1, y1)
