"""The paths of plain content as the rectangles, lines and curves of playa's layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playa.content import GraphicState, PathObject, PathSegment
from playa.miner import LTRect, process_path

from checker.documents.pdf.plain_faces import Outline

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from checker.documents.pdf.plain_faces import Matrix

    Point: TypeAlias = tuple[float, float]
    Rectangle: TypeAlias = tuple[float, float, float, float]
    """A corner, width and height."""

PAINTED = {  # stroked, filled, by the even-odd rule
    b"S": (True, False, False),
    b"s": (True, False, False),
    b"f": (False, True, False),
    b"F": (False, True, False),
    b"f*": (False, True, True),
    b"B": (True, True, False),
    b"B*": (True, True, True),
    b"b": (True, True, False),
    b"b*": (True, True, True),
}
_CLOSED = frozenset({b"s", b"b", b"b*"})  # before it is painted
CURVES = {b"m": 1, b"l": 1, b"c": 3, b"v": 2, b"y": 2, b"h": 0}  # points of each


class Paths:
    """The path that is being drawn on a page; what is painted is given to ``add``.

    ``page`` is playa's reference to the page.
    """

    def __init__(self, page: Any, add: Callable[[Any], None]) -> None:
        self._page, self._add = page, add
        self._bare = GraphicState()  # of what is drawn besides text
        self._outlines = {one: Outline(self._bare, how) for one, how in PAINTED.items()}
        self._path: list[Any] = []
        self._rectangle: Rectangle | None = None  # where it is all there is of a path

    def draw_rectangle(self, *edges: float) -> None:
        """Append a rectangle: a corner, width and height."""
        alone = not self._path and self._rectangle is None
        self._unfold()
        self._rectangle = edges  # type: ignore[assignment]  # four of them
        if not alone:
            self._unfold()

    def draw(self, operator: str, points: tuple[Point, ...]) -> None:
        """Append a segment."""
        self._unfold()
        self._path.append(PathSegment(operator, points))

    def _unfold(self) -> None:
        """Make segments of a rectangle that is not all there is of a path."""
        if self._rectangle is not None:
            corners, self._rectangle = _corners(self._rectangle), None
            self._path += [PathSegment(one, (at,)) for one, at in zip("mlll", corners, strict=True)]
            self._path.append(PathSegment("h", ()))

    def drop(self) -> None:
        """Begin another path; of this one nothing is drawn."""
        self._path, self._rectangle = [], None

    def paint(self, operator: bytes, ctm: Matrix) -> None:
        """Add what the path so far is, and begin another."""
        if operator in _CLOSED:
            self.draw("h", ())
        if self._rectangle is not None:
            first, second, third, fourth = _moved(ctm, self._rectangle)
            if _is_upright(first, second, third, fourth):
                self._add(LTRect(self._outlines[operator], (*first, *third)))
                self.drop()
                return
            self._unfold()
        if self._path:
            for item in process_path(self._painted(operator, ctm)):
                self._add(item)
        self.drop()

    def _painted(self, operator: bytes, ctm: Matrix) -> Any:
        stroke, fill, evenodd = PAINTED[operator]
        return PathObject(
            _pageref=self._page, _parentkey=None, gstate=self._bare, ctm=ctm,
            mcstack=(), raw_segments=self._path, stroke=stroke, fill=fill, evenodd=evenodd,
        )  # fmt: skip


def _corners(rectangle: Rectangle) -> tuple[Point, Point, Point, Point]:
    x, y, width, height = rectangle
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def _moved(matrix: Matrix, rectangle: Rectangle) -> tuple[Point, Point, Point, Point]:
    """The corners where they are on the page: playa's ``apply_matrix_pt``, four times in one."""
    a, b, c, d, e, f = matrix
    x0, y0, width, height = rectangle
    x1, y1 = x0 + width, y0 + height
    ax0, bx0, ax1, bx1 = a * x0, b * x0, a * x1, b * x1
    cy0, dy0, cy1, dy1 = c * y0, d * y0, c * y1, d * y1
    return (
        (ax0 + cy0 + e, bx0 + dy0 + f),
        (ax1 + cy0 + e, bx1 + dy0 + f),
        (ax1 + cy1 + e, bx1 + dy1 + f),
        (ax0 + cy1 + e, bx0 + dy1 + f),
    )


def _is_upright(first: Point, second: Point, third: Point, fourth: Point) -> bool:
    """Whether playa takes four corners for a rectangle: of no height it takes them for a curve."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = first, second, third, fourth
    is_square = (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )
    return is_square and fourth != first
