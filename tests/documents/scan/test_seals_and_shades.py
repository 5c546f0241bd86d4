"""Seals that stay on a page, red rules, heads in white on dark, shading in dots, 无, underlines."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy
import pytest

from checker.documents.scan import digit_reader, line_reader, page, tesseract
from checker.documents.scan.agreement import agreed
from checker.documents.scan.cell_ink import CellInk, InkedCell
from checker.documents.scan.digit_reader import figure_by_shape
from checker.documents.scan.inked import PALEST_INK, Piece, lines_of, pieces_in
from checker.documents.scan.light_print import dark_on_light
from checker.documents.scan.line_reader import ReadLine
from checker.documents.scan.none_sign import NONE, is_none_sign
from checker.documents.scan.ruled_grids import RuledCell, RuledGrid, grids_of
from checker.documents.scan.rules import rules_of
from checker.documents.scan.seals import round_seals, without_grey_seal, without_red
from checker.documents.scan.straight import StraightPage, straightened
from checker.documents.scan.underlines import above_underline, take_off_underlines
from checker.model import Doubt
from tests.documents.scan.test_pieces import HIGH, WIDE, XS, YS, only, sheet

DARK = (31, 78, 121)
MIDDLE, RADIUS = (560, 560), 120
GRID_XS, GRID_YS = tuple(range(100, 1001, 100)), tuple(range(200, 1001, 80))


def ruled() -> numpy.ndarray:
    """A page with a table of nine columns and ten rows."""
    found = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    for x in GRID_XS:
        cv2.line(found, (x, GRID_YS[0]), (x, GRID_YS[-1]), (0,), 2)
    for y in GRID_YS:
        cv2.line(found, (GRID_XS[0], y), (GRID_XS[-1], y), (0,), 2)
    return found


def stamp(on: numpy.ndarray, ink: tuple[int, ...]) -> None:
    """A seal with a rim and a star."""
    cv2.circle(on, MIDDLE, RADIUS, ink, 9)
    turns = numpy.arange(10) * numpy.pi / 5
    reach = numpy.where(numpy.arange(10) % 2 == 0, 0.36, 0.15) * RADIUS
    star = numpy.stack([MIDDLE[0] + reach * numpy.sin(turns), MIDDLE[1] - reach * numpy.cos(turns)])
    cv2.fillPoly(on, [numpy.rint(star.T).astype(numpy.int32)], ink)


def page_of(grey: numpy.ndarray) -> StraightPage:
    return StraightPage(
        grey, WIDE, numpy.zeros(grey.shape, bool), numpy.eye(3), round_seals(grey, WIDE)
    )


def test_the_rim_and_the_star_of_a_seal_are_no_rules_of_a_table_of_few_rows() -> None:
    grey = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    xs, ys = (160, *range(290, 920, 90)), (420, 470, 620, 680)
    for x in xs:
        cv2.line(grey, (x, ys[1] if x not in {xs[0], xs[-1]} else ys[0]), (x, ys[-1]), (0,), 2)
    for y in ys:
        cv2.line(grey, (xs[0], y), (xs[-1], y), (0,), 2)
    stamp(grey, (30,))
    (grid,) = grids_of(rules_of(page_of(grey)))
    assert len(grid.xs) == len(xs)
    assert all(abs(a - b) <= 2 for a, b in zip(grid.xs, xs, strict=True))
    assert all(abs(a - b) <= 2 for a, b in zip(grid.ys, ys, strict=True))


@pytest.mark.parametrize("ink", [0, 60, 100])
def test_rules_go_on_beneath_a_seal_as_dark_as_print(ink: int) -> None:
    grey = ruled()
    stamp(grey, (ink,))
    shown = page_of(grey)
    (seal,) = shown.seals
    assert abs(seal.middle[0] - MIDDLE[0]) <= 3
    assert abs(seal.middle[1] - MIDDLE[1]) <= 3
    assert abs(seal.radius - RADIUS) <= 6
    (grid,) = grids_of(rules_of(shown))
    assert len(grid.xs) == len(GRID_XS)
    assert len(grid.ys) == len(GRID_YS)
    assert all(abs(a - b) <= 2 for a, b in zip(grid.xs + grid.ys, GRID_XS + GRID_YS, strict=True))
    assert len(grid.cells) == 90


def test_what_a_seal_may_cover_is_not_sure_and_all_else_is() -> None:
    grey = ruled()
    stamp(grey, (40,))
    for x in GRID_XS[:-1]:
        cv2.putText(grey, "8", (x + 60, 585), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0,), 2)
    shown = page_of(grey)
    (grid,) = grids_of(rules_of(shown))
    ink = CellInk(shown)
    row = [ink.of(cell, grid) for cell in grid.cells if cell.row == 4]
    hidden = [cell.ruled.column for cell in row if cell.is_hidden]
    assert hidden
    assert all(abs(GRID_XS[column] + 50 - MIDDLE[0]) < RADIUS + 60 for column in hidden)
    assert {cell.doubt for cell in row if cell.is_hidden} == {Doubt.UNDER_SEAL}
    assert {cell.doubt for cell in row if abs(cell.ruled.column - 4) > 2} == {None}


def test_a_figure_beneath_a_seal_that_stayed_is_never_cleared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its rim beside a 0 is read as 10 by all."""
    reading, cell = told(monkeypatch, "10", "10", "10")
    cell.doubt = Doubt.UNDER_SEAL
    assert reading._read(cell).doubt is None
    cell.is_hidden = True
    assert reading._read(cell).doubt is Doubt.UNDER_SEAL


