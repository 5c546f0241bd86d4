"""A page's table lines, made whole and drawn alone on white: what camelot's raster engine sees.

For pages whose lines camelot's vector engine cannot use: dotted and dashed lines, double
lines and spaced cells, lines thicker than 1.5 points (posters), missing outer lines. Text,
watermarks and shading are not on the picture, so none of them can be taken for a line; a line
that runs through characters (a strike) is left out.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

from checker.documents.geometry import Rule, overlap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from checker.documents.pdf.pdfium import Char, Page

# Distances are for text of ordinary size and grow with the page's text (posters).
ORDINARY = 9.0  # points: height of ordinary print
DOT_GAP = 4.5  # points between the dots or dashes of one line (chromium draws 1 px dots 2 px apart)
SAME_LINE = 1.0  # points across: pieces this near to each other lie on one line
DOUBLE = 4.0  # points: two parallel lines this near are one double line
CAPTION_ROW = 26.0  # points: height of a row that holds one line of text
SHORTEST = 8.0  # points: shorter lines are no table's
PIXELS_PER_POINT = 2.0  # 144 dpi
MOST_RULES = 50_000  # a page of dotted tables has 13,000; hatching has more
MOST_PIXELS = 3500  # longest side of the picture
PEN = 3  # pixels: crossing lines must share some


@dataclass(frozen=True, slots=True)
class Line:
    """A whole line: where it lies across, and from where to where it runs."""

    at: float
    start: float
    end: float


def lines_image(page: Page) -> NDArray[numpy.uint8] | None:
    """The picture of the page's own table lines, ``None`` where it has too few for a table."""
    if len(page.drawing.rules) > MOST_RULES:
        return None
    unit = text_scale(page)
    struck = _struck(page)
    rules = [rule for rule in page.drawing.rules if rule not in struck]
    level = _whole(rules, unit, horizontal=True)
    upright = _whole(rules, unit, horizontal=False)
    if len(level) <= 1 or not upright:
        return None
    upright = [*upright, *_missing_sides(level, upright, unit)]
    return draw(page, level, upright)


