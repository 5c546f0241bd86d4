"""The entries of an issue sheet: one a cause, in words, with the places to be shown.

What does not hold, what could not be decided and what was accepted are kept apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Result, State
from checker.model.results import GRAVITY
from checker.reporters.inert import inert
from checker.wording.facts import figure
from checker.wording.names import printed_at
from checker.wording.repairs import by_entry, joined
from checker.wording.run_notes import is_of_run

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from checker.model import Box, Checked, Finding, Report
    from checker.wording.names import Names

_MANY = 12
"""Findings of one cause beyond this number are counted, not worded."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an issue sheet, every field ready to print in one language."""

    number: int
    finding: Finding
    place: str
    reported: str
    figures: str  # what it should be, is, and differs by, as far as the rule says so
    rule: str
    working: str
    difference: str
    basis: str
    level: str
    advice: str
    also: tuple[str, ...] = ()  # what has the same cause
    suggested: tuple[str, ...] = ()  # which change would make it hold; never applied
    shown: tuple[Finding, ...] = ()  # the finding, and what fails with it: whose cells are marked


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report's entries: what does not hold, what is undecided, what was accepted."""

    failed: tuple[Entry, ...]
    undecided: tuple[Entry, ...]
    waived: tuple[Entry, ...]


def sheet(checked: Checked, names: Names, between: Iterable[Finding] = ()) -> Sheet:
    """All entries of a report, numbered on from the first failed to the last accepted.

    Of the findings about several reports (``between``) it takes those that accuse this one; none
    that is told of the run in one line.
    """
    name = checked.report.name
    every = (*checked.findings, *(one for one in between if one.reports[:1] == (name,)))
    findings = [one for one in every if not is_of_run(one)]
    causes = by_entry(checked)
    followers: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.follows_from is not None:
            followers.setdefault(finding.follows_from, []).append(finding)
    roots = [finding for finding in findings if finding.follows_from is None]
    waived = [finding for finding in roots if finding.waived is not None]
    live = [finding for finding in roots if finding.waived is None]
    number = 0
    groups: list[tuple[Entry, ...]] = []
    for group in (
        [finding for finding in live if _is_discrepancy(finding)],
        [finding for finding in live if not _is_discrepancy(finding)],
        waived,
    ):
        entries = []
        for finding in group:
            number += 1
            also = _also(followers.get(finding.id, ()), names.lang)
            suggested = tuple(
                inert(joined(cause.lines, names.lang)) for cause in causes.get(finding.id, ())
            )
            entry = _entry(number, finding, checked.report, names, also)
            shown = [one for one in followers.get(finding.id, ()) if one.outcome is Result.FAIL]
            entries.append(replace(entry, suggested=suggested, shown=(finding, *shown)))
        groups.append(tuple(entries))
    return Sheet(*groups)


def accused_of(between: Iterable[Finding]) -> frozenset[str]:
    """The names of the reports that findings about several accuse by themselves."""
    return frozenset(
        one.reports[0]
        for one in between
        if one.reports and not one.follows_from and not is_of_run(one)
    )


def has_entries(checked: Checked, accused: Container[str]) -> bool:
    """Whether there is more to be told of a report than its verdict.

    ``accused`` are the names of those that findings about several reports accuse.
    """
    return (
        checked.report.refusal is not None
        or checked.report.name in accused
        or any(one.follows_from is None and not is_of_run(one) for one in checked.findings)
    )


def counts(own: Sheet) -> dict[str, int]:
    """How many entries of each level the list has, and how many are undecided."""
    levels = [entry.finding.severity.value for entry in own.failed]
    return {
        **{level: levels.count(level) for level in ("error", "warning", "info")},
        "undecided": len(own.undecided),
    }


def worst_reports_first(reports: Iterable[Checked]) -> list[Checked]:
    """By verdict, what was not read first; then by body and year."""
    return sorted(
        reports,
        key=lambda one: (
            GRAVITY[one.verdict],
            one.report.body or "",
            one.report.year or 0,
            one.report.name,
        ),
    )


def _is_discrepancy(finding: Finding) -> bool:
    """Whether a finding says that something does not hold.

    Undecided and broken ones do not; nor does one between reports that compared nothing, because
    the other report is not there (HI-04).
    """
    compared = not finding.reports or finding.evidence or finding.cells or finding.quote
    return finding.outcome is Result.FAIL and bool(compared)


