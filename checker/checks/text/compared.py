"""A number of the text held against what the tables give for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.checks.text.expected_values import (
    clause_of,
    constant,
    in_other_scope,
    leaves,
    quote_of,
    work_out,
)
from checker.checks.text.explained import is_explained
from checker.checks.text.firmness import (
    Unsure,
    is_told_rightly,
    may_be_of_all_fields,
    understood,
    unsure,
)
from checker.checks.text.wholes import is_of_some, tells_its_part
from checker.model import Outcome, Result, Working
from checker.rulebook.kinds.claims import (
    BLANKS,
    EMPTY_TABLE,
    IMPLIED,
    ONE_ROW,
    PRESUMED,
    SCOPE,
    UNSURE,
    ClaimSpec,
)
from checker.rulebook.kinds.readings import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from checker.checks.context import Context, Sheet
    from checker.checks.text.expected_values import Sum
    from checker.claims import Claim
    from checker.model import CellRef
    from checker.rulebook.kinds.readings import Reading
    from checker.rulebook.rule import Rule


class Held(NamedTuple):
    """What numbers are held against: a rule's cells, in a report, with all that its text says."""

    rule: Rule
    sheet: Sheet
    context: Context


def compared(
    held: Held,
    one: Claim,
    value: Decimal,
    readings: Sequence[Sum],
    *,
    written: Sequence[Reading] = (),
) -> Outcome:
    """Pass where one reading is the number; fail where none can be; else undecided."""
    rule, sheet, _ = held
    quote = quote_of(one.sentence, one.at)
    facts = {
        "quote": quote.text,
        "stated": str(value),
        "readings": " / ".join(
            dict.fromkeys(str(s.value) for s in readings if s.value is not None)
        ),
        "clause": clause_of(one),
        "against": _against(readings, value),
    }
    place = str(one.sentence.section)
    fitting = next((reading for reading in readings if reading.equals(value)), None)
    if fitting is not None:
        return Outcome(
            rule.id, sheet.index, place, Result.PASS, fitting.cells, facts=facts, quote=quote
        )
    refs = dict.fromkeys(ref for reading in readings for ref in reading.cells)
    cells = tuple(sorted(refs, key=sheet.form.positions.__getitem__))
    first = readings[0]
    working = Working((constant(value),), "=", first.terms)
    if not all(reading.is_other_than(value) for reading in readings):
        return Outcome(
            rule.id, sheet.index, place, Result.UNDECIDED, cells, working, facts=facts, quote=quote
        )
    case = None if first.exact else BLANKS
    doubt, why = _doubt(one, readings, held)
    if doubt is not None:
        case = doubt
        facts |= why | ({"said_scope": one.scope or ""} if case == SCOPE else {})
    elif value and _is_all_zero(first.cells[0].table, sheet):
        case, facts["table"] = EMPTY_TABLE, first.cells[0].table
    elif (row := _one_row(value, written, sheet)) is not None:
        case, facts["row"] = ONE_ROW, str(row)
    return Outcome(
        rule=rule.id,
        report=sheet.index,
        place=place,
        result=Result.FAIL,
        cells=first.cells if len(readings) == 1 else cells,
        working=working,
        case=case,
        facts=facts,
        reported=value,
        expected=first.value if first.exact and len(readings) == 1 else None,
        difference=value - first.value if first.value is not None else None,
        quote=quote,
    )


def _doubt(one: Claim, readings: Sequence[Sum], held: Held) -> tuple[str | None, dict[str, str]]:
    """Why a number that differs is told as a note, with the facts of it; none where it accuses."""
    rule, sheet, context = held
    if in_other_scope(one, sheet):
        return SCOPE, {}
    if isinstance(rule.spec, ClaimSpec) and one.about in rule.spec.unsure:
        return UNSURE, {}
    if one.implied:
        return IMPLIED, {}
    why = understood(one, sheet, context) or _other_sense(one, readings, sheet, context)
    return (PRESUMED if why else None), why


def _other_sense(
    one: Claim, readings: Sequence[Sum], sheet: Sheet, context: Context
) -> dict[str, str]:
    """The facts of a number that may be right in another sense than its words have."""
    if is_explained(one, sheet, context):
        return unsure(Unsure.NEAR)
    if is_of_some(one, sheet, context) or tells_its_part(one, readings, context):
        return unsure(Unsure.OF_SOME)
    if is_told_rightly(one, sheet, context):
        return unsure(Unsure.TOLD_RIGHTLY)
    return unsure(Unsure.ALL_FIELDS) if may_be_of_all_fields(one, readings) else {}


def _is_all_zero(table: str, sheet: Sheet) -> bool:
    """Whether a table prints a nought in every cell: nothing was counted, or nothing filled in."""
    cells = [sheet.report.cell(ref) for ref in sheet.form.tables[table].refs]
    return all(cell is not None and cell.value == 0 for cell in cells)


def _against(readings: Iterable[Sum], value: Decimal) -> str:
    """A line for each number that the tables give: its cells, the number, the difference."""
    found: dict[Decimal, Sum] = {}
    for reading in readings:
        if reading.value is not None:
            found.setdefault(reading.value, reading)
    return "\n".join(
        "\t".join((f"{number:f}", f"{value - number:f}", *map(str, reading.named)))
        for number, reading in found.items()
    )


def _one_row(value: Decimal, written: Iterable[Reading], sheet: Sheet) -> str | None:
    """The only row of a group whose own number is the one in the text."""
    rows: dict[str, CellRef] = {}
    for ref in (ref for reading in written for ref in reading if known(ref, sheet.form)):
        if ref.row in sheet.form.tables[ref.table].row_groups:
            rows.update((leaf.row, leaf) for leaf in leaves(ref, sheet))
    equal = [ref for ref in rows.values() if value and work_out((ref,), sheet).value == value]
    if len(equal) != 1:
        return None
    item = sheet.form.tables[equal[0].table].rows[equal[0].row]
    return item.label
