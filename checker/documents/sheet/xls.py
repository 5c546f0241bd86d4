"""The first reading of a workbook as before 2007 (BIFF): by xlrd, with formulas it passes over."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError

from checker.documents.sheet.biff import sheet_records
from checker.documents.sheet.biff_conditions import harmed_places
from checker.documents.sheet.plain_copy import LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_MERGED
from checker.documents.sheet.stored import (
    PLAIN,
    Look,
    Stored,
    StoredSheet,
    Workbook,
    exact,
)
from checker.errors import DocumentError
from checker.model import Doubt, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.sheet.biff import SheetRecords
    from checker.documents.sheet.stored import Place, Value

_RAISED = (
    XLRDError, CompDocError, FormulaError, struct.error, KeyError, ValueError, TypeError,
    IndexError, AssertionError, AttributeError, OverflowError, NotImplementedError,
)  # fmt: skip
"""What xlrd raises where a record is not as the format has it."""
_ACROSS = 6  # horizontal alignment: centre across selection
_SOLID = 1  # fill pattern
_NO_HEIGHT, _NO_WIDTH = 20, 50  # a row in twips, a column in 256ths of a digit: less shows nothing
_AUTOMATIC = (None, (0, 0, 0))  # ink that nobody chose
_WHITE = (255, 255, 255)
_PALE = 240  # of 255, each colour: see looks.PALE


def read_xls(data: bytes) -> Workbook:
    """The workbook; ``DocumentError`` for one that is damaged, locked or beyond the limits."""
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,  # keeps the records, of which the formulas are told below
            logfile=io.StringIO(),
        )
        return Workbook(tuple(_sheets(book)))
    except _RAISED as error:
        locked = "encrypted" in str(error) or "password" in str(error).lower()
        raise DocumentError(RefusalReason.LOCKED if locked else RefusalReason.DAMAGED) from error


def _sheets(book: xlrd.Book) -> Iterator[StoredSheet]:
    every = sheet_records(book, lambda ink, ground: _shows(book, ink, ground))
    sheets: Sequence[Any] = book.sheets()  # some attributes are set by name only
    for number, sheet in enumerate(sheets):
        if sheet.nrows > LAST_ROW or sheet.ncols > LAST_COLUMN:
            # The other reading would make a place of the whole rectangle.
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
        areas = [
            (top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
        ]
        places = sum((area[2] - area[0] + 1) * (area[3] - area[1] + 1) for area in areas)
        if places > MOST_MERGED:
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
        records = every[number]
        yield StoredSheet(
            sheet.name,
            _with_doubts(dict(_cells(book, sheet, records)), records),
            tuple(areas),
            frozenset(_hidden_rows(sheet)),
            frozenset(
                column + 1
                for column, told in sheet.colinfo_map.items()
                if told.hidden or told.width < _NO_WIDTH
            ),
            records.covered,
            len(records.covered),
            shows_zeros=bool(sheet.show_zero_values),
            is_hidden=bool(sheet.visibility),
        )


def _hidden_rows(sheet: Any) -> Iterator[int]:
    if sheet.default_row_hidden:
        yield from (row + 1 for row in range(sheet.nrows) if row not in sheet.rowinfo_map)
    for row, told in sheet.rowinfo_map.items():
        if told.hidden or (told.height is not None and told.height < _NO_HEIGHT):
            yield row + 1


def _cells(book: xlrd.Book, sheet: Any, records: SheetRecords) -> Iterator[tuple[Place, Stored]]:
    looks: dict[int, Look] = {}
    count = 0
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype == xlrd.XL_CELL_EMPTY:
                continue
            count += 1
            if count > MOST_CELLS:
                raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
            look = looks.get(cell.xf_index)
            if look is None:
                look = looks[cell.xf_index] = _look(book, book.xf_list[cell.xf_index])
            place = (row + 1, column + 1)
            formula = records.formulas.get(place)
            value = _value(cell, 1 if book.datemode else 0)
            runs = sheet.rich_text_runlist_map.get((row, column))
            if runs and isinstance(value, str):
                yield place, _rich(book, value, runs, look)
            elif value is not None or formula is not None or look != PLAIN:
                yield place, Stored(value, formula, look)


def _with_doubts(cells: dict[Place, Stored], records: SheetRecords) -> dict[Place, Stored]:
    """The cells; those of which a conditional format may hide the figure are not sure."""
    values = {place: stored.value for place, stored in cells.items()}
    for place in harmed_places(records.conditions, values):
        if cells[place].doubt is None:
            cells[place] = replace(cells[place], doubt=Doubt.HIDDEN_TEXT)
    return cells


def _shows(book: xlrd.Book, ink: int, ground: int | None) -> bool:
    colour = book.colour_map.get(ink)
    paper = (book.colour_map.get(ground) if ground is not None else None) or _WHITE
    return colour is None or _contrasts(colour, paper)


def _contrasts(ink: tuple[int, int, int], paper: tuple[int, int, int]) -> bool:
    return ink != paper and (min(ink) < _PALE or min(paper) < _PALE)


def _value(cell: Any, datemode: Literal[0, 1]) -> Value:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_NUMBER:
            return exact(cell.value)
        case xlrd.XL_CELL_DATE:
            return xlrd.xldate.xldate_as_datetime(cell.value, datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#?"))
        case _:
            return None


def _look(book: xlrd.Book, xf: Any) -> Look:
    font, border = book.font_list[xf.font_index], xf.border
    lines = (
        border.left_line_style,
        border.right_line_style,
        border.top_line_style,
        border.bottom_line_style,
    )
    return Look(
        book.format_map[xf.format_key].format_str,
        struck=bool(font.struck_out),
        unseen=_is_unseen(book, font, xf.background),
        ruled=any(lines),
        centred_across=xf.alignment.hor_align == _ACROSS,
    )


def _is_unseen(book: xlrd.Book, font: Any, ground: Any) -> bool:
    ink = book.colour_map.get(font.colour_index)
    if ink in _AUTOMATIC:
        return False
    if ground.fill_pattern not in (0, _SOLID):
        return False  # a pattern shows whatever lies on it
    paper = _WHITE
    if ground.fill_pattern == _SOLID:
        paper = book.colour_map.get(ground.pattern_colour_index) or _WHITE
    return not _contrasts(ink, paper)


def _rich(book: xlrd.Book, text: str, runs: Any, look: Look) -> Stored:
    """A text of several fonts: see ``xlsx``."""
    starts = [0, *(start for start, _ in runs), len(text)]
    fonts = [None, *(book.font_list[index] for _, index in runs)]
    shown, mark, doubt = "", "", None
    for font, start, stop in zip(fonts, starts, starts[1:], strict=False):
        piece = text[start:stop]
        has_digit = any(char.isdigit() for char in piece)
        if font is not None and font.struck_out:
            doubt = Doubt.STRUCK_OUT if has_digit else doubt
            continue
        ink = None if font is None else book.colour_map.get(font.colour_index)
        if has_digit and ink is not None and min(ink) >= _PALE:
            doubt = doubt or Doubt.HIDDEN_TEXT
        if font is not None and font.escapement and any(char.isdigit() for char in shown):
            mark += piece
        else:
            shown += piece
    return Stored(shown, None, look, mark, doubt)
