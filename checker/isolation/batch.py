"""The files of a run: each content read once, and what becomes of those that are no reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.isolation.duplicates import duplicates
from checker.model import Duplicate, FileKind, Inputs, OwnOutput, RefusalReason, Unread
from checker.model.archives import member_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Report


class Batch:
    """The files of a run, each content once, and what becomes of those that are no reports.

    ``paths`` are the files to open and ``names`` what they are called; the first ``count`` are to
    be checked, the others are reports of other years.
    """

    def __init__(self, paths: Sequence[str], names: Sequence[str], count: int) -> None:
        same = duplicates(paths)
        kept = [position for position in range(len(paths)) if position not in same]
        self.files = tuple(paths[position] for position in kept)
        self.reports = tuple(paths[position] for position in kept if position < count)
        self._names = tuple(names[position] for position in kept)
        self._duplicates = tuple(
            Duplicate(names[again], names[first]) for again, first in sorted(same.items())
        )

    def named(self, read: Iterable[Iterable[Report]]) -> tuple[tuple[Report, ...], ...]:
        """The reports of each of ``files``, under its name."""
        return tuple(
            tuple(replace(report, path=name) for report in reports)
            for reports, name in zip(read, self._names, strict=True)
        )

    def sorted_out(
        self, read: Sequence[Sequence[Report]], found: Mapping[str, Sequence[str]]
    ) -> tuple[tuple[Report, ...], tuple[Report, ...], Inputs]:
        """The reports to check, those of other years, and what is neither; ``read`` by file.

        A copy with notes is passed over only where the report it was made of is checked; else it
        counts as a document that was not read.
        """
        again = self._known_members(read)
        searched = {name for names in found.values() for name in names}
        every = [
            (report, position >= len(self.reports))
            for position, reports in enumerate(read)
            if position not in again
            for report in reports
        ]
        checked = {report.sha256 for report, _ in every if report.refusal is None}
        reports: list[Report] = []
        previous: list[Report] = []
        unread: list[Unread] = []
        own: list[OwnOutput] = []
        for report, is_other in every:
            refusal = report.refusal
            is_own = refusal is not None and refusal.reason is RefusalReason.OWN_OUTPUT
            if refusal is None or not (is_other or (is_own and report.path in searched)):
                (previous if is_other else reports).append(report)
            elif not is_own:
                unread.append(Unread(report.name, FileKind.PREVIOUS))
            elif refusal.original and refusal.original not in checked:
                unread.append(Unread(report.path, FileKind.MARKED_COPY))
            else:
                own.append(OwnOutput(report.path, refusal.detail))
        passed_over = {one.path for one in unread} | {one.path for one in own}
        empty = tuple(given for given, names in found.items() if passed_over.issuperset(names))
        duplicates = (
            *self._duplicates,
            *(Duplicate(self._names[at], self._names[first]) for at, first in again.items()),
        )
        inputs = Inputs(tuple(unread), tuple(own), duplicates, empty)
        return tuple(reports), tuple(previous), inputs

    def _known_members(self, read: Sequence[Sequence[Report]]) -> dict[int, int]:
        """Members of archives whose bytes were read before, each with the position of the first.

        Which they are is known once they have been unpacked, so that these are read twice.
        """
        first: dict[str, int] = {}
        again: dict[int, int] = {}
        for position, reports in enumerate(read):
            digest = reports[0].sha256 if reports else ""
            if not digest:
                continue
            known = first.setdefault(digest, position)
            names = (self._names[position], self._names[known])
            if known != position and any(member_of(name) for name in names):
                again[position] = known
        return again