def test_lines_of_print_are_no_seals() -> None:
    grey = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    for row in range(30):
        cv2.putText(grey, "OQCGO888 D", (80, 60 + 45 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 3)
    assert round_seals(grey, WIDE) == ()
    half = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    cv2.ellipse(half, MIDDLE, (RADIUS, RADIUS), 0, 0, 240, (0,), 9)
    assert round_seals(half, WIDE) == ()


def test_a_grey_table_of_the_size_of_a_seal_is_none() -> None:
    grey = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    for at in (200, 300, 400):
        for start in (200, 275, 350):  # broken, so that no piece is as long as rules are
            cv2.line(grey, (start, at), (start + 65, at), (150,), 8)
            cv2.line(grey, (at, start), (at, start + 65), (150,), 8)
    assert not without_grey_seal(grey, WIDE)[1].any()


@pytest.mark.parametrize("degrees", [0.0, 1.8])
def test_red_rules_stay_where_a_red_seal_goes(degrees: float) -> None:
    colours = numpy.full((HIGH, WIDE, 3), 255, numpy.uint8)
    colours[ruled() < 128] = (192, 0, 0)
    turn = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), degrees, 1)
    plain = cv2.warpAffine(colours, turn, (WIDE, HIGH), borderValue=(255, 255, 255))
    kept, _ = without_red(plain, WIDE)
    askew = cv2.warpAffine(ruled(), turn, (WIDE, HIGH), borderValue=(255,))
    assert (kept[askew < 60] < 160).mean() > 0.9
    stamp(colours, (205, 30, 40))
    sealed = cv2.warpAffine(colours, turn, (WIDE, HIGH), borderValue=(255, 255, 255))
    grid = only(straightened(sealed).grey)
    assert (len(grid.xs), len(grid.ys)) == (len(GRID_XS), len(GRID_YS))


def test_the_pale_edges_of_red_strokes_go_with_them() -> None:
    colours = numpy.full((HIGH, WIDE, 3), 252, numpy.uint8)
    stamp(colours, (203, 32, 41))
    grey, _ = without_red(cv2.GaussianBlur(colours, (0, 0), 1.2), WIDE)
    assert grey.min() > 225


def dark_head(rules: tuple[int, int, int]) -> numpy.ndarray:
    """The table of ``sheet`` in colour, its first row white on dark, print at the row's foot."""
    found = numpy.dstack([sheet()] * 3)
    found[YS[0] : YS[1], XS[0] : XS[-1]] = DARK
    cv2.putText(found, "HEHIE", (200, YS[1] - 6), cv2.FONT_HERSHEY_SIMPLEX, 1, (255, 255, 255), 2)
    cv2.putText(found, "HE", (760, YS[0] + 40), cv2.FONT_HERSHEY_SIMPLEX, 1, (255, 255, 255), 2)
    cv2.line(found, (XS[2], YS[0]), (XS[2], YS[1]), rules, 3)
    return found