def date_of(date: str | None, lang: str) -> str:
    """The date of the check as the user gave it, or room to write it in."""
    if not date:
        return translate("list.date-blank", lang)
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date)
    if iso is None:
        return inert(date)
    year, month, day = map(int, iso.groups())
    return translate("list.date-given", lang, year=year, month=month, day=day)


def boxes(entry: Entry, report: Report) -> dict[int, tuple[Box, ...]]:
    """The boxes of what an entry is about, by page: its cells, or else its row's labels."""
    found: dict[int, list[Box]] = {}
    for finding in entry.shown:
        for ref in finding.cells:
            cell = report.cell(ref)
            if cell is not None and cell.page is not None and cell.box is not None:
                found.setdefault(cell.page, []).append(cell.box)
    if not found:
        for label in (*report.labels, *report.repeated):
            if label.code == entry.finding.place and label.page is not None and label.box:
                found.setdefault(label.page, []).append(label.box)
    return {page: tuple(dict.fromkeys(own)) for page, own in sorted(found.items())}


def _entry(
    number: int, finding: Finding, report: Report, names: Names, also: tuple[str, ...]
) -> Entry:
    lang = names.lang
    none = translate("list.none", lang)
    working = finding.message
    reported = inert(_reported(finding, report, lang))
    # The list has a heading for what is undecided; the word at the start would be said twice.
    if finding.outcome is Result.UNDECIDED:
        working = working.removeprefix(translate("relation.undecided", lang))
    if finding.waived is not None:
        parts = (finding.waived.reason, finding.waived.by, finding.waived.date)
        also = (*also, translate("joining.comma", lang).join(part for part in parts if part))
    return Entry(
        number=number,
        finding=finding,
        place=inert(_place(finding, lang)) or none,
        reported=reported or none,
        figures=_figures(finding, reported, lang),
        rule=f"{finding.rule} {finding.title}",
        working=inert(working),
        difference=figure(finding.difference, signed=True) if finding.difference else none,
        basis=finding.basis or none,
        level=translate(f"level.{finding.severity.value}", lang),
        advice=finding.advice or none,
        also=tuple(map(inert, also)),
    )


def _place(finding: Finding, lang: str) -> str:
    separator = translate("joining.list", lang)
    page = printed_at(finding.places, lang, lambda numbers: separator.join(map(str, numbers)))
    where = finding.where
    if page and where:
        return where + translate("joining.brackets", lang, inner=page)
    return where or page


def _reported(finding: Finding, report: Report, lang: str) -> str:
    """The figure as printed: the one the rule is about, or that of the only cell concerned."""
    if len(finding.cells) == 1 and (cell := report.cell(finding.cells[0])) is not None:
        return translate("list.blank-printed", lang) if cell.state is State.BLANK else cell.text
    return figure(finding.reported) if finding.reported is not None else ""


def _figures(finding: Finding, reported: str, lang: str) -> str:
    """The figures of an entry in one phrase; empty where it is about none.

    What a figure should be is said only where the finding's own words do: of a comparison neither
    side is known to be right, and what could not be decided has no right figure.
    """
    printed = translate("column.reported", lang) + translate("joining.colon", lang) + reported
    if not _is_discrepancy(finding) or finding.difference is None:
        return printed if reported else ""
    difference = figure(finding.difference, signed=True)
    if finding.expected is not None and finding.reported is not None:
        stated = translate(
            "relation.expected",
            lang,
            expected=figure(finding.expected),
            reported=figure(finding.reported),
            difference=difference,
        )
        if stated in finding.message:
            return stated
    return translate("relation.difference", lang, difference=difference)


def _also(followers: Sequence[Finding], lang: str) -> tuple[str, ...]:
    """What follows from an entry: what fails in words, what is undecided in one count."""
    failed = [finding for finding in followers if finding.outcome is Result.FAIL]
    follows, colon = translate("list.follows", lang), translate("joining.colon", lang)
    told = [f"{follows}{one.rule} {one.title}{colon}{one.message}" for one in failed[:_MANY]]
    if len(failed) > _MANY:
        told.append(translate("report.and-so-on", lang).strip() + f" {len(failed) - _MANY}")
    undecided = len(followers) - len(failed)
    if undecided:
        told.append(translate("report.followers", lang, count=undecided))
    return tuple(told)
