"""Kinds ``blank``, ``numeric``, ``whole-number``, ``unit`` and ``reading``: what a cell holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Outcome, Result, State
from checker.rulebook.form import CHANGE, MONEY
from checker.rulebook.kinds.tables import BlankSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.checks.context import Context, Sheet
    from checker.model import CellRef
    from checker.rulebook.rule import Rule

_UNIT = re.compile(r"[十百千万亿]*[元圆]")


def blank(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome a table, with all cells that hold nothing or a placeholder."""
    for table in sheet.tables:
        empty = [ref for ref, _ in sheet.odd_cells(table, State.BLANK)]
        signs = _placeholders(rule, sheet, table)
        if not empty and not signs:
            yield _without_fault(rule, sheet, table)
            continue
        cells = sorted({*empty, *signs}, key=sheet.form.positions.__getitem__)
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=table,
            result=Result.FAIL,
            cells=tuple(cells),
            facts={"table": table, "blank": str(len(empty)), "placeholder": str(len(signs))},
        )


def numeric(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for each cell that holds other text; one for a table without any."""
    signs = {
        sign
        for other in context.rulebook.rules
        if isinstance(other.spec, BlankSpec)
        for sign in other.spec.placeholders
    }
    for table in sheet.tables:
        texts = [
            (ref, cell)
            for ref, cell in sheet.odd_cells(table, State.TEXT)
            if cell.raw.strip() not in signs
        ]
        if not texts:
            yield _without_fault(rule, sheet, table)
        for ref, cell in texts:
            facts = {"table": table, "raw": cell.raw}
            yield Outcome(rule.id, sheet.index, str(ref), Result.FAIL, (ref,), facts=facts)


def whole_number(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome for each number that cannot be a count; one for a table without any."""
    suspects: dict[str, list[tuple[CellRef, str]]] = {}
    odd = [position for position, value in enumerate(sheet.numbers) if value < 0]
    for position in sorted({*odd, *sheet.exotic}):
        value = sheet.exotic.get(position, sheet.numbers[position])
        ref = sheet.form.refs[position]
        number = sheet.form.number_of(ref)
        if number == MONEY:
            continue
        if value != int(value):
            suspects.setdefault(ref.table, []).append((ref, "fraction"))
        elif value < 0 and number != CHANGE:
            suspects.setdefault(ref.table, []).append((ref, "negative"))
    for table in sheet.tables:
        if table not in suspects:
            yield _without_fault(rule, sheet, table)
        for ref, case in suspects.get(table, ()):
            cell = sheet.report.cell(ref)
            facts = {"table": table, "raw": cell.raw if cell else ""}
            yield Outcome(
                rule.id, sheet.index, str(ref), Result.FAIL, (ref,), case=case, facts=facts
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
        else:
            facts = {}
            is_number = cell is not None and cell.state is State.NUMBER
            result = Result.PASS if is_number else Result.UNDECIDED
        yield Outcome(rule.id, sheet.index, str(ref), result, (ref,), facts=facts)


def reading(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome a table: undecided where cells of it are doubtful; one for each failed page."""
    for table in sheet.form.tables:
        doubtful = sheet.odd_cells(table, State.DOUBTFUL)
        if doubtful:
            doubts = sorted({cell.doubt.value for _, cell in doubtful if cell.doubt})
            yield Outcome(
                rule=rule.id,
                report=sheet.index,
                place=table,
                result=Result.UNDECIDED,
                cells=tuple(ref for ref, _ in doubtful),
                facts={"table": table, "doubts": " / ".join(doubts)},
            )
        elif table in sheet.report.tables:
            yield Outcome(rule.id, sheet.index, table, Result.PASS)
    for fault in sheet.report.faults:
        yield Outcome(
            rule.id,
            sheet.index,
            None,
            Result.UNDECIDED,
            case="page-recovered" if fault.recovered else "page-fault",
            facts={"page": str(fault.page), "error": fault.error},
        )


def _placeholders(rule: Rule, sheet: Sheet, table: str) -> list[CellRef]:
    assert isinstance(rule.spec, BlankSpec)
    return [
        ref
        for ref, cell in sheet.odd_cells(table, State.TEXT)
        if cell.raw.strip() in rule.spec.placeholders
    ]


def _without_fault(rule: Rule, sheet: Sheet, table: str) -> Outcome:
    """A pass; undecided when doubtful cells might still be at fault."""
    doubtful = tuple(ref for ref, _ in sheet.odd_cells(table, State.DOUBTFUL))
    if not doubtful:
        return Outcome(rule.id, sheet.index, table, Result.PASS)
    facts = {"table": table}
    return Outcome(rule.id, sheet.index, table, Result.UNDECIDED, doubtful, facts=facts)
