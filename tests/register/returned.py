"""What offices do to a list before they send it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Callable

DONE, REVIEWER, KEY, REPORTED = (
    translate(f"column.{one}", "zh") for one in ("done", "reviewer", "key", "reported")
)
CORRECTED, EXPLAINED = (
    translate(f"workbook.done.{one}", "zh") for one in ("corrected", "explained")
)


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a list by the headings above them."""
    heads, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def column(sheet: Any, heading: str) -> int:
    return [cell.value for cell in sheet[1]].index(heading) + 1


def answer(sheet: Any, line: int, done: str, by: str = "") -> None:
    sheet.cell(line, column(sheet, DONE)).value = done
    sheet.cell(line, column(sheet, REVIEWER)).value = by or None


def returned(path: str, change: Callable[[Any], None], name: str = "back.xlsx") -> str:
    """The list as it comes back: saved by openpyxl, which keeps no mark of the program."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(name)
    return name


def only_list(folder: str = "out", pattern: str = "*/*.xlsx") -> str:
    (path,) = Path(folder).glob(pattern)
    return str(path)
