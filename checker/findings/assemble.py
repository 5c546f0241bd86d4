"""Outcomes to findings: what is told, in which order, and what it comes to.

A pass is only counted. Everything else becomes a finding (``make``), so that nothing is skipped
in silence; what follows from another finding says so (``follows_from``).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from checker.checks.across.side_by_side import Between
from checker.findings.make import Maker, table_of
from checker.model import Checked, Coverage, Result, RuleCoverage, Severity, Verdict
from checker.model.findings import URGENCY, WEIGHT
from checker.rulebook.kinds.tables import READING
from checker.wording.repairs import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.findings.make import Waive
    from checker.model import Cause, Finding, Outcome, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook

Rank: TypeAlias = tuple[int, int, int]
"""What findings about several reports are sorted by: report accused, severity, rule."""


def assemble(
    reports: Sequence[Report],
    outcomes: Iterable[Outcome],
    rulebook: Rulebook,
    lang: str = "zh",
    severities: Mapping[str, Severity] | None = None,
    *,
    waive: Waive | None = None,
    causes: Sequence[Sequence[Cause]] | None = None,
) -> tuple[Checked, ...]:
    """Word, weigh, fold and sort the outcomes of a batch, report by report.

    ``severities`` overrides the severity of whole rules, by rule id. ``waive`` tells for each
    finding whether somebody accepted it; such a finding is told but does not count. ``causes``
    are what was located in each report.
    """
    by_report: list[list[Outcome]] = [[] for _ in reports]
    for outcome in outcomes:
        by_report[outcome.report].append(outcome)
    maker = Maker(reports, rulebook, lang, severities, waive=waive)
    return tuple(
        _checked(index, own, maker, found)
        for index, (own, found) in enumerate(
            zip(by_report, causes or [()] * len(reports), strict=True)
        )
    )


def assemble_between(
    found: Sequence[Between],
    reports: Sequence[Report],
    rulebook: Rulebook,
    lang: str = "zh",
    severities: Mapping[str, Severity] | None = None,
    *,
    waive: Waive | None = None,
) -> tuple[Finding, ...]:
    """The findings about several reports: by the report accused, worst first.

    What weighs alike stays in the order of rules, years and levels. The parameters are those of
    ``assemble``.
    """
    maker = Maker(reports, rulebook, lang, severities, waive=waive)
    made = sorted(part_between(found, maker), key=lambda one: one[0])
    return tuple(finding for _, finding in made)


def part_between(found: Sequence[Between], maker: Maker) -> list[tuple[Rank, Finding]]:
    """The findings of a part of what was held together, each with what it is sorted by."""
    telling = [one for one in found if one.outcome.result is not Result.PASS]
    return [
        (
            (one.outcome.report, WEIGHT[finding.severity], maker.position(one.outcome)),
            finding,
        )
        for one, finding in zip(telling, maker.make(telling), strict=True)
    ]


def weight_between(
    reports: Sequence[Report],
    rulebook: Rulebook,
    lang: str = "zh",
    severities: Mapping[str, Severity] | None = None,
    *,
    waive: Waive | None = None,
) -> Callable[[Between], int | None]:
    """What one outcome about several reports weighs, the gravest least; ``None`` of a waived one.

    The parameters are those of ``assemble``.
    """
    maker = Maker(reports, rulebook, lang, severities, waive=waive)

    if waive is None:  # nothing is worded then
        return lambda one: WEIGHT[maker.severity(one.outcome)]

    def weight(one: Between) -> int | None:
        (finding,) = maker.make([one])
        return None if finding.waived is not None else WEIGHT[finding.severity]

    return weight


def coverage_of(outcomes: Iterable[Outcome]) -> Coverage:
    """Every rule at every place; a broken rule decided nothing and counts as undecided."""
    count = Counter(outcome.result for outcome in outcomes)
    return Coverage(
        checks=count.total(),
        passed=count[Result.PASS],
        failed=count[Result.FAIL],
        undecided=count[Result.UNDECIDED] + count[Result.BROKEN],
    )


def _checked(
    index: int, outcomes: Sequence[Outcome], maker: Maker, causes: Sequence[Cause]
) -> Checked:
    report, names = maker.reports[index], maker.names(index)
    telling = [outcome for outcome in outcomes if outcome.result is not Result.PASS]
    telling.sort(
        key=lambda outcome: (
            WEIGHT[maker.severity(outcome)],
            URGENCY[outcome.result],
            _table_position(maker.rule(outcome), outcome, names.form),
            maker.position(outcome),
            _cell_position(outcome, names.form),
            outcome.place or "",
            outcome.case or "",
        )
    )
    # By identity: a faulty rule may say the same of one place twice, and a cause means one of them.
    position = {id(outcome): number for number, outcome in enumerate(telling)}
    parts = [sorted(position[id(one)] for one in cause.outcomes) for cause in causes]
    slips = [part for part, cause in zip(parts, causes, strict=True) if cause.one_slip]
    findings = maker.make([Between.alone(outcome) for outcome in telling], slips)
    pairs = zip(telling, findings, strict=True)
    counting = [outcome for outcome, finding in pairs if finding.waived is None]
    hard = coverage_of(outcome for outcome in outcomes if maker.rule(outcome).hard)
    return Checked(
        report=report,
        verdict=_verdict(report, counting, maker, hard),
        findings=findings,
        coverage=coverage_of(outcomes),
        hard=hard,
        by_rule=_by_rule(outcomes, maker),
        outcomes=tuple(outcomes),
        causes=tuple(
            worded(cause, [findings[number].id for number in part], names)
            for cause, part in zip(causes, parts, strict=True)
        ),
    )


def _verdict(report: Report, outcomes: Sequence[Outcome], maker: Maker, hard: Coverage) -> Verdict:
    """Unreadable, else fail, else undecided when a rule at error level could not be assessed.

    Never a pass where no hard check was decided, whatever was selected, downgraded or waived.
    """
    if report.refusal is not None:
        return Verdict.UNREADABLE
    if any(
        outcome.result is Result.FAIL and maker.severity(outcome) is Severity.ERROR
        for outcome in outcomes
    ):
        return Verdict.FAIL
    open_ones = any(_leaves_open(outcome, maker) for outcome in outcomes)
    # Also where everything was waived or turned down: no check is never a pass.
    nothing_decided = hard.passed + hard.failed == 0
    return Verdict.UNDECIDED if open_ones or nothing_decided else Verdict.PASS


def _leaves_open(outcome: Outcome, maker: Maker) -> bool:
    """Whether an outcome without a decision keeps the whole report from being judged."""
    if outcome.case == "page-recovered":
        return False  # the other way of reading gave every cell, each read twice
    rule = maker.rule(outcome)
    if outcome.result is Result.BROKEN or rule.kind == READING:
        return True
    # The level that the user gave the rule, not that of the finding: undecided weighs a warning at
    # most, and would never leave a report open.
    own = maker.severities.get(rule.id) or rule.severity_of(outcome.case)
    return outcome.result is Result.UNDECIDED and own is Severity.ERROR


def _by_rule(outcomes: Iterable[Outcome], maker: Maker) -> tuple[RuleCoverage, ...]:
    """Every rule that applied, in catalogue order."""
    of_rule: dict[str, list[Outcome]] = {}
    for outcome in sorted(outcomes, key=maker.position):
        of_rule.setdefault(outcome.rule, []).append(outcome)
    return tuple(
        RuleCoverage(rule, maker.rule(own[0]).title[maker.lang], coverage_of(own))
        for rule, own in of_rule.items()
    )


def _table_position(rule: Rule, outcome: Outcome, form: Form | None) -> int:
    """What is about the whole report first, then table by table."""
    tables = list(form.tables) if form else []
    for code in (table_of(rule, outcome), outcome.place):
        if code in tables:
            return tables.index(code) + 1
    return 0


def _cell_position(outcome: Outcome, form: Form | None) -> int:
    positions = form.positions if form else {}
    # Outcomes without cells come before those with, unknown cells last.
    return min((positions.get(ref, len(positions)) for ref in outcome.cells), default=-1)