@pytest.mark.parametrize("rules", [(255, 255, 255), (0, 0, 0), (192, 0, 0)])
def test_a_head_in_white_on_dark_is_read_as_in_black_on_white(rules: tuple[int, int, int]) -> None:
    shown = straightened(dark_head(rules))
    grid = only(shown.grey)
    assert all(abs(a - b) <= 3 for a, b in zip(grid.xs, XS, strict=True))
    assert len(grid.cells) == 11
    assert all(cell.is_sure for cell in grid.cells)
    print_of_head = shown.grey[YS[1] - 28 : YS[1] - 8, 200:300]
    assert print_of_head.min() < 100
    assert numpy.median(print_of_head) > 200


def test_the_desk_beyond_a_sheet_is_no_dark_cell() -> None:
    colours = numpy.dstack([sheet()] * 3)
    colours[:, :60] = (70, 55, 45)
    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    assert (dark_on_light(grey, colours, WIDE) == grey).all()


def test_a_pale_cell_between_dark_ones_stays() -> None:
    colours = numpy.dstack([sheet()] * 3)
    for row in (0, 2):
        colours[YS[row] : YS[row + 1], XS[0] : XS[-1]] = DARK
    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    found = dark_on_light(grey, colours, WIDE)
    between = (slice(YS[1] + 5, YS[2] - 5), slice(XS[0] + 5, XS[-1] - 5))
    assert (found[between] == grey[between]).all()


def test_dots_of_shaded_rows_are_no_lines() -> None:
    grey = sheet()
    for row in (0, 1):
        shaded = (slice(YS[row] + 3, YS[row + 1] - 2), slice(XS[0] + 3, XS[-1] - 2))
        dots = numpy.random.default_rng(3 + row).random(grey[shaded].shape) < 0.35
        grey[shaded][dots] = 0
        at = (180, YS[row + 1] - 8)
        cv2.putText(grey, "HIHIMHLTHI", at, cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 3)
    grid = only(grey)
    assert [round(x, -1) for x in grid.xs] == list(XS)
    assert len(grid.cells) == 11
    assert all(cell.is_sure for cell in grid.cells if cell.row > 1)


def test_a_rule_that_goes_on_in_print_is_still_one() -> None:
    grey = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    xs, ys = (150, 300, 450, 600, 750, 900), (200, 260, 320)
    for x in xs:
        cv2.line(grey, (x, ys[0] if x in {xs[0], xs[-1]} else ys[1]), (x, ys[-1]), (0,), 2)
    for y in ys:
        cv2.line(grey, (xs[0], y), (xs[-1], y), (0,), 2)
    cv2.line(grey, (450, ys[1] - 20), (450, ys[1]), (0,), 3)  # a stroke of the head above it
    grid = only(grey)
    assert [round(x, -1) for x in grid.xs] == list(xs)


def test_strokes_of_small_print_are_no_rules_of_a_table_with_thick_ones() -> None:
    grey = ruled()
    thick = cv2.erode(grey, numpy.ones((9, 9), numpy.uint8))
    for row in (3, 5, 7):
        cv2.line(thick, (250, GRID_YS[row]), (250, GRID_YS[row + 1]), (0,), 2)
    grid = only(thick)
    assert len(grid.xs) == len(GRID_XS)


def test_a_cell_that_is_all_rule_holds_nothing() -> None:
    grey = sheet(200)
    shown = StraightPage(grey, WIDE, numpy.zeros(grey.shape, bool), numpy.eye(3))
    narrow = RuledCell(0, 0, 1, 1, (XS[0] - 3, 250, XS[0] + 3, 300), is_sure=True)
    grey[250:300, XS[0] - 3 : XS[0] + 3] = 100
    grid = RuledGrid((XS[0] - 3, XS[0] + 3), (250, 300), (narrow,))
    assert CellInk(shown).of(narrow, grid).lines == []


