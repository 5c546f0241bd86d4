"""The year: who owes what, in the order of the tree; filters, reminders, the workbook."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest

from checker.checks.across.body_list import read_bodies
from checker.register.body_import import import_bodies
from checker.register.filings import settle_unassigned
from tests.desk.serving import report, served
from tests.register.commands import BAD, LIST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk.serving import Served


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("year")
    with served(folder) as found:
        found.clock[0] = "2024-02-10T09:30:00+08:00"
        listed(found, folder)
        found.drop(
            ("a.pdf", report(body="某县教育局", cells=BAD)),
            ("b.pdf", report(body="某县教体局", year=2022)),
            ("c.pdf", report(body="某县人民政府")),
        )
        yield found


def listed(desk: Served, folder: Path) -> None:
    (folder / "bodies.csv").write_text(LIST, "utf-8")
    with desk.store.writing() as session:
        import_bodies(session, read_bodies(folder / "bodies.csv", "zh"), "zh")
        settle_unassigned(session, "2024-02-10")


def rows(page: str) -> list[str]:
    return re.findall(r"<tr class=[^>]*>(.*?)</tr>", page, re.DOTALL)


def names(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", row.partition("</td>")[0]) for row in rows(page)]


def test_the_bodies_stand_as_a_tree_with_how_far_each_got(desk: Served) -> None:
    page = desk.visitor.get("/year?of=2023").text
    assert names(page) == ["某县人民政府", "某县教育局", "某县民政局", "某镇人民政府"]
    assert page.count("level-1") == 3
    told = dict(zip(names(page), rows(page), strict=True))
    assert 'href="/reports/' in told["某县教育局"]
    assert "不符" in told["某县教育局"]
    assert "/reports/" not in told["某县民政局"]
    assert "逾期 21 天" in told["某县民政局"]
    earlier = desk.visitor.get("/year?of=2022").text
    assert names(earlier) == names(page)
    assert "逾期 375 天" in dict(zip(names(earlier), rows(earlier), strict=True))["某镇人民政府"]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("state=owed", ["某县人民政府", "某县民政局", "某镇人民政府"]),
        ("verdict=fail", ["某县人民政府", "某县教育局"]),
        ("kind=township", ["某县人民政府", "某镇人民政府"]),
        ("late=1&body=%E6%B0%91%E6%94%BF%E5%B1%80", ["某县人民政府", "某县民政局"]),
        ("body=%E6%B2%A1%E6%9C%89", []),
        ("state=lost", ["某县人民政府", "某县教育局", "某县民政局", "某镇人民政府"]),
    ],
)
def test_filters_stand_in_the_address_and_show_where_bodies_belong(
    desk: Served, asked: str, wanted: list[str]
) -> None:
    page = desk.visitor.get(f"/year?of=2023&{asked}").text
    assert names(page) == wanted
    for address in re.findall(r'href="(/year[^"]+)"', page):
        assert desk.visitor.get(address.replace("&amp;", "&")).status == 200


def test_counts_are_links_to_what_they_count(desk: Served) -> None:
    page = desk.visitor.get("/year?of=2023").text
    links = re.findall(
        r'<a href="(/year\?[^"]*(?:state|verdict|late)=[^"]*)"[^>]*>\D*(\d+)</a>', page
    )
    assert len(links) >= 4
    for address, count in links:
        shown = desk.visitor.get(address.replace("&amp;", "&")).text
        assert f"共 {count} 个单位" in shown


def test_whom_to_remind_of_what(desk: Served) -> None:
    page = desk.visitor.get("/year/reminders?of=2023").text
    assert "某县民政局：2023 年度政府信息公开工作年度报告应于 2024-01-20 前报送" in page
    assert "已逾期 21 天" in page
    assert "某县教育局：" not in page
    assert "没有需要催办的单位" in desk.visitor.get("/year/reminders?of=2023&verdict=fail").text


def test_the_same_bodies_as_a_workbook(desk: Served) -> None:
    answer = desk.visitor.get("/year/status.xlsx?of=2023&state=owed")
    assert answer.headers["content-disposition"] == 'attachment; filename="2023.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    told = [str(cell.value) for row in book.active for cell in row if cell.value]  # type: ignore[union-attr]
    assert any("某县民政局" in one for one in told)
    assert not any("某县教育局" in one for one in told)


def test_without_a_list_the_page_says_how_to_get_one(tmp_path: Path) -> None:
    with served(tmp_path) as desk:
        page = desk.visitor.get("/year")
        assert page.status == 200
        assert 'type="file"' in page.text
        assert "checker register" not in page.text, "whoever is here has no terminal open"
        assert desk.visitor.get("/year?of=20x3").status != 200
