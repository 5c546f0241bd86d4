"""From an empty folder to a cleared report, from the command line; every output."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from checker.model.marks import HEAD, own_head
from tests.register.commands import BAD, report
from tests.register.stores import told_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.register.location import Place

pytestmark = pytest.mark.usefixtures("both")


def test_from_an_empty_folder_to_a_report_that_is_cleared(
    run: Callable[..., tuple[int, str, str]],
    place: Place,
    golden: Callable[[str, str], None],
    few_rules: None,
) -> None:
    status, out, err = run("bodies", "list.csv", "--dry-run")
    assert (status, "新增 4" in out, out.count("新增：")) == (0, True, 4)
    assert run("status")[0] == 2, "a dry run makes no store"
    status, out, err = run("bodies", "list.csv")
    assert (status, out) == (
        0,
        "单位名单已导入：新增 4，变更 0，未变 0，名单中已没有 0（保留，不再催报）\n",
    )
    assert told_of(place) in err
    report("a", cells=BAD)
    report("b", body="某县人民政府")
    report("c", body="某 县民政局", cells={"t3.granted.total": "x"})
    report("d", body="县民政局办公室")
    assert run("add", "in")[0] == 1, "one is nobody's yet"
    status, out, err = run("match")
    assert (status, "某县民政局（编码 12）" in out) == (1, True)
    assert run("match", "县民政局办公室", "13")[:2] == (
        0, "“县民政局办公室”归入 某镇人民政府：1 份报告\n",
    )  # fmt: skip
    assert run("match")[:2] == (0, "没有待归入的报告\n")
    status, out, err = run("clear", "11", "2023")
    assert (status, "--note" in err) == (2, True)
    assert run("send-back", "某县教体局", "2023", "--by", "王五", "--note", "请核对表三")[0] == 0
    report("a2")
    status, out, err = run("add", "in", "--date", "2024-02-20")
    assert status == 0
    assert "in/a2.pdf：某县教育局 2023 年度第 2 版" in out
    assert "已登记过 4 个" in out
    assert run("clear", "11", "2023", "--seen", "1")[0] == 2
    status, out, err = run("clear", "11", "2023", "--seen", "2", "--note", "已核实")
    assert out == "某县教育局 2023 年度第 2 版：已审结\n"
    for lang in ("zh", "en"):
        for command in (["status"], ["show", "11", "2023"], ["findings"], ["reports"]):
            status, out, err = run(*command, "--date", "2024-03-01", lang=lang)
            assert status == 0
            golden(f"register/{command[0]}.{lang}.txt", out)


def test_every_output_of_the_status_tells_the_same(
    run: Callable[..., tuple[int, str, str]],
    place: Place,
    golden: Callable[[str, str], None],
    few_rules: None,
) -> None:
    assert run("bodies", "list.csv")[0] == 0
    report("a", cells=BAD)
    assert run("add", "in")[0] == 0
    record = json.loads(run("status", "--output-format", "json")[1])
    assert record["format"] == "checker-register/1"
    assert record["store"] == told_of(place)
    assert record["totals"]["late"] == 3
    bodies = {one["code"]: one for one in record["bodies"]}
    assert bodies["11"]["state"] == "findings"
    assert (bodies["12"]["due"], bodies["12"]["days_late"]) == ("2024-01-20", 21)
    assert run("status", "--output-format", "xlsx", "-o", "a.xlsx")[0] == 0
    assert run("status", "--output-format", "xlsx", "-o", "b.xlsx")[0] == 0
    data = Path("a.xlsx").read_bytes()
    assert data == Path("b.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert {code: row[0] for code, row in rows.items()} == {
        code: one["body"] for code, one in bodies.items()
    }
    assert rows["11"][3] == "待处理"
    assert (rows["12"][4], rows["12"][6]) == ("2024-01-20", 21)
    assert sheet["A6"].alignment.indent == 1
    _, page, _ = run("status", "--output-format", "html")
    golden("register/status.html", page)
    for lang, word in (("zh", "某县教育局"), ("en", "findings")):
        assert word in run("status", "--output-format", "html", lang=lang)[1]
    assert "<script" not in page
    told = run("status", "--output-format", "json")[1]
    for written, name in ((data, "xlsx"), (page.encode(), "html"), (told.encode(), "register")):
        own = own_head(written[:HEAD])
        assert own is not None
        assert own.format == name, "it is known, should somebody lay it among the reports"
    assert run("status", "--parent", "某县民政局", "--state", "owed")[1].count("：未报") == 1
    assert "某县人民政府" not in run("status", "--parent", "12")[1]
    if isinstance(place, Path):
        assert run("status", "-o", "checker.db")[0] == 2, "not over the store"


def test_two_versions_are_held_together(run: Callable[..., tuple[int, str, str]]) -> None:
    run("bodies", "list.csv")
    assert run("diff", "11", "2023")[0] == 2, "no report came"
    report("a", cells=BAD)
    run("add", "in")
    status, out, err = run("diff", "11", "2023")
    assert (status, "没有可比较的两版（现有版次：1）" in err) == (2, True)
    report("b", cells={"t3.denied_law_forbids.total": "26"})
    report("c")
    run("add", "in/b.pdf")
    run("add", "in/c.pdf")
    record = json.loads(run("diff", "11", "2023", "--output-format", "json")[1])
    assert record["format"] == "checker-rounds/1"
    status, out, err = run("diff", "11", "2023", "--old", "1", "--new", "2")
    assert status == 1
    assert "T3-02" in out
    assert "26" in out, "a number that no finding had asked to change"
    assert run("diff", "11", "2023", "--old", "1")[0] == 0, "put right, and nothing else touched"
    assert run("diff", "11", "2023", "--old", "2", "--new", "9")[0] == 2
    out = run("diff", "某县教体局", "2023", "--old", "1", lang="en")[1]
    assert "T3-02" in out
