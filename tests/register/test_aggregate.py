"""``register aggregate`` from the command line: the draft as text, records, workbook, document."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from checker.isolation.read import read_reports
from checker.model import State
from checker.model.marks import HEAD, own_head
from checker.options import ReadOptions
from checker.reporters.print.workbook import add_comment
from tests.aggregation.county import BODIES, DEPARTMENTS, OFFICE, PARENT, county
from tests.register.commands import prepared, report
from tests.support.factory import figures
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

CELL = "t3.granted.natural_person"
TAX = "某县税务局"


@pytest.fixture
def whole(run: Run, few_rules: None) -> Run:
    """A county of which every report came."""

    def make() -> None:
        lines = [
            f"{PARENT},government,,yes,1",
            f"{OFFICE},office,1,no,2",
            f"{TAX},vertical,1,no,99",
        ]
        lines += [
            f"{name},department,1,no,{code}" for code, name in enumerate(DEPARTMENTS, start=3)
        ]
        Path("list.csv").write_text(
            "body,kind,parent,complete,code\n" + "".join(f"{line}\n" for line in lines), "utf-8"
        )
        run("bodies", "list.csv")
        cells = county(1)
        for body in BODIES:
            report(body, body=body, scope="own", cells=cells[body])
        report(TAX, body=TAX, scope="own", cells=cells[DEPARTMENTS[0]])
        report(PARENT, body=PARENT, cells={})
        run("add", "in")

    prepared("county", make)
    return run


def drawn(run: Run, *more: str) -> tuple[int, dict[str, Any]]:
    status, out, err = run("aggregate", "--parent", "1", *more, "--output-format", "json")
    assert status in (0, 1), err
    record: dict[str, Any] = json.loads(out)
    return status, record


def cell_of(record: dict[str, Any], ref: str) -> dict[str, Any]:
    return next(one for one in record["cells"] if one["cell"] == ref)


def test_the_draft_is_the_published_report(whole: Run, golden: Callable[[str, str], None]) -> None:
    status, record = drawn(whole, "--compare")
    assert (status, record["format"]) == (0, "checker-register/1")
    assert record["tally"] == {
        "own": 1, "included": 17, "missing": 0, "other_form": 0, "unlisted": 0, "vertical": 1,
        "cells": 194, "doubtful": 0, "equal": 190, "differs": 0, "open": 0,
    }  # fmt: skip
    assert cell_of(record, CELL)["total"] == figures("suqian-2023")["cells"][CELL]
    assert len(cell_of(record, CELL)["summands"]) == 18
    assert cell_of(record, "t2.normative_documents.issued")["total"] is None
    for lang in ("zh", "en"):
        status, out, _ = whole("aggregate", "--parent", PARENT, "--compare", lang=lang)
        golden(f"register/aggregate.{lang}.txt", out)


def test_what_is_missing_doubtful_or_wrong_is_told_by_name(
    whole: Run, golden: Callable[[str, str], None]
) -> None:
    doubtful, wrong, gone = DEPARTMENTS[3:6]
    report("x", body=doubtful, doubtful=[CELL], cells=county(1)[doubtful])
    more = {**county(1)[wrong], CELL: str(int(county(1)[wrong][CELL]) + 400)}
    report("y", body=wrong, cells=more)
    whole("add", "in/x.pdf", "in/y.pdf")
    status, record = drawn(whole, "--compare")
    assert status == 1
    total = cell_of(record, CELL)
    assert (total["total"], record["tally"]["doubtful"]) == (None, 1)
    assert [one["state"] for one in total["summands"]].count("doubtful") == 1
    causes = {(one["cause"], one["body"]) for one in record["published"]["causes"]}
    assert causes == {("own-faults", wrong)}
    (row,) = [one for one in record["published"]["cells"] if one["fit"] == "differs"]
    assert row["cell"] == CELL, "more than the published figure is there without the doubtful one"
    Path("list.csv").write_text(
        Path("list.csv").read_text("utf-8") + "某县林业局,department,1,no,50\n", "utf-8"
    )
    whole("bodies", "list.csv")
    for lang in ("zh", "en"):
        status, out, _ = whole("aggregate", "--parent", "1", "--compare", lang=lang)
        assert status == 1
        golden(f"register/aggregate-open.{lang}.txt", out)
    assert gone in out or lang == "en"


def test_who_is_not_on_the_list_may_be_why_it_differs(whole: Run) -> None:
    """Without its own body a government is not accused of having counted that."""
    listed = Path("list.csv").read_text("utf-8").splitlines(keepends=True)
    without = "".join(line for line in listed if not line.startswith(OFFICE))
    Path("list.csv").write_text(without, "utf-8")
    whole("bodies", "list.csv")
    status, record = drawn(whole, "--compare")
    fates = {one["body"]: one["fate"] for one in record["members"]}
    assert (status, fates[OFFICE]) == (1, "unlisted")
    tally = record["tally"]
    assert (tally["unlisted"], tally["differs"]) == (1, 0)
    assert tally["equal"] + tally["open"] == 190, "of nought the office has nought"
    assert tally["open"] > 0
    status, out, _ = whole("aggregate", "--parent", PARENT, "--compare")
    assert f"名单中已没有这个单位，未计入（1 家）：{OFFICE}" in out
    assert "不符 0 格" in out


def test_a_blank_is_nought_only_where_all_of_them_are(whole: Run) -> None:
    name = DEPARTMENTS[3]
    report("x", body=name, scope="own", cells={**county(1)[name], CELL: ""})
    whole("add", "in/x.pdf")
    told = []
    for given in ('["T4"]', "true"):
        Path("checker.toml").write_text(f"blank-as-zero = {given}\n", "utf-8")
        told.append(cell_of(drawn(whole)[1], CELL)["total"])
    assert told[0] is None
    assert told[1] is not None


def test_the_workbook_has_the_form_the_summands_and_the_bodies(whole: Run) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        status, _, err = whole("aggregate", "--parent", "1", "--compare", "--output", name)
        assert status == 0, err
    data = Path("a.xlsx").read_bytes()
    assert data == Path("b.xlsx").read_bytes()
    own = own_head(data[:HEAD])
    assert own is not None
    assert own.format == "xlsx"
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["表二", "表三", "表四", "逐格构成", "汇总单位", "与已公布报告比较"]
    matrix: dict[Any, list[Any]] = {
        row[0].value: [cell.value for cell in row[1:]] for row in book["逐格构成"].iter_rows()
    }
    assert len(matrix) == 1 + 175 + 15 + 10
    line = matrix["表三「予以公开·自然人」"]
    assert line[0] == sum(line[1:]) == int(figures("suqian-2023")["cells"][CELL])
    printed = [cell.value for row in book["表三"].iter_rows(min_row=4) for cell in row]
    assert sum(isinstance(one, int) for one in printed) == 175
    assert "三、本年度办理结果" in printed
    assert sum(isinstance(c.value, int) for row in book["表四"].iter_rows() for c in row) == 15
    assert book["表三"]["A4"].value.startswith("（本列数据的勾稽关系为")
    fates = [row[2].value for row in book["汇总单位"].iter_rows()]
    assert fates.count("已计入") == 17
    assert fates.count("垂直领导，不计入") == 1


def test_a_comment_holds_no_more_than_a_spreadsheet_takes() -> None:
    sheet = openpyxl.Workbook().worksheets[0]
    add_comment(sheet["A1"], "某局 1 + " * 8000)
    assert sheet["A1"].comment is not None
    assert len(sheet["A1"].comment.text) < 32_767
    assert sheet["A1"].comment.text.endswith("…")


def test_the_document_has_the_form_and_what_is_open(whole: Run) -> None:
    doubtful = DEPARTMENTS[3]
    report("x", body=doubtful, doubtful=[CELL], cells=county(1)[doubtful])
    whole("add", "in/x.pdf")
    for name in ("a.docx", "b.docx"):
        assert whole("aggregate", "--parent", "1", "--compare", "--output", name)[0] == 1
    data = Path("a.docx").read_bytes()
    assert data == Path("b.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:tbl>") == 4
    assert f"{doubtful}（存疑" in text
    assert "三、收到和处理政府信息公开申请情况" in text
    assert whole("add", "a.docx", "--output-format", "json")[0] == 1
    own = own_head(data[:HEAD])
    assert own is not None
    assert own.format == "docx", "laid among reports it is passed over"
    Path("in/draft.docx").write_bytes(data)
    record = json.loads(whole("add", "in", "--output-format", "json")[1])
    assert record["tally"]["reports"] == 0


def test_the_draft_is_read_as_the_figures_that_stand_in_it(whole: Run) -> None:
    """The document goes on in Word; saved there, it has no mark and is a report like any other."""
    whole("aggregate", "--parent", "1", "--output", "a.docx")
    with zipfile.ZipFile("a.docx") as old, zipfile.ZipFile("saved.docx", "w") as new:
        for name in old.namelist():
            if name != "docProps/custom.xml":
                new.writestr(name, old.read(name))
    (read,) = read_reports("saved.docx", rulebook().forms, ReadOptions())
    wanted = {ref: Decimal(raw) for ref, raw in figures("suqian-2023")["cells"].items()}
    found = {ref: cell.value for ref, cell in read.cells.items() if cell.value is not None}
    documents = ("regulations", "normative_documents")
    not_added = {ref for ref in wanted if ref.split(".")[1] in documents}
    assert found == {ref: number for ref, number in wanted.items() if ref not in not_added}
    assert {read.cells[ref].state for ref in not_added} == {State.BLANK}


def test_what_cannot_be_added_up_is_refused_in_one_line(whole: Run) -> None:
    for argv, said in (
        (["--parent", "3"], "没有隶属"),
        (["--parent", "无此单位"], "没有名称"),
        (["--parent", "1", "--year", "2015"], "2015 年度的格式"),
        (["--parent", "1", "--output", "a.pdf"], "XLSX 或 DOCX"),
        (["--parent", "1", "--output", "a.docx", "-o", "a.docx"], "“a.docx”"),
        (["--parent", "1", "--year", "2022", "--compare"], "还没有 2022 年度"),
        ([], "--parent"),
    ):
        status, out, err = whole("aggregate", *argv)
        assert (status, out, said in err) == (2, "", True), (argv, err)
    head, parent, *rest = Path("list.csv").read_text("utf-8").splitlines()
    lines = [f"{head},scope", f"{parent},own", *(f"{line}," for line in rest)]
    Path("list.csv").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    whole("bodies", "list.csv")
    whole("add", "in")
    status, _, err = whole("aggregate", "--parent", "1", "--compare")
    assert (status, "不是汇总报告" in err) == (2, True)
    status, out, _ = whole("aggregate", "--parent", "1", "--year", "2022")
    assert (status, "未报（18 家）" in out) == (1, True)


def test_a_report_on_another_form_is_left_out_and_named(whole: Run) -> None:
    report("x", body=DEPARTMENTS[0], form="F2019", layout="F2019", title="x")
    whole("add", "in/x.pdf")
    status, record = drawn(whole)
    fates = {one["body"]: one["fate"] for one in record["members"]}
    assert (status, fates[DEPARTMENTS[0]]) == (1, "other-form")
