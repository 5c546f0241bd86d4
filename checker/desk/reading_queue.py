"""Files that were dropped wait in the store and are read one after the other, in the background.

Whoever closes the desk at any moment loses nothing: what was being read waits again.
"""

from __future__ import annotations

import os
import secrets
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

from checker.desk.incoming import ending_of
from checker.errors import CheckerError, DocumentError, brief
from checker.isolation.duplicates import digest_of
from checker.isolation.pool import Readers
from checker.model import RefusalReason
from checker.model.archives import SIGN, is_archive
from checker.model.register_changes import FileFate
from checker.model.uploads import UploadState
from checker.reading import kept_of
from checker.register import uploads
from checker.register.adding import Unknown, added
from checker.startup import hurried

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from checker.desk.changes import Changes
    from checker.desk.incoming import Received
    from checker.desk.judge import Bench
    from checker.model.register_changes import Taken
    from checker.model.uploads import Upload
    from checker.pipeline import StartReaders
    from checker.register.store import Store

_AT_ONCE = 24
"""Files between two looks at what came in since; each has to start reading processes, 0.5 s."""
_STATES = {
    FileFate.NEW: UploadState.KEPT,
    FileFate.AGAIN: UploadState.KEPT,
    FileFate.KNOWN: UploadState.KNOWN,
    FileFate.UNREAD: UploadState.UNREAD,
    FileFate.OWN: UploadState.UNREAD,
}


class ReadingQueue:
    """Reads what waits in the store; the bytes lie in ``folder``, under names of our own."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        bench: Bench,
        today: Callable[[], str],
        start_readers: StartReaders | None = None,
        *,
        changes: Changes,
    ) -> None:
        """``changes`` are told whenever a line of a file is another."""
        self.folder = folder
        self._store = store
        self._bench = bench
        self._changes = changes
        self._today = today
        self._start_readers = start_readers
        self._work = threading.Event()
        self._closing = threading.Event()
        self._prepares = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reading-queue")

    def __enter__(self) -> ReadingQueue:
        self.folder.mkdir(exist_ok=True)
        with self._changes.told(), self._store.writing() as session:
            uploads.wait_again(session)
        self._work.set()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._work.set()
        self._thread.join()

    def drop(self, files: Sequence[Received]) -> list[int]:
        """Keep files and let them wait; all of them, or none. Gives the numbers of their lines."""
        kept = []
        try:
            for one in files:
                stored = secrets.token_hex(12) + ending_of(one.name)
                os.replace(one.path, self.folder / stored)  # noqa: PTH105
                kept.append((one.name, stored, one.size))
            with self._changes.told(), self._store.writing() as session:
                numbers = [
                    uploads.enter(session, self._today(), name, stored, size)
                    for name, stored, size in kept
                ]
        except BaseException:
            for _, stored, _ in kept:
                (self.folder / stored).unlink(missing_ok=True)
            raise
        self._work.set()
        return numbers

    def settle(self) -> None:
        """Bring the store in line with what was decided, in the background."""
        self._work.set()

    def prepare(self) -> None:
        """Load the rules in the background, before the next file is read."""
        self._prepares.set()
        self._work.set()

    def _run(self) -> None:
        while self._work.wait() and not self._closing.is_set():
            self._work.clear()
            try:
                if self._prepares.is_set():
                    self._prepares.clear()
                    self._bench.prepare()
                while self._read_some() and not self._closing.is_set():
                    pass
                if not self._closing.is_set():
                    self._bench.settle()
            except CheckerError as error:  # the store: told where the desk was started
                sys.stderr.write(f"{error}\n")
            except Exception as error:  # noqa: BLE001 - the desk goes on, and says so
                sys.stderr.write(f"{brief(error)}\n")

    def _read_some(self) -> bool:
        """Read some of what waits; whether there was anything."""
        with self._store.reading() as session:
            found = uploads.waiting(session, _AT_ONCE)
        try:
            rest = [one for one in found if not self._is_opened(one)]
            unread = [one for one in rest if not self._is_known(one)]
            if unread:
                self._read(unread)
        except Exception as error:
            # Once more, what failed would only fail again: it is told in its line.
            told = str(error) if isinstance(error, CheckerError) else brief(error)
            self._stop(found, told)
            raise
        return bool(found)

    def _read(self, files: Sequence[Upload]) -> None:
        paths = tuple(str(self.folder / one.stored) for one in files)
        names = tuple(one.name for one in files)
        options = self._bench.options
        at_once = options.jobs or os.cpu_count() or 1
        self._mark(files[:at_once], UploadState.READING)
        taking = added(
            self._store, self._bench.intake, Unknown(paths, names, 0, 0), options,
            start_readers=self._start_readers, loading=hurried, kept=kept_of(options),
        )  # fmt: skip
        with closing(taking):
            for number, (one, taken) in enumerate(zip(files, taking, strict=True)):
                self._keep(one, taken)
                self._mark(files[number + at_once : number + at_once + 1], UploadState.READING)
                if self._closing.is_set():
                    return

    def _keep(self, one: Upload, taken: Taken) -> None:
        state = _STATES[taken.fate]
        with self._changes.told(), self._store.writing() as session:
            uploads.known_as(session, one.id, state, taken.sha256)
            refusal = taken.reports[0].refusal if taken.reports else None
            if state is UploadState.UNREAD and refusal is not None:
                uploads.mark(session, one.id, state, refusal.reason.value, refusal.detail)

    def _is_known(self, one: Upload) -> bool:
        """Whether the same bytes were read and judged already; said, if so."""
        digest = digest_of(str(self.folder / one.stored))
        if not digest or digest not in self._bench.intake.known([digest]):
            return False
        with self._changes.told(), self._store.writing() as session:
            uploads.known_as(session, one.id, UploadState.KNOWN, digest)
        return True

    def _is_opened(self, one: Upload) -> bool:
        """Whether it is an archive that is taken as a folder; what lies in it waits then."""
        if one.parent is not None or not is_archive(one.stored):
            return False
        path = str(self.folder / one.stored)
        try:
            with Readers(ahead=False, reading=self._bench.options.reading) as readers:
                contents = readers.contents(path)
        except DocumentError:  # its reader says why
            return False
        with self._changes.told(), self._store.writing() as session:
            for number, reason, detail in [
                *((name, "", "") for name in contents.files),
                *((un.path, RefusalReason.UNSUPPORTED, un.kind) for un in contents.unread),
                *((own.path, RefusalReason.OWN_OUTPUT, "") for own in contents.own),
            ]:
                name = number.removeprefix(path + SIGN)
                line = uploads.enter(
                    session, self._today(), name, one.stored + SIGN + name, 0, one.id
                )
                if reason:
                    uploads.mark(session, line, UploadState.UNREAD, reason, detail)
            uploads.mark(session, one.id, UploadState.OPENED, detail=str(len(contents.files)))
        return True

    def _mark(self, files: Sequence[Upload], state: UploadState) -> None:
        if files:
            with self._changes.told(), self._store.writing() as session:
                for one in files:
                    uploads.mark(session, one.id, state)

    def _stop(self, files: Sequence[Upload], why: str) -> None:
        with self._changes.told(), self._store.writing() as session:
            for one in uploads.these(session, [one.id for one in files]):
                if one.state in (UploadState.WAITING, UploadState.READING):
                    uploads.mark(session, one.id, UploadState.STOPPED, detail=why)
