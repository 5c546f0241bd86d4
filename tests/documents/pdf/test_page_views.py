"""A part of a page is cut where it was asked for, or at a table's first rule near its top."""

from __future__ import annotations

import io

import numpy

from checker.documents.geometry import Frame
from checker.documents.pdf.page_views import cut
from checker.documents.picture import Picture
from checker.model.page_images import View

PAGE = Frame((0.0, 0.0, 100.0, 200.0), 0)


def page(*, rule: int | None = 40, share: float = 1.0, grey: int = 0) -> Picture:
    """A page of 100 by 200 pixels, one a point, ruled at this row of pixels over so much of it."""
    pixels = numpy.full((200, 100), 255, numpy.uint8)
    pixels[30, ::3] = 0  # a line of text: a third of it is ink
    if rule is not None:
        pixels[rule, : int(share * 100)] = grey
    return Picture(pixels, (0.0, 0.0, 100.0, 200.0))


def shown(picture: Picture, loose: float) -> tuple[float, float]:
    """Height of the picture of points 100 to 180, and how far down it the mark begins."""
    box, mark = (0.0, 100.0, 100.0, 180.0), (10.0, 110.0, 20.0, 120.0)
    made = cut(picture, PAGE, View(1, box, 72, (mark,), loose))
    assert io.BytesIO(made.png).read(4) == b"\x89PNG"
    return round(made.height, 3), round(made.marks[0][1] * made.height, 3)


def test_what_stands_above_the_first_rule_may_go() -> None:
    assert shown(page(), 0.0) == (80.0, 60.0)
    assert shown(page(), 30.0) == (62.0, 42.0)
    assert shown(page(grey=220), 30.0) == (62.0, 42.0), "a hairline of light grey"


def test_nothing_goes_where_no_rule_is_found() -> None:
    assert shown(page(rule=None), 30.0)[0] == 80.0
    assert shown(page(share=0.5), 30.0)[0] == 80.0, "no rule of the whole table"
    assert shown(page(), 15.0)[0] == 80.0, "a rule below what may go is not gone to"
