"""The second reading of a workbook: its values by calamine, which shares no code with the first."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from checker.documents.sheet.stored import exact
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.sheet.stored import Place, Value

ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
)


def values_again(data: bytes) -> Mapping[str, Mapping[Place, Value]]:
    """The value of every cell that holds one, by sheet and place.

    ``DocumentError`` for a workbook that this reading cannot open: what was read once is not
    enough.
    """
    found: dict[str, dict[Place, Value]] = {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            top, left = sheet.start or (0, 0)
            cells = found[about.name] = {}
            for row, held in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
                for column, value in enumerate(held, start=left + 1):
                    if value != "":
                        cells[row, column] = _value(value)
    except (CalamineError, OSError, ValueError) as error:
        raise DocumentError(RefusalReason.DAMAGED) from error
    return found


def is_same_value(first: Value, second: Value) -> bool:
    """Whether both readings have the same; a date may be told as a day or as a moment."""
    if first is None or first == "":
        return second is None or second == ""
    if isinstance(first, str) and first in ERRORS:
        return second is None or second == first  # calamine leaves error values out
    if isinstance(first, datetime.date) and isinstance(second, datetime.date):
        return _moment(first) == _moment(second)
    if isinstance(first, str) and isinstance(second, str):
        return _letters(first) == _letters(second)
    return type(first) is type(second) and first == second


def _value(value: Any) -> Value:
    if isinstance(value, bool | str | datetime.date | datetime.time | datetime.timedelta):
        return value
    return Decimal(value) if isinstance(value, int) else exact(value)


def _moment(value: datetime.date) -> datetime.datetime:
    if isinstance(value, datetime.datetime):
        return value.replace(microsecond=0)
    return datetime.datetime.combine(value, datetime.time())


def _letters(text: str) -> str:
    return "".join(text.split())