@pytest.mark.parametrize("degrees", [-1.3, -0.4, 0.25, 0.9])
def test_a_page_without_rules_is_levelled_by_its_text(degrees: float) -> None:
    grey = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    for row in range(25):
        cv2.putText(
            grey, "HEH 231 IEH 70 EHEIH 81", (150, 150 + 50 * row),
            cv2.FONT_HERSHEY_SIMPLEX, 1, (0,), 2,
        )  # fmt: skip
    turn = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), degrees, 1)
    askew = cv2.warpAffine(grey, turn, (WIDE, HIGH), borderValue=(255,))
    back = straightened(numpy.dstack([askew] * 3)).back
    slope = back[1, 0] / back[0, 0]
    assert abs(slope + numpy.tan(numpy.radians(degrees))) < 0.0012


@pytest.mark.parametrize("lower", [14, 20, -16])
def test_two_pages_on_a_sheet_are_levelled_each_by_its_own_lines(lower: int) -> None:
    high, wide = 1169, 1654  # A3 at 100 dpi
    grey = numpy.full((high, wide), 255, numpy.uint8)
    for left, aside in ((150, 0), (930, lower)):
        for row in range(16):
            for x in (left, left + 160, left + 320, left + 480):
                cv2.putText(
                    grey, "EH", (x, 180 + aside + 55 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0,), 2
                )
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), 0.3, 1)
    askew = cv2.warpAffine(grey, turn, (wide, high), borderValue=(255,))
    back = straightened(numpy.dstack([askew] * 3), 100).back
    assert abs(back[1, 0] / back[0, 0] + numpy.tan(numpy.radians(0.3))) < 0.0012


STROKES = {
    "无": [((25, 20), (75, 20)), ((15, 45), (85, 45)), ((45, 20), (42, 60)), ((42, 60), (15, 88)),
           ((60, 45), (60, 85)), ((60, 86), (88, 86)), ((88, 86), (88, 70))],
    "元": [((25, 20), (75, 20)), ((15, 45), (85, 45)), ((42, 45), (15, 88)),
           ((60, 45), (60, 85)), ((60, 86), (88, 86)), ((88, 86), (88, 70))],
    "天": [((25, 20), (75, 20)), ((15, 45), (85, 45)), ((50, 20), (45, 60)), ((45, 60), (15, 88)),
           ((50, 50), (88, 88))],
    "开": [((20, 20), (80, 20)), ((12, 45), (88, 45)), ((35, 20), (20, 88)), ((65, 20), (65, 88))],
    "五": [((20, 20), (80, 20)), ((45, 20), (38, 86)), ((25, 48), (70, 48)), ((70, 48), (68, 86)),
           ((12, 86), (88, 86))],
    "7": [((30, 20), (70, 20)), ((70, 20), (45, 88))],
    "0": [((35, 20), (65, 20)), ((65, 20), (65, 88)), ((65, 88), (35, 88)), ((35, 88), (35, 20))],
}  # fmt: skip


@pytest.mark.parametrize("character", STROKES)
@pytest.mark.parametrize("thick", [3, 7])
@pytest.mark.parametrize("rise", [0.0, 0.15])
def test_none_is_known_by_its_strokes(character: str, thick: int, rise: float) -> None:
    grey = numpy.full((130, 110), 255, numpy.uint8)
    for (x0, y0), (x1, y1) in STROKES[character]:
        lift = [round(rise * (50 - x)) + 15 for x in (x0, x1)]
        cv2.line(grey, (x0, y0 + lift[0]), (x1, y1 + lift[1]), (0,), thick)
    grey = cv2.resize(cv2.GaussianBlur(grey, (0, 0), 1.5), None, fx=0.4, fy=0.4)
    pieces = pieces_in(grey, (0, 0, 44, 52), 3, PALEST_INK)
    assert is_none_sign(grey, pieces) is (character == NONE)
    if character == NONE:
        assert figure_by_shape(grey, pieces) == NONE


def test_none_is_sure_where_both_say_so() -> None:
    assert agreed({"a": NONE, "b": NONE, "c": ""}).doubt is None
    assert agreed({"a": NONE, "b": "", "c": ""}).doubt is Doubt.UNCONFIRMED
    assert agreed({"a": NONE, "b": "7", "c": ""}).doubt is Doubt.READINGS_DIFFER


