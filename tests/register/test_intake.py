"""Files into the store: once each, whatever they hold."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from checker.errors import CheckerError
from checker.model import (
    PageFault,
    RefusalReason,
    ReportPart,
    Severity,
    Waived,
)
from checker.model.filings import FilingEvent, FilingState
from checker.model.register_changes import Added, FileFate
from checker.options import Options, Selection
from checker.register.filings import settle_unassigned
from checker.register.intake import _FINAL, judged_by
from checker.register.queries import Asked, reports
from checker.register.tables import File, FileContent, ReportRow
from tests.register.feeding import checked, finding, intake, refused
from tests.register.stores import empty_store, store_with
from tests.register.taking import shown, state, take

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model import Checked

pytestmark = pytest.mark.usefixtures("both")


def test_what_is_known_is_not_taken_again(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    one = checked()
    assert intake(store).known(["f" * 64, one.report.sha256]) == frozenset()
    assert take(store, one).fate is FileFate.NEW
    assert intake(store).known(["f" * 64, one.report.sha256]) == {one.report.sha256}
    assert take(store, one, day="2024-02-01").fate is FileFate.KNOWN
    assert len(shown(store).events) == 1
    # Other rules, another program: the same file is judged again, and is no other version.
    other = intake(store, judged="1" * 64)
    assert other.known([one.report.sha256]) == frozenset()
    assert other.take("", [one]).fate is FileFate.AGAIN
    assert [kept.version for kept in shown(store).versions] == [1]
    assert len(shown(store).events) == 1, "nothing else was found"


def test_more_files_than_one_question_takes_are_known(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1200))
    asked = [f"{number:064x}" for number in range(1, 1300)]
    assert intake(store).known(asked) == {f"{1200:064x}"}


def test_a_report_of_nobody_waits_until_its_body_is_known(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    entered = take(store, checked()).reports[0]
    assert (entered.body, entered.version) == (None, None)
    take(store, checked(2, year=None))
    from checker.register.body_import import import_bodies
    from tests.register.stores import COUNTY

    with store.writing() as session:
        import_bodies(session, {body.name: body for body in COUNTY}, "en")
        assert settle_unassigned(session, "2024-02-02") == 1
        assert settle_unassigned(session, "2024-02-02") == 0
    assert shown(store).standing.received == "2024-02-02"
    with store.reading() as session:
        waiting = reports(session, Asked(unassigned=True), "en")
        assert [one.path for one in waiting] == ["2.pdf"]


def test_a_file_that_is_another_bodys_by_now_moves(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1))
    take(store, checked(2))
    take(store, checked(2, "某县民政局"), judged="1" * 64)
    assert [one.path for one in shown(store).versions] == ["1.pdf"]
    assert shown(store).events[-1].event is FilingEvent.WITHDRAWN
    assert state(store, "某县民政局") is FilingState.IN
    take(store, checked(1, "某县民政局"), judged="1" * 64)
    assert state(store) is FilingState.OWED
    assert shown(store).standing.received is None
    assert [one.version for one in shown(store, "某县民政局").versions] == [1, 2]
    # It owes a report again, and the next one is no version that there was before.
    take(store, checked(3))
    assert [one.version for one in shown(store).versions] == [3]


def part(number: int, count: int, body: str) -> Checked:
    one = checked(7, body)
    return replace(one, report=replace(one.report, part=ReportPart(number, count)))


def test_several_reports_of_a_file_are_that_many(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    bodies = ("某县教育局", "某县民政局", "某镇人民政府")
    take(store, *(part(number, 3, body) for number, body in enumerate(bodies, start=1)))
    assert [state(store, body) for body in bodies] == [FilingState.IN] * 3
    take(store, *(part(number, 2, body) for number, body in enumerate(bodies[:2], start=1)),
         judged="1" * 64)  # fmt: skip
    assert [state(store, body) for body in bodies] == [
        FilingState.IN, FilingState.IN, FilingState.OWED,
    ]  # fmt: skip


def test_what_cannot_be_read_of_a_file_takes_nothing_from_its_other_reports(
    tmp_path: Path,
) -> None:
    store = store_with(tmp_path)
    bodies = ("某县教育局", "某县民政局", "某镇人民政府")
    good = [part(number, 3, body) for number, body in enumerate(bodies, start=1)]

    def without(number: int, reason: RefusalReason) -> list[Checked]:
        none = refused(reason, 7)
        bad = replace(none, report=replace(none.report, part=ReportPart(number, 3)))
        return [bad if at == number else one for at, one in enumerate(good, start=1)]

    taken = take(store, *without(2, RefusalReason.MEMORY_LIMIT))
    assert [one.refusal is None for one in taken.reports] == [True, False, True]
    assert (taken.fate, Added((taken,), 0).is_complete) == (FileFate.NEW, False)
    owed = [state(store, body) for body in bodies]
    assert owed == [FilingState.IN, FilingState.OWED, FilingState.IN]
    digest = good[0].report.sha256
    assert intake(store).known([digest]) == frozenset(), "it may be read the next time"

    take(store, *good)
    assert [state(store, body) for body in bodies] == [FilingState.IN] * 3
    taken = take(store, *without(1, RefusalReason.TIME_LIMIT), judged="1" * 64)
    assert not Added((taken,), 0).is_complete
    assert [state(store, body) for body in bodies] == [FilingState.IN] * 3, "read before"
    # What its bytes are no report for is none, whatever was thought before.
    take(store, *without(3, RefusalReason.BLANK_FORM), judged="1" * 64)
    assert state(store, bodies[2]) is FilingState.OWED


# Every reason in a file; in a database of a server one of each kind, which differ for the store.
_REFUSED = [
    *(("sqlite", reason) for reason in RefusalReason),
    *(
        pytest.param("postgres", reason, marks=pytest.mark.postgres)
        for reason in (RefusalReason.BLANK_FORM, RefusalReason.ENCRYPTED)
    ),
]


@pytest.mark.parametrize(("both", "reason"), _REFUSED, indirect=["both"])
def test_a_refused_file_is_known_where_its_bytes_alone_are_the_reason(
    reason: RefusalReason, tmp_path: Path
) -> None:
    store = store_with(tmp_path)
    assert take(store, refused(reason)).fate is FileFate.UNREAD
    assert (intake(store).known([f"{1:064x}"]) != frozenset()) == (reason in _FINAL)
    # Read after all, it is a report like any other.
    assert take(store, checked(1), judged="1" * 64).reports[0].version == 1
    assert state(store) is FilingState.IN


@pytest.mark.parametrize(("both", "reason"), _REFUSED, indirect=["both"])
def test_a_report_that_came_stays_where_its_file_could_not_be_read_again(
    reason: RefusalReason, tmp_path: Path
) -> None:
    store = store_with(tmp_path)
    take(store, checked(findings=[finding("T3-01")]))
    before = shown(store)
    assert take(store, refused(reason), judged="1" * 64).fate is FileFate.UNREAD
    if reason in _FINAL:  # its bytes hold no report, as is known by now
        assert state(store) is FilingState.OWED
        return
    assert shown(store) == before
    assert intake(store, judged="1" * 64).known([f"{1:064x}"]) == frozenset(), "read again"


def test_what_an_earlier_program_read_is_read_again_though_it_was_judged_anew(
    tmp_path: Path,
) -> None:
    store = store_with(tmp_path)
    take(store, checked())
    with store.writing() as session:
        session.scalars(select(File)).one().program = "0.0.1"
    accepted = checked(findings=[finding("T3-01", waived=Waived("核实"))])
    intake(store).take("1.pdf", [accepted], anew=True)
    assert shown(store).findings[0].waived
    assert intake(store).known([f"{1:064x}"]) == frozenset()


def test_a_file_without_bytes_leaves_no_trace(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    gone = refused(RefusalReason.NOT_FOUND)
    gone = replace(gone, report=replace(gone.report, sha256=""))
    assert take(store, gone).fate is FileFate.UNREAD
    with store.reading() as session:
        assert session.scalars(select(ReportRow)).all() == []


def test_a_page_that_the_parser_failed_on_is_read_again_next_time(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    one = checked()
    for recovered in (False, True):
        report = replace(one.report, faults=(PageFault(2, "ValueError: x", recovered),))
        take(store, replace(one, report=report))
        assert bool(intake(store).known([report.sha256])) is recovered


def test_the_bytes_are_kept_on_request_and_are_those_that_were_read(tmp_path: Path) -> None:
    store = store_with(tmp_path, lang="en")
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-")
    digest = hashlib.sha256(b"%PDF-").hexdigest()
    one = checked()
    one = replace(one, report=replace(one.report, sha256=digest))
    intake(store).take(str(path), [one])
    keeping = intake(store, keep=True)
    assert keeping.known([digest]) == frozenset(), "its bytes are not there yet"
    assert keeping.take(str(path), [one]).fate is FileFate.AGAIN
    assert keeping.known([digest]) == {digest}
    with store.reading() as session:
        assert session.scalars(select(FileContent.data)).one() == b"%PDF-"
    path.write_bytes(b"%PDF-2")
    other = checked(2)
    for now, said in ((path, "changed while it was read"), (tmp_path / "b", "b")):
        with pytest.raises(CheckerError, match=said):
            keeping.take(str(now), [other])
    assert [kept.version for kept in shown(store).versions] == [1]


def test_what_a_judgement_hangs_on_has_a_digest(tmp_path: Path) -> None:
    rule = tmp_path / "rules.yaml"
    rule.write_text("rules: []\n", "utf-8")
    some = [
        Options(),
        Options(severities={"T3-01": Severity.INFO}),
        Options(blank_as_zero=("T3",)),
        Options(scope="own"),
        Options(selection=Selection(select=("T3",))),
        Options(rules=(str(rule),)),
    ]
    digests = [judged_by(one) for one in some]
    assert len(set(digests)) == len(some)
    assert judged_by(Options(lang="en", jobs=3)) == digests[0]
