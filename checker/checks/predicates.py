"""What rules say of the rows and cells of a frame, in exact numbers; see ``frames.py``.

Each predicate answers with one truth value a row, or one a cell. ``schemas.py`` makes the checks
of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from checker.checks.compile import ABSENT
from checker.checks.context import Unknown
from checker.checks.frames import BatchFrame
from checker.rulebook.form import CHANGE, MONEY
from checker.rulebook.kinds.tables import BLANK, NUMERIC, READING
from checker.rulebook.linear_form import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from checker.checks.compile import Clause, Implication, Orientation
    from checker.checks.frames import Flags
    from checker.rulebook.linear_form import LinearForm, Number
    from checker.rulebook.rule import Rule

    Figures: TypeAlias = NDArray[np.int64] | NDArray[np.object_]
    """A column of a frame as exact numbers, 0 where there is none."""

NUMBER, NOTHING, TEXT, DOUBTFUL, MISSING = range(5)
"""What a cell of a frame holds; whatever is no exact number, text or blank is doubtful."""


@dataclass(frozen=True)
class Reading:
    """What a frame holds: numbers by column, and what each cell is.

    ``kinds`` is ``None`` where every cell is a number. ``places`` are the rows' places by number,
    -1 for none of the layout's; ``texts`` the texts by row and column.
    """

    columns: tuple[str, ...]
    places: NDArray[np.intp]
    figures: Mapping[str, Figures]
    largest: Mapping[str, int]
    kinds: NDArray[np.int8] | None = None
    texts: Mapping[tuple[int, int], str] | None = None

    def is_unknown(self, name: str) -> Flags | None:
        """Where a column holds no number; ``None`` where it holds numbers alone."""
        if self.kinds is None:
            return None
        unknown: Flags = self.kinds[:, self.columns.index(name)] != NUMBER
        return unknown

    def is_kind(self, kind: int) -> Flags:
        """Which cells are of a kind."""
        if self.kinds is None:
            return np.zeros((len(self.places), len(self.columns)), dtype=bool)
        found: Flags = self.kinds == kind
        return found


def read(data: pd.DataFrame, way: Orientation) -> Reading:
    """What a frame holds; ``ValueError`` where its index does not tell the places."""
    if isinstance(data, BatchFrame):
        if data.reading is None:
            object.__setattr__(data, "reading", _read(data, way))
        assert data.reading is not None
        return data.reading
    return _read(data, way)


def _read(data: pd.DataFrame, way: Orientation) -> Reading:
    names = way.columns
    if isinstance(data, BatchFrame):
        places = data.places
    else:
        if way.index not in data.index.names:
            raise ValueError(f"the index has no level {way.index!r} with the codes of {way.name}")
        # Codes that are none of the places give -1, the last entry of the arrays over places.
        places = pd.Index(way.places).get_indexer(data.index.get_level_values(way.index))
        data = data[list(names)]
    block = data.to_numpy()
    # A frame of machine integers alone, as most rows of a batch are: nothing to look at.
    if block.dtype == np.int64:
        whole = {name: block[:, at] for at, name in enumerate(names)}
        return Reading(names, places, whole, _sizes(whole))
    # As objects, so that Int64 gives Python's integers and pd.NA, and never floats and NaN.
    block = block if block.dtype == object else data.to_numpy(dtype=object)
    nothing = pd.isna(block)
    kinds = np.where(nothing, np.int8(NOTHING), np.int8(NUMBER))
    texts = {}
    figures: dict[str, Figures] = {}
    for at, name in enumerate(names):
        column = np.where(nothing[:, at], 0, block[:, at])
        is_exotic = False
        # Not isinstance: True is an int to Python, and no count to anybody.
        for row in [row for row, one in enumerate(column) if type(one) is not int]:
            content = column[row]
            number = _number(content)
            # A column with a fraction stays one of objects: exact, and slower.
            is_exotic = is_exotic or isinstance(number, Fraction)
            column[row] = 0 if number is None else number
            if number is None:
                kinds[row, at] = _kind(content)
            if isinstance(content, str):
                texts[row, at] = content
        figures[name] = column if is_exotic else _narrowed(column)
    return Reading(names, places, figures, _sizes(figures), kinds, texts)


def _number(content: object) -> Number | None:
    """An exact number; ``None`` for anything else, a binary float included."""
    if isinstance(content, bool | np.bool_):
        return None
    if isinstance(content, int | np.integer):
        return int(content)
    if isinstance(content, Decimal):
        return exact(content) if content.is_finite() else None
    # A binary float is none: 0.1 is not what anybody printed.
    return exact(content) if isinstance(content, Fraction) else None


def _kind(content: object) -> int:
    """What a cell without an exact number holds."""
    if isinstance(content, str):
        return TEXT
    if content is Unknown.MISSING:
        return MISSING
    return DOUBTFUL


def _narrowed(column: NDArray[np.object_]) -> Figures:
    """Python's integers as machine integers, unless one is too long for that."""
    try:
        return column.astype(np.int64)
    except OverflowError:
        return column


