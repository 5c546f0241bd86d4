"""Kind ``statement``: what the text says there was none of, against the cells that must be zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.text.expected_values import in_other_scope, leaves, quote_of
from checker.checks.text.firmness import Unsure, understood, unsure
from checker.model import Outcome, Result, State
from checker.rulebook.kinds.claims import PRESUMED, SCOPE, StatementSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.claims import Statement
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
            if not why and _tells_the_rest(one, numbers, context):
                why = unsure(Unsure.TOLD_RIGHTLY)
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


def _tells_the_rest(one: Statement, numbers: Sequence[str], context: Context) -> bool:
    """到期申请全部办结；未到期3件: the text tells what the table has carried forward."""
    if one.about not in _OF_ALL:
        return False
    stated = context.stated
    left = [each.printed for each in stated.left if each.sentence is one.sentence]
    left += [each.printed for each in stated.presumed if each.sentence is one.sentence]
    left += [each.printed for each in stated.claims if each.about == "carried_forward"]
    return any("".join(filter(str.isdigit, each)) in numbers for each in left)


_OF_ALL = ("all_completed", "all_answered")

JUDGES: Mapping[str, Judge] = {"statement": statement}
