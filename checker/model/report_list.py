"""A part of the list of reports: which were asked for, their lines, what is there beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.filings import Counts
    from checker.model.results import Verdict


FAILED = "failed"
"""What is wrong, whatever it weighs; a note is nothing wrong."""
LEVELS_ASKED = (FAILED, "error", "warning", "info", "undecided")
"""How much a finding weighs, as lists are filtered by it; each has its word in the texts."""


@dataclass(frozen=True, slots=True)
class ReportsWanted:
    """Which reports: what is empty asks for all. ``rule`` is the beginning of an id.

    ``undone`` asks for those with findings that nobody decided about, ``level`` for those with a
    finding that counts as one of ``LEVELS_ASKED`` (of the rule, where one is asked for),
    ``changed`` for those of which a later file came since somebody dealt with the report,
    ``unsent`` for those that were never handed over, ``ids`` for these alone.
    """

    verdict: Verdict | None = None
    year: int | None = None
    body: str = ""
    rule: str = ""
    undone: bool = False
    level: str = ""
    changed: bool = False
    unsent: bool = False
    ids: tuple[int, ...] = ()


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
