"""The sum of the reports below a body, cell by cell; pictures of where rules fail."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from checker.register.aggregating import aggregate
from checker.register.asked import bodies_with, renewed_bodies
from tests.desk.county import GRANTED, body_of, county, number_of
from tests.desk.serving import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk.serving import Served

PARENT, EDU = "某县人民政府", "某县教育局"
CLEAR = "t3.new_received.total"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with county(tmp_path_factory.mktemp("sums")) as found:
        yield found


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_cell_names_its_summands_and_who_has_no_part_in_it(desk: Served) -> None:
    own = f"/bodies/{body_of(desk, PARENT)}/sum?of=2023"
    page = desk.visitor.get(f"{own}&cell={CLEAR}").text
    panel = plain(page[page.index('id="cell"') : page.index("<h2>表格")])
    assert "某县教育局 3511 计入" in panel
    assert "某县政府办公室 3511 计入" in panel
    assert "合计 7022" in panel
    assert "已公布 3511" in panel
    assert "某县税务局 垂直领导，不计入" in panel
    assert "某县民政局 未报" in panel
    assert f'href="/reports/{number_of(desk, EDU)}?cell={CLEAR}#cell"' in page


def test_a_doubtful_summand_leaves_the_cell_open_and_is_told_first(desk: Served) -> None:
    own = f"/bodies/{body_of(desk, PARENT)}/sum?of=2023"
    page = desk.visitor.get(f"{own}&cell={GRANTED}").text
    panel = plain(page[page.index('id="cell"') : page.index("<h2>表格")])
    assert "至少 1298" in panel or "至少" in panel
    first = panel.partition("是否计入")[2]
    assert first.strip().startswith("某县政府办公室")
    assert "未能计入" in first
    framed = re.search(rf'<td class="([^"]*) framed"><a[^>]*cell={GRANTED}', page)
    assert framed is not None
    assert "state" in framed[1]
    assert desk.visitor.get(f"{own}&cell=t9.x.y").status == 404
    assert desk.visitor.get(f"{own}&cell=x").status == 404


def test_the_sum_is_worked_out_anew_where_something_changed_and_only_there(
    desk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counted(*given: Any, **more: Any) -> Any:
        made.append(1)
        return aggregate(*given, **more)

    monkeypatch.setattr("checker.desk.drafts.aggregate", counted)
    own = f"/bodies/{body_of(desk, PARENT)}/sum?of=2023"
    for cell in ("", f"&cell={CLEAR}", f"&cell={GRANTED}"):
        assert desk.visitor.get(own + cell).status == 200
    before = len(made)
    assert before <= 1
    desk.drop(("m.pdf", report(body="某县民政局", scope="own")))
    page = desk.visitor.get(f"{own}&cell={CLEAR}").text
    assert len(made) == before + 1
    assert "10533" in page


def test_a_body_without_any_below_says_so(desk: Served) -> None:
    page = desk.visitor.get(f"/bodies/{body_of(desk, EDU)}/sum?of=2023")
    assert page.status == 200
    assert "没有隶属" in page.text
    nothing = desk.visitor.get(f"/bodies/{body_of(desk, PARENT)}/sum?of=2015")
    assert "2015" in nothing.text


def test_the_draft_goes_out_as_workbook_and_document(desk: Served) -> None:
    own = f"/bodies/{body_of(desk, PARENT)}"
    book = openpyxl.load_workbook(io.BytesIO(desk.visitor.get(f"{own}/sum.xlsx?of=2023").data))
    assert "逐格构成" in book.sheetnames
    with zipfile.ZipFile(io.BytesIO(desk.visitor.get(f"{own}/sum.docx?of=2023").data)) as document:
        assert "word/document.xml" in document.namelist()
    assert desk.visitor.get(f"{own}/sum.pdf?of=2023").status == 404


def test_how_often_rules_fail_where_and_how_it_moves(desk: Served) -> None:
    page = desk.visitor.get("/year/rules?of=2023").text
    text = plain(page)
    assert "T3-02" in text
    # 999 was put right in the second version, which breaks another sum.
    rounds = page[page.index("各轮变化") : page.index("各年变化")]
    heads = re.findall(r'<th scope="col" title="[^"]*">(\S+?)</th>', rounds)
    rows = re.findall(r"<tr><th.*?</tr>", rounds, re.DOTALL)
    fields = [re.findall(r"<td[^>]*>(.*?)</td>", row)[1:] for row in rows]
    at = heads.index("T4-01")
    assert [own[at] for own in fields] == ["", "1"]
    years = page[page.index("各年变化") :]
    assert re.search(r'href="/year/rules\?of=2022">2022', years)
    link = re.search(r'<a href="(/reports\?[^"]+)">(\d+)</a>', page)
    assert link is not None
    shown = desk.visitor.get(link[1].replace("&amp;", "&")).text
    assert f"共 {link[2]} 份报告" in shown, "counts are links to what they count"
    assert desk.visitor.get("/year/rules?of=2001").status == 404


def test_the_year_is_filtered_by_rule_level_and_later_files(desk: Served) -> None:
    with desk.store.reading() as session:
        assert bodies_with(session, 2023, "T4-01", "") == {"3"}
        assert bodies_with(session, 2023, "T4", "error") == {"3"}
        assert bodies_with(session, 2023, "T4-01", "undecided") == frozenset()
        assert "2" in bodies_with(session, 2023, "", "undecided")
        assert renewed_bodies(session, 2023) == {"3"}
    for asked in ("rule=t4-01", "rule=T4-01&level=failed", "changed=1"):
        page = desk.visitor.get(f"/year?of=2023&{asked}").text
        assert "共 1 个单位" in page, asked
        assert "某县教育局" in page
    page = desk.visitor.get("/reports?changed=1").text
    assert page.count('name="id"') == 1
    assert "某县教育局" in page
