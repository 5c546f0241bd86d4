"""How a report looks: a uniform draw over what its producer can do. Lengths are points.

The axes of every file (rule style, width, colour, font, size, row height, alignment, paper) are
drawn uniformly, each by itself. What only some reports have (a watermark, stripes, notes, two
pages on a sheet ...) is had by one file in six, each by itself. Nothing that was drawn is taken
back afterwards.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tests.bench.producers.fonts import DIGIT_FAMILIES, Face

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

SELDOM = 1 / 6
MM = 72 / 25.4


class Rules(StrEnum):
    """How the cells of a table are parted."""

    SOLID = "solid"
    THICK = "thick"
    DOTTED = "dotted"
    DASHED = "dashed"
    DOUBLE = "double"
    TRIPLE = "triple"
    WAVY = "wavy"
    RIDGE = "ridge"  # a light line along a dark one
    SEPARATE = "separate"  # every cell has a frame of its own
    SHADOWED = "shadowed"  # ... and its shadow
    HORIZONTAL = "horizontal"
    NONE = "none"  # white space or stripes part the cells


class Ink(StrEnum):
    """How the digits are drawn."""

    PLAIN = "plain"
    BOLD = "bold"
    HOLLOW = "hollow"  # outlines
    SHADOW = "shadow"
    UNDERLINED = "underlined"
    PALE_ZEROS = "pale-zeros"
    PALE = "pale"


class Zero(StrEnum):
    """What is printed where there is nothing to count."""

    ZERO = "0"
    BLANK = ""
    HYPHEN = "-"
    DASH = "—"
    SLASH = "/"
    NONE = "无"
    MIXED = "mixed"  # a 0 here and a blank there


_PAPERS = {
    "A4": (210, 297),
    "A3": (297, 420),
    "Letter": (215.9, 279.4),
    "B4": (257, 364),
    "16K": (195, 270),
}
_COLOURS = (
    "#000000", "#333333", "#666666", "#999999", "#bfbfbf", "#d9d9d9", "#1f4e79", "#4472c4",
    "#c00000", "#2e7d32",
)  # fmt: skip
_SHADES = ("#d9d9d9", "#f2f2f2", "#c6d9f1", "#fde9d9", "#1f4e79", "#404040")
_DARK = frozenset({"#1f4e79", "#404040"})
_STRIPES = ("#f2f2f2", "#e7eef7", "#fbf3e6")
_PALE_INKS = ("#8c8c8c", "#a6a6a6", "#bfbfbf")
_MARKS = ("内部资料", "政府信息公开", "征求意见稿", "2024年度", "第1版")


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a producer can do; a dress draws from nothing else."""

    rules: Sequence[Rules]
    faces: Sequence[Face]
    inks: Sequence[Ink] = tuple(Ink)
    columns: bool = True  # two columns of text on a sheet
    two_up: bool = True  # two finished pages put on a sheet
    watermark: bool = True


