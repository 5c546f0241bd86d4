"""What a run found: each report's verdict and coverage, and what was held together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.model.inputs import Inputs
from checker.model.pickled import pickled_by_call
from checker.model.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.findings import Comparison, Finding
    from checker.model.outcomes import Outcome
    from checker.model.repairs import Cause, Repair


class Verdict(StrEnum):
    """The one word about a report (see the results contract)."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"
    UNREADABLE = "unreadable"


GRAVITY = MappingProxyType(
    {Verdict.UNREADABLE: 0, Verdict.FAIL: 1, Verdict.UNDECIDED: 2, Verdict.PASS: 3}
)
"""Reports of a batch are listed by these: the gravest first."""


@pickled_by_call
@dataclass(frozen=True, slots=True)
class Coverage:
    """How many checks applied to a report and what became of them."""

    checks: int
    passed: int
    failed: int
    undecided: int

    @property
    def counts(self) -> dict[str, int]:
        """The numbers by name: for records, and for texts that have places of these names."""
        return {
            "checks": self.checks,
            "passed": self.passed,
            "failed": self.failed,
            "undecided": self.undecided,
        }


@pickled_by_call
@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """What became of one rule at all the places it applies to."""

    rule: str
    title: str
    coverage: Coverage


_ELSEWHERE = Report("", "")


@dataclass(frozen=True, slots=True)
class Checked:
    """A report with its verdict, its findings (worst first) and what was checked.

    ``coverage`` counts every rule at every place it applies to; ``hard`` only the relations
    whose failure is an error (the balance, the sums); ``by_rule`` each rule that applied, in
    catalogue order. ``outcomes`` are all checks, the passed ones included; ``left_out`` the
    rules that the user chose not to apply to this report, ``blank_as_zero`` those that read a
    blank of it as zero, as the user asked. ``causes`` say which cells may be wrong.
    """

    report: Report
    verdict: Verdict
    findings: tuple[Finding, ...]
    coverage: Coverage
    hard: Coverage
    by_rule: tuple[RuleCoverage, ...] = ()
    # Not compared: an outcome knows where its report stood in the batch.
    outcomes: tuple[Outcome, ...] = field(default=(), compare=False, repr=False)
    left_out: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    blank_as_zero: tuple[str, ...] = ()

    @property
    def alone(self) -> Checked:
        """The same without its report, where that is kept elsewhere: it is most of it."""
        return replace(self, report=_ELSEWHERE)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repairs of all causes: the certain ones first, then by the cells they change."""
        repairs = (repair for cause in self.causes for repair in cause.repairs)
        return tuple(sorted(repairs, key=lambda one: (one.rivals > 0, len(one.changes))))


@dataclass(frozen=True, slots=True)
class Compared:
    """Reports held against each other: a body's years, those below it, versions of one report.

    ``relation`` is that of years, of levels or of versions; ``reports`` are paths, the one accused
    first; ``missing`` are the reports that should be there, in words; ``excluded`` are paths that
    were not taken, with the reason in words. ``coverage`` counts the checks of all together.
    """

    relation: Comparison
    body: str
    year: int
    reports: tuple[str, ...]
    missing: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    coverage: Coverage = Coverage(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run, in the order the files were given; each file once, however often given.

    ``findings`` are about several reports at once, ``compared`` says which were held together,
    ``inputs`` what else was given and is not among ``reports``, ``waivers`` the file of accepted
    findings that was used (empty: none).
    """

    version: str
    reports: Sequence[Checked]
    findings: Sequence[Finding] = ()
    compared: tuple[Compared, ...] = ()
    inputs: Inputs = Inputs()  # noqa: RUF009 - frozen
    waivers: str = ""

    def accused(self) -> dict[str, Report]:
        """The reports that the findings about several accuse, by name."""
        names = {one.reports[0] for one in self.findings if one.reports}
        reports = (checked.report for checked in self.reports)
        return {report.name: report for report in reports if report.name in names}

    @property
    def tally(self) -> dict[str, int]:
        """How many reports there are, and of each verdict: for records and for texts."""
        return tally_of(Counter(checked.verdict for checked in self.reports))


def tally_of(verdicts: Counter[Verdict]) -> dict[str, int]:
    """The same of verdicts that were counted elsewhere: a large run's reports lie on the disk."""
    return {
        "reports": verdicts.total(),
        "passed": verdicts[Verdict.PASS],
        "failed": verdicts[Verdict.FAIL],
        "undecided": verdicts[Verdict.UNDECIDED],
        "unreadable": verdicts[Verdict.UNREADABLE],
    }
