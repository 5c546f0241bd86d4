"""``register lists``: what bodies are told, once, and again only where something changed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from checker.model.sent_lists import ToldAs
from checker.register.location import located
from checker.register.store import open_store
from checker.register.tables import ListedFinding
from tests.register.commands import BAD, LIST, report
from tests.register.returned import EXPLAINED, answer, only_list, returned, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from checker.reporters.options import Look

    Run = Callable[..., tuple[int, str, str]]

OTHER = {"t3.granted.total": "998"}
OPEN = ["t3.granted.total"]


def sent(run: Run, *more: str, output: str = "out") -> list[dict[str, Any]]:
    status, out, err = run("lists", "--output", output, *more, "--output-format", "json")
    assert status == 0, err
    record = json.loads(out)
    assert record["format"] == "checker-register/1"
    lists: list[dict[str, Any]] = record["lists"]
    return lists


def told_as(one: dict[str, Any]) -> dict[str, str]:
    return {row["id"]: row["told_as"] for row in one["findings"]}


@pytest.fixture
def county(run: Run, few_rules: None) -> Run:
    assert run("bodies", "list.csv")[0] == 0
    return run


@pytest.mark.usefixtures("both")
def test_a_list_goes_out_once_and_again_with_what_changed(county: Run) -> None:
    report("a", cells=BAD)
    county("add", "in")
    assert sent(county, "--dry-run")[0]["files"] == []
    assert not Path("out").exists()
    (first,) = sent(county)
    assert (first["version"], first["list"], first["tally"]["new"]) == (1, 1, 2)
    assert first["files"] == [only_list().replace("\\", "/")]
    assert sent(county) == [], "nothing has changed"
    record = json.loads(county("show", "11", "2023", "--output-format", "json")[1])
    assert record["standing"]["state"] == "sent-back"
    assert [one["event"] for one in record["events"]] == ["received", "listed"]
    assert record["standing"]["listed"] == "2024-02-10"
    assert {one["told"] for one in record["findings"] if not one["follows_from"]} == {"2024-02-10"}
    # Other figures, then the same figures once more: nobody accounted for them.
    report("b", cells=OTHER)
    county("add", "in")
    (second,) = sent(county)
    assert (second["version"], second["list"]) == (2, 2)
    assert set(told_as(second).values()) == {ToldAs.CHANGED, ToldAs.STILL}
    report("c", cells=OTHER, title="c")
    county("add", "in")
    (third,) = sent(county)
    assert set(told_as(third).values()) == {ToldAs.STILL}
    # What was put right is on no list.
    report("d")
    county("add", "in")
    (fourth,) = sent(county)
    assert len(fourth["findings"]) == 1
    assert len(sent(county, "--again", "--only", "fail")) == 1
    assert county("clear", "11", "2023", "--note", "已核实")[0] == 0
    assert sent(county, "--again") == [], "cleared is cleared"


def test_what_was_accounted_for_is_not_asked_again_while_its_figures_stand(county: Run) -> None:
    report("a", cells=BAD)
    county("add", "in")
    sent(county)
    back = returned(only_list(), lambda book: answer(book.worksheets[0], 3, EXPLAINED, "王五"))
    assert county("replies", back)[0] == 0
    report("b", cells=BAD, title="b")
    county("add", "in")
    (second,) = sent(county)
    assert len(second["findings"]) == 1, "the other one"
    report("c", cells=OTHER, title="c")
    county("add", "in")
    assert [*told_as(sent(county)[0]).values()] == [ToldAs.CHANGED]


def test_what_was_said_of_other_figures_accounts_for_none(county: Run) -> None:
    report("a", cells=BAD)
    county("add", "in")
    sent(county)
    back = returned(only_list(), lambda book: answer(book.worksheets[0], 2, EXPLAINED, "王五"))
    assert county("replies", back)[0] == 0
    told = []
    for name in ("b", "c"):
        report(name, cells=OTHER, title=name)
        county("add", "in")
        (one,) = sent(county)
        told.append([*told_as(one).values()])
    assert told == [[ToldAs.CHANGED, ToldAs.STILL], [ToldAs.STILL, ToldAs.STILL]]


def test_only_what_is_asked_for_goes_out(county: Run) -> None:
    report("a", cells=BAD)
    report("b", body="某县民政局", doubtful=OPEN)
    report("c", body="某镇人民政府", year=2022, cells=BAD)
    county("add", "in")
    assert {one["code"] for one in sent(county, "--dry-run")} == {"11", "12"}, "the latest year"
    assert [one["code"] for one in sent(county, "--dry-run", "--year", "2022")] == ["13"]
    assert [one["code"] for one in sent(county, "--dry-run", "--body", "12")] == ["12"]
    undecided = sent(county, "--only", "undecided")
    assert [one["code"] for one in undecided] == ["12"]
    sheets = openpyxl.load_workbook(only_list()).sheetnames
    assert sheets == ["未能判定"]
    rest = sent(county, "--only", "fail, undecided")
    assert {one["code"] for one in rest} == {"11", "12"}
    for given in ("fial", ""):
        status, _, err = county("lists", "--output", "out", "--only", given)
        assert (status, err.count("\n"), "fail、undecided" in err) == (2, 1, True)
    assert county("lists", "--output", "out", "--body", "教育")[0] == 2
    assert county("lists")[0] == 2


def test_notes_alone_are_no_reason_to_write(county: Run) -> None:
    report("a", cells=BAD)
    levels = ("T3-02=info", "T3-03=info", "T2-01=info")
    county("add", "in", *(word for level in levels for word in ("--severity", level)))
    assert json.loads(county("findings", "--output-format", "json")[1])["findings"]
    assert sent(county) == []


def test_a_row_says_what_the_finding_says_and_has_its_key(county: Run) -> None:
    report("a", cells=BAD)
    county("add", "in")
    (one,) = sent(county)
    found = rows(openpyxl.load_workbook(only_list()).worksheets[0])
    keys = {row["行编号（请勿改动）"] for row in found}
    assert keys == {row["key"] for row in one["findings"]}
    assert {row["规则"].split()[0] for row in found} == {"T3-02", "T2-01"}
    assert found[0]["差额"] == 192
    report("b", cells=BAD, title="b")
    county("add", "in")
    sent(county, output="out2")
    levels = [row["级别"] for row in rows(openpyxl.load_workbook(only_list("out2")).worksheets[0])]
    assert levels == ["必须改正（仍未消除）", "需说明（仍未消除）"]


@pytest.mark.usefixtures("both")
def test_a_file_is_never_replaced_and_an_interrupted_run_goes_on(
    county: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checker.cli.commands.register import lists

    report("a", cells=BAD)
    county("add", "in")
    write = lists._Sending._write

    def interrupted(self: Any, one: Any) -> Any:
        yield from write(self, one)
        raise KeyboardInterrupt

    monkeypatch.setattr(lists._Sending, "_write", interrupted)
    assert county("lists", "--output", "out")[0] == 130
    monkeypatch.setattr(lists._Sending, "_write", write)
    path = Path(only_list())
    data = path.read_bytes()
    with open_store(located(os.environ.get("CHECKER_STORE", ""), "zh"), "zh").reading() as session:
        assert session.query(ListedFinding).count() == 0, "not kept as sent"
    path.write_bytes(b"somebody's")
    status, _, err = county("lists", "--output", "out")
    assert (status, "已经存在" in err) == (2, True)
    assert path.read_bytes() == b"somebody's"
    path.write_bytes(data)
    assert len(sent(county)) == 1
    assert path.read_bytes() == data


def test_bodies_that_a_file_system_takes_for_one_meet_no_file_of_another(county: Run) -> None:
    Path("list.csv").write_text(
        LIST + "甲/乙局,department,10,no,20,,,\n甲?乙局,department,10,no,20?,,,\n", "utf-8"
    )
    county("bodies", "list.csv")
    report("a", body="甲/乙局", cells=BAD)
    report("b", body="甲?乙局", cells=BAD)
    county("add", "in")
    lists = sent(county)
    assert len({file for one in lists for file in one["files"]}) == 2


def test_each_body_has_a_folder_of_its_own_whatever_its_code_is() -> None:
    from checker.cli.commands.register.lists import _folder_name

    assert _folder_name("11", "某县教育局") == "11_某县教育局"
    assert _folder_name("某县教育局", "某县教育局") == "某县教育局"
    long = "县" * 60
    codes = [
        *(("a", "b_c"), ("a_b", "c"), ("a b", "c"), ("a/b", "c"), ("a:b", "c"), ("../a", "c")),
        *(("con", "con"), (f"{long}1", "c"), (f"{long}2", "c"), ("///", ""), ("..", "..")),
    ]
    names = [_folder_name(code, name) for code, name in codes]
    assert len({name.casefold() for name in names}) == len(codes)
    for name in names:
        assert name == name.strip("_ .")
        assert "/" not in name
        assert len(name.encode()) <= 200


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_went_out_is_told(lang: str, county: Run, golden: Callable[[str, str], None]) -> None:
    report("a", cells=BAD)
    county("add", "in")
    status, out, _ = county("lists", "--output", "out", lang=lang)
    assert status == 0
    golden(f"register/lists.{lang}.txt", out)
    assert "0" in county("lists", "--output", "out", lang=lang)[1]
    answered = returned(only_list(), lambda book: answer(book.worksheets[0], 2, "已改", "王五"))
    assert county("replies", answered)[0] == 0
    status, out, _ = county("show", "11", "2023", lang=lang)
    golden(f"register/answered.{lang}.txt", out)


def test_a_printed_list_goes_with_it_without_pictures_of_another_file(
    county: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[object] = []

    def printed(_: object, look: Look, stream: BinaryIO) -> None:
        looks.append(look.originals)
        stream.write(b"%PDF")

    monkeypatch.setattr("checker.reporters.print.pdf.report", printed)
    path = Path(report("a", cells=BAD))
    county("add", "in")
    sent(county, "--pdf")
    assert len([*Path("out").glob("*/*.pdf")]) == 1
    path.write_text("{}", "utf-8")
    sent(county, "--pdf", "--again")
    path.unlink()
    sent(county, "--pdf", "--again")
    assert [one is None for one in looks] == [False, True, True]
