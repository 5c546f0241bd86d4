"""Two rounds of a sample report: figures changed by reference, prose by section."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import PagePlace, Results, Section
from checker.rounds import Round, compared
from tests.support.factory import change, sample
from tests.support.made_outcomes import checked, rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Report

# 予以公开 of natural persons is printed 12, and would have to be 21.
FAULTY = "wrong-sum-2023"
FAULT = "t3.granted.natural_person"
LICENSES = "t2.licensing.decisions"


def changed(report: Report, cells: Mapping[str, str]) -> Report:
    """The report with some cells printed otherwise."""
    for ref, raw in cells.items():
        report = change(report, ref, raw)
    return report


def with_text(report: Report, text: str) -> Report:
    """The report with other words in its first section."""
    section = Section(1, "一、总体情况", text, PagePlace(1), printed=1)
    return replace(report, sections=(section, *report.sections[1:]))


def of(old: Report, new: Report) -> Round:
    """What became of a report."""
    [before], [now] = checked(old), checked(new)
    return compared(before, now, rulebook())


def second(cells: Mapping[str, str], *, name: str = FAULTY) -> Round:
    """A sample, and the same with some cells printed otherwise."""
    return of(sample(name), changed(sample(name), cells))


def run(*reports: Report) -> Results:
    """The results of a round."""
    return Results("1", checked(*reports))
