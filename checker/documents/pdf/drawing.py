"""What a page draws besides text, as lines, bars, pictures and annotations."""

from __future__ import annotations

import ctypes
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from checker.documents.geometry import Frame, Rule, ordered
from checker.documents.pdf.bare_calls import bare
from checker.documents.pdf.page_objects import PageObjects, matrix_of, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Box

THIN = 3.0  # points: a filled rectangle this thin is a drawn line
THICK, BAR = 7.5, 12.0  # … a thicker one, if it is 12 times as long
STRAIGHT = 0.1  # of a bar's thickness: so far its outline may lie within its long edges
SHORT_BAR = 2.0  # … or this long, if nothing stands on it: the edge of a low or narrow cell
THIN_SHARE = 0.004  # … or this share of the page's longer side, on poster-sized pages
FEWEST_BENDS = 4  # points of a stroke that may be a wavy line
LEVEL = 0.5  # points: a stroke that rises less is level

_get_draw_mode, _get_width = bare(raw.FPDFPath_GetDrawMode), bare(raw.FPDFPageObj_GetStrokeWidth)
_count_segments, _get_segment = bare(raw.FPDFPath_CountSegments), bare(raw.FPDFPath_GetPathSegment)
_get_point = bare(raw.FPDFPathSegment_GetPoint)
_get_segment_type = bare(raw.FPDFPathSegment_GetType)
_get_close = bare(raw.FPDFPathSegment_GetClose)
_MOVE = raw.FPDF_SEGMENT_MOVETO


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page besides text: lines, bars, pictures, annotations.

    A bar is a short thick line, or the ground of a low cell: what stands on it tells.
    """

    rules: tuple[Rule, ...]
    bars: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    marks: tuple[Box, ...]  # annotations that strike out, cover or replace what is printed


class Sketch:
    """Collects what is drawn on one page, form XObjects included."""

    def __init__(self, page: Any, objects: PageObjects, frame: Frame) -> None:
        self.page = page
        self.objects = objects
        self.frame = frame
        self.rules: list[Rule] = []
        self.bars: list[Rule] = []
        self.pictures: list[Box] = []
        self.thin = max(THIN, THIN_SHARE * max(frame.width, frame.height))
        # What pdfium writes its answers to: a page of dotted borders asks 100,000 times.
        self._is_filled, self._is_stroked = ctypes.c_int(), ctypes.c_int()
        self._width = ctypes.c_float()
        self._point = ctypes.c_float(), ctypes.c_float()

    def draw(self) -> Drawing:
        """All that the page draws besides text."""
        for kind, item, outer in self.objects.all:
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, times(matrix_of(item), outer))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._picture(times(matrix_of(item), outer))
        return Drawing(
            tuple(self.rules), tuple(self.bars), tuple(self.pictures), tuple(self._marks())
        )

    def _picture(self, matrix: tuple[float, ...]) -> None:
        a, b, c, d, e, f = matrix
        corners = [(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)]
        xs, ys = zip(*corners, strict=True)
        self.pictures.append(self.frame.upright_box((min(xs), min(ys), max(xs), max(ys))))

    def _path(self, item: Any, matrix: tuple[float, ...]) -> None:
        _get_draw_mode(item, self._is_filled, self._is_stroked)
        fill, stroke = self._is_filled.value, self._is_stroked.value
        if not fill and not stroke:
            return
        half = 0.0
        if stroke:
            _get_width(item, self._width)
            scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
            half = self._width.value * scale / 2
        before: Box | None = None
        x0, y0, _, _ = self.frame.media
        for corners in _outlines(item, matrix, self._point):
            if self.frame.turns:
                points = [self.frame.upright(x, y) for x, y in corners]
            else:  # nearly every page: without a call for each corner
                points = [(x - x0, y - y0) for x, y in corners]
            if fill:
                box = _bounds(points)
                self._filled(points, box)
                if before is not None:
                    self._framed(before, box)
                before = box
            if stroke:
                self._stroked(points, half)

    def _filled(self, points: Sequence[tuple[float, float]], box: Box) -> None:
        """A thin or long filled shape is a line, a short one a bar; any other fill is ground."""
        wide, high = box[2] - box[0], box[3] - box[1]
        thickness, length = sorted((wide, high))
        if thickness > THICK:
            return
        rule = Rule(box, horizontal=wide >= high)
        if thickness <= self.thin or length >= BAR * thickness:
            self.rules.append(rule)
        elif length >= SHORT_BAR * thickness and _is_straight(points, rule):
            self.bars.append(rule)

    def _stroked(self, points: list[tuple[float, float]], half: float) -> None:
        wave = self._wave(points)
        if wave is not None:
            self.rules.append(wave)
            return
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            box = ordered(ax, ay, bx, by)
            wide, high = box[2] - box[0], box[3] - box[1]
            grown = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
            if high <= LEVEL:
                self.rules.append(Rule(grown, horizontal=wide >= high))
            elif wide <= LEVEL:
                self.rules.append(Rule(grown, horizontal=False))

    def _framed(self, one: Box, other: Box) -> None:
        """A filled outline with another a little inside it is a frame of four lines."""
        inner, outer = sorted((one, other), key=lambda box: box[2] - box[0])
        sides = [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]]
        if min(sides) <= 0 or max(sides) > self.thin:
            return
        x0, y0, x1, y1 = outer
        self.rules += [
            Rule((x0, y0, x1, inner[1]), horizontal=True),
            Rule((x0, inner[3], x1, y1), horizontal=True),
            Rule((x0, y0, inner[0], y1), horizontal=False),
            Rule((inner[2], y0, x1, y1), horizontal=False),
        ]

    def _wave(self, points: list[tuple[float, float]]) -> Rule | None:
        """The line that a stroke to and fro is: long, and no higher than a line is thick."""
        if len(points) < FEWEST_BENDS or points[0] == points[-1]:
            return None
        box = _bounds(points)
        wide, high = box[2] - box[0], box[3] - box[1]
        thickness, length = sorted((wide, high))
        if not LEVEL < thickness <= self.thin or length < BAR / 4 * thickness:
            return None
        return Rule(box, horizontal=wide >= high)

    def _marks(self) -> Iterator[Box]:
        # Links and pop-ups show nothing, a highlight lets all through, a note is a small icon.
        harmless = (
            raw.FPDF_ANNOT_LINK,
            raw.FPDF_ANNOT_POPUP,
            raw.FPDF_ANNOT_HIGHLIGHT,
            raw.FPDF_ANNOT_UNDERLINE,
            raw.FPDF_ANNOT_TEXT,
        )
        for index in range(raw.FPDFPage_GetAnnotCount(self.page)):
            annotation = raw.FPDFPage_GetAnnot(self.page, index)
            if not annotation:
                continue
            rectangle = raw.FS_RECTF()
            if raw.FPDFAnnot_GetSubtype(annotation) not in harmless and raw.FPDFAnnot_GetRect(
                annotation, rectangle
            ):
                yield self.frame.upright_box(
                    ordered(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
                )
            raw.FPDFPage_CloseAnnot(annotation)


def _is_straight(points: Sequence[tuple[float, float]], rule: Rule) -> bool:
    """Whether an outline lies on the long edges of its box, as the edge of a cell does.

    A stroke of a watermark's letter, aslant, does not. Ends may be mitred: so borders meet.
    """
    x0, y0, x1, y1 = rule.box
    low, high = (y0, y1) if rule.horizontal else (x0, x1)
    across = (y for _, y in points) if rule.horizontal else (x for x, _ in points)
    near = STRAIGHT * (high - low)
    return all(min(at - low, high - at) <= near for at in across)


def _bounds(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _outlines(
    item: Any, matrix: tuple[float, ...], place: tuple[ctypes.c_float, ctypes.c_float]
) -> Iterator[list[tuple[float, float]]]:
    """The straight outlines of a path in user space, closed ones ending where they began.

    ``place`` is what pdfium writes each point to.
    """
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    at, above = place
    for index in range(_count_segments(item)):
        segment = _get_segment(item, index)
        _get_point(segment, at, above)
        x, y = at.value, above.value
        point = (a * x + c * y + e, b * x + d * y + f)
        if not points or _get_segment_type(segment) == _MOVE:
            if len(points) > 1:
                yield points
            points = [point]
            continue
        points.append(point)
        if points[0] != point and _get_close(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points
