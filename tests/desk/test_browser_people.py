"""The desk of several people in Debian's Chromium: logging in, and lines that move by themselves.

Under a name as another machine has it, over HTTP: what browsers do only for their own machine, or
only by HTTPS, is not to be had there.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.desk.browsing import launched, watched
from tests.desk.people import PASSWORD, Clock, desk_of_people, logged_in
from tests.desk.serving import report
from tests.desk.test_browser import AXE, LOOK, NARROW, WIDE, payload
from tests.needs import PACKAGES, advice, has_browser
from tests.register.commands import BAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.desk.serving import Served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not has_browser(), reason=advice([*PACKAGES])),
]
NAME = "desk.example"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched(f"--host-resolver-rules=MAP {NAME} 127.0.0.1") as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("people")
    with desk_of_people(folder, Clock(), further={NAME: None}) as found:
        found.visitor = logged_in(found)
        found.drop(("a.pdf", report(body="某县教育局", cells=BAD)))
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
    """A page of a browser that nobody logged in with."""
    place = f"{NAME}:{desk.port}"
    with watched(browser, place, size, scripts=scripts, refused=refused) as page:
        yield page


def address(desk: Served, path: str) -> str:
    return f"http://{NAME}:{desk.port}{path}"


def log_in(page: Page, name: str = "张三", typed: str = PASSWORD) -> None:
    """By keyboard alone: the field that is wanted first is the one that is written into.

    It is waited for: a browser moves there when it first draws the page, which may be after it is
    loaded, and what is typed before that goes nowhere.
    """
    page.locator("#name:focus").wait_for()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_one_logs_in_decides_and_logs_out(browser: Browser, desk: Served, *, scripts: bool) -> None:
    desk.drop(("b.pdf", report(body=f"某县民政局{scripts}", cells=BAD)))
    number = desk.last()
    with looking(browser, desk, scripts=scripts, refused="403") as page:
        page.goto(address(desk, f"/reports/{number}"))
        page.wait_for_url("**/login?back=**")
        log_in(page, typed="wrong")
        page.locator("#told").wait_for()
        assert "姓名或密码不对" in page.locator("#told").inner_text()
        assert page.locator("#name").input_value() == "张三", "only the password is typed again"
        page.locator("#password:focus").wait_for()
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/reports/{number}")
        page.locator(".entry button[value=correct]").first.click()
        page.locator(".entry.done").first.wait_for()
        assert "须更正（张三，" in page.locator(".entry.done").first.inner_text()
        page.locator(".settings summary").click()
        assert page.locator(".settings input[name=name]").count() == 0
        page.locator(".settings button", has_text="退出登录").click()
        page.wait_for_url("**/login")
        page.goto(address(desk, "/reports"))
        assert page.locator("#password").count() == 1, "out"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_and_the_page_to_log_in_at_fits(
    browser: Browser, desk: Served, size: tuple[int, int]
) -> None:
    with looking(browser, desk, size, refused="403") as page:
        page.goto(address(desk, "/login"))
        for path in ("asked", "refused", "english"):
            if path == "refused":
                log_in(page, typed="wrong")
                page.locator("#told").wait_for()
            elif path == "english":
                page.locator(".settings summary").click()
                page.locator("select[name=lang]").select_option("en")
                page.locator(".settings button").click()
                page.locator("h1", has_text="Log in").wait_for()
            page.evaluate(AXE)
            assert page.evaluate(LOOK) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path


COUNT = """() => performance.getEntriesByType("resource")
    .filter(one => one.name.includes("/uploads/lines")).length"""


def test_a_line_moves_by_a_hint_while_nobody_asks(browser: Browser, desk: Served) -> None:
    with looking(browser, desk) as page:
        page.goto(address(desk, "/"))
        log_in(page)
        page.wait_for_url(address(desk, "/"))
        with page.expect_response("**/uploads/changes") as opened:
            page.reload()
        assert opened.value.status == 200
        page.wait_for_timeout(1500)
        before = page.evaluate(COUNT)
        page.wait_for_timeout(6000)
        assert page.evaluate(COUNT) == before, "with a stream it need not ask"
        desk.drop(("c.pdf", report(body="某县统计局")))
        page.locator("li", has_text="某县统计局").wait_for(timeout=8000)


@pytest.mark.parametrize("broken", ["cut", "full", "absent"])
def test_without_a_stream_the_lines_are_asked_for(
    browser: Browser, desk: Served, broken: str
) -> None:
    with looking(browser, desk, refused="502") as page:
        if broken == "cut":
            page.route("**/uploads/changes", lambda one: one.fulfill(status=502))
        elif broken == "full":
            page.route("**/uploads/changes", lambda one: one.fulfill(status=204))
        else:
            page.add_init_script("delete window.EventSource")
        page.goto(address(desk, "/login"))
        log_in(page)
        page.wait_for_url(address(desk, "/"))
        page.set_input_files("#files", payload("d.pdf", report(body=f"某县水务局{broken}")))
        page.click("#drop button")
        page.locator("li", has_text=f"某县水务局{broken}").wait_for(timeout=15_000)
