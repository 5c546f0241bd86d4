"""Values that people read where the program misread: kept with who and when, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from checker.confirming import readings_in
from checker.given_files import parsed_toml
from checker.model import Verdict
from checker.register.readings import kept_readings, lapsed, take_in
from checker.register.records import report_of
from checker.register.tables import CellRow, ReadingRow, ReportRow
from tests.desk.serving import report, served
from tests.register.commands import BAD
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk.serving import Answer, Served

REF = "t3.granted.total"
BODIES = tuple(f"某县{name}局" for name in "甲乙丙丁戊己庚")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with a report of its own for each test, all read in one go."""
    with served(tmp_path_factory.mktemp("readings")) as found:
        found.drop(*((f"{body}.pdf", report(body=body, cells=BAD)) for body in BODIES))
        yield found


def number_of(desk: Served, body: str) -> int:
    with desk.store.reading() as session:
        return session.scalars(
            select(func.max(ReportRow.id)).where(ReportRow.printed == body)
        ).one()


def read(desk: Served, number: int, kind: str = "number", **given: Any) -> Answer:
    fields: dict[str, Any] = {"kind": kind, "value": "", "seen": 0, "cell": REF} | given
    return desk.visitor.post(f"/reports/{number}/readings/{REF}", **fields)


def verdict(desk: Served, number: int) -> Verdict:
    with desk.store.reading() as session:
        return Verdict(session.get_one(ReportRow, number).verdict)


def right() -> str:
    return format(sample("suqian-2023").cells[REF].value or 0, "f")


def test_what_a_person_reads_is_judged_kept_and_told_with_who_and_when(desk: Served) -> None:
    number = number_of(desk, "某县甲局")
    assert verdict(desk, number) is Verdict.FAIL
    key = desk.findings(number)["T3-02"]
    desk.visitor.post("/settings", name="李四")
    page = desk.visitor.get(f"/reports/{number}/readings?finding={key}").text
    assert "程序读作" in page
    assert page.count('class="reading"') > 3
    answer = read(desk, number, value=right(), finding=key, cell="")
    assert answer.status == 303, answer.text
    assert answer.headers["location"] == f"/reports/{number}#findings", "the finding is gone"
    assert verdict(desk, number) is Verdict.PASS
    shown = desk.visitor.get(f"/reports/{number}?cell={REF}").text
    assert f"李四于 2024-02-10 09:30 对照原件读作 {right()}，程序读作 999" in shown
    assert "有 1 个数值由人工对照原件读出" in shown
    with desk.store.reading() as session:
        row = session.get_one(ReportRow, number)
        (entry,) = kept_readings(session, [report_of(row).sha256])
        cell = session.get_one(CellRow, (number, REF))
    assert (entry.value, entry.read, entry.by, entry.body) == (right(), "999", "李四", "某县甲局")
    assert (cell.value, cell.raw, cell.confirmed) == (right(), "999", "李四")


def test_it_is_taken_back_and_all_of_it_is_kept(desk: Served) -> None:
    number = number_of(desk, "某县乙局")
    assert read(desk, number, value=right()).status == 303
    assert verdict(desk, number) is Verdict.PASS
    assert read(desk, number, "withdraw", seen=1).status == 303
    assert verdict(desk, number) is Verdict.FAIL
    with desk.store.reading() as session:
        own = ReadingRow.body == "某县乙局"
        rows = session.scalars(select(ReadingRow).where(own).order_by(ReadingRow.number)).all()
        assert [(row.number, row.value, row.judged) for row in rows] == [
            (1, right(), True),
            (2, None, True),
        ]
    assert "撤销核读" in desk.visitor.get(f"/reports/{number}/readings?cell={REF}").text


def test_a_blank_is_said_by_its_own_button_and_an_empty_field_is_no_answer(desk: Served) -> None:
    number = number_of(desk, "某县丙局")
    answer = read(desk, number)
    assert answer.status == 422
    assert "请照原件填写所印的数" in answer.text
    assert read(desk, number, value="约十").status == 422
    assert read(desk, number, "blank").status == 303
    with desk.store.reading() as session:
        cell = session.get_one(CellRow, (number, REF))
    assert (cell.state, cell.value) == ("blank", None)


def test_the_second_of_two_people_is_told(desk: Served) -> None:
    number = number_of(desk, "某县丁局")
    assert read(desk, number, value="1").status == 303
    answer = read(desk, number, value="2")
    assert answer.status == 409
    assert "没有保存" in answer.text
    assert read(desk, number, value="2", seen=1).status == 303


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        (f"readings/{REF}", {"kind": "sure", "seen": 0}, 400),
        (f"readings/{REF}", {"kind": "blank", "seen": "-1"}, 400),
        (f"readings/{REF}", {"kind": "blank", "seen": 0, "note": "长" * 1001}, 413),
        ("readings/t9.x.y", {"kind": "blank", "seen": 0, "cell": "t9.x.y"}, 404),
    ],
)
def test_what_our_pages_do_not_send_changes_nothing(
    desk: Served, path: str, fields: dict[str, Any], status: int
) -> None:
    number = number_of(desk, "某县戊局")
    assert desk.visitor.post(f"/reports/{number}/{path}", **fields).status == status
    for other in (f"readings?finding={'x' * 12}", "readings?cell=t9.x.y", "readings"):  # fmt: skip
        assert desk.visitor.get(f"/reports/{number}/{other}").status == 404
    with desk.store.reading() as session:
        assert not session.scalars(select(ReadingRow).where(ReadingRow.body == "某县戊局")).all()


def test_another_file_of_the_report_knows_nothing_of_it_and_says_so(desk: Served) -> None:
    number = number_of(desk, "某县己局")
    assert read(desk, number, value=right()).status == 303
    desk.drop(("b.pdf", report(body="某县己局", cells=BAD, title="新版")))
    other = number_of(desk, "某县己局")
    assert other != number
    assert verdict(desk, other) is Verdict.FAIL
    with desk.store.reading() as session:
        (entry,) = lapsed(session, report_of(session.get_one(ReportRow, other)))
    assert entry.value == right()
    page = desk.visitor.get(f"/reports/{other}").text
    assert "此前的文件中有 1 个数值" in page


def test_entries_taken_in_from_elsewhere_are_judged_once_and_counted_once(desk: Served) -> None:
    number = number_of(desk, "某县庚局")
    with desk.store.reading() as session:
        digest = report_of(session.get_one(ReportRow, number)).sha256
    text = (
        f'[[reading]]\nsha256 = "{digest}"\ncell = "{REF}"\nvalue = "{right()}"\n'
        'by = "王五"\nat = 2024-01-02T03:04:05+08:00\n'
    )
    entries = readings_in(parsed_toml(text), "x", "zh")
    with desk.store.writing() as session:
        assert take_in(session, entries) == 1
        assert take_in(session, entries) == 0
    shown = desk.visitor.get(f"/reports/{number}?cell={REF}").text
    assert "王五于 2024-01-02 03:04" in shown, "what is read counts before the store knows"
    assert read(desk, number, value="1").status == 409
    assert verdict(desk, number) is Verdict.FAIL
    assert read(desk, number, value=right(), seen=1).status == 303
    assert verdict(desk, number) is Verdict.PASS
    with desk.store.reading() as session:
        assert [one.by for one in kept_readings(session, [digest])] != ["王五"]
