"""Outlines as OFD abbreviates them (GB/T 33190, 9.1) and as PDF draws them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from checker.documents.ofd.affine import Matrix, moved
from checker.documents.ofd.markup import FARTHEST, MOST_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator

Point: TypeAlias = tuple[float, float]


class Step(NamedTuple):
    """A step of an outline: ``m``, ``l``, ``c`` (two handles and the end) or ``h``, as in PDF."""

    kind: str
    points: tuple[Point, ...]


Outline: TypeAlias = tuple[Step, ...]
LEAST = 1e-6  # millimetres: a radius that no pen draws
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def outline_of(data: str) -> Outline | None:
    """The steps of an abbreviated outline; ``None`` for one that breaks off or is no outline."""
    words = data.replace(",", " ").split()
    if len(words) > MOST_NUMBERS:
        return None
    steps: list[Step] = []
    at = start = (0.0, 0.0)
    place = 0
    while place < len(words):
        kind = words[place]
        count = _OPERANDS.get(kind)
        if count is None:
            return None
        try:
            given = [float(word) for word in words[place + 1 : place + 1 + count]]
        except ValueError:
            return None
        if len(given) < count or not all(-FARTHEST <= one <= FARTHEST for one in given):
            return None
        place += 1 + count
        if kind == "C":
            steps.append(Step("h", ()))
            at = start
            continue
        end = (given[-2], given[-1])
        if kind in ("S", "M"):
            start = end
        steps += _steps(kind, given, at)
        at = end
    return tuple(steps)


def _steps(kind: str, given: list[float], at: Point) -> Iterator[Step]:
    end = (given[-2], given[-1])
    if kind in ("S", "M"):
        yield Step("m", (end,))
    elif kind == "L":
        yield Step("l", (end,))
    elif kind == "B":
        yield Step("c", ((given[0], given[1]), (given[2], given[3]), end))
    elif kind == "Q":
        x, y = given[0], given[1]
        first = (at[0] + 2 / 3 * (x - at[0]), at[1] + 2 / 3 * (y - at[1]))
        second = (end[0] + 2 / 3 * (x - end[0]), end[1] + 2 / 3 * (y - end[1]))
        yield Step("c", (first, second, end))
    else:
        yield from _arc(given, at)


def _arc(given: list[float], at: Point) -> Iterator[Step]:
    """An elliptic arc as Bézier curves, each a quarter turn at most (SVG 1.1, F.6.5)."""
    rx, ry, turned, large, sweep, x, y = given
    rx, ry = abs(rx), abs(ry)
    if min(rx, ry) < LEAST or at == (x, y):
        yield Step("l", ((x, y),))
        return
    cosine, sine = math.cos(math.radians(turned)), math.sin(math.radians(turned))
    dx, dy = (at[0] - x) / 2, (at[1] - y) / 2
    px, py = cosine * dx + sine * dy, cosine * dy - sine * dx
    grown = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grown, ry * grown
    rest = (rx * ry) ** 2 / max((rx * py) ** 2 + (ry * px) ** 2, 1e-12) - 1
    root = math.sqrt(max(0.0, rest)) * (-1 if bool(large) == bool(sweep) else 1)
    cx, cy = root * rx * py / ry, -root * ry * px / rx
    first = math.atan2((py - cy) / ry, (px - cx) / rx)
    along = math.atan2((-py - cy) / ry, (-px - cx) / rx) - first
    if sweep and along < 0:
        along += 2 * math.pi
    elif not sweep and along > 0:
        along -= 2 * math.pi
    pieces = max(1, math.ceil(abs(along) / (math.pi / 2) - 1e-9))
    turn = along / pieces
    handle = 4 / 3 * math.tan(turn / 4)
    middle = (
        cosine * cx - sine * cy + (at[0] + x) / 2,
        sine * cx + cosine * cy + (at[1] + y) / 2,
    )
    matrix: Matrix = (cosine * rx, sine * rx, -sine * ry, cosine * ry, *middle)
    for piece in range(pieces):
        a, b = first + piece * turn, first + (piece + 1) * turn
        ax, ay, bx, by = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        yield Step(
            "c",
            (
                moved(matrix, ax - handle * ay, ay + handle * ax),
                moved(matrix, bx + handle * by, by - handle * bx),
                (x, y) if piece == pieces - 1 else moved(matrix, bx, by),
            ),
        )


def rectangle(x: float, y: float, wide: float, high: float) -> Outline:
    """The outline of a rectangle."""
    corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
    return (
        Step("m", corners[:1]),
        *(Step("l", (corner,)) for corner in corners[1:]),
        Step("h", ()),
    )
