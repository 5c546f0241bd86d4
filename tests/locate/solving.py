"""Located causes of made-up reports, and what a repair leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.engine import evaluate
from checker.locate import locate, locate_each
from tests.checks.valid import violated
from tests.support.factory import change
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Cause, Repair, Report


def causes_of(report: Report) -> tuple[Cause, ...]:
    """What the shipped rules and the search say of a report."""
    return locate(report, evaluate((report,), rulebook()), rulebook())


def causes_of_each(reports: Sequence[Report]) -> tuple[tuple[Cause, ...], ...]:
    """The same for many reports at once, which is quicker than one by one."""
    return locate_each(reports, evaluate(reports, rulebook()), rulebook())


def changes_of(repair: Repair) -> dict[str, int]:
    """The cells a repair changes, each with its new number."""
    return {str(one.cell): int(one.after) for one in repair.changes}


def applied(report: Report, repairs: Sequence[Repair]) -> Report:
    """The report as it would be printed with the changes of the repairs."""
    for repair in repairs:
        for ref, number in changes_of(repair).items():
            report = change(report, ref, str(number))
    return report


def unmet(report: Report) -> set[tuple[str, str]]:
    """The hard relations that do not hold, by the tests' own oracle."""
    assert report.layout is not None
    return violated(report.layout, {ref: cell.raw for ref, cell in report.cells.items()})
