"""Files read by the workers of a cluster, in the order given: ``pipeline.ReportReader``.

A worker reads what lies at the same path there (a folder that all machines see); what does not,
or is another file there, is sent. What can be neither (a pipe, a member of an archive), and what
no worker survived, is read on this machine.
"""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cluster.connection import Cluster, Task, WorkersDiedError
from checker.cluster.program import difference, program
from checker.cluster.shards import halves, parted, size
from checker.cluster.work import File, Shard, read_shard
from checker.errors import CheckerError
from checker.i18n import translate
from checker.isolation.duplicates import digest_of
from checker.isolation.pool import Readers, installation_error, is_reading
from checker.isolation.protocol import NO_ANSWER, Book, Installation, answer_in, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from checker.cluster.work import Answer
    from checker.model import Report
    from checker.options import ReadOptions
    from checker.rulebook.form import Form
    from checker.rulebook.lexicon import Lexicon

_AHEAD = 3  # shards a thread: one that it reads, one that waits there, one that waits for its turn
_SENT = 32 << 20
"""Bytes of files sent in one task, that is a dozen scans; a larger file is read here."""
_LOADS = 2  # so many bytes a thread are on their way: what it reads, and what it reads next


@dataclass(slots=True)
class _Part:
    """Files that were asked for together; ``sent`` with their bytes, or named only."""

    paths: tuple[str, ...]
    files: tuple[File, ...]
    tasks: tuple[Task[Shard], ...] = ()
    sent: bool = False

    @property
    def weight(self) -> int:
        """Bytes of files, which this process and the scheduler hold until they are read."""
        files = (file for task in self.tasks for file in task.asked.files)
        return sum(len(file.data or b"") for file in files)


