"""The scheduler of a Dask cluster, and tasks on it; the only module that knows Dask.

What people are told of it is told here in one line; Dask's own log and warnings stay silent.
"""

from __future__ import annotations

import time
import warnings
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import uuid4

import dask

# Before distributed is imported, which sets up its log by it.
dask.config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}})
# Files are sent in a task on purpose; of 10 MB, Dask gives a lesson on how to load data.
dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
# The last 1,000 messages of less than 1 MB each would stay here, with the files in them: measured
# 100 MB after 500 shards of 200 kB.
dask.config.set({"distributed.admin.low-level-log-length": 0})

from distributed import Client, KilledWorker, get_worker  # noqa: E402
from distributed.versions import VersionMismatchWarning  # noqa: E402

from checker.errors import CheckerError, brief  # noqa: E402
from checker.i18n import translate  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from distributed import Future

Asked = TypeVar("Asked")

_ANSWERS = 10.0  # seconds until a scheduler that is there has answered; Dask's own default is 30
_RETURNS = 60.0  # seconds that a scheduler may be away, which a service manager starts anew
_COMES = 60.0  # seconds without any worker
_LOOK = 5.0  # seconds between two looks at whether there is any, 4 ms of the scheduler's each
_PAUSE = 0.1  # seconds between two looks at whether a scheduler that is away is back


def folder_of_worker() -> str | None:
    """Where a worker keeps its files, which the next one there clears after one that was killed.

    ``None`` in any other process.
    """
    try:
        found: str = get_worker().local_directory
    except ValueError:  # no worker
        return None
    return found


class WorkersDiedError(Exception):
    """Every worker that took the task died over it: four, as Dask is set up."""


class Task(Generic[Asked]):
    """A function called with ``asked`` on some worker; as often as it takes to have an answer."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.future: Future[bytes] | None = None


class Cluster(Generic[Asked]):
    """A scheduler whose workers call ``work`` for what they are asked; ``lang`` is that of errors.

    ``CheckerError`` where none answers, where it has gone for good, and where no worker comes.
    """

    def __init__(self, url: str, work: Callable[[Asked], bytes], lang: str) -> None:
        self._url = url
        self._work = work
        self._lang = lang
        self._open: list[Task[Asked]] = []
        self._alone_since: float | None = None
        self._client = self._connected(_ANSWERS)

    def _connected(self, seconds: float) -> Client:
        try:
            with warnings.catch_warnings():
                # What may differ is seen to before a file is read (program).
                warnings.simplefilter("ignore", VersionMismatchWarning)
                return Client(self._url, timeout=seconds, set_as_default=False)
        except (OSError, TypeError, ValueError, ImportError) as error:
            # TypeError: TLS without certificates; ValueError: a file that is none.
            told = translate("cluster.unreachable", self._lang, url=self._url, detail=brief(error))
            raise CheckerError(told) from error

    def close(self) -> None:
        """Let go of all that was asked."""
        self._client.close(timeout=_ANSWERS)

    @property
    def threads(self) -> int:
        """How many tasks the workers do at a time, by now."""
        with suppress(OSError, CancelledError):
            return sum(self._client.nthreads().values())
        return 0

    def ask(self, asked: Asked) -> Task[Asked]:
        """Begin a task."""
        task = Task(asked)
        self._open.append(task)
        self._submit(task)
        return task

    def drop(self, task: Task[Asked]) -> None:
        """Let go of a task that nobody waits for any more."""
        self._open.remove(task)
        task.future = None  # the last to hold it: the scheduler forgets what it did not begin

    def _submit(self, task: Task[Asked]) -> None:
        # By a name of its own: the same files asked twice are no task that was done already.
        task.future = self._client.submit(
            self._work, task.asked, key=f"checker-{uuid4().hex}", pure=False
        )

    def answer(self, task: Task[Asked]) -> bytes:
        """The answer, waited for; ``WorkersDiedError`` where none can be had.

        A worker that is lost costs nothing but time, for its tasks are done by another; so does a
        scheduler that comes back: what it had not answered is asked again.
        """
        try:
            return self._waited_for(task)
        finally:
            self._open.remove(task)

    def _waited_for(self, task: Task[Asked]) -> bytes:
        while True:
            assert task.future is not None
            try:
                found: bytes = task.future.result(timeout=_LOOK)
            except TimeoutError:
                self._require_workers()
            except CancelledError:
                self._again()
            except KilledWorker as error:
                raise WorkersDiedError from error
            # A worker without this program, out of memory or of disk: whatever it raises.
            except Exception as error:
                told = translate("cluster.worker-failed", self._lang, detail=brief(error))
                raise CheckerError(told) from error
            else:
                return found

    def _require_workers(self) -> None:
        """``CheckerError`` where there has been none for long."""
        now = time.monotonic()
        if self.threads:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = now
        elif now - self._alone_since > _COMES:
            raise CheckerError(translate("cluster.no-workers", self._lang, url=self._url))

    def _again(self) -> None:
        """Ask a scheduler that is back what its predecessor took with it."""
        end = time.monotonic() + _RETURNS
        while self._client.status != "running":
            if time.monotonic() > end:
                raise CheckerError(translate("cluster.lost", self._lang, url=self._url))
            if self._client.status == "closed":  # it has given up
                with suppress(CheckerError):
                    self._client = self._connected(_ANSWERS)
            time.sleep(_PAUSE)
        for task in self._open:
            if task.future is None or task.future.cancelled():
                self._submit(task)
