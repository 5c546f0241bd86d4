"""Points and boxes on a page: upright frames, overlaps, rules.

Everything that reads a page works in its *upright frame*: PDF points, origin at the bottom
left, turned so that the page's text reads from left to right. Evidence goes out in user space
(the unrotated page of the PDF), which is what the results contract asks for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Box


_UPSIDE_DOWN, _TO_THE_LEFT = 2, 3  # clockwise quarter turns


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is turned: its MediaBox in user space and the clockwise quarter turns.

    A tilted page is read from a straight copy of itself: user space is the copy's, but for what
    goes out to and comes in from others, which is the file's.
    """

    media: Box
    turns: int  # clockwise quarter turns that make the text upright, 0 to 3
    tilt: float = 0.0  # degrees, counterclockwise, by which the file's page was turned back

    @property
    def width(self) -> float:
        """Width of the upright page in points."""
        x0, y0, x1, y1 = self.media
        return (y1 - y0) if self.turns % 2 else (x1 - x0)

    @property
    def height(self) -> float:
        """Height of the upright page in points."""
        x0, y0, x1, y1 = self.media
        return (x1 - x0) if self.turns % 2 else (y1 - y0)

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in the upright frame."""
        x0, y0, x1, y1 = self.media
        if not self.turns:
            return x - x0, y - y0
        if self.turns == 1:
            return y - y0, x1 - x
        if self.turns == _UPSIDE_DOWN:
            return x1 - x, y1 - y
        return y1 - y, x - x0  # to the left

    def upright_box(self, box: Box) -> Box:
        """A box of user space in the upright frame."""
        if not self.turns:  # nearly every page, and each of its characters
            x0, y0, _, _ = self.media
            return ordered(box[0] - x0, box[1] - y0, box[2] - x0, box[3] - y0)
        return ordered(*self.upright(box[0], box[1]), *self.upright(box[2], box[3]))

    def user_box(self, box: Box) -> Box:
        """A box of the upright frame in the file's user space, to a hundredth of a point."""
        x0, y0, x1, y1 = self.media
        if not self.turns and not self.tilt:  # nearly every page
            a, b, c, d = ordered(box[0] + x0, box[1] + y0, box[2] + x0, box[3] + y0)
            return (round(a, 2), round(b, 2), round(c, 2), round(d, 2))
        corners = []
        for x, y in ((box[0], box[1]), (box[2], box[3])):
            if self.turns == 1:
                corners.append((x1 - y, x + y0))
            elif self.turns == _UPSIDE_DOWN:
                corners.append((x1 - x, y1 - y))
            elif self.turns == _TO_THE_LEFT:
                corners.append((y + x0, y1 - x))
            else:
                corners.append((x + x0, y + y0))
        (ax, ay), (bx, by) = corners
        a, b, c, d = self._turned(ordered(ax, ay, bx, by), self.tilt)
        return (round(a, 2), round(b, 2), round(c, 2), round(d, 2))

    def place_of(self, box: Box) -> Box:
        """A box of the file's user space in the upright frame: ``user_box`` the other way."""
        return self.upright_box(self._turned(box, -self.tilt))

    def _turned(self, box: Box, degrees: float) -> Box:
        """Around what a box covers when it is turned about the middle of the page."""
        if not degrees:
            return box
        x, y = middle(self.media)
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        corners = [(box[i] - x, box[j] - y) for i in (0, 2) for j in (1, 3)]
        xs = [x + cosine * a - sine * b for a, b in corners]
        ys = [y + sine * a + cosine * b for a, b in corners]
        return (min(xs), min(ys), max(xs), max(ys))


def ordered(x0: float, y0: float, x1: float, y1: float) -> Box:
    """The box with these two corners."""
    # Compared, not min and max: every character and every corner of a line comes by here.
    if x1 < x0:
        x0, x1 = x1, x0
    if y1 < y0:
        y0, y1 = y1, y0
    return (x0, y0, x1, y1)


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """Length that two intervals share; 0 when they do not meet."""
    return max(0.0, min(a1, b1) - max(a0, b0))


def around(boxes: Sequence[Box], beside: float = 0.0) -> Box:
    """The box that holds all these boxes, and so many points beside them."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts) - beside, min(bottoms) - beside, max(rights) + beside, max(tops) + beside


def covers(box: Box, x: float, y: float) -> bool:
    """Whether the box holds the point."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def middle(box: Box) -> tuple[float, float]:
    """The centre of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line in the upright frame: its box and its thickness across (points)."""

    box: Box
    horizontal: bool

    @property
    def length(self) -> float:
        """How long the line is, in points."""
        return self.box[2] - self.box[0] if self.horizontal else self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        """Where it lies: y of a horizontal line, x of a vertical one."""
        return (
            (self.box[1] + self.box[3]) / 2 if self.horizontal else (self.box[0] + self.box[2]) / 2
        )
