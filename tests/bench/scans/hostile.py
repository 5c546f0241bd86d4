"""Pages made to be misread: figures printed pale, across rules, under bars and rings, broken.

Every page is a ruled table of figures of one kind of harm, as one condition shows it. Whatever is
read for sure has to be what was printed. What leaves another figure to anybody's eye (an 8 of which
the left half is rubbed out) is not made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy
from PIL import Image, ImageDraw, ImageFont

from checker.documents.scan.page import read_page
from tests.bench.producers.fonts import locate
from tests.bench.scans.scanned import scanned
from tests.bench.scans.seeds import CONDITIONS, generator

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checker.model import Box
    from tests.bench.scans.seeds import Condition

KINDS: Final = (
    "pale", "cut-left", "cut-right", "cut-top", "cut-foot", "bar", "gap", "touch", "ring", "sign",
    "thousands",
)  # fmt: skip
SHOWN: Final = tuple(
    one for one in CONDITIONS if one.name in {"300", "200", "200-bw", "150-bad", "photo"}
)
FAMILIES: Final = ("Liberation Serif", "Liberation Sans", "DejaVu Sans", "AR PL UMing CN")
FIGURES: Final = (
    "0", "1", "3", "7", "8", "13", "18", "38", "88", "96", "110", "318", "1783", "9068",
)  # fmt: skip
SIGNS: Final = ("-", "—", "2", "7", "1", "/", "4")
ROWS: Final = 20
COLUMNS: Final = 10
A4: Final = (595, 842)  # points
CORNER: Final = (36, 43)  # points: the table's
CELL: Final = (52, 36)  # points across and down
PALE: Final = (120, 170, 200, 215, 225)  # grey levels: the ink of grey figures
BROAD: Final = (0.7, 1.4, 2.9, 4.3)  # points: rules


@dataclass(frozen=True, slots=True)
class Read:
    """What a page's cells were read as: how many right and doubtful, and each sure one that is not.

    ``is_found`` is whether the table was found at all.
    """

    right: int
    doubtful: int
    wrong: tuple[tuple[str, str, Box], ...]  # printed, read, where in the picture
    is_found: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A hostile page: its picture and the figure of each row and column."""

    picture: NDArray[numpy.uint8]
    printed: dict[tuple[int, int], str]
    dpi: int

    def read(self) -> Read:
        """How it is read."""
        read = read_page(self.picture, self.dpi)
        grid = next((one for one in read.grids if len(one.cells) == ROWS * COLUMNS), None)
        if grid is None:
            return Read(0, ROWS * COLUMNS, (), is_found=False)
        right, doubtful, wrong = 0, 0, []
        for cell in grid.cells:
            printed = self.printed[cell.ruled.row, cell.ruled.column]
            if cell.doubt is not None:
                doubtful += 1
            elif cell.text.replace("—", "-") == printed.replace("—", "-"):
                right += 1
            else:
                wrong.append((printed, cell.text, cell.box))
        return Read(right, doubtful, tuple(wrong))


def pages(
    half: str, count: int, kinds: Sequence[str] = KINDS
) -> Iterator[tuple[str, str, int, Page]]:
    """``count`` pages of each kind in each condition: kind, condition, number, page."""
    for kind in kinds:
        for condition in SHOWN:
            for number in range(count):
                rng = generator(half, "hostile", kind, condition.name, number)
                yield kind, condition.name, number, _Sheet(kind, condition, rng).page()


