"""Reports judged for pages: one at a time, and nobody waits who has nothing to be judged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from checker.desk.judge import Bench
from checker.options import Options
from checker.register.report_list import report_with
from tests.desk.serving import report

if TYPE_CHECKING:
    from tests.desk.serving import Served


def test_what_was_judged_is_shown_while_another_is_being_judged(desk: Served) -> None:
    desk.drop(("a.pdf", report(body="某县教育局")))
    bench = Bench(desk.store, Options(lang="zh"), lambda: "2024-02-10")
    with desk.store.reading() as session:
        found = report_with(session, 1)
    assert found is not None
    before = bench.judged(found.report, "zh")
    with ThreadPoolExecutor(1) as others, bench._lock:
        assert others.submit(lambda: bench.rulebook).result(30).forms
        assert others.submit(bench.judged, found.report, "zh").result(30) is before
