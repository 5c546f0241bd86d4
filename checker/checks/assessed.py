"""Whether a report was checked at all: where no hard rule spoke, that is told and is no pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Outcome, Result
from checker.rulebook.kinds.tables import ASSESSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Report
    from checker.rulebook.rule import Rulebook


def unassessed(
    every: Iterable[Outcome],
    selected: Iterable[Outcome],
    reports: Sequence[Report],
    rulebook: Rulebook,
) -> tuple[Outcome, ...]:
    """One outcome for each report that was read but that no selected hard rule was applied to.

    ``every`` are the outcomes of all rules, ``selected`` those that the user let stand. What is
    given here is told whatever the user selects.
    """
    rule = next((rule for rule in rulebook.rules if rule.kind == ASSESSED), None)
    if rule is None:
        return ()
    hard = {rule.id for rule in rulebook.rules if rule.hard}
    checked = {outcome.report for outcome in selected if outcome.rule in hard}
    missed = [
        index
        for index, report in enumerate(reports)
        if report.refusal is None and index not in checked
    ]
    if not missed:
        return ()
    # A hard rule that spoke and was left out is another matter than none that ever applied.
    applied = {outcome.report for outcome in every if outcome.rule in hard}
    return tuple(
        Outcome(
            rule.id,
            index,
            None,
            Result.UNDECIDED,
            case="left-out" if index in applied else "not-applied",
        )
        for index in missed
    )
