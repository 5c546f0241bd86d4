"""Tables that this program wrote as JSON (``checker tables``), read in again as a report.

Somebody looked at them, or corrected them, or made them by other means; what was printed, and
where, this file does not show. So it is a transcription: its evidence is the cell of this file. The
text that is written for a cell and the value beside it are the two readings; labels are the form's.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from checker.errors import DocumentError
from checker.model import CellRef, Doubt, RefusalReason, State, TranscribedPlace
from checker.model.document import Part
from checker.model.table_grid import Grid, GridCell
from checker.rulebook.form import BLOCKS, GROUPS
from checker.rulebook.load import load_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model import PageFault
    from checker.model.page_images import PagePicture, View
    from checker.options import ReadOptions
    from checker.rulebook.form import Form, Table

MOST_BYTES = 64_000_000  # 200 reports have 20 MB
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−﹣", "0123456789.,+---")
_FIGURE = re.compile(r"[+-]?[\d.]+", re.ASCII)
_WIDE, _HIGH = 60.0, 12.0  # a place of a grid, in made-up points


@contextmanager
def opened(data: bytes, options: ReadOptions) -> Iterator[Transcription]:
    """The tables of a file; ``DocumentError`` for one that is damaged or beyond the limits."""
    if len(data) > MOST_BYTES:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    try:
        record = json.loads(data, object_pairs_hook=_unique)
        reports = list(record["reports"])
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise DocumentError(RefusalReason.DAMAGED) from error
    if not all(isinstance(one, dict) for one in reports):
        raise DocumentError(RefusalReason.DAMAGED)
    if len(reports) > options.max_pages:
        raise DocumentError(RefusalReason.TOO_MANY_PAGES)
    yield Transcription(reports)


class Transcription:
    """The reports of such a file, each a part (see ``model.document.Document``)."""

    routes = ("written",)
    own = None  # its mark says what it is; here it is read for what it holds
    faults: Sequence[PageFault] = ()

    def __init__(self, records: Sequence[Mapping[str, Any]]) -> None:
        layouts = {layout.layout: layout for form in load_forms() for layout in form.layouts}
        self._grids = [
            _grids(record, layouts.get(str(record.get("layout"))), number)
            for number, record in enumerate(records, start=1)
        ]
        self.parts = tuple(
            Part(
                "\n".join((_text(record.get("title")), *_lines(grids))),
                TranscribedPlace(number),
            )
            for number, (record, grids) in enumerate(
                zip(records, self._grids, strict=True), start=1
            )
        )
        self.reports = tuple((number,) for number in range(1, len(records) + 1))

    def require_text(self) -> None:
        """Nothing, where a report has cells; ``DocumentError`` otherwise."""
        if not any(self._grids):
            raise DocumentError(RefusalReason.NOT_A_REPORT)

    def has_pictures(self, parts: Sequence[int]) -> bool:
        """Never."""
        return not parts

    def grids(self, parts: Sequence[int], route: str) -> list[Grid]:
        """The tables of these reports."""
        assert route in self.routes
        return [grid for number in parts for grid in self._grids[number - 1]]

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """None: ``DocumentError`` where one is asked for."""
        if views:
            raise DocumentError(RefusalReason.NO_PAGES)
        return ()


def _unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON; ``ValueError`` where a key is written twice: which holds nobody knows."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError(pairs)
    return found


def _grids(record: Mapping[str, Any], form: Form | None, number: int) -> list[Grid]:
    cells = record.get("cells")
    if form is None or not isinstance(cells, dict):
        return []
    found = []
    for table in form.tables.values():
        lines = list(_table(table, cells, number))
        if any(one.place is not None for line in lines for one in line):
            width = max(map(len, lines))
            found.append(_grid(lines, number, width))
    return found


def _lines(grids: Sequence[Grid]) -> Iterator[str]:
    """The words of the tables, which tell the part that holds them."""
    return (cell.text for grid in grids for cell in grid.cells if cell.text and cell.place is None)


def _table(table: Table, cells: Mapping[str, Any], number: int) -> Iterator[list[GridCell]]:
    """The rows of a table as the form prints it; a row of which nothing is written is left out."""

    def row(label: str, code: str, columns: Sequence[str]) -> Iterator[list[GridCell]]:
        refs = [CellRef(table.code, code, column) for column in columns]
        if any(str(ref) in cells for ref in refs):
            yield [_words(label), *(_cell(cells.get(str(ref)), ref, number) for ref in refs)]

    columns = table.columns
    if table.shape == BLOCKS:
        for block in table.blocks:
            yield [_words(block.caption)]
            yield [_words(table.head or ""), *(_words(columns[one].label) for one in block.columns)]
            for code in block.rows:
                yield from row(table.rows[code].label, code, block.columns)
    elif table.shape == GROUPS:
        refs = [CellRef(table.code, code, column) for code in table.rows for column in columns]
        yield [_words(table.rows[ref.row].label) for ref in refs]
        yield [_words(columns[ref.column].label) for ref in refs]
        if any(str(ref) in cells for ref in refs):
            yield [_cell(cells.get(str(ref)), ref, number) for ref in refs]
    else:
        yield [_words(table.note or ""), *(_words(item.label) for item in columns.values())]
        for code, item in table.rows.items():
            yield from row(item.label, code, tuple(columns))


def _words(text: str) -> GridCell:
    return GridCell(0, 0, 1, 1, (0.0, 0.0, 0.0, 0.0), text)


def _cell(record: object, ref: CellRef, number: int) -> GridCell:
    """A cell as written; where its text and its value are not the same, it is doubtful."""
    place = TranscribedPlace(number, str(ref))
    told: Mapping[str, Any] = record if isinstance(record, dict) else {"value": record}
    raw, note = _text(told.get("raw")), _text(told.get("note"))
    # What stands beside a figure is kept from it: a footnote mark may be a digit.
    text = raw.removesuffix(note) if note else raw
    listed = told.get("readings")
    readings = tuple(map(_text, listed)) if isinstance(listed, list) else ()
    doubt = _doubt(told, text)
    if doubt is Doubt.READINGS_DIFFER and not readings:
        readings = (raw, _written(told.get("value")))
    return GridCell(
        0, 0, 1, 1, (0.0, 0.0, 0.0, 0.0), text, raw[len(text) :], doubt, readings, place
    )


def _doubt(told: Mapping[str, Any], text: str) -> Doubt | None:
    if told.get("state") == State.DOUBTFUL:
        written = _text(told.get("doubt"))
        return Doubt(written) if written in [*Doubt] else Doubt.READINGS_DIFFER
    bare = text.translate(_HALF_WIDTH).replace(",", "").strip()
    digits = _FIGURE.match(bare)
    state = told.get("state")
    if state != State.NUMBER and told.get("value") is None:
        is_as_told = digits is None or digits[0] != bare if state == State.TEXT else not bare
        return None if is_as_told else Doubt.READINGS_DIFFER
    try:
        same = digits is not None and Decimal(digits[0]) == Decimal(_text(told.get("value")))
    except InvalidOperation:
        same = False
    return None if same else Doubt.READINGS_DIFFER


def _grid(lines: Sequence[Sequence[GridCell]], part: int, width: int) -> Grid:
    cells = []
    for row, line in enumerate(lines):
        top = (len(lines) - row) * _HIGH
        for column in range(width):
            one = line[column] if column < len(line) else _words("")
            last = width if len(line) == 1 and not column else column + 1  # a caption
            if column and len(line) == 1:
                continue
            box = (column * _WIDE, top - _HIGH, last * _WIDE, top)
            cells.append(
                GridCell(
                    row,
                    column,
                    1,
                    last - column,
                    box,
                    one.text,
                    one.mark,
                    one.doubt,
                    one.readings,
                    one.place,
                )
            )
    box = (0.0, 0.0, width * _WIDE, len(lines) * _HIGH)
    return Grid(part, box, len(lines), width, tuple(cells))


def _written(value: object) -> str:
    """A value, which somebody may have put in without quotes."""
    return str(value) if isinstance(value, int | float) else _text(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
