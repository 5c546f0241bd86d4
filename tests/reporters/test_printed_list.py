"""The printed list as sheets of paper: how many, what stands together, in which order."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy
import pypdfium2
import pytest

from checker.model import Refusal, RefusalReason, Report, Result
from tests.needs import PACKAGES, advice, has_font
from tests.reporters.handing import handed, squeezed, written
from tests.reporters.laid_out import Sized, laid_out
from tests.reporters.printing import table_results
from tests.support.factory import change
from tests.support.made_outcomes import doubtful, sample

if TYPE_CHECKING:
    from checker.model import Results

CLEAN = sample("suqian-2023")
ROWS = [ref for ref in CLEAN.cells if ref.startswith("t3.") and ref.endswith(".natural_person")]
LEFT, RIGHT, BOTTOM = (length * 72 / 25.4 for length in (14, 210 - 14, 15))
DONE = {"zh": "整改情况", "en": "whatwasdone"}
SIGN = {"zh": "核对人", "en": "checkedby"}


@pytest.fixture(autouse=True)
def _font() -> None:
    if not has_font():
        pytest.skip(advice([*PACKAGES]))


def wrong_report() -> Report:
    """A report with something to list."""
    return change(CLEAN, "t3.granted.total", "1")


def wrong(count: int, lang: str = "zh", *, undecided: int = 0) -> Results:
    """A report with so many entries: rows of 表三 whose sum is another."""
    report = CLEAN
    for ref in ROWS:
        report = change(report, ref, "73802895.90")
    found = table_results(laid_out(report), lang=lang)
    (checked,) = found.reports
    failed = next(one for one in checked.findings if one.rule == "T3-03")
    cells = [one.cells for one in checked.findings if one.rule == "T3-03"]
    findings = [
        replace(failed, id=f"{at}", cells=cells[at % len(cells)], follows_from=None)
        for at in range(count)
    ]
    findings += [
        replace(failed, id=f"u{at}", outcome=Result.UNDECIDED, follows_from=None)
        for at in range(undecided)
    ]
    return replace(found, reports=(replace(checked, findings=tuple(findings), causes=()),))


def pages(data: bytes) -> list[str]:
    """The text of each page without white space and without its footer."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    texts = (squeezed(page.get_textpage().get_text_bounded()) for page in document)
    return [re.sub(r"宿迁市人民政府·2023·.*$", "", text) for text in texts]


