"""Word files made to hurt, or broken: one clear refusal, within the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.documents import cell_layout
from checker.documents.word import around, parts
from checker.model import RefusalReason
from tests.support import word_files
from tests.support.word_files import W, changed, plain
from tests.support.word_reading import read

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
