"""The desk in Debian's Chromium: by keyboard alone, narrow and wide, in both languages.

Every page is looked through by axe-core; nothing may be complained of in the console, and nothing
be asked of any other host.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest
from sqlalchemy import func, select

from checker.register.tables import ReportRow
from tests.desk.browsing import launched, watched
from tests.desk.serving import report, served
from tests.desk.test_year import listed
from tests.needs import PACKAGES, advice, has_browser
from tests.register.commands import BAD, LIST
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, FilePayload, Page

    from tests.desk.serving import Served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not has_browser(), reason=advice([*PACKAGES])),
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
LOOK = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(one => one.id + ": " + one.nodes.map(node => node.html).join(" | ").slice(0, 400))"""
ROOT = Path(__file__).parents[2]
WIDE, NARROW = (1440, 900), (360, 740)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("browser")
    with served(folder) as found:
        listed(found, folder)
        found.drop(
            ("a.pdf", report(body="某县教育局", cells=BAD)),
            ("b.pdf", report(body="某县民政局", doubtful=["t3.granted.total"])),
            ("c.pdf", b"x"),
            ("e.pdf", report(body="某县教育局", year=2022, cells={"t2.licensing.decisions": "9"})),
        )
        later = {"t3.granted.total": "998", "t2.licensing.decisions": "7"}
        found.drop(("f.pdf", report(body="某镇人民政府", cells=BAD)))
        found.drop(("g.pdf", report(body="某镇人民政府", cells=later)))
        found.settled()
        yield found


@contextmanager
def looking(
    browser: Browser,
    desk: Served,
    size: tuple[int, int] = WIDE,
    *,
    scripts: bool = True,
    refused: str = "no refusal",
) -> Iterator[Page]:
    """A page of a browser that was let in; what goes wrong in it fails the test.

    Of a request that is ``refused`` (a status) the browser itself complains.
    """
    with watched(browser, f"127.0.0.1:{desk.port}", size, scripts=scripts, refused=refused) as page:
        name, base = desk.entrance.cookie, desk.entrance.address
        known = {"name": name, "value": desk.visitor.cookies[name], "url": base}
        page.context.add_cookies([known])  # type: ignore[list-item] # as it says
        yield page


def address(desk: Served, path: str) -> str:
    return desk.entrance.address.rstrip("/") + path


def rounds_of(desk: Served) -> int:
    """The number of the report that came twice."""
    with desk.store.reading() as session:
        own = ReportRow.printed == "某镇人民政府"
        return session.scalars(select(func.max(ReportRow.id)).where(own)).one()


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": data}


PAGES = ("/", "/reports", "/reports?verdict=fail&body=某", "/reports/1", "/reports/3",
         "/reports/1?cell=t3.granted.total",
         "/reports/1/readings?cell=t3.granted.total",
         "/year?of=2023", "/year/reminders?of=2023", "/handover", "/enter?token=used",
         "/bodies/2", "/bodies/2/years", "/bodies/1/sum?of=2023&cell=t3.granted.total",
         "/year/rules?of=2023", "/reports/{rounds}/rounds", "/reports/{rounds}/years",
         "/handover?unsent=1")  # fmt: skip


@pytest.mark.parametrize(("size", "lang"), [(WIDE, "zh"), (NARROW, "en")], ids=["zh", "en"])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(
    browser: Browser, desk: Served, size: tuple[int, int], lang: str
) -> None:
    """Looked through at one width in each language, measured at both in each."""
    desk.visitor.post("/settings", lang=lang)
    with looking(browser, desk, size) as page:
        page.context.add_cookies(
            [{"name": "desk-lang", "value": lang, "url": desk.entrance.address}]
        )
        for path in (one.format(rounds=rounds_of(desk)) for one in PAGES):
            page.goto(address(desk, path))
            assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN"}.get(lang, lang)
            page.evaluate(AXE)
            assert page.evaluate(LOOK) == [], path
            for wide, high in (WIDE, NARROW):
                page.set_viewport_size({"width": wide, "height": high})
                assert page.evaluate("document.documentElement.scrollWidth") <= wide, path
            page.set_viewport_size({"width": size[0], "height": size[1]})


