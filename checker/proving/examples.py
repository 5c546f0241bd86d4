"""What a rule says of its own examples."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from checker.checks.across.beside import judge_beside
from checker.checks.across.body_list import GOVERNMENT, OFFICE, Body
from checker.checks.across.directory import Directory
from checker.checks.across.levels import judge_levels
from checker.checks.across.pairing import YearPair, levels, pair_years
from checker.checks.across.side_by_side import news
from checker.checks.across.versions import judge_versions, pair_versions
from checker.checks.across.years import judge_years
from checker.checks.assessed import unassessed
from checker.checks.engine import evaluate
from checker.model import Comparison, Report, Result, Scope
from checker.rulebook.examples import SILENT, example_report
from checker.rulebook.kinds.across import BETWEEN_VERSIONS
from checker.rulebook.kinds.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.checks.across.side_by_side import Between
    from checker.model import Outcome
    from checker.rulebook.rule import Example, Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Said:
    """The reports of an example, the one it is about first, and what the rule says of them.

    ``between`` are the same outcomes where the rule is about several reports.
    """

    reports: tuple[Report, ...]
    outcomes: tuple[Outcome, ...]
    between: tuple[Between, ...] = ()


def outcomes_of(rule: Rule, example: Example, rulebook: Rulebook) -> Said:
    """What a rule says of an example."""
    report = example_report(example, rulebook)
    given = cast("Mapping[str, Any]", example.given)
    # What a number in the text counts is said by the rules on claims; where a rule is silent, by
    # those that it is silent for.
    others = (
        one
        for one in rulebook.rules
        if one is not rule and (one.kind == "claim" or one.id in rule.silent_where)
    )
    book = replace(rulebook, rules=(rule, *others))
    comparison = KINDS[rule.kind].comparison
    if comparison is Comparison.YEARS:
        reports, found = _years(report, given, book)
    elif comparison is Comparison.LEVELS:
        reports, found = _levels(report, given, book)
    elif comparison is Comparison.BODIES:
        reports = [report, *_others(given.get("beside"), book, report, "某县第二镇人民政府")]
        found = judge_beside(reports, len(reports), book)
    elif comparison is Comparison.VERSIONS:
        reports, found = _versions(report, given, book)
    else:
        every = evaluate([report], rulebook)
        ignored = tuple(given.get("ignore", ()))
        outcomes = [one for one in every if not one.rule.startswith(ignored)] if ignored else every
        outcomes = [*outcomes, *unassessed(every, outcomes, [report], rulebook)]
        return Said((report,), tuple(one for one in outcomes if one.rule == rule.id))
    found = [one for one in news(found, book) if one.outcome.rule == rule.id]
    return Said(tuple(reports), tuple(one.outcome for one in found), tuple(found))


def said(outcomes: Iterable[Outcome]) -> str:
    """What a rule's outcomes come to: a fault of the rule, else the worst, else ``silent``."""
    results = {outcome.result for outcome in outcomes}
    # Worst first: an example that fails at one place fails.
    for result in (Result.BROKEN, Result.FAIL, Result.UNDECIDED, Result.PASS):
        if result in results:
            return result.value
    return SILENT


def _years(
    report: Report, given: Mapping[str, Any], book: Rulebook
) -> tuple[list[Report], list[Between]]:
    if "previous" not in given:
        return [report], []
    before = _others(given["previous"], book, report, report.body or "", (report.year or 0) - 1)
    reports = [report, *before]
    pairs: Sequence[YearPair] = pair_years(reports, 1) if before else (YearPair(0),)
    return reports, judge_years(pairs, reports, book)


def _versions(
    report: Report, given: Mapping[str, Any], book: Rulebook
) -> tuple[list[Report], list[Between]]:
    """The example's report and its other version, a web page unless it is of the same format."""
    version: Example | None = given.get("version")
    other = _others(version, book, report, report.body or "")
    if version is not None and not version.given.get("same_format"):
        other = [replace(one, path="example.html", media_type="text/html") for one in other]
    reports = [report, *other]
    pairs = pair_versions(reports, 1, Directory.of(reports, {}), book)
    rules = [rule for rule in book.rules if rule.kind == BETWEEN_VERSIONS]
    return reports, judge_versions(pairs, reports, rules)


def _levels(
    report: Report, given: Mapping[str, Any], book: Rulebook
) -> tuple[list[Report], list[Between]]:
    """The example's report as a government, with those below that the example lists."""
    if report.scope is None:
        report = replace(report, scope=Scope.AGGREGATED)
    name = report.body or ""
    complete = bool(given.get("complete"))
    bodies = {name: Body(name, GOVERNMENT, complete=complete)}
    reports = [report]
    for number, child in enumerate(given.get("children", ()), start=1):
        body = f"某县第{number}镇人民政府"
        bodies[body] = Body(body, "township", name)
        reports += _others(child, book, report, body)
    if "own" in given:
        body = f"{name}办公室"
        bodies[body] = Body(body, OFFICE, name)
        reports += _others(given["own"], book, report, body)
    return reports, judge_levels(levels(reports, 1, bodies), reports, book)


def _others(
    example: Example | None, book: Rulebook, beside: Report, body: str, year: int | None = None
) -> list[Report]:
    """The further report of an example, with the body and year that fit beside the first."""
    if example is None:
        return []
    report = example_report(example, book)
    named = cast("Mapping[str, Any]", example.given)
    return [
        replace(
            report,
            path=f"{body}.pdf",
            sha256=f"{len(body):064d}",
            body=named.get("body", body),
            year=named.get("year", beside.year if year is None else year),
        )
    ]
