"""A part of the list of reports: which were asked for, their lines, what is there beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.filings import Counts
    from checker.model.results import Verdict


@dataclass(frozen=True, slots=True)
class ReportsWanted:
    """Which reports: what is empty asks for all. ``rule`` is the beginning of an id.

    ``undone`` asks for those with findings that nobody decided about.
    """

    verdict: Verdict | None = None
    year: int | None = None
    body: str = ""
    rule: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report: ``counts`` are its findings, ``decided`` how many of them are done with."""

    id: int
    body: str | None
    year: int | None
    verdict: Verdict
    counts: Counts
    decided: int
    path: str
    refusal: str | None


@dataclass(frozen=True, slots=True)
class ReportList:
    """A part of the list; ``count`` are all that were asked for, ``tally`` those of each verdict.

    ``tally`` leaves out what was asked of the verdict; ``years`` are all there are, latest first.
    """

    lines: tuple[ReportLine, ...]
    count: int
    tally: Mapping[Verdict, int]
    years: tuple[int, ...]