def test_a_list_of_bodies_is_looked_at_before_it_is_taken_over(
    browser: Browser, desk: Served
) -> None:
    with looking(browser, desk, NARROW) as page:
        page.goto(address(desk, "/year?of=2023"))
        page.locator("summary", has_text="单位名单").click()
        file: FilePayload = {"name": "b.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
        page.set_input_files("#bodies", file)
        page.locator("button", has_text="先看看").click()
        page.wait_for_url("**/bodies/preview")
        assert "试运行，未写入" in page.locator("main").inner_text()
        page.evaluate(AXE)
        assert page.evaluate(LOOK) == []


def test_files_are_dropped_and_read_before_ones_eyes(browser: Browser, desk: Served) -> None:
    with looking(browser, desk) as page:
        page.goto(address(desk, "/"))
        page.set_input_files("#files", payload("新.pdf", report(body="某县统计局")))
        page.click("#drop button")
        line = page.locator("li", has_text="新.pdf")
        line.locator("[class='state kept']").wait_for()
        assert "某县统计局 2023" in line.inner_text()
        page.reload()
        assert "某县统计局 2023" in line.inner_text()


def test_decided_by_keys_alone(browser: Browser, desk: Served) -> None:
    desk.drop(("k.pdf", report(body="某县水务局", cells=BAD)))
    number = desk.last()
    with looking(browser, desk) as page:
        page.goto(address(desk, f"/reports/{number}"))
        current = page.locator(".entry.current")
        first = current.get_attribute("id")
        assert page.locator(".spots .framed, td.framed").count() > 0, "its cells are framed"
        page.keyboard.press("n")
        assert current.get_attribute("id") != first
        page.keyboard.press("p")
        assert current.get_attribute("id") == first
        page.keyboard.press("1")
        page.locator(f"#{first}.done").wait_for()
        assert current.get_attribute("id") != first, "on to the next"
        second = current.get_attribute("id")
        page.keyboard.press("2")
        page.keyboard.type("已核实 12")
        assert page.locator(".entry.done").count() == 1, "digits in a reason decide nothing"
        page.keyboard.press("Enter")
        page.locator(f"#{second}.done").wait_for()
        assert "予以认可" in page.locator(f"#{second}").inner_text()
        assert "待处理 0 项" in page.locator("#left").inner_text()


def test_keys_are_silent_while_pinyin_is_composed_and_when_switched_off(
    browser: Browser, desk: Served
) -> None:
    with looking(browser, desk) as page:
        page.goto(address(desk, "/reports/1"))
        current = page.locator(".entry.current")
        first = current.get_attribute("id")
        press = """([key, more]) => document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key, bubbles: true, ...more}))"""
        page.evaluate(press, ["n", {"isComposing": True}])
        page.evaluate(press, ["n", {"keyCode": 229}])
        page.evaluate(press, ["n", {"ctrlKey": True}])
        # The candidate is confirmed by a key that comes when composing has just ended.
        page.evaluate("document.dispatchEvent(new CompositionEvent('compositionend'))")
        page.evaluate(press, ["n", {}])
        assert current.get_attribute("id") == first
        page.wait_for_timeout(200)
        page.evaluate(press, ["n", {}])
        assert current.get_attribute("id") != first
        page.locator(".settings summary").click()
        page.locator("select[name=keys]").select_option("off")
        page.locator(".settings button").click()
        page.wait_for_url("**/reports/1")
        assert not page.locator("kbd").first.is_visible()
        page.keyboard.press("n")
        assert current.get_attribute("id") == first


def test_a_cell_is_told_of_and_a_finding_frames_its_cells(browser: Browser, desk: Served) -> None:
    with looking(browser, desk) as page:
        page.goto(address(desk, "/reports/1"))
        page.locator("td[data-ref='t3.granted.total'] a").click()
        panel = page.locator("#cell")
        panel.locator("dl").wait_for()
        assert "原件所印" in panel.inner_text()
        assert page.locator("td.framed").count() == 1
        page.locator(".entry .frame").first.click()
        page.locator("td.framed").nth(1).wait_for()


def test_a_misread_value_is_read_on_the_page_by_keyboard_alone(
    browser: Browser, desk: Served
) -> None:
    desk.drop(("m.pdf", report(body="某县文旅局", cells=BAD)))
    right = format(sample("suqian-2023").cells["t3.granted.total"].value or 0, "f")
    with looking(browser, desk) as page:
        page.goto(address(desk, f"/reports/{desk.last()}"))
        mended = page.locator(".entry.current").get_attribute("id")
        page.keyboard.press("4")
        page.wait_for_url("**/readings?finding=*")
        page.locator("input[name=value]").first.wait_for()
        form = page.locator("form[action$='/t3.granted.total']")
        form.locator("input[name=value]").focus()
        page.keyboard.type(right)
        page.keyboard.press("Enter")
        page.wait_for_url("**#findings")
        assert "有 1 个数值由人工对照原件读出" in page.locator("#findings").inner_text()
        assert page.locator(f"#{mended}").count() == 0


def test_the_second_of_two_tabs_is_told(browser: Browser, desk: Served) -> None:
    with looking(browser, desk, refused="409") as page:
        page.goto(address(desk, "/reports/2"))
        key = next(iter(desk.findings(2).values()))
        desk.visitor.post(f"/reports/2/findings/{key}", kind="correct", seen=0)
        page.locator(f"#finding-{key} button[value=correct]").click()
        alert = page.locator(f"#finding-{key} [role=alert]")
        alert.wait_for()
        assert "没有保存" in alert.inner_text()


def test_all_of_it_works_without_a_script(browser: Browser, desk: Served) -> None:
    desk.drop(("n.pdf", report(body="某县林业局", cells=BAD)))
    number = desk.last()
    with looking(browser, desk, scripts=False) as page:
        page.goto(address(desk, "/"))
        page.set_input_files("#files", payload("无脚本.pdf", report(body="某县气象局")))
        with page.expect_navigation():
            page.click("#drop button")
        desk.read_all()
        page.reload()
        assert "某县气象局" in page.locator("#lines").inner_text()
        page.goto(address(desk, f"/reports/{number}"))
        page.locator(".entry .frame").first.click()
        page.locator("td.framed").nth(1).wait_for()
        page.locator("td.framed a.of-cell").first.click()
        page.locator("#cell dl").wait_for()
        assert "原件所印" in page.locator("#cell").inner_text()
        page.locator(".entry button[value=correct]").first.click()
        page.locator(".entry.done").first.wait_for()
        assert page.locator(".entry.done").count() == 1


def test_the_first_key_skips_what_every_page_repeats(browser: Browser, desk: Served) -> None:
    with looking(browser, desk, NARROW) as page:
        page.goto(address(desk, "/reports/1"))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box() is not None
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_page_as_printed_with_the_cells_on_it(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A real file out of an archive, read and drawn by real reading processes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.write(ROOT / "samples/bad/hongze-2023.pdf", "洪泽区/年报 （终稿）.pdf")
    folder = tmp_path_factory.mktemp("办公室 的文件")
    with served(folder, None) as real, looking(browser, real) as page:
        real.drop(("全县.zip", stream.getvalue()))
        page.goto(address(real, "/reports"))
        with page.expect_navigation(wait_until="load"):  # all pictures of pages are there
            page.locator("td a").click()
        picture = page.locator(".sheet img").first
        assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 500
        page.locator("rect.framed").nth(3).wait_for()
        spot = page.locator("rect[data-ref='t4.review.total']")
        box, sheet = spot.bounding_box(), page.locator(".overlaid").last.bounding_box()
        assert box is not None
        assert sheet is not None
        assert 10 < box["width"] < sheet["width"] / 4
        spot.click()
        page.locator("#cell dl").wait_for()
        assert "表四「行政复议·总计」" in page.locator("#cell").inner_text()
        page.locator("#cell a").click()
        page.wait_for_url("**/readings?cell=*")
        crop = page.locator("svg.crop")
        crop.wait_for()
        seen, cell = crop.bounding_box(), crop.locator("rect").bounding_box()
        assert seen is not None
        assert cell is not None
        assert 10 < cell["width"] < seen["width"] / 2
        assert seen["x"] < cell["x"] < seen["x"] + seen["width"] - cell["width"]
        drawn = "one => one.name.endsWith('.png') && one.decodedBodySize > 10000"
        assert page.evaluate(f"performance.getEntriesByType('resource').some({drawn})")


def test_from_a_body_to_its_years_its_round_and_its_sum_by_keyboard_alone(
    browser: Browser, desk: Served
) -> None:
    with looking(browser, desk, NARROW) as page:

        def follow(words: str) -> None:
            link = page.locator("main a", has_text=words).first
            link.focus()
            with page.expect_navigation():
                page.keyboard.press("Enter")

        page.goto(address(desk, "/year?of=2023"))
        follow("某镇人民政府")
        follow("与上一版对照")
        assert "没有问题涉及、却被改动的数 1" in page.locator("main").inner_text()
        follow("各年各版")
        follow("某县人民政府")
        assert "某县人民政府" in page.locator("h1").inner_text()
        page.goto(address(desk, "/bodies/2/years"))
        page.locator("input[value=changed]").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "only=changed" in page.url
        wide = page.locator(".years").last.locator("xpath=..")
        wide.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft >= 0")


def test_chosen_reports_are_handed_over_without_a_script(browser: Browser, desk: Served) -> None:
    with looking(browser, desk, scripts=False) as page:
        page.goto(address(desk, "/reports?year=2023"))
        page.locator("input[name=id]").first.check()
        with page.expect_navigation():
            page.locator("button", has_text="移交所选报告").click()
        assert "共 1 份报告" in page.locator("main").inner_text()
        with page.expect_download() as got:
            page.locator("button", has_text="并记为已移交").click()
        assert zipfile.is_zipfile(got.value.path())
        page.goto(address(desk, "/reports?year=2023"))
        with page.expect_navigation():
            page.locator("tbody a").first.click()
        assert "移交" in page.locator("main").inner_text()
