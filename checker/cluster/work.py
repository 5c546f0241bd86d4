"""What a worker does: read a shard of files, each in a reading process of its own.

Runs within a worker of Dask's, in as many threads as that has. The reading processes outlive a
shard, for they take longer to start than a file to read; they end with the worker.
"""

from __future__ import annotations

import pickle
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from checker.cluster.connection import folder_of_worker
from checker.cluster.program import program
from checker.errors import InstallationError, brief
from checker.isolation.duplicates import digest_of
from checker.isolation.pool import Readers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from checker.model import Report
    from checker.options import ReadOptions

    Answer: TypeAlias = bytes | tuple[Report, ...] | None


class File(NamedTuple):
    """A file of the caller's: its absolute path there, its SHA-256, and its bytes if they came."""

    path: str
    sha256: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """Files to be read, and how: the ``book`` packed, by what ``program``, worded in ``lang``."""

    files: tuple[File, ...]
    book: bytes
    reading: ReadOptions
    program: dict[str, str]
    lang: str


def read_shard(shard: Shard) -> bytes:
    """The pickled answer, of plain values and those of the model (``isolation.protocol``).

    ``program`` is this worker's own, where another was wanted nothing is read; ``fault`` why its
    installation cannot read; ``versions`` of its libraries; ``answers`` what a reading process
    sent for each file, unopened, the report of a file that none answered for, and ``None`` for a
    file that is not here. Whether it is the same file is for who opens the answer to see.
    """
    found: dict[str, object] = {"program": program(), "fault": "", "versions": (), "answers": ()}
    if shard.program == program():
        try:
            found["answers"], found["versions"] = _read(shard)
        except InstallationError as error:
            found["fault"] = str(error)
        # Raised here it would end nothing: what Dask cannot pickle it keeps, and who asked waits.
        except Exception as error:  # noqa: BLE001
            found["fault"] = brief(error)
    return pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL)


def _read(shard: Shard) -> tuple[tuple[Answer, ...], tuple[tuple[str, str], ...]]:
    with (
        TemporaryDirectory(prefix="checker-shard-", dir=folder_of_worker()) as folder,
        _borrowed(shard) as readers,
    ):
        places = [_place(file, Path(folder, str(at))) for at, file in enumerate(shard.files)]
        found = readers.read_packed([one for one in places if one], shard.book)
        answers = tuple(
            _of_the_same(file, next(found)) if place else None
            for file, place in zip(shard.files, places, strict=True)
        )
        return answers, readers.versions


def _place(file: File, folder: Path) -> str:
    """Where a file of that path lies on this machine; empty if none does."""
    if file.data is None:
        # A pipe can be read once, and is not the caller's.
        return file.path if Path(file.path).is_file() else ""
    folder.mkdir()
    place = folder / Path(file.path).name  # some formats have no sign but the ending
    place.write_bytes(file.data)
    return str(place)


def _of_the_same(file: File, answer: bytes | tuple[Report, ...]) -> Answer:
    """The answer, but for one that does not tell what was read, of another file than the caller's.

    A report has the hash of its file, which is not worked out twice.
    """
    is_told = isinstance(answer, bytes) or file.data is not None
    return answer if is_told or digest_of(file.path) == file.sha256 else None


_idle: list[Readers] = []
_lock = Lock()


@contextmanager
def _borrowed(shard: Shard) -> Iterator[Readers]:
    """Reading processes for one thread, of those that nobody uses; new ones where there are none.

    Where none reads as is wanted (another run's limits), one that does not is ended. After a fault
    they are, too.
    """
    wanted = (shard.reading, shard.lang)
    with _lock:
        # Those that fit come last: two runs at once do not end each other's.
        _idle.sort(key=lambda one: (one.reading, one.lang) == wanted)
        readers = _idle.pop() if _idle else None
    if readers is not None and (readers.reading, readers.lang) != wanted:
        readers.stop()
        readers = None
    if readers is None:
        readers = Readers(reading=shard.reading, lang=shard.lang)
    try:
        yield readers
    except BaseException:
        readers.stop()
        raise
    with _lock:
        _idle.append(readers)
