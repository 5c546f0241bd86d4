"""Reading processes: each file is read in a child with limits on time, memory, pages, paths.

A report can be damaged or hostile: it may take for ever, eat all memory or bring the parser
down. None of that reaches this process or the other files: the child is ended and replaced,
and the file gets its one clear refusal. Children (``processes``)
speak length-prefixed pickles over their pipes; what comes back may hold only
the values of ``checker.model`` and a child's ``Installation``. The same processes show pages, add
notes and take out attached files (``Show``), because that too opens untrusted files.
"""

from __future__ import annotations

import os
import queue
import re
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker.errors import DocumentError, InstallationError, brief
from checker.i18n import translate
from checker.isolation.child import Child
from checker.isolation.protocol import Book, Installation, Request, Show, packed
from checker.model import Refusal, RefusalReason, Report
from checker.model.archives import Contents
from checker.model.sheets import Sheet
from checker.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType
    from typing import TypeGuard

    from checker.model.page_images import Note, PagePicture, View
    from checker.rulebook.form import Form
    from checker.rulebook.lexicon import Lexicon

T = TypeVar("T")

_OF_THE_CHILD = frozenset({RefusalReason.MEMORY_LIMIT, RefusalReason.KILLED, RefusalReason.CRASHED})
"""Ends that a child may owe to what it read before: memory that it did not give back (the system
kills whoever holds most), or that was overwritten."""

_MANY = 10
"""Files a process from which it reads their prose too, and not who judges: to learn the words takes
as long as to read the prose of 30 to 50 reports, and this is done while nobody waits for it."""

_AHEAD = 16
"""Files a process may be ahead of the caller, who has the rule book to read first (4 files' time).
"""


