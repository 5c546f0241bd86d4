"""Files into the store: each read and judged once, each kept in a transaction of its own.

What is known is not read again: the same bytes, judged by the same rules and settings, read by the
same program. Whoever ends the run at any moment loses the file in hand and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from checker import __version__
from checker.errors import CheckerError
from checker.i18n import system_reason, translate
from checker.model import RefusalReason
from checker.model.archives import member_of
from checker.model.register_changes import Entered, FileFate, Taken
from checker.register import filings
from checker.register.dispositions import carry
from checker.register.records import storable, write
from checker.register.renaming import rename
from checker.register.tables import BodyRow, File, FileContent, ReportRow
from checker.rulebook.load import rule_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from checker.model import Checked, Report
    from checker.options import Options
    from checker.register.store import Store

_FINAL = frozenset(
    {
        *(RefusalReason.NOT_PDF, RefusalReason.UNSUPPORTED, RefusalReason.EMPTY),
        *(RefusalReason.DAMAGED, RefusalReason.NO_PAGES, RefusalReason.NO_TEXT),
        *(RefusalReason.BUILT_BY_SCRIPT, RefusalReason.OUT_OF_BOUNDS),
        *(RefusalReason.DECLARES_TYPE, RefusalReason.NOT_A_REPORT, RefusalReason.OLD_REPORT),
        *(RefusalReason.SEVERAL_REPORTS, RefusalReason.BLANK_FORM, RefusalReason.OWN_OUTPUT),
    }
)
"""Refusals that hang on the bytes alone. Any other may not come again: with another limit, a
password, a further program, more memory; such a file is read at every ``add``."""
_AT_ONCE = 500  # hashes in one question: SQLite took at most 999 values before 3.32


def judged_by(options: Options) -> str:
    """One hash of all that the findings of a report hang on beside its file and the program."""
    record = {
        "rules": rule_files(options.rules),
        "severities": dict(sorted(options.severities.items())),
        "blank_as_zero": list(options.blank_as_zero),
        "scope": options.scope,
        "selection": repr(options.selection),
    }
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


class Intake:
    """Takes files into a store on a day; ``judged`` is ``judged_by``, ``keep`` their bytes too."""

    def __init__(self, store: Store, judged: str, day: str, *, keep: bool = False) -> None:
        self._store = store
        self._judged = judged
        self._day = day
        self._keep = keep

    def known(self, digests: Iterable[str]) -> frozenset[str]:
        """Which files (by their SHA-256) need not be read."""
        asked = sorted(set(digests))
        found: set[str] = set()
        with self._store.reading() as session:
            for start in range(0, len(asked), _AT_ONCE):
                some = session.scalars(
                    select(File).where(File.sha256.in_(asked[start : start + _AT_ONCE]))
                )
                found |= {one.sha256 for one in some if self._is_known(session, one)}
        return frozenset(found)

    def take(self, path: str, found: Sequence[Checked], *, anew: bool = False) -> Taken:
        """Keep what was read and judged of one file: all of it, or nothing.

        ``anew``: it was read before and is judged otherwise by now, whatever is known of it.
        ``CheckerError`` where the store cannot be written, or the file is not what was read.
        """
        digest, name = found[0].report.sha256, found[0].report.path
        if not digest:  # it could not be opened: there is nothing to know it by
            return Taken(name, FileFate.UNREAD, _entered(found))
        # What lies in an archive is opened by reading processes alone, and not by them for this.
        keep = self._keep and not anew and member_of(path) is None
        data = self._bytes(path, digest) if keep else None
        with self._store.writing() as session:
            file = session.scalars(select(File).where(File.sha256 == digest)).one_or_none()
            fate = FileFate.NEW if file is None else FileFate.AGAIN
            if file is None:
                file = File(sha256=digest, added=self._day)
                session.add(file)
            elif not anew and self._is_known(session, file):  # since: another run took it
                return Taken(name, FileFate.KNOWN, sha256=digest)
            elif self._was_read(session, file, found):
                return Taken(name, FileFate.UNREAD, _entered(found), digest)
            file.path, file.judged = storable(name), self._judged
            if not anew:  # what an earlier program read is to be read again, however it is judged
                file.program = __version__
            file.final = all(map(_is_final, (one.report for one in found)))
            session.flush()
            if data is not None and session.get(FileContent, file.id) is None:
                session.add(FileContent(file_id=file.id, data=data))
            entered = self._reports(session, file, found)
        refused = all(one.report.refusal is not None for one in found)
        return Taken(name, FileFate.UNREAD if refused else fate, entered, digest)

    @staticmethod
    def _was_read(session: Session, file: File, found: Sequence[Checked]) -> bool:
        """Whether the same bytes were read before, and now were not for what may not come again.

        Without a password, or with less time, no report that came is taken away.
        """
        if not all(_may_come_again(one.report) for one in found):
            return False
        before = select(ReportRow.id).where(
            ReportRow.file_id == file.id, ReportRow.refusal.is_(None)
        )
        return session.scalars(before.limit(1)).one_or_none() is not None

    def _is_known(self, session: Session, file: File) -> bool:
        is_same = file.final and file.program == __version__ and file.judged == self._judged
        return is_same and not (self._keep and session.get(FileContent, file.id) is None)

    def _reports(
        self, session: Session, file: File, found: Sequence[Checked]
    ) -> tuple[Entered, ...]:
        rows = {
            row.part: row
            for row in session.scalars(select(ReportRow).where(ReportRow.file_id == file.id))
        }
        entered = []
        for one in found:
            part = one.report.part.number if one.report.part is not None else 0
            row = rows.pop(part, None) or ReportRow(file_id=file.id, part=part)
            if _may_come_again(one.report) and row.id is not None and row.refusal is None:
                # As it was read before, beside others of the file that were read now.
                entered.append(_entry(one, None, None))
                continue
            if row.id is not None:
                rename(session, row, one.report, one.findings)
            filing = filings.settle(session, row, self._day, write(session, row, one))
            carry(session, one.report, one.findings)
            body = None if filing is None else session.get_one(BodyRow, filing.body_id).name
            entered.append(_entry(one, body, row.version))
        for row in rows.values():  # the file gives fewer reports than it did
            filings.withdraw(session, row, self._day)
            session.delete(row)
        return tuple(entered)

    def _bytes(self, path: str, digest: str) -> bytes:
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            reason = system_reason(error, self._store.lang)
            raise CheckerError(
                translate("diagnostic.cannot-read", self._store.lang, path=path, reason=reason)
            ) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise CheckerError(translate("register.file-changed", self._store.lang, path=path))
        return data


def _may_come_again(report: Report) -> bool:
    """Whether it was refused for what need not last."""
    return report.refusal is not None and not _is_final(report)


def _is_final(report: Report) -> bool:
    if report.refusal is not None:
        return report.refusal.reason in _FINAL and not report.faults
    return all(fault.recovered for fault in report.faults)


def _entered(found: Sequence[Checked]) -> tuple[Entered, ...]:
    return tuple(_entry(one, None, None) for one in found)


def _entry(one: Checked, body: str | None, version: int | None) -> Entered:
    report = one.report
    return Entered(
        report.name, report.body, report.year, one.verdict.value, report.refusal, body, version
    )
