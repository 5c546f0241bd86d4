"""Reports as frames: a table of one report, the cells of many, and the masked frames of a batch.

What a frame holds in a cell:

===================  =====================================================================
a count              an integer; the column is nullable ``Int64``
money                an exact ``Decimal``; the column is ``object``. Binary floats cannot hold
                     7730.28, and scaled integers would show 773028 to whoever reads the frame
a blank              missing (``pandas.NA``)
text                 the text as printed (``str``); the column is ``object``
a doubtful cell      ``Unknown.DOUBTFUL``; the column is ``object``
a cell not printed   ``Unknown.MISSING``; the column is ``object``
a cell of no form    missing: a stacked table such as 表二 has no such cell
===================  =====================================================================

A count that is no integer, or too long for one, is a ``Decimal`` in a column of objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from checker.checks.compile import ABSENT, orientation
from checker.checks.context import lay_out, layout_of
from checker.rulebook.grammar import COLUMNS, ROWS
from checker.rulebook.load import kept_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from checker.checks.compile import Orientation, Plan
    from checker.checks.context import Sheet
    from checker.checks.predicates import Reading
    from checker.model import Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rulebook

Integers: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"

LONG_COLUMNS = (
    "path", "body", "year", "layout", "table", "row", "column", "state", "value", "raw", "page",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """The cells of all reports of one layout: one row a report, one column a cell.

    ``values`` holds the machine integers; ``others`` is 0 for those, and for any other cell the
    place in ``contents`` of what it holds. The last column stands for ``ABSENT``.
    """

    values: Integers
    others: Integers
    contents: NDArray[np.object_]

    @classmethod
    def of(cls, plan: Plan, sheets: Sequence[Sheet]) -> Batch:
        """The sheets of one layout as a batch."""
        width = len(plan.keys)
        values = np.zeros((len(sheets), width + 1), dtype=np.int64)
        if sheets:
            # One assignment of nested lists: numpy fills it row by row in C.
            values[:, :width] = [sheet.numbers for sheet in sheets]
        others = np.zeros(values.shape, dtype=np.int64)
        found: list[object] = [None]
        for row, sheet in enumerate(sheets):
            if not sheet.unusable and not sheet.exotic:
                continue
            start = len(found)
            found += (pd.NA if content is None else content for content in sheet.unusable.values())
            found += sheet.exotic.values()
            others[row, [*sheet.unusable, *sheet.exotic]] = range(start, len(found))
        # Not np.array(found), which chooses a type by what it holds: fixed-width texts, say.
        contents = np.empty(len(found), dtype=object)
        contents[:] = found
        return cls(values, others, contents)


class BatchFrame(pd.DataFrame):
    """A frame that nobody writes to, so that what it holds is read once and not once a check.

    Its index is plain: the rows' ``places`` are given by number. ``reading`` is what it holds, once
    read, ``judged`` what each relation came to, for the two checks of a rule ask the same.
    """

    places: NDArray[np.intp]
    judged: dict[str, tuple[Flags, Flags]]
    reading: Reading | None = None

    @classmethod
    def of(
        cls,
        held: Integers | NDArray[np.object_],
        columns: Sequence[str],
        places: NDArray[np.intp],
    ) -> BatchFrame:
        """A block of cells, rows by columns, as a frame."""
        # copy=False: the block is this frame's alone, and pandas would copy it for every table.
        # dtype: a column of nothing but text stays Python's own. Where pyarrow is installed pandas
        # would make it Arrow's, which has no half characters, and a file may print some.
        frame: BatchFrame = cls(held, columns=pd.Index(columns), dtype=held.dtype, copy=False)
        # Past pandas, which takes an attribute that is set for a column of that name, or warns.
        object.__setattr__(frame, "places", places)
        object.__setattr__(frame, "judged", {})
        return frame


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a batch as a frame; ``rows`` are their numbers, report by report.

    ``whole`` tells that every cell is a machine integer, so that nothing can be undecided.
    """

    rows: NDArray[np.intp]
    frame: BatchFrame
    whole: bool


