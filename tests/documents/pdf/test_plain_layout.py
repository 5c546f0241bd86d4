"""Plain content gives the layout that playa makes of it, to the last bit; the rest is playa's."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

import playa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playa import miner
from playa.miner import LAParams, extract_page

from checker.documents.pdf.plain_content import NotPlainError, statements
from checker.documents.pdf.plain_interpreter import _MOST_MADE, Interpreter
from checker.documents.pdf.plain_layout import plain_layout, plainly_extracted
from tests.documents.harmed_report import good
from tests.documents.pdf.layouts_compared import made, walked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = b"/F1 12 Tf\nq\n0 0 595 842 re\nW* n\nBT\n/F1 12 Tf\n1 0 0 1 72 700 Tm\n"
PLAIN = [
    b"q", b"Q", b"BT", b"ET", b"/F1 12 Tf", b"/F2 9.5 Tf", b"/F2 240 Tf", b"/GS1 gs",
    b".05 0 0 -.05 354.72 293.45 Tm", b"1 0 0 1 72 700.125 Tm", b"0.9 .1 -.1 0.9 100 600 Tm",
    b"120 -0 TD", b"0 -14.4 TD", b"-3 -0.0 Td", b"+7. 2 Td", b"T*", b"14 TL", b".3 Tc", b"-1 Tw",
    b"90 Tz", b"3 Ts", b"1 Tr", b"<313233>Tj", b"<3>Tj", b"<>Tj", b"(abc 12) Tj", b"() Tj",
    b"[(ab)-120(c)250<3132>]TJ", b"[-100 20 3.5]TJ", b"[]TJ", b"[ <31> ] TJ", b"(next)'",
    rb"(a\051\(\)\\b\t) Tj", rb"[(\003\f)-3.5(\)\n)]TJ",
    b"0 0 0 rg", b".5 g", b"1 G", b"0 0 1 0 k", b"1 1 0 RG", b".1 .2 .3 .4 K", b"0.96 w", b"2 M",
    b"1 j", b"1 J", b"1 i", b"[3 2] 0 d", b"[] 0 d", b"/Perceptual ri", b"/DeviceGray cs",
    b"1 0 0 1 5 6.5 cm", b".24 0 0 -.24 0 841.92 cm", b"0 1 -1 0 300 0 cm", b".9 .1 -.1 .9 0 0 cm",
    b"70 79.5 m", b"517 79.5 l", b"517 90 l", b"1 2 3 4 5 6 c", b"1 2 3 4 v", b"1 2 3 4 y", b"h",
    b"74.3 307.55 444.25 28 re", b"10 20 0.5 -30 re", b"10 20 30 0 re", b"10 20 0 30 re", b"n",
    b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"W", b"W*", b"BX", b"EX",
    b"/P <</MCID 0>> BDC", b"/Span<</ActualText<FEFF0031>/Lang (zh-CN)/E /x>>BDC", b"/OC /MC0 BDC",
    b"/Artifact BMC", b"EMC", b"/P MP",
]  # fmt: skip


@pytest.fixture
def parameters() -> LAParams:
    return LAParams(boxes_flow=None, detect_vertical=True, all_texts=True)


def tried(make: Callable[[], Any]) -> object:
    """A layout as plain values, or what was raised instead of it."""
    try:
        layout = make()
    except Exception as error:  # noqa: BLE001 - whatever a page makes playa throw
        return repr(error)
    return None if layout is None else [*walked(layout), layout.bbox, layout.pageid]


def both(data: bytes, parameters: LAParams) -> Iterator[tuple[Any, Any]]:
    """Each page's layout as playa makes it and by the short way; exceptions as they are told."""

    def short(page: Any) -> Any:
        layout = plain_layout(page)
        if layout is not None:
            layout.analyze(parameters)
        return layout

    with playa.parse(data, space="page") as pdf:
        for page in pdf.pages:
            yield tried(partial(extract_page, page, parameters)), tried(partial(short, page))


@pytest.mark.parametrize("name", ["bad/hongze-2023", "ok/suqian-2024", "ok/xuefu-2020"])
def test_reports_are_plain_and_laid_out_alike(name: str, parameters: LAParams) -> None:
    for whole, found in both(good(name), parameters):
        assert found == whole


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(PLAIN), max_size=30),
    st.sampled_from([b"\n", b"\r", b"\r\n", b"  ", b"\t\n "]),
    st.integers(1, 3),
)
def test_whatever_is_plain_is_laid_out_alike(
    written: list[bytes], space: bytes, parts: int
) -> None:
    parameters = LAParams(boxes_flow=None, detect_vertical=True, all_texts=True)
    content = space.join([HEAD.strip(), *written, b"<3435>Tj", b"1 2 3 4 re", b"f", b""])
    ((whole, found),) = both(made(content, parts=parts), parameters)
    assert found == whole


