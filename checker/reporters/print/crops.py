"""What an entry shows of its report's pages: the column headings, and the rows it is about.

A row far below its headings is shown in two strips, headings and row, so that both are read at
once and the picture stays as low as two rows. A sum down a column has up to 22 operands, which the
working names one by one: of these only the rows of the stated total, and of the cell that alone
explains all, are shown, and the rest is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.model.page_images import PRINT_DPI, View
from checker.reporters.print.anchors import key_cells
from checker.reporters.print.table_parts import (
    TOUCHING,
    Span,
    extent,
    heads_above,
    in_line,
    joined,
    part_on,
    reach,
    rows_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from checker.model import Box, Checked, Report
    from checker.reporters.print.entries import Entry
    from checker.reporters.print.table_parts import Part

    Tables: TypeAlias = Mapping[str, tuple[Part, ...]]
    Marks: TypeAlias = Mapping[tuple[str, int], tuple[Box, ...]]  # by table and page

_EDGE = 2.5  # points round a strip: its rules are shown whole, its neighbours are not
_FEW_ROWS = 3
"""Rows beyond these are shown only where they bear the entry: three of 16 points and headings of
60 make 18 mm at the size that a table of A4 is printed in (0.66)."""


@dataclass(frozen=True, slots=True)
class Crop:
    """Strips of pages, one above the other, and how many of the marked cells are in none."""

    strips: tuple[View, ...]
    left_out: int = 0


def crop(entry: Entry, checked: Checked, tables: Tables) -> Crop | None:
    """The strips to be shown; ``None`` where the entry is about nothing with a place on a page.

    ``tables`` are those of the report (``table_parts.tables_of``), looked at once for all entries.
    """
    marks = _marks(entry, checked.report)
    shown = _worth_showing(marks, entry, checked, tables)
    strips: list[View] = []
    for table in dict.fromkeys(table for table, _ in shown):
        parts = tables[table]
        own: list[View] = []
        for page in sorted(page for of, page in shown if of == table):
            own += _strips(parts, page, shown[table, page], headed=bool(own))
        strips += own
    if not strips:
        return None
    every = {(page, box) for (_, page), boxes in marks.items() for box in boxes}
    seen = {(view.page, mark) for view in strips for mark in view.marks}
    return Crop(tuple(strips), len(every - seen))


def _marks(entry: Entry, report: Report) -> Marks:
    """The boxes of what an entry is about: its cells, else its row's labels."""
    found: dict[tuple[str, int], dict[Box, None]] = {}
    for ref in dict.fromkeys(ref for finding in entry.shown for ref in finding.cells):
        cell = report.cell(ref)
        if cell is not None and cell.page is not None and cell.box is not None:
            found.setdefault((ref.table, cell.page), {})[cell.box] = None
    if not found:
        for label in (*report.labels, *report.repeated):
            if label.code == entry.finding.place and label.page is not None and label.box:
                found.setdefault((label.table, label.page), {})[label.box] = None
    return {where: tuple(boxes) for where, boxes in sorted(found.items())}


def _worth_showing(marks: Marks, entry: Entry, checked: Checked, tables: Tables) -> Marks:
    """All marks where their rows are few, else the rows that bear the entry."""
    rows: list[tuple[tuple[str, int], list[Box]]] = []
    for (table, page), boxes in marks.items():
        frame = part_on(tables[table], page).frame
        rows += [((table, page), row) for row in rows_of(boxes, frame)]
    if len(rows) <= _FEW_ROWS:
        return marks
    rank = {
        (ref.table, cell.page, cell.box): number
        for number, ref in reversed([*enumerate(key_cells(entry, checked))])
        if (cell := checked.report.cell(ref)) is not None
    }

    def bears(row: tuple[tuple[str, int], list[Box]]) -> int:
        return min(rank.get((*row[0], box), len(rank)) for box in row[1])

    bearing = [row for row in rows if bears(row) < len(rank)]
    kept: dict[tuple[str, int], tuple[Box, ...]] = {}
    for where, row in sorted(bearing or rows, key=bears)[:_FEW_ROWS]:
        kept[where] = (*kept.get(where, ()), *row)
    return kept


def _strips(parts: Sequence[Part], page: int, marks: Sequence[Box], *, headed: bool) -> list[View]:
    """The strips of one table on one page; no headings where they are shown already."""
    own = part_on(parts, page)
    across = reach([part for part in parts if part is own or in_line(part, own)])
    spans = joined([extent(row, own.frame) for row in rows_of(marks, own.frame)])
    views: list[View] = []
    heads = None if headed else heads_above(parts, own, spans[0])
    if heads is not None:
        span = heads.span
        if heads.part is own and spans[0].start - span.end <= TOUCHING:
            span = Span(span.start, max(span.end, spans.pop(0).end))
        here = marks if heads.part is own else ()
        views.append(replace(_view(heads.part, across, span, here), loose=heads.loose + _EDGE))
    return [*views, *(_view(own, across, span, marks) for span in spans)]


def _view(part: Part, across: tuple[float, float], span: Span, marks: Sequence[Box]) -> View:
    frame = part.frame
    inside = tuple(
        mark
        for mark in marks
        if frame.span(mark).start >= span.start - _EDGE and frame.span(mark).end <= span.end + _EDGE
    )
    low, high = across
    grown = Span(span.start - _EDGE, span.end + _EDGE)
    return View(part.page, frame.box((low - _EDGE, high + _EDGE), grown), PRINT_DPI, inside)
