"""Agreement, rules, seals and straightening, on pictures that are drawn here."""

from __future__ import annotations

import cv2
import numpy
import pytest

from checker.documents.scan.agreement import agreed, is_figure
from checker.documents.scan.astray import has_faint_ink, is_parted, is_struck, runs_across
from checker.documents.scan.cell_ink import CellInk
from checker.documents.scan.digit_reader import figure_by_shape
from checker.documents.scan.inked import PALEST_INK, Piece, around, lines_of, made_whole, pieces_in
from checker.documents.scan.ruled_grids import RuledGrid, grids_of
from checker.documents.scan.rules import rules_of
from checker.documents.scan.seals import without_grey_seal, without_red
from checker.documents.scan.straight import StraightPage, straightened
from checker.model import Doubt

WIDE, HIGH = 1200, 1600
XS, YS = (150, 450, 700, 1000), (200, 260, 320, 380, 440)


@pytest.mark.parametrize(
    ("answers", "text", "doubt"),
    [
        (("352", "352", "352"), "352", None),
        (("352", "352", ""), "352", None),
        (("", "352", "352"), "352", None),
        (("１,２", "1,2", ""), "1,2", Doubt.UNCONFIRMED),  # no figure is written so
        (("352", "", ""), "352", Doubt.UNCONFIRMED),
        (("352", "352", "332"), "352", Doubt.READINGS_DIFFER),
        (("727.1", "7271", "7271"), "7271", Doubt.READINGS_DIFFER),
        (("O", "0", ""), "0", None),
        (("一", "-", ""), "—", None),
        (("/", "/", "7"), "/", Doubt.READINGS_DIFFER),
        (("", "", ""), "", Doubt.UNREAD_INK),
    ],
)
def test_a_figure_is_sure_where_two_agree_and_none_differs(
    answers: tuple[str, ...], text: str, doubt: Doubt | None
) -> None:
    found = agreed(dict(zip("abc", answers, strict=True)))
    assert (found.text, found.doubt) == (text, doubt)
    if doubt is Doubt.READINGS_DIFFER:
        assert len(found.readings) > 1


def test_under_a_seal_all_must_agree() -> None:
    assert agreed({"a": "7", "b": "7"}, needed=3).doubt is Doubt.UNCONFIRMED
    assert agreed({"a": "7", "b": "7", "c": "7"}, needed=3).doubt is None


def test_words_are_no_figures_but_the_one_that_stands_for_none() -> None:
    assert not any(map(is_figure, ("元", "3件", "2.其他", "")))
    assert all(map(is_figure, ("无", "0", "1,234", "12.5", "-3", "+46", "—", "/", "l0")))


def sheet(pale: int = 0) -> numpy.ndarray:
    """A table of three columns and four rows; the first two cells of the first row are one."""
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), (pale,), 2)
    for x in XS:
        cv2.line(page, (x, YS[1] if x == XS[1] else YS[0]), (x, YS[-1]), (pale,), 2)
    return page


def only(page: numpy.ndarray) -> RuledGrid:
    untinted = numpy.zeros(page.shape, bool)
    (grid,) = grids_of(rules_of(StraightPage(page, WIDE, untinted, numpy.eye(3))))
    return grid


@pytest.mark.parametrize("pale", [0, 120, 210])
def test_the_cells_of_a_table_are_those_between_its_lines(pale: int) -> None:
    grid = only(sheet(pale))
    assert all(abs(a - b) <= 1 for a, b in zip(grid.xs, XS, strict=True))
    assert all(abs(a - b) <= 1 for a, b in zip(grid.ys, YS, strict=True))
    assert [(c.row, c.column, c.columns) for c in grid.cells[:3]] == [
        (0, 0, 2),
        (0, 2, 1),
        (1, 0, 1),
    ]
    assert len(grid.cells) == 11
    assert all(cell.is_sure for cell in grid.cells)
    left, top, right, bottom = grid.cells[2].inside
    assert XS[0] < left <= XS[0] + 5
    assert YS[1] < top <= YS[1] + 5
    assert XS[1] - 5 <= right <= XS[1]
    assert YS[2] - 5 <= bottom <= YS[2]


