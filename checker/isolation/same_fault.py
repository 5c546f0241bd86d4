"""One exception on every report of a run: the installation or the program is at fault, no file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Report


class SameFault(NamedTuple):
    """How many files failed, and the exception of the first, type first."""

    files: int
    error: str

    def told(self, lang: str, versions: Sequence[tuple[str, str]]) -> str:
        """In one line, with the libraries in use."""
        used = translate("joining.list", lang).join(" ".join(pair) for pair in versions) or "?"
        key = "diagnostic.same-fault" if self.files > 1 else "diagnostic.only-fault"
        return translate(key, lang, count=self.files, error=self.error, versions=used)


def same_fault(reports: Sequence[Report]) -> SameFault | None:
    """The fault that all reports with pages of tables share, ``None`` where they share none.

    A report shares it where the parser of tables raised the same type of exception on each of
    its pages of tables; one is enough if it is the only one. What ended the reading of a file
    outside that parser is held against other files only: of a single file nobody can tell,
    however many reports it holds.
    """
    every = [report for report in reports if report.table_pages or _crash(report)]
    parsed = [report for report in every if report.table_pages]
    files = len({report.path for report in every})
    if not every or (not parsed and files == 1):
        return None
    for kind in sorted(_kinds(every[0])):
        if all(kind in _kinds(report) for report in every):
            return SameFault(files, _first(every[0], kind))
    return None


def _kinds(report: Report) -> set[str]:
    """The types of exceptions that left nothing of a report's pages of tables unharmed."""
    crash = _crash(report)
    if crash:
        return {crash.partition(":")[0]}
    pages: dict[str, set[int]] = {}
    for fault in report.faults:
        pages.setdefault(fault.kind, set()).add(fault.page)
    return {kind for kind, hit in pages.items() if hit >= set(report.table_pages)}


def _crash(report: Report) -> str:
    """The exception that ended the reading of a file; empty where none did.

    A process that died left no exception: ``SIGKILL`` or ``exit 1`` says nothing of the cause.
    """
    refusal = report.refusal
    if refusal is None or refusal.reason is not RefusalReason.CRASHED or report.faults:
        return ""
    kind = refusal.detail.partition(":")[0]
    return refusal.detail if kind.endswith(("Error", "Exception")) else ""


def _first(report: Report, kind: str) -> str:
    crash = _crash(report)
    return crash or next(fault.error for fault in report.faults if fault.kind == kind)
