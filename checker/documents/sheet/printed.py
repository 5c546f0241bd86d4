"""What a sheet shows: its cells as a reader sees them, each with its place and its doubt.

Hidden rows, columns and what lies under a merged cell show nothing. A figure that is shown but
struck out, covered, not seen, calculated long ago, or written as another number is doubtful.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.documents.sheet.formula_syntax import NotUnderstood
from checker.documents.sheet.formulas import is_same
from checker.documents.sheet.number_format import is_rounded_away, shown
from checker.documents.sheet.second_reading import is_same_value
from checker.documents.sheet.stored import Stored, address_of
from checker.model import Doubt, SheetPlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.documents.sheet.formulas import Calculator
    from checker.documents.sheet.stored import Area, Look, Place, StoredSheet, Value

_APART = re.compile(r"\d[,.]?\s+[,.]?\d")  # figures with room between them: two numbers, or one
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell that takes room: its area in the sheet's own rows and columns, what it shows."""

    area: Area
    text: str
    place: SheetPlace
    mark: str = ""
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()
    ruled: bool = False
    holds_value: bool = False  # which may show nothing: a zero whose format leaves it out

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing and nothing is doubted of it."""
        return not self.text.strip() and self.doubt is None


def printed_cells(
    sheet: StoredSheet, again: Mapping[Place, Value], by: Calculator
) -> list[PrintedCell]:
    """The cells that take room, row by row; what two readings read differently is in doubt."""
    areas = _areas(sheet)
    inside = {place for area in areas.values() for place in _places(area)} - set(areas)
    found = []
    for place in sorted({*sheet.cells, *areas, *again}):
        area = areas.get(place, (*place, *place))
        if place in inside or not _is_seen(sheet, area):
            continue
        stored = sheet.cells.get(place, Stored(None))
        one = _printed(sheet, place, stored, by)
        if one.doubt is None and not is_same_value(_whole(stored), again.get(place)):
            readings = tuple(shown(value, "") or "" for value in (stored.value, again.get(place)))
            one = replace(one, doubt=Doubt.READINGS_DIFFER, readings=readings)
        ruled = any(at in sheet.cells and sheet.cells[at].look.ruled for at in _places(area))
        found.append(replace(one, area=area, ruled=ruled))
    return found


def _whole(stored: Stored) -> Value:
    """The value with its footnote mark, as a reading that knows no fonts has it."""
    return f"{stored.value}{stored.mark}" if stored.mark else stored.value


def _areas(sheet: StoredSheet) -> dict[Place, Area]:
    """The merged cells by their first places, and texts that are centred across cells beside."""
    areas = {(area[0], area[1]): area for area in sheet.areas}
    merged = {place for area in areas.values() for place in _places(area)}
    for (row, column), stored in sheet.cells.items():
        if not stored.look.centred_across or stored.value is None or (row, column) in merged:
            continue
        last = column
        while _is_room(sheet, (row, last + 1)) and (row, last + 1) not in merged:
            last += 1
        if last > column:
            areas[row, column] = (row, column, row, last)
    return areas


def _is_room(sheet: StoredSheet, place: Place) -> bool:
    beside = sheet.cells.get(place)
    return beside is not None and beside.value is None and beside.look.centred_across


def _places(area: Area) -> Iterator[Place]:
    return (
        (row, column)
        for row in range(area[0], area[2] + 1)
        for column in range(area[1], area[3] + 1)
    )


def _is_seen(sheet: StoredSheet, area: Area) -> bool:
    return any(row not in sheet.hidden_rows for row in range(area[0], area[2] + 1)) and any(
        column not in sheet.hidden_columns for column in range(area[1], area[3] + 1)
    )


def _printed(sheet: StoredSheet, place: Place, stored: Stored, by: Calculator) -> PrintedCell:
    at = SheetPlace(sheet.name, address_of(*place), stored.formula)
    text = shown(stored.value, stored.look.format)
    if stored.value == 0 and not isinstance(stored.value, bool) and not sheet.shows_zeros:
        text = ""
    plain = shown(stored.value, "") or str(stored.value)
    doubt, readings = _doubt(sheet, place, stored, by, text)
    return PrintedCell(
        (*place, *place),
        _inked(plain if text is None else text),
        at,
        stored.mark,
        doubt,
        readings,
        holds_value=stored.value is not None,
    )


def _inked(text: str) -> str:
    """Text without letters that have no ink (zero-width ones)."""
    if text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def _doubt(
    sheet: StoredSheet, place: Place, stored: Stored, by: Calculator, text: str | None
) -> tuple[Doubt | None, tuple[str, ...]]:
    """Why a cell is not sure, and what else it may be."""
    doubt: Doubt | None = stored.doubt
    readings: tuple[str, ...] = ()
    if doubt is None and stored.formula is not None:
        doubt, readings = _doubt_of_formula(sheet, place, stored, by)
    plain = shown(stored.value, "") or str(stored.value or "")
    if doubt is not None or not plain:
        return doubt, readings
    if not any(map(str.isdigit, plain)):
        return _doubt_of_word(stored.look), ()
    if text is None:
        return Doubt.UNKNOWN_FORMAT, (plain,)
    if is_rounded_away(stored.value, text):
        return Doubt.SHOWN_ROUNDED, (text, plain)
    look, inked = stored.look, _inked(text)
    hidden = look.unseen or (not inked.strip() and stored.value != 0)
    covered = any(_is_in(place, area) for area in sheet.covered)
    told = (
        (Doubt.STRUCK_OUT, look.struck),
        (Doubt.HIDDEN_TEXT, hidden),
        (Doubt.COVERED, covered),
        (Doubt.ENCODING_BROKEN, _REPLACEMENT in text),
        (Doubt.TWO_NUMBERS, _APART.search(inked) is not None),
    )
    return next((why for why, holds in told if holds), None), ()


def _doubt_of_word(look: Look) -> Doubt | None:
    """Why a word is not sure: 无 or ``/`` in white is a blank to whoever looks at it."""
    if look.struck:
        return Doubt.STRUCK_OUT
    return Doubt.HIDDEN_TEXT if look.unseen else None


def _doubt_of_formula(
    sheet: StoredSheet, place: Place, stored: Stored, by: Calculator
) -> tuple[Doubt | None, tuple[str, ...]]:
    try:
        result = by.result(sheet.name, place)
    except NotUnderstood:
        doubt = Doubt.NOT_CALCULATED if stored.value is None else Doubt.FORMULA_UNCHECKED
        is_word = isinstance(stored.value, str) and not any(map(str.isdigit, stored.value))
        return (None if is_word else doubt), ()
    if is_same(stored.value, result):
        return None, ()
    if stored.value is None or stored.value == "":
        return Doubt.NOT_CALCULATED, ()
    texts = (shown(value, stored.look.format) or "" for value in (stored.value, result))
    return Doubt.STALE_FORMULA, tuple(texts)


def _is_in(place: Place, area: Area) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]
