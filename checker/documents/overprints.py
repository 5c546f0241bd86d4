"""Prints of one glyph almost in place: bold by printing twice, shadows, outlines under their fill.

A program without a bold or a hollow face prints each glyph two to nine times, hardly shifted. A
person sees one glyph. Both readings take theirs from here, so that neither has more than the
other; a true repeat stands a whole advance further on and stays two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Shadows lie 0.06 em aside (LibreOffice) to 0.14 (1 CSS pixel in 4 mm type), bold prints 0.02;
# repeats of a digit stand 0.5 em apart, those of a narrow 1 a third, and kerning takes a tenth.
MOST_OF_EM = 0.2
MOST_OF_ADVANCE = 0.6  # across: a stroke or a point is a quarter of an em wide
SAME_SIZE = 0.1  # of the advance: outlines and shadows are as large as what they belong to
NEAR = 4.0  # points: the most that these are in type of 20 points; no table has larger


class Print(NamedTuple):
    """Where a level glyph is printed, in points: ``advance`` is its width in the line."""

    text: str
    x: float
    y: float
    advance: float
    em: float

    def repeats(self, other: Print) -> bool:
        """Whether both are one glyph to the eye."""
        aside = min(MOST_OF_EM * self.em, MOST_OF_ADVANCE * self.advance)
        return (
            self.text == other.text
            and abs(self.x - other.x) <= aside
            and abs(self.y - other.y) <= MOST_OF_EM * self.em
            and abs(self.advance - other.advance) <= SAME_SIZE * self.advance
        )


def overprints(
    places: Sequence[tuple[str, float, float]], printed: Callable[[int], Print]
) -> dict[int, int]:
    """Each print that repeats an earlier one, with that one: their positions in drawing order.

    ``places`` are text, x and y of all level glyphs; ``printed`` tells more of the one at a
    position, and is asked only where another stands near. All prints of a glyph lie near its
    first: a row of hardly shifted ones never grows together into a longer one.
    """
    prints: dict[int, Print] = {}
    first: dict[int, int] = {}
    for at, earlier in sorted(_like_neighbours(places)):
        if at in first or earlier in first:
            continue
        for one in (at, earlier):
            if one not in prints:
                prints[one] = printed(one)
        if prints[at].repeats(prints[earlier]):
            first[at] = earlier
    return first


def _like_neighbours(places: Sequence[tuple[str, float, float]]) -> Iterator[tuple[int, int]]:
    """Pairs of the same text near each other, the later one first."""
    of_text: dict[str, list[tuple[float, float, int]]] = {}
    for at, (text, x, y) in enumerate(places):
        of_text.setdefault(text, []).append((y, x, at))
    for alike in of_text.values():
        if len(alike) > 1:
            alike.sort()
            yield from _near(alike)


def _near(alike: Sequence[tuple[float, float, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of y, x and position, sorted, that lie near each other: their positions."""
    ends = [len(alike)] * len(alike)  # behind the last one of the same height
    for place in range(len(alike) - 2, -1, -1):
        same = alike[place][0] == alike[place + 1][0]
        ends[place] = ends[place + 1] if same else place + 1
    for place, (y, x, at) in enumerate(alike, start=1):
        following = place
        while following < len(alike):
            above, aside, other = alike[following]
            if above - y > NEAR:
                break
            if aside - x > NEAR:
                following = ends[following]  # the others of that height are further aside still
                continue
            if x - aside <= NEAR:
                yield max(at, other), min(at, other)
            following += 1
