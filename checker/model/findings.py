"""Outcomes that need a reader's eye, worded in one language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.model.outcomes import Result
from checker.model.places import page_numbers

if TYPE_CHECKING:
    from checker.model.cells import Cell, CellRef
    from checker.model.places import Place
    from checker.model.report import Quote


class Comparison(StrEnum):
    """Which reports are held side by side.

    A body's years, a body and those below it, bodies of one year beside one another, versions
    of one report.
    """

    YEARS = "years"
    LEVELS = "levels"
    BODIES = "bodies"
    VERSIONS = "versions"


class Severity(StrEnum):
    """How much a finding weighs: must be corrected, must be explained, note."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


# Plain mappings, not an order on the enums: those are texts, and compare as texts.
WEIGHT = MappingProxyType({severity: number for number, severity in enumerate(Severity)})
"""Findings are listed by these: the heaviest first,"""
URGENCY = MappingProxyType({Result.BROKEN: 0, Result.FAIL: 1, Result.UNDECIDED: 2})
"""and of one weight first what keeps the rule from being trusted, then what fails."""


@dataclass(frozen=True, slots=True)
class Waived:
    """Who accepted a finding and why (an entry of the waiver file)."""

    reason: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One operand of a finding about several reports: the report, the cell, what it holds.

    ``report`` is the report's name, ``of`` names it in words (``某县人民政府2023年``);
    ``sha256`` is the hash of the file that the cell was read from.
    """

    report: str
    of: str
    ref: CellRef
    cell: Cell | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome that needs a reader's eye, worded in one language (results contract).

    ``kind`` is that of its rule. ``place`` is a code, ``where`` the same place in words.
    ``waived`` findings are told but do not count. A finding about several reports says by
    ``comparison`` which, names their paths in ``reports``, the report it accuses first, and gives
    its operands as ``evidence``; its ``cells`` and ``places`` are those of the first report. A
    place on a page is told without its box. One ``of_run`` is a note on practice, for people told
    in one line for all reports of a run.
    """

    id: str
    rule: str
    title: str
    severity: Severity
    outcome: Result
    place: str | None
    message: str
    cells: tuple[CellRef, ...]
    places: tuple[Place, ...] = ()
    reported: str | None = None
    expected: str | None = None
    difference: str | None = None
    basis: str | None = None
    advice: str | None = None
    follows_from: str | None = None
    where: str = ""
    quote: Quote | None = None
    waived: Waived | None = None
    reports: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    kind: str = ""
    comparison: Comparison | None = None
    of_run: bool = False

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages it speaks of, in order; none where the file has none."""
        return page_numbers(self.places)
