"""A workbook read as a report, one figure of it changed, and what is asked of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.styles import Font

from tests.support.as_read import read as as_read
from tests.support.workbooks import changed, in_sheet, plain, typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from pathlib import Path

    from checker.model import Report, State


NAMES = ("suqian-2023", "suqian-2024", "xuefu-2020", "hongze-2023", "shanghai-office-2019")
NAME = NAMES[0]
TOTAL, FIRST = "J38", "D38"  # of t3.granted: the sum over the row, and its first figure
REF = "t3.granted.total"


def read(data: bytes, folder: Path) -> Report:
    return as_read(data, folder, ".xlsx")


def values(report: Report) -> dict[str, tuple[State, Decimal | None]]:
    return {ref: (cell.state, cell.value) for ref, cell in report.cells.items()}


def refusal(report: Report) -> str | None:
    return None if report.refusal is None else report.refusal.reason


def planted(change: Callable[[Any], None]) -> Callable[[], bytes]:
    """A figure that is typed in, changed."""
    return lambda: changed(typed(NAME), lambda sheet: change(sheet[TOTAL]))


def stored(old: str, new: str) -> Callable[[], bytes]:
    """What is stored beside the formula, changed."""
    return lambda: in_sheet(plain(NAME), f"<f>SUM(D38:I38)</f>{old}", new)


def set_format(code: str) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.number_format = code

    return change


def set_font(**about: Any) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.font = Font(**about)

    return change


def set_value(value: Any, code: str = "General") -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.value = value
        cell.number_format = code

    return change
