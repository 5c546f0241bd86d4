"""The exit status of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.settings import NEVER
from checker.options import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Checked, Finding, Results

CLEAN, FINDINGS, USAGE = 0, 1, 2


def exit_status(
    results: Results, fail_on: str, *, exit_zero: bool = False, strict_inputs: bool = False
) -> int:
    """The status a run ends with; a broken rule is never passed over.

    A folder without a report counts like a file that could not be read. ``strict_inputs`` counts
    every document that was not read.
    """
    counted = counted_levels(fail_on)
    bad, broken = False, _any_broken(results.findings)
    for checked in results.reports:  # once: of a large run they lie on the disk
        bad = bad or _is_bad(checked, counted)
        broken = broken or _any_broken(checked.findings)
    # Before everything, --exit-zero too: a rule that does not work has checked nothing.
    if broken:
        return USAGE
    bad = bad or _any_counts(results.findings, counted)
    bad = bad or bool(results.inputs.without_reports)
    bad = bad or (strict_inputs and bool(results.inputs.unread))
    return FINDINGS if bad and not exit_zero else CLEAN


def counted_levels(fail_on: str) -> Sequence[str]:
    """The severities that fail a run."""
    return LEVELS[: LEVELS.index(fail_on) + 1] if fail_on != NEVER else ()


def _is_bad(checked: Checked, counted: Sequence[str]) -> bool:
    if checked.verdict in ("unreadable", "undecided"):
        return True
    return _any_counts(checked.findings, counted)


def _any_broken(findings: Sequence[Finding]) -> bool:
    return any(f.outcome == "broken" for f in findings)


def _any_counts(findings: Sequence[Finding], counted: Sequence[str]) -> bool:
    """Whether a finding counts; so does what a rule of that level left open.

    A rule at error level that is open in a report leaves its verdict open, which counts always.
    """
    return any(
        f.outcome in {"fail", "undecided"} and f.severity in counted and f.waived is None
        for f in findings
    )
