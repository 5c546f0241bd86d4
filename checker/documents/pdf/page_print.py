"""A page's print as far as its lines are concerned: how high it is, and which lines are its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checker.documents.geometry import Rule
    from checker.documents.pdf.characters import PrintedPage

ORDINARY = 9.0  # points: height of ordinary print, for which the distances here are
SHORTEST = 8.0  # points: shorter lines are no table's
# Of the height of print: lines nearer to each other have no row or column between them. The lowest
# cell of 7400 measured has 0.92, the widest gap between the frames of two cells 0.65.
NO_ROOM = 0.8
BETWEEN = 0.3  # of a character: so much of it between two lines stands there
UNDERLINE = 0.35  # of a character's height below its foot: a line there may be its underline
LOW = 0.7  # of the height of print: signs and points are lower, their underline is as far below
ENDS_WITH = 1.2  # points: an underline ends with its text, a cell's edge further out


class Print:
    """The characters of a page as far as its lines are concerned."""

    def __init__(self, page: PrintedPage) -> None:
        level = [char for char in page.chars if char.level]
        boxes = numpy.array([char.box for char in level]).reshape(-1, 4)
        middles = (boxes[:, 1] + boxes[:, 3]) / 2
        upwards = middles.argsort(kind="stable")
        self._chars = [level[at] for at in upwards.tolist()]
        self._heights: list[float] = middles[upwards].tolist()
        self._boxes: NDArray[numpy.float64] = boxes[upwards]
        # Dashes and points are no measure; where zeros are printed as dashes they are the most.
        high = [(char.text, char.box[3] - char.box[1]) for char in page.chars]
        tall = sorted([one for text, one in high if text.isalnum()])
        self.height = tall[len(tall) // 2] if tall else ORDINARY
        """How high the page's print usually is, in points."""
        words = sorted([one for text, one in high if "\u4e00" < text <= "\u9fff"])
        self.words_height = words[len(words) // 2] if words else self.height
        """How high its Chinese characters are; digits are lower."""
        self.scale = max(1.0, self.height / ORDINARY)
        """How many times larger than ordinary the page's print is, at least 1."""

    def stands_between(
        self, low: float, high: float, start: float, end: float, *, level: bool
    ) -> bool:
        """Whether a good part of a character lies between two parallel lines."""
        first, second = (1, 0) if level else (0, 1)
        begin, stop = self._boxes[:, first], self._boxes[:, first + 2]
        middle = (self._boxes[:, second] + self._boxes[:, second + 2]) / 2
        shared = numpy.minimum(stop, high) - numpy.maximum(begin, low)
        return bool(
            ((shared >= BETWEEN * (stop - begin)) & (middle > start) & (middle < end)).any()
        )

    def stands_on(self, bar: Rule) -> bool:
        """Whether a character stands on a thick bar: it is the ground of a cell then, no line."""
        x0, y0, x1, y1 = bar.box
        return min(x1 - x0, y1 - y0) > NO_ROOM * self.height / 2 and self.stands_between(
            y0, y1, x0, x1, level=True
        )

    def is_marked_by(self, rule: Rule) -> bool:
        """Whether a line strikes characters out or underlines them."""
        x0, y0, x1, y1 = rule.box
        if not rule.horizontal or rule.length < SHORTEST / 4:
            return False
        first = bisect_left(self._heights, y0 - 2)
        last = bisect_right(self._heights, y1 + 2 * self.height)
        struck = over = 0.0
        above: list[tuple[float, float]] = []
        crossed = 0
        for char in self._chars[first:last]:
            left, foot, right, top = char.box
            # Nearly all stand elsewhere; one call more for each is a hundredth of all reading.
            if min(x1, right) - max(x0, left) <= 0.5 * (right - left):
                continue
            tall = top - foot
            if foot + 0.2 * tall < rule.middle < top - 0.2 * tall:
                crossed += 1
                struck += right - left
            elif -UNDERLINE * max(tall, LOW * self.height) <= rule.middle - char.foot <= 0:
                over += right - left
                above.append((left, right))
        if crossed > 1 and struck > 0.5 * rule.length:
            return True
        return bool(above) and (
            abs(min(left for left, _ in above) - x0) <= ENDS_WITH * self.scale
            and abs(max(right for _, right in above) - x1) <= ENDS_WITH * self.scale
            and over > 0.5 * rule.length
        )
