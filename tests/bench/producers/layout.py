"""Lays a report out on pages as lines, fills and words, for producers that only draw.

Lengths are points, the origin is the upper left corner of a page, y grows downwards, a word's
place is the left end of its baseline. A drawing library draws the four kinds of items and knows
nothing of tables; how rules become items (``Drafting``) is what tells word processors apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from samples.grid import Grid, Role
from samples.story import Paragraph, Part
from tests.bench.producers.dress import Dress, Ink
from tests.bench.producers.fitting import TOKEN, number_size, rows_with_columns
from tests.bench.producers.rules import Drafting, Fill, Frame, Path, draw_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.grid import Box
    from tests.bench.producers.metrics import Metrics
    from tests.bench.producers.story import Block

_ASCENT = 0.86  # of the em, above the baseline; the same for all fonts used, within 0.05
_LEADING = 1.2
_PROSE_LEADING = 1.7
_HEAD_OF_TABLE = 40.0  # room that must be left under a heading for what it heads


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text in one font."""

    x: float
    y: float
    text: str
    font: str
    size: float
    colour: str = "#000000"
    ink: Ink = Ink.PLAIN
    angle: float = 0.0  # degrees, counterclockwise


@dataclass(slots=True)
class Page:
    """What is drawn, first things lowest."""

    width: float
    height: float
    items: list[Word | Fill | Path] = field(default_factory=list)


class _Flow:
    """The pages so far and where on the last one writing goes on."""

    def __init__(self, dress: Dress) -> None:
        self.dress = dress
        self.pages: list[Page] = []
        self._column = dress.columns
        self.y = 0.0
        self.next_column()

    @property
    def left(self) -> float:
        """Where the column of text begins."""
        step = self.dress.text_width + self.dress.column_gap
        return self.dress.margin + self._column * step

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.dress.page[1] - self.dress.margin

    @property
    def page(self) -> Page:
        """The page that is written on."""
        return self.pages[-1]

    def next_column(self) -> None:
        """Go on in the next column or on the next page."""
        self._column += 1
        if self._column >= self.dress.columns:
            self._column = 0
            self.pages.append(Page(*self.dress.page))
        self.y = self.dress.margin

    def need(self, height: float) -> None:
        """Go on where there is this much room, if it is not here."""
        if self.y + height > self.bottom and self.y > self.dress.margin:
            self.next_column()


def lay_out(
    blocks: Sequence[Block], dress: Dress, metrics: Metrics, drafting: Drafting
) -> list[Page]:
    """The report as pages of items."""
    flow = _Flow(dress)
    for block in blocks:
        if isinstance(block, Grid):
            _Table(block, dress, metrics, drafting).write(flow)
        else:
            _write(flow, block, metrics)
    for number, page in enumerate(flow.pages, 1):
        _furnish(page, number, dress, metrics)
    return flow.pages


def _furnish(page: Page, number: int, dress: Dress, metrics: Metrics) -> None:
    """The watermark under and the page number below what is written."""
    if dress.watermark:
        width = metrics.width(dress.watermark, dress, 56.0)
        x, y = page.width / 2 - 0.4 * width, page.height / 2 + 0.3 * width
        mark = Word(x, y, dress.watermark, dress.font, 56.0, "#e4e4e4", angle=35.0)
        page.items.insert(0, mark)
    if dress.page_numbers:
        text = f"— {number} —"
        x = (page.width - metrics.width(text, dress, 9.0)) / 2
        page.items.extend(_words(text, (x, page.height - dress.margin / 2), 9.0, dress, metrics))


def _words(
    text: str, place: tuple[float, float], size: float, dress: Dress, metrics: Metrics
) -> list[Word]:
    """The runs of one line that begins at a place."""
    x, y = place
    words = []
    for run, font in metrics.runs(text, dress):
        words.append(Word(x, y, run, font, size))
        x += metrics.run_width(run, font, size)
    return words


def _wrapped(text: str, width: float, size: float, dress: Dress, metrics: Metrics) -> list[str]:
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for token in TOKEN.findall(paragraph):
            if line and metrics.width(line + token, dress, size) > width:
                lines.append(line)
                line = ""
            line += token
        lines.append(line)
    return lines


