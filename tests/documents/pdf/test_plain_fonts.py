"""Widths and characters of fonts are the same, taken at once or one by one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pikepdf
import playa
import pytest
from playa import font
from playa.cmapdb import ToUnicodeMap

from checker.documents.pdf.plain_fonts import characters_of, fonts_taken_at_once, widths_of
from tests.documents.harmed_report import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /A def\n"
SPACE = b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
END = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
CHARACTERS = b"2 beginbfchar\n<0001> <4E00>\n<0002><D840DC00>\nendbfchar\n"
RANGES = b"1 beginbfrange\n<0010> <0012> <4E8C>\nendbfrange\n"


def counted(
    one_by_one: Callable[[Any], Any], whole: object
) -> tuple[Callable[[Any], Any], list[object]]:
    """The long way, and what it was asked for that is all there is."""
    asked: list[object] = []

    def way(given: Any) -> Any:
        asked.extend([given] * (given == whole))
        return one_by_one(given)

    return way, asked


@pytest.mark.parametrize(
    ("written", "is_plain"),
    [
        ([], True),
        ([3, [500, 600.5, 0]], True),
        ([0, 65535, 1000], True),
        ([1, [7], 2, 4, 8.5, 3, [9]], True),  # a later one counts
        ([5, 3, 100], True),
        ([3.0, [500]], False),
        ([3, [True]], False),
        ([1, 2, [3]], False),
        ([1, 2], False),
        ([[3]], False),
        ([1, 2.0, 3], False),
    ],
)
def test_widths(written: list[Any], is_plain: bool) -> None:  # noqa: FBT001
    way, asked = counted(font._get_widths, written)
    try:
        wanted: object = font._get_widths(written)
    except TypeError as error:
        wanted = str(error)
    try:
        found: object = widths_of(written, way)
    except TypeError as error:
        found = str(error)
    assert repr(found) == repr(wanted)
    assert bool(asked) != is_plain


@pytest.mark.parametrize(
    ("data", "is_plain"),
    [
        (HEAD + SPACE + CHARACTERS + RANGES + END, True),
        (HEAD + SPACE + RANGES + CHARACTERS.replace(b"0001", b"0011") + END, True),
        (HEAD + SPACE + CHARACTERS.replace(b"0001", b"0010") + RANGES + END, True),
        (SPACE + CHARACTERS + END, True),
        (HEAD + SPACE + CHARACTERS.replace(b"<4E00>", b"<>") + END, False),
        (HEAD + SPACE + CHARACTERS.replace(b"<4E00>", b"") + END, False),
        (HEAD + SPACE + CHARACTERS.replace(b"<4E00>", b"<4E0>") + END, False),
        (HEAD + SPACE + RANGES.replace(b"<4E8C>", b"[<4E8C> <4E8D> <4E8E>]") + END, False),
        (HEAD + SPACE + RANGES.replace(b"<0012>", b"<12>") + END, False),
        (HEAD + SPACE + b"% a comment\n" + CHARACTERS + END, False),
        (HEAD + b"(beginbfchar) pop\n" + SPACE + CHARACTERS + END, False),
        (HEAD + b"/R (Adobe) def\n" + SPACE + CHARACTERS + END, True),
        (HEAD + b"/R (a(b)endbfchar) def\n" + SPACE + CHARACTERS + END, False),
        (HEAD + b"(a\\)) pop\n" + SPACE + CHARACTERS + END, False),
        (HEAD + b"(((" + SPACE + CHARACTERS + END, False),
        (HEAD + SPACE + CHARACTERS, False),
        (HEAD + SPACE + END + CHARACTERS, False),
        (HEAD + SPACE + b"1 begincidchar <05> 66 endcidchar\n" + CHARACTERS + END, False),
        (HEAD + b"/B usecmap\n" + SPACE + CHARACTERS + END, False),
        (HEAD + SPACE + CHARACTERS.replace(b"<4E00>", b"/uni4E00") + END, False),
        (b"", False),
    ],
)
def test_characters(data: bytes, is_plain: bool) -> None:  # noqa: FBT001
    way, asked = counted(font.parse_tounicode, data)
    wanted = vars(font.parse_tounicode(data))
    assert vars(characters_of(data, way)) == wanted
    assert bool(asked) != is_plain


def test_fonts_of_reports_are_the_same_and_playa_afterwards_is_as_it_was() -> None:
    def fonts(path: str) -> list[object]:
        with playa.open(path, space="page") as pdf:
            return [
                (name, one.widths, vars(getattr(one, "tounicode", None) or one))
                for page in pdf.pages
                for name, one in page.fonts.items()
                if getattr(one, "tounicode", None)
            ]

    before = font._get_widths, font.parse_tounicode
    for name in ("bad/hongze-2023", "ok/suqian-2024"):
        path = str(SAMPLES / f"{name}.pdf")
        wanted = fonts(path)
        with fonts_taken_at_once():
            assert repr(fonts(path)) == repr(wanted)
        with pikepdf.open(path) as pdf:
            assert len(wanted) >= len(pdf.pages[2].Resources.Font)
    assert (font._get_widths, font.parse_tounicode) == before


def test_a_hostile_map_is_looked_at_in_linear_time() -> None:
    """No pattern walks to the end from each of its places."""
    started = time.process_time()
    for piece in (b"(", b"beginbfchar ", b"<00>", b"\nbeginbfchar <00>"):
        data = SPACE + CHARACTERS + piece * (300_000 // len(piece)) + END
        assert isinstance(characters_of(data, lambda _: ToUnicodeMap()), ToUnicodeMap)
    assert time.process_time() - started < 20