class Readers:
    """A few reading processes, started at once so that they import while the caller does.

    ``with Readers(jobs=2) as readers: for reports in readers.read(paths, forms): ...``
    ``ahead`` makes them import the parsers of tables before the first file comes and prove that
    the installation is whole; ``InstallationError``, worded in ``lang``, where it is not. ``forks``
    is for a process that is the program's own: its first children need not import all anew.
    """

    def __init__(
        self,
        *,
        jobs: int = 1,
        reading: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
        ahead: bool = True,
        forks: bool = False,
        lang: str = "zh",
    ) -> None:
        self._ahead = ahead
        self._forks = forks
        self._jobs = max(1, jobs)
        self.lang = lang
        self.reading = reading
        self._idle: queue.SimpleQueue[Child | None] = queue.SimpleQueue()
        self._children: list[Child] = []
        self._pool = ThreadPoolExecutor(self._jobs, thread_name_prefix="reader")
        self._closing = threading.Event()
        try:
            for _ in range(self._jobs):
                self._idle.put(self._started())
        except BaseException:  # Ctrl-C too: nobody else knows those that have started
            self.stop()
            raise

    def _started(self) -> Child:
        try:
            child = Child(ahead=self._ahead, forks=self._forks)
        except OSError as error:  # no room for temporary files, no further process
            found = Installation(fault="process", detail=brief(error))
            raise installation_error(found, self.lang) from error
        self._children.append(child)
        return child

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the processes; what they were asked and have not answered is dropped."""
        self._closing.set()
        # What has not begun is dropped first: a stopped child frees its thread, which would take
        # the next file. Threads that wait for a child are told that none is coming.
        self._pool.shutdown(wait=False, cancel_futures=True)
        for child in tuple(self._children):
            child.stop()
        self._idle.put(None)  # each puts it back for the next
        self._pool.shutdown(wait=True)

    def read(
        self,
        paths: Sequence[str | Path],
        forms: tuple[Form, ...],
        lexicon: Lexicon | None = None,
    ) -> Iterator[tuple[Report, ...]]:
        """The reports of each file in the order given; reading starts now.

        Never raises for a bad file, which gives one report that says why it was not read. No more
        than ``_AHEAD`` files a process are read before the first of them is asked for. Of many
        files, where a ``lexicon`` is given, the prose is read as well (``Report.stated``).
        """
        known = lexicon if len(paths) >= _MANY * self._jobs else None
        return self._each(self._read, paths, packed(Book(forms, known)))

    def read_packed(
        self, paths: Sequence[str | Path], book: bytes
    ) -> Iterator[bytes | tuple[Report, ...]]:
        """The same for who hands it on: the ``packed`` book, and each answer as its child sent it.

        Nothing is known of such an answer until it is opened (``protocol.answer_in``). Of a file
        that no child answered for there is the one report.
        """
        return self._each(self._read_packed, paths, book)

    def _each(
        self, read: Callable[[str | Path, bytes], T], paths: Sequence[str | Path], book: bytes
    ) -> Iterator[T]:
        rest = iter(paths)
        asked = deque(
            self._pool.submit(read, path, book) for path in islice(rest, _AHEAD * self._jobs)
        )

        def answers() -> Iterator[T]:
            while asked:
                found = asked.popleft().result()
                asked.extend(self._pool.submit(read, path, book) for path in islice(rest, 1))
                yield found

        return answers()

    def pictures(self, path: str | Path, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """A picture for each view of a file's pages; ``DocumentError`` if they cannot be shown."""
        request = Show(os.fspath(path), self.reading, views=tuple(views))
        answer = self._answer(request)
        if not (isinstance(answer, tuple) and len(answer) == len(views)):
            raise DocumentError(RefusalReason.CRASHED)
        return answer

    def texts(self, path: str | Path) -> tuple[str, ...]:
        """The text of each page; ``DocumentError`` if the file cannot be opened."""
        answer = self._answer(Show(os.fspath(path), self.reading, texts=True))
        if not (isinstance(answer, tuple) and all(isinstance(one, str) for one in answer)):
            raise DocumentError(RefusalReason.CRASHED)
        return answer

    def contents(self, path: str) -> Contents:
        """What lies in an archive; ``DocumentError`` if it is not taken as a folder."""
        answer = self._answer(Show(path, self.reading, contents=True))
        if not isinstance(answer, Contents):
            raise DocumentError(RefusalReason.CRASHED)
        return answer

    def sheets(self, path: str) -> tuple[Sheet, ...]:
        """The rows of each sheet of a workbook; ``DocumentError`` if it cannot be read."""
        answer = self._answer(Show(path, self.reading, sheets=True))
        if not (isinstance(answer, tuple) and all(isinstance(one, Sheet) for one in answer)):
            raise DocumentError(RefusalReason.CRASHED)
        return answer

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """The libraries that the children read with, once one has said so."""
        found = (child.installation for child in self._children)
        return next((one.versions for one in found if one is not None and one.versions), ())

    def annotated(self, path: str | Path, sha256: str, notes: Sequence[Note]) -> bytes:
        """The file with this hash and notes behind it; ``DocumentError`` if it cannot be."""
        return self._bytes(Show(os.fspath(path), self.reading, notes=tuple(notes), sha256=sha256))

    def attachment(self, path: str | Path, name: str) -> bytes:
        """A file that a PDF carries; ``DocumentError`` if there is none of this name."""
        return self._bytes(Show(os.fspath(path), self.reading, attachment=name))

    def _bytes(self, request: Show) -> bytes:
        answer = self._answer(request)
        if not isinstance(answer, bytes):
            raise DocumentError(RefusalReason.CRASHED)
        return answer

    def _read(self, path: str | Path, book: bytes) -> tuple[Report, ...]:
        try:
            answer = self._answer(Request(os.fspath(path), self.reading, book))
        except DocumentError as error:
            return _refused(path, error)
        if is_reading(answer):
            return answer
        return _refused(path, DocumentError(RefusalReason.CRASHED))

    def _read_packed(self, path: str | Path, book: bytes) -> bytes | tuple[Report, ...]:
        try:
            answer = self._answer(Request(os.fspath(path), self.reading, book), Child.ask_packed)
        except DocumentError as error:
            return _refused(path, error)
        assert isinstance(answer, bytes)
        return answer

    def _answer(
        self,
        request: Request | Show,
        ask: Callable[[Child, Request | Show], object] = Child.ask,
    ) -> object:
        """What a child answers; ``DocumentError`` for its refusal and for a child that died."""
        child = self._idle.get()
        if child is None:
            self._idle.put(None)
            raise DocumentError(RefusalReason.CRASHED)
        while (answer := ask(child, request)) is None:
            child = self._instead(child, request)
        self._idle.put(child)
        if isinstance(answer, Installation):
            raise installation_error(answer, self.lang)
        if isinstance(answer, Refusal):
            raise DocumentError(answer.reason, answer.detail)
        return answer

    def _instead(self, dead: Child, request: Request | Show) -> Child:
        """A new child, to be asked what the dead one was; ``DocumentError`` if its end is final.

        It is where the child was new, so that nothing but the file can have ended it.
        """
        refusal = dead.why_dead(request.reading)
        self._children.remove(dead)
        if self._closing.is_set():
            raise DocumentError(refusal.reason, refusal.detail)
        child = self._started()
        if self._closing.is_set():  # since: nobody else ends this one
            child.stop()
            raise DocumentError(refusal.reason, refusal.detail)
        if not dead.died_at_start and dead.asked > 1 and refusal.reason in _OF_THE_CHILD:
            return child
        self._idle.put(child)  # whoever waits for a child is told the same
        if dead.died_at_start:
            raise installation_error(Installation(fault="start", detail=refusal.detail), self.lang)
        raise DocumentError(refusal.reason, refusal.detail)


def is_reading(answer: object) -> TypeGuard[tuple[Report, ...]]:
    """Whether an answer is what a child gives for a file that it was to read."""
    return isinstance(answer, tuple) and bool(answer) and all(isinstance(a, Report) for a in answer)


def installation_error(found: Installation, lang: str) -> InstallationError:
    """What a child found wrong with its libraries, in one line."""
    return InstallationError(
        translate(
            f"installation.{found.fault}",
            lang,
            requirement=found.requirement,
            detail=found.detail,
            library=re.split("[<>=]", found.requirement)[0],
        )
    )


def _refused(path: str | Path, error: DocumentError) -> tuple[Report, ...]:
    refusal = Refusal(RefusalReason(error.reason), error.detail)
    return (Report(Path(path).as_posix(), "", refusal=refusal),)
