"""The rules of a table as fills and strokes, the way several programs draw them. Points."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tests.bench.producers.dress import Dress, Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Drafting(StrEnum):
    """How a program draws the edges of cells."""

    RECTANGLES = "rectangles"  # Word: each edge, dot and dash is a filled rectangle
    SEGMENTS = "segments"  # WPS: a stroked line for each edge of a cell
    LINES = "lines"  # a table's edges joined into long lines
    CELLS = "cells"  # a stroked frame for each cell, edges twice


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str


@dataclass(frozen=True, slots=True)
class Path:
    """A stroked line through points; ``dash`` as PDF has it, ``round_caps`` makes dots round."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: str
    dash: tuple[float, float] | None = None
    round_caps: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The four edges of a cell."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A piece of a rule along one axis: ``at`` across, ``start`` to ``end`` along it."""

    upright: bool
    at: float
    start: float
    end: float

    def shifted(self, by: float) -> Edge:
        """The same piece beside it."""
        return Edge(self.upright, self.at + by, self.start, self.end)

    def point(self, along: float, across: float = 0.0) -> tuple[float, float]:
        """A point on it (or ``across`` from it) as x and y."""
        return (self.at + across, along) if self.upright else (along, self.at + across)

    def band(self, width: float, start: float, end: float, colour: str) -> Fill:
        """A filled piece of this width."""
        (x0, y0), (x1, y1) = self.point(start, -width / 2), self.point(end, width / 2)
        return Fill(x0, y0, x1, y1, colour)


def draw_rules(
    frames: Sequence[Frame], dress: Dress, drafting: Drafting
) -> tuple[list[Fill | Path], list[Fill | Path]]:
    """What lies under the shades of cells (their shadows), and the rules above them."""
    if dress.rules is Rules.NONE:
        return [], []
    under: list[Fill | Path] = []
    if dress.rules in {Rules.SEPARATE, Rules.SHADOWED}:
        inner = dress.gap / 2
        frames = [
            Frame(one.left + inner, one.top + inner, one.right - inner, one.bottom - inner)
            for one in frames
        ]
    if dress.rules is Rules.SHADOWED:
        for one in frames:
            right, bottom = one.right + 1.2, one.bottom + 1.2
            under.append(Fill(one.left + 1.2, one.top + 1.2, right, bottom, "#a6a6a6"))
            under.append(Fill(one.left, one.top, one.right, one.bottom, "#ffffff"))
    apart = dress.rules in {Rules.SEPARATE, Rules.SHADOWED}
    if drafting is Drafting.CELLS and dress.rules in {Rules.SOLID, Rules.THICK, *_APART}:
        return under, [_closed(one, dress) for one in frames]
    edges = _edges(frames, dress)
    if drafting is Drafting.LINES and not apart:
        edges = _joined(edges)
    return under, [item for edge in edges for item in _drawn(edge, dress, drafting)]


_APART = (Rules.SEPARATE, Rules.SHADOWED)


def _closed(one: Frame, dress: Dress) -> Path:
    corners = (
        (one.left, one.top),
        (one.right, one.top),
        (one.right, one.bottom),
        (one.left, one.bottom),
        (one.left, one.top),
    )
    return Path(corners, dress.rule_width, dress.rule_colour)


def _edges(frames: Iterable[Frame], dress: Dress) -> list[Edge]:
    """Each edge of a cell once, although two cells share it."""
    found: set[Edge] = set()
    for one in frames:
        left, top, right, bottom = (
            round(value, 3) for value in (one.left, one.top, one.right, one.bottom)
        )
        found.update((Edge(False, top, left, right), Edge(False, bottom, left, right)))  # noqa: FBT003
        if dress.rules is not Rules.HORIZONTAL:
            found.update((Edge(True, left, top, bottom), Edge(True, right, top, bottom)))  # noqa: FBT003
    return sorted(found)


def _joined(edges: Iterable[Edge]) -> list[Edge]:
    by_line: dict[tuple[bool, float], list[Edge]] = defaultdict(list)
    for edge in edges:
        by_line[edge.upright, edge.at].append(edge)
    joined = []
    for (upright, at), pieces in sorted(by_line.items()):
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start > end + 0.01:
                joined.append(Edge(upright, at, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        joined.append(Edge(upright, at, start, end))
    return joined


def _drawn(edge: Edge, dress: Dress, drafting: Drafting) -> Iterator[Fill | Path]:
    width, colour = dress.rule_width, dress.rule_colour
    filled = drafting is Drafting.RECTANGLES
    if dress.rules is Rules.WAVY:
        yield _wave(edge, dress)
        return
    if dress.rules in {Rules.DOTTED, Rules.DASHED}:
        on, off = (width, 2 * width) if dress.rules is Rules.DOTTED else (4 * width, 2.5 * width)
        if filled:
            yield from _pieces(edge, on, off, dress)
        elif dress.rules is Rules.DOTTED and dress.round_dots:
            # A dash of no length with round caps is a round dot.
            yield _line(edge, width, colour, (0.0, on + off), round_caps=True)
        else:
            yield _line(edge, width, colour, (on, off))
        return
    offsets = {Rules.DOUBLE: (-1.0, 1.0), Rules.TRIPLE: (-2.0, 0.0, 2.0)}.get(dress.rules, (0.0,))
    lines = [(edge.shifted(offset * width), colour) for offset in offsets]
    if dress.rules is Rules.RIDGE:
        lines = [(edge.shifted(-width / 2), "#bfbfbf"), (edge.shifted(width / 2), colour)]
    for line, ink in lines:
        if filled:
            yield line.band(width, line.start - width / 2, line.end + width / 2, ink)
        else:
            yield _line(line, width, ink)


def _line(
    edge: Edge,
    width: float,
    colour: str,
    dash: tuple[float, float] | None = None,
    *,
    round_caps: bool = False,
) -> Path:
    ends = (edge.point(edge.start), edge.point(edge.end))
    return Path(ends, width, colour, dash, round_caps)


def _pieces(edge: Edge, on: float, off: float, dress: Dress) -> Iterator[Fill]:
    for number in range(max(1, math.floor((edge.end - edge.start) / (on + off)))):
        start = edge.start + number * (on + off)
        yield edge.band(dress.rule_width, start, start + on, dress.rule_colour)


def _wave(edge: Edge, dress: Dress) -> Path:
    """Straight pieces close enough together to look like a wave."""
    height, length = dress.rule_width, 4.0 + 4.0 * dress.rule_width
    count = max(2, round(8 * (edge.end - edge.start) / length))
    points = []
    for number in range(count + 1):
        along = edge.start + (edge.end - edge.start) * number / count
        phase = math.tau * (along - edge.start) / length
        points.append(edge.point(along, height * math.sin(phase)))
    return Path(tuple(points), dress.rule_width, dress.rule_colour)
