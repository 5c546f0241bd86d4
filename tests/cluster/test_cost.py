"""What a cluster costs beside this machine's pool, as it is measured (``tests.bench.cluster``)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.cluster import WORKERS, Cost, measured, named, table

SAMPLES = Path(__file__).parents[2] / "samples" / "ok"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are told in /proc")
def test_both_ways_read_the_same_and_each_is_told_its_own(tmp_path: Path) -> None:
    costs = measured(named(sorted(SAMPLES.glob("*.pdf")), 6, tmp_path))
    pool, cluster = costs["pool"], costs["cluster"]
    assert pool.reading > 0 < cluster.reading
    assert pool.start > 0 < cluster.start
    assert pool.processes >= WORKERS
    # Beside those that read: a scheduler and the workers themselves.
    assert cluster.processes >= 2 * WORKERS + 1


def test_a_table_has_both_ways_and_their_ratio() -> None:
    costs = {"pool": Cost(1.0, 98.0, 1.0, 50.0), "cluster": Cost(3.0, 98.5, 2.5, 52.0)}
    assert table(costs, 1000, "en").splitlines()[2:] == [
        "| 1,000 | two processes of its own | 100.0 | 1.0 | 98.0 | 1.0 | 50.0 | 1.000 |",
        "| 1,000 | two workers of a cluster | 104.0 | 3.0 | 98.5 | 2.5 | 52.0 | 1.040 |",
    ]


def test_a_name_is_given_once(tmp_path: Path) -> None:
    names = named([SAMPLES / "xuefu-2020.pdf"], 3, tmp_path)
    assert len(set(names)) == 3
    assert {Path(name).resolve() for name in names} == {SAMPLES / "xuefu-2020.pdf"}
