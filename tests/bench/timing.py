"""Medians of alternating runs, so that a noisy machine treats every candidate alike."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_SPAWN = Path(__file__).parent / "spawn.py"


@dataclass(frozen=True, slots=True)
class Sample:
    """One candidate's median times in seconds and, for processes, its largest peak in bytes.

    ``cpu`` is that of all its threads and processes.
    """

    seconds: float
    peak: int = 0
    cpu: float = 0.0


def load() -> str:
    """How many processes wanted a processor in the last minute, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"


def counting() -> float:
    """CPU seconds of a sum that every Python does alike: the least of some, as fast as it gets."""

    def once() -> float:
        begin = time.process_time()
        sum(range(2_000_000))
        return time.process_time() - begin

    return min(once() for _ in range(9))


def warm(candidates: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, Sample]:
    """Median seconds of each call after one unmeasured round."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in candidates}
    for run in range(rounds + 1):
        for name, call in candidates.items():
            gc.collect()
            started, used = time.perf_counter(), time.process_time()
            call()
            if run:
                times[name].append((time.perf_counter() - started, time.process_time() - used))
    return {name: _sample(taken) for name, taken in times.items()}


def processes(
    candidates: Mapping[str, Sequence[str]],
    *,
    rounds: int,
    statuses: Mapping[str, frozenset[int]] | None = None,
) -> dict[str, Sample]:
    """Median seconds and peak memory of whole processes; ``statuses`` are the good ends."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in candidates}
    peaks = dict.fromkeys(candidates, 0)
    for run in range(rounds + 1):
        for name, command in candidates.items():
            printed = subprocess.run(
                [sys.executable, "-S", "-E", str(_SPAWN), *command],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            measured = json.loads(printed)
            good = (statuses or {}).get(name, frozenset({0}))
            if measured["status"] not in good:
                raise RuntimeError(f"{name}: ended with {measured['status']}: {command}")
            peaks[name] = max(peaks[name], measured["peak"])
            if run:
                times[name].append((measured["seconds"], measured["cpu"]))
    return {name: _sample(times[name], peaks[name]) for name in candidates}


def _sample(taken: Sequence[tuple[float, float]], peak: int = 0) -> Sample:
    seconds, cpu = map(statistics.median, zip(*taken, strict=True))
    return Sample(seconds, peak, cpu)
