"""A font that only the sentences are set in may lie about digits too."""

from __future__ import annotations

import io
from contextlib import nullcontext
from typing import TYPE_CHECKING, cast

import pikepdf
import pytest

from checker.checks.engine import evaluate
from checker.documents.pdf.characters import Char
from checker.documents.pdf.source import Source
from checker.documents.second_reading import sentence_digits
from checker.documents.second_reading.lying_fonts import Sign
from checker.documents.second_reading.sentence_digits import SentenceDigits
from checker.documents.second_reading.shape_check import misshapen_close
from checker.isolation.read import read_report
from checker.model import RemarkKind, Result, Severity
from checker.rulebook.load import load_rulebook
from tests.documents.harmed_report import SAMPLES, good
from tests.documents.lies import with_a_page_told_as, with_digits_told_as

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from checker.documents.pdf.pdfium import Page
    from checker.model import Box

ALL = sorted(
    path.relative_to(SAMPLES).with_suffix("").as_posix() for path in SAMPLES.glob("*/*.pdf")
)
WITH_A_PAGE_OF_PROSE = ("ok/suqian-2023", "bad/shanghai-office-2019", "ok/xuefu-2020")
"""Their first page holds the title and sentences, no table."""
DATED = "ok/suqian-2023"


def opened(source: Source) -> Callable[[int], AbstractContextManager[Page]]:
    return lambda number: nullcontext(source.page(number))


def lie(data: bytes, *, first_page_only: bool = False) -> bool:
    """Whether the digits of the pages are not what they are told as."""
    with Source(data) as source:
        sentences = SentenceDigits(opened(source))
        numbers = range(1, 2 if first_page_only else source.count + 1)
        for number in numbers:
            sentences.take(source.page(number))
        return sentences.lie(numbers, set())


@pytest.mark.parametrize("name", WITH_A_PAGE_OF_PROSE)
@pytest.mark.parametrize("pair", ["25", "17", "12", "03", "02"])
def test_a_digit_of_sentences_given_out_as_another_one_is_seen(name: str, pair: str) -> None:
    assert lie(with_a_page_told_as(good(name), 1, {pair[0]: pair[1]}), first_page_only=True)
    assert lie(with_digits_told_as(good(name), {pair[0]: pair[1]}))


@pytest.mark.parametrize("name", ALL)
def test_honest_digits_are_believed(name: str) -> None:
    assert not lie(good(name))
    assert not lie(good(name), first_page_only=True)


def cut_to(data: bytes, box: Box) -> bytes:
    """The report with nothing shown of its first page but what is in a box."""
    x0, y0, x1, y1 = box
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.contents_add(f"q {x0} {y0} {x1 - x0} {y1 - y0} re W n".encode(), prepend=True)
        page.contents_add(b"Q")
        held = io.BytesIO()
        pdf.save(held, deterministic_id=True)
    return held.getvalue()


@pytest.mark.parametrize("name", WITH_A_PAGE_OF_PROSE)
def test_digits_that_are_cut_off_are_not_judged(name: str) -> None:
    """As page numbers are in a margin that is too small for them."""
    with Source(good(name)) as source:
        foot = next(char.box[1] for char in source.page(1).chars if char.text == "2")
        cut = cut_to(good(name), (0, foot + 4, 600, foot + 20))
    with Source(cut) as source:
        page = source.page(1)
        digits = [char for char in page.chars if char.text.isdecimal()]
        assert any(misshapen_close([char], page) for char in digits)
    assert not lie(cut, first_page_only=True)


def test_what_the_tables_print_is_not_looked_at_again() -> None:
    with Source(with_digits_told_as(good(DATED), {"2": "5"})) as source:
        sentences = SentenceDigits(opened(source))
        page = source.page(1)
        sentences.take(page)
        vouched = {Sign.of(char, page.font(char)) for char in page.chars}
        assert sentences.lie([1], set())
        assert not sentences.lie([1], vouched)


def test_each_report_of_a_file_is_looked_at_by_itself_and_no_print_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[tuple[int, int]] = []

    def look(digits: Sequence[Char], page: Page) -> dict[int, str]:
        looks.append((page.number, digits[0].index))
        return misshapen_close(digits, page)

    monkeypatch.setattr(sentence_digits, "misshapen_close", look)
    with Source(with_a_page_told_as(good(DATED), 1, {"1": "5", "3": "8"})) as source:
        sentences = SentenceDigits(opened(source))
        for number in range(1, source.count + 1):
            sentences.take(source.page(number))
        rest = range(2, source.count + 1)
        assert not sentences.lie(rest, set())
        assert {page for page, _ in looks} <= set(rest)
        assert sentences.lie([1], set())
        assert len(looks) == len(set(looks))


class TitlePage:
    """A page that prints one run of digits, in a font of its own."""

    number = 1

    def __init__(self, text: str, *, is_embedded: bool) -> None:
        self.chars = tuple(
            Char(one, (6.0 * at, 0.0, 6.0 * at + 5, 8.0), 0.0, level=True, index=at)
            for at, one in enumerate(text)
        )
        self._is_embedded = is_embedded

    def font(self, _: Char) -> int:
        return 7

    def is_embedded(self, _: Char) -> bool:
        return self._is_embedded

    def is_clipped(self, _: Char) -> bool:
        return False


@pytest.mark.parametrize("is_embedded", [True, False])
@pytest.mark.parametrize("text", ["2022", "222222"])
def test_one_print_of_few_is_enough_where_the_font_is_the_file_s_own(
    text: str, monkeypatch: pytest.MonkeyPatch, *, is_embedded: bool
) -> None:
    """The year of a title, whose 3 is given out as 2: no other print of the font shows it."""

    def last_is_odd(digits: Sequence[Char], _: object) -> dict[int, str]:
        return {digits[-1].index: "3"}

    monkeypatch.setattr(sentence_digits, "misshapen_close", last_is_odd)
    page = cast("Page", TitlePage(text, is_embedded=is_embedded))
    sentences = SentenceDigits(lambda _: nullcontext(page))
    sentences.take(page)
    told = sentences.lie([page.number], set())
    assert told is (is_embedded and text == "2022")


def test_a_date_that_a_font_made_impossible_accuses_nobody(tmp_path: Path) -> None:
    rulebook = load_rulebook()
    path = tmp_path / "a.pdf"
    path.write_bytes(with_a_page_told_as(good(DATED), 1, {"1": "5", "3": "8"}))
    report = read_report(path, rulebook.forms)
    assert [remark.kind for remark in report.remarks] == [RemarkKind.FONTS_LIE]
    severe = {rule.id for rule in rulebook.rules if rule.severity is Severity.ERROR}
    failed = {o.rule for o in evaluate([report], rulebook) if o.result is Result.FAIL}
    assert failed & severe == set()
    assert not read_report(SAMPLES / f"{DATED}.pdf", rulebook.forms).remarks
