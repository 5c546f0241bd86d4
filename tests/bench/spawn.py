"""Runs a command and prints its times (s) and peak memory (bytes), its children included.

A program of its own because a child's peak counts the memory of the process it was forked
from: the one that forks must be small. Standard library only.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main(command: list[str]) -> None:
    """Prints one JSON object; the command's own output is thrown away."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        os.execvp(command[0], command)  # noqa: S606  (no shell is the point)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    unit = 1 if sys.platform == "darwin" else 1024
    measured = {
        "seconds": seconds,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * unit,
        "status": os.waitstatus_to_exitcode(status),
    }
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1:])