def text_scale(page: Page) -> float:
    """How many times larger than ordinary the page's print is, at least 1."""
    heights = sorted(char.box[3] - char.box[1] for char in page.chars)
    return max(1.0, heights[len(heights) // 2] / ORDINARY) if heights else 1.0


def pixels_per_point(page: Page) -> float:
    """How fine the picture of a page is."""
    return min(PIXELS_PER_POINT, MOST_PIXELS / max(page.frame.width, page.frame.height))


def draw(page: Page, level: Iterable[Line], upright: Iterable[Line]) -> NDArray[numpy.uint8]:
    """Black lines on white, height × width × BGR, row 0 at the top of the upright page."""
    wide, high = page.frame.width, page.frame.height
    scale = pixels_per_point(page)
    image = numpy.full((round(high * scale), round(wide * scale), 3), 255, numpy.uint8)
    for line in level:
        y = round((high - line.at) * scale)
        image[_pen(y), max(0, round(line.start * scale)) : round(line.end * scale) + 1] = 0
    for line in upright:
        x = round(line.at * scale)
        top, bottom = round((high - line.end) * scale), round((high - line.start) * scale)
        image[max(0, top) : bottom + 1, _pen(x)] = 0
    return image


def _pen(middle: int) -> slice:
    return slice(max(0, middle - PEN // 2), middle + PEN // 2 + 1)


def _struck(page: Page) -> set[Rule]:
    """Lines through the middle of two or more characters: strikes, not table lines."""
    feet: list[tuple[float, Char]] = sorted(
        ((char.middle[1], char) for char in page.chars), key=lambda pair: pair[0]
    )
    heights = [middle for middle, _ in feet]
    struck: set[Rule] = set()
    for rule in page.drawing.rules:
        if not rule.horizontal or rule.length < SHORTEST / 4:
            continue
        near = feet[bisect_left(heights, rule.middle - 2) : bisect_left(heights, rule.middle + 2)]
        crossed = [
            char
            for _, char in near
            if char.box[1] + 0.2 * (char.box[3] - char.box[1])
            < rule.middle
            < char.box[3] - 0.2 * (char.box[3] - char.box[1])
            and overlap(rule.box[0], rule.box[2], char.box[0], char.box[2])
            > 0.5 * (char.box[2] - char.box[0])
        ]
        covered = sum(char.box[2] - char.box[0] for char in crossed)
        if len(crossed) > 1 and covered > 0.5 * rule.length:
            struck.add(rule)
    return struck


def _whole(rules: Iterable[Rule], unit: float, *, horizontal: bool) -> list[Line]:
    """Pieces joined to whole lines, double lines to one, both directions of dots tried."""
    pieces = []
    for rule in rules:
        x0, y0, x1, y1 = rule.box
        is_dot = max(x1 - x0, y1 - y0) <= DOT_GAP * unit
        if rule.horizontal != horizontal and not is_dot:
            continue
        along = (x0, x1) if horizontal else (y0, y1)
        across = (y0 + y1) / 2 if horizontal else (x0 + x1) / 2
        pieces.append((across, *along))
    joined = _joined(sorted(pieces), unit)
    long = [line for line in joined if line.end - line.start >= SHORTEST * unit]
    return _merge_doubles(long, unit)


def _joined(pieces: Sequence[tuple[float, float, float]], unit: float) -> list[Line]:
    lines: list[Line] = []
    start = 0
    while start < len(pieces):
        stop = start
        while stop < len(pieces) and pieces[stop][0] - pieces[start][0] <= SAME_LINE * unit:
            stop += 1
        level = sorted(pieces[start:stop], key=lambda piece: piece[1])
        at = sum(piece[0] for piece in level) / len(level)
        _, begin, end = level[0]
        for _, a, b in level[1:]:
            if a - end <= DOT_GAP * unit:
                end = max(end, b)
            else:
                lines.append(Line(at, begin, end))
                begin, end = a, b
        lines.append(Line(at, begin, end))
        start = stop
    return lines


def _merge_doubles(lines: Sequence[Line], unit: float) -> list[Line]:
    """Parallel lines a few points apart become one, as long as both together."""
    merged: list[Line] = []
    cluster: list[Line] = []
    for line in sorted(lines, key=lambda each: each.at):
        if cluster and line.at - cluster[0].at > DOUBLE * unit:
            merged += _one_place(cluster, unit)
            cluster = []
        cluster.append(line)
    return [*merged, *_one_place(cluster, unit)]


def _one_place(cluster: Sequence[Line], unit: float) -> list[Line]:
    if not cluster:
        return []
    at = (cluster[0].at + max(line.at for line in cluster)) / 2
    spans = sorted((line.start, line.end) for line in cluster)
    whole: list[Line] = []
    begin, end = spans[0]
    for a, b in spans[1:]:
        if a - end <= DOUBLE * unit:
            end = max(end, b)
        else:
            whole.append(Line(at, begin, end))
            begin, end = a, b
    return [*whole, Line(at, begin, end)]


def _missing_sides(level: Sequence[Line], upright: Sequence[Line], unit: float) -> list[Line]:
    """Outer lines a table leaves out: where stacked lines end together, nothing closes them.

    Between two stacked lines there is a row if an inner line stands there, or if they are no
    further apart than one line of text (a caption row); otherwise one table ends and, after
    its successor's heading, the next begins.
    """
    sides: list[Line] = []
    for edge in ("start", "end"):
        for x in sorted({round(getattr(line, edge)) for line in level}):
            stack = sorted(
                line.at for line in level if abs(getattr(line, edge) - x) <= DOUBLE * unit
            )
            for low, high in itertools.pairwise(stack):
                standing = [u for u in upright if overlap(u.start, u.end, low, high) > 1]
                closed = any(abs(u.at - x) <= DOUBLE * unit for u in standing)
                if not closed and (standing or high - low <= CAPTION_ROW * unit):
                    sides.append(Line(float(x), low, high))
    return sides
