"""Signs that are drawn as digits, digits that are drawn as letters, and honest text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from checker.documents.pdf.characters import Char
from checker.documents.pdf.source import Source
from checker.documents.second_reading.glyphs import DIGITS, is_ideograph, lines_of
from checker.documents.second_reading.lying_fonts import Twice, _caught
from checker.documents.second_reading.shape_check import misshapen, misshapen_close
from checker.documents.second_reading.told_letters import (
    is_alike,
    is_no_dash,
    is_no_digit,
    is_no_letter,
    is_no_nothing,
    is_no_stroke,
    is_stray,
    may_be_a_digit,
    may_be_a_figure,
)
from checker.model.document import UNKNOWN
from checker.model.table_grid import Grid, GridCell
from tests.documents.harmed_report import SAMPLES, good
from tests.documents.second_reading.test_shape_check import named, page_of, set_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.documents.pdf.pdfium import Page
    from checker.model import Box

CHROMIUM, OFFICE, FORM_2019 = "ok/suqian-2023", "ok/suqian-2024", "ok/xuefu-2020"
NAMES = (CHROMIUM, OFFICE, FORM_2019)
ALL = sorted(
    path.relative_to(SAMPLES).with_suffix("").as_posix() for path in SAMPLES.glob("*/*.pdf")
)
TOLD = ("无", "、", "，", "x", "（", "-", ".")


def pages(source: Source) -> Iterator[tuple[Page, list[Char]]]:
    for number in range(1, source.count + 1):
        page = source.page(number)
        yield page, [char for char in page.chars if char.level]


@pytest.mark.parametrize("name", ALL)
def test_all_that_an_honest_report_prints_is_believed(name: str) -> None:
    """Prose, heads, labels, brackets, full-width signs: more than its tables hold."""
    with Source(good(name)) as source:
        for page, chars in pages(source):
            assert misshapen([], lines_of(chars), page) == {}
            assert not any(is_no_letter(char, page) or is_no_dash(char, page) for char in chars)
            assert not any(is_no_nothing(char, page) for char in chars)
            assert not any(is_no_stroke(char, page) for char in chars)
            assert not any(is_no_digit(char, page) for char in chars if char.text in DIGITS)


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("name", NAMES)
def test_a_digit_that_is_told_as_a_sign_is_seen(name: str, told: str) -> None:
    with Source(good(name)) as source:
        seen, printed = 0, 0
        for page, chars in pages(source):
            lying = [replace(char, text=told) if char.text in DIGITS else char for char in chars]
            shapes = misshapen([], lines_of(lying), page)
            digits = {char.index: char.text for char in chars if char.text in DIGITS}
            assert shapes.items() <= digits.items()  # each like the digit that it is
            printed += len(digits)
            seen += len(shapes)
        # A 1 may be as narrow as a bracket, or a stroke.
        assert seen > (0.6 if told in "（/" else 0.95) * printed > 0


@pytest.mark.parametrize("dash", "-—－–")
@pytest.mark.parametrize("name", NAMES)
def test_an_ideograph_that_is_told_as_a_dash_is_seen(name: str, dash: str) -> None:
    """A font may give out 无 as —: both stand for no number, and one is not what is printed."""
    with Source(good(name)) as source:
        letters = [
            is_no_dash(replace(char, text=dash), page)
            for page, chars in pages(source)
            for char in chars
            if "一" < char.text <= "龥"
        ]
    assert sum(letters) > 0.99 * len(letters) > 0


@pytest.mark.parametrize("told", "08")
@pytest.mark.parametrize("name", NAMES)
def test_a_point_that_is_told_as_a_digit_is_seen(name: str, told: str) -> None:
    """Alone in its cell it fills its own box, as a digit does, and has no shape."""
    with Source(good(name)) as source:
        low = [
            (replace(char, text=told), page)
            for page, chars in pages(source)
            for char in chars
            if char.text in "，、,."
        ]
        assert all(is_no_digit(char, page) for char, page in low)
        assert all(misshapen_close([char], page) == {char.index: UNKNOWN} for char, page in low[:9])
    assert low


@pytest.mark.parametrize("name", NAMES)
def test_what_is_narrow_and_told_as_nothing_is_seen(name: str) -> None:
    """A program that lost its outlines drew an o for each 无, and that is read as a zero."""
    with Source(good(name)) as source:
        drawn = [
            (char, page)
            for page, chars in pages(source)
            for char in chars
            if char.text in "，、：；"
        ]
        assert all(is_no_nothing(replace(char, text="无"), page) for char, page in drawn)
        assert not any(is_no_nothing(char, page) for char, page in drawn)
    assert drawn


@pytest.mark.parametrize("name", NAMES)
def test_an_ideograph_that_is_told_as_a_digit_is_seen(name: str) -> None:
    with Source(good(name)) as source:
        seen, printed = 0, 0
        for page, chars in pages(source):
            words = [char for char in chars if is_ideograph(char.text)]
            lying = [replace(char, text=str(at % 10)) for at, char in enumerate(words)]
            shapes = misshapen(lines_of(lying), [], page)
            printed += len(lying)
            seen += len(shapes)
            assert UNKNOWN in shapes.values()
        assert seen > 0.96 * printed > 0


def test_digits_of_a_font_that_is_only_named_are_seen_as_well() -> None:
    with Source(page_of(set_numbers(10.5), named("Helvetica"))) as source:
        page = source.page(1)
        lying = [replace(char, text="无") for char in page.chars]
        shapes = misshapen([], lines_of(lying), page)
        assert {char.text for char in page.chars if char.index in shapes} == set("0123456789")


@pytest.mark.parametrize(("text", "digit"), [("O", "0"), ("ｌ", "1"), ("B", "8"), ("Z", "2")])
def test_letters_that_look_like_a_digit_by_nature_tell_nothing(text: str, digit: str) -> None:
    assert is_alike(text, digit)
    assert not is_alike(text, "4")
    with Source(page_of(set_numbers(10.5), named("Helvetica"))) as source:
        page = source.page(1)
        lying = [replace(char, text=text) if char.text == digit else char for char in page.chars]
        assert misshapen([], lines_of(lying), page) == {}
        other = [replace(char, text=text) if char.text == "4" else char for char in page.chars]
        assert misshapen([], lines_of(other), page)


def test_what_is_low_or_broad_is_no_digit() -> None:
    with Source(good(CHROMIUM)) as source:
        page = source.page(1)
        signs = {char.text for char in page.chars if may_be_a_digit(char, page)}
        assert not signs & set("，。、—公开府")
        assert "申" in signs


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("申", True),
        ("1申3", True),
        ("申件", True),
        ("申申（含联合发文五件）", True),
        ("申,申申", True),
        ("申请", True),
        ("申请人", True),
        ("行政申", False),
        ("申请公开政府", False),
        ("", False),
        ("无", False),
    ],
)
def test_a_figure_is_followed_by_a_unit_or_a_note_at_most(text: str, may: bool) -> None:  # noqa: FBT001
    """申 is as narrow as a digit, and 请 as broad as all ideographs."""
    narrow, broad = (0.0, 0.0, 5.0, 8.0), (0.0, 0.0, 9.0, 9.0)
    chars = [
        Char(one, _moved(narrow if one in "申13" else broad, 10.0 * at), 0.0, level=True, index=at)
        for at, one in enumerate(text)
    ]
    assert may_be_a_figure(chars, cast("Page", Lined())) is may


@pytest.mark.parametrize(
    ("text", "strays"),
    [("》42", "》"), ("9》", "》"), ("7）", "）"), ("（7", "（"), ("（含7件）", ""),
     ("《公开》7", ""), ("公开）", ""), ("1)2(", ""), ("42", "")],
)  # fmt: skip
def test_a_bracket_beside_digits_without_the_other_is_a_stray(text: str, strays: str) -> None:
    chars = [
        Char(one, (10.0 * at, 0.0, 10.0 * at + 5, 8.0), 0.0, level=True, index=at)
        for at, one in enumerate(text)
    ]
    assert "".join(char.text for char in chars if is_stray(char, chars)) == strays


@pytest.mark.parametrize(
    ("text", "box", "is_lie"),
    [("/", (0.0, 6.0, 3.0, 8.5), True), ("/", (0.0, 0.0, 3.0, 7.0), False),
     ("—", (0.0, 2.0, 3.0, 5.0), True), ("—", (0.0, 3.0, 8.0, 3.8), False),
     ("-", (0.0, 3.0, 3.0, 4.4), False), ("—", (0.0, 0.0, 9.0, 5.0), True),
     ("5", (0.0, 0.0, 9.0, 8.0), True),
     ("5", (0.0, 0.0, 7.6, 8.0), False), ("5", (0.0, 0.0, 1.0, 2.0), True)],
)  # fmt: skip
def test_boxes_that_no_such_sign_has(text: str, box: Box, *, is_lie: bool) -> None:
    """A quotation mark told as /, a star told as —, an ideograph or a comma told as a digit."""
    page = cast("Page", Lined())
    char = Char(text, box, 0.0, level=True, index=0)
    told = is_no_digit(char, page) if text == "5" else is_no_stroke(char, page)
    assert (told or is_no_dash(char, page)) is is_lie


def test_low_digits_are_digits_where_their_font_claims_much() -> None:
    """As Noto Sans CJK does in Ghostscript's files: digits fill a quarter of the line."""

    class Claiming(Lined):
        def line_height(self, char: Char) -> float:  # noqa: ARG002
            return 30.0

    char = Char("5", (0.0, 0.0, 4.5, 8.0), 0.0, level=True, index=0)
    assert not is_no_digit(char, cast("Page", Claiming()))


