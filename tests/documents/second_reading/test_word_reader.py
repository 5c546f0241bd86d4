"""Cells of words: labels by likeness, placeholders letter by letter, nothing left out silently."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from checker.documents.pdf.characters import Char
from checker.documents.pdf.drawing import Drawing
from checker.documents.second_reading.cell_context import Scene
from checker.documents.second_reading.word_reader import label_text, read_words
from checker.model import Doubt
from checker.model.table_grid import GridCell

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 10.0
CELL = GridCell(0, 1, 1, 1, (50.0, 0.0, 90.0, 20.0), "")


@dataclass
class Page:
    """A page of which only type and ink are asked."""

    is_unmapped_text: bool = False
    seen: bool = True
    inked: bool = False  # dark marks beside what is known
    drawing: Drawing = field(default_factory=lambda: Drawing((), (), (), ()))

    def advance(self, char: Char) -> tuple[float, float]:
        return char.box[0] - 0.5, char.box[0] + SIZE - 0.5

    def has_ink_outside(self, box: object, known: object) -> bool:
        return self.inked and box is not known

    def ink(self, box: object) -> int:
        return 200 if self.seen and box else 0


@dataclass
class Looked:
    """What a scene is made of here."""

    page: Page = field(default_factory=Page)
    chars: Sequence[Char] = ()

    def scene(self) -> Scene:
        rest: Any = None
        page = cast("Any", self.page)
        by_index = {char.index: char for char in self.chars}
        return Scene(page, page, rest, (), frozenset(), 5.0, (), (), rest, rest, by_index)


def line(text: str, left: float = 52.0, *, first: int = 1, step: float = SIZE) -> list[Char]:
    return [
        Char(char, (left + at * step, 4.0, left + at * step + 9, 13.0), 5.0, level=True,
             index=first + at)
        for at, char in enumerate(text)
    ]  # fmt: skip


def read(first: str, chars: Sequence[Char], page: Page | None = None) -> GridCell:
    own = [char for char in chars if CELL.box[0] <= char.middle[0] <= CELL.box[2]]
    cell = GridCell(0, 1, 1, 1, CELL.box, first)
    return read_words(cell, own, Looked(page or Page(), chars).scene(), first)


@pytest.mark.parametrize("text", ["无", "—", "/", "未统计"])
def test_a_placeholder_that_both_readings_have_is_sure(text: str) -> None:
    assert read(text, line(text)) == GridCell(0, 1, 1, 1, CELL.box, text)


@pytest.mark.parametrize(
    ("first", "chars", "page", "doubt"),
    [
        ("无无", line("无"), None, Doubt.READINGS_DIFFER),
        ("无", [], None, Doubt.READINGS_DIFFER),
        ("", line("无"), None, Doubt.READINGS_DIFFER),
        ("Āă", line("Āă"), None, Doubt.UNMAPPED_FONT),
        ("无无", line("无无", step=4.0), None, Doubt.PRINTED_TWICE),
        ("无", line("无"), Page(seen=False), Doubt.HIDDEN_TEXT),
        (")项", line("第八）项", 32.0), None, Doubt.UNCERTAIN_PLACE),
    ],
    ids=["one print", "missed", "unseen", "no script", "crowded", "white", "cut"],
)
def test_what_may_be_read_wrong_is_not_sure(
    first: str, chars: list[Char], page: Page | None, doubt: Doubt
) -> None:
    assert read(first, chars, page).doubt is doubt


def test_a_sign_that_reaches_beyond_its_cell_may_be_anothers() -> None:
    """The next cell's / by a matrix that stretches it over the border."""
    (sign,) = line("/")
    wide = replace(sign, box=(sign.box[0], sign.box[1], CELL.box[2] + 5.0, sign.box[3]))
    cell = GridCell(0, 1, 1, 1, CELL.box, "/")
    scene = Looked(Page(), [wide]).scene()
    assert read_words(cell, [wide], scene, "/").doubt is Doubt.STRADDLES_RULE


def test_the_words_of_the_next_cell_do_not_cut_this_one() -> None:
    """Its padding parts them, or the other line does."""
    beside = [*line("公", 37.0, first=1), *line("无", 52.0, first=2)]
    assert read("无", beside).doubt is None


def test_a_label_is_matched_by_where_its_ink_is() -> None:
    scene = Looked().scene()
    first, level = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
    assert label_text(first, level, scene) == level
    assert label_text(first, "", scene) == ""
    assert label_text("", level, scene) == level


def test_a_letter_or_two_that_a_font_maps_otherwise_change_no_label() -> None:
    scene = Looked().scene()
    assert label_text("行政许可", "行政许ÿ", scene) == "行政许可"
    assert label_text("2.其他法律行政法规禁止公开", "2.w他法律行政法规禁止公开", scene)[2] == "其"
    assert label_text("行政许ÿ", "行政许可", scene) == "行政许可"


def test_where_the_second_reading_cannot_map_the_font_the_first_one_stays() -> None:
    scene = Looked(Page(is_unmapped_text=True)).scene()
    assert label_text("总计", "", scene) == "总计"


def test_a_blank_under_a_watermark_is_blank_unless_there_is_ink_of_its_own() -> None:
    letter = Char("料", (55.0, 2.0, 85.0, 18.0), 6.0, level=False, index=1, slanted=True)
    assert read("", [letter]) == GridCell(0, 1, 1, 1, CELL.box, "")
    assert read("", [letter], Page(inked=True)).doubt is Doubt.UNREAD_INK
