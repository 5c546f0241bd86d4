"""Scans of a sample are held against what its own text says."""

from __future__ import annotations

import socket
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy
import pypdfium2 as pdfium
import pytest

from checker.checks.engine import evaluate
from checker.documents.scan import readers, tesseract
from checker.documents.scan.document import ScanDocument
from checker.documents.scan.pdf_file import opened
from checker.isolation.read import read_report
from checker.model import (
    RECOGNISED,
    Doubt,
    PicturePlace,
    RefusalReason,
    Remark,
    RemarkKind,
    Report,
    Result,
    State,
)
from checker.model.page_images import Note
from checker.options import ReadOptions
from checker.rulebook.load import load_forms, load_rulebook
from checker.wording.facts import refusal
from checker.wording.names import Names
from checker.wording.outcomes import message
from tests.documents.scan.scans import BY_NAME, pages, printed, scan

pytestmark = pytest.mark.ocr
LAST = (5,)


def read(path: Path) -> Report:
    return read_report(path, load_forms())


def compared(report: Report) -> Counter[str]:
    """Cells that are right, doubtful, missing and silently wrong."""
    count: Counter[str] = Counter()
    for ref, want in printed().items():
        cell = report.cells.get(ref)
        if cell is None:
            count["missing"] += 1
        elif cell.state is State.DOUBTFUL:
            count["doubtful"] += 1
        else:
            count["right" if (cell.state, cell.value) == (want.state, want.value) else "wrong"] += 1
    return count


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The sample scanned in grey at 200 dpi, two degrees askew at most."""
    return read(scan(tmp_path_factory.mktemp("scan") / "a.pdf", BY_NAME["200-skew"]))


def test_nearly_all_cells_of_a_scan_are_read_and_none_is_wrong(report: Report) -> None:
    assert report.refusal is None
    count = compared(report)
    assert count["wrong"] == count["missing"] == 0
    assert count["right"] >= 0.95 * len(printed())
    assert (report.form, report.pages) == ("F2021", 3)
    assert [section.number for section in report.sections] == [2, 3, 4, 5, 6]


def test_each_figure_says_where_it_is_and_who_read_it(report: Report) -> None:
    cell = report.cells["t3.new_received.total"]
    place = cell.place
    assert isinstance(place, PicturePlace)
    assert (place.page, len(place.readers) >= 2) == (1, True)
    assert 0 < place.confidence <= 1
    x0, y0, x1, y1 = printed()["t3.new_received.total"].box or (0, 0, 0, 0)
    assert place.box[0] < (x0 + x1) / 2 < place.box[2]
    assert place.box[1] < (y0 + y1) / 2 < place.box[3]
    assert report.remarks == (
        Remark(RemarkKind.READ_FROM_PICTURES, "PP-OCRv6 + checker-digits + Tesseract"),
    )


def test_words_of_a_picture_accuse_nobody(report: Report) -> None:
    rulebook = load_rulebook()
    outcomes = evaluate([report], rulebook)
    assert Result.FAIL not in {one.result for one in outcomes}
    open_ones = [one for one in outcomes if RECOGNISED in one.facts]
    assert open_ones  # the pages before the tables are left out: the first section is missing
    assert {one.result for one in open_ones} == {Result.UNDECIDED}
    own = replace(report, remarks=())
    failed = {one.rule for one in evaluate([own], rulebook) if one.result is Result.FAIL}
    assert {one.rule for one in open_ones} == failed
    names = Names("zh", load_forms()[0])
    for one in open_ones:
        rule = next(rule for rule in rulebook.rules if rule.id == one.rule)
        assert message(one, rule, names, report).endswith("请对照原件核对）")


def test_reading_fetches_nothing_and_gives_the_same_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refused)
    path = scan(tmp_path / "a.pdf", BY_NAME["200"], LAST)
    assert read(path) == read(path)


def test_a_seal_makes_what_it_covers_doubtful_or_leaves_it_right(tmp_path: Path) -> None:
    report = read(scan(tmp_path / "a.pdf", BY_NAME["200-seal"], LAST))
    cells = [ref for ref in printed() if ref.startswith("t4.")]
    count = Counter(
        "doubtful"
        if report.cells[ref].state is State.DOUBTFUL
        else report.cells[ref].value == printed()[ref].value
        for ref in cells
    )
    assert not count[False]
    assert count[True] >= 0.6 * len(cells)


def test_without_tesseract_the_two_others_must_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "figure_reader", lambda: None)
    assert readers.names() == ("PP-OCRv6", "checker-digits")
    report = read(scan(tmp_path / "a.pdf", BY_NAME["200"], LAST))
    assert report.remarks[0].detail == "PP-OCRv6 + checker-digits"
    sure = [cell for cell in report.cells.values() if cell.state is State.NUMBER]
    assert len(sure) >= 12
    assert {cell.place.readers for cell in sure if isinstance(cell.place, PicturePlace)} == {
        ("PP-OCRv6", "checker-digits")
    }


@pytest.mark.parametrize("kind", ["pdf", "jpeg", "png", "tiff", "bmp"])
def test_without_the_extra_one_line_says_how_to_install_it(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "are_installed", lambda: False)
    path = tmp_path / f"a.{kind}"
    (picture,) = pages(BY_NAME["200"], LAST)
    picture.save(path, kind.upper())
    report = read(path)
    assert report.refusal is not None
    assert report.refusal.reason is RefusalReason.SCAN
    for lang in ("zh", "en"):
        assert "pip install 'nianbao-checker[ocr]'" in refusal("scan", "", lang)


@pytest.mark.parametrize("kind", ["jpeg", "tiff"])
def test_a_picture_file_is_read_as_its_pages_are(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    first, second = pages(BY_NAME["200"], (2, 5))
    if kind == "tiff":
        first.save(path, save_all=True, append_images=[second], dpi=(200, 200))
    else:
        second.save(path, quality=85)
    report = read(path)
    assert report.refusal is None
    assert report.media_type == f"image/{kind}"
    assert report.pages == (2 if kind == "tiff" else 1)
    own = [ref for ref in printed() if ref.startswith("t4.")]
    right = [
        ref
        for ref in own
        if report.cells[ref].state is State.NUMBER
        and report.cells[ref].value == printed()[ref].value
    ]
    assert len(right) >= 0.95 * len(own)
    assert not [
        ref for ref in set(own) - set(right) if report.cells[ref].state is not State.DOUBTFUL
    ]


def test_a_picture_of_something_else_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    scanned = pages(BY_NAME["200"], LAST)[0]
    scanned.crop((0, 0, 1600, 300)).resize((1600, 300)).save(path, "PDF", resolution=200.0)
    report = read(path)
    assert report.refusal is not None
    assert report.refusal.reason in {RefusalReason.NOT_A_REPORT, RefusalReason.NO_TEXT}


def test_doubts_of_a_picture_are_told_as_such(tmp_path: Path) -> None:
    report = read(scan(tmp_path / "a.pdf", BY_NAME["150-bad"], LAST))
    doubts = {cell.doubt for cell in report.cells.values() if cell.state is State.DOUBTFUL}
    assert doubts <= set(Doubt)
    assert all(cell.state is not State.NUMBER or cell.place for cell in report.cells.values())


@pytest.mark.parametrize(
    "ref", ["t3.new_received.total", "t3.granted.natural_person", "t4.review.total"]
)
def test_a_mark_stands_on_its_cell_of_a_scan(report: Report, ref: str) -> None:
    """Drawn over the picture: what is drawn anew is around the printed figure."""
    scanned, cell = Path(report.path).read_bytes(), report.cells[ref]
    place = cell.place
    assert isinstance(place, PicturePlace)
    page = place.page or 0
    note = Note("1", page, (place.box,), "应为 11，实填 0")
    with opened(scanned, ReadOptions()) as document:
        assert isinstance(document, ScanDocument)
        marked = document.annotated([note])
    with pdfium.PdfDocument(scanned) as old, pdfium.PdfDocument(marked) as new:
        high = new[page - 1].get_height()
        before, after = (
            one[page - 1].render(scale=1, grayscale=True).to_numpy().astype(int)
            for one in (old, new)
        )
    rows, columns = numpy.nonzero(abs(after - before) > 8)
    assert len(rows)
    x0, y0, x1, y1 = printed()[ref].box or (0.0, 0.0, 0.0, 0.0)
    across, down = (x0 + x1) / 2, high - (y0 + y1) / 2
    assert columns.min() < across < columns.max()
    assert rows.min() < down < rows.max()
    wide, tall = place.box[2] - place.box[0], place.box[3] - place.box[1]
    assert columns.max() - columns.min() < wide + 40
    assert rows.max() - rows.min() < tall + 40
