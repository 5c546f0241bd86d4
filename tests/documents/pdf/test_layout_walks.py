"""Camelot finds in a layout what it finds by itself, glyphs apart, and looks for it once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import playa
import pytest
from camelot import handlers, image_processing
from camelot.utils import get_image_char_and_text_objects
from pikepdf import Name, Stream
from playa.miner import LAParams, extract_page

from checker.documents.pdf.layout_walks import images_and_texts, layouts_walked_once
from tests.documents.harmed_report import good
from tests.documents.pdf.layouts_compared import made

if TYPE_CHECKING:
    import pikepdf

CONTENT = (
    b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (level) Tj 0 -14 Td (below) Tj ET\n"
    b"BT /F1 12 Tf 0 1 -1 0 300 300 Tm (upright) Tj ET\n"
    b"BT /F1 12 Tf " + b" ".join(b"1 0 0 1 200 %d Tm (%c) Tj" % (600 - 13 * at, 65 + at)
                                for at in range(4)) + b" ET\n"
    b"70 500 m 300 500 l S 70 480 200 30 re S 70 400 200 1 re f /Fm Do q 9 0 0 9 5 5 cm /Im Do Q\n"
)  # fmt: skip


def resources(pdf: pikepdf.Pdf) -> dict[str, Any]:
    form = Stream(pdf, CONTENT.partition(b"/Fm")[0])
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 595, 842]
    image = Stream(pdf, b"\0")
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = 1, 1, 8
    image.ColorSpace = Name.DeviceGray
    return {"Fm": form, "Im": image}


@pytest.fixture(params=["made", "bad/hongze-2023", "ok/suqian-2024"])
def layouts(request: pytest.FixtureRequest) -> list[Any]:
    data = made(CONTENT, XObject=resources) if request.param == "made" else good(request.param)
    parameters = LAParams(boxes_flow=None, detect_vertical=True, all_texts=True)
    with playa.parse(data, space="page") as pdf:
        return [extract_page(page, parameters) for page in pdf.pages]


def test_images_and_texts_are_those_that_camelot_finds(layouts: list[Any]) -> None:
    for layout in layouts:
        images, _, level, upright = get_image_char_and_text_objects(layout)
        assert images_and_texts(layout) == (images, [], level, upright)
        assert level


def test_lines_are_those_that_camelot_finds(layouts: list[Any]) -> None:
    find = image_processing.find_lines_from_layout
    for layout in [*layouts, *layouts]:
        own = [find(layout, way) for way in ("horizontal", "vertical")]
        with layouts_walked_once(handlers, image_processing):
            assert [find(layout, way) for way in ("horizontal", "vertical")] == own


def test_a_layout_is_looked_through_once(
    layouts: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def look(layout: Any) -> list[Any]:
        asked.append(layout)
        return []

    monkeypatch.setattr(image_processing, "_ruled_lines_from_layout", look)
    with layouts_walked_once(handlers, image_processing):
        for layout in layouts:
            for way in ("horizontal", "vertical"):
                assert image_processing.find_lines_from_layout(layout, way) == []
    assert asked == layouts


def test_camelot_has_its_own_again_after_an_error() -> None:
    names = ("_ruled_lines_from_layout", "_walk_layout_objects")
    own = [getattr(image_processing, name) for name in names]

    def fail() -> None:
        with layouts_walked_once(handlers, image_processing):
            assert handlers.get_image_char_and_text_objects is images_and_texts
            raise MemoryError

    with pytest.raises(MemoryError):
        fail()
    assert [getattr(image_processing, name) for name in names] == own
    assert handlers.get_image_char_and_text_objects is get_image_char_and_text_objects
