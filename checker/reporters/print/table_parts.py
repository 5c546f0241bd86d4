"""Where the parts of a printed table stand on the pages, and which way they are read.

A table may run over several pages, its headings on the first only, and stand on a page that is
turned: down a page means from the headings on, whatever the coordinates say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model import CellRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Box, Report

_SAME_EDGE = 4.0  # points by which the parts of one table on two pages may be out of line
TOUCHING = 3.0
"""Points between rows that are taken to follow upon one another."""


class Span(NamedTuple):
    """An extent down the page as it is read: ``start`` is nearer to the headings."""

    start: float
    end: float


class Frame(NamedTuple):
    """Which way a table is read on an unrotated page: the axis of its rows, and down which way."""

    turned: bool
    falling: bool

    def span(self, box: Box) -> Span:
        """How far a box reaches down the page."""
        low, high = (box[0], box[2]) if self.turned else (box[1], box[3])
        return Span(-high, -low) if self.falling else Span(low, high)

    def across(self, box: Box) -> tuple[float, float]:
        """How far a box reaches across the page."""
        return (box[1], box[3]) if self.turned else (box[0], box[2])

    def box(self, across: tuple[float, float], span: Span) -> Box:
        """The box that reaches so far, in user space."""
        low, high = (-span.end, -span.start) if self.falling else span
        if self.turned:
            return (low, across[0], high, across[1])
        return (across[0], low, across[1], high)


class Part(NamedTuple):
    """A table's part on one page: cells, row labels and column headings, and how it is read."""

    page: int
    cells: tuple[Box, ...]
    labels: tuple[Box, ...]
    heads: tuple[Box, ...]
    frame: Frame


class Heads(NamedTuple):
    """A table's headings; ``loose`` of their span may not be theirs."""

    part: Part
    span: Span
    loose: float


def tables_of(report: Report) -> Mapping[str, tuple[Part, ...]]:
    """The parts of each table, page by page; only what has a box."""
    cells: dict[tuple[str, int], list[Box]] = {}
    rows: dict[tuple[str, int], list[Box]] = {}
    heads: dict[tuple[str, int], list[Box]] = {}
    for ref, cell in report.cells.items():
        page, box = cell.page, cell.box
        if page is not None and box is not None:
            cells.setdefault((CellRef.parse(ref).table, page), []).append(box)
    for label in (*report.labels, *report.repeated):
        page, box = label.page, label.box
        if page is not None and box is not None:
            kept = heads if label.axis == "column" else rows
            kept.setdefault((label.table, page), []).append(box)
    found: dict[str, tuple[Part, ...]] = {}
    for table, page in sorted({*cells, *rows, *heads}):
        at = table, page
        own, above = tuple(cells.get(at, ())), tuple(heads.get(at, ()))
        part = Part(page, own, tuple(rows.get(at, ())), above, _frame(report, page, own, above))
        found[table] = (*found.get(table, ()), part)
    return found


def part_on(parts: Sequence[Part], page: int) -> Part:
    """The part on a page; ``StopIteration`` where there is none."""
    return next(part for part in parts if part.page == page)


def heads_above(parts: Sequence[Part], own: Part, first: Span) -> Heads | None:
    """The whole headings above a row: on its page, else on the last page before in line with it."""
    for part in sorted((one for one in parts if one.page <= own.page), key=lambda one: -one.page):
        if part.page < own.page and not in_line(part, own):
            continue
        spans = [part.frame.span(box) for box in part.heads]
        if part.page == own.page:
            # A marked heading is one of them itself.
            spans = [span for span in spans if span.end <= first.end + TOUCHING]
        if spans:
            # A form of several blocks (表二) has headings for each: the nearest are meant.
            end = max(span.end for span in spans)
            start = min(span.start for span in spans if span.end >= end - TOUCHING)
            return Heads(part, Span(start - _upper(part), end), _upper(part))
    return None


def _upper(part: Part) -> float:
    """How far the headings of several columns (申请人情况) reach above those of each column.

    They are matched with no column, so they have no box of their own: a row's height is taken for
    each, one in 表二 and 表三, two in 表四, whose rows stand above its columns (行政复议;
    未经复议直接起诉), and half a row more, which is left out again down to the table's first rule.
    """
    height = min(span.end - span.start for span in map(part.frame.span, part.cells or part.heads))
    return height * (1.5 if part.labels else 2.5)


def in_line(one: Part, other: Part) -> bool:
    """Whether the columns of a table's parts stand at the same place of their pages."""
    if one.frame != other.frame:
        return False
    ours, theirs = (reach([part], labels=False) for part in (one, other))
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(ours, theirs, strict=True))


def reach(parts: Sequence[Part], *, labels: bool = True) -> tuple[float, float]:
    """How far parts reach across the page, with the labels of their rows or without."""
    edges = [
        part.frame.across(box)
        for part in parts
        for box in (*part.cells, *part.heads, *(part.labels if labels else ()))
    ]
    return min((low for low, _ in edges), default=0.0), max(
        (high for _, high in edges), default=0.0
    )


def rows_of(boxes: Iterable[Box], frame: Frame) -> list[list[Box]]:
    """Marks that overlap down the page, row by row as they are read."""
    rows: list[list[Box]] = []
    end = 0.0
    for box in sorted(boxes, key=frame.span):
        span = frame.span(box)
        if rows and span.start < end - TOUCHING:
            rows[-1].append(box)
            end = max(end, span.end)
        else:
            rows.append([box])
            end = span.end
    return rows


def extent(row: Sequence[Box], frame: Frame) -> Span:
    """How far a row of marks reaches down the page."""
    spans = [frame.span(box) for box in row]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans that touch, as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start - joined[-1].end <= TOUCHING:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _frame(report: Report, page: int, cells: Sequence[Box], heads: Sequence[Box]) -> Frame:
    """Rows of a page that is turned run up or down it: headings tell from which side."""
    if not _is_turned(report, page):
        return Frame(turned=False, falling=True)
    if not cells or not heads:
        return Frame(turned=True, falling=False)
    return Frame(turned=True, falling=min(cells)[0] < min(heads)[0])


def _is_turned(report: Report, page: int) -> bool:
    """Whether rows run up or down the unrotated page: cells of one row share their x, not their y.

    Told by the first row with two cells on the page.
    """
    first: dict[str, Box] = {}
    for ref, cell in report.cells.items():
        if cell.page != page or cell.box is None:
            continue
        row = ref.rpartition(".")[0]
        if row not in first:
            first[row] = cell.box
            continue
        other = first[row]
        return abs(other[0] - cell.box[0]) < abs(other[1] - cell.box[1])
    return False
