"""The openpyxl door: numbers as numbers, text that no spreadsheet takes for a formula.

The same content gives the same bytes: the clock is kept out of the file.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from checker.model.marks import PROPERTY, mark
from checker.reporters.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import BinaryIO

    from openpyxl.worksheet.worksheet import Worksheet

FILLS = {
    "doubtful": PatternFill("solid", fgColor="FFEB9C"),
    "text": PatternFill("solid", fgColor="FFC7CE"),
    "blank": PatternFill("solid", fgColor="EDEDED"),
    "missing": PatternFill("solid", fgColor="FFC7CE"),
    "error": PatternFill("solid", fgColor="FFC7CE"),
    "warning": PatternFill("solid", fgColor="FFEB9C"),
    "undecided": PatternFill("solid", fgColor="EDEDED"),
    "head": PatternFill("solid", fgColor="D9E1F2"),
}
CENTRED = Alignment(wrap_text=True, horizontal="center")
WRAPPED = Alignment(wrap_text=True, vertical="top")
TITLE_LENGTH = 31
"""A sheet's name in a workbook may have 31 characters."""
_EXACT_DIGITS = 15
"""Spreadsheets keep 15 digits of a number; a longer one is written as text."""
_MOST = 32_000
"""A cell holds 32,767 characters; what is cut off ends in an ellipsis."""
_LINE_HEIGHT, _HIGHEST = 15.0, 400.0  # points; a row may have 409
_MARKED = "docProps/custom.xml"
_BOLD = Font(bold=True)
_SIDE = Side(style="thin", color="999999")
_THIN = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def new_workbook() -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    properties: Any = book  # the published types lack them
    properties.custom_doc_props.append(StringProperty(name=PROPERTY, value=mark("xlsx")))
    return book


def save(book: Workbook, stream: BinaryIO) -> None:
    """Write the workbook."""
    raw = io.BytesIO()
    book.save(raw)
    stream.write(_without_clock(raw.getvalue()))


def put(sheet: Worksheet, line: int, place: int, text: str, *, bold: bool = False) -> None:
    """Write text in a cell, counted from 1."""
    target = sheet.cell(line, place)
    put_text(target, text)
    if bold:
        target.font = _BOLD


def put_text(target: Any, text: str) -> None:
    """Text as text: never a formula, never a control character."""
    safe = inert(text)
    target.value = safe if len(safe) <= _MOST else safe[:_MOST] + "…"
    # openpyxl takes a text that begins with = for a formula unless it is told.
    target.data_type = "s"
    # Excel's own sign for a text, or editing the cell would make a formula of it.
    if text.lstrip().startswith(("=", "+", "-", "@")):
        target.style = "Normal"
        target.quotePrefix = True


def put_number(target: Any, number: Decimal) -> None:
    """A number as a number, where a spreadsheet keeps it exact, else as text."""
    exact = abs(number) < 10**_EXACT_DIGITS and len(number.as_tuple().digits) <= _EXACT_DIGITS
    whole = number == int(number)
    target.value = (int(number) if whole else number) if exact else format(number, "f")


def add_comment(target: Any, text: str) -> None:
    """A comment on a cell."""
    target.comment = Comment(inert(text), "checker")


def head(sheet: Worksheet, line: int, words: Sequence[str], widths: Sequence[float]) -> None:
    """A header row, frozen with what is above it, its columns filtered and of these widths."""
    for place, (text, width) in enumerate(zip(words, widths, strict=True), start=1):
        put(sheet, line, place, text, bold=True)
        target = sheet.cell(line, place)
        target.alignment, target.fill, target.border = CENTRED, FILLS["head"], _THIN
        sheet.column_dimensions[get_column_letter(place)].width = width
    fit_height(sheet, line)
    sheet.freeze_panes = f"A{line + 1}"
    sheet.print_title_rows = f"{line}:{line}"
    fit_page(sheet)


def fit_page(sheet: Worksheet) -> None:
    """Printed on A4 across, as many pages long as it is."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4 (ECMA-376, ST_PaperSize)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def finish(sheet: Worksheet, line: int, width: int) -> None:
    """Filters on the header row and thin lines round every cell below it."""
    last = max(sheet.max_row, line)
    sheet.auto_filter.ref = f"A{line}:{get_column_letter(width)}{last}"
    for below, row in enumerate(
        sheet.iter_rows(min_row=line + 1, max_row=last, max_col=width), start=line + 1
    ):
        for target in row:
            target.border = _THIN
            target.alignment = WRAPPED
        fit_height(sheet, below)


def fit_height(sheet: Worksheet, line: int) -> None:
    """Make a row as high as its wrapped text; not every program does so by itself."""
    most = 1
    for place, target in enumerate(sheet[line], start=1):
        text = str(target.value) if target.value is not None else ""
        column = sheet.column_dimensions[get_column_letter(place)]
        across = sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
        most = max(most, math.ceil(across / max(1.0, column.width - 1)))
    sheet.row_dimensions[line].height = min(_HIGHEST, most * _LINE_HEIGHT)


def _without_clock(workbook: bytes) -> bytes:
    """The same workbook with fixed dates inside and on every member of the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        # The mark comes first and as it is, so that it is seen without opening the archive.
        for name in sorted(old.namelist(), key=lambda name: name != _MARKED):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", data)
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_STORED if name == _MARKED else zipfile.ZIP_DEFLATED
            new.writestr(member, data)
    return out.getvalue()
