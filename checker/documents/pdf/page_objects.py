"""What a page draws besides text, object by object; and the page with its text alone.

Sees pdfium's page objects, as ``pdfium.py`` does.
"""

from __future__ import annotations

import ctypes
import functools
import itertools
import math
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from checker.documents.geometry import Frame, Rule, ordered
from checker.errors import DocumentError
from checker.model import Box, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MOST_FORM_DEPTH = 8  # nested form XObjects; deeper is a loop or an attack
THIN = 3.0  # points: a filled rectangle this thin is a drawn line
THICK, BAR = 7.5, 12.0  # … a thicker one, if it is 12 times as long
SHORT_BAR = 2.0  # … or this long, if nothing stands on it: the edge of a low or narrow cell
THIN_SHARE = 0.004  # … or this share of the page's longer side, on poster-sized pages
FEWEST_BENDS = 4  # points of a stroke that may be a wavy line
LEVEL = 0.5  # points: a stroke that rises less is level


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page besides text: lines, bars, pictures, annotations.

    A bar is a short thick line, or the ground of a low cell: what stands on it tells.
    """

    rules: tuple[Rule, ...]
    bars: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    marks: tuple[Box, ...]  # annotations that strike out, cover or replace what is printed


class OnlyText:
    """Lets a page draw only its text objects for a while (in memory; nothing is saved)."""

    def __init__(self, page: Any) -> None:
        self._page = page

    @contextmanager
    def shown(self, *, black: bool) -> Iterator[None]:
        """While this lasts the page draws its text alone, in its own colours or all in black."""
        texts, others = self._objects
        undo: list[Callable[[], object]] = []
        for item in others:
            raw.FPDFPageObj_SetIsActive(item, 0)
        if black:
            for item in texts:
                undo += _blacken(item, raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_SetFillColor)
                undo += _blacken(
                    item, raw.FPDFPageObj_GetStrokeColor, raw.FPDFPageObj_SetStrokeColor
                )
        try:
            yield
        finally:
            for item in others:
                raw.FPDFPageObj_SetIsActive(item, 1)
            for restore in undo:
                restore()

    @cached_property
    def _objects(self) -> tuple[list[Any], list[Any]]:
        """The page's text objects and all others, form XObjects opened; found once a page.

        A page of dotted borders has 20,000 objects: to find them takes as long as to draw them.
        """
        texts: list[Any] = []
        others: list[Any] = []
        objects = range(raw.FPDFPage_CountObjects(self._page))
        self._sort((raw.FPDFPage_GetObject(self._page, index) for index in objects), texts, others)
        return texts, others

    def _sort(
        self, items: Iterable[Any], texts: list[Any], others: list[Any], depth: int = 0
    ) -> None:
        for item in items:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                texts.append(item)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MOST_FORM_DEPTH:
                parts = range(raw.FPDFFormObj_CountObjects(item))
                inner = (raw.FPDFFormObj_GetObject(item, part) for part in parts)
                self._sort(inner, texts, others, depth + 1)
            else:
                others.append(item)


def _blacken(
    item: Any, get: Callable[..., int], put: Callable[..., int]
) -> list[Callable[[], object]]:
    """Sets a colour of a text object to black; gives what sets it back."""
    colours = tuple(ctypes.c_uint() for _ in range(4))
    if not get(item, *colours):
        return []
    before = tuple(colour.value for colour in colours)
    put(item, 0, 0, 0, 255)
    return [functools.partial(put, item, *before)]


class Sketch:
    """Collects what is drawn on one page, form XObjects included."""

    def __init__(self, page: Any, frame: Frame, most_paths: int) -> None:
        self.page = page
        self.frame = frame
        self.most_paths = most_paths
        self.rules: list[Rule] = []
        self.bars: list[Rule] = []
        self.pictures: list[Box] = []
        self.paths = 0
        self.thin = max(THIN, THIN_SHARE * max(frame.width, frame.height))

    def draw(self) -> Drawing:
        """All that the page draws besides text."""
        identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        count = raw.FPDFPage_CountObjects(self.page)
        for index in range(count):
            self._visit(raw.FPDFPage_GetObject(self.page, index), identity, 0)
        return Drawing(
            tuple(self.rules), tuple(self.bars), tuple(self.pictures), tuple(self._marks())
        )

    def _visit(self, item: Any, outer: tuple[float, ...], depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            if self.paths > self.most_paths:
                raise DocumentError(RefusalReason.TOO_COMPLEX, str(self.most_paths))
            self._path(item, _times(_matrix(item), outer))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, e, f = _times(_matrix(item), outer)
            corners = [(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)]
            xs, ys = zip(*corners, strict=True)
            self.pictures.append(self.frame.upright_box((min(xs), min(ys), max(xs), max(ys))))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MOST_FORM_DEPTH:
            inner = _times(_matrix(item), outer)
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                self._visit(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _path(self, item: Any, matrix: tuple[float, ...]) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        half = 0.0
        if stroke.value:
            width = ctypes.c_float()
            raw.FPDFPageObj_GetStrokeWidth(item, width)
            scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
            half = width.value * scale / 2
        before: Box | None = None
        for corners in _outlines(item, matrix):
            points = [self.frame.upright(x, y) for x, y in corners]
            if fill.value:
                self._filled(points)
                box = _bounds(points)
                self._framed(before, box)
                before = box
            if stroke.value:
                self._stroked(points, half)

    def _filled(self, points: list[tuple[float, float]]) -> None:
        """A thin filled shape is a line; any other fill is ground, not a line."""
        box = _bounds(points)
        wide, high = box[2] - box[0], box[3] - box[1]
        thickness, length = sorted((wide, high))
        if thickness <= self.thin or (thickness <= THICK and length >= BAR * thickness):
            self.rules.append(Rule(box, horizontal=wide >= high))
        elif thickness <= THICK and length >= SHORT_BAR * thickness:
            self.bars.append(Rule(box, horizontal=wide >= high))

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

    def _framed(self, one: Box | None, other: Box) -> None:
        """A filled outline with another a little inside it is a frame of four lines."""
        if one is None:
            return
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


def _bounds(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _matrix(item: Any) -> tuple[float, ...]:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """First ``inner``, then ``outer`` (PDF row vectors)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _outlines(item: Any, matrix: tuple[float, ...]) -> Iterator[list[tuple[float, float]]]:
    """The straight outlines of a path in user space, closed ones ending where they began."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and points and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points


def is_clipped(item: Any) -> bool:
    """Whether an object reaches beyond the bounds of one of its clipping paths."""
    edges = tuple(ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, *edges):
        return True
    left, bottom, right, top = (edge.value for edge in edges)
    return any(
        clip[0] > left or clip[2] < right or clip[1] > bottom or clip[3] < top
        for clip in _clips(item)
    )


def clip_of(item: Any) -> Box | None:
    """The bounds of what an object's clipping paths have in common, in user space.

    ``None`` where it has none.
    """
    clips = list(_clips(item))
    if not clips:
        return None
    lefts, bottoms, rights, tops = zip(*clips, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)


def _clips(item: Any) -> Iterator[Box]:
    """The bounds of each of an object's clipping paths."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
        points = []
        for at in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, path))):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, at), x, y)
            points.append((x.value, y.value))
        if points:
            xs, ys = zip(*points, strict=True)
            yield min(xs), min(ys), max(xs), max(ys)
