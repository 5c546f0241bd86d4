"""Outlines, inks and places as operators of a PDF's content (ISO 32000-1, 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.ofd.affine import after, moved, scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.documents.ofd.affine import Matrix
    from checker.documents.ofd.drawn import Clip, Ink
    from checker.documents.ofd.outlines import Outline
    from checker.documents.ofd.resources import Colour

_FARTHEST = 20_000.0  # points beside the page: what lies beyond is written as lying there


def inked(ink: Ink, matrix: Matrix) -> Iterator[str]:
    """The colours and the line; ``matrix`` takes the thing's own space to the page's."""
    if ink.fill is not None:
        yield f"{_rgb(ink.fill)} rg"
    if ink.line is not None:
        yield f"{_rgb(ink.line)} RG {_short(ink.width * scale(matrix))} w"
        dashes = [_short(dash * scale(matrix)) for dash in ink.dashes]
        if any(float(dash) > 0 for dash in dashes):
            yield f"[{' '.join(dashes)}] 0 d"


def clipped(clip: Clip, page: Matrix) -> Iterator[str]:
    """What bounds all that is drawn from here on."""
    if not clip.outlines:
        yield "0 0 0 0 re"
    for matrix, outline in clip.outlines:
        yield from steps(outline, after(page, matrix))
    yield "W n"


def steps(outline: Outline, matrix: Matrix) -> Iterator[str]:
    """An outline as the steps of a path."""
    is_begun = False
    for step in outline:
        if step.kind == "h":
            if is_begun:
                yield "h"
            continue
        if step.kind != "m" and not is_begun:
            yield f"{_point(moved(matrix, 0.0, 0.0))} m"
        is_begun = True
        yield f"{' '.join(_point(moved(matrix, *point)) for point in step.points)} {step.kind}"


def painted(ink: Ink) -> str:
    """The operator that draws the path before it."""
    star = "*" if ink.even_odd else ""
    if ink.fill is None:
        return "n" if ink.line is None else "S"
    return f"f{star}" if ink.line is None else f"B{star}"


def _rgb(colour: Colour) -> str:
    return f"{colour.red:.3f} {colour.green:.3f} {colour.blue:.3f}"


def _short(length: float) -> str:
    return f"{_held(length):.3f}"


def _point(point: tuple[float, float]) -> str:
    x, y = point
    if -_FARTHEST < x < _FARTHEST and -_FARTHEST < y < _FARTHEST:
        return f"{x:.3f} {y:.3f}"
    return f"{_short(x)} {_short(y)}"


def matrix_of(matrix: Matrix) -> str:
    """A transform as operands."""
    a, b, c, d, e, f = matrix
    return " ".join(f"{_held(one):.5f}" for one in (a, b, c, d)) + f" {_point((e, f))}"


def _held(one: float) -> float:
    return max(-_FARTHEST, min(_FARTHEST, one))
