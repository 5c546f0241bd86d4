"""A file that gave no report: the one outcome that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Outcome, RefusalReason, Result

if TYPE_CHECKING:
    from checker.model import Refusal
    from checker.rulebook.rule import Rulebook

_KIND_AND_CASE = {
    RefusalReason.NOT_A_REPORT: ("tables", "not-a-report"),
    RefusalReason.OLD_REPORT: ("form-of-year", "old-report"),
    RefusalReason.BLANK_FORM: ("blank", "blank-form"),
}


def refused(index: int, refusal: Refusal, rulebook: Rulebook) -> Outcome:
    """What is wrong with the document is a failure; what kept it from being read is undecided."""
    # What is not named above kept the file from being read, which is nobody's fault: undecided.
    kind, case = _KIND_AND_CASE.get(refusal.reason, ("reading", "refused"))
    rule = next(rule for rule in rulebook.rules if rule.kind == kind)
    return Outcome(
        rule=rule.id,
        report=index,
        place=None,
        result=Result.UNDECIDED if kind == "reading" else Result.FAIL,
        case=case,
        facts={"reason": refusal.reason.value, "detail": refusal.detail},
    )
