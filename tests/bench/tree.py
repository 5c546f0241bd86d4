"""Peak memory of a command and of all it starts: ``python -m tests.bench.tree COMMAND …``.

Looked at 20 times a second, so that what is shorter than that may be missed; what processes share
is counted once (``Pss``). Linux only. Standard library only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PROC = Path("/proc")
_PAUSE = 0.05  # seconds between two looks
_KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Tree:
    """Wall and CPU seconds of a command with all it started; peaks in bytes.

    ``together`` is that of all processes at one time, ``first`` that of the command's own process,
    ``child`` that of the largest of those it started.
    """

    wall: float
    cpu: float
    together: int
    first: int
    child: int
    status: int


def measured(command: Sequence[str]) -> Tree:
    """Run a command to its end and look at its processes meanwhile; what it prints is dropped."""
    together = 0
    peaks: dict[int, int] = {}
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while True:
            ended, code, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            all_of_it = list(family(process.pid))
            together = max(together, sum(_read(one, "smaps_rollup", "Pss") for one in all_of_it))
            for one in all_of_it:
                peaks[one] = max(peaks.get(one, 0), _read(one, "status", "VmHWM"))
            time.sleep(_PAUSE)
        process.returncode = os.waitstatus_to_exitcode(code)
        wall = time.perf_counter() - started
        first = peaks.pop(process.pid, 0)
        return Tree(
            wall,
            usage.ru_utime + usage.ru_stime,
            together,
            first,
            max(peaks.values(), default=0),
            process.returncode,
        )


def family(pid: int) -> Iterator[int]:
    """A process and all that come from it."""
    yield pid
    for tasks in _PROC.glob(f"{pid}/task/*/children"):
        try:
            children = tasks.read_text("ascii").split()
        except OSError:  # it has ended since
            continue
        for child in children:
            yield from family(int(child))


def _read(pid: int, name: str, entry: str) -> int:
    """An entry of a file about a process, in bytes; 0 once the process has ended."""
    try:
        lines = (_PROC / str(pid) / name).read_text("ascii").splitlines()
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) * _KILOBYTE for line in lines if line.startswith(f"{entry}:")), 0
    )


def main() -> None:
    """Prints one line of figures."""
    tree = measured(sys.argv[1:])
    megabytes = [size / 1_000_000 for size in (tree.together, tree.first, tree.child)]
    sys.stdout.write(
        "wall {:.1f} s, CPU {:.1f} s, all processes together {:.0f} MB, the first {:.0f} MB, "
        "the largest of the others {:.0f} MB, ended with {}\n".format(
            tree.wall, tree.cpu, *megabytes, tree.status
        )
    )


if __name__ == "__main__":
    main()
