"""The list of reports, and the page of one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from checker.model import Severity, Verdict
from checker.register.records import write
from checker.register.tables import File, ReportRow
from tests.desk.serving import report, served
from tests.register.commands import BAD
from tests.register.feeding import DAY, checked, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.register.store import Store
    from tests.desk.serving import Served


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("some")) as found:
        found.drop(
            ("a.pdf", report(body="某县教育局", cells=BAD)),
            ("b.pdf", report(body="某县民政局", doubtful=["t3.granted.total"])),
            ("c.pdf", report(body="某县财政局", year=2022)),
            ("d.pdf", b"x"),
        )
        yield found


def bodies(some: Served, address: str) -> list[str]:
    page = some.visitor.get(quote(address, safe="/?&=%")).text
    return re.findall(r'<td><a href="/reports/\d+">(.*?)</a>', page)


def test_what_must_be_seen_to_comes_first(some: Served) -> None:
    assert bodies(some, "/reports") == ["未识别机关名称", "某县教育局", "某县财政局", "某县民政局"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/reports?verdict=fail&year=2023", ["某县教育局"]),
        ("/reports?year=2022", ["某县财政局"]),
        ("/reports?body=民政", ["某县民政局"]),
        ("/reports?body=%25", []),
        ("/reports?rule=t3-03", ["某县教育局", "某县民政局"]),
        ("/reports?rule=_", []),
        ("/reports?verdict=unreadable", ["未识别机关名称"]),
        ("/reports?verdict=other", ["未识别机关名称", "某县教育局", "某县财政局", "某县民政局"]),
    ],
)
def test_filters_stand_in_the_address(some: Served, address: str, found: list[str]) -> None:
    assert bodies(some, address) == found


def test_counts_are_links_that_keep_the_other_filters(some: Served) -> None:
    page = some.visitor.get("/reports?year=2023&verdict=fail").text
    links = dict(re.findall(r'<a href="(/reports\?[^"]*)"[^>]*>(\S+ \d+)</a>', page))
    assert links["/reports?year=2023&amp;verdict=fail"] == "不符 1"
    assert "/reports?year=2023&amp;verdict=undecided" in links
    assert 'name="verdict" value="fail"' in page, "a further filter keeps it"


def test_the_page_of_a_report_tells_findings_tables_and_what_was_read(some: Served) -> None:
    page = some.visitor.get("/reports/1").text
    assert "T3-02" in page
    assert "若表三「予以公开·总计」由 999 改为" in page, "what would mend it"
    assert 'data-ref="t3.granted.total" class="error' in page
    framed = some.visitor.get(f"/reports/1?finding={some.findings()['T3-02']}").text
    assert re.search(r'<td data-ref="t3.granted.total" class="[^"]* framed"', framed)
    assert "framed" not in page.replace('id="framed"', "").replace("#framed", "")


def test_a_cell_tells_its_readings_and_the_rules_that_use_it(some: Served) -> None:
    part = some.visitor.get("/reports/1/cells/t3.granted.total").text
    assert "原件所印" in part
    assert "999" in part
    assert re.search(r'class="result fail">不符</span> T3-03', part)
    assert part.count('class="use"') > 1
    whole = some.visitor.get("/reports/1?cell=t3.granted.total").text
    assert 'class="result fail">不符</span> T3-03' in whole, "without the script too"
    doubtful = some.visitor.get("/reports/2/cells/t3.granted.total").text
    assert "第 1 次读取" in doubtful
    assert "两次读取不一致" in doubtful
    passing = some.visitor.get("/reports/3/cells/t3.granted.total").text
    assert 'class="result pass">通过</span> T3-03' in passing


def test_a_file_that_gave_no_report_says_why(some: Served) -> None:
    page = some.visitor.get("/reports/4").text
    assert "无法读取" in page
    assert 'class="entry' not in page


def test_everything_in_english_by_a_switch(tmp_path_factory: pytest.TempPathFactory) -> None:
    with served(tmp_path_factory.mktemp("english")) as desk:
        desk.drop(("a.pdf", report(cells=BAD)))
        assert desk.visitor.post("/settings", lang="en", back="/reports/1").status == 303
        page = desk.visitor.get("/reports/1").text
        assert '<html lang="en">' in page
        assert "To be corrected <kbd>1</kbd>" in page
        assert "must be corrected" in page.lower()
        assert desk.visitor.post("/settings", lang="xx").status == 303
        assert '<html lang="en">' in desk.visitor.get("/").text


def fill(store: Store, count: int) -> None:
    """Reports without cells, in one transaction."""
    with store.writing() as session:
        for number in range(1, count + 1):
            findings = [finding("T3-01"), finding("T3-02", Severity.WARNING)][: number % 3]
            one = checked(number, f"某市第{number}局", findings=findings)
            one = replace(one, report=replace(one.report, cells={}, sections=()))
            file = File(
                sha256=one.report.sha256, added=DAY, path="", program="", judged="", final=True
            )
            session.add(file)
            session.flush()
            write(session, ReportRow(file_id=file.id, part=0), one)


def test_a_county_comes_in_parts_and_small(tmp_path_factory: pytest.TempPathFactory) -> None:
    with served(tmp_path_factory.mktemp("county")) as desk:
        fill(desk.store, 300)
        desk.drop(("d.pdf", b"x"))
        first = desk.visitor.get("/reports")
        assert len(first.data) < 300_000
        assert first.text.count("<tr><td>") == 100
        assert "共 301 份报告" in first.text
        assert "第 1 页，共 4 页" in first.text
        last = desk.visitor.get("/reports?part=4").text
        assert last.count("<tr><td>") == 1
        assert 'rel="next"' not in last
        failed = desk.visitor.get("/reports?verdict=fail&part=2").text
        assert failed.count("<tr><td>") == 100
        assert f'href="/reports?verdict={Verdict.FAIL.value}&amp;part=1"' in failed
