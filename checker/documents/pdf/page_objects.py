"""The objects of a page, one by one; and the page with its text alone.

Sees pdfium's page objects, as ``pdfium.py`` and ``drawing.py`` do.
"""

from __future__ import annotations

import ctypes
import functools
import struct
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import raw

from checker.documents.pdf.bare_calls import bare, unlooked_at
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.model import Box

MOST_FORM_DEPTH = 8  # nested form XObjects; deeper is a loop or an attack
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_count_objects = bare(raw.FPDFPage_CountObjects)
_get_object = bare(raw.FPDFPage_GetObject)
_get_type = bare(raw.FPDFPageObj_GetType)
_get_matrix = unlooked_at(raw.FPDFPageObj_GetMatrix)
_count_parts, _get_part = bare(raw.FPDFFormObj_CountObjects), bare(raw.FPDFFormObj_GetObject)
_get_bounds, _get_clip = bare(raw.FPDFPageObj_GetBounds), bare(raw.FPDFPageObj_GetClipPath)
_count_clips = bare(raw.FPDFClipPath_CountPaths)
_count_segments = bare(raw.FPDFClipPath_CountPathSegments)
_get_segment = bare(raw.FPDFClipPath_GetPathSegment)
_get_point = bare(raw.FPDFPathSegment_GetPoint)
_set_active = bare(raw.FPDFPageObj_SetIsActive)
_get_fill, _set_fill = bare(raw.FPDFPageObj_GetFillColor), bare(raw.FPDFPageObj_SetFillColor)
_get_stroke = bare(raw.FPDFPageObj_GetStrokeColor)
_set_stroke = bare(raw.FPDFPageObj_SetStrokeColor)
_six_floats = struct.Struct("6f").unpack_from


class PageObject(NamedTuple):
    """One object that a page draws, and the matrix of the form XObjects that it stands in."""

    kind: int
    item: Any
    outer: tuple[float, ...]


class PageObjects:
    """All objects of one page in drawing order, form XObjects opened.

    They are found once: a page of dotted borders has 20,000, and to find them takes as long as to
    draw them.
    """

    def __init__(self, page: Any, most_paths: int) -> None:
        self._page = page
        self._most_paths = most_paths

    @cached_property
    def all(self) -> tuple[PageObject, ...]:
        """The objects; ``DocumentError`` where there are more paths than may be."""
        found: list[PageObject] = []
        count = _count_objects(self._page)
        items = (_get_object(self._page, index) for index in range(count))
        paths = 0
        for one in _opened(items, IDENTITY, 0):
            paths += one.kind == raw.FPDF_PAGEOBJ_PATH
            if paths > self._most_paths:
                raise DocumentError(RefusalReason.TOO_COMPLEX, str(self._most_paths))
            found.append(one)
        return tuple(found)


def _opened(items: Iterable[Any], outer: tuple[float, ...], depth: int) -> Iterator[PageObject]:
    for item in items:
        kind = _get_type(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < MOST_FORM_DEPTH:
            parts = range(_count_parts(item))
            inner = (_get_part(item, part) for part in parts)
            yield from _opened(inner, times(matrix_of(item), outer), depth + 1)
        else:
            yield PageObject(kind, item, outer)


class OnlyText:
    """Lets a page draw only its text objects for a while (in memory; nothing is saved)."""

    def __init__(self, objects: PageObjects) -> None:
        self._objects = objects

    @contextmanager
    def shown(self, *, black: bool) -> Iterator[None]:
        """While this lasts the page draws its text alone, in its own colours or all in black."""
        texts, others = self._parted
        undo: list[Callable[[], object]] = []
        for item in others:
            _set_active(item, 0)
        if black:
            for item in texts:
                undo += _blacken(item, _get_fill, _set_fill)
                undo += _blacken(item, _get_stroke, _set_stroke)
        try:
            yield
        finally:
            for item in others:
                _set_active(item, 1)
            for restore in undo:
                restore()

    @cached_property
    def _parted(self) -> tuple[list[Any], list[Any]]:
        """The page's text objects, and all others."""
        texts: list[Any] = []
        others: list[Any] = []
        for kind, item, _ in self._objects.all:
            (texts if kind == raw.FPDF_PAGEOBJ_TEXT else others).append(item)
        return texts, others


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


def matrix_of(item: Any) -> tuple[float, ...]:
    """Where an object stands in what holds it: the six numbers of its matrix."""
    matrix = raw.FS_MATRIX()
    if not _get_matrix(ctypes.c_void_p(item), ctypes.byref(matrix)):
        return IDENTITY
    return _six_floats(matrix)  # at once: three times as quick as each by itself


def times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """First ``inner``, then ``outer`` (PDF row vectors)."""
    if outer is IDENTITY:  # nearly every object
        return inner
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


def is_clipped(item: Any) -> bool:
    """Whether an object reaches beyond the bounds of one of its clipping paths."""
    edges = tuple(ctypes.c_float() for _ in range(4))
    if not _get_bounds(item, *edges):
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
    clip = _get_clip(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, _count_clips(clip))):
        points = []
        for at in range(max(0, _count_segments(clip, path))):
            _get_point(_get_segment(clip, path, at), x, y)
            points.append((x.value, y.value))
        if points:
            xs, ys = zip(*points, strict=True)
            yield min(xs), min(ys), max(xs), max(ys)
