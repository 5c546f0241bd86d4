"""Outcomes to findings: severities, verdicts, ids, folding, order and coverage.

A pass is only counted. Everything else becomes a finding, so that nothing is skipped in
silence; what follows from another finding says so (``follows_from``).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.findings.root_cause import roots
from checker.model import (
    Checked,
    Coverage,
    Finding,
    Result,
    RuleCoverage,
    Severity,
    Verdict,
)
from checker.model.places import gathered
from checker.rulebook.kinds.tables import ASSESSED, READING
from checker.wording.names import Names
from checker.wording.outcomes import message
from checker.wording.repairs import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from checker.model import Cause, Outcome, Place, Report, Waived
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook

    Waive: TypeAlias = Callable[[Report, Finding], Waived | None]

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_URGENCY = {Result.BROKEN: 0, Result.FAIL: 1, Result.UNDECIDED: 2}
_ID_DIGITS = 12
"""48 bits: two of a million findings share an id with a chance of about 1 in 600."""


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
    catalogue = _Catalogue(rulebook, severities or {})
    return tuple(
        _checked(
            report,
            own,
            catalogue,
            Names.of(report, rulebook.forms, lang),
            waive=waive,
            causes=found,
        )
        for report, own, found in zip(
            reports, by_report, causes or [()] * len(reports), strict=True
        )
    )


def finding_id(rule: str, report: Report, place: str | None, case: str | None) -> str:
    """Twelve hexadecimal digits, the same for the same rule, body, year and place (and case).

    A report whose body was not recognised is known by its file's name (and number in it).
    """
    body = report.body or PurePath(report.name).name
    key = "\n".join((rule, body, str(report.year), place or "", case or ""))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def severity_of(
    rule: Rule, outcome: Outcome, severities: Mapping[str, Severity] | None = None
) -> Severity:
    """What an outcome weighs.

    Undecided accuses nobody, so by itself it is a warning at most; only a case that the rule
    names (a file that could not be read) makes it more. A broken rule is always an error.
    """
    if outcome.result is Result.BROKEN:
        return Severity.ERROR
    own = (severities or {}).get(rule.id) or rule.severity_of(outcome.case)
    named_case = outcome.case is not None and outcome.case in rule.cases
    if outcome.result is Result.UNDECIDED and own is Severity.ERROR and not named_case:
        return Severity.WARNING
    return own


def can_be_waived(rule: Rule, finding: Finding) -> bool:
    """Whether a finding speaks of the report.

    That nothing was checked, or that the parser failed on a page, is no value that somebody could
    stand for; a waiver of it would hide the next, other failure.
    """
    return rule.kind != ASSESSED and not (rule.kind == READING and not finding.cells)


class _Catalogue:
    """The rules by id and by position, with the severities that the user chose."""

    def __init__(self, rulebook: Rulebook, severities: Mapping[str, Severity]) -> None:
        self.rules = {rule.id: rule for rule in rulebook.rules}
        self._order = {rule.id: position for position, rule in enumerate(rulebook.rules)}
        self._severities = severities

    def rule(self, outcome: Outcome) -> Rule:
        return self.rules[outcome.rule]

    def position(self, outcome: Outcome) -> int:
        return self._order[outcome.rule]

    def severity(self, outcome: Outcome) -> Severity:
        return severity_of(self.rule(outcome), outcome, self._severities)

    def can_be_waived(self, finding: Finding) -> bool:
        """See the function of this name."""
        return can_be_waived(self.rules[finding.rule], finding)

    def leaves_open(self, outcome: Outcome) -> bool:
        """Whether an outcome without a decision keeps the whole report from being judged."""
        if outcome.case == "page-recovered":
            return False  # the other way of reading gave every cell, each read twice
        rule = self.rule(outcome)
        if outcome.result is Result.BROKEN or rule.kind == READING:
            return True
        own = self._severities.get(rule.id) or rule.severity_of(outcome.case)
        return outcome.result is Result.UNDECIDED and own is Severity.ERROR


def _checked(
    report: Report,
    outcomes: Sequence[Outcome],
    catalogue: _Catalogue,
    names: Names,
    *,
    waive: Waive | None,
    causes: Sequence[Cause],
) -> Checked:
    telling = [outcome for outcome in outcomes if outcome.result is not Result.PASS]
    telling.sort(
        key=lambda outcome: (
            _WEIGHT[catalogue.severity(outcome)],
            _URGENCY[outcome.result],
            _table_position(catalogue.rule(outcome), outcome, names.form),
            catalogue.position(outcome),
            _cell_position(outcome, names.form),
            outcome.place or "",
            outcome.case or "",
        )
    )
    ids = _ids(telling, report)
    position = {id(outcome): index for index, outcome in enumerate(telling)}
    parts = [sorted(position[id(one)] for one in cause.outcomes) for cause in causes]
    slips = [part for part, cause in zip(parts, causes, strict=True) if cause.one_slip]
    cause_of = roots(telling, report, names.form, catalogue.rules, slips)
    findings = tuple(
        replace(
            _finding(outcome, catalogue, names, report),
            id=ids[index],
            follows_from=ids[cause_of[index]] if index in cause_of else None,
        )
        for index, outcome in enumerate(telling)
    )
    counting = telling
    if waive is not None and report.refusal is None:
        findings = tuple(
            replace(one, waived=waive(report, one)) if catalogue.can_be_waived(one) else one
            for one in findings
        )
        pairs = zip(telling, findings, strict=True)
        counting = [outcome for outcome, finding in pairs if finding.waived is None]
    hard = _coverage(outcome for outcome in outcomes if catalogue.rule(outcome).hard)
    return Checked(
        report=report,
        verdict=_verdict(report, counting, catalogue, hard),
        findings=findings,
        coverage=_coverage(outcomes),
        hard=hard,
        by_rule=_by_rule(outcomes, catalogue, names.lang),
        outcomes=tuple(outcomes),
        causes=tuple(
            worded(cause, [ids[index] for index in part], names)
            for cause, part in zip(causes, parts, strict=True)
        ),
    )


def _finding(outcome: Outcome, catalogue: _Catalogue, names: Names, report: Report) -> Finding:
    rule = catalogue.rule(outcome)
    lang = names.lang
    # A refusal and a broken rule say by themselves what to do; the rule's ground is not theirs.
    grounded = report.refusal is None and outcome.result is not Result.BROKEN
    return Finding(
        id="",
        rule=rule.id,
        kind=rule.kind,
        title=rule.title[lang],
        severity=catalogue.severity(outcome),
        outcome=outcome.result,
        place=outcome.place,
        message=message(outcome, rule, names, report),
        cells=outcome.cells,
        places=_places(outcome, report),
        reported=_decimal(outcome.reported),
        expected=_decimal(outcome.expected),
        difference=_decimal(outcome.difference),
        basis=rule.basis.get(lang) if grounded else None,
        advice=rule.advice.get(lang) if grounded else None,
        where=names.where(_table(rule, outcome), outcome.place, outcome.cells),
        quote=outcome.quote,
    )


def _verdict(
    report: Report, outcomes: Sequence[Outcome], catalogue: _Catalogue, hard: Coverage
) -> Verdict:
    """Unreadable, else fail, else undecided when a rule at error level could not be assessed.

    Never a pass where no hard check was decided, whatever was selected, downgraded or waived.
    """
    if report.refusal is not None:
        return Verdict.UNREADABLE
    if any(
        outcome.result is Result.FAIL and catalogue.severity(outcome) is Severity.ERROR
        for outcome in outcomes
    ):
        return Verdict.FAIL
    open_ones = any(catalogue.leaves_open(outcome) for outcome in outcomes)
    nothing_decided = hard.passed + hard.failed == 0
    return Verdict.UNDECIDED if open_ones or nothing_decided else Verdict.PASS


def _coverage(outcomes: Iterable[Outcome]) -> Coverage:
    """Every rule at every place; a broken rule decided nothing and counts as undecided."""
    count = Counter(outcome.result for outcome in outcomes)
    return Coverage(
        checks=count.total(),
        passed=count[Result.PASS],
        failed=count[Result.FAIL],
        undecided=count[Result.UNDECIDED] + count[Result.BROKEN],
    )


def _by_rule(
    outcomes: Iterable[Outcome], catalogue: _Catalogue, lang: str
) -> tuple[RuleCoverage, ...]:
    """Every rule that applied, in catalogue order."""
    of_rule: dict[str, list[Outcome]] = {}
    for outcome in sorted(outcomes, key=catalogue.position):
        of_rule.setdefault(outcome.rule, []).append(outcome)
    return tuple(
        RuleCoverage(rule, catalogue.rule(own[0]).title[lang], _coverage(own))
        for rule, own in of_rule.items()
    )


def _ids(outcomes: Sequence[Outcome], report: Report) -> tuple[str, ...]:
    """One id each; a second outcome of the same rule, place and case gets ``-2``."""
    seen: Counter[str] = Counter()
    ids = []
    for outcome in outcomes:
        own = finding_id(outcome.rule, report, outcome.place, outcome.case)
        seen[own] += 1
        ids.append(own if seen[own] == 1 else f"{own}-{seen[own]}")
    return tuple(ids)


def _places(outcome: Outcome, report: Report) -> tuple[Place, ...]:
    """Where the cells and the words quoted stand, or else the label or section it is about."""
    found = [cell.place for ref in outcome.cells if (cell := report.cell(ref)) is not None]
    if outcome.quote is not None:
        found.append(outcome.quote.place)
    places = gathered(found)
    if not places and outcome.place is not None:
        code = outcome.place
        labels = (*report.labels, *report.repeated)
        named = [label.place for label in labels if label.code == code]
        named += [one.place for one in report.sections if str(one.number) == code]
        places = gathered(named)
    return places


def _table(rule: Rule, outcome: Outcome) -> str | None:
    if rule.table is not None:
        return rule.table
    return outcome.cells[0].table if outcome.cells else outcome.facts.get("table")


def _table_position(rule: Rule, outcome: Outcome, form: Form | None) -> int:
    """What is about the whole report first, then table by table."""
    tables = list(form.tables) if form else []
    for code in (_table(rule, outcome), outcome.place):
        if code in tables:
            return tables.index(code) + 1
    return 0


def _cell_position(outcome: Outcome, form: Form | None) -> int:
    positions = form.positions if form else {}
    return min((positions.get(ref, len(positions)) for ref in outcome.cells), default=-1)


def _decimal(number: object) -> str | None:
    return None if number is None else format(number, "f")