def test_an_edge_of_which_some_is_lost_makes_both_cells_doubtful() -> None:
    page = sheet()
    page[YS[2] - 3 : YS[2] + 4, 560:650] = 255  # a third of the edge below the second column
    unsure = {(c.row, c.column) for c in only(page).cells if not c.is_sure}
    assert unsure == {(1, 1), (2, 1)}


def test_print_across_two_places_makes_no_edge() -> None:
    page = sheet()
    cv2.putText(page, "HHHHHH", (400, 240), cv2.FONT_HERSHEY_SIMPLEX, 1, (0,), 4)
    cells = only(page).cells
    assert (cells[0].columns, cells[0].is_sure) == (2, True)


def test_a_table_that_a_page_break_cuts_ends_where_its_upright_lines_do() -> None:
    page = sheet()
    page[YS[-1] - 4 : YS[-1] + 5, XS[0] + 4 : XS[1] - 4] = 255
    page[YS[-1] - 4 : YS[-1] + 5, XS[1] + 4 : XS[2] - 4] = 255
    page[YS[-1] - 4 : YS[-1] + 5, XS[2] + 4 : XS[3] - 4] = 255
    grid = only(page)
    assert len(grid.ys) == len(YS)
    assert abs(grid.ys[-1] - YS[-1]) <= 4


def test_the_rim_of_a_seal_makes_no_lines() -> None:
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    xs, ys = range(100, 1001, 100), range(200, 1001, 80)
    for x in xs:
        cv2.line(page, (x, 200), (x, 1000), (0,), 2)
    for y in ys:
        cv2.line(page, (100, y), (1000, y), (0,), 2)
    plain = only(page)
    cv2.circle(page, (560, 620), 120, (0,), 8)
    sealed = only(page)
    assert (sealed.xs, sealed.ys) == (plain.xs, plain.ys)


def test_red_ink_is_taken_off_and_told() -> None:
    page = numpy.full((400, 400, 3), 255, numpy.uint8)
    cv2.circle(page, (200, 200), 120, (205, 30, 40), 10)
    cv2.putText(page, "123", (150, 210), cv2.FONT_HERSHEY_SIMPLEX, 1, (10, 10, 10), 3)
    grey, tinted = without_red(page, WIDE)
    assert grey[80, 200] > 190
    assert tinted[80, 200]
    assert grey.min() < 30  # the print stays
    assert not tinted[150:170, 20:40].any()
    blue = numpy.full((10, 10, 3), (20, 40, 200), numpy.uint8)
    assert without_red(blue, WIDE)[1].all()  # another ink stays, and is told
    assert without_red(blue, WIDE)[0].max() < 120


def test_a_grey_seal_is_taken_off_by_its_shape_and_a_pale_table_is_not() -> None:
    page = sheet(pale=130)
    assert not without_grey_seal(page, WIDE)[1].any()
    sealed = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    cv2.circle(sealed, (600, 800), 130, (120,), 9)
    cv2.putText(sealed, "4119", (560, 810), cv2.FONT_HERSHEY_SIMPLEX, 1, (0,), 3)
    found, where = without_grey_seal(sealed, WIDE)
    assert found[670, 600] == 255
    assert where[670, 600]
    assert found.min() == 0


@pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.4, 1.9])
def test_a_page_fed_in_askew_is_made_straight(degrees: float) -> None:
    turn = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), degrees, 1)
    askew = cv2.warpAffine(sheet(), turn, (WIDE, HIGH), borderValue=(255,))
    page = straightened(numpy.dstack([askew] * 3))
    grid = only(page.grey)
    assert len(grid.cells) == 11
    assert all(cell.is_sure for cell in grid.cells)
    # Its corner is told where it is in the picture that was handed in.
    x, y = (turn @ numpy.array([XS[0], YS[0], 1])).tolist()
    box = page.in_picture((grid.xs[0], grid.ys[0], grid.xs[0], grid.ys[0]))
    assert abs(box[0] - x) < 3
    assert abs(box[1] - y) < 3


