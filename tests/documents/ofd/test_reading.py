"""OFD files read whole: what programs do to a report changes no figure, or makes it doubtful."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import cv2
import numpy
import pytest

from checker.model import Cell, Doubt, PagePlace, Report, State
from samples.report_ofd import Face, Habits, ofd
from tests.support import ofd_files
from tests.support.as_read import doubts, printed
from tests.support.as_read import read as as_read
from tests.support.factory import sample
from tests.support.ofd_files import PROGRAMS, TRAPS, figures, pages, planted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from samples.ofd_layout import Text

NAME = "suqian-2023"
MM = 72 / 25.4


def read(data: bytes, folder: Path) -> Report:
    return as_read(data, folder, ".ofd")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Cell]:
    """The cells of the plain report, which tell where each of them is printed."""
    return read(ofd(pages(NAME)), tmp_path_factory.mktemp("plain")).cells


def ref_of(page: int, text: Text, cells: Mapping[str, Cell]) -> str:
    x, y = (text.x + text.width / 2) * MM, (297 - text.y + text.size / 3) * MM
    for ref, cell in cells.items():
        place = cell.place
        assert isinstance(place, PagePlace)
        assert place.box is not None
        x0, y0, x1, y1 = place.box
        if place.page == page + 1 and x0 < x < x1 and y0 < y < y1:
            return ref
    raise AssertionError(text)


@pytest.mark.parametrize("name", [NAME, "hongze-2023", "xuefu-2020", "shanghai-office-2019"])
@pytest.mark.parametrize("faces", [(Face(),), ofd_files.faces()], ids=["none", "own"])
def test_a_plain_file_is_read_whole(name: str, faces: tuple[Face, ...], tmp_path: Path) -> None:
    data = ofd(pages(name), Habits(glyphs=len(faces) > 1), faces)
    report, truth = read(data, tmp_path), sample(name)
    assert printed(report) == printed(truth)
    assert not doubts(report)
    assert (report.body, report.year, report.form) == (truth.body, truth.year, truth.form)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.media_type == "application/ofd"


@pytest.mark.parametrize("program", PROGRAMS)
def test_whatever_a_program_does(program: str, tmp_path: Path) -> None:
    report = read(ofd(pages("hongze-2023", shaded=True), PROGRAMS[program]), tmp_path)
    assert printed(report) == printed(sample("hongze-2023"))
    assert not doubts(report)


def test_the_same_bytes_are_read_alike(tmp_path: Path) -> None:
    data = ofd(pages(NAME))
    assert read(data, tmp_path) == read(data, tmp_path)


@pytest.mark.parametrize(("at", "trap"), [*zip(itertools.cycle([9, 60, 90]), TRAPS, strict=False)])
def test_a_figure_that_is_not_sure_is_doubtful_alone(
    at: int, trap: str, places: Mapping[str, Cell], tmp_path: Path
) -> None:
    page, text = figures(pages(NAME))[at]
    ref = ref_of(page, text, places)
    report = read(TRAPS[trap].file(NAME, at), tmp_path)
    assert ref in doubts(report), report.cells[ref]
    truth = sample(NAME).cells
    read_wrong = {
        one
        for one, cell in report.cells.items()
        if cell.state is not State.DOUBTFUL
        and (cell.state, cell.value) != (truth[one].state, truth[one].value)
    }
    assert not read_wrong
    assert len(doubts(report)) <= 5, doubts(report)


def picture(kind: str) -> bytes:
    """A red ring, clear within, as a PNG; or none that can be found."""
    if kind == "none":
        return b"\x30\x82\x01\x00" + bytes(200)
    ring = numpy.zeros((80, 80, 4), numpy.uint8)
    cv2.circle(ring, (40, 40), 36, (0, 0, 255, 255), 4)
    return b"\x30\x82\x01\x00seal" + cv2.imencode(".png", ring)[1].tobytes() + b"\x04\x00"


@pytest.mark.parametrize("kind", ["ring", "none"])
def test_what_lies_under_a_seal_is_doubtful(
    kind: str, places: Mapping[str, Cell], tmp_path: Path
) -> None:
    page, text = figures(pages(NAME))[60]
    ref = ref_of(page, text, places)
    report = read(ofd_files.sealed(planted(NAME, 60, keep=True), picture(kind)), tmp_path)
    assert report.cells[ref].doubt is Doubt.UNDER_SEAL
    assert 1 <= len(doubts(report)) <= 12
    assert printed(report).items() <= printed(sample(NAME)).items()


@pytest.mark.parametrize("visible", ["true", "false"])
def test_an_annotation_over_a_figure(
    visible: str, places: Mapping[str, Cell], tmp_path: Path
) -> None:
    one = planted(NAME, 60, keep=True)
    ref = ref_of(one.page, one.figure, places)
    markup = one.over(ofd_files.WHITE)
    report = read(ofd_files.annotated(one, markup, f'Visible="{visible}"'), tmp_path)
    assert (ref in doubts(report)) == (visible == "true")
