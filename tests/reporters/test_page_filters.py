"""The filters of the web page, in a browser: what is chosen is what is left to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Refusal, RefusalReason, Report
from tests.bench.producers import programs
from tests.needs import PACKAGES, advice, has_browser
from tests.reporters.handing import handed
from tests.support.made_outcomes import doubtful, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HONGZE, WRONG_SUM, CLEAN = sample("hongze-2023"), sample("wrong-sum-2023"), sample("suqian-2023")
DOUBTFUL = doubtful(sample("suqian-2024"), "t3.partial.natural_person", "462", "4620")
REFUSED = Report("scan.pdf", "", refusal=Refusal(RefusalReason.SCAN))
SEVERAL = (HONGZE, WRONG_SUM, DOUBTFUL, CLEAN, REFUSED)
SHOWN = """[...document.querySelectorAll("section.of-report")]
    .filter(one => one.checkVisibility()).map(one => one.dataset.body)"""
ENTRIES = """[...document.querySelectorAll(".entry")]
    .filter(one => one.checkVisibility()).map(one => [one.dataset.rule, one.dataset.level])"""
CHOOSE = """(() => {{ const at = document.getElementById({name!r}); at.value = {value!r};
    at.dispatchEvent(new Event("input", {{bubbles: true}})); return at.value; }})()"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not has_browser(), reason=advice([*PACKAGES])),
]


class Page:
    """A page of several reports, open in a browser."""

    def __init__(self, ask: Callable[[str], Any]) -> None:
        self.ask = ask

    def choose(self, **chosen: str) -> None:
        """What a reader chooses in the bar; a choice that it does not offer fails."""
        for name, value in chosen.items():
            assert self.ask(CHOOSE.format(name=name, value=value)) == value

    @property
    def bodies(self) -> list[str]:
        """The bodies whose reports are to be seen."""
        shown: list[str] = self.ask(SHOWN)
        return shown

    @property
    def entries(self) -> set[tuple[str, str]]:
        """Rule and level of the entries to be seen."""
        return {(rule, level) for rule, level in self.ask(ENTRIES)}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Page]]:
    """Opens the page anew, with or without scripts."""
    source: Path = tmp_path_factory.mktemp("page") / "page.html"
    source.write_bytes(handed("html", *SEVERAL))
    with programs.browser() as program:
        target = program.call("Target.createTarget", url="about:blank")["targetId"]
        session = program.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        program.call("Page.enable", session)

        def ask(words: str) -> Any:
            got = program.call("Runtime.evaluate", session, expression=words, returnByValue=True)
            assert "exceptionDetails" not in got, got
            return got["result"].get("value")

        def opened(*, scripts: bool = True) -> Page:
            program.call("Emulation.setScriptExecutionDisabled", session, value=not scripts)
            program.call("Page.navigate", session, url=source.as_uri())
            program.wait_for("Page.loadEventFired")
            return Page(ask)

        yield opened


def test_verdict_and_body_leave_the_reports_that_are_meant(
    browser: Callable[..., Page],
) -> None:
    page = browser()
    everybody = page.bodies
    assert len(everybody) == len(SEVERAL)
    page.choose(verdict="fail")
    assert set(page.bodies) == {HONGZE.body, WRONG_SUM.body}
    page.choose(body="洪泽")
    assert page.bodies == [HONGZE.body]
    assert page.ask('document.querySelectorAll("tr.of-report:not([hidden])").length') == 1
    page.choose(verdict="pass")
    assert page.bodies == []
    assert page.ask('document.getElementById("none-left").checkVisibility()')
    page.choose(verdict="", body="")
    assert page.bodies == everybody
    assert not page.ask('document.getElementById("none-left").checkVisibility()')


def test_rule_and_level_leave_the_entries_that_are_meant(browser: Callable[..., Page]) -> None:
    page = browser()
    everything = page.entries
    levels = {level for _, level in everything}
    assert len(levels) > 1
    for level in levels:
        page.choose(level=level)
        assert page.entries == {one for one in everything if one[1] == level}
    page.choose(level="", rule="T4-01")
    assert page.entries == {one for one in everything if one[0] == "T4-01"} != set()


def test_without_scripts_everything_is_there_and_no_filter(browser: Callable[..., Page]) -> None:
    whole = browser()
    bodies, entries = whole.bodies, whole.entries
    page = browser(scripts=False)
    assert (page.bodies, page.entries) == (bodies, entries)
    assert not page.ask('document.getElementById("filter").checkVisibility()')
