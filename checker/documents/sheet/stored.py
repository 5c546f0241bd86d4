"""What a workbook stores: cells with their values, formulas and looks; nothing is worked out here.

Rows and columns count from 1, as addresses do.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Doubt

Moment: TypeAlias = datetime.datetime | datetime.date | datetime.time | datetime.timedelta
Value: TypeAlias = Decimal | str | bool | Moment | None
"""What a cell holds; an error value (``#REF!``) is a text."""
Place: TypeAlias = tuple[int, int]
Area: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column."""
GENERAL = "General"
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell shows its value: its number format, and what it does to the ink."""

    format: str = GENERAL
    struck: bool = False
    unseen: bool = False  # as pale as its ground
    ruled: bool = False  # has a line on any side
    centred_across: bool = False  # shown in the middle of itself and the empty cells beside it


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Stored:
    """A cell: of a formula, ``value`` is what was calculated last (``None``: never, or nothing).

    ``mark`` is a raised footnote mark behind the value, which is no part of it.
    """

    value: Value
    formula: str | None = None
    look: Look = PLAIN
    mark: str = ""
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """A sheet. ``hidden_rows`` and ``hidden_columns`` are those that show nothing.

    ``areas`` are merged cells; ``covered`` lies under pictures, boxes of text or charts.
    """

    name: str
    cells: Mapping[Place, Stored]
    areas: Sequence[Area] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    covered: Sequence[Area] = ()
    pictures: int = 0
    shows_zeros: bool = True
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in order, hidden ones too: formulas may ask them.

    ``left_out`` are the cells that hold something beyond the limits of what is read.
    """

    sheets: Sequence[StoredSheet] = field(default_factory=tuple)
    left_out: int = 0


def column_letters(column: int) -> str:
    """``J`` for 10."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """10 for ``J``."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def address_of(row: int, column: int) -> str:
    """``J24`` for row 24, column 10."""
    return f"{column_letters(column)}{row}"


def exact(number: float) -> Decimal:
    """A stored number as spreadsheets show it: 15 significant digits, no binary rest.

    0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3. ``ValueError`` for what is no
    number (1E999), which no office program stores.
    """
    if not math.isfinite(number):
        raise ValueError(number)
    return Decimal(f"{number:.15g}")
