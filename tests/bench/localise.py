"""How often the repair that was planted is found, first or among the first three, and how fast."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.checks.engine import evaluate
from checker.locate import locate
from tests.bench.planted import FAULTS, planted
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Cause, Outcome


SEED = 20_260_101
COUNT = 1_000


@dataclass(frozen=True, slots=True)
class Hits:
    """One kind of fault: reports, ranks of the planted repair, milliseconds of each search."""

    fault: str
    reports: int
    first: int
    first_three: int
    unfinished: int
    median_ms: float
    longest_ms: float


def rank_of(causes: Sequence[Cause], right: Mapping[str, int]) -> int | None:
    """The place of the planted repair, 1 for the first; over several causes the worst place.

    Every planted cell must be given its right number, and no other cell be changed.
    """
    places, left = [], dict(right)
    for cause in causes:
        for place, repair in enumerate(cause.repairs, start=1):
            changes = {str(change.cell): change.after for change in repair.changes}
            if all(left.get(ref) == number for ref, number in changes.items()):
                places.append(place)
                left = {ref: number for ref, number in left.items() if ref not in changes}
                break
        else:
            return None
    return max(places, default=None) if not left else None


def all_kinds() -> tuple[Hits, ...]:
    """Every kind of fault, as ``make bench`` prints it."""
    measure("one_cell", 1)  # the rule book and the layouts are worked out once
    return tuple(measure(fault) for fault in FAULTS)


def measure(fault: str, count: int = COUNT, seed: int = SEED) -> Hits:
    """Plants ``count`` faults of one kind and looks for each; processor time."""
    ranks, times, unfinished = [], [], 0
    cases = planted(FAULTS[fault], count, seed)
    said: list[list[Outcome]] = [[] for _ in cases]
    for outcome in evaluate([report for report, _ in cases], rulebook()):
        said[outcome.report].append(outcome)
    gc.freeze()  # the batch is kept for the bench alone; a walk through it is no part of a search
    for (report, right), outcomes in zip(cases, said, strict=True):
        started = time.process_time()
        causes = locate(report, outcomes, rulebook())
        times.append(1000 * (time.process_time() - started))
        ranks.append(rank_of(causes, right))
        unfinished += any(not cause.complete for cause in causes)
    gc.unfreeze()
    times.sort()
    return Hits(
        fault=fault,
        reports=count,
        first=sum(rank == 1 for rank in ranks),
        first_three=sum(rank is not None and rank <= 3 for rank in ranks),
        unfinished=unfinished,
        median_ms=times[len(times) // 2],
        longest_ms=times[-1],
    )
