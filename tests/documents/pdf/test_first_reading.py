"""camelot's text of a cell, as the glyphs of its layout bear it out."""

from __future__ import annotations

from dataclasses import dataclass

from checker.documents.pdf.first_reading import Glyphs

SIZE = 10.0
CELL = (0.0, 0.0, 60.0, 20.0)


@dataclass
class Item:
    """A glyph as playa lays it out: 10 point type, half an em wide."""

    text: str
    x: float
    y: float
    descent: float = -0.15
    slant: float = 0.0
    fontname: str = "Song"

    @property
    def matrix(self) -> tuple[float, ...]:
        return (1, self.slant, -self.slant, 1, self.x, self.y)

    @property
    def x0(self) -> float:
        return self.x

    @property
    def x1(self) -> float:
        return self.x + SIZE / 2

    @property
    def y0(self) -> float:
        return self.y + self.descent * SIZE

    @property
    def y1(self) -> float:
        return self.y0 + SIZE

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        return (self.x0, self.y0, self.x1, self.y1)

    def get_text(self) -> str:
        return self.text


class Large(Item):
    """The same glyph in type of 60 points."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.text, item.x, item.y, slant=item.slant)

    @property
    def y0(self) -> float:
        return self.y - 30

    @property
    def y1(self) -> float:
        return self.y + 30


class Space:
    """White space that the layout made up: it stands nowhere."""

    def get_text(self) -> str:
        return " "


def line(text: str, x: float = 10, y: float = 5, descent: float = -0.15) -> list[Item | Space]:
    return [Item(char, x + at * SIZE / 2, y, descent) for at, char in enumerate(text)]


def test_a_number_printed_twice_is_told_once() -> None:
    glyphs = Glyphs([line("3440"), line("3440", 10.5)])
    assert glyphs.text("33444400", CELL) == "3440"
    assert glyphs.text("34403440\n", CELL) == "3440"


def test_what_is_printed_once_stays_as_camelot_tells_it() -> None:
    assert Glyphs([line("34 40")]).text("34\n40 ", CELL) == "34\n40 "
    beside = Glyphs([line("1100"), line("7", 80), line("7", 80.4)])
    assert beside.text("11 00", CELL) == "11 00"


def test_white_space_of_the_layout_stands_nowhere() -> None:
    assert Glyphs([[*line("12"), Space()], line("12", 10.4)]).text("12 12", CELL) == "12"


def test_lines_stay_in_order() -> None:
    glyphs = Glyphs([line("34", y=12), line("34", 10.4, 12), line("56", y=3), line("56", 10.4, 3)])
    assert glyphs.text("34345656", CELL) == "34\n56"


def test_a_text_that_is_not_of_the_glyphs_in_the_cell_stays() -> None:
    """The second reading will differ from it: nothing is chosen here."""
    glyphs = Glyphs([line("34"), line("34", 10.4)])
    assert glyphs.text("3435", CELL) == "3435"
    assert glyphs.text("3", CELL) == "3"


def test_a_watermark_over_the_cell_does_not_hinder() -> None:
    slanted: list[Item | Space] = [Item("料", 20, 8, slant=0.7)]
    glyphs = Glyphs([line("34"), line("34", 10.4), slanted])
    assert glyphs.text("3434", CELL) == "34"
    assert "".join(glyphs.text("34料34", CELL).split()) in {"34料", "料34", "3料4"}


def test_a_line_at_the_foot_of_its_row_is_not_the_next_rows() -> None:
    """Its font claims to reach an em below the baseline: camelot gives it to the row below."""
    below = (0.0, -20.0, 60.0, 0.0)
    glyphs = Glyphs([line("19", y=2, descent=-1.05), line("7", y=-18, descent=-1.05)])
    assert glyphs.text("", CELL) == "19"
    assert glyphs.text("19", below) == "7"


def test_digits_in_another_face_stand_in_their_note_not_before_it() -> None:
    """Each face claims other heights: camelot gives out the lines of each by itself."""
    note = [*line("1", 5), *line("(含", 10, descent=-0.4), *line("4", 20), *line("件)", 25)]
    assert Glyphs([note]).text("1\n4\n(含件)\n", CELL) == "1(含4件)"
    assert Glyphs([line("1", y=12), line("7", y=3)]).text("1\n7", CELL) == "1\n7"
    assert Glyphs([line("12"), line("4", 80)]).text("1\n2\n4件", CELL) == "1\n2\n4件"


def test_a_large_letter_of_a_watermark_makes_no_two_lines_one() -> None:
    """Its face claims an em below the baseline; the words stand where they are."""
    words = [line("逾期", y=12, descent=-1.05), line("补正", y=3, descent=-1.05)]
    across = Item("政", 20, 8, slant=0.7)
    large: list[Item | Space] = [Large(across)]
    assert Glyphs([*words, large]).text("逾期\n补正", CELL) == "逾期\n补正"
    assert Glyphs([*words, large]).text("", CELL) == "逾期\n补正政"
