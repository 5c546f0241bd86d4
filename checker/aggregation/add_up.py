"""Reports below a body to the totals of its draft, and the totals against what was published."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.aggregation.model import Aggregate, Beside, Cause, CauseKind, Fit, Summand, Total
from checker.checks.across.years import number_in
from checker.model import State
from checker.rulebook.form import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.aggregation.model import Member
    from checker.model import Cell, CellRef, Report
    from checker.rulebook.form import Form

_ADDED_IN_BLOCKS = frozenset({"decisions", "amount_10k_yuan", "items"})
"""Columns of 表二 whose figures are each one body's alone: decisions, money received, purchases.

Documents (规章, 行政规范性文件) are counted by the lead of several makers, and checked with the
office of justice; items of a catalogue (2019, 2020) are shared by the bodies that apply them."""
_ZERO = Decimal(0)


def added_up(
    draft: Aggregate,
    *,
    blank_as_zero: bool = False,
    published: Report | None = None,
    version: int = 0,
) -> Aggregate:
    """A draft with its totals, held against a published report where one is given.

    ``draft`` has the body, form and members. ``blank_as_zero``: the user says that a blank is 0.
    """
    form = draft.form
    added = [one for one in draft.members if one.is_added]
    totals = {ref: _total(ref, added, form, blank_as_zero=blank_as_zero) for ref in form.refs}
    whole = replace(draft, totals=totals)
    if published is None:
        return whole
    beside = tuple(
        _beside(
            total,
            published.cell(total.ref),
            _number(published, total.ref, blank_as_zero=blank_as_zero),
            whole,
            counts=form.tables[total.ref.table].shape != BLOCKS,
        )
        for total in totals.values()
        if total.is_added
    )
    causes = tuple(_causes(whole, beside, blank_as_zero=blank_as_zero))
    return replace(
        whole, published=published, published_version=version, beside=beside, causes=causes
    )


def _total(ref: CellRef, members: Sequence[Member], form: Form, *, blank_as_zero: bool) -> Total:
    summands = tuple(
        Summand(one, one.report.cell(ref), _number(one.report, ref, blank_as_zero=blank_as_zero))
        for one in members
        if one.report is not None
    )
    known = sum((one.number for one in summands if one.number is not None), _ZERO)
    is_added = form.tables[ref.table].shape != BLOCKS or ref.column in _ADDED_IN_BLOCKS
    return Total(ref, summands, known, is_added)


def _number(report: Report, ref: CellRef, *, blank_as_zero: bool) -> Decimal | None:
    cell = report.cell(ref)
    if blank_as_zero and cell is not None and cell.state is State.BLANK:
        return _ZERO
    return number_in(report, ref)


def _beside(
    total: Total, published: Cell | None, printed: Decimal | None, draft: Aggregate, *, counts: bool
) -> Beside:
    if printed is None:
        return Beside(total, published, Fit.OPEN, counts=counts)
    difference = printed - total.known
    if total.number is not None and draft.is_complete and not difference:
        fit = Fit.EQUAL
    elif total.number is not None and draft.is_whole:
        fit = Fit.DIFFERS
    else:  # nothing counted is below zero: what is there may already exceed the published figure
        fit = Fit.DIFFERS if difference < 0 else Fit.OPEN
    return Beside(total, published, fit, difference, counts=counts)


def _causes(draft: Aggregate, beside: Sequence[Beside], *, blank_as_zero: bool) -> Iterator[Cause]:
    """What all differences would come from, as far as one body explains them."""
    sure = [one for one in beside if one.counts]
    differ = [one for one in sure if one.fit is Fit.DIFFERS]
    if not differ:
        return
    held = [one for one in sure if one.difference is not None and one.fit is not Fit.OPEN]
    differences = {one.total.ref: one.difference or _ZERO for one in held}
    for one in draft.members:
        # With a body missing, one difference may be anybody's.
        if one.report is None or not draft.is_whole:
            continue
        own = {
            ref: _number(one.report, ref, blank_as_zero=blank_as_zero) or _ZERO
            for ref in differences
        }
        if one.is_added and differences == {ref: -number for ref, number in own.items()}:
            yield Cause(CauseKind.LEFT_OUT, one)
        elif not one.is_added and differences == own:
            yield Cause(CauseKind.COUNTED_TOO, one)
    cells = {one.total.ref for one in differ}
    for one in draft.members:
        if one.is_added and one.faults & cells:
            yield Cause(CauseKind.OWN_FAULTS, one)
    yield from _alone(differ)


def _alone(differ: Sequence[Beside]) -> Iterator[Cause]:
    """The one body that has figures in every cell that differs, where no other has one in any."""
    with_figures = [
        [summand.member for summand in one.total.summands if summand.number != _ZERO]
        for one in differ
    ]
    first = with_figures[0]
    if len(first) == 1 and all(some == first for some in with_figures):
        yield Cause(CauseKind.ALONE, first[0])
