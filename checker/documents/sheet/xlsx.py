"""The first reading of an XLSX workbook: by openpyxl, once for formulas and once for results."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from checker.documents.sheet.conditions import harmed_places
from checker.documents.sheet.drawings import drawn_over
from checker.documents.sheet.looks import Looks
from checker.documents.sheet.plain_copy import LAST_COLUMN, plain_copy
from checker.documents.sheet.stored import PLAIN, Stored, StoredSheet, Workbook, exact
from checker.documents.sheet.theme import theme_colours
from checker.errors import DocumentError
from checker.model import Doubt, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from checker.documents.package import Package
    from checker.documents.sheet.stored import Place, Value

_RAISED = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    OSError,
    SyntaxError,
    InvalidFileException,
)
"""What openpyxl raises where a part is not as the standard says; it has no exception of its own."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NO_HEIGHT = 1.0  # points: a lower row shows nothing
_NO_WIDTH = 0.2  # digits: a narrower column shows nothing


def read_xlsx(package: Package) -> tuple[Workbook, bytes]:
    """The workbook, and the copy of its bytes that was read; ``DocumentError`` if it is damaged."""
    copy, left_out = plain_copy(package)
    drawn = drawn_over(package)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose if it wrote the file
            formulas = openpyxl.load_workbook(io.BytesIO(copy), rich_text=True, keep_links=False)
            results = formulas
            if _FORMULA.search(copy):  # stored bare: see plain_copy
                results = openpyxl.load_workbook(io.BytesIO(copy), data_only=True, keep_links=False)
            looks = Looks(theme_colours(formulas.loaded_theme))
            sheets = [
                _sheet(sheet, results[sheet.title], looks, *drawn.get(sheet.title, ((), 0)))
                for sheet in formulas.worksheets
            ]
    except _RAISED as error:
        raise DocumentError(RefusalReason.DAMAGED) from error
    return Workbook(tuple(sheets), left_out), copy


def _sheet(
    sheet: Worksheet, results: Worksheet, looks: Looks, covered: Any, pictures: int
) -> StoredSheet:
    harmed = harmed_places(sheet, results, looks)
    cells: dict[Place, Stored] = {}
    # iter_rows would make a cell in every place of the rectangle around all of them.
    for place, cell in sorted(sheet._cells.items()):  # noqa: SLF001
        stored = _stored(cell, place, results, looks)
        if stored is not None and place in harmed and stored.doubt is None:
            stored = replace(stored, doubt=Doubt.HIDDEN_TEXT)
        if stored is not None:
            cells[place] = stored
    return StoredSheet(
        sheet.title,
        cells,
        tuple(
            (area.min_row, area.min_col, area.max_row, area.max_col)
            for area in sheet.merged_cells.ranges
        ),
        frozenset(_hidden_rows(sheet)),
        frozenset(_hidden_columns(sheet)),
        covered,
        pictures,
        shows_zeros=sheet.sheet_view.showZeros is not False,
        is_hidden=sheet.sheet_state != "visible",
    )


def _stored(
    cell: Cell | MergedCell, place: Place, results: Worksheet, looks: Looks
) -> Stored | None:
    """A cell as stored; ``None`` for one that has neither content nor look."""
    value = cell.value
    look = looks.of(cell) if cell.has_style else PLAIN
    if value is None and look == PLAIN:
        return None
    if cell.data_type != "f":
        if isinstance(value, CellRichText):
            return _rich(value, look, looks)
        return Stored(_value(value), None, look)
    if isinstance(value, ArrayFormula):
        formula = str(value.text)
    elif isinstance(value, DataTableFormula):
        formula = "=TABLE()"
    else:
        formula = str(value)
    result = results.cell(*place).value
    return Stored(_value(result), formula, look)


def _value(value: Any) -> Value:
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int | float):
        return exact(value)
    return cast("Value", value)


def _rich(runs: CellRichText, look: Any, looks: Looks) -> Stored:
    """A text of several fonts: figures that are struck or not seen make it doubtful.

    What is raised behind a figure is a footnote mark.
    """
    text, mark, doubt = "", "", None
    for run in runs:
        piece = run.text if isinstance(run, TextBlock) else str(run)
        font = run.font if isinstance(run, TextBlock) else None
        has_digit = any(char.isdigit() for char in piece)
        if font is not None and font.strike:
            doubt = Doubt.STRUCK_OUT if has_digit else doubt
            continue
        if font is not None and has_digit and looks.is_pale(font.color):
            doubt = doubt or Doubt.HIDDEN_TEXT
        if font is not None and font.vertAlign and any(char.isdigit() for char in text):
            mark += piece
        else:
            text += piece
    return Stored(text, None, look, mark, doubt)


def _hidden_rows(sheet: Worksheet) -> Iterator[int]:
    """Rows that are hidden, filtered away, folded, or without height."""
    if sheet.sheet_format.zeroHeight:  # all that say nothing of themselves
        yield from (row for row in range(1, sheet.max_row + 1) if row not in sheet.row_dimensions)
    for row, told in sheet.row_dimensions.items():
        if told.hidden or (told.height is not None and told.height < _NO_HEIGHT):
            yield row


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for told in sheet.column_dimensions.values():
        if told.hidden or (told.customWidth and told.width < _NO_WIDTH):
            first = told.min or 0
            yield from range(first, min(told.max or first, LAST_COLUMN) + 1)
