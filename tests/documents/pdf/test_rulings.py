"""Rulings: whatever is drawn for one line of a table is that line, with the band of its ink."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest

from checker.documents.geometry import Frame, Rule
from checker.documents.pdf import ruling_image
from checker.documents.pdf.characters import Char
from checker.documents.pdf.rulings import Ruling, Rulings, rulings_of
from checker.documents.pdf.snapping import snapped
from checker.documents.pdf.source import Source
from checker.model.table_grid import Grid, GridCell
from tests.documents.harmed_report import good
from tests.support.rule_styles import STYLES, restyled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.pdfium import Page
    from checker.model import Box

NAME = "ok/suqian-2024"


class Drawn:
    """As much of a page as the rulings ask for."""

    def __init__(self, rules: Sequence[Rule], texts: Sequence[tuple[str, Box]] = ()) -> None:
        self.chars = [
            Char(text, box, box[1], level=True, index=at) for at, (text, box) in enumerate(texts)
        ]
        self.drawing = type("Drawing", (), {"rules": tuple(rules), "bars": ()})


class Sheet:
    """An empty page of A4."""

    frame = Frame((0.0, 0.0, 595.0, 842.0), 0)


def rulings(rules: Sequence[Rule], texts: Sequence[tuple[str, Box]] = ()) -> Rulings:
    page: Page = Drawn(rules, texts)  # type: ignore[assignment]
    found = rulings_of(page)
    assert found is not None
    return found


def level(y: float, x0: float, x1: float, width: float = 0.5) -> Rule:
    return Rule((x0, y - width / 2, x1, y + width / 2), horizontal=True)


def upright(x: float, y0: float, y1: float, width: float = 0.5) -> Rule:
    return Rule((x - width / 2, y0, x + width / 2, y1), horizontal=False)


def box_of_lines() -> list[Rule]:
    return [level(100, 50, 250), level(120, 50, 250), upright(50, 100, 120), upright(250, 100, 120)]


def test_dots_are_one_line_in_either_direction() -> None:
    dots = [Rule((x, 99.5, x + 1, 100.5), horizontal=True) for x in range(50, 250, 3)]
    dots += [Rule((149.5, y, 150.5, y + 1), horizontal=True) for y in range(100, 160, 3)]
    found = rulings(dots)
    assert [(round(one.at), round(one.start), round(one.end)) for one in found.level] == [
        (100, 50, 249)
    ]
    assert [(round(one.at), round(one.start), round(one.end)) for one in found.upright] == [
        (150, 100, 158)
    ]


def test_dots_of_upright_lines_that_stand_level_are_no_level_line() -> None:
    dots = [
        Rule((x, y, x + 1, y + 1), horizontal=True)
        for x in range(50, 400, 40)
        for y in range(100, 160, 3)
    ]
    found = rulings(dots)
    assert not found.level
    assert len(found.upright) == 9


def test_lines_between_which_nothing_has_room_are_one_with_the_band_of_all() -> None:
    found = rulings([level(100 + aside, 50, 250) for aside in (-2.0, 0.0, 2.0)])
    (one,) = found.level
    assert (one.low, one.high) == (97.75, 102.25)


def test_lines_with_print_between_them_are_two_however_near() -> None:
    text = [("字", (100.0, 101.0, 106.0, 106.0))]
    assert len(rulings([level(100, 50, 250), level(106.5, 50, 250)], text).level) == 2
    assert len(rulings([level(100, 50, 250), level(106.5, 50, 250)]).level) == 1


def test_a_line_over_or_under_a_number_is_none_of_the_table() -> None:
    number = [(digit, (100.0 + 6 * at, 106, 105 + 6 * at, 115)) for at, digit in enumerate("354")]
    for y in (110.5, 105.0):
        found = rulings([*box_of_lines(), level(y, 99.5, 117.5)], number)
        assert [round(one.at) for one in found.level] == [100, 120], y


def test_a_stroke_that_hangs_inside_a_cell_is_none_of_the_table() -> None:
    found = rulings([*box_of_lines(), level(110, 120, 150), upright(200, 105, 114)])
    assert [round(one.at) for one in found.level] == [100, 120]
    assert [round(one.at) for one in found.upright] == [50, 250]


def test_a_line_reaches_the_lines_it_ends_at() -> None:
    (low, high) = rulings(
        [level(100, 52, 247), level(120, 50, 250), upright(50, 102, 118), upright(250, 100, 120)]
    ).level
    assert (low.start, low.end) == (50, 250)
    assert (high.start, high.end) == (50, 250)


def test_a_cell_is_what_lies_between_the_inner_edges_of_its_lines() -> None:
    thick = [
        level(100, 48, 252, 4),
        level(140, 48, 252, 4),
        upright(50, 98, 142, 4),
        upright(250, 98, 142, 4),
    ]
    cell = GridCell(0, 0, 1, 1, (51.0, 99.0, 249.3, 141.0), "7")
    (found,) = snapped(Grid(1, cell.box, 1, 1, (cell,)), rulings(thick)).cells
    wanted: tuple[Box, Box] = (50, 100, 250, 140), (53, 103, 247, 137)
    assert (found.box, found.interior(9.0)) == wanted
    assert cell.interior(9.0) == (60.0, 108.0, 240.3, 132.0)


def test_a_cell_without_a_line_on_one_side_stays_as_it_is() -> None:
    cell = GridCell(0, 0, 1, 1, (51.0, 99.0, 249.0, 120.0), "7")
    grid = Grid(1, cell.box, 1, 1, (cell,))
    assert snapped(grid, rulings(box_of_lines()[:-1])).cells == (cell,)


@pytest.mark.parametrize("style", [name for name in STYLES if name not in {"level only", "none"}])
def test_every_style_gives_the_same_lines(style: str) -> None:
    def places(data: bytes) -> tuple[list[float], list[float]]:
        with Source(data) as source:
            found = rulings_of(source.page(3))
        assert found is not None
        return [one.at for one in found.level], [one.at for one in found.upright]

    for wanted, got in zip(
        places(restyled(good(NAME), "hairline")), places(restyled(good(NAME), style)), strict=True
    ):
        assert all(any(abs(a - b) <= 3 for b in got) for a in wanted)
        assert all(any(abs(a - b) <= 3 for b in wanted) for a in got)


def test_a_thick_line_that_runs_over_the_corner_ends_there() -> None:
    """Typst draws with square caps: each line ends half a pen beyond the one it meets."""
    wide = 4.0
    box = [
        level(100, 48, 252, wide), level(120, 48, 252, wide),
        upright(50, 96, 124, wide), upright(250, 96, 124, wide),
    ]  # fmt: skip
    found = rulings(box, [("字", (100, 104, 109, 113))])
    assert [(one.start, one.end) for one in found.upright] == [(100, 120), (100, 120)]
    assert [(one.start, one.end) for one in found.level] == [(50, 250), (50, 250)]


def test_a_sign_is_underlined_as_the_digits_beside_it() -> None:
    number = [("-", (100, 108, 103, 109)), ("4", (104, 105, 109, 112))]
    beside = upright(109.5, 100, 120)  # right-aligned, the underline reaches the cell's edge
    drawn = Drawn([*box_of_lines(), beside, level(103.5, 100, 109.4)], number)
    drawn.chars = [replace(char, foot=105.0) for char in drawn.chars]
    page: Page = drawn  # type: ignore[assignment]
    found = rulings_of(page)
    assert found is not None
    assert [round(one.at) for one in found.level] == [100, 120]


def test_a_line_beyond_the_page_is_drawn_on_its_edge() -> None:
    sheet: Page = Sheet()  # type: ignore[assignment]
    far, near = Ruling(1200, 1200, 100, 300), Ruling(700, 700, 100, 300)
    image = ruling_image.draw(sheet, Rulings((far, near), ()))
    assert (image < 255).mean() < 0.02
    assert (image[:2, 400] == 0).all()


def test_dots_of_two_cells_on_one_line_do_not_part_the_line_behind_them() -> None:
    """The cells above and below a line dot it each; where both do, the gaps are smaller."""
    dots = [x + phase for phase in (0.0, 1.9) for x in range(50, 210, 4)]
    for left in range(210, 400, 36):  # each cell dots anew: its last gap is longer
        dots += [left + 4.0 * at for at in range(8)]
    found = rulings([Rule((x, 99.5, x + 1.4, 100.5), horizontal=True) for x in dots])
    (line,) = found.level
    assert (line.start, round(line.end)) == (50, 419)


def test_the_edges_of_cells_are_where_the_pieces_of_a_line_meet() -> None:
    """Each cell's lower edge by itself, end to end or over the corner that two of them share."""
    edges = [50.0, 130.0, 142.0, 250.0]
    for over in (0.0, 1.0):
        pieces = [level(100, a - over, b + over) for a, b in pairwise(edges)]
        (one,) = rulings([*pieces, level(100, 50, 250)]).level
        assert [round(x) for x in one.joints] == [130, 142]
    dashes = [level(100, x, x + 6) for x in range(50, 250, 9)]
    assert rulings(dashes).level[0].joints == ()
    assert rulings([level(100, 50, 250)]).level[0].joints == ()
    two = [level(100, 50, 130), level(101, 130, 250), level(101, 50, 130), level(100, 130, 250)]
    assert [round(x) for x in rulings(two).level[0].joints] == [130]


@pytest.mark.parametrize(("slant", "is_drawn"), [(0.0, True), (4.0, False)])
def test_a_letters_stroke_is_no_edge_of_a_cell(slant: float, *, is_drawn: bool) -> None:
    """Of a pale watermark Ghostscript makes outlines: as thick as the edge of a narrow cell."""
    points = [(100, 400 + slant), (110, 400), (110, 404), (100, 404 + slant / 2)]
    path = " ".join(f"{x:g} {y:g} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(f"{path} f".encode("ascii"))
        target = io.BytesIO()
        pdf.save(target)
    with Source(target.getvalue()) as source:
        assert bool(source.page(1).drawing.bars) == is_drawn
