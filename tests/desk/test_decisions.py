"""Decisions about findings: recorded with who and when, carried on, and lapsed with the numbers."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from checker.findings.waivers import waiver_of
from checker.model.dispositions import Disposal
from checker.register.dispositions import history, standing
from checker.register.records import findings_of, report_of
from checker.register.tables import ReportRow
from checker.register.waiving import keep_entries, kept_entries
from tests.desk.serving import report, served, wait_for
from tests.desk.test_year import listed
from tests.register.commands import BAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.findings.waivers import Waiver
    from checker.model import Finding, Report
    from checker.model.dispositions import Disposition
    from tests.desk.serving import Answer, Served

RULE, FOLLOWING = "T3-02", "T3-03"


class Case:
    """A report of its own on a desk that all tests share, and a finding of it."""

    def __init__(self, desk: Served, body: str) -> None:
        self.desk = desk
        self.body = body
        self.number = self.drop(cells=BAD)
        self.found = desk.findings(self.number)
        self.key = self.found[RULE]

    def drop(self, **given: object) -> int:
        self.desk.drop(("a.pdf", report(body=self.body, **given)))
        return self.desk.last()

    def decide(self, kind: str, note: str = "", seen: int = 0, key: str = "", number: int = 0,
               *, part: bool = False) -> Answer:  # fmt: skip
        path = f"/reports/{number or self.number}/findings/{key or self.key}"
        return self.desk.visitor.post(path, kind=kind, note=note, seen=seen, part=part)

    def report_and_finding(self, number: int = 0) -> tuple[Report, Finding]:
        with self.desk.store.reading() as session:
            row = session.get_one(ReportRow, number or self.number)
            one = next(one for one in findings_of(session, row) if one.id == self.key)
            return report_of(row), one

    def told(self, number: int = 0) -> tuple[Disposition, ...]:
        one = self.report_and_finding(number)
        with self.desk.store.reading() as session:
            return history(session, *one)

    def entries(self) -> list[Waiver]:
        return [one for one in kept_entries(self.desk.store) if one.body == self.body]

    def page(self) -> str:
        return self.desk.visitor.get(f"/reports/{self.number}").text


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("shared")) as found:
        yield found


@pytest.fixture
def case(shared: Served, request: pytest.FixtureRequest) -> Case:
    return Case(shared, f"某县{zlib.crc32(request.node.name.encode())}局")


def verdict(case: Case) -> str:
    with case.desk.store.reading() as session:
        return session.scalars(select(ReportRow.verdict).where(ReportRow.id == case.number)).one()


def test_who_decided_what_and_when(case: Case) -> None:
    case.desk.visitor.post("/settings", name="王五")
    answer = case.decide("correct", "已电话告知")
    assert answer.status == 303
    assert answer.headers["location"].startswith("/reports/1"), "on to the next finding"
    (one,) = case.told()
    assert (one.kind, one.note, one.by, one.at, one.holds) == (
        Disposal.CORRECT, "已电话告知", "王五", "2024-02-10T09:30:00+08:00", True,
    )  # fmt: skip
    page = case.page()
    assert "须更正（王五，2024-02-10 09:30）：已电话告知" in page
    assert "已处理 1／" in case.desk.visitor.get("/reports").text


def test_the_script_gets_the_finding_alone(case: Case) -> None:
    answer = case.decide("correct", part=True)
    assert answer.status == 200
    assert answer.text.count("<article") == 1
    assert "<html" not in answer.text
    assert answer.headers["x-desk-left"]


def test_accepted_with_a_reason_it_is_a_waiver(case: Case) -> None:
    assert case.decide("accept").status == 422
    assert case.told() == ()
    assert case.decide("accept", "口径不同", part=True).status == 200
    entries = {one.rule: one for one in case.entries()}
    assert entries.keys() == {RULE, FOLLOWING}, "what follows from it is told under it"
    entry = entries[RULE]
    assert (entry.reason, entry.date) == ("口径不同", "2024-02-10")
    assert "999" in entry.values
    wait_for(lambda: verdict(case) == "pass")
    assert "予以认可（" in case.page()
    case.decide("reopen", seen=1)
    wait_for(lambda: verdict(case) == "fail")
    assert not {RULE, FOLLOWING} & {one.rule for one in case.entries()}
    assert [one.kind for one in case.told()] == [Disposal.ACCEPT, Disposal.REOPEN]


def test_a_note_decides_nothing(case: Case) -> None:
    assert case.decide("note").status == 422
    assert case.decide("note", "问过了").status == 303
    assert not case.told()[-1].settles
    case.desk.visitor.post("/settings", name="张三")
    case.decide("correct", "须重填", seen=1)
    case.desk.visitor.post("/settings", name="李四")
    case.decide("note", "对方说周五改", seen=2)
    decided, said = case.told()[-2:]
    assert (decided.kind, decided.settles, decided.by) == (Disposal.CORRECT, True, "张三")
    assert (said.kind, said.settles, said.by) == (Disposal.NOTE, False, "李四")
    page = case.page()
    assert "须更正（张三，2024-02-10 09:30）：须重填" in page
    assert "已记说明（李四，2024-02-10 09:30）：对方说周五改" in page
    same = case.drop(cells=BAD, title="又一份文件")
    with case.desk.store.reading() as session:
        report = report_of(session.get_one(ReportRow, same))
        stands = standing(session, report, [case.key])[case.key]
    assert stands.settles, "the decision is carried on with what was said about it"
    assert stands.remark is not None
    assert (stands.number, stands.by, stands.remark.by) == (3, "张三", "李四")
    case.number = same
    assert case.decide("reopen", seen=3).status == 303
    assert "对方说周五改" not in case.page()


def test_what_a_later_file_took_the_place_of_is_only_looked_at(tmp_path: Path) -> None:
    with served(tmp_path) as desk:
        listed(desk, tmp_path)
        case = Case(desk, "某县教育局")
        later = case.drop(cells=BAD, title="更正")
        page = case.page()
        assert f'这里的问题只可查看。 <a href="/reports/{later}"' in page
        assert 'class="decide"' not in page
        for part in (False, True):
            answer = case.decide("correct", part=part)
            assert answer.status == 409
            assert "请到最新一版上处理" in answer.text
        assert case.told() == ()
        assert case.decide("correct", number=later).status == 303


def test_each_report_with_work_left_has_its_turn(tmp_path: Path) -> None:
    with served(tmp_path) as desk:
        numbers = [Case(desk, f"某县{name}局").number for name in "甲乙丙"]
        desk.drop(("d.pdf", b"x"))
        seen = []
        at = numbers[0]
        for _ in range(4):
            at = int(desk.visitor.get(f"/reports/{at}/next").headers["location"].split("/")[-1])
            seen.append(at)
            assert f'href="/reports/{at}/next"' in desk.visitor.get(f"/reports/{at}").text
        assert sorted(seen) == [*numbers, desk.last()]


def test_of_two_people_the_second_is_told(case: Case) -> None:
    case.desk.visitor.post("/settings", name="<b>赵六</b>")
    assert case.decide("correct").status == 303
    for part in (False, True):
        answer = case.decide("accept", "我看过了", part=part)
        assert answer.status == 409
        assert "&lt;b&gt;赵六&lt;/b&gt;已处理过这个问题" in answer.text
    assert len(case.told()) == 1
    assert case.entries() == []


def test_decisions_outlive_the_desk_and_lapse_with_the_numbers(tmp_path: Path) -> None:
    with served(tmp_path) as desk:
        case = Case(desk, "某县教育局")
        case.decide("correct")
    with served(tmp_path) as desk:
        case.desk = desk
        assert "须更正（" in case.page()
        same = case.drop(cells=BAD, title="另一份文件")
        assert case.told(same)[-1].settles
        other = case.drop(cells={"t3.granted.total": "998"})
        assert desk.findings(other)[RULE] == case.key
        assert not case.told(other)[-1].holds
        case.number = other
        assert "此项处理不再有效" in case.page()
        assert case.decide("correct", seen=1).status == 303
        assert case.told()[-1].settles


def test_what_says_that_nothing_was_checked_cannot_be_accepted(shared: Served) -> None:
    case = Case(shared, "某县审计局")
    case.number = case.drop(fault=True)
    found = shared.findings(case.number)
    answers = [case.decide("accept", "x", key=key) for key in found.values()]
    assert 422 in [one.status for one in answers]
    assert "不能认可" in next(one.text for one in answers if one.status == 422)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "delete", "seen": 0}, {"kind": "correct"}, {"kind": "correct", "seen": "-1"},
        {"kind": "correct", "seen": "x"}, {"kind": "correct", "seen": "9" * 30}, {"seen": 0},
        {"kind": "correct", "seen": "１"},
    ],
)  # fmt: skip
def test_a_form_that_says_something_else_is_refused(shared: Served, fields: dict[str, Any]) -> None:
    assert shared.visitor.post("/reports/1/findings/x", **fields).status == 400


def test_notes_of_strangers_are_texts_everywhere(case: Case) -> None:
    note = "\"><img src=x onerror=alert(1)>\n[[waiver]]\nrule='*'\x00"
    assert case.decide("accept", note).status == 303
    page = case.page()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert {one.rule for one in case.entries()} == {RULE, FOLLOWING}, "and no entry more"
    assert case.decide("note", "x" * 1001, seen=1).status == 413


def test_a_finding_or_report_that_is_not_there(case: Case) -> None:
    assert case.decide("correct", key="nowhere").status == 404
    assert case.decide("correct", number=9999).status == 404


def test_on_to_the_next_report_with_work_left(tmp_path: Path) -> None:
    with served(tmp_path) as desk:
        first, second = (Case(desk, body) for body in ("某县教育局", "某县民政局"))
        visitor = desk.visitor
        assert visitor.get("/reports/1/next").headers["location"] == "/reports/2"
        assert visitor.get("/reports/2/next").headers["location"] == "/reports/1"
        for key in first.found.values():
            first.decide("correct", key=key)
        assert visitor.get("/reports/2/next").headers["location"] == "/reports?undone=1"
        page = visitor.get("/reports?undone=1").text
        assert (first.body in page, second.body in page) == (False, True)


def test_what_was_accepted_elsewhere_is_done_with_here(case: Case) -> None:
    """By a file of waivers given to the register, say."""
    report_, finding = case.report_and_finding()
    entry = waiver_of(report_, finding, reason="县里统一口径", by="赵六", date="2024-02-01")
    keep_entries(case.desk.store, [*kept_entries(case.desk.store), entry])
    page = case.page()
    assert "予以认可（赵六，2024-02-01）：县里统一口径" in page
    done = re.search(rf'class="([^"]*)" id="finding-{case.key}"', page)
    assert done is not None
    assert "done" in done[1]
    assert case.decide("correct").status == 303
    assert case.entries() == [], "whoever wants it corrected accepts it no more"
    assert "予以认可（赵六" not in case.page()


def test_the_page_of_a_report_has_the_verdict_of_the_list(case: Case) -> None:
    assert case.decide("accept", "口径不同").status == 303
    wait_for(lambda: verdict(case) == "pass")
    assert 'class="verdict pass"' in case.page()