@pytest.mark.parametrize(
    "content",
    [
        b"(a\\51b) Tj",
        b"(a\\400b) Tj",
        b"(a\\8b) Tj",
        b"(a\\\nb) Tj", b"(a(b)c) Tj", b"(a\nb) Tj", b"BI /W 1 /H 1 /BPC 8 ID x EI", b"% 1 0 0 rg",
        b"/X1 Do", b"/Undefined 12 Tf", b"/GS1 12 gs", b"0 0 0 scn", b"/P sh", b"1 2 (a) \"",
        b"7 0 0 0 rg", b"0 0 rg", b"7 <31> Tj", b"<31> 7 Tj", b"3 4 re", b"1 2 3 4 5 re", b"9 S",
        b"true", b"null", b"1 0 R", b"1 2 foo", b"<31", b"[<31>", b"(31", b"1.2.3 w", b"1-2 w",
        b"12345678901 w", b"/A#42 12 Tf", b"<< /A 1 >> gs", b"/P << /MCID [1] >> BDC",
        b"/P << /A BI >> BDC", b"[(a)] d", b"[1 (a)] 0 d", b"/F1 Tf", b"/F1 1 2 Tf", b"[<31>] Tj",
        b"<31> TJ", b"5 BMC", b"1 EMC", b"/F1 n", b"{ }", b"0 0 0 r\xc2\xa0g",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_playa(content: bytes, parameters: LAParams) -> None:
    data = made(HEAD + content + b"\n<3435>Tj\nET\nQ\n")
    ((whole, short),) = both(data, parameters)
    assert short is None
    with plainly_extracted(), playa.parse(data, space="page") as pdf:
        found = tried(lambda: miner.extract_page(pdf.pages[0], parameters))
    assert found == whole


def test_of_states_without_end_some_are_kept(parameters: LAParams) -> None:
    """A page that sets another distance before each sign would hold as many states as signs."""
    count = 3 * _MOST_MADE
    signs = [b"q %d Tc /F1 %d.5 Tf <31>Tj Q 2 Tw <32>Tj" % (at, 5 + at) for at in range(count)]
    ((whole, found),) = both(made(HEAD + b"\n".join(signs) + b"\nET\nQ\n"), parameters)
    assert found == whole
    with playa.parse(made(HEAD), space="page") as pdf:
        one = Interpreter(pdf.pages[0], lambda _: None)
        one.interpret(HEAD + b"\n".join(signs))
    assert 0 < len(one._made) <= _MOST_MADE
    assert 0 < len(one._chosen) <= _MOST_MADE


def test_text_before_any_font_is_left_to_playa(parameters: LAParams) -> None:
    ((_, short),) = both(made(b"BT\n<31>Tj\nET\n"), parameters)
    assert short is None


@pytest.mark.parametrize("state", [{"/Font": [1, 2]}, {"/D": [1]}, {"/ca": [1]}, {"/LW": 3}])
def test_a_state_that_may_say_more_is_left_to_playa(
    state: dict[str, Any], parameters: LAParams
) -> None:
    ((_, short),) = both(made(HEAD + b"/GS1 gs\n<31>Tj\n", state), parameters)
    assert short is None


def test_operands_in_two_streams_are_left_to_playa(parameters: LAParams) -> None:
    ((_, short),) = both(made(b"BT /F1 12 Tf 1 0 0 1\n72 700 Tm <31> Tj ET\n", parts=2), parameters)
    assert short is None


@pytest.mark.parametrize("content", [b"/F1 0 Tf\n<31>Tj\n", b"s\n", b"0 Tz\n<31>Tj\n"])
def test_what_playa_fails_at_fails_alike(content: bytes, parameters: LAParams) -> None:
    ((whole, found),) = both(made(HEAD + content), parameters)
    assert isinstance(whole, str)
    assert found == whole


def test_afterwards_playa_is_as_it_was() -> None:
    with plainly_extracted():
        assert miner.extract_page is not extract_page
    assert miner.extract_page is extract_page


def test_hostile_content_is_told_to_be_none_in_linear_time() -> None:
    started = time.process_time()
    for piece in (b"(", b"[", b"<<", b"<", b"1 ", b"/A", b"[(", b"1 2 3 4 re\n(", b"\\", b"q"):
        with pytest.raises(NotPlainError):
            list(statements(HEAD + piece * (300_000 // len(piece)) + b"\0"))
    assert time.process_time() - started < 20
