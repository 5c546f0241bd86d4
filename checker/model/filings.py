"""What a register knows of a body's report of one year: what is owed, what came, how far it got."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.findings import Comparison, Severity
    from checker.model.outcomes import Result
    from checker.model.results import Verdict
    from checker.model.sent_lists import Reply


class FilingState(StrEnum):
    """How far a body's report of one year got; each has its word in the texts.

    The order is that of telling: what somebody must see to comes first.
    """

    CHANGED = "changed"  # a new file came, or the rules found something else, after it was cleared
    FINDINGS = "findings"
    CORRECTED = "corrected"  # a new file came after it was sent back
    SENT_BACK = "sent-back"
    OWED = "owed"
    IN = "in"  # and nothing to correct or explain was found
    CLEARED = "cleared"


class FilingEvent(StrEnum):
    """What happened to it; each has its word in the texts."""

    RECEIVED = "received"
    JUDGED_AGAIN = "judged-again"  # the same file, by other rules or another program
    COMPARED = "compared"  # held against other reports, which say something else than before
    WITHDRAWN = "withdrawn"  # its file turned out to be another body's, or another year's
    SENT_BACK = "sent-back"
    LISTED = "listed"  # a list of its findings went to the body
    REPLIED = "replied"  # such a list came back, filled in
    CLEARED = "cleared"
    HANDED_OVER = "handed-over"  # with others, as an archive


@dataclass(frozen=True, slots=True)
class Counts:
    """Findings of a report that are neither waived nor notes, and checks left open."""

    errors: int = 0
    warnings: int = 0
    undecided: int = 0


class FindingState(StrEnum):
    """What became of a finding from version to version; each has its word in the texts."""

    NEW = "new"
    REOPENED = "reopened"  # it was there, then was not, and is again
    STILL = "still"
    SETTLED = "settled"  # it was there in an earlier version, and is not in the latest


PRESENT = frozenset(FindingState) - {FindingState.SETTLED}


@dataclass(frozen=True, slots=True)
class Kept:
    """A report of a register: what it is, where it was put, what was found.

    ``name`` and ``code`` are its body's, empty where it is of none that is known; ``printed`` is
    what the report calls it. ``refusal`` is the reason why a file gave no report.
    """

    name: str
    code: str
    year: int | None
    version: int | None
    is_latest: bool
    path: str
    sha256: str
    added: str
    printed: str | None
    verdict: Verdict
    refusal: str | None
    counts: Counts
    checks: int
    passed: int
    failed: int
    left_open: int


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding of a register, by the latest version that has it, and what became of it.

    ``follows`` is the id of the one that it follows from. ``told`` is the day of the latest list
    that told the body of it, ``reply`` what came back last.
    """

    name: str
    code: str
    kind: str
    year: int
    version: int
    state: FindingState
    id: str
    rule: str
    severity: Severity
    outcome: Result
    waived: bool
    place: str
    message: str
    comparison: Comparison | None = None
    follows: str | None = None
    told: str | None = None
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day, and the state and the counts that followed."""

    day: str
    event: FilingEvent
    state: FilingState
    version: int | None
    counts: Counts
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Filing:
    """All that a register knows of a body's report of one year, versions and events in order."""

    standing: Standing
    versions: tuple[Kept, ...]
    findings: tuple[KeptFinding, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A body and its report of one year; ``level`` is 0 for a body below none that is shown.

    ``due`` and ``received`` (its first file) are ISO dates; ``days_late`` is counted up to the day
    that it came, or that the register is looked at. ``version`` counts the files that came,
    ``report`` is the number in the store of the latest, ``body`` that of the body itself.
    ``listed`` is the day of the latest list that went out, ``told`` how many of the present
    findings lists have told, ``replied`` of how many of these something came back.
    """

    code: str
    name: str
    level: int
    year: int
    state: FilingState
    due: str
    kind: str = ""
    region: str = ""
    contact: str = ""
    received: str | None = None
    days_late: int = 0
    version: int = 0
    verdict: Verdict | None = None
    counts: Counts = Counts()
    path: str = ""
    report: int = 0
    listed: str | None = None
    told: int = 0
    replied: int = 0
    body: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """The bodies of a register (or those below one) and how far each got with one year's report.

    In the order of a tree: each body is followed by those below it. ``shown`` are those asked for,
    the rest stands above them to say where they belong; ``totals`` are of all, shown or not.
    """

    store: str
    year: int
    day: str
    standings: tuple[Standing, ...]
    shown: frozenset[str]
    unassigned: int = 0

    @property
    def lines(self) -> Iterator[Standing]:
        """The standings to show, each below those that it belongs to."""
        above: list[Standing] = []
        told = 0
        for one in self.standings:
            del above[one.level :]
            told = min(told, one.level)
            above.append(one)
            if one.code in self.shown:
                yield from above[told:]
                told = len(above)

    @property
    def totals(self) -> dict[str, int]:
        """How many are owed and of each state: for records, and for texts with these places."""
        found = {state.name.lower(): 0 for state in FilingState}
        for one in self.standings:
            found[one.state.name.lower()] += 1
        owed = found["owed"]
        return {
            "bodies": len(self.standings),
            "handed_in": len(self.standings) - owed,
            "late": sum(one.days_late > 0 for one in self.standings),
            **found,
        }
