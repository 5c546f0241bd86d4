"""A real scheduler and real workers of Dask, each a process of its own on this machine."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Client

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0  # seconds until a worker is there; 3 here


class Machines:
    """Processes by name; ``settings`` are Dask's own, as it takes them from the environment."""

    def __init__(
        self, folder: Path, *, secure: Sequence[str] = (), settings: Mapping[str, str] | None = None
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.secure = tuple(secure)
        self.url = f"{'tls' if secure else 'tcp'}://127.0.0.1:{self.port}"
        self._folder = folder
        self._scratch = folder / "scratch"  # who is killed clears nothing
        self._scratch.mkdir(exist_ok=True)
        self._settings = settings or {}
        self.workers: list[subprocess.Popen[bytes]] = []
        self.start_scheduler()

    def _start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        # Killed, they could not write down what they were measured to reach.
        plain = {one: value for one, value in os.environ.items() if not one.startswith("COV")}
        own = {"PYTHONPATH": str(ROOT), "TMPDIR": str(self._scratch)}
        with (self._folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "checker.cluster", *words, *self.secure],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env={**plain, **own, **self._settings},
                start_new_session=True,
            )

    def start_scheduler(self) -> None:
        """One at the same address as the one before."""
        address = ("--host", self.url.rpartition(":")[0], "--port", str(self.port))
        self.scheduler = self._start("scheduler", "scheduler", *address, "--no-dashboard")

    def start_worker(self, preload: Path | None = None, *, revived: bool = False) -> None:
        """A worker of one thread; ``revived`` each time that it dies."""
        words = ["worker", self.url, "--nthreads", "1", "--no-dashboard", "--death-timeout", "60"]
        words += ["--nanny" if revived else "--no-nanny"]
        words += ["--preload", str(preload)] if preload is not None else []
        self.workers.append(self._start("worker", *words))

    def wait(self, workers: int) -> None:
        """Until so many workers are there."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                with Client(self.url, timeout=5, set_as_default=False) as client:
                    if workers:
                        client.wait_for_workers(workers, timeout=_PATIENCE)
                    return
            except OSError:  # the scheduler is not there yet
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    @property
    def leftovers(self) -> list[Path]:
        """Folders of files that were sent."""
        return list(self._scratch.rglob("checker-shard-*"))

    def close(self) -> None:
        """End all, with all that they started."""
        for process in (*self.workers, self.scheduler):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """As a machine goes: with all that runs on it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
