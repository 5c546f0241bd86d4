"""Kinds ``blank``, ``numeric``, ``whole-number``, ``unit`` and ``reading``: what a cell holds.

Which cells break a rule is found in frames, by the checks of ``schemas.py``; here it is told.
``unit`` alone looks at the cells itself: it asks what is printed beside a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Outcome, Result, State
from checker.recognise.folding import shaped
from checker.rulebook.form import CHANGE, MONEY
from checker.rulebook.kinds.tables import IN_WORDS, NO_UNIT_IN_HEAD, WITH_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.model import CellRef
    from checker.rulebook.rule import Rule

_UNIT = re.compile(r"[十百千万亿]*[元圆]")
_NUMBER_WITH_UNIT = re.compile(
    r"[+-]?[\d,]*\d(?:\.\d+)?(?P<unit>[十百千万亿]*[元圆]|件次|人次|[件条项宗份个起次人户家部篇例案页])",
    re.ASCII,
)
"""What is no text but a number, told with what it counts: it is asked to lose its unit."""
_CHANGE_IN_WORDS = re.compile(r"(?P<way>增|减)[加少]?(?P<number>\d+)[件条项个]?", re.ASCII)
"""减4 in 本年增/减 (a published page of a bureau): a number too, with a word for its sign."""


def blank(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome a table, with all cells that hold nothing or a placeholder."""
    for table in sheet.tables:
        cells = _faulty(rule, table, context)
        if not cells:
            yield _without_fault(rule, sheet, table)
            continue
        held = [sheet.report.cells[ref.key].state for ref in cells]
        counts = {"blank": held.count(State.BLANK), "placeholder": held.count(State.TEXT)}
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=table,
            result=Result.FAIL,
            cells=tuple(cells),
            facts={"table": table, **{name: str(count) for name, count in counts.items()}},
        )


def numeric(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for each cell that holds other text; one for a table without any."""
    for table in sheet.tables:
        cells = _faulty(rule, table, context)
        if not cells:
            yield _without_fault(rule, sheet, table)
        for ref in cells:
            raw = sheet.report.cells[ref.key].raw
            facts, case = {"table": table, "raw": raw}, None
            if unit := _unit_of(raw):
                facts["printed_unit"], case = unit, WITH_UNIT
            elif sheet.form.number_of(ref) == CHANGE and (signed := _signed(raw)):
                facts["signed"], case = signed, IN_WORDS
            place = str(ref)
            yield Outcome(rule.id, sheet.index, place, Result.FAIL, (ref,), case=case, facts=facts)


def _unit_of(raw: str) -> str:
    """The unit behind a number that nothing else stands beside; empty where there is none."""
    found = _NUMBER_WITH_UNIT.fullmatch(shaped("".join(raw.split())))
    return found["unit"] if found else ""


def _signed(raw: str) -> str:
    """减4 as 本年增/减 asks for it, -4; empty where it is nothing of the kind."""
    found = _CHANGE_IN_WORDS.fullmatch(shaped("".join(raw.split())))
    if found is None:
        return ""
    return ("-" if found["way"] == "减" else "") + found["number"]


def whole_number(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for each number that its column cannot hold; one for a table without any."""
    for table in sheet.tables:
        cells = _faulty(rule, table, context)
        if not cells:
            yield _without_fault(rule, sheet, table)
        for ref in cells:
            cell = sheet.report.cells[ref.key]
            is_money = sheet.form.number_of(ref) == MONEY
            is_whole = is_money or (cell.value is not None and cell.value == int(cell.value))
            yield Outcome(
                rule=rule.id,
                report=sheet.index,
                place=str(ref),
                result=Result.FAIL,
                cells=(ref,),
                case="negative" if is_whole else "fraction",
                facts={"table": table, "raw": cell.text},
            )


def unit(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome for each cell of the rule's table whose column prints a unit of money."""
    assert rule.table is not None
    for ref in sheet.form.tables[rule.table].refs:
        expected = sheet.form.unit_of(ref)
        if expected is None:
            continue
        cell = sheet.report.cell(ref)
        text = "" if cell is None or cell.state is State.DOUBTFUL else f"{cell.raw} {cell.note}"
        other = [found for found in _UNIT.findall(text) if found != expected]
        if other and cell is not None:
            facts = {"raw": cell.raw, "unit": expected, "printed_unit": other[0]}
            result = Result.FAIL
            case = None if _is_in_head(expected, ref, sheet) else NO_UNIT_IN_HEAD
        else:
            facts, case = {}, None
            is_number = cell is not None and cell.state is State.NUMBER
            result = Result.PASS if is_number else Result.UNDECIDED
        yield Outcome(rule.id, sheet.index, str(ref), result, (ref,), case=case, facts=facts)


def _is_in_head(unit: str, ref: CellRef, sheet: Sheet) -> bool:
    """Whether the head of a cell's column prints its unit; so it does where no head was noted."""
    heads = [
        label.printed
        for label in sheet.report.labels
        if (label.table, label.axis, label.code) == (ref.table, "column", ref.column)
    ]
    return not heads or any(unit in head for head in heads)


def reading(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome a table: undecided where cells of it are doubtful; one for each failed page."""
    for table in sheet.form.tables:
        doubtful = _faulty(rule, table, context)
        if doubtful:
            held = (sheet.report.cells[ref.key] for ref in doubtful)
            doubts = sorted({cell.doubt.value for cell in held if cell.doubt})
            yield Outcome(
                rule=rule.id,
                report=sheet.index,
                place=table,
                result=Result.UNDECIDED,
                cells=tuple(doubtful),
                facts={"table": table, "doubts": " / ".join(doubts)},
            )
        # A table that was not found has no cell to doubt; ST-02's kind tells of it.
        elif table in sheet.report.tables:
            yield Outcome(rule.id, sheet.index, table, Result.PASS)
    # Of the page, not of a table: which one was on it is what could not be read.
    for fault in sheet.report.faults:
        yield Outcome(
            rule.id,
            sheet.index,
            None,
            Result.UNDECIDED,
            case="page-recovered" if fault.recovered else "page-fault",
            facts={"page": str(fault.page), "error": fault.error},
        )


def _faulty(rule: Rule, table: str, context: Context) -> Sequence[CellRef]:
    """The cells of a table that break a rule, in form order."""
    return context.faulty.get(rule.id, {}).get(table, ())


def _without_fault(rule: Rule, sheet: Sheet, table: str) -> Outcome:
    """A pass; undecided when doubtful cells might still be at fault."""
    doubtful = tuple(ref for ref, _ in sheet.odd_cells(table, State.DOUBTFUL))
    if not doubtful:
        return Outcome(rule.id, sheet.index, table, Result.PASS)
    facts = {"table": table}
    return Outcome(rule.id, sheet.index, table, Result.UNDECIDED, doubtful, facts=facts)


JUDGES: Mapping[str, Judge] = {
    "blank": blank,
    "numeric": numeric,
    "whole-number": whole_number,
    "unit": unit,
    "reading": reading,
}
