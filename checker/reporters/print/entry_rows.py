"""The entries of issue sheets as rows of a workbook: one an entry, with room for the answer."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.model.sent_lists import Answer
from checker.reporters.inert import inert
from checker.reporters.print.workbook import (
    FILLS,
    finish,
    head,
    offer,
    print_columns,
    put,
    put_number,
)
from checker.wording.list_columns import COLUMNS as ALL
from checker.wording.names import file_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from checker.model import Checked
    from checker.reporters.print.entries import Entry

_WIDTHS = (5, 15, 6, 15, 11, 14, 38, 9, 22, 9, 22, 14, 12, 18)
COLUMNS: Mapping[str, float] = MappingProxyType(dict(zip(ALL, _WIDTHS, strict=True)))
"""The columns with their widths."""
_PRINTED = len(COLUMNS) - 1
"""All columns but the file: body and year tell the report, and the rest is printed larger."""


class Further(NamedTuple):
    """A column behind the others, not printed: its heading, its width, its text in each row."""

    heading: str
    width: float
    texts: Sequence[str]


def put_entries(
    target: Worksheet,
    listed: Sequence[tuple[Checked, Entry]],
    lang: str,
    further: Sequence[Further] = (),
) -> None:
    """Write a header row and a row for each entry, numbered from 1."""
    words = [*(translate(f"column.{key}", lang) for key in COLUMNS), *(f.heading for f in further)]
    head(target, 1, words, [*COLUMNS.values(), *(one.width for one in further)])
    for line, (checked, entry) in enumerate(listed, start=2):
        put_number(target.cell(line, 1), Decimal(line - 1))
        for place, value in enumerate(row_of(checked, entry, lang).values(), start=2):
            if isinstance(value, Decimal):
                put_number(target.cell(line, place), value)
            else:
                put(target, line, place, value)
        for place, one in enumerate(further, start=len(COLUMNS) + 1):
            put(target, line, place, one.texts[line - 2])
    finish_entries(target, lang, len(further))
    level = [*COLUMNS].index("level") + 1
    for line, (_, entry) in enumerate(listed, start=2):
        fill = FILLS.get(entry.finding.severity.value)
        if fill is not None:
            target.cell(line, level).fill = fill


def row_of(checked: Checked, entry: Entry, lang: str) -> dict[str, str | Decimal]:
    """What stands in each column of an entry's row but its number."""
    one, none = checked.report, translate("list.none", lang)
    texts = {key: getattr(entry, key, "") for key in COLUMNS if key != "number"}
    texts["body"] = one.body or translate("report.body-unknown", lang)
    texts["file"] = file_of(one, lang)
    texts["working"] = translate("joining.semicolon", lang).join((entry.working, *entry.also))
    texts["advice"] = "\n".join(filter(None, (entry.advice, *entry.suggested)))
    found: dict[str, str | Decimal] = {}
    for key, text in texts.items():
        number = _number(key, checked, entry)
        found[key] = ("" if text == none else text) if number is None else number
    return found


def finish_entries(target: Worksheet, lang: str, further: int = 0) -> None:
    """Lines and filters of a list of entries, what may be answered to each, what is printed."""
    finish(target, 1, len(COLUMNS) + further)
    print_columns(target, _PRINTED)
    choices = [translate(f"workbook.done.{one.value}", lang) for one in Answer]
    answer = [*COLUMNS].index("done") + 1
    target.data_validations.dataValidation.clear()
    offer(target, answer, range(2, target.max_row + 1), choices)


def _number(key: str, checked: Checked, entry: Entry) -> Decimal | None:
    """The columns that are numbers, as numbers."""
    if key == "year" and checked.report.year is not None:
        return Decimal(checked.report.year)
    if key == "difference" and entry.finding.difference is not None:
        return Decimal(entry.finding.difference)
    if key == "reported":
        cells = entry.finding.cells
        if len(cells) == 1:
            cell = checked.report.cell(cells[0])
            return cell.value if cell is not None else None
        if entry.finding.reported is not None:
            return Decimal(entry.finding.reported)
    return None


def words_of(checked: Checked, entry: Entry, lang: str) -> dict[str, str]:
    """The same as the texts that a spreadsheet shows of them."""
    return {
        key: format(value, "f") if isinstance(value, Decimal) else inert(value)
        for key, value in row_of(checked, entry, lang).items()
    }
