"""A table of figures drawn with characters, fitted to a width without cutting a number.

Headers give way first (they wrap, two Chinese characters a line if it must be), then row
labels, then columns that nothing at issue touches; a number never does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from checker.reporters.screen import padded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.reporters.screen import Piece, Screen

BAD = "✗"
_NARROW_LABEL = 12
_HEADER_LINES = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell as shown: text between two marks of one column each, and its style.

    ``kind`` tells why it is marked: ``crossing``, ``cell`` or ``doubtful``.
    """

    text: str = ""
    style: str = ""
    marks: str = "  "
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its label, whether it is marked, and one entry a column."""

    label: str
    entries: tuple[Entry, ...]
    style: str = ""
    marked: bool = False
    ruled: bool = False  # a line is drawn above it


@dataclass(frozen=True, slots=True)
class Head:
    """One column's header; ``needed`` columns are never left out."""

    label: str
    style: str = ""
    marked: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be drawn; ``left_out`` counts the columns that found no room."""

    corner: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    left_out: int = 0


def draw(grid: Grid, screen: Screen, indent: int) -> Grid:
    """Print the grid; returns it as it was printed (columns may have been left out)."""
    grid = _encodable(grid, screen)
    room = screen.width - indent - 2
    labels = [grid.corner, *(line.label for line in grid.lines)]
    label_width = max(map(cell_len, labels))
    widths = _widths(grid, room - label_width)
    if widths is None:
        label_width = max(_NARROW_LABEL, _longest_word(labels))
        widths = _widths(grid, room - label_width)
    if widths is None:
        narrower = _without_a_column(grid)
        if narrower is not None:
            return draw(narrower, screen, indent)
        widths = [_column_width(grid, i, lines=_HEADER_LINES[-1]) for i in range(len(grid.heads))]
    _print(grid, screen, indent, label_width, widths)
    return grid


def _print(
    grid: Grid, screen: Screen, indent: int, label_width: int, widths: Sequence[int]
) -> None:
    margin = " " * indent
    heads = [_broken(head.label, width - 2) for head, width in zip(grid.heads, widths, strict=True)]
    height = max(map(len, heads))
    heads = [[""] * (height - len(head)) + head for head in heads]
    for number in range(height):
        pieces: list[Piece] = [margin, "  "]
        corner = grid.corner if number == height - 1 else ""
        pieces.append((padded(corner, label_width), "bold"))
        for head, words, width in zip(grid.heads, heads, widths, strict=True):
            pieces.append((padded(words[number] + " ", width, right=True), head.style or "dim"))
        screen.line(*pieces)
    if any(head.marked for head in grid.heads):
        marks: list[Piece] = [margin, " " * (2 + label_width)]
        for head, width in zip(grid.heads, widths, strict=True):
            mark = screen.fit(BAD) + " " if head.marked else ""
            marks.append((padded(mark, width, right=True), head.style))
        screen.line(*marks)
    rule = screen.fit("─") * (2 + label_width + sum(widths))
    for line in grid.lines:
        if line.ruled:
            screen.line(margin, (rule, "dim"))
        for number, label in enumerate(_broken(line.label, label_width)):
            gutter = screen.fit(BAD) + " " if line.marked and not number else "  "
            pieces = [margin, (gutter, line.style), (padded(label, label_width), line.style)]
            if not number:
                for entry, width in zip(line.entries, widths, strict=True):
                    pieces.append((" " * (width - cell_len(entry.text) - 2), ""))
                    pieces.append((entry.marks[0] + entry.text + entry.marks[1], entry.style))
            screen.line(*pieces)


def _encodable(grid: Grid, screen: Screen) -> Grid:
    """The grid in what the stream can show, so that widths are measured on what is printed."""

    def entry(given: Entry) -> Entry:
        marks = "".join(screen.fit(mark)[0] for mark in given.marks)
        return replace(given, text=screen.fit(given.text), marks=marks)

    return replace(
        grid,
        corner=screen.fit(grid.corner),
        heads=tuple(replace(head, label=screen.fit(head.label)) for head in grid.heads),
        lines=tuple(
            replace(line, label=screen.fit(line.label), entries=tuple(map(entry, line.entries)))
            for line in grid.lines
        ),
    )


def _widths(grid: Grid, room: int) -> list[int] | None:
    """Column widths with the fewest header lines that fit; ``None`` when none fits."""
    for lines in _HEADER_LINES:
        widths = [_column_width(grid, i, lines) for i in range(len(grid.heads))]
        if sum(widths) <= room:
            return widths
    return None


def _column_width(grid: Grid, index: int, lines: int) -> int:
    """Marks on both sides of the widest number, or a header of so many lines and a gap."""
    figures = max((cell_len(line.entries[index].text) for line in grid.lines), default=0)
    label = grid.heads[index].label
    head = next(w for w in range(1, cell_len(label) + 2) if len(_broken(label, w)) <= lines)
    return max(figures, min(head, cell_len(label))) + 2


def _without_a_column(grid: Grid) -> Grid | None:
    spare = [i for i, head in enumerate(grid.heads) if not head.needed]
    if not spare:
        return None
    gone = spare[-1]
    return replace(
        grid,
        heads=grid.heads[:gone] + grid.heads[gone + 1 :],
        lines=tuple(
            replace(line, entries=line.entries[:gone] + line.entries[gone + 1 :])
            for line in grid.lines
        ),
        left_out=grid.left_out + 1,
    )


def _broken(label: str, width: int) -> list[str]:
    """A label in lines: between words, or between Chinese characters; words stay whole."""
    lines = [""]
    for piece in _pieces(label):
        if lines[-1] and cell_len(lines[-1]) + cell_len(piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(label: str) -> list[str]:
    pieces: list[str] = []
    for char in label:
        if (
            pieces
            and cell_len(char) == 1
            and cell_len(pieces[-1][-1]) == 1
            and pieces[-1][-1] != " "
        ):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _longest_word(labels: Sequence[str]) -> int:
    return max((cell_len(piece) for label in labels for piece in _pieces(label)), default=0)