def _sizes(figures: Mapping[str, Figures]) -> dict[str, int]:
    """The size of the largest machine integer of each column."""
    return {
        name: max(int(column.max()), -int(column.min()))
        if len(column) and column.dtype == np.int64
        else 0
        for name, column in figures.items()
    }


def judge_rows(
    clauses: Sequence[Clause], way: Orientation, data: pd.DataFrame
) -> tuple[Flags, Flags]:
    """Which rows violate some clause, and which of the others leave some clause open."""
    reading = read(data, way)
    wrong = np.zeros(len(data), dtype=bool)
    still_open = np.zeros(len(data), dtype=bool)
    for clause in clauses:
        here = _is_at(clause.places, way)[reading.places]
        violated = here & ~_holds(clause, reading)
        for name in clause.operands:
            unknown = reading.is_unknown(name)
            if unknown is not None:
                violated &= ~unknown
                still_open |= unknown & here
        wrong |= violated
    return wrong, still_open & ~wrong


@lru_cache(maxsize=256)
def _is_at(places: frozenset[str], way: Orientation) -> Flags:
    """Which of the orientation's places are among some; the last entry is for a foreign place."""
    return np.array([*(place in places for place in way.places), False])


@lru_cache(maxsize=64)
def _is_printed(way: Orientation) -> Flags:
    """Which cells of each place are printed; the last entry is for a foreign place."""
    foreign = (ABSENT,) * len(way.columns)
    return np.not_equal(np.array([*way.cells, foreign], dtype=np.intp), ABSENT)


def _holds(clause: Clause, reading: Reading) -> Flags:
    """Which rows hold; exact whatever the size of the numbers."""
    form = clause.form
    values = {name: reading.figures[name] for name in clause.operands}
    # Machine integers wrap round in silence; what could have is worked out again by Python's own.
    found = _evaluated(form, values, len(reading.places))
    limit = form.limit
    large = [name for name in clause.operands if reading.largest[name] > limit]
    if large:
        rows = np.logical_or.reduce([(values[n] > limit) | (values[n] < -limit) for n in large])
        long = {name: array[rows].astype(object) for name, array in values.items()}
        found[rows] = _evaluated(form, long, int(rows.sum()))
    return found


def _evaluated(
    form: LinearForm[str] | Implication[str], values: Mapping[str, Figures], rows: int
) -> Flags:
    return np.array(np.broadcast_to(form.holds(values), rows), dtype=bool)


def faulty_cells(
    rule: Rule, way: Orientation, placeholders: frozenset[str], data: pd.DataFrame
) -> Flags:
    """Which cells of a frame violate a rule on cells; none that the layout does not print."""
    reading = read(data, way)
    if rule.kind == READING:
        found = reading.is_kind(DOUBTFUL)
    elif rule.kind in (BLANK, NUMERIC) and reading.kinds is None:
        return reading.is_kind(NOTHING)
    elif rule.kind in (BLANK, NUMERIC):
        signs = np.zeros((len(data), len(way.columns)), dtype=bool)
        for at, text in (reading.texts or {}).items():
            signs[at] = text.strip() in placeholders
        found = (
            reading.is_kind(NOTHING) | signs
            if rule.kind == BLANK
            else reading.is_kind(TEXT) & ~signs
        )
    else:
        found = _no_counts(reading, way)
    return found & printed(reading, way)


def printed(reading: Reading, way: Orientation) -> Flags:
    """Which cells of a frame the layout prints."""
    found: Flags = _is_printed(way)[reading.places]
    return found


def doubtful_rows(way: Orientation, data: pd.DataFrame) -> Flags:
    """Rows with a cell that was read in two ways, or holds no exact number (a binary float)."""
    found: Flags = np.logical_or.reduce(read(data, way).is_kind(DOUBTFUL), axis=1, dtype=bool)
    return found


def _no_counts(reading: Reading, way: Orientation) -> Flags:
    """Fractions where whole numbers are counted, and what is below 0 unless it is a change."""
    wrong = np.zeros((len(reading.places), len(way.columns)), dtype=bool)
    for at, name in enumerate(way.columns):
        figures = reading.figures[name]
        suspect = figures < 0
        fraction = np.zeros(len(figures), dtype=bool)
        if figures.dtype == object:
            fraction = np.array([one.denominator != 1 for one in figures], dtype=bool)
        for row in np.flatnonzero(suspect | fraction).tolist():
            place = reading.places[row]
            if place < 0:
                continue
            number = way.number(way.places[place], name)
            wrong[row, at] = (fraction[row] and number != MONEY) or (
                suspect[row] and number != CHANGE
            )
    return wrong
