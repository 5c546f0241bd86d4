"""A report typed into one worksheet: merged cells, wrapped prose, tables on a common grid."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from samples.grid import Grid, Role
from samples.story import Paragraph, Part
from tests.bench.producers.dress import Dress, Ink, Rules
from tests.bench.producers.fitting import number_size, rows_with_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from samples.grid import Box
    from tests.bench.producers.story import Block

_COLUMNS = 30  # twice the 15 columns of 表四; those of 表二 and 表三 take several each
_SPANS = {  # by shape and its own number of columns
    ("blocks", 4): (12, 6, 6, 6),
    ("blocks", 7): (12, 3, 3, 3, 3, 3, 3),
    ("matrix", 10): (2, 2, 5, *[3] * 7),
    ("groups", 15): (2,) * 15,
}
_CHARACTER = 5.6  # points a unit of a column's width takes in print


@dataclass(slots=True)
class _Sheet:
    """The worksheet, the row to be written next, and the look."""

    sheet: Worksheet
    dress: Dress
    row: int = 1

    @property
    def column(self) -> float:
        """Width of a grid column in points."""
        return self.dress.text_width / _COLUMNS


def workbook(blocks: Sequence[Block], dress: Dress) -> bytes:
    """The bytes of the .xlsx file."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "年度报告"
    width, height = dress.page
    # Spreadsheets know papers by number: 8 is A3, 9 A4, 1 Letter, 12 B4; there is none of 16K.
    sheet.page_setup.paperSize = {"A3": 8, "Letter": 1, "B4": 12}.get(dress.paper, 9)
    sheet.page_setup.orientation = "landscape" if width > height else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    inches = dress.margin / 72
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, inches)
    if dress.page_numbers:
        sheet.oddFooter.center.text = "— &P —"
    out = _Sheet(sheet, dress)
    for column in range(1, _COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(column)].width = out.column / _CHARACTER
    for block in blocks:
        if isinstance(block, Grid):
            _table(out, block)
        else:
            _paragraph(out, block)
    book.properties.creator = "office"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _paragraph(out: _Sheet, block: Paragraph) -> None:
    title = block.part is Part.TITLE
    size = out.dress.text_size * (1.4 if title else 1.0)
    indented = block.part in {Part.BODY, Part.HEADING, Part.SUBHEADING}
    text = ("　　" if indented else "") + block.text
    cell = out.sheet.cell(out.row, 1, text)
    cell.font = Font(name=out.dress.font, size=size, bold=block.part is Part.HEADING)
    align = {Part.TITLE: "center", Part.SIGNATURE: "right"}.get(block.part, "left")
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    out.sheet.merge_cells(start_row=out.row, end_row=out.row, start_column=1, end_column=_COLUMNS)
    lines = sum(
        math.ceil(len(line) * size * 1.05 / out.dress.text_width) for line in text.split("\n")
    )
    out.sheet.row_dimensions[out.row].height = lines * size * 1.45 + 4
    out.row += 1


def _table(out: _Sheet, grid: Grid) -> None:
    spans = _SPANS[grid.shape, len(grid.widths)]
    starts = [1 + sum(spans[:number]) for number in range(len(spans) + 1)]
    narrowest = min(spans) * out.column
    numbers = number_size(grid, out.dress, narrowest * len(grid.widths))
    rows = rows_with_columns(grid)
    heights = [0.0] * len(rows)
    for number, boxes in enumerate(rows):
        for first, box in boxes:
            last = starts[first + box.columns] - 1
            width = (last - starts[first] + 1) * out.column
            _box(out, box, (number, starts[first], last), numbers)
            size = numbers if box.role is Role.NUMBER else out.dress.size
            lines = math.ceil(len(box.text) * size * 1.1 / (width - 6)) or 1
            need = lines * size * 1.35 + 2 * out.dress.padding + 2
            for row in range(number, number + box.rows):
                heights[row] = max(heights[row], need / box.rows)
    for number, height in enumerate(heights):
        out.sheet.row_dimensions[out.row + number].height = min(400.0, round(height, 1))
    out.row += len(rows)
    out.sheet.row_dimensions[out.row].height = 10
    out.row += 1


def _box(out: _Sheet, box: Box, place: tuple[int, int, int], numbers: float) -> None:
    dress, number = out.dress, place[0]
    top, left, right = out.row + number, place[1], place[2]
    is_number = box.role is Role.NUMBER
    border, fill = _border(dress), _fill(box, number, dress)
    for row in range(top, top + box.rows):
        for column in range(left, right + 1):
            inner = out.sheet.cell(row, column)
            inner.border = border
            if fill:
                inner.fill = fill
    plain = is_number and box.text.isascii() and box.text.isdecimal()
    cell = out.sheet.cell(top, left, int(box.text) if plain else box.text or None)
    digits = dress.digit_font if is_number and dress.digit_font else dress.font
    cell.font = Font(
        name=digits,
        size=numbers if is_number else dress.size,
        bold=is_number and dress.ink is Ink.BOLD,
        underline="single" if is_number and dress.ink is Ink.UNDERLINED else None,
        outline=is_number and dress.ink is Ink.HOLLOW,
        shadow=is_number and dress.ink is Ink.SHADOW,
        color="FF" + _colour(box, dress)[1:],
    )
    horizontal = {Role.LABEL: "left", Role.NUMBER: dress.align}.get(box.role, "center")
    vertical = {"middle": "center"}.get(dress.valign, dress.valign)
    cell.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)
    if box.rows > 1 or right > left:
        out.sheet.merge_cells(
            start_row=top, end_row=top + box.rows - 1, start_column=left, end_column=right
        )


def _colour(box: Box, dress: Dress) -> str:
    if box.role in {Role.CAPTION, Role.HEAD} and dress.shade:
        return dress.head_ink
    if box.role is not Role.NUMBER:
        return "#000000"
    pale = dress.ink is Ink.PALE or (dress.ink is Ink.PALE_ZEROS and box.text in {"0", "０"})
    return dress.pale if pale else "#000000"


def _fill(box: Box, row: int, dress: Dress) -> PatternFill | None:
    colour = dress.stripe if row % 2 else None
    if box.role in {Role.CAPTION, Role.HEAD} and dress.shade:
        colour = dress.shade
    return PatternFill("solid", fgColor=f"FF{colour[1:]}") if colour else None


def _border(dress: Dress) -> Border:
    """A spreadsheet has names for widths, no points."""
    wide = dress.rule_width > 1.2
    style: Any = {
        Rules.SOLID: "hair" if dress.rule_width < 0.5 else "medium" if wide else "thin",
        Rules.THICK: "thick",
        Rules.DOTTED: "dotted",
        Rules.DASHED: "mediumDashed" if wide else "dashed",
        Rules.DOUBLE: "double",
        Rules.HORIZONTAL: "medium" if wide else "thin",
        Rules.NONE: None,
    }[dress.rules]
    side: Any = Side(style=style, color=f"FF{dress.rule_colour[1:]}") if style else Side()
    if dress.rules is Rules.HORIZONTAL:
        return Border(top=side, bottom=side)
    return Border(left=side, right=side, top=side, bottom=side)
