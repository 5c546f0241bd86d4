"""The openpyxl door: numbers as numbers, text that no spreadsheet takes for a formula.

The same content gives the same bytes: the clock is kept out of the file.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from checker.model.marks import PROPERTY, mark
from checker.reporters.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
_UPRIGHT = Alignment(wrap_text=True, horizontal="center", vertical="bottom", text_rotation=90)
WRAPPED = Alignment(wrap_text=True, vertical="top")
TITLE_LENGTH = 31
"""A sheet's name in a workbook may have 31 characters."""
_EXACT_DIGITS = 15
"""Spreadsheets keep 15 digits of a number; a longer one is written as text."""
_MOST = 32_000
"""A cell holds 32,767 characters, and so does a comment; what is cut off ends in an ellipsis."""
_LINE_HEIGHT, _HIGHEST = 15.0, 400.0  # points; a row may have 409
_DIGIT_WIDE = 5.3  # points, of the digits that widths of columns are counted in
_READABLE = 75
"""Per cent at which letters of 11 points are printed as 8."""
_MARKED = "docProps/custom.xml"
_BOLD = Font(bold=True)
_SIDE = Side(style="thin", color="999999")
_THIN = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def new_workbook(*, long: bool = False) -> Workbook:
    """A workbook without sheets; a ``long`` one takes rows to append, and keeps none in memory."""
    book = Workbook(write_only=long)
    if not long:
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
    target.value = _cut(text)
    # openpyxl takes a text that begins with = for a formula unless it is told.
    target.data_type = "s"
    # Excel's own sign for a text, or editing the cell would make a formula of it.
    if text.lstrip().startswith(("=", "+", "-", "@")):
        target.style = "Normal"
        target.quotePrefix = True


def _cut(text: str) -> str:
    safe = inert(text)
    return safe if len(safe) <= _MOST else safe[:_MOST] + "…"


def put_number(target: Any, number: Decimal) -> None:
    """A number as a number, where a spreadsheet keeps it exact, else as text."""
    exact = abs(number) < 10**_EXACT_DIGITS and len(number.as_tuple().digits) <= _EXACT_DIGITS
    whole = number == int(number)
    target.value = (int(number) if whole else number) if exact else format(number, "f")


def add_comment(target: Any, text: str) -> None:
    """A comment on a cell."""
    target.comment = Comment(_cut(text), "checker")


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


def stand_up(sheet: Worksheet, line: int, first: int) -> None:
    """Turn the words of a header row from this column on, so that narrow columns hold them."""
    words = [str(target.value or "") for target in sheet[line][first - 1 :]]
    for target in sheet[line][first - 1 :]:
        target.alignment = _UPRIGHT
    longest = max(map(_width_of, words), default=0)
    # A column of two lines: half the words' width, at the height that a digit has across.
    points = longest / 2 * _DIGIT_WIDE + _LINE_HEIGHT
    before = sheet.row_dimensions[line].height or _LINE_HEIGHT
    sheet.row_dimensions[line].height = min(_HIGHEST, max(before, points))


def fit_page(sheet: Worksheet, *, across: bool = True) -> None:
    """Printed on A4, across unless told, as wide as a page and as many pages long as it is."""
    _paper(sheet, "landscape" if across else "portrait")
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def run_over_pages(sheet: Worksheet, columns: str) -> None:
    """Printed on as many pages of A4 beside one another as its columns need, to be read.

    ``columns`` (``A:E``) are printed on each; a page of sixty columns would be read by nobody.
    """
    _paper(sheet, "landscape")
    sheet.page_setup.scale = _READABLE
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.print_title_cols = columns
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)


def print_columns(sheet: Worksheet, last: int) -> None:
    """Print the columns up to this one; those behind are for the screen."""
    sheet.print_area = f"A1:{get_column_letter(last)}{sheet.max_row}"


def offer(sheet: Worksheet, place: int, lines: Sequence[int], choices: Sequence[str]) -> None:
    """Let one of these words be chosen in the cells of a column; others may be written too."""
    if not lines:
        return
    offered = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    offered.showErrorMessage = False
    letter = get_column_letter(place)
    offered.add(f"{letter}{lines[0]}:{letter}{lines[-1]}")
    sheet.add_data_validation(offered)


def _paper(sheet: Worksheet, orientation: Literal["landscape", "portrait"]) -> None:
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = 9  # A4 (ECMA-376, ST_PaperSize)
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.5, bottom=0.75, footer=0.35
    )  # inches
    footer: Any = sheet.oddFooter  # the published types take it for what a file may lack
    footer.center.text = "&P / &N"


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
    sheet.row_dimensions[line].height = height_of(
        ("" if target.value is None else str(target.value), column_width(sheet, place))
        for place, target in enumerate(sheet[line], start=1)
    )


def column_width(sheet: Worksheet, place: int, columns: int = 1) -> float:
    """How wide a column is, or several from it on, in digits."""
    return sum(
        sheet.column_dimensions[get_column_letter(one)].width
        for one in range(place, place + columns)
    )


def height_of(texts: Iterable[tuple[str, float]]) -> float:
    """How high a row of wrapped texts is, in points: each with the width of its cell."""
    most = 1
    for text, width in texts:
        room = max(1.0, width - 1)
        paragraphs = text.split("\n") if text else []
        most = max(most, sum(math.ceil(_width_of(one) / room) or 1 for one in paragraphs))
    return min(_HIGHEST, most * _LINE_HEIGHT)


def _width_of(text: str) -> float:
    """How wide text is, in digits: a Chinese character is 2.2 of them, and lines do not fill up."""
    return sum(2.2 if east_asian_width(char) in "WF" else 1.1 for char in text)


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
