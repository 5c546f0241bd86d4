"""Signs of a number drawn as others: a font gives out a point as a quote, a dash as a plus."""

from __future__ import annotations

import pytest

from checker.documents.pdf.characters import Char
from checker.documents.second_reading.sign_shapes import has_misdrawn_sign

Ink = tuple[float, float, float, float]
"""Left, bottom, right and top above the line, of digits that are 7 points high."""
POINT: Ink = (1.0, 0.0, 2.0, 1.0)
COMMA: Ink = (1.0, -1.4, 2.2, 1.0)
DASH: Ink = (0.3, 2.2, 2.5, 2.8)
PLUS: Ink = (0.3, 0.5, 4.6, 4.8)
QUOTES: Ink = (0.5, 4.6, 3.2, 7.0)
STROKE: Ink = (0.0, -0.5, 3.0, 7.2)
IDEOGRAPH: Ink = (0.3, -0.6, 6.6, 6.0)


def sign(text: str, ink: Ink, at: float = 10.0) -> Char:
    box = (at + ink[0], 100 + ink[1], at + ink[2], 100 + ink[3])
    return Char(text, box, 100.0, level=True, index=1)


def number(*others: Char) -> list[Char]:
    five, seven = (sign(text, (0.2, 0.0, 3.8, 7.0), at) for text, at in (("5", 0.0), ("7", 20.0)))
    return [five, *others, seven]


@pytest.mark.parametrize(
    ("text", "ink"),
    [(".", POINT), ("．", POINT), ("·", POINT), (",", COMMA), ("，", COMMA), ("、", POINT),
     ("-", DASH), ("—", DASH), ("一", DASH), ("+", PLUS), ("“", QUOTES), ("/", STROKE),
     ("件", IDEOGRAPH), ("（", STROKE)],
)  # fmt: skip
def test_a_sign_drawn_as_itself(text: str, ink: Ink) -> None:
    assert not has_misdrawn_sign(number(sign(text, ink)), lambda _: True)


@pytest.mark.parametrize(
    ("text", "ink"),
    [("“", POINT), ("/", POINT), ("年", POINT), ("+", POINT), ("件", DASH), ("/", DASH),
     ("+", DASH), (".", DASH), (".", PLUS), (".", QUOTES), (".", STROKE), (",", STROKE),
     ("-", PLUS), ("-", STROKE), (".", IDEOGRAPH)],
)  # fmt: skip
def test_a_sign_drawn_as_another(text: str, ink: Ink) -> None:
    assert has_misdrawn_sign(number(sign(text, ink)), lambda _: True)
    assert not has_misdrawn_sign(number(sign(text, ink)), lambda _: False)  # another face


def test_there_is_nothing_to_measure_by_without_digits() -> None:
    assert not has_misdrawn_sign([sign("+", POINT)], lambda _: True)
    assert not has_misdrawn_sign(number(sign(".", (1.0, 0.0, 2.0, 0.0))), lambda _: True)  # no ink
