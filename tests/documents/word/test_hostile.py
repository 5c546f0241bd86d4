"""Word files made to hurt, or broken: one clear refusal, within the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.documents import cell_layout
from checker.documents.word import around, parts
from checker.model import RefusalReason
from tests.support import word_files
from tests.support.as_read import doubts, printed, read
from tests.support.factory import sample
from tests.support.word_files import W, changed, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HERE = "suqian-2023"


REFUSED: dict[str, tuple[Callable[[], bytes], RefusalReason]] = {
    "no document": (
        lambda: word_files.packed({"word/document.xml": "<a/>"}),
        RefusalReason.DAMAGED,
    ),
    "no body": (lambda: changed(plain(HERE), lambda _: "<w/>"), RefusalReason.DAMAGED),
    "cut": (lambda: plain(HERE)[:-100], RefusalReason.UNSUPPORTED),
    "broken xml": (
        lambda: changed(plain(HERE), lambda xml: xml.replace("</w:tbl>", "", 1)),
        RefusalReason.DAMAGED,
    ),
    "entities": (
        lambda: changed(plain(HERE), lambda xml: xml.replace("?>", "?><!DOCTYPE a>", 1)),
        RefusalReason.DECLARES_TYPE,
    ),
    "empty": (
        lambda: changed(plain(HERE), lambda _: f'<w:document xmlns:w="{W}"><w:body/></w:document>'),
        RefusalReason.NO_TEXT,
    ),
    "spans": (
        lambda: changed(
            plain(HERE),
            lambda xml: xml.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="999999"/>'),
        ),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "a grid of many short rows and a wide one": (
        lambda: changed(
            plain(HERE),
            lambda xml: xml.replace(
                "<w:sectPr>",
                "<w:tbl>"
                + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 2000
                + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p/></w:tc></w:tr>'
                + "</w:tbl><w:sectPr>",
            ),
        ),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "nesting": (
        lambda: changed(
            plain(HERE),
            lambda xml: xml.replace(
                "<w:body>", "<w:body>" + "<w:customXml>" * 200 + "</w:customXml>" * 200
            ),
        ),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "nesting without end": (
        lambda: changed(
            plain(HERE),
            lambda xml: xml.replace("<w:body>", "<w:body>" + "<a>" * 30_000 + "</a>" * 30_000),
        ),
        RefusalReason.OUT_OF_BOUNDS,
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_or_broken_file_is_one_clear_refusal(what: str, tmp_path: Path) -> None:
    make, reason = REFUSED[what]
    report = read(make(), tmp_path)
    assert report.refusal is not None
    assert report.refusal.reason is reason


NINES = "9" * 5000  # more digits than Python makes a number of
NO_NUMBERS: dict[str, tuple[str, str]] = {
    "a size": ("</w:rPr>", f'<w:sz w:val="{NINES}"/></w:rPr>'),
    "a width of letters": ("</w:rPr>", f'<w:w w:val="{NINES}"/></w:rPr>'),
    "a height": ("<w:trPr>", f'<w:trPr><w:trHeight w:hRule="exact" w:val="{NINES}"/>'),
    "columns left out, fewer than none": ("<w:trPr>", '<w:trPr><w:gridBefore w:val="-3"/>'),
    "a sign": (
        "<w:sectPr>",
        '<w:p><w:r><w:sym w:font="Symbol" w:char="zz"/></w:r></w:p><w:sectPr>',
    ),
}


@pytest.mark.parametrize("what", NO_NUMBERS)
def test_numbers_that_are_none_are_not_followed(what: str, tmp_path: Path) -> None:
    data = changed(plain(HERE), lambda xml: xml.replace(*NO_NUMBERS[what], 1))
    report = read(data, tmp_path)
    assert report.refusal is None
    assert printed(report) == printed(sample(HERE))
    assert not doubts(report)


def test_columns_left_out_are_as_many_as_a_row_has(tmp_path: Path) -> None:
    """One row of a table of its own that begins behind a thousand million columns."""
    row = '<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
    data = changed(
        plain(HERE), lambda xml: xml.replace("<w:sectPr>", f"<w:tbl>{row}</w:tbl><w:sectPr>")
    )
    report = read(data, tmp_path)
    assert printed(report) == printed(sample(HERE))


def test_too_many_tags_are_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_TAGS", 1000)
    report = read(plain(HERE), tmp_path)
    assert report.refusal is not None
    assert report.refusal.reason is RefusalReason.OUT_OF_BOUNDS


def test_the_limits_leave_room_for_real_files() -> None:
    assert cell_layout.MOST_SLOTS > 100 * 300  # 表三 has 28 rows of 10 places
    assert around.MOST_LEVELS > 3 * 30


def test_what_lies_outside_is_not_fetched(tmp_path: Path) -> None:
    files = word_files.parts(plain(HERE))
    files["_rels/.rels"] = files["_rels/.rels"].replace(
        "<Relationship ", '<Relationship TargetMode="External" '
    )
    report = read(word_files.packed(files), tmp_path)
    assert report.refusal is not None
    assert report.refusal.reason is RefusalReason.DAMAGED