def _write(flow: _Flow, block: Paragraph, metrics: Metrics) -> None:
    dress = flow.dress
    size = dress.text_size * (1.4 if block.part is Part.TITLE else 1.0)
    indented = block.part not in {Part.TITLE, Part.SIGNATURE}
    text = f"　　{block.text}" if indented else block.text
    step = size * _PROSE_LEADING
    is_heading = block.part in {Part.HEADING, Part.SUBHEADING}
    for line in _wrapped(text, dress.text_width, size, dress, metrics):
        flow.need(step + (_HEAD_OF_TABLE if is_heading else 0.0))
        free = dress.text_width - metrics.width(line, dress, size)
        shift = {Part.TITLE: free / 2, Part.SIGNATURE: free - 2 * size}.get(block.part, 0.0)
        place = flow.left + max(0.0, shift), flow.y + size
        words = _words(line, place, size, dress, metrics)
        flow.page.items.extend(words)
        flow.y += step


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box of the grid with its lines and its place in rows and columns."""

    box: Box
    row: int
    first: int
    lines: Sequence[str]
    size: float

    @property
    def step(self) -> float:
        return self.size * _LEADING

    @property
    def height(self) -> float:
        return len(self.lines) * self.step


class _Table:
    """One table: measured whole, then written row by row."""

    def __init__(self, grid: Grid, dress: Dress, metrics: Metrics, drafting: Drafting) -> None:
        self._grid, self._dress, self._metrics, self._drafting = grid, dress, metrics, drafting
        unit = dress.text_width / sum(grid.widths)
        self._x = [0.0]
        for width in grid.widths:
            self._x.append(self._x[-1] + unit * width)
        numbers = number_size(grid, dress)
        self._boxes = [
            self._measure(box, row, first, numbers)
            for row, boxes in enumerate(rows_with_columns(grid))
            for first, box in boxes
        ]
        self._heights = self._row_heights()

    def _measure(self, box: Box, row: int, first: int, numbers: float) -> _Placed:
        size = numbers if box.role is Role.NUMBER else self._dress.size
        room = self._x[first + box.columns] - self._x[first] - 2 * self._dress.inset
        room -= self._dress.gap
        lines = _wrapped(box.text, max(size, room), size, self._dress, self._metrics)
        return _Placed(box, row, first, lines, size)

    def _row_heights(self) -> list[float]:
        around = 2 * self._dress.padding + self._dress.thickness + 1.0 + self._dress.gap
        heights = [self._dress.size * _LEADING + around] * len(self._grid.rows)
        for one in sorted(self._boxes, key=lambda placed: placed.box.rows):
            spanned = range(one.row, one.row + one.box.rows)
            lack = one.height + around - sum(heights[row] for row in spanned)
            if lack > 0:
                heights[spanned[-1]] += lack
        return heights

    def write(self, flow: _Flow) -> None:
        """Write the table, over as many pages as it takes; merged boxes are cut at the break."""
        flow.y += 4.0
        flow.need(sum(self._heights[: self._grid.head_rows + 1]) + 1.0)
        row, count = 0, len(self._heights)
        head = list(range(self._grid.head_rows)) if self._dress.repeat_head else []
        while row < count:
            rows = head if row > 0 else []
            used = sum(self._heights[number] for number in rows)
            taken = [row]
            used += self._heights[row]
            while (
                taken[-1] + 1 < count
                and flow.y + used + self._heights[taken[-1] + 1] <= flow.bottom
            ):
                taken.append(taken[-1] + 1)
                used += self._heights[taken[-1]]
            self._write_rows(flow, [*rows, *taken])
            row = taken[-1] + 1
            if row < count:
                flow.next_column()
        flow.y += 10.0

    def _write_rows(self, flow: _Flow, rows: Sequence[int]) -> None:
        tops: dict[int, float] = {}
        y = flow.y
        for row in rows:
            tops[row] = y
            y += self._heights[row]
        fills: list[Fill] = []
        words: list[Word] = []
        frames: list[Frame] = []
        for one in self._boxes:
            here = [row for row in range(one.row, one.row + one.box.rows) if row in tops]
            if not here:
                continue
            bottom = tops[here[-1]] + self._heights[here[-1]]
            x0, x1 = (flow.left + self._x[at] for at in (one.first, one.first + one.box.columns))
            frame = Frame(x0, tops[here[0]], x1, bottom)
            frames.append(frame)
            colour = self._fill(one)
            if colour:
                fills.append(Fill(x0, frame.top, x1, frame.bottom, colour))
            # What a merged box says stands in its first part.
            if here[0] == one.row:
                words.extend(self._text(one, frame))
        if self._dress.rules.value in {"separate", "shadowed"}:
            inner = self._dress.gap / 2
            fills = [
                replace(fill, x0=fill.x0 + inner, y0=fill.y0 + inner,
                        x1=fill.x1 - inner, y1=fill.y1 - inner)
                for fill in fills
            ]  # fmt: skip
        under, rules = draw_rules(frames, self._dress, self._drafting)
        flow.page.items.extend((*under, *fills, *rules, *words))
        flow.y = y

    def _fill(self, one: _Placed) -> str | None:
        if one.box.role in {Role.CAPTION, Role.HEAD} and self._dress.shade:
            return self._dress.shade
        return self._dress.stripe if one.row % 2 else None

    def _text(self, one: _Placed, frame: Frame) -> list[Word]:
        dress, metrics = self._dress, self._metrics
        room = frame.bottom - frame.top
        edge = dress.padding + (dress.thickness + 1.0 + dress.gap) / 2
        above = {
            "top": edge,
            "middle": (room - one.height) / 2,
            "bottom": room - one.height - edge,
        }[dress.valign if one.box.rows == 1 else "middle"]
        y = frame.top + max(0.5, above)
        align = {Role.LABEL: "left", Role.NUMBER: dress.align}.get(one.box.role, "center")
        inset = dress.inset + dress.gap / 2
        found: list[Word] = []
        for line in one.lines:
            free = frame.right - frame.left - 2 * inset - metrics.width(line, dress, one.size)
            shift = {"left": 0.0, "center": free / 2, "right": free}[align]
            place = frame.left + inset + shift, y + _ASCENT * one.size
            words = _words(line, place, one.size, dress, metrics)
            found.extend(self._inked(one.box, word) for word in words)
            y += one.step
        return found

    def _inked(self, box: Box, word: Word) -> Word:
        dress = self._dress
        if box.role in {Role.CAPTION, Role.HEAD} and dress.shade:
            return replace(word, colour=dress.head_ink)
        if box.role is not Role.NUMBER:
            return word
        if dress.ink is Ink.PALE_ZEROS:
            return replace(word, colour=dress.pale) if box.text in {"0", "０"} else word
        colour = dress.pale if dress.ink is Ink.PALE else word.colour
        return replace(word, ink=dress.ink, colour=colour)