def test_a_photograph_is_made_straight_and_its_desk_is_no_table() -> None:
    rgb = numpy.dstack([sheet()] * 3)
    corners = numpy.array([(80, 60), (1130, 90), (1100, 1560), (50, 1500)], numpy.float32)
    square = numpy.array([(0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)], numpy.float32)
    seen = cv2.getPerspectiveTransform(square, corners)
    photo = cv2.warpPerspective(rgb, seen, (WIDE, HIGH), borderValue=(60, 50, 45))
    photo = (photo * numpy.linspace(0.7, 1.0, WIDE)[None, :, None]).astype(numpy.uint8)
    grid = only(straightened(photo).grey)
    assert len(grid.cells) == 11


def test_a_pale_copy_is_as_dark_as_a_good_one() -> None:
    pale = (255 - (255 - sheet().astype(float)) * 0.4).astype(numpy.uint8)
    assert straightened(numpy.dstack([pale] * 3)).grey.min() < 60


def drawn(strokes: list[tuple[tuple[int, int], tuple[int, int]]]) -> numpy.ndarray:
    page = numpy.full((100, 200), 255, numpy.uint8)
    for start, end in strokes:
        cv2.line(page, start, end, (0,), 3)
    return page


@pytest.mark.parametrize(
    ("strokes", "told"),
    [
        ([((60, 50), (100, 50))], "-"),
        ([((70, 70), (90, 30))], "/"),
        ([((70, 70), (90, 30)), ((65, 30), (92, 30))], None),  # a 7 by its bar: no stroke
    ],
)
def test_a_lone_stroke_stands_for_none(
    strokes: list[tuple[tuple[int, int], tuple[int, int]]], told: str | None
) -> None:
    page = drawn(strokes)
    (line,) = lines_of(pieces_in(page, (0, 0, 200, 100), 3, PALEST_INK), 8)
    found = figure_by_shape(page, line)
    assert found == told if told else found not in {"-", "/"}


def test_parts_of_a_character_are_one_line_and_lines_stay_apart() -> None:
    page = drawn([((60, 30), (90, 30)), ((60, 45), (90, 45)), ((60, 60), (90, 60))])  # 三
    lines = lines_of(pieces_in(page, (0, 0, 200, 100), 3, PALEST_INK), 8)
    assert len(lines) == 3
    assert len(made_whole(lines, 34)) == 1
    assert len(made_whole(lines, 4)) == 3
    assert around(made_whole(lines, 34)[0])[1] < 30


def figure(page: numpy.ndarray, text: str, left: int, foot: int, grey: int = 0) -> None:
    cv2.putText(page, text, (left, foot), cv2.FONT_HERSHEY_SIMPLEX, 1, (grey,), 3)


def pieces_of(page: numpy.ndarray, box: tuple[int, int, int, int]) -> list[Piece]:
    return pieces_in(page, box, 3, PALEST_INK)


@pytest.mark.parametrize(
    ("text", "parted"),
    [("35", False), ("1111", False), ("1,234", False), ("3 5", True), ("1 234", True)],
)
def test_two_numbers_in_a_cell_are_not_one(text: str, *, parted: bool) -> None:
    page = numpy.full((100, 300), 255, numpy.uint8)
    figure(page, text, 40, 60)
    (line,) = lines_of(pieces_of(page, (0, 0, 300, 100)), 8)
    assert is_parted(line) is parted


