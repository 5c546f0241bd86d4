"""Lines for tables that have none: inferred from how figures and labels are aligned.

A borderless table still prints its figures in columns and its labels in rows. Where every row
shows one figure in every column, the columns stand clear of each other, and each label lies
beside exactly one row of figures, the grid is drawn between them and camelot reads it like
any other. Where one of these does not hold (a blank cell, a label too many), nothing is drawn:
what cannot be proven stays unread. What is drawn still needs its labels and headers as
witnesses (``Grid.proven`` is false).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.pdf.ruling_image import draw
from checker.documents.pdf.rulings import ORDINARY, Print, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy
    from numpy.typing import NDArray

    from checker.documents.pdf.pdfium import Char, Page

SAME_BASELINE = 0.3  # of the text height
SEGMENT_GAP = 0.9  # of the text height: wider gaps part the cells of a row
NEXT_LINE = 1.9  # of the text height: lines of one label follow each other within this
HEADER_LINE = 2.4  # … and lines of a header within this
MARGIN = 3.0  # points left free around a table
SLACK = 0.2  # of the text height: figures may stand this much above or below their label's lines
BEFORE_LABEL = 1.5  # points left of the labels: the wall must not cut their first glyph
LEAF_EDGE = 2.0  # points: labels of one column start this near to each other

_FIGURE = re.compile(r"[+\-−－]?[\d０-９][\d０-９,，.．]*|[/／—－-]|无")
_LIST_MARK = re.compile(r"(?:\d{1,2}[.、．]|[(（][一二三四五六七][)）]|[一二三四五六][、.])\S")
_SECTION = re.compile(r"[一二三四五六][、.]|第二十条")


@dataclass(frozen=True)
class Segment:
    """Characters of one line that stand together."""

    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """The characters, joined."""
        return "".join(char.text for char in self.chars)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.chars[0].box[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.chars[-1].box[2]

    @property
    def bottom(self) -> float:
        """Its lowest point."""
        return min(char.box[1] for char in self.chars)

    @property
    def top(self) -> float:
        """Its highest point."""
        return max(char.box[3] for char in self.chars)

    @property
    def foot(self) -> float:
        """Its baseline."""
        return self.chars[0].foot

    @property
    def is_figure(self) -> bool:
        """Whether it is one figure and nothing else."""
        return _FIGURE.fullmatch(self.text) is not None


@dataclass(frozen=True)
class _Band:
    """Rows of figures with the same columns, top to bottom."""

    rows: tuple[tuple[Segment, ...], ...]

    @property
    def columns(self) -> list[tuple[float, float]]:
        """From where to where the figures of each column run."""
        return [
            (min(s.left for s in column), max(s.right for s in column))
            for column in zip(*self.rows, strict=True)
        ]


def aligned_image(page: Page) -> NDArray[numpy.uint8] | None:
    """The picture of the lines that the page's alignment implies, ``None`` for none."""
    height = ORDINARY * Print(page).scale
    lines = _text_lines([char for char in page.chars if char.level], height)
    level: list[Ruling] = []
    upright: list[Ruling] = []
    for band in _bands(lines):
        found = _rule_up(band, lines, height)
        if found is not None:
            level += found[0]
            upright += found[1]
    return draw(page, level, upright) if level else None


