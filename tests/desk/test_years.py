"""A body, its years side by side, its report against an earlier round."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk.county import CARRIED, GRANTED, JUMP, body_of, county, number_of
from tests.desk.serving import report, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk.serving import Served

ROOT = Path(__file__).parents[2]
EDU, STRANGER = "某县教育局", "外县<某>局"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with county(tmp_path_factory.mktemp("county")) as found:
        yield found


def cells(page: str, ref: str) -> list[str]:
    """What stands in a cell, year by year."""
    found = re.findall(rf'<td[^>]*><a class="of-cell" href="[^"]*cell={ref}#cell">.*?</td>', page)
    return [re.sub(r"<[^>]+>", "", one) for one in found]


def test_a_body_tells_what_came_of_every_year(desk: Served) -> None:
    page = desk.visitor.get(f"/bodies/{body_of(desk, EDU)}").text
    assert re.findall(r'<th scope="row">(\d{4})', page) == ["2023", "2022"]
    for version in (1, 2):
        assert f'/reports/{number_of(desk, EDU, version=version)}">第 {version} 版</a>' in page
    assert page.count("与上一版对照") == 1
    assert "2024-03-01" in page
    above = re.search(r'隶属于：<a href="(/bodies/\d+)">某县人民政府', page)
    assert above is not None
    assert "/sum?of=2023" in desk.visitor.get(above[1]).text
    for missing in ("/bodies/0", "/bodies/9999", "/bodies/9999/years", "/bodies/preview",
                    "/bodies/9999/sum", "/reports/9999/years", "/reports/9999/rounds"):  # fmt: skip
        assert desk.visitor.get(missing).status == 404, missing


def test_the_years_stand_beside_one_another_with_what_differs(desk: Served) -> None:
    page = desk.visitor.get(f"/bodies/{body_of(desk, EDU)}/years").text
    assert cells(page, JUMP)[0].split()[0] == "9"
    assert "70" in cells(page, JUMP)[1]
    assert "+61" in cells(page, JUMP)[1]
    assert not any("+" in one for one in cells(page, "t3.new_received.total"))


def test_what_a_year_hands_on_is_held_against_what_the_next_takes_over(desk: Served) -> None:
    page = desk.visitor.get(f"/bodies/{body_of(desk, EDU)}/years").text
    assert "2022 年结转下年" in page
    assert "2023 年上年结转" in page
    with desk.store.reading():
        marked = cells(page, CARRIED)[1]
    assert "[" in marked, "the finding of YR-01 stands at the cell"
    number = re.findall(r"\[(\d+)\]", marked)[0]
    told = re.search(rf'id="told-{number}">.*?</article>', page, re.DOTALL)
    assert told is not None
    assert "YR-01" in told[0]
    link = re.search(r'href="(/reports/[^"#]+)', told[0])
    assert link is not None
    assert desk.visitor.get(link[1]).status == 200
    assert page.count('<span class="result fail">不符</span>') >= 1


def test_only_what_says_something_is_shown_where_that_is_asked_for(desk: Served) -> None:
    own = f"/bodies/{body_of(desk, EDU)}/years"
    whole, changed = (desk.visitor.get(own + more).text for more in ("", "?only=changed"))
    assert len(re.findall("<tr><th", changed)) < len(re.findall("<tr><th", whole)) / 2
    assert cells(changed, JUMP) == cells(whole, JUMP)
    one = desk.visitor.get(f"{own}?year=2022").text
    assert len(cells(one, JUMP)) == 1
    assert desk.visitor.get(f"{own}?year=x").status == 404
    assert len(cells(desk.visitor.get(f"{own}?year=1999").text, JUMP)) == 2


def test_years_of_a_body_that_no_list_names_are_those_of_its_name(desk: Served) -> None:
    number = number_of(desk, STRANGER)
    own = desk.visitor.get(f"/reports/{number}").text
    assert f"/reports/{number}/years" in own
    assert "/bodies/" not in own
    page = desk.visitor.get(f"/reports/{number}/years").text
    assert "外县&lt;某&gt;局：各年并排" in page
    assert len(cells(page, JUMP)) == 2
    assert "YR-01" in page, "held together as it is asked for"


def test_another_form_has_its_own_columns(desk: Served) -> None:
    older = report(body="外县乙局", year=2020, form="F2019", layout="F2019", cells={})
    desk.drop(("a.pdf", older), ("b.pdf", report(body="外县乙局", year=2021)))
    page = desk.visitor.get(f"/reports/{desk.last()}/years").text
    assert "（2019年格式（试行））" in page
    assert 'class="absent"' in page


def test_a_round_tells_what_was_put_right_and_what_nobody_asked_for(desk: Served) -> None:
    number = number_of(desk, EDU, version=2)
    page = desk.visitor.get(f"/reports/{number}/rounds").text
    urgent, _, settled = page.partition("已改正的和照问题清单改动的")
    assert "没有问题涉及、却被改动的数 2" in urgent
    assert "表二「行政许可·处理决定」" in urgent
    assert f'href="/reports/{number}?cell={JUMP}#cell"><strong>70</strong>' in urgent
    old = number_of(desk, EDU, version=1)
    assert f'href="/reports/{old}?cell={JUMP}#cell"' in urgent
    assert "新出现" in urgent
    assert "已改正" in settled
    assert "T3-02" in settled
    assert "问题涉及的数，已改动 1" in settled
    assert f"/reports/{old}?cell={GRANTED}#cell" in settled
    assert desk.visitor.get(f"/reports/{number}/rounds?against=7").text.count("第 1 版") >= 1
    assert desk.visitor.get(f"/reports/{old}/rounds").status == 404


def test_the_pages_lead_to_one_another(desk: Served) -> None:
    number, body = number_of(desk, EDU), body_of(desk, EDU)
    page = desk.visitor.get(f"/reports/{number}").text
    for address in (f"/bodies/{body}", f"/reports/{number}/years", f"/reports/{number}/rounds",
                    f"/handover?id={number}"):  # fmt: skip
        assert f'href="{address}"' in page
    tree = desk.visitor.get("/year?of=2023").text
    assert f'href="/bodies/{body}"' in tree
    assert f'href="/reports/{number}/rounds">第 2 版' in tree


def test_everything_in_english(desk: Served) -> None:
    desk.visitor.post("/settings", lang="en")
    number, body = number_of(desk, EDU), body_of(desk, EDU)
    try:
        for path in (f"/bodies/{body}", f"/bodies/{body}/years", f"/reports/{number}/rounds",
                     "/year/rules", f"/bodies/{body_of(desk, '某县人民政府')}/sum"):  # fmt: skip
            page = desk.visitor.get(path)
            assert page.status == 200
            assert '<html lang="en">' in page.text
    finally:
        desk.visitor.post("/settings", lang="zh")


def test_both_pages_are_seen_beside_a_number_that_differs(tmp_path: Path) -> None:
    """A real file twice, in the first of which somebody read another figure."""
    data = (ROOT / "samples/bad/wrong-sum-2023.pdf").read_bytes()
    with served(tmp_path, None) as real:
        real.drop(("a.pdf", data))
        real.drop(("b.pdf", data + b"% again\n"))
        real.visitor.post(f"/reports/1/readings/{GRANTED}", kind="number", value="7", seen=0)
        page = real.visitor.get("/reports/2/rounds").text
        crops = re.findall(r'<svg class="crop".*?</svg>', page)
        assert [re.findall(r'href="([^"]+)"', one)[0] for one in crops] == [
            "/reports/1/pages/3.png", "/reports/2/pages/3.png",
        ]  # fmt: skip
        for path in re.findall(r'href="(/reports/[0-9]/pages/3.png)"', page):
            assert real.visitor.get(path).data.startswith(b"\x89PNG")
