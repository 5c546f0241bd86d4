"""Kind ``statement``: what the text says there was none of, against the cells that must be zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.text.expected_values import in_other_scope, leaves, quote_of
from checker.checks.text.firmness import understood
from checker.model import Outcome, Result, State
from checker.rulebook.kinds.claims import PRESUMED, SCOPE, StatementSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.rulebook.rule import Rule


def statement(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for each sentence that says so: all its cells are zero."""
    assert isinstance(rule.spec, StatementSpec)
    for one in context.stated.statements:
        reading = rule.spec.statements.get(one.about)
        if reading is None:
            continue
        refs = tuple(leaf for ref in reading for leaf in leaves(ref, sheet))
        states = [(ref, sheet.report.cell(ref)) for ref in refs]
        nonzero = [ref for ref, cell in states if cell is not None and cell.value]
        open_ones = [ref for ref, cell in states if cell is None or cell.state is not State.NUMBER]
        quote = quote_of(one.sentence, one.at)
        result = Result.FAIL if nonzero else Result.UNDECIDED if open_ones else Result.PASS
        numbers = [cell.raw for ref, cell in states if ref in nonzero and cell is not None]
        case = None
        why: dict[str, str] = {}
        if nonzero and in_other_scope(one, sheet):
            case = SCOPE
        elif nonzero:
            why = understood(one, sheet, context)
            case = PRESUMED if why else None
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=str(one.sentence.section),
            result=result,
            cells=tuple(nonzero or open_ones or refs),
            case=case,
            facts={
                "quote": quote.text,
                "nonzero": " / ".join(numbers),
                "said_scope": one.scope or "",
                **why,
            },
            quote=quote,
        )


JUDGES: Mapping[str, Judge] = {"statement": statement}