@dataclass(frozen=True, slots=True)
class Dress:
    """The look of one report. Colours are ``#rrggbb``."""

    rules: Rules
    rule_width: float
    rule_colour: str
    gap: float  # between the cells of separate frames
    round_dots: bool
    font: str
    digit_font: str | None  # for ASCII; None: the Chinese font's own
    size: float  # of the type in tables
    text_size: float
    padding: float  # above and below the text of a cell
    align: str  # left, center, right: the numbers
    valign: str  # top, middle, bottom
    ink: Ink
    pale: str
    paper: str
    landscape: bool
    margin: float
    shade: str | None
    stripe: str | None
    watermark: str | None
    zero: Zero
    thousands: bool
    full_width: bool
    notes: int
    columns: int
    two_up: bool
    repeat_head: bool
    split_rows: bool
    halves: bool
    page_numbers: bool
    spread: bool  # 总　计

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the page that is laid out."""
        short, long = _PAPERS[self.paper]
        width, height = (long, short) if self.landscape else (short, long)
        return width * MM, height * MM

    @property
    def text_width(self) -> float:
        """Width of a column of text."""
        whole = self.page[0] - 2 * self.margin
        return whole if self.columns == 1 else (whole - self.column_gap) / 2

    @property
    def column_gap(self) -> float:
        """Between two columns of text."""
        return 24.0

    @property
    def head_ink(self) -> str:
        """The colour of type on the shade of header cells."""
        return "#ffffff" if self.shade in _DARK else "#000000"

    @property
    def thickness(self) -> float:
        """How much room a rule takes across."""
        lines = {Rules.DOUBLE: 3, Rules.TRIPLE: 5, Rules.WAVY: 3, Rules.RIDGE: 2, Rules.NONE: 0}
        return self.rule_width * lines.get(self.rules, 1)

    @property
    def inset(self) -> float:
        """Between a cell's edge and its text, left and right."""
        return 2.0 + self.thickness / 2

    def record(self) -> dict[str, Any]:
        """For the truth file."""
        return asdict(self)

    def title(self) -> str:
        """A few words that tell this dress from others."""
        marks = (
            self.rules.value,
            f"{self.rule_width:g}pt",
            self.rule_colour,
            self.font,
            f"{self.size:g}pt",
            self.ink.value,
            f"zero={self.zero.value or 'blank'}",
            self.paper + (" landscape" if self.landscape else ""),
        )
        seldom = ("thousands", "full_width", "two_up", "watermark", "stripe", "notes", "spread")
        more = [name for name in seldom if getattr(self, name)]
        return ", ".join((*marks, *more, *(["columns"] if self.columns > 1 else [])))


def draw(rng: random.Random, can: Abilities) -> Dress:
    """One dress of those that the producer can print."""

    def seldom() -> bool:
        return rng.random() < SELDOM

    rules = rng.choice(can.rules)
    thick = rules is Rules.THICK
    # Several lines side by side, and frames that touch nothing, are drawn with thin pens.
    manifold = rules in {Rules.DOUBLE, Rules.TRIPLE, Rules.WAVY, Rules.RIDGE}
    width = rng.uniform(2.25, 4.5) if thick else rng.uniform(0.25, 1.0 if manifold else 2.25)
    # Without vertical lines, white space or stripes tell a person what belongs together.
    open_rows = rules in {Rules.NONE, Rules.HORIZONTAL}
    stripe = rng.choice(_STRIPES) if seldom() or (open_rows and rng.random() < 1 / 2) else None
    padding = rng.uniform(3.0, 12.0) if rules is Rules.NONE else rng.uniform(0.0, 12.0)
    landscape = rng.random() < 1 / 4
    paper = rng.choice(tuple(_PAPERS))
    two_up = can.two_up and seldom()
    # Two columns of statutory tables need a wide sheet.
    columns = 2 if can.columns and not two_up and seldom() else 1
    if columns > 1:
        paper, landscape = "A3", True
    return Dress(
        rules=rules,
        rule_width=round(width, 2),
        rule_colour=rng.choice(_COLOURS),
        gap=round(rng.uniform(1.0, 4.0), 2),
        round_dots=rng.random() < 1 / 2,
        font=rng.choice(can.faces).family,
        digit_font=rng.choice((None, *DIGIT_FAMILIES)),
        size=round(rng.uniform(7.0, 14.0), 1),
        text_size=round(rng.uniform(10.5, 16.0), 1),
        padding=round(padding, 1),
        align=rng.choice(("left", "center", "right")),
        valign=rng.choice(("top", "middle", "bottom")),
        ink=rng.choice([ink for ink in can.inks if ink is not Ink.PLAIN])
        if rng.random() < 1 / 3
        else Ink.PLAIN,
        pale=rng.choice(_PALE_INKS),
        paper=paper,
        landscape=landscape,
        margin=round(rng.uniform(12.0, 32.0) * MM, 1),
        shade=rng.choice(_SHADES) if rng.random() < 1 / 3 else None,
        stripe=stripe,
        watermark=rng.choice(_MARKS) if can.watermark and seldom() else None,
        zero=rng.choice((Zero.ZERO, Zero.ZERO, *Zero)),
        thousands=seldom(),
        full_width=seldom(),
        notes=rng.randint(1, 4) if seldom() else 0,
        columns=columns,
        two_up=two_up,
        repeat_head=seldom(),
        split_rows=seldom(),
        halves=seldom(),
        page_numbers=rng.random() < 1 / 2,
        spread=seldom(),
    )
