"""The files of a run: each content read once, and what becomes of those that are no reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from checker.isolation.duplicates import duplicates
from checker.model import Duplicate, FileKind, Inputs, OwnOutput, RefusalReason, Unread
from checker.model.archives import member_of
from checker.spool import Mapped, Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Report


class Gathered(NamedTuple):
    """What the files of a run gave: the reports, ``checked`` of them to check, the rest beside.

    ``heads`` are those of all that was read, of other things too.
    """

    heads: tuple[Report, ...]
    reports: Sequence[Report]
    checked: int
    inputs: Inputs


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

    def gathered(
        self, read: Iterable[Iterable[Report]], found: Mapping[str, Sequence[str]], lang: str
    ) -> Gathered:
        """The reports of each of ``files``, under its name, sorted out; most lie on the disk.

        ``found`` has the names of the files that each folder or glob gave. ``CheckerError``,
        worded in ``lang``, where the disk is full.
        """
        reports: Spool[Report] = Spool(lang=lang)
        heads = []
        for position, (own, name) in enumerate(zip(read, self._names, strict=True)):
            for report in own:
                reports.append(replace(report, path=name))
                heads.append((position, replace(report, path=name).head))
        first, others, inputs = self._sorted_out(heads, found)
        return Gathered(
            tuple(head for _, head in heads),
            Mapped(reports, at=(*first, *others)),
            len(first),
            inputs,
        )

    def _sorted_out(
        self, read: Sequence[tuple[int, Report]], found: Mapping[str, Sequence[str]]
    ) -> tuple[list[int], list[int], Inputs]:
        """Which reports to check, which are those of other years, and what is neither.

        ``read`` are the heads of all, each with the number of its file; the first two tell their
        indexes in it. A copy with notes is passed over only where the report it was made of is
        checked; else it counts as a document that was not read.
        """
        again = self._known_members(read)
        searched = {name for names in found.values() for name in names}
        every = [
            (index, report, position >= len(self.reports))
            for index, (position, report) in enumerate(read)
            if position not in again
        ]
        checked = {report.sha256 for _, report, _ in every if report.refusal is None}
        reports: list[int] = []
        previous: list[int] = []
        unread: list[Unread] = []
        own: list[OwnOutput] = []
        for index, report, is_other in every:
            refusal = report.refusal
            is_own = refusal is not None and refusal.reason is RefusalReason.OWN_OUTPUT
            if refusal is None or not (is_other or (is_own and report.path in searched)):
                (previous if is_other else reports).append(index)
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
        return reports, previous, Inputs(tuple(unread), tuple(own), duplicates, empty)

    def _known_members(self, read: Iterable[tuple[int, Report]]) -> dict[int, int]:
        """Members of archives whose bytes were read before, each with the position of the first.

        Which they are is known once they have been unpacked, so that these are read twice.
        """
        first: dict[str, int] = {}
        again: dict[int, int] = {}
        for position, report in read:
            if not report.sha256:
                continue
            known = first.setdefault(report.sha256, position)
            names = (self._names[position], self._names[known])
            if known != position and any(member_of(name) for name in names):
                again[position] = known
        return again
