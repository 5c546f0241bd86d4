"""Files that were dropped onto the desk: how far the reading of each got, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.filings import Counts
    from checker.model.results import Verdict


class UploadState(StrEnum):
    """How far a file got; each has its word in the texts."""

    WAITING = "waiting"
    READING = "reading"
    OPENED = "opened"  # an archive: what lies in it has lines of its own
    KEPT = "kept"
    KNOWN = "known"  # the same bytes were there, judged by the same rules
    UNREAD = "unread"
    STOPPED = "stopped"  # something else than the file stood in the way


UNFINISHED = frozenset({UploadState.WAITING, UploadState.READING})


@dataclass(frozen=True, slots=True)
class UploadedReport:
    """A report that a file gave: its number in the store, what it calls itself, its verdict."""

    id: int
    body: str | None
    year: int | None
    verdict: Verdict
    counts: Counts


@dataclass(frozen=True, slots=True)
class Upload:
    """A file: its name as it came, how far it got.

    ``stored`` is the name of its bytes in the desk's folder, or that of an archive there and of
    the member in it. ``reason`` and ``detail`` are those of a refusal; of one that was stopped
    ``detail`` alone says why.
    """

    id: int
    name: str
    stored: str
    size: int
    state: UploadState
    reason: str = ""
    detail: str = ""
    parent: int | None = None
    reports: tuple[UploadedReport, ...] = ()
