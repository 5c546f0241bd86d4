"""The tables as read, as CSV: one line a cell, its state in a column of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.findings.records import shown_path
from checker.model import CellRef
from checker.reporters.data.csv_stream import csv_writer
from checker.reporters.inert import inert_cell
from checker.wording.names import printed_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from checker.model import Report
    from checker.reporters.options import Look

COLUMNS = (
    "path", "body", "year", "form", "table", "row", "column", "row_label", "column_label",
    "value", "state", "raw", "note", "page", "doubt", "readings",
)  # fmt: skip


def report(reports: Sequence[Report], options: Look, stream: TextIO) -> None:
    """Write a header and one line for each cell of each report's layout, in form order.

    ``value`` is an exact number and empty unless ``state`` is ``number``; a cell that the
    report does not print has the state ``missing``. ``page`` is the place in words in a file that
    has no pages.
    """
    writer = csv_writer(stream)
    writer.writerow(COLUMNS)
    for one in reports:
        writer.writerows(_lines(one, options))


def _lines(report: Report, options: Look) -> Iterator[list[str]]:
    names = options.names(report)
    refs = names.form.refs if names.form else tuple(map(CellRef.parse, sorted(report.cells)))
    heading = [
        shown_path(report.name),
        report.body or "",
        str(report.year or ""),
        report.form or "",
    ]
    for ref in refs:
        cell = report.cell(ref)
        value = "" if cell is None or cell.value is None else format(cell.value, "f")
        texts = [
            *heading,
            *(ref.table, ref.row, ref.column),
            names.row(ref.table, ref.row),
            names.column(ref.table, ref.column),
        ]
        rest = (
            ["missing", "", "", "", "", ""]
            if cell is None
            else [
                cell.state.value,
                cell.raw,
                cell.note or "",
                printed_at(filter(None, [cell.place]), options.lang, bare=True),
                cell.doubt.value if cell.doubt else "",
                " | ".join(cell.readings),
            ]
        )
        yield [*map(inert_cell, texts), value, *map(inert_cell, rest)]
