"""Whatever is printed wrong: each repair mends everything, with no more cells than were hit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.valid import LAYOUTS, hard_cells, report_of, seeded, valid_cells
from tests.locate.solving import applied, causes_of, changes_of, unmet

faults = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 120)), min_size=1, max_size=3)


@given(st.sampled_from(LAYOUTS), st.integers(0, 10_000), faults)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_repairs_mend_with_no_more_cells_than_were_changed(
    layout: str, seed: int, wrong: list[tuple[int, int]]
) -> None:
    cells = valid_cells(layout, seeded(seed))
    refs = list(hard_cells(layout))
    planted = {refs[number % len(refs)]: str(value) for number, value in wrong}
    report = report_of(layout, cells | planted)
    causes = causes_of(report)
    told = {(outcome.rule, outcome.place) for cause in causes for outcome in cause.outcomes}
    assert unmet(report) <= told
    if any(not cause.complete for cause in causes):
        return
    best = [cause.repairs[0] for cause in causes]
    changed = [ref for repair in best for ref in changes_of(repair)]
    assert len(changed) == len(set(changed)) <= len(planted)
    for number, cause in enumerate(causes):
        others = best[:number] + best[number + 1 :]
        for repair in cause.repairs:
            assert not unmet(applied(report, [*others, repair]))
            assert all(one.after >= 0 for one in repair.changes)
