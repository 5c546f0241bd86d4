"""The cells, labels and subtotals of a report's tables, as printed, with their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import TYPE_CHECKING

from checker.model.columns import in_columns
from checker.model.pickled import pickled_by_call
from checker.model.places import HasPlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from checker.model.places import Place


class State(StrEnum):
    """What a cell holds. Zero is a number; a blank is not zero."""

    NUMBER = "number"
    BLANK = "blank"
    TEXT = "text"
    DOUBTFUL = "doubtful"


class Doubt(StrEnum):
    """Why a cell was not read for sure (the reason shown with a doubtful cell)."""

    READINGS_DIFFER = "readings-differ"
    HIDDEN_TEXT = "hidden-text"
    COVERED = "covered"
    STRUCK_OUT = "struck-out"
    MIXED_SIZES = "mixed-sizes"
    STRADDLES_RULE = "straddles-rule"
    TWO_NUMBERS = "two-numbers"
    UNMAPPED_FONT = "unmapped-font"
    NOT_IN_A_CELL = "not-in-a-cell"
    UNCERTAIN_PLACE = "uncertain-place"
    OUT_OF_ORDER = "out-of-order"
    SPLIT_BY_PAGE = "split-by-page"
    PRINTED_TWICE = "printed-twice"
    UNREAD_INK = "unread-ink"
    GLYPH_LIES = "glyph-lies"
    ENCODING_BROKEN = "encoding-broken"
    TRACKED_CHANGE = "tracked-change"
    NOT_CALCULATED = "not-calculated"
    STALE_FORMULA = "stale-formula"
    FORMULA_UNCHECKED = "formula-unchecked"
    UNKNOWN_FORMAT = "unknown-format"
    SHOWN_ROUNDED = "shown-rounded"
    UNDER_SEAL = "under-seal"
    UNCONFIRMED = "unconfirmed"
    IN_A_PICTURE = "in-a-picture"
    UNREADABLE_TABLE = "unreadable-table"
    OTHER_FORM = "other-form"
    VERSIONS_DIFFER = "versions-differ"  # no reader's: another version of the report prints another


@total_ordering
@dataclass(frozen=True, slots=True)
class CellRef:
    """``t3.granted.total``: table, row and column in the codes of the form.

    Read from a pickle those that are equal are one: the findings and outcomes of a report name a
    few hundred cells some thousand times.
    """

    table: str
    row: str
    column: str
    key: str = field(init=False, compare=False, repr=False)  # written once: batches ask millions

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.table}.{self.row}.{self.column}")

    def __str__(self) -> str:
        return self.key

    def __lt__(self, other: CellRef) -> bool:
        return (self.table, self.row, self.column) < (other.table, other.row, other.column)

    def __reduce__(self) -> tuple[Callable[..., CellRef], tuple[str, str, str]]:
        return known_ref, (self.table, self.row, self.column)

    @classmethod
    def parse(cls, text: str) -> CellRef:
        """The reference written as ``table.row.column``; ``ValueError`` for anything else."""
        table, row, column = text.split(".")
        return cls(table, row, column)


@lru_cache(maxsize=8192)
def known_ref(table: str, row: str, column: str) -> CellRef:
    """The reference so written, which is the same whoever asks."""
    return CellRef(table, row, column)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """That a person read a cell on the page: who, when (ISO), and how the program had read it."""

    by: str
    at: str
    state: State
    value: Decimal | None = None
    doubt: Doubt | None = None
    note: str = ""


@in_columns
@pickled_by_call
@dataclass(frozen=True, slots=True)
class Cell(HasPlace):
    """One cell as printed, with its evidence.

    ``value`` is exact and set only when ``state`` is ``NUMBER``. ``note`` is what stands
    beside the number (``22（其中修订16件）``, its column's own unit, a footnote mark).
    ``readings`` are the rival texts of a doubtful cell, first reading first. Of a cell that a
    person read (``confirmed``), ``state`` and ``value`` are what that person read, and all else is
    what the program did.
    """

    state: State
    raw: str
    value: Decimal | None = None
    note: str | None = None
    place: Place | None = None
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()
    confirmed: Confirmed | None = None

    @property
    def text_read(self) -> str:
        """What the program read there: all rivals of a doubtful cell."""
        return " / ".join(self.readings) or self.raw

    @property
    def text(self) -> str:
        """The text as printed: what a person read there, else what the program did."""
        if self.confirmed is None:
            return self.raw
        return "" if self.value is None else format(self.value, "f")


@dataclass(frozen=True, slots=True)
class Label(HasPlace):
    """A printed row or column label and the code it was matched with.

    ``code`` is ``None`` for a row or column that the form does not have; ``expected`` is the
    label the form prints. ``known`` tells that the wording is the form's own, layout aside.
    """

    table: str
    axis: str  # "row" or "column"
    code: str | None
    printed: str
    expected: str | None = None
    known: bool = True
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A printed subtotal that is not part of the form (a 小计 column, a number on a group row)."""

    table: str
    axis: str  # "row": a group row such as （三）不予公开; "column": 法人或其他组织小计
    group: str  # the group's code in the form
    at: str  # the column (axis "row") or row (axis "column") the number stands in
    cell: Cell
