"""An OFD report from the command line: what is shown of it, its marked copy, folders."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cv2
import numpy
import pypdfium2
import pytest

from checker.cli.main import main
from checker.documents.ofd.document import opened
from checker.model import PagePlace
from checker.model.page_images import View
from checker.options import ReadOptions
from samples.report_ofd import Habits, ofd
from tests.support.ofd_files import faces, pages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one report of two wrong totals; the current one."""
    (tmp_path / "年报.ofd").write_bytes(ofd(pages("hongze-2023"), Habits(glyphs=True), faces()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_searched_for_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ".", "--output-format", "json", "--isolated"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert not found["inputs"]["unread"]
    (report,) = found["reports"]
    assert report["media_type"] == "application/ofd"
    wrong = report["cells"]["t4.review.total"]
    assert (wrong["value"], wrong["page"]) == ("0", 4)
    assert "T4-01" in {one["rule"] for one in report["findings"]}


def test_the_marked_copy_is_its_pages_with_the_notes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["check", "年报.ofd", "--isolated", "--report", "annotated-pdf=copy.pdf"]
    assert main(argv) == 1
    with pypdfium2.PdfDocument(folder / "copy.pdf") as copy:
        assert len(copy) == 4
        text = copy[3].get_textpage().get_text_range()
        assert "行政复议" in "".join(text.split())
        raw = pypdfium2.raw
        assert raw.FPDFPage_GetAnnotCount(copy[3]) >= 2
    capsys.readouterr()
    # The copy is the program's own and no second report beside the first.
    assert main(["check", ".", "--output-format", "json", "--isolated"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert len(found["reports"]) == 1


def test_a_page_is_shown_as_it_is_drawn(folder: Path) -> None:
    data = (folder / "年报.ofd").read_bytes()
    with opened(data, ReadOptions()) as document:
        (cell,) = (
            cell
            for grid in document.grids([4], document.routes[0])
            for cell in grid.cells
            if cell.compact == "10"
        )
        assert isinstance(cell.place, PagePlace)
        (shown,) = document.pictures([View(4, cell.place.box, 200)])
    pixels = cv2.imdecode(numpy.frombuffer(shown.png, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    high, wide = pixels.shape
    middle = pixels[high // 4 : -high // 4, wide // 4 : -wide // 4]
    assert middle.min() < 100  # two digits
    assert numpy.median(middle) > 200  # on white


def test_the_list_of_the_report_is_printed_with_its_pictures(folder: Path) -> None:
    assert main(["check", "年报.ofd", "--isolated", "--report", "html=list.html"]) == 1
    page = (folder / "list.html").read_text("utf-8")
    assert page.count("data:image/png") >= 2
