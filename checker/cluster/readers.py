"""Files read by the workers of a cluster, in the order given: ``pipeline.ReportReader``.

A worker reads what lies at the same path there (a folder that all machines see); what does not,
or is another file there, is sent. What can be neither (a pipe, a member of an archive), and what
no worker survived, is read on this machine.
"""

from __future__ import annotations

import io
from collections import deque
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cluster.connection import Cluster, Task, WorkersDiedError
from checker.cluster.program import difference, program
from checker.cluster.shards import halves, parted, size
from checker.cluster.work import File, Shard, read_shard
from checker.errors import CheckerError
from checker.i18n import translate
from checker.isolation.duplicates import digest_of
from checker.isolation.pool import Readers
from checker.isolation.protocol import ModelUnpickler, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from checker.model import Report
    from checker.options import ReadOptions
    from checker.rulebook.form import Form

_AHEAD = 3  # shards a thread: one that it reads, one that waits there, one that waits for its turn
_SENT = 64 << 20
"""Bytes of files sent in one task, that is two dozen scans; a larger file is read here."""


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

    def read(self, paths: Sequence[str], forms: tuple[Form, ...]) -> Iterator[tuple[Report, ...]]:
        """The reports of each file in the order given; reading starts now.

        Some shards a thread are asked for before the first of them is needed: neither the
        scheduler nor this process ever holds more.
        """
        sent = packed(forms)
        rest = parted(paths, size(len(paths), self._cluster.threads))
        asked: deque[tuple[tuple[str, ...], Task[Shard] | None]] = deque()

        def ask() -> None:
            while len(asked) < _AHEAD * max(1, self._cluster.threads):
                some = next(rest, None)
                if some is None:
                    return
                asked.append((some, self._begun(_files(some), sent)))

        def reports() -> Iterator[tuple[Report, ...]]:
            while asked:
                some, task = asked.popleft()
                found = dict(self._answered(task)) if task is not None else {}
                ask()
                for path in some:
                    of_file = found.get(str(Path(path).absolute()))
                    yield (
                        tuple(replace(report, path=Path(path).as_posix()) for report in of_file)
                        if of_file
                        else self._read_here(path, forms)
                    )

        ask()
        return reports()

    def _begun(self, files: tuple[File, ...], forms: bytes) -> Task[Shard] | None:
        if not files:
            return None
        return self._cluster.ask(Shard(files, forms, self._reading, program(), self._lang))

    def _answered(self, task: Task[Shard]) -> Iterator[tuple[str, tuple[Report, ...]]]:
        """The path of each file of a shard with its reports."""
        shard = task.asked
        try:
            found = self._require_sound(_unpickled(self._cluster.answer(task)))
        except WorkersDiedError:
            yield from self._of_each_half(shard)
            return
        missing = []
        for file, reports in zip(shard.files, found, strict=True):
            if reports is None:
                missing.append(file)
            else:
                yield file.path, reports
        for some in _loads(missing):
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

    def _require_sound(self, answer: dict[str, Any]) -> tuple[tuple[Report, ...] | None, ...]:
        other = difference(answer["program"])
        if other:
            raise CheckerError(
                translate("cluster.differs", self._lang, url=self._url, difference=other)
            )
        if answer["fault"]:
            told = translate("cluster.worker-failed", self._lang, detail=answer["fault"])
            raise CheckerError(told)
        self.versions = answer["versions"] or self.versions
        reports: tuple[tuple[Report, ...] | None, ...] = answer["reports"]
        return reports

    def _read_here(self, path: str, forms: tuple[Form, ...]) -> tuple[Report, ...]:
        if self._here is None:
            self._here = self._open.enter_context(Readers(reading=self._reading, lang=self._lang))
        return next(self._here.read([path], forms))


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


def _unpickled(answer: bytes) -> dict[str, Any]:
    found: dict[str, Any] = ModelUnpickler(io.BytesIO(answer)).load()
    return found
