"""What the page of a report tells of a sentence, and of cells on pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.desk.pictures import cells_by_page
from checker.desk.report_view import Marked, Told, view
from checker.model import Checked, Coverage, PagePlace, Quote, Section, Verdict
from checker.model.page_images import PagePicture
from checker.rulebook import load_rulebook
from tests.register.feeding import finding
from tests.support.factory import sample

NONE = Coverage(0, 0, 0, 0)
TEXT = "本年<b>认真</b>办理。" + "共收到申请9件。" + "下一年继续努力。"


@pytest.mark.parametrize(
    ("section", "words", "marked"),
    [
        ("1", "共收到申请9件。", ("本年<b>认真</b>办理。", "共收到申请9件。", "下一年继续努力。")),
        ("1", "别处的一句。", ("", "别处的一句。", "")),
        ("3", "共收到申请9件。", ("", "共收到申请9件。", "")),
    ],
)
def test_a_sentence_is_marked_where_it_stands(
    section: str, words: str, marked: tuple[str, str, str]
) -> None:
    report = replace(sample("suqian-2023"), sections=(Section(1, "一、总体情况", TEXT),))
    one = finding("TX-01", quote=Quote(section, words))
    checked = Checked(report, Verdict.FAIL, (one,), NONE, NONE)
    told = Told(Verdict.FAIL, (), {}, {}, {})
    (item,) = view(1, checked, load_rulebook((), "zh").forms, told, "zh").items
    assert isinstance(item.quote, Marked)
    assert item.quote[1:] == marked


def test_cells_lie_on_their_page_in_thousandths() -> None:
    report = sample("suqian-2023")
    ref = "t3.granted.total"
    cell = replace(report.cells[ref], place=PagePlace(4, (10.0, 20.0, 30.0, 40.0)))
    other = "t3.partial.total"
    placeless = replace(report.cells[other], place=None)
    report = replace(report, cells={ref: cell, other: placeless})
    page = {4: PagePicture(b"", 595.3, 841.9, ((0.1, 0.25, 0.2, 0.2501),))}
    checked = Checked(report, Verdict.FAIL, (), NONE, NONE)
    told = Told(Verdict.FAIL, (), {}, {}, page)
    assert [(page, [ref for ref, _ in on]) for page, on in cells_by_page(report).items()] == [
        (4, [ref])
    ]
    (shown,) = view(1, checked, load_rulebook((), "zh").forms, told, "zh").pages
    assert (shown.number, shown.width, shown.height) == (4, 595, 842)
    assert shown.spots == ((ref, 100, 250, 100, 1, ""),)
