"""Places in a file, in the words of its kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.model import (
    DocumentPlace,
    ElementPlace,
    PagePlace,
    PicturePlace,
    Place,
    ReportPart,
    SheetPlace,
    TranscribedPlace,
)
from checker.model.places import box_of, gathered, page_of
from checker.wording.names import PLACES_SHOWN, part_of, printed_at

BOX = (1.0, 2.0, 3.0, 4.0)
SCANNED = PicturePlace(BOX, Decimal("0.98"), ("rapidocr", "tesseract"), page=3)


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (PagePlace(3, BOX), "第 3 页", "p. 3"),
        (DocumentPlace(4, 9, 4), "第 4 张表第 9 行第 4 格", "table 4, row 9, cell 4"),
        (DocumentPlace(4), "第 4 张表", "table 4"),
        (DocumentPlace(paragraph=12), "第 12 段", "paragraph 12"),
        (SheetPlace("Sheet1", "J24"), "Sheet1!J24", "Sheet1!J24"),
        (SheetPlace("表三"), "表三", "表三"),
        (
            SheetPlace("Sheet1", "J24", "=SUM(J10:J23)"),
            "Sheet1!J24（公式 =SUM(J10:J23)）",
            "Sheet1!J24 (formula =SUM(J10:J23))",
        ),
        (
            ElementPlace("html/body/table[1]/tr[9]/td[4]"),
            "网页元素 html/body/table[1]/tr[9]/td[4]",
            "element html/body/table[1]/tr[9]/td[4]",
        ),
        (
            TranscribedPlace(2, "t3.granted.total"),
            "转录的第 2 份报告的 t3.granted.total",
            "transcription, report 2, t3.granted.total",
        ),
        (TranscribedPlace(2), "转录的第 2 份报告", "transcription, report 2"),
        (
            SCANNED,
            "第 3 页（图像识别：rapidocr、tesseract，可信度 0.98）",
            "p. 3 (read from the image by rapidocr, tesseract, confidence 0.98)",
        ),
    ],
)
def test_each_kind_in_its_words(place: Place, zh: str, en: str) -> None:
    assert printed_at([place], "zh") == zh
    assert printed_at([place], "en") == en


def test_pages_stand_together_and_many_places_are_counted() -> None:
    pages = [PagePlace(5), PagePlace(3), PagePlace(5, BOX)]
    assert printed_at(pages, "zh") == "第 3,5 页"
    assert printed_at(pages, "zh", lambda numbers: "–".join(map(str, numbers)), bare=True) == "3–5"
    many = [SheetPlace("表", f"A{row}") for row in range(1, PLACES_SHOWN + 3)]
    assert printed_at([*many, many[0]], "zh") == "表!A1、表!A2、表!A3、表!A4、另 2 处"
    assert printed_at([], "zh") == ""


def test_only_a_page_has_a_page_and_a_box() -> None:
    assert (page_of(PagePlace(2, BOX)), box_of(PagePlace(2, BOX))) == (2, BOX)
    assert (page_of(SCANNED), box_of(SCANNED)) == (3, BOX)
    alone = PicturePlace(BOX, Decimal(1), ("x",), picture=2)
    for place in (alone, DocumentPlace(1, 2, 3), SheetPlace("表"), ElementPlace("p"), None):
        assert (page_of(place), box_of(place)) == (None, None)


def test_places_told_together_are_pages_in_order_then_the_others_as_given() -> None:
    last, first = SheetPlace("表", "B2"), SheetPlace("表", "A1")
    found = gathered([PagePlace(4, BOX), None, last, PagePlace(2), first, last, PagePlace(4)])
    assert found == (PagePlace(2), PagePlace(4), last, first)


def test_the_pages_of_a_report_in_a_yearbook_are_told_as_a_stretch() -> None:
    part = ReportPart(2, 3, tuple(PagePlace(page) for page in (6, 7, 8, 10)))
    assert part_of(part, "zh") == "文件中第 2 份，共 3 份（第 6–8,10 页）"
