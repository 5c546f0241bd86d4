"""Tables of which a scan shows only dots of their rules, or nothing, drawn and read here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy
import pytest
from PIL import Image

from checker.documents.scan.between_zeros import between_zeros, is_lone, without_zeros
from checker.documents.scan.digit_reader import LEANING, figure_by_shape, leaning
from checker.documents.scan.faint_rules import faint_rules
from checker.documents.scan.inked import PALEST_INK, Piece, pieces_in
from checker.documents.scan.line_reader import ReadLine
from checker.documents.scan.lost_rules import LostRules
from checker.documents.scan.print_words import words_of
from checker.documents.scan.ruled_grids import grids_of
from checker.documents.scan.rules import rules_of
from checker.documents.scan.straight import StraightPage, straightened
from checker.isolation.read import read_report
from checker.model import Report, State
from checker.model.wordings import NoWordings
from checker.rulebook.load import load_forms
from tests.bench.scans.scanned import as_pdf
from tests.documents.scan.scans import printed, rendered
from tests.documents.scan.test_pieces import WIDE, XS, YS, sheet

if TYPE_CHECKING:
    from pathlib import Path

PALE = 120  # grey levels of the rules of `sheet` that are lost


def page_of(grey: numpy.ndarray) -> StraightPage:
    return StraightPage(grey, WIDE, numpy.zeros(grey.shape, bool), numpy.eye(3))


def noisy(levels: float, seed: int = 7) -> numpy.ndarray:
    """The table of ``sheet`` in pale lines, in paper as noisy as they are dark."""
    noise = numpy.random.default_rng(seed).normal(0, levels, sheet().shape)
    return numpy.clip(sheet(255 - 60) + noise, 0, 255).astype(numpy.uint8)


def dotted(share: float, seed: int = 7) -> numpy.ndarray:
    """The table of ``sheet`` of which a scanner without greys left so many pixels of each line."""
    kept = numpy.random.default_rng(seed).random(sheet().shape) < share
    return numpy.where((sheet() < PALE) & kept, 0, 255).astype(numpy.uint8)


@pytest.mark.parametrize(
    "grey", [noisy(20), noisy(30), dotted(0.5), dotted(0.3)], ids=["20", "30", "half", "third"]
)
def test_rules_as_pale_as_noise_or_left_as_dots_make_the_same_cells(grey: numpy.ndarray) -> None:
    (grid,) = grids_of(rules_of(page_of(grey)))
    assert all(abs(a - b) <= 2 for a, b in zip(grid.xs, XS, strict=True))
    assert all(abs(a - b) <= 2 for a, b in zip(grid.ys, YS, strict=True))
    assert len(grid.cells) == 11
    # Dots that hang together where rules cross are as large as print: what they hide is not sure.
    assert sum(not cell.is_sure for cell in grid.cells) <= 2


def test_print_and_shading_are_no_faint_rules() -> None:
    page = numpy.full((900, WIDE), 255, numpy.uint8)
    for row in range(12):
        text = "HEHIEZH 1111 TTELEH 0110 EHEZ"
        cv2.putText(page, text, (100, 80 + 40 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0,), 2)
    shade = numpy.random.default_rng(3).random((120, 800)) < 0.25
    page[650:770, 200:1000][shade] = 0
    level, upright = faint_rules(page, numpy.zeros(page.shape, bool), WIDE)
    pieces = cv2.connectedComponentsWithStats(cv2.bitwise_or(level, upright))[2][1:]
    longest = pieces[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max()
    assert longest < 0.15 * WIDE  # some of the edge of the shading; it ends on no rules
    assert grids_of(rules_of(page_of(page))) == []


def test_coloured_ink_is_no_faint_rule() -> None:
    page = numpy.full((400, WIDE), 255, numpy.uint8)
    cv2.line(page, (200, 200), (1000, 200), (170,), 2)
    none, some = numpy.zeros(page.shape, bool), page < 255
    assert faint_rules(page, none, WIDE)[0].any()
    assert not faint_rules(page, some, WIDE)[0].any()


def test_words_that_stand_apart_are_boxes_of_their_own() -> None:
    page = numpy.full((600, WIDE), 255, numpy.uint8)
    for row in range(4):
        for column, word in enumerate(("HAHBHC", "12", "345")):
            at = (100 + 300 * column, 100 + 80 * row)
            cv2.putText(page, word, at, cv2.FONT_HERSHEY_SIMPLEX, 1, (0,), 2)
    page[50, 1100] = page[500:503, 900:903] = 0  # dirt
    pieces = pieces_in(page, (0, 0, WIDE, 600), 0, PALEST_INK)
    words = words_of(pieces, page.shape)
    assert len(words) == 12
    assert [round(box[0], -2) for box in words[:3]] == [100, 400, 700]
    assert words_of(pieces[:3], page.shape) == []  # no table has so few


def test_the_strokes_of_a_character_and_the_first_of_a_label_belong_to_it() -> None:
    page = numpy.full((700, WIDE), 255, numpy.uint8)
    for row in range(8):
        cv2.putText(page, "HAHBHCHDH", (160, 95 + 80 * row), cv2.FONT_HERSHEY_SIMPLEX, 1, (0,), 2)
    cv2.line(page, (124, 84), (140, 84), (0,), 3)  # 一 before its label
    for y in (470, 479, 488):  # 三 by itself
        cv2.line(page, (700, y), (718, y), (0,), 3)
    words = words_of(pieces_in(page, (0, 0, WIDE, 700), 0, PALEST_INK), page.shape)
    assert len(words) == 9
    assert words[0][0] < 125
    assert [box for box in words if abs(box[0] - 699) <= 3 and box[3] - box[1] > 18]


@pytest.mark.parametrize(
    ("start", "end", "told"), [((60, 70), (76, 30), "/"), ((68, 70), (68, 30), None)]
)
def test_what_leans_as_a_slash_does_is_no_one(
    start: tuple[int, int], end: tuple[int, int], told: str | None
) -> None:
    page = numpy.full((100, 140), 255, numpy.uint8)
    cv2.line(page, start, end, (0,), 5, cv2.LINE_AA)
    line = pieces_in(page, (0, 0, 140, 100), 3, PALEST_INK)
    assert (leaning(page, line) > LEANING) is (told == "/")
    assert figure_by_shape(page, line) in ({"/"} if told else {"1", None})


def test_a_lone_sign_is_shown_between_zeros_and_told_without_them() -> None:
    sign = numpy.zeros((40, 10), numpy.uint8)
    shown = between_zeros(sign)
    middle = shown[shown.shape[0] // 2] < 128
    assert shown.shape[0] > 40
    assert int((numpy.diff(middle.astype(int)) == 1).sum()) == 5  # two sides of each zero, the sign
    assert without_zeros(ReadLine("0/0", 0.9, (0.1, 0.5, 0.9))).text == "/"
    assert without_zeros(ReadLine("O7o", 0.9, ())).text == "7"
    assert without_zeros(ReadLine("17", 0.9, ())).text == ""
    assert is_lone([Piece((0, 0, 10, 40), 99)])
    assert not is_lone([Piece((0, 0, 40, 10), 99)])  # a dash
    assert not is_lone([Piece((0, 0, 10, 40), 99)] * 2)


def test_words_of_which_nothing_was_read_are_left_out() -> None:
    words = [
        ((100, 100 + 40 * row, 150, 120 + 40 * row), ReadLine("", 0.0, ())) for row in range(3)
    ]
    assert LostRules(NoWordings()).on(words, (600, WIDE), WIDE) is None


def without_rules(page: int) -> Image.Image:
    """A page of the sample in black and white, all its rules gone."""
    picture = rendered(page, 200)
    rules = rules_of(straightened(picture, 200)).both
    long = cv2.morphologyEx(rules, cv2.MORPH_OPEN, numpy.ones((1, 60), numpy.uint8))
    long |= cv2.morphologyEx(rules, cv2.MORPH_OPEN, numpy.ones((60, 1), numpy.uint8))
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    grey[cv2.dilate(long, numpy.ones((5, 5), numpy.uint8)) > 0] = 255
    return Image.fromarray(grey > 150).convert("1")


@pytest.mark.ocr
def test_a_table_whose_rules_a_scanner_lost_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf([without_rules(5)], 200))
    report: Report = read_report(path, load_forms())
    own = [ref for ref in printed() if ref.startswith("t4.")]
    assert report.refusal is None
    sure = [ref for ref in own if report.cells[ref].state is not State.DOUBTFUL]
    assert [ref for ref in sure if report.cells[ref].value != printed()[ref].value] == []
    assert len(sure) >= 0.95 * len(own)