@pytest.mark.parametrize(
    ("count", "lang", "most"),
    [(1, "zh", 1), (5, "zh", 1), (30, "zh", 5), (5, "en", 2), (30, "en", 7)],
)
def test_about_eight_entries_stand_on_a_page(count: int, lang: str, most: int) -> None:
    data = written("pdf", wrong(count, lang), lang=lang, originals=Sized())
    assert len(pages(data)) <= most


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_heading_and_no_room_to_sign_is_left_alone(lang: str) -> None:
    headings = {"zh": ("一、问题清单", "二、未能判定的事项"), "en": ("1.Discrepancies",)}[lang]
    for count in (0, 1, 5, 6, 7, 8, 9):
        shown = pages(
            written("pdf", wrong(count, lang, undecided=count % 2), lang=lang, originals=Sized())
        )
        for text in shown:
            assert not text.endswith(headings)
        before, _, _ = shown[-1].partition(SIGN[lang])
        assert DONE[lang] in before or not count, "an entry stands on the page that is signed"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_printed_over_a_border(lang: str) -> None:
    document = pypdfium2.PdfDocument(
        io.BytesIO(written("pdf", wrong(30, lang), lang=lang, originals=Sized()))
    )
    of_page = []
    for page in document:
        text = page.get_textpage()
        of_page.append([text.get_charbox(at) for at in range(text.count_chars())])
    for boxes in of_page:
        assert min(box[0] for box in boxes) >= LEFT - 1
        assert max(box[2] for box in boxes) <= RIGHT + 1
    # Between an entry's text and the column to write in there is a border. The second page is full
    # of entries and has nothing else.
    border = RIGHT - 27 * 72 / 25.4
    assert not [
        box for box in of_page[1] if box[0] < border - 1 < border + 1 < box[2] and box[1] > BOTTOM
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_figure_however_long_is_printed_over_other_text(lang: str) -> None:
    report = CLEAN
    for ref in ROWS[:2]:
        report = change(report, ref, "7" * 40)
    found = table_results(replace(laid_out(report), body="某" * 80), lang=lang)
    document = pypdfium2.PdfDocument(
        io.BytesIO(written("pdf", found, lang=lang, originals=Sized()))
    )
    text = document[0].get_textpage()
    at = [at for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    # The letters of a ligature (fi) share one box.
    boxes = numpy.array([*dict.fromkeys(text.get_charbox(one) for one in at)])
    size = numpy.clip(boxes[:, 2:] - boxes[:, :2], 0.1, None).prod(axis=1)
    low = numpy.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = numpy.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    shared = numpy.clip(high - low, 0, None).prod(axis=2)
    numpy.fill_diagonal(shared, 0)
    assert (shared < 0.5 * numpy.minimum(size[:, None], size[None, :])).all()


def test_an_entry_longer_than_a_page_goes_on_on_the_next() -> None:
    found = wrong(2)
    (checked,) = found.reports
    first, second = checked.findings
    long = replace(first, message="长" * 1400, basis="据" * 1400, advice="议" * 1400)
    found = replace(found, reports=(replace(checked, findings=(long, second)),))
    text = "".join(pages(written("pdf", found)))
    assert [text.count(char) for char in "长据议"] == [
        1400,
        1400 + text.count("依据"),
        1400 + text.count("建议"),
    ]


def test_the_figures_of_an_entry_stand_in_its_first_line_and_nowhere_else() -> None:
    (text,) = pages(handed("pdf", change(CLEAN, "t3.granted.natural_person", "1")))
    assert text.count("应为") - text.count("同一原因") == 1
    assert re.search(r"必须改正表三「\S+?」.（第1页）应为\d+，实填\d+，相差", text)


def test_what_is_not_decided_has_no_figure_that_it_should_have() -> None:
    (text,) = pages(handed("pdf", doubtful(CLEAN, "t3.partial.natural_person", "462", "4620")))
    assert "应为" not in text
    assert "原文/填报数：462" in text


NAMES = ("苏州市人民政府", "南京市人民政府")
REFUSED = Report("scan.pdf", "", refusal=Refusal(RefusalReason.SCAN))
WRONG = change(CLEAN, "t3.granted.natural_person", "1")


def batch() -> list[Report]:
    """Reports with and without something to say, in no order."""
    made = [
        replace(report, body=body, path=f"{body[:2]}{number}.pdf")
        for number, report in enumerate((CLEAN, WRONG))
        for body in NAMES
    ]
    return [*made, REFUSED]


def test_a_batch_begins_with_the_worst_and_lists_only_what_there_is_to_say() -> None:
    cover, *lists = pages(handed("pdf", *batch()))
    assert [name[:-4] for name in re.findall(r"scan.pdf|(?:南京|苏州)\d.pdf", cover)] == [
        "scan", "南京1", "苏州1", "南京0", "苏州0",
    ]  # fmt: skip
    assert [line[-1] for line in re.findall(r"(?:南京|苏州)\d.pdf(?:\d|—)", cover)] == [
        "3",
        "4",
        "—",
        "—",
    ]
    assert len(lists) == 3
    assert "scan.pdf" in lists[0]
    assert "南京1.pdf" in lists[1]


def test_every_report_has_a_list_where_all_are_asked_for() -> None:
    cover, *lists = pages(handed("pdf", *batch(), list_all=True))
    assert len(lists) == 5
    assert "—" not in cover.rpartition("苏州1.pdf")[2]


def test_a_single_report_has_its_list_even_with_nothing_in_it() -> None:
    (text,) = pages(handed("pdf", CLEAN))
    assert "没有发现不符之处" in text


def test_what_is_told_of_the_run_is_no_entry_of_a_report() -> None:
    """复议前置, a note on practice: a line of the cover, or above the entries of a report alone."""
    report = sample("suqian-2024")
    told = "T4-02复议前置（1份）：宿迁市人民政府2024年（25）。"
    (alone,) = pages(written("pdf", table_results(laid_out(report))))
    assert alone.index(told) < alone.index("一、问题清单")
    assert alone.count("T4-02") == 1
    cover, *rest = pages(written("pdf", table_results(laid_out(report), laid_out(wrong_report()))))
    assert told in cover
    assert rest
    assert not [page for page in rest if "T4-02" in page]
