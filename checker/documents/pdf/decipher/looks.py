"""What the glyphs of symbols look like: where their ink is, and which digit their shape is.

Sizes are shares of the height of type, so that prints of one glyph in several sizes compare.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy

from checker.documents.geometry import around
from checker.documents.second_reading.digit_shapes import digit_shapes, looks_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from checker.documents.pdf.decipher.glyph_codes import Glyph, Symbol
    from checker.documents.pdf.pdfium import Page
    from checker.model import Box

CLOSE_DPI = 300
NEAR = 0.15  # points by which two parsers' origins of one glyph may differ
FLAT = 0.01  # of the size of type: the thinnest dash is 0.04 high
LOOKS = 24  # prints of a symbol that are looked at for a digit's shape
BESIDE = 4.0  # points of paper around what is looked at closely


class Form(NamedTuple):
    """The ink of a glyph, as shares of its size of type, from its origin; and its step."""

    width: float
    bottom: float
    top: float
    step: float

    @property
    def height(self) -> float:
        """From the lowest ink to the highest."""
        return self.top - self.bottom


class Print(NamedTuple):
    """A glyph on its page: the box that pdfium gives it, in the upright frame."""

    page: int
    box: Box
    form: Form


class Looks:
    """The prints of a file's symbols, found on its pages by where they stand."""

    def __init__(self, pages: Mapping[int, Page], glyphs: Sequence[Glyph]) -> None:
        self._pages = pages
        self._prints: dict[Symbol, list[Print]] = defaultdict(list)
        places = {
            number: {_cell(*origin): (origin, box, foot) for origin, box, foot in page.drawn()}
            for number, page in pages.items()
        }
        for glyph in glyphs:
            found = _found(places[glyph.page], glyph.x, glyph.y)
            if found is None or not glyph.size:
                continue
            _, box, foot = found
            form = Form(
                (box[2] - box[0]) / glyph.size,
                (box[1] - foot) / glyph.size,
                (box[3] - foot) / glyph.size,
                glyph.step / glyph.size,
            )
            self._prints[glyph.symbol].append(Print(glyph.page, box, form))

    def form(self, symbol: Symbol) -> Form | None:
        """The middle one of the prints' forms; ``None`` for a symbol that no page shows."""
        prints = self._prints.get(symbol)
        if not prints:
            return None
        forms = [one.form for one in prints]
        return Form(*(sorted(part)[len(part) // 2] for part in zip(*forms, strict=True)))

    def is_blank(self, symbol: Symbol) -> bool:
        """Whether the glyph has no outline: it is a space.

        pdfium gives it a box as wide as its step and a thousandth high. That no ink is seen would
        not do: a digit may be hidden or cut off in all its prints.
        """
        prints = self._prints.get(symbol, [])
        return bool(prints) and all(one.form.height < FLAT for one in prints)

    def digit_scores(self, symbols: Collection[Symbol]) -> dict[Symbol, NDArray[numpy.float64]]:
        """Log-odds of the ten digits for each print that is looked at: prints × 10 a symbol."""
        by_page: dict[int, list[tuple[Symbol, Box]]] = defaultdict(list)
        for symbol in symbols:
            prints = self._prints.get(symbol, [])
            for one in prints[:: max(1, len(prints) // LOOKS)][:LOOKS]:
                by_page[one.page].append((symbol, one.box))
        scores: dict[Symbol, list[NDArray[numpy.float64]]] = defaultdict(list)
        shapes = digit_shapes()
        for number, looked_at in sorted(by_page.items()):
            boxes = [box for _, box in looked_at]
            found = _clearer(
                *(shapes.scores(one) / shapes.unit for one in _closely(self._pages[number], boxes))
            )
            for (symbol, _), row in zip(looked_at, found, strict=True):
                scores[symbol].append(row)
        return {symbol: numpy.array(rows) for symbol, rows in scores.items()}


def _closely(page: Page, boxes: Sequence[Box]) -> Iterator[NDArray[numpy.uint8]]:
    """Looks at the text of these boxes, in its own colours and all of it in black.

    In its own a digit may be too pale; in black its shadow is as dark as itself.
    """
    part = around(boxes, BESIDE)
    for black in (False, True):
        yield looks_at(page.letters_close_up(part, CLOSE_DPI, black=black), boxes)


def _clearer(one: NDArray[numpy.float64], two: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """Of two looks at each print the one that tells its digit more clearly."""
    clear, clearer = (numpy.diff(numpy.sort(rows)[:, -2:])[:, 0] for rows in (one, two))
    return numpy.where((clear >= clearer)[:, None], one, two)


def _cell(x: float, y: float) -> tuple[int, int]:
    return round(x / NEAR), round(y / NEAR)


def _found(
    places: Mapping[tuple[int, int], tuple[tuple[float, float], Box, float]], x: float, y: float
) -> tuple[tuple[float, float], Box, float] | None:
    across, up = _cell(x, y)
    near = (
        places.get((across + right, up + above)) for right in (0, -1, 1) for above in (0, -1, 1)
    )
    for place in near:
        if place is not None and abs(place[0][0] - x) < NEAR and abs(place[0][1] - y) < NEAR:
            return place
    return None