@pytest.mark.parametrize(
    ("at", "parted"),
    [((40, 72, 104), False), ((40, 66, 104), True), ((40, 80, 120), True), ((40, 72), True)],
)
def test_digits_of_full_width_are_one_number(at: tuple[int, ...], *, parted: bool) -> None:
    page = numpy.full((100, 300), 255, numpy.uint8)
    for left in at:
        figure(page, "8", left, 60)  # 22 pixels high
    (line,) = lines_of(pieces_of(page, (0, 0, 300, 100)), 8)
    assert is_parted(line) is parted


@pytest.mark.parametrize(("left", "across"), [(60, False), (88, True), (100, True), (130, True)])
def test_a_figure_that_runs_over_a_rule_is_told(left: int, *, across: bool) -> None:
    page = numpy.full((100, 300), 255, numpy.uint8)
    figure(page, "4444", left, 60)  # 80 pixels long
    cv2.line(page, (150, 0), (150, 99), (0,), 2)
    before, after = pieces_of(page, (0, 0, 149, 100)), pieces_of(page, (152, 0, 300, 100))
    assert runs_across(before, 149, after, 152, 8) is across


def test_figures_of_two_cells_that_keep_their_margins_are_two() -> None:
    page = numpy.full((100, 300), 255, numpy.uint8)
    figure(page, "44", 95, 60)
    figure(page, "7", 168, 60)
    before, after = pieces_of(page, (0, 0, 149, 100)), pieces_of(page, (152, 0, 300, 100))
    assert before
    assert after
    assert not runs_across(before, 149, after, 152, 8)


@pytest.mark.parametrize("grey", [200, 215, 230])
def test_faint_ink_is_told_from_paper_and_from_the_edges_of_print(grey: int) -> None:
    page = sheet()
    inside = (155, 265, 445, 315)
    figure(page, "35", 200, 300)
    assert not has_faint_ink(page, inside, PALEST_INK, 8)
    figure(page, "7", 260, 300, grey)
    assert has_faint_ink(page, inside, PALEST_INK, 8)
    noise = numpy.random.default_rng(1).normal(0, 12, page.shape)
    grainy = numpy.clip(sheet() + noise, 0, 255).astype(numpy.uint8)
    assert not has_faint_ink(grainy, inside, PALEST_INK, 8)


@pytest.mark.parametrize("text", ["6", "89", "3,486", "31", "7"])
def test_a_stroke_through_a_figure_strikes_it_out_and_an_underline_does_not(text: str) -> None:
    page = numpy.full((100, 300), 255, numpy.uint8)
    figure(page, text, 60, 60)
    pieces = pieces_of(page, (0, 0, 300, 100))
    assert not is_struck(page, pieces)
    left, top, right, bottom = around(pieces)
    under = page.copy()
    cv2.line(under, (left, bottom + 4), (right, bottom + 4), (0,), 2)
    assert not is_struck(under, pieces_of(under, (0, 0, 300, 100)))
    middle = (top + bottom) // 2
    cv2.line(page, (left - 5, middle), (right + 5, middle + 1), (0,), 2)
    assert is_struck(page, pieces_of(page, (0, 0, 300, 100)))


@pytest.mark.parametrize(("specks", "doubted"), [(0, False), (3, False), (9, True)])
def test_what_is_left_of_thin_digits_is_no_dirt(specks: int, *, doubted: bool) -> None:
    page = sheet()
    rng = numpy.random.default_rng(5)
    figure(page, "1", 300, 300)
    for x, y in rng.integers((200, 275), (290, 305), (specks, 2)):
        page[y : y + 2, x : x + 2] = 0
    for x, y in rng.integers((0, 500), (WIDE, HIGH), (20, 2)):  # dirt of the page
        page[y : y + 2, x : x + 2] = 0
    shown = StraightPage(page, WIDE, numpy.zeros(page.shape, bool), numpy.eye(3))
    (grid,) = grids_of(rules_of(shown))
    cell = next(cell for cell in grid.cells if (cell.row, cell.column) == (1, 0))
    assert (CellInk(shown).of(cell, grid).doubt is Doubt.UNREAD_INK) is doubted
