"""A drawn workbook → the bytes of a file, by each producer."""

from __future__ import annotations

import csv
import io
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, Side
from openpyxl.utils import get_column_letter

from samples.grid import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.sheets.draw import Book, Held

_LAST = 1_048_576
_BASIC = {"number", "text", "thousands", "accounting", "blank-zeros", "decimals", "full-width"}
_LOOKS = {"merged", "ruled", "sheets", "draft", "hidden_column", "hidden_row", "padded"}
_INK = {"struck", "white", "no-ink-format", "strange-format", "rounded", "two-numbers"}
_COUNTED = {"none", "sums", "pluses", "if-blank"}
CAN: Mapping[str, frozenset[str]] = {
    "xlsxwriter": frozenset(
        _BASIC | _LOOKS | _INK | _COUNTED
        | {"zeros-off", "far_formats", "stale", "not-calculated", "other-function"}
        | {"struck-beside", "covered", "white-by-condition"}
    ),
    "openpyxl": frozenset(_BASIC | _LOOKS | _INK | {"none", "struck-beside"}),
    "xlwt": frozenset(_BASIC | _LOOKS | _INK | {"none"}),
    "office-xls": frozenset(_BASIC | _LOOKS | _COUNTED | {"struck", "white", "two-numbers"}),
    "office-xlsx": frozenset(_BASIC | _LOOKS | _COUNTED | {"struck", "white", "two-numbers"}),
    "csv": frozenset({"number", "text", "full-width", "none", "two-numbers"}),
}  # fmt: skip
SUFFIX = {"xlwt": ".xls", "office-xls": ".xls", "csv": ".csv"}


def by_xlsxwriter(book: Book) -> bytes:
    """XLSX with stored results, conditions, boxes of text."""
    stream = io.BytesIO()
    target = xlsxwriter.Workbook(stream, {"in_memory": True})
    known: dict[str, Any] = {}
    for typed in book.sheets:
        sheet = target.add_worksheet(typed.name)
        if book.style.written == "zeros-off":
            sheet.hide_zero()
        for held in typed.cells:
            look = _look(target, known, held, ruled=book.style.ruled)
            _put(target, sheet, held, look, merged=book.style.merged)
        for row in typed.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in typed.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if typed.hidden:
            sheet.hide()
        if book.style.far_formats:
            plain = target.add_format({"font_size": 9})
            for row in (_LAST - 1, _LAST - 2):
                sheet.write_blank(row, 16_383, None, plain)
    target.close()
    return stream.getvalue()


def _look(target: Any, known: dict[str, Any], held: Held, *, ruled: bool) -> Any:
    about: dict[str, Any] = {"num_format": held.format}
    if ruled and isinstance(held.cell.role, Role):
        about["border"] = 1
    if held.trap == "struck":
        about["font_strikeout"] = True
    if held.trap == "white":
        about["font_color"] = "#FFFFFF"
    key = repr(sorted(about.items()))
    if key not in known:
        known[key] = target.add_format(about)
    return known[key]


def _put(target: Any, sheet: Any, held: Held, look: Any, *, merged: bool) -> None:
    cell = held.cell
    last = (cell.row + cell.rows - 1, cell.column + cell.columns - 1)
    if last != (cell.row, cell.column) and merged:
        sheet.merge_range(cell.row, cell.column, *last, "", look)
    elif last != (cell.row, cell.column):
        for row in range(cell.row, last[0] + 1):
            for column in range(cell.column, last[1] + 1):
                sheet.write_blank(row, column, None, look)
    if held.trap == "struck-beside":
        gone, plain = target.add_format({"font_strikeout": True}), target.add_format({})
        sheet.write_rich_string(cell.row, cell.column, gone, "71", plain, cell.text, look)
    elif held.formula is not None:
        value = "" if held.value is None else held.value
        sheet.write_formula(cell.row, cell.column, held.formula, look, value)
    elif isinstance(held.value, float):
        sheet.write_number(cell.row, cell.column, held.value, look)
    else:
        sheet.write_string(cell.row, cell.column, held.value or "", look)
    if held.trap == "covered":
        sheet.insert_textbox(cell.row, cell.column, "7", {"width": 30, "height": 15})
    if held.trap == "white-by-condition":
        white = target.add_format({"font_color": "#FFFFFF"})
        about = {"type": "cell", "criteria": ">", "value": -1, "format": white}
        sheet.conditional_format(cell.row, cell.column, cell.row, cell.column, about)