def _text_lines(chars: Iterable[Char], height: float) -> list[list[Segment]]:
    """The page's lines from top to bottom, each as its segments from left to right."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -c.foot):
        if lines and lines[-1][0].foot - char.foot <= SAME_BASELINE * height:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [_segments(sorted(line, key=lambda c: c.box[0]), height) for line in lines]


def _segments(line: Sequence[Char], height: float) -> list[Segment]:
    parts: list[list[Char]] = [[line[0]]]
    for before, char in pairwise(line):
        if char.box[0] - before.box[2] > SEGMENT_GAP * height:
            parts.append([])
        parts[-1].append(char)
    return [Segment(tuple(part)) for part in parts]


def _bands(lines: Sequence[Sequence[Segment]]) -> list[_Band]:
    """Runs of lines with as many figures in the same, clearly parted columns.

    A line between that reaches into the columns (a caption, a header) ends a run.
    """
    bands: list[_Band] = []
    run: list[tuple[Segment, ...]] = []

    def close() -> None:
        if run:
            bands.append(_Band(tuple(run)))
        run.clear()

    for line in lines:
        figures = tuple(segment for segment in line if segment.is_figure)
        others = [segment for segment in line if not segment.is_figure]
        if figures and all(other.right < figures[0].left for other in others):
            if run and not _fits(_Band((*run, figures)), len(run[0])):
                close()
            run.append(figures)
        elif run and any(segment.right > run[0][0].left for segment in line):
            close()
    close()
    return bands


def _fits(band: _Band, count: int) -> bool:
    if any(len(row) != count for row in band.rows):
        return False
    return all(a[1] < b[0] for a, b in pairwise(band.columns))


def _rule_up(
    band: _Band, lines: Sequence[Sequence[Segment]], height: float
) -> tuple[list[Ruling], list[Ruling]] | None:
    """The level and upright lines around a band, ``None`` where its rows are not proven."""
    first_left = band.columns[0][0]
    top_row = band.rows[0][0]
    beside = [
        segment
        for line in lines
        for segment in line
        if segment.right < first_left and not segment.is_figure
    ]
    labels = _label_of_each_row(band, beside, height)
    if labels is None:
        return None
    header = _header(lines, top_row, band, labels[0], height)
    extents = [
        (
            min(segment.bottom for segment in (*row, *label)),
            max(segment.top for segment in (*row, *label)),
        )
        for row, label in zip(band.rows, labels, strict=True)
    ]
    if any(below[1] > above[0] for above, below in pairwise(extents)):
        return None
    edges = [extents[0][1] + 1.0]
    edges += [(above[0] + below[1]) / 2 for above, below in pairwise(extents)]
    edges.append(extents[-1][0] - MARGIN)
    if header:
        lowest = min(segment.bottom for segment in header)
        edges[0] = (edges[0] - 1.0 + lowest) / 2 if lowest > extents[0][1] else edges[0]
        edges.insert(0, max(segment.top for segment in header) + MARGIN)
    everything = [
        *header,
        *(s for row in band.rows for s in row),
        *(s for lb in labels for s in lb),
    ]
    left = min(segment.left for segment in everything) - MARGIN
    right = max(segment.right for segment in everything) + MARGIN
    level = [Ruling(edge, edge, left, right) for edge in edges]
    walls = [left, *_between_columns(band, labels), right]
    upright = [Ruling(x, x, edges[-1], edges[0]) for x in walls]
    rows = list(pairwise(edges[1:] if header else edges))
    upright += _leaf_walls(labels, rows)
    return level, upright


def _between_columns(band: _Band, labels: Sequence[Sequence[Segment]]) -> list[float]:
    """Where the upright lines stand: between labels and figures, and between columns."""
    walls = [(a[1] + b[0]) / 2 for a, b in pairwise(band.columns)]
    names = [segment.right for label in labels for segment in label]
    if names:
        first = band.columns[0][0]
        gap = walls[0] - band.columns[0][1] if walls else first - max(names)
        walls.insert(0, max((max(names) + first) / 2, first - max(gap, MARGIN)))
    return walls


def _label_of_each_row(
    band: _Band, beside: Sequence[Segment], height: float
) -> list[list[Segment]] | None:
    """The label beside each row of figures, every label used once; ``None`` where not sure."""
    low = band.rows[-1][0].bottom - 4 * height
    high = band.rows[0][0].top + 4 * height
    near = [segment for segment in beside if low < segment.foot < high]
    if not near:
        return [[] for _ in band.rows] if len(band.rows) == 1 else None
    middles = [(row[0].bottom + row[0].top) / 2 for row in band.rows]
    level_with = [
        segment for segment in near if any(segment.bottom < y < segment.top for y in middles)
    ]
    edge = _common_left(level_with)
    leaves = _labels([s for s in near if abs(s.left - edge) <= LEAF_EDGE], height)
    outer = _labels([s for s in near if s.left < edge - LEAF_EDGE], height)
    found: list[list[Segment]] = []
    for middle in middles:
        label = _covering(leaves, middle, height) or _covering(outer, middle, height)
        if label is None or any(label is other for other in found):
            return None
        found.append(label)
    return found


def _common_left(segments: Sequence[Segment]) -> float:
    """Where most labels begin; of equals the rightmost, the innermost column of labels."""
    counts = Counter(round(segment.left) for segment in segments)
    if not counts:
        return 0.0
    best = max(counts, key=lambda x: (counts[x], x))
    return next(s.left for s in segments if round(s.left) == best)


def _labels(segments: Sequence[Segment], height: float) -> list[list[Segment]]:
    """Lines joined to labels: a list mark begins one, lines close below go on."""
    labels: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-s.foot, s.left)):
        last = labels[-1][-1] if labels else None
        goes_on = (
            last is not None
            and last.foot - segment.foot <= NEXT_LINE * height
            and not _LIST_MARK.match(segment.text)
            and bool(_LIST_MARK.match(labels[-1][0].text))
            and abs(segment.left - last.left) <= height  # an opening bracket's ink starts late
        )
        if goes_on:
            labels[-1].append(segment)
        else:
            labels.append([segment])
    return labels


def _covering(
    labels: Sequence[list[Segment]], middle: float, height: float
) -> list[Segment] | None:
    """The one label whose lines lie around a height."""
    around = [
        label
        for label in labels
        if min(s.bottom for s in label) - SLACK * height
        < middle
        < max(s.top for s in label) + SLACK * height
    ]
    return around[0] if len(around) == 1 else None


def _header(
    lines: Sequence[Sequence[Segment]],
    top_row: Segment,
    band: _Band,
    first_label: Sequence[Segment],
    height: float,
) -> list[Segment]:
    """The lines that stand close above the first row, up to a caption or a section heading."""
    ceiling = max([top_row.top, *(segment.top for segment in first_label)])
    header: list[Segment] = []
    lowest = ceiling
    for line in reversed([line for line in lines if line and line[0].bottom >= ceiling - 1]):
        if line[0].foot - lowest > HEADER_LINE * height or _SECTION.match(line[0].text):
            break
        if any(segment.is_figure for segment in line):
            break
        header += line
        lowest = max(segment.top for segment in line)
    return header if any(s.right > band.columns[0][0] for s in header) else []


def _leaf_walls(
    labels: Sequence[Sequence[Segment]], rows: Sequence[tuple[float, float]]
) -> list[Ruling]:
    """Short lines that part a row's own label from the group headings to its left."""
    edge = _common_left([label[0] for label in labels if label])
    return [
        Ruling(edge - BEFORE_LABEL, edge - BEFORE_LABEL, bottom, top)
        for label, (top, bottom) in zip(labels, rows, strict=True)
        if label and abs(label[0].left - edge) <= LEAF_EDGE
    ]
