"""Several prints of a glyph are one, a true repeat is two: over offsets, sizes and advances."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.overprints import Print, overprints

sizes = st.floats(5.0, 18.0)
advances = st.floats(0.33, 1.0)  # ems: a narrow 1, a figure, an ideograph


def line(text: str, size: float, advance: float, aside: float = 0, up: float = 0) -> list[Print]:
    return [
        Print(char, 100 + at * advance * size + aside, 200 + up, advance * size, size)
        for at, char in enumerate(text)
    ]


def again(prints: list[Print]) -> dict[int, int]:
    return overprints([(one.text, one.x, one.y) for one in prints], prints.__getitem__)


@settings(deadline=None)
@given(
    text=st.text("0123456789-/.无", min_size=1, max_size=8),
    size=sizes,
    advance=advances,
    offsets=st.lists(
        st.tuples(st.floats(0, 0.07), st.floats(0, 2 * math.pi)), min_size=1, max_size=4
    ),
)
def test_each_glyph_is_printed_once(
    text: str, size: float, advance: float, offsets: list[tuple[float, float]]
) -> None:
    """Two to five prints of a text, each within a fourteenth of an em of where it stands."""
    prints = line(text, size, advance)
    for far, angle in offsets:
        prints += line(
            text, size, advance, far * size * math.cos(angle), far * size * math.sin(angle)
        )
    found = again(prints)
    assert found == {at: at % len(text) for at in range(len(text), len(prints))}


@settings(deadline=None)
@given(
    digit=st.sampled_from("0123456789-无"),
    count=st.integers(2, 6),
    size=sizes,
    advance=advances,
    kerned=st.floats(0.85, 1.1),
)
def test_a_true_repeat_stays(
    digit: str, count: int, size: float, advance: float, kerned: float
) -> None:
    """11 and 无无, also where kerning draws them nearer by a seventh."""
    prints = [
        one._replace(x=100 + at * kerned * advance * size)
        for at, one in enumerate(line(digit * count, size, advance))
    ]
    assert again(prints) == {}


@settings(deadline=None)
@given(text=st.text("0123456789", min_size=1, max_size=6), size=sizes, leading=st.floats(0.5, 2))
def test_the_next_line_is_no_print_of_this_one(text: str, size: float, leading: float) -> None:
    assert again(line(text, size, 0.5) + line(text, size, 0.5, up=-leading * size)) == {}


def test_other_characters_and_other_sizes_are_none() -> None:
    assert again([*line("3", 8, 0.5), *line("8", 8, 0.5, 0.3)]) == {}
    assert again([*line("3", 8, 0.5), *line("3", 5, 0.5, 0.3)]) == {}


def test_many_hardly_shifted_prints_do_not_grow_together() -> None:
    """Each a tenth of an em further: all within a fifth of a first are it, no others."""
    prints = [line("0", 10, 0.5, aside)[0] for aside in range(6)]
    assert again(prints) == {1: 0, 2: 0, 4: 3, 5: 3}
