"""Web pages read whole: what sites do to a report changes no figure, or makes it doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.model import CellRef, Doubt, ElementPlace, RefusalReason, Report
from checker.rulebook.load import load_forms
from tests.support import web_pages
from tests.support.as_read import doubts, printed
from tests.support.as_read import read as as_read
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMS = load_forms()
NAMES = ("suqian-2023", "suqian-2024", "xuefu-2020", "hongze-2023", "shanghai-office-2019")


def read(data: bytes | str, folder: Path) -> Report:
    return as_read(data.encode() if isinstance(data, str) else data, folder, ".html")


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_page_is_read_whole(name: str, tmp_path: Path) -> None:
    report, truth = read(web_pages.plain(name), tmp_path), sample(name)
    assert printed(report) == printed(truth)
    assert not doubts(report)
    assert (report.body, report.year, report.form) == (truth.body, truth.year, truth.form)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.media_type == "text/html"


QUIRKS: dict[str, Callable[[str], str | bytes]] = {
    "word": web_pages.word_processor,
    "malformed": web_pages.malformed,
    "layout-tables": web_pages.in_layout_tables,
    "foot-first": web_pages.foot_first,
    "tabs": web_pages.hidden_by_tabs,
    "saved": web_pages.saved,
    "gb18030": lambda text: text.encode("gb18030"),
    "declares gb2312, is utf-8": lambda text: text.replace("utf-8", "gb2312").encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "one line": lambda text: text.replace("\n", ""),
    "full width": lambda text: web_pages.each_figure(
        text, lambda one: one.translate({48 + n: 0xFF10 + n for n in range(10)})
    ),
    "inputs": lambda text: web_pages.each_figure(
        text, lambda one: f'<input readonly value="{one}"><input type="hidden" value="9">'
    ),
    "white space": lambda text: web_pages.each_figure(
        text, lambda one: f"<p>\n   &#8203;{one}&#12288;&nbsp;\n</p>"
    ),
    "long rowspan": lambda text: web_pages.foot_first(text).replace('rowspan="22"', 'rowspan="60"'),
    "a cell that takes no room": lambda text: text.replace(
        "<tr><td", '<tr><td style="DISPLAY : none !important">8</td><td'
    ),
    "white on a dark ground": lambda text: text.replace(
        "<style>", "<style>td { color: white; background: #036 }", 1
    ),
    "nested deep": lambda text: text.replace("<body>", "<body>" + "<div>" * 400),
    "print sheet": lambda text: text.replace(
        "<style>", "<style>@media print { td { display: none } }", 1
    ),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_what_sites_do_changes_no_figure(quirk: str, tmp_path: Path) -> None:
    report = read(QUIRKS[quirk](web_pages.plain("suqian-2023")), tmp_path)
    assert printed(report) == printed(sample("suqian-2023"))
    assert not doubts(report)
    assert (report.body, report.year) == ("宿迁市人民政府", 2023)


TRAPS: dict[str, tuple[Callable[[str], str], Doubt]] = {
    "struck": (lambda one: f"<s>7</s>{one}", Doubt.STRUCK_OUT),
    "struck by style": (
        lambda one: f'<b style="text-decoration: red line-through">7</b>{one}',
        Doubt.STRUCK_OUT,
    ),
    "hidden": (lambda one: f'{one}<i style="display:none">7</i>', Doubt.HIDDEN_TEXT),
    "hidden by sheet": (lambda one: f'{one}<i class="ghost">7</i>', Doubt.HIDDEN_TEXT),
    "hidden in word": (lambda one: f'<i style="mso-hide:all">7</i>{one}', Doubt.HIDDEN_TEXT),
    "without ink": (lambda one: f'<i style="font-size:0">7</i>{one}', Doubt.HIDDEN_TEXT),
    "white on white": (lambda one: f'{one}<b style="color:#fff">7</b>', Doubt.HIDDEN_TEXT),
    "clear": (lambda one: f'{one}<b style="color: rgba(0,0,0,0)">7</b>', Doubt.HIDDEN_TEXT),
    "floating": (lambda one: f'{one}<b style="float:left">7</b>', Doubt.UNCERTAIN_PLACE),
    "moved away": (
        lambda one: f'{one}<b style="position:absolute;left:-999px">7</b>',
        Doubt.UNCERTAIN_PLACE,
    ),
    "from right to left": (lambda one: f"<bdo dir=rtl>7{one}</bdo>", Doubt.UNCERTAIN_PLACE),
    "drawn": (lambda one: f"{one}<svg><text>7</text></svg>", Doubt.UNREAD_INK),
    "a button": (lambda one: f"{one}<input type=button value=7>", Doubt.UNREAD_INK),
    "written by the sheet": (lambda one: f'{one}<i class="seven"></i>', Doubt.READINGS_DIFFER),
    "two numbers": (lambda one: f"{one}<br>7", Doubt.TWO_NUMBERS),
    "room between": (lambda one: f"{one} 7", Doubt.TWO_NUMBERS),
    "a picture": (lambda one: f"{one}<img src=7.png>", Doubt.UNREAD_INK),
    "a table": (lambda _: "<table><tr><td>7</td></tr></table>", Doubt.UNCERTAIN_PLACE),
    "broken bytes": (lambda one: f"{one}\ufffd", Doubt.ENCODING_BROKEN),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_makes_its_cell_doubtful_and_no_other(trap: str, tmp_path: Path) -> None:
    changed, doubt = TRAPS[trap]
    markup = web_pages.nth_figure(web_pages.plain("suqian-2023"), 20, changed)
    report = read(
        markup.replace("<style>", "<style>.ghost{display:none} .seven::after{content:'7'}", 1),
        tmp_path,
    )
    (ref,) = doubts(report)
    assert report.cells[ref].doubt is doubt
    others = printed(sample("suqian-2023"))
    del others[ref]
    assert printed(report) == others


def test_a_hidden_version_beside_the_one_that_shows_is_none_of_it(tmp_path: Path) -> None:
    markup = web_pages.plain("suqian-2023")
    body = markup.partition("<body>")[2].partition("</body>")[0]
    other = web_pages.each_figure(body, lambda one: f"{one}8")
    decoy = f'<div style="display:none">{other}</div></body>'
    report = read(markup.replace("</body>", decoy), tmp_path)
    assert printed(report) == printed(sample("suqian-2023"))
    assert not doubts(report)


def test_a_footnote_mark_is_no_part_of_its_figure(tmp_path: Path) -> None:
    markup = web_pages.nth_figure(
        web_pages.plain("suqian-2023"), 20, lambda one: f"{one}<sup>[1]</sup>"
    )
    assert printed(read(markup, tmp_path)) == printed(sample("suqian-2023"))


def test_a_cell_tells_its_element(tmp_path: Path) -> None:
    report = read(web_pages.plain("suqian-2023"), tmp_path)
    cell = report.cell(CellRef.parse("t3.granted.total"))
    assert cell is not None
    assert cell.place == ElementPlace("html/body/table[2]/tbody[1]/tr[6]/td[9]")


def test_a_page_built_by_scripts_is_refused(tmp_path: Path) -> None:
    shell = "<!doctype html><html><body><div id=app></div><script>render()</script></body></html>"
    report = read(shell, tmp_path)
    assert report.refusal is not None
    assert report.refusal.reason is RefusalReason.BUILT_BY_SCRIPT


def test_nesting_beyond_measure_is_refused(tmp_path: Path) -> None:
    report = read("<html><body>" + "<div>" * 20_000 + web_pages.plain("suqian-2023"), tmp_path)
    assert report.refusal is not None
    assert report.refusal.reason is RefusalReason.OUT_OF_BOUNDS


def test_spans_beyond_measure_are_refused(tmp_path: Path) -> None:
    bomb = '<td colspan="1000" rowspan="65534">1</td>' * 50
    markup = web_pages.plain("suqian-2023").replace(
        "<tbody>", f"<tbody><tr>{bomb}</tr>" + "<tr>" * 500, 1
    )
    report = read(markup, tmp_path)
    assert report.refusal is not None
    assert report.refusal.reason is RefusalReason.OUT_OF_BOUNDS
