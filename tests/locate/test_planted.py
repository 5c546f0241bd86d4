"""The benchmark of ``make bench`` on fewer reports: what is owed must hold here too."""

from __future__ import annotations

import pytest

from tests.bench.localise import measure
from tests.bench.planted import FAULTS, planted
from tests.locate.solving import applied, causes_of_each, unmet
from tests.support.made_outcomes import checked

OWED = {
    "one_cell": (100, 100),
    "swap": (90, 95),
    "wrong_column": (75, 95),
    "one_case": (50, 85),
    "shifted_row": (85, 95),
    "transposed": (90, 95),
    "three": (95, 95),
}
"""Reports in a hundred whose planted repair is told first, and among the first three."""


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_the_planted_repair_is_told_among_the_first(fault: str) -> None:
    hits = measure(fault, count=100, seed=4)
    first, first_three = OWED[fault]
    assert hits.first >= first
    assert hits.first_three >= first_three
    assert hits.unfinished == 0


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_every_repair_mends_every_relation(fault: str) -> None:
    reports = [report for report, _ in planted(FAULTS[fault], 15, seed=8)]
    for report, causes in zip(reports, causes_of_each(reports), strict=True):
        best = [cause.repairs[0] for cause in causes]
        assert not unmet(applied(report, best))
        for number, cause in enumerate(causes):
            others = best[:number] + best[number + 1 :]
            for repair in cause.repairs:
                assert not unmet(applied(report, [*others, repair]))


def test_a_single_wrong_cell_is_a_single_entry() -> None:
    for found in checked(*(report for report, _ in planted(FAULTS["one_cell"], 40, seed=2))):
        entries = [
            finding
            for finding in found.findings
            if finding.follows_from is None and finding.rule.startswith("T3-0")
        ]
        assert len([entry for entry in entries if entry.severity == "error"]) == 1
        (repair,) = found.repairs
        assert repair.explains[0] == entries[0].id
        failed = {f.id for f in found.findings if f.rule in ("T3-01", "T3-02", "T3-03")}
        assert failed <= set(repair.explains)
