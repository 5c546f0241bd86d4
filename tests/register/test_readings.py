"""What people read in place of the program, in either database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.errors import CheckerError
from checker.register.dispositions import OvertakenError
from checker.register.readings import (
    Read,
    history,
    judged_anew,
    kept_readings,
    lapsed,
    record,
    take_in,
)
from tests.register.feeding import checked, intake
from tests.register.stores import store_with
from tests.register.taking import take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.confirming import Readings
    from checker.model import Checked, Report
    from checker.register.store import Store

pytestmark = pytest.mark.usefixtures("both")
REF, AT = "t3.granted.total", "2024-02-01T09:00:00+08:00"


def read(store: Store, one: Checked, value: str | None, seen: int = 0, ref: str = REF) -> None:
    with store.writing() as session:
        record(session, one.report, [Read(ref, value, "王五", AT, "", seen)], "zh")


def test_the_last_holds_all_are_kept_and_files_are_judged_once(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    first, other = checked(1), checked(2)
    take(store, first)
    read(store, first, "１２")
    for value, seen in (("13", 0), ("13", 2)):
        with pytest.raises(OvertakenError):
            read(store, first, value, seen)
    for value, ref in (("x", REF), ("1", "t9.a.b")):
        with pytest.raises(CheckerError):
            read(store, first, value, 1, ref)
    judged: list[tuple[Report, ...]] = []

    def judge(reports: Sequence[Report], readings: Readings) -> Sequence[Checked]:
        judged.append(tuple(reports))
        return [replace(first, report=readings.applied(one)) for one in reports]

    assert judged_anew(store, intake(store), judge) == 1
    assert judged_anew(store, intake(store), judge) == 0
    assert judged == [(first.report,)]
    read(store, first, None, 1)
    with store.reading() as session:
        assert kept_readings(session) == ()
        assert [row.value for row in history(session, first.report)[REF]] == ["12", None]
    read(store, first, "", 2)
    with store.reading() as session:
        (entry,) = kept_readings(session)
        assert (entry.value, entry.by, entry.at) == ("", "王五", AT)
        same = replace(other.report, body=first.report.body, year=first.report.year)
        assert lapsed(session, same) == (entry,)
        assert lapsed(session, first.report) == ()
        assert kept_readings(session, [other.report.sha256]) == ()
    with store.writing() as session:
        assert take_in(session, [entry, replace(entry, value="9"), replace(entry, value="9")]) == 1
        assert [one.value for one in kept_readings(session)] == ["9"]