class _Sheet:
    def __init__(self, kind: str, condition: Condition, rng: random.Random) -> None:
        self._kind, self._condition, self._rng = kind, condition, rng
        self._point = condition.dpi / 72
        self._rule = max(1, round(rng.choice(BROAD) * self._point))
        self._ink = rng.choice((0, 0, 60, 100))
        found = locate(rng.choice(FAMILIES))
        size = round(rng.choice((8, 9.5, 11, 13)) * self._point)
        self._font = ImageFont.truetype(found.path, size, index=found.index)
        self._image = Image.new("L", (round(A4[0] * self._point), round(A4[1] * self._point)), 255)
        self._draw = ImageDraw.Draw(self._image)

    def page(self) -> Page:
        printed = {
            (row, column): self._cell(row, column)
            for row in range(ROWS)
            for column in range(COLUMNS)
        }
        self._rules()
        page = numpy.asarray(self._image.convert("RGB"))
        shown = scanned(page, self._condition, self._rng).convert("RGB")
        return Page(numpy.asarray(shown), printed, self._condition.dpi)

    def _edges(self, row: int, column: int) -> tuple[float, float, float, float]:
        left, top = CORNER[0] + column * CELL[0], CORNER[1] + row * CELL[1]
        return tuple(  # type: ignore[return-value]
            edge * self._point for edge in (left, top, left + CELL[0], top + CELL[1])
        )

    def _rules(self) -> None:
        left, top, _, _ = self._edges(0, 0)
        right, foot, _, _ = self._edges(ROWS, COLUMNS)
        for row in range(ROWS + 1):
            y = self._edges(row, 0)[1]
            self._draw.line((left, y, right, y), fill=self._ink, width=self._rule)
        for column in range(COLUMNS + 1):
            x = self._edges(0, column)[0]
            self._draw.line((x, top, x, foot), fill=self._ink, width=self._rule)

    def _cell(self, row: int, column: int) -> str:
        rng, kind = self._rng, self._kind
        text = rng.choice(SIGNS if kind == "sign" else FIGURES)
        if kind == "thousands":
            text = f"{rng.randrange(1, 999)}{rng.choice(',.')}{rng.randrange(1000):03d}"
        left, top, right, foot = self._edges(row, column)
        x0, y0, x1, y1 = self._draw.textbbox((0, 0), text, font=self._font)
        wide, high, half = x1 - x0, y1 - y0, self._rule / 2
        x, y = left + (right - left - wide) / 2, top + (foot - top - high) / 2
        beyond = rng.uniform(-0.15, 0.8)
        if kind == "cut-left":
            x = left + half - beyond * wide / len(text)
        elif kind == "cut-right":
            x = right - half - wide + beyond * wide / len(text)
        elif kind == "cut-top":
            y = top + half - beyond * high
        elif kind == "cut-foot":
            y = foot - half - high + beyond * high
        at = (x - x0, y - y0)
        pale = rng.choice(PALE) if kind in {"pale", "bar"} else 0
        if kind == "touch":
            self._touching(text, at, wide / len(text))
        else:
            self._draw.text(at, text, font=self._font, fill=pale)
        self._harm((x, y, x + wide, y + high))
        return text

    def _touching(self, text: str, at: tuple[float, float], step: float) -> None:
        x, y = at
        for char in text:
            self._draw.text((x, y), char, font=self._font, fill=0)
            x += step - self._rng.uniform(0, 1.8) * self._point

    def _harm(self, box: Box) -> None:
        """What stands over the figure."""
        rng, point = self._rng, self._point
        left, top, right, foot = box
        thick = max(1, round(rng.uniform(0.3, 1.4) * point))
        x, y = rng.uniform(left, right), rng.uniform(top, foot)
        if self._kind == "bar":
            way = rng.choice(
                (
                    (left - 3 * point, y, right + 3 * point, y),
                    (x, top - point, x, foot + point),
                    (left, foot, right, top),
                )
            )
            self._draw.line(way, fill=0, width=thick)
        elif self._kind == "gap":
            self._draw.line((x, top, x, foot), fill=255, width=max(1, round(0.4 * point)))
        elif self._kind == "ring" and rng.random() < 0.6:
            around = (left - 10 * point, top - 7 * point, right + 7 * point, foot + 9 * point)
            self._draw.ellipse(around, outline=rng.choice((0, 60, 110)), width=thick)


def crops(page: Page, read: Read) -> Image.Image:
    """The cells that were read wrong, beside one another."""
    image = Image.fromarray(page.picture)
    high = round(CELL[1] * page.dpi / 72)
    wide = round(CELL[0] * page.dpi / 72)
    sheet = Image.new("RGB", (wide * 2 * 6, high * 2 * -(-len(read.wrong) // 6)), "white")
    for number, (_, _, (left, top, right, foot)) in enumerate(read.wrong):
        cut = image.crop((int(left) - 6, int(top) - 6, int(right) + 6, int(foot) + 6))
        sheet.paste(
            cut.resize((wide * 2 - 8, high * 2 - 8)),
            (number % 6 * wide * 2, number // 6 * high * 2),
        )
    return sheet
