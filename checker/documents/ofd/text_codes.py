"""Where the characters of a text object stand, and which glyph draws each (GB/T 33190, 11)."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.documents.ofd.markup import FARTHEST, name, number, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.ofd.markup import Element

REPEAT = "g"  # in a list of distances: g COUNT DISTANCE
MOST_TEXT = 100_000  # characters of one piece of text


@dataclass(frozen=True, slots=True)
class Placed:
    """A character, its place on the baseline in the object's own space, and its glyph.

    ``glyph`` is its number in the font; ``None`` where the font's own table is to tell.
    """

    text: str
    x: float
    y: float
    glyph: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text as set at once; ``sure`` where every reader sets it alike.

    One that gives no distances is ``spaced`` by its font. (By the letter of the standard all its
    characters stand on one spot; invoices are written so, and no program shows them so.)
    """

    text: str
    placed: tuple[Placed, ...]
    sure: bool
    spaced: bool = False


def runs_of(element: Element, size: float) -> Iterator[Run]:
    """The runs of a text object in order; each ``CGTransform`` is of the run that follows it."""
    glyphs: dict[int, int] = {}
    known = True
    x = y = 0.0
    for one in element:
        kind = name(one)
        if kind == "CGTransform":
            known = _read_glyphs(one, glyphs) and known
        elif kind == "TextCode":
            x, y = number(one.get("X"), x), number(one.get("Y"), y)
            run = _run(one, (x, y), glyphs, size)
            if run is not None:
                yield run if known else replace(run, sure=False)
            glyphs, known = {}, True


def _run(
    element: Element, start: tuple[float, float], glyphs: dict[int, int], size: float
) -> Run | None:
    text = (element.text or "")[:MOST_TEXT]
    across = distances(element.get("DeltaX"), len(text))
    along = distances(element.get("DeltaY"), len(text))
    given = max(len(across or ()), len(along or ()))
    if given < len(text) - 1:  # a file that was indented for the eye
        text = text.strip() if len(text.strip()) == given + 1 else text.strip("\r\n")
    if not text:
        return None
    steps = len(text) - 1
    sure = across is not None and along is not None
    sure = sure and (given >= steps or not given) and len(across or ()) in (0, given)
    sure = sure and len(along or ()) in (0, given)
    placed = []
    x, y = start
    for at, char in enumerate(text):
        placed.append(Placed(char, x, y, glyphs.get(at)))
        x += _at(across, at) if at < given else wide(char) * size
        y += _at(along, at)
    # What stands in a code besides letters is none of the format: programs end or go on there.
    plain = not len(element)
    return Run(text, tuple(placed), plain and (sure or len(text) == 1), spaced=sure and not given)


def wide(char: str) -> float:
    """How far a character takes its line, of the size of type, where nothing tells."""
    return 1.0 if unicodedata.east_asian_width(char) in ("W", "F") else 0.5


def _at(steps: Sequence[float] | None, at: int) -> float:
    return steps[at] if steps is not None and at < len(steps) else 0.0


def distances(value: str | None, most: int) -> list[float] | None:
    """The distances from character to character, at most so many; ``None`` for no such list."""
    found: list[float] = []
    words = iter((value or "").replace(",", " ").split())
    try:
        for word in words:
            if len(found) >= most:
                break
            if word == REPEAT:
                count, step = float(next(words)), float(next(words))
                found += [step] * int(min(max(count, 0), most - len(found)))
            else:
                found.append(float(word))
    except (ValueError, OverflowError, StopIteration):
        return None
    return found if all(-FARTHEST <= one <= FARTHEST for one in found) else None


def _read_glyphs(element: Element, glyphs: dict[int, int]) -> bool:
    """Note which glyphs draw which characters of the run; whether each has one of its own.

    Where several characters share glyphs (ligatures) nothing tells which is drawn with which.
    """
    first = int(number(element.get("CodePosition"), 0))
    codes = int(number(element.get("CodeCount"), 1))
    listed = numbers(next((one.text for one in element if name(one) == "Glyphs"), None)) or ()
    if codes != int(number(element.get("GlyphCount"), 1)) or len(listed) < codes:
        return False
    for at, glyph in enumerate(listed[:codes]):
        if 0 <= glyph <= 0xFFFF and not math.fmod(glyph, 1):  # noqa: PLR2004 - sfnt's own
            glyphs[first + at] = int(glyph)
    return True
