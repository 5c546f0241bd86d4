"""Every digit is looked at: a text layer that says another one makes the cell doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.checks.engine import evaluate
from checker.documents.pdf.document import Route
from checker.documents.pdf.source import Source
from checker.isolation.read import read_report
from checker.model import RECOGNISED, Doubt, RemarkKind, Result, Severity, State
from checker.model.document import UNKNOWN
from checker.rulebook.load import load_rulebook
from checker.wording.names import Names
from checker.wording.outcomes import message
from tests.documents.harmed_report import SAMPLES, good, good_cells, read_cells
from tests.documents.lies import with_digits_told_as, with_digits_undrawn

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM, OFFICE, FORM_2019 = "ok/suqian-2023", "ok/suqian-2024", "ok/xuefu-2020"
NAMES = (CHROMIUM, OFFICE, FORM_2019)
ALL = sorted(
    path.relative_to(SAMPLES).with_suffix("").as_posix() for path in SAMPLES.glob("*/*.pdf")
)
# Pairs that print alike, both ways, and some that do not.
PAIRS = ("17", "71", "38", "83", "56", "65", "08", "80", "69", "96", "25", "49", "02")


def lied_about(name: str, digits: str) -> set[str]:
    """The sure numbers of a sample in which one of these digits is printed."""
    return {
        ref
        for ref, cell in good_cells(name).items()
        if cell.state is State.NUMBER and set(digits) & set(cell.raw)
    }


@pytest.mark.parametrize("name", [CHROMIUM, OFFICE])  # they print every digit in their tables
@pytest.mark.parametrize("pair", PAIRS)
def test_a_digit_given_out_as_another_one_is_doubtful(pair: str, name: str) -> None:
    printed, told = pair[0], pair[1]
    read = read_cells(with_digits_told_as(good(name), {printed: told}))
    wrong = lied_about(name, printed)
    assert wrong, "the sample prints the digit"
    assert {ref for ref in wrong if read[ref].state is not State.DOUBTFUL} == set()
    honest = {ref for ref, cell in good_cells(name).items() if cell.state is State.NUMBER} - wrong
    for ref in honest:  # sure where another font writes it
        is_as_good = read[ref].value == good_cells(name)[ref].value
        assert is_as_good or read[ref].doubt is Doubt.GLYPH_LIES, ref


@pytest.mark.parametrize("name", NAMES)
def test_two_digits_exchanged_are_doubtful(name: str) -> None:
    read = read_cells(with_digits_told_as(good(name), {"1": "7", "7": "1"}))
    for ref in lied_about(name, "17"):
        assert read[ref].doubt is Doubt.GLYPH_LIES, ref


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shift", range(1, 10))
def test_a_map_that_lies_about_all_digits_gives_no_number(name: str, shift: int) -> None:
    told = {str(digit): str((digit + shift) % 10) for digit in range(10)}
    read = read_cells(with_digits_told_as(good(name), told))
    sure = {ref for ref, cell in read.items() if cell.state is State.NUMBER}
    assert sure == set()


def test_the_doubt_tells_both_what_the_text_says_and_what_is_printed() -> None:
    read = read_cells(with_digits_told_as(good(CHROMIUM), {"7": "1"}))
    for ref in lied_about(CHROMIUM, "7"):
        cell = read[ref]
        assert cell.doubt is Doubt.GLYPH_LIES
        assert cell.readings == (cell.raw, good_cells(CHROMIUM)[ref].raw)


@pytest.mark.parametrize("name", ALL)
def test_an_honest_report_pays_with_no_doubt(name: str) -> None:
    doubts = {ref: cell.doubt for ref, cell in good_cells(name).items() if cell.doubt}
    assert Doubt.GLYPH_LIES not in doubts.values()


@pytest.mark.parametrize("route", [Route.DRAWN, Route.MADE_WHOLE])
def test_every_route_looks(route: Route) -> None:
    read = read_cells(with_digits_told_as(good(CHROMIUM), {"7": "1"}), route)
    for ref in lied_about(CHROMIUM, "7"):
        assert read[ref].state is State.DOUBTFUL


@pytest.mark.parametrize("digits", ["8", "89", "0"])
def test_digits_that_the_font_does_not_draw_make_no_other_number(digits: str) -> None:
    """897 whose 8 and 9 have no outlines is no 7."""
    read = read_cells(with_digits_undrawn(good(CHROMIUM), digits))
    for ref in lied_about(CHROMIUM, digits):
        assert ref not in read or read[ref].state is not State.NUMBER, ref


@pytest.mark.parametrize(
    "told",
    [
        {"7": "政"},
        {"1": "、"},
        {"1": "/"},
        {"2": ","},
        {"0": "〇"},
        {"4": "无"},
        {"6": "（"},
        {"5": " "},
        {"9": "\x1c"},
        {"2": "文", "7": "引"},
        {"7": "》"},
        {"7": ")"},
        {"1": "［"},
        {str(digit): sign for digit, sign in enumerate("公开府信息机关年度报")},
        dict.fromkeys("0123456789", "、"),
    ],
    ids=lambda told: "".join(told.values()),
)
@pytest.mark.parametrize("name", [CHROMIUM])
def test_digits_given_out_as_other_signs_give_no_sure_cell(name: str, told: dict[str, str]) -> None:
    read = read_cells(with_digits_told_as(good(name), told))
    cells = good_cells(name)
    lied = [ref for ref, cell in cells.items() if set(told) & set(cell.raw)]
    assert lied, "the sample prints the digits"
    assert [ref for ref in lied if ref in read and read[ref].state is not State.DOUBTFUL] == []


@pytest.mark.parametrize("code", ["\x1c", "\x0b", "\x1f"])
def test_a_control_code_that_is_drawn_is_no_white_space(code: str) -> None:
    """Pale figures leave no ink that is told of: the sign itself has to be there."""

    def counted(data: bytes, sign: str) -> list[int]:
        with Source(data) as source:
            pages = [source.page(number) for number in (1, 2, 3)]
            return [[char.text for char in page.chars].count(sign) for page in pages]

    nines = counted(good(CHROMIUM), "9")
    assert any(nines)
    lied = with_digits_told_as(good(CHROMIUM), {"9": code})
    assert counted(lied, UNKNOWN) == nines


@pytest.mark.parametrize("space", [" ", "\xa0", "\u3000"])
@pytest.mark.parametrize("digit", "17")
def test_a_digit_that_is_given_out_as_a_space_leaves_no_sure_blank(digit: str, space: str) -> None:
    """Of spaces in a row pdfium tells the first: of 7 and 7 in two cells, one is told nowhere."""
    read = read_cells(with_digits_told_as(good(CHROMIUM), {digit: space}))
    lied = lied_about(CHROMIUM, digit)
    assert lied
    assert {read[ref].state for ref in lied if ref in read} == {State.DOUBTFUL}
    assert State.BLANK not in {cell.state for cell in read.values()}


@pytest.mark.parametrize("name", ALL)
def test_honest_spaces_draw_nothing(name: str) -> None:
    with Source(good(name)) as source:
        pages = [source.page(number) for number in range(1, source.count + 1)]
        assert all(page.fonts_of_spaces == frozenset() for page in pages)


def test_a_font_that_is_caught_lying_is_believed_nowhere() -> None:
    """A sheet of 表三 that does not print the digit is written with the same font."""
    read = read_cells(with_digits_told_as(good(CHROMIUM), {"7": "政"}))
    honest = {ref for ref, cell in good_cells(CHROMIUM).items() if "7" not in cell.raw}
    assert {read[ref].doubt for ref in honest} == {Doubt.GLYPH_LIES}
    assert len({cell.page for cell in read.values()}) > 1


def test_a_lie_is_told_and_words_accuse_nobody(tmp_path: Path) -> None:
    """With 4 given out as 3 the title and the period are of another year, and both are not."""
    rulebook = load_rulebook()
    path = tmp_path / "a.pdf"
    path.write_bytes(with_digits_told_as(good(OFFICE), {"4": "3", "5": "政"}))
    report = read_report(path, rulebook.forms)
    assert [remark.kind for remark in report.remarks] == [RemarkKind.FONTS_LIE]
    failed = [o for o in evaluate([report], rulebook) if o.result is Result.FAIL]
    severe = {rule.id for rule in rulebook.rules if rule.severity is Severity.ERROR}
    assert [o.rule for o in failed if o.rule in severe] == []
    names = Names.of(report, rulebook.forms, "zh")
    rules = {rule.id: rule for rule in rulebook.rules}
    for one in evaluate([report], rulebook):
        if RECOGNISED in one.facts:
            assert "文字层与字形不符" in message(one, rules[one.rule], names, report)


def test_labels_that_a_lying_font_garbles_call_no_table_missing(tmp_path: Path) -> None:
    """All that the pages print is there: rows and tables that are not found are none that miss."""
    rulebook = load_rulebook()
    letters = "政府信息公开申请规章行本年新收上结转度理"
    path = tmp_path / "a.pdf"
    for told in ("ÄÅÇÉÑÖÜáàâäãåçéèêëíì", letters[1:] + letters[0]):
        lies = dict(zip(letters, told, strict=True)) | {"3": "无"}
        path.write_bytes(with_digits_told_as(good(OFFICE), lies))
        report = read_report(path, rulebook.forms)
        failed = [o.rule for o in evaluate([report], rulebook) if o.result is Result.FAIL]
        severe = {rule.id for rule in rulebook.rules if rule.severity is Severity.ERROR}
        if report.refusal is None:
            assert [rule for rule in failed if rule in severe] == [], told
            assert report.is_recognised  # one way or the other: odd letters are deciphered
