"""One cell as its part of the page tells it: what was read, twice, and every rule that uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.model import CellRef, Doubt, Result, State
from checker.reporters.inert import inert
from checker.wording.confirmed import confirmed_as
from checker.wording.facts import figure
from checker.wording.names import Names, printed_at
from checker.wording.outcomes import held, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Cell, Checked, Outcome, Report
    from checker.rulebook.rule import Rulebook


class Use(NamedTuple):
    """A rule that uses the cell: what it says, and its working."""

    rule: str
    result: str
    result_name: str
    working: str


class CellView(NamedTuple):
    """A cell: its name, facts of its reading, the rules that use it, what would mend it.

    ``is_read`` tells that the program found it, so that somebody can read it there, too.
    """

    ref: str
    is_read: bool
    name: str
    facts: tuple[tuple[str, str], ...]
    uses: tuple[Use, ...]
    repairs: tuple[str, ...]


def cell_view(checked: Checked, ref: str, rulebook: Rulebook, lang: str) -> CellView | None:
    """What there is to say of a cell; ``None`` of one that the report's form does not have."""
    report = checked.report
    names = Names.of(report, rulebook.forms, lang)
    try:
        of = CellRef.parse(ref)
    except ValueError:
        return None
    if names.form is None or of.table not in names.form.tables:
        return None
    if of not in names.form.tables[of.table].refs:
        return None
    return CellView(
        ref,
        report.cell(of) is not None,
        names.cell(of),
        tuple(_facts(report.cell(of), lang)),
        tuple(_use(one, rulebook, names, report) for one in _outcomes(checked, of)),
        tuple(
            inert(repair.message)
            for repair in checked.repairs
            if any(change.cell == of for change in repair.changes)
        ),
    )


def _outcomes(checked: Checked, ref: CellRef) -> Sequence[Outcome]:
    """The checks that the cell takes part in: those that fail first."""
    rank = {Result.FAIL: 0, Result.BROKEN: 1, Result.UNDECIDED: 2, Result.PASS: 3}
    own = [one for one in checked.outcomes if ref in one.cells]
    return sorted(own, key=lambda one: rank[one.result])


def _use(outcome: Outcome, rulebook: Rulebook, names: Names, report: Report) -> Use:
    rule = next(one for one in rulebook.rules if one.id == outcome.rule)
    result = outcome.result
    told = held(outcome, names) if result is Result.PASS else message(outcome, rule, names, report)
    return Use(
        f"{rule.id} {rule.title[names.lang]}",
        result.value,
        translate("list.passed", names.lang)
        if result is Result.PASS
        else translate(f"outcome.{result.value}", names.lang),
        inert(told),
    )


def _facts(cell: Cell | None, lang: str) -> Iterator[tuple[str, str]]:
    if cell is None:
        yield translate("desk.cell.state", lang), translate("state.missing", lang)
        return
    yield translate("desk.cell.printed", lang), inert(cell.text)
    if cell.confirmed is not None:
        yield translate("confirmed.label", lang), inert(confirmed_as(cell, lang))
    yield translate("desk.cell.state", lang), translate(f"state.{cell.state.value}", lang)
    if cell.value is not None:
        yield translate("desk.cell.value", lang), figure(cell.value)
    if cell.state is State.DOUBTFUL:
        yield from _rivals(cell, lang)
        doubt = cell.doubt or Doubt.READINGS_DIFFER
        yield translate("desk.cell.doubt", lang), translate(f"doubt.{doubt.value}", lang)
    elif cell.confirmed is not None:
        yield from _rivals(cell, lang)
    else:
        yield translate("desk.cell.readings", lang), translate("desk.cell.agree", lang)
    if cell.note:
        yield translate("desk.cell.note", lang), inert(cell.note)
    if cell.place is not None:
        yield translate("desk.cell.place", lang), inert(printed_at([cell.place], lang))


def _rivals(cell: Cell, lang: str) -> Iterator[tuple[str, str]]:
    for number, reading in enumerate(cell.readings or (cell.raw,), start=1):
        yield translate("desk.cell.reading", lang, number=number), inert(reading)