def inked(*boxes: tuple[int, int, int, int]) -> InkedCell:
    at = RuledCell(0, 0, 1, 1, (0, 0, 100, 60), is_sure=True)
    return InkedCell(at, [[Piece(box, 50) for box in boxes]], None)


def test_a_dash_on_an_underline_is_one_where_figures_stand_on_lines() -> None:
    line = (38, 34, 68, 36)  # wider than its figure
    figures = [inked((40, 10, 52, 30), (54, 10, 66, 30), line) for _ in range(3)]
    dash = inked((40, 20, 60, 22), (38, 34, 62, 36))
    assert take_off_underlines([*figures[:2], dash]) == []
    assert len(dash.lines[0]) == 2  # too few to tell: 二 has two strokes, too
    longer = inked((30, 20, 70, 22), (38, 34, 62, 36))
    broken = inked((40, 10, 52, 28), (40, 29, 52, 32))  # a 2 and its foot, on a page without lines
    assert take_off_underlines([broken, broken, broken]) == []
    taken = take_off_underlines([*figures, dash, longer])
    assert [piece.box for piece in taken] == [line, line, line, (38, 34, 62, 36)]
    assert dash.lines == [[Piece((40, 20, 60, 22), 50)]]
    assert len(longer.lines[0]) == 2
    assert [len(cell.lines[0]) for cell in figures] == [2, 2, 2]
    assert len(above_underline(figures[0].lines[0])) == 2


def test_an_underline_that_is_taken_off_is_shown_to_no_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading, cell = told(monkeypatch, "10", "10", "10")
    (line,) = cell.lines
    left, top, right, bottom = line[0].box
    shown = reading._crop(line)
    reading._erase(line[:1])
    assert (reading._page.grey[top:bottom, left:right] == 255).all()
    assert shown.min() == 0  # the page as it was is left alone
    assert reading._crop(line).min() == 0  # and so is the other digit


def told(
    monkeypatch: pytest.MonkeyPatch, first: str, shape: str, third: str, confidence: float = 0.99
) -> tuple[page._Reading, InkedCell]:
    """A reading, and a cell of which the three readers say this."""

    class Third:
        def read(self, _: numpy.ndarray) -> str:
            return third

    monkeypatch.setattr(tesseract, "figure_reader", Third)
    monkeypatch.setattr(digit_reader, "figure_by_shape", lambda *_: shape)
    grey = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    cv2.putText(grey, "10", (200, 300), cv2.FONT_HERSHEY_SIMPLEX, 1, (0,), 3)
    shown = StraightPage(grey, WIDE, numpy.zeros(grey.shape, bool), numpy.eye(3))
    (line,) = lines_of(pieces_in(grey, (150, 250, 350, 350), 3, PALEST_INK), 8)
    at = RuledCell(0, 0, 1, 1, (150, 250, 350, 350), is_sure=True)
    cell = InkedCell(at, [line], None, read=[ReadLine(first, confidence, ())])
    return page._Reading(shown, None), cell


@pytest.mark.parametrize(
    ("third", "confidence", "doubt"),
    [
        ("10", 0.5, None),
        ("", 0.95, None),
        ("", 0.85, Doubt.UNCONFIRMED),
        ("18", 0.99, Doubt.READINGS_DIFFER),
    ],
)
def test_where_one_reader_is_silent_the_first_must_be_sure(
    third: str, confidence: float, doubt: Doubt | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, cell = told(monkeypatch, "10", "10", third, confidence)
    found = reading._read(cell)
    assert (found.text, found.doubt) == ("10", doubt)


@pytest.mark.ocr
def test_tesseract_is_not_shown_a_stroke_as_long_as_a_page() -> None:
    reader = tesseract.figure_reader()
    assert reader is not None
    assert reader.read(numpy.zeros((2, 1500), numpy.uint8)) == ""
    assert line_reader.NAME


def test_the_seals_of_a_page_are_part_of_it() -> None:
    grey = ruled()
    stamp(grey, (30,))
    shown = straightened(numpy.dstack([grey] * 3))
    assert len(shown.seals) == 1
    assert replace(shown, seals=()).seals == ()