def masked_frames(batch: Batch, way: Orientation) -> Iterator[Part]:
    """A table of a batch: the rows of machine integers alone, and those that hold anything else.

    The first are one block of ``int64`` (a cell that the layout has not is 0 in it), the second
    one of objects.
    """
    cells = np.array(way.cells, dtype=np.intp)
    width = len(way.columns)
    # ABSENT is -1 and so picks the last column, which Batch keeps for it: a 0 that is no number.
    values = batch.values[:, cells].reshape(-1, width)
    others = batch.others[:, cells].reshape(-1, width)
    is_whole = ~others.any(axis=1)
    for whole in (True, False):
        rows = np.flatnonzero(is_whole == whole)
        if not len(rows):
            continue
        held = values[rows]
        if whole:
            frame = BatchFrame.of(held, way.columns, rows % len(cells))
        else:
            other = others[rows]
            mixed = np.where(other > 0, batch.contents[other], held.astype(object))
            frame = BatchFrame.of(mixed, way.columns, rows % len(cells))
        yield Part(rows, frame, whole)


def frame(report: Report, name: str, form: Form | None = None) -> pd.DataFrame:
    """One table of a report, as its schema of the same name takes it.

    ``name`` is a table as printed (``t3``) or a table and what its rows are to be
    (``t3.by_applicant``); the index has the codes of the places. ``form`` is the layout, for
    reports on a form that is not shipped. ``KeyError`` names the tables that there are;
    ``ValueError`` for a report that was refused.
    """
    if report.refusal is not None:
        raise ValueError(f"{report.path}: no report, so no table ({report.refusal.reason.value})")
    form = form or _form_of(report, kept_rulebook())
    ways = [orientation(form, t, axis) for t in form.tables.values() for axis in (ROWS, COLUMNS)]
    known = {way.name: way for way in ways} | {
        way.table.code: way for way in ways if way.axis == ROWS
    }
    if name not in known:
        raise KeyError(f"{name!r} is no table of {form.layout}; there are {', '.join(known)}")
    way = known[name]
    sheet = lay_out(0, report, form, tuple(map(str, form.refs)))
    index = pd.Index(way.places, name=way.index)
    columns = {
        column: _column(
            [_content(sheet, row[at]) for row in way.cells], index, is_money=way.is_money(column)
        )
        for at, column in enumerate(way.columns)
    }
    return pd.DataFrame(columns)


def _content(sheet: Sheet, position: int) -> object:
    if position == ABSENT:
        return pd.NA
    if position in sheet.unusable:
        content = sheet.unusable[position]
        return pd.NA if content is None else content
    return sheet.exotic.get(position, sheet.numbers[position])


def _column(content: list[object], index: pd.Index, *, is_money: bool) -> pd.Series:
    if not is_money and all(isinstance(one, int) or one is pd.NA for one in content):
        # Nullable, not int64 (a blank would make it float64, and 2**53 + 1 another number).
        return pd.Series(content, index, dtype="Int64")
    exact = [Decimal(one) if is_money and isinstance(one, int) else one for one in content]
    return pd.Series(exact, index, dtype=object)


def frames(reports: Iterable[Report], rulebook: Rulebook | None = None) -> pd.DataFrame:
    """The cells of many reports, one row a cell, in the order given and in form order.

    Columns: ``path``, ``body``, ``year``, ``layout`` of the report; ``table``, ``row``,
    ``column`` in the codes of the form; ``state`` (``number``, ``blank``, ``text``, ``doubtful``,
    ``missing``), ``value`` (exact ``Decimal``, missing where there is no number), ``raw`` as
    printed and ``page``. A report that was refused has one row: its ``state`` is the reason.
    """
    rulebook = rulebook or kept_rulebook()
    rows = [row for report in reports for row in _long(report, rulebook)]
    found = pd.DataFrame(rows, columns=list(LONG_COLUMNS), dtype=object)
    return found.astype({"year": "Int64", "page": "Int64"})


def _long(report: Report, rulebook: Rulebook) -> Iterator[tuple[object, ...]]:
    year = pd.NA if report.year is None else report.year
    if report.refusal is not None:
        nothing = (pd.NA,) * 3
        reason = report.refusal.reason.value
        yield (report.path, report.body, year, pd.NA, *nothing, reason, *nothing)
        return
    form = _form_of(report, rulebook)
    for ref in form.refs:
        cell = report.cell(ref)
        state, value, raw, page = (
            ("missing", None, None, None)
            if cell is None
            else (cell.state.value, cell.value, cell.raw, cell.page)
        )
        yield (
            report.path,
            report.body,
            year,
            form.layout,
            ref.table,
            ref.row,
            ref.column,
            state,
            *(pd.NA if one is None else one for one in (value, raw, page)),
        )


def _form_of(report: Report, rulebook: Rulebook) -> Form:
    layout = layout_of(report, rulebook)
    if layout is None:
        raise ValueError(f"{report.path}: the rule book has no form")
    return rulebook.form(layout)