def test_a_letter_that_is_drawn_as_a_dash_is_seen() -> None:
    page = cast("Page", Lined())
    for text, high, is_lie in (("d", 0.8, True), ("无", 0.8, True), ("7", 0.8, True),
                               ("一", 0.8, False), ("—", 0.8, False), ("d", 6.0, False),
                               ("d", 0.01, False)):  # fmt: skip
        char = Char(text, (0.0, 3.0, 8.0, 3.0 + high), 0.0, level=True, index=0)
        assert is_no_letter(char, page) is is_lie, (text, high)


class Lined:
    """As much of a page as tells how high a line of its font is."""

    def line_height(self, char: Char) -> float:  # noqa: ARG002
        return 10.0

    def is_embedded(self, char: Char) -> bool:  # noqa: ARG002
        return True

    @property
    def digit_height(self) -> float:
        return 8.0


def _moved(box: Box, right: float) -> Box:
    return box[0] + right, box[1], box[2] + right, box[3]


class Pages:
    """A page of one font."""

    def font(self, _: Char) -> int:
        return 7


def caught(texts: str, odd: set[int]) -> set[int]:
    box = (0.0, 0.0, 5.0, 8.0)
    chars = [Char(text, box, 0.0, level=True, index=at) for at, text in enumerate(texts)]
    cell = GridCell(0, 0, 1, 1, box, texts)
    read = Twice(Pages(), [Grid(1, box, 1, 1, (cell,))], [chars])  # type: ignore[arg-type]
    return _caught([read], [dict.fromkeys(odd, "9")])


def test_a_font_is_caught_where_it_prints_a_sign_otherwise_more_than_once() -> None:
    assert caught("18828", {1, 2, 4}) == {7}
    assert caught("1", {0}) == {7}
    assert caught("888818888", {2, 6}) == {7}  # a 9 told as 8, beside eights that are


def test_one_print_of_many_that_looks_odd_is_its_own_cell_s_doubt() -> None:
    """One 8 of eight, in an honest font that pdfium widened, put 200 cells in doubt."""
    assert caught("88888188", {3}) == set()
