"""Who owes what, as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.model import (
    Verdict,
)
from checker.model.filings import FilingState
from checker.register.overview import status
from tests.register.feeding import DAY, checked, finding
from tests.register.stores import store_with
from tests.register.taking import take

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("both")


def test_the_status_is_a_tree_with_who_is_late(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1, "某县民政局"), day="2024-01-25")
    take(store, checked(2, "某县人民政府", findings=[finding("A")]), day="2024-03-01")
    with store.reading() as session:
        found = status(session, "x.db", year=None, day="2024-02-10", lang="en")
        lines = [
            (one.level, one.name, one.state.value, one.due, one.days_late) for one in found.lines
        ]
        below = status(session, "", year=2023, day=DAY, lang="en", parent="12")
        some = status(session, "", year=2023, day=DAY, lang="en", wanted=[FilingState.OWED])
        empty = status(session, "", year=2019, day=DAY, lang="en")
    assert lines == [
        (0, "某县人民政府", "findings", "2024-03-31", 0),
        (1, "某县教育局", "owed", "2024-01-31", 10),
        (1, "某县民政局", "in", "2024-01-20", 5),
        (1, "某镇人民政府", "owed", "2024-01-31", 10),
    ]
    assert found.totals == {
        "bodies": 4, "handed_in": 2, "late": 3, "changed": 0, "findings": 1, "corrected": 0,
        "sent_back": 0, "owed": 2, "in": 1, "cleared": 0,
    }  # fmt: skip
    assert found.standings[0].verdict is Verdict.FAIL
    assert [one.name for one in below.lines] == ["某县民政局"]
    assert [one.name for one in some.lines] == ["某县人民政府", "某县教育局", "某镇人民政府"]
    assert empty.totals["owed"] == 4


def test_the_day_decides_the_year_where_no_report_came(tmp_path: Path) -> None:
    with store_with(tmp_path).reading() as session:
        assert status(session, "", year=None, day="2025-01-02", lang="en").year == 2024


def test_a_year_to_come_is_not_shown_unasked(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1, year=2023))
    take(store, checked(2, year=2055))
    take(store, checked(3, year=2024))  # 2023, misprinted: that year has just begun
    with store.reading() as session:
        assert status(session, "", year=None, day="2024-02-01", lang="en").year == 2023
        assert status(session, "", year=2055, day="2024-02-01", lang="en").totals["in"] == 1