class ClusterReaders:
    """The workers of the cluster at ``url``, as ``with ClusterReaders(…) as readers:``.

    ``CheckerError``, worded in ``lang``, where nobody answers there, in reading also where the
    workers read with another program or none is left. A file is read twice where a worker dies
    over its shard, and told once.
    """

    def __init__(self, url: str, *, reading: ReadOptions, lang: str = "zh") -> None:
        self._reading = reading
        self._lang = lang
        self._url = url
        self._cluster: Cluster[Shard] = Cluster(url, read_shard, lang)
        self._open = ExitStack()
        self._open.callback(self._cluster.close)
        self._here: Readers | None = None
        self._sends = False  # known by the first shard of which no file lay there
        self.versions: tuple[tuple[str, str], ...] = ()
        """The libraries that the workers read with, once one has said so."""

    def __enter__(self) -> ClusterReaders:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: Lexicon | None = None
    ) -> Iterator[tuple[Report, ...]]:
        """The reports of each file in the order given; reading starts now.

        Some shards a thread are asked for before the first of them is needed: neither the
        scheduler nor this process ever holds more.
        """
        book = packed(Book(forms, lexicon))
        parts = parted(paths, size(len(paths), self._cluster.threads))
        asked: deque[_Part] = deque()

        def reports() -> Iterator[tuple[Report, ...]]:
            while asked:
                part = asked.popleft()
                found = dict(chain.from_iterable(map(self._answered, part.tasks)))
                self._ask_ahead(asked, parts, book)
                for path in part.paths:
                    of_file = found.get(str(Path(path).absolute()))
                    yield (
                        tuple(replace(report, path=Path(path).as_posix()) for report in of_file)
                        if of_file
                        else self._read_here(path, forms)
                    )

        self._ask_ahead(asked, parts, book)
        return reports()

    def _ask_ahead(
        self, asked: deque[_Part], parts: Iterator[tuple[str, ...]], book: bytes
    ) -> None:
        """Keep every thread busy: first with what was asked for, then with what comes next."""
        threads = max(1, self._cluster.threads)
        weight = sum(part.weight for part in asked)
        if self._sends:
            # What was named only would come back unread, one part after the other.
            for part in asked:
                if weight < threads * _LOADS * _SENT and not part.sent:
                    for task in part.tasks:
                        self._cluster.drop(task)
                    self._begin(part, book)
                    weight += part.weight
        while len(asked) < threads * _AHEAD and weight < threads * _LOADS * _SENT:
            paths = next(parts, None)
            if paths is None:
                return
            part = _Part(paths, _files(paths))
            self._begin(part, book)
            weight += part.weight
            asked.append(part)

    def _begin(self, part: _Part, book: bytes) -> None:
        part.sent = self._sends
        loads = _loads(part.files) if part.sent else [part.files] if part.files else []
        part.tasks = tuple(
            self._cluster.ask(Shard(files, book, self._reading, program(), self._lang))
            for files in loads
        )

    def _answered(self, task: Task[Shard]) -> Iterator[tuple[str, tuple[Report, ...]]]:
        """The path of each file of a shard with its reports."""
        shard = task.asked
        try:
            found = self._require_sound(answer_in(self._cluster.answer(task)))
        except WorkersDiedError:
            yield from self._of_each_half(shard)
            return
        missing = []
        for file, answer in zip(shard.files, found, strict=True):
            reports = () if answer is None else self._opened(answer)
            if reports is None:
                continue  # it is read here, where a child that sends such a thing is ended
            if reports and _is_of(file, reports):
                yield file.path, reports
            else:
                missing.append(file)
        for some in _loads(missing):
            self._sends = self._sends or len(missing) == len(shard.files)
            yield from self._answered(self._cluster.ask(replace(shard, files=some)))

    def _of_each_half(self, shard: Shard) -> Iterator[tuple[str, tuple[Report, ...]]]:
        """Somebody kills who reads him: a file of the shard, or of one that waited beside it.

        Of a single file nothing is told, so that it is read here: a reading process of this
        machine's knows what ended it, which the scheduler only guesses.
        """
        if len(shard.files) == 1:
            return
        tasks = [self._cluster.ask(replace(shard, files=half)) for half in halves(shard.files)]
        for task in tasks:
            yield from self._answered(task)

    def _require_sound(self, answer: dict[str, Any]) -> tuple[Answer, ...]:
        other = difference(answer["program"])
        if other:
            raise CheckerError(
                translate("cluster.differs", self._lang, url=self._url, difference=other)
            )
        if answer["fault"]:
            raise self._failed(answer["fault"])
        self.versions = answer["versions"] or self.versions
        answers: tuple[Answer, ...] = answer["answers"]
        return answers

    def _failed(self, detail: str) -> CheckerError:
        return CheckerError(translate("cluster.worker-failed", self._lang, detail=detail))

    def _opened(self, answer: bytes | tuple[Report, ...]) -> tuple[Report, ...] | None:
        """The reports that a worker's reading process sent; ``None`` for what is no answer."""
        found: object = answer
        if isinstance(answer, bytes):
            try:
                found = answer_in(answer)
            except NO_ANSWER:
                return None
        if isinstance(found, Installation):  # of a library that is imported late
            raise self._failed(str(installation_error(found, self._lang)))
        return found if is_reading(found) else None

    def _read_here(self, path: str, forms: tuple[Form, ...]) -> tuple[Report, ...]:
        if self._here is None:
            self._here = self._open.enter_context(Readers(reading=self._reading, lang=self._lang))
        return next(self._here.read([path], forms))


def _is_of(file: File, reports: tuple[Report, ...]) -> bool:
    """Whether reports are those of a file: where it was named only, another may lie there."""
    return file.data is not None or all(one.sha256 == file.sha256 for one in reports)


def _files(paths: Sequence[str]) -> tuple[File, ...]:
    """Those that can be read elsewhere, each once."""
    whole = dict.fromkeys(str(Path(path).absolute()) for path in paths)
    found = ((path, digest_of(path)) for path in whole)
    return tuple(File(path, digest) for path, digest in found if digest)


def _loads(files: Sequence[File]) -> Iterator[tuple[File, ...]]:
    """Files with their bytes, as many together as are sent at a time.

    A file that is too large is left out, as is one that went or changed meanwhile.
    """
    some: list[File] = []
    weight = 0
    for file in files:
        data = _bytes(file)
        if data is None:
            continue
        if some and weight + len(data) > _SENT:
            yield tuple(some)
            some, weight = [], 0
        some.append(file._replace(data=data))
        weight += len(data)
    if some:
        yield tuple(some)


def _bytes(file: File) -> bytes | None:
    place = Path(file.path)
    try:
        if place.stat().st_size > _SENT:
            return None
        return place.read_bytes()
    except OSError:
        return None