def by_openpyxl(book: Book) -> bytes:
    """XLSX without formulas: openpyxl stores no results."""
    target = openpyxl.Workbook()
    target.remove(target.worksheets[0])
    side = Side(style="thin")
    for typed in book.sheets:
        sheet = target.create_sheet(typed.name)
        for held in typed.cells:
            at = held.cell
            cell: Any = sheet.cell(at.row + 1, at.column + 1)
            value: Any = held.value
            if held.trap == "struck-beside":
                value = CellRichText(TextBlock(InlineFont(strike=True), "71"), at.text)
            cell.value = value
            cell.number_format = held.format
            cell.font = Font(
                strike=held.trap == "struck", color="FFFFFFFF" if held.trap == "white" else None
            )
            for row in range(at.row + 1, at.row + at.rows + 1):
                for column in range(at.column + 1, at.column + at.columns + 1):
                    if book.style.ruled and isinstance(at.role, Role):
                        sheet.cell(row, column).border = Border(side, side, side, side)
            if book.style.merged and at.rows * at.columns > 1:
                sheet.merge_cells(
                    start_row=at.row + 1,
                    start_column=at.column + 1,
                    end_row=at.row + at.rows,
                    end_column=at.column + at.columns,
                )
        for row in typed.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for column in typed.hidden_columns:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        if typed.hidden:
            sheet.sheet_state = "veryHidden"
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def by_xlwt(book: Book) -> bytes:
    """XLS without formulas."""
    target = xlwt.Workbook(encoding="utf-8")
    known: dict[str, Any] = {}
    for typed in book.sheets:
        sheet = target.add_sheet(typed.name)
        for held in typed.cells:
            at = held.cell
            about = "font: "
            about += "struck_out on" if held.trap == "struck" else "struck_out off"
            about += ", color white" if held.trap == "white" else ""
            if book.style.ruled and isinstance(at.role, Role):
                about += "; borders: left thin, right thin, top thin, bottom thin"
            key = about + held.format
            if key not in known:
                known[key] = xlwt.easyxf(about, num_format_str=held.format)
            value = "" if held.value is None else held.value
            if book.style.merged and at.rows * at.columns > 1:
                last = (at.row + at.rows - 1, at.column + at.columns - 1)
                sheet.write_merge(at.row, last[0], at.column, last[1], value, known[key])
            else:
                sheet.write(at.row, at.column, value, known[key])
        for row in typed.hidden_rows:
            sheet.row(row).hidden = True
        for column in typed.hidden_columns:
            sheet.col(column).hidden = True
        if typed.hidden:
            sheet.visibility = 1
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def by_csv(book: Book) -> bytes:
    """A table of text, in the encodings and with the delimiters that offices send."""
    (typed,) = (sheet for sheet in book.sheets if not sheet.hidden)
    height = max(held.cell.row for held in typed.cells) + 1
    width = max(held.cell.column for held in typed.cells) + 1
    rows = [[""] * width for _ in range(height)]
    for held in typed.cells:
        text = f"{held.value:.15g}" if isinstance(held.value, float) else held.value or ""
        rows[held.cell.row][held.cell.column] = text
    kind = sum(map(ord, book.figures.body)) % 4
    stream = io.StringIO()
    csv.writer(stream, delimiter="\t" if kind == 3 else ",").writerows(rows)
    encoding = ("utf-8", "utf-8-sig", "gb18030", "utf-16")[kind]
    return stream.getvalue().encode(encoding)


def _converted(data: bytes, ending: str) -> bytes:
    """A workbook as LibreOffice saves it."""
    with tempfile.TemporaryDirectory(prefix="sheets-") as name:
        folder = Path(name)
        (folder / "in.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", ending, "--outdir",
             f"{folder}/out", f"{folder}/in.xlsx"],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (folder / "out" / f"in.{ending}").read_bytes()


def by_office_xls(book: Book) -> bytes:
    """XLS as LibreOffice writes it."""
    return _converted(by_xlsxwriter(book), "xls")


def by_office_xlsx(book: Book) -> bytes:
    """XLSX as LibreOffice writes it."""
    return _converted(by_xlsxwriter(book), "xlsx")


PRODUCERS: Mapping[str, Callable[[Book], bytes]] = {
    "xlsxwriter": by_xlsxwriter,
    "openpyxl": by_openpyxl,
    "xlwt": by_xlwt,
    "office-xls": by_office_xls,
    "office-xlsx": by_office_xlsx,
    "csv": by_csv,
}
