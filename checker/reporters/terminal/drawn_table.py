"""A table of figures drawn with characters, fitted to a width without cutting a number.

Headers give way first (they wrap, two Chinese characters a line if it must be), then row
labels, then columns that nothing at issue touches; a number never does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.reporters.terminal.screen import padded
from checker.reporters.terminal.widths import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.reporters.terminal.screen import Piece, Screen

BAD = "✗"
_NARROW_LABEL = 12
_WHOLE_HEAD = 6


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


@dataclass(frozen=True, slots=True)
class _Slot:
    """The room of one column: a space or opening mark, the number, perhaps a closing mark."""

    room: int
    tail: str

    @property
    def width(self) -> int:
        return 1 + self.room + len(self.tail)


def draw(grid: Grid, screen: Screen, indent: int) -> Grid:
    """Print the grid; returns it as it was printed (columns may have been left out)."""
    # First of all, for widths must be those of what is printed.
    grid = _encodable(grid, screen)
    labels = [grid.corner, *(line.label for line in grid.lines)]
    wide, narrow = max(map(width_of, labels)), max(_NARROW_LABEL, _longest_word(labels))
    for margin, label_width, roomy in (
        (indent, wide, True),
        (indent, narrow, True),
        (0, narrow, False),
    ):
        room = screen.width - margin - 2 - label_width
        slots = _slots(grid, room, roomy=roomy)
        if sum(slot.width for slot in slots) <= room:
            break
    else:
        narrower = _without_a_column(grid)
        if narrower is not None:
            return draw(narrower, screen, indent)
    _print(grid, screen, margin, label_width, slots)
    return grid


def _print(
    grid: Grid, screen: Screen, indent: int, label_width: int, slots: Sequence[_Slot]
) -> None:
    margin = " " * indent
    heads = [_broken(head.label, slot.room) for head, slot in zip(grid.heads, slots, strict=True)]
    height = max(map(len, heads))
    for number in range(height):
        corner = grid.corner if number == height - 1 else ""
        pieces: list[Piece] = [margin, "  ", (padded(corner, label_width), "bold")]
        for head, words, slot in zip(grid.heads, heads, slots, strict=True):
            word = words[number - height + len(words)] if number >= height - len(words) else ""
            text = padded(word + slot.tail, slot.width, right=True)
            pieces.append((text, head.style or "dim"))
        screen.line(*pieces)
    if any(head.marked for head in grid.heads):
        marks: list[Piece] = [margin, " " * (2 + label_width)]
        for head, slot in zip(grid.heads, slots, strict=True):
            mark = screen.fit(BAD) + slot.tail if head.marked else ""
            marks.append((padded(mark, slot.width, right=True), head.style))
        screen.line(*marks)
    rule = screen.fit("─") * (2 + label_width + sum(slot.width for slot in slots))
    for line in grid.lines:
        if line.ruled:
            screen.line(margin, (rule, "dim"))
        for number, label in enumerate(_broken(line.label, label_width)):
            gutter = screen.fit(BAD) + " " if line.marked and not number else "  "
            pieces = [margin, (gutter, line.style), (padded(label, label_width), line.style)]
            if not number:
                for entry, slot in zip(line.entries, slots, strict=True):
                    text = entry.marks[0] + entry.text + (entry.marks[1] if slot.tail else "")
                    pieces += [" " * (slot.width - width_of(text)), (text, entry.style)]
            screen.line(*pieces)


def _encodable(grid: Grid, screen: Screen) -> Grid:
    """The grid in what the stream can show, so that widths are measured on what is printed."""

    def entry(given: Entry) -> Entry:
        text, marks = screen.fit(given.text), given.marks
        if not marks.isspace():  # as those of nearly all are
            marks = "".join(screen.fit(mark)[0] for mark in marks)
        if text == given.text and marks == given.marks:
            return given
        return replace(given, text=text, marks=marks)

    return replace(
        grid,
        corner=screen.fit(grid.corner),
        heads=tuple(replace(head, label=screen.fit(head.label)) for head in grid.heads),
        lines=tuple(
            replace(line, label=screen.fit(line.label), entries=tuple(map(entry, line.entries)))
            for line in grid.lines
        ),
    )


def _slots(grid: Grid, room: int, *, roomy: bool) -> list[_Slot]:
    """Columns that fit, the widest headers broken first; the narrowest possible if none fit.

    Unless ``roomy``, only columns with marked cells keep a place for the closing mark.
    """
    columns = [[line.entries[index] for line in grid.lines] for index in range(len(grid.heads))]
    figures = [max((width_of(entry.text) for entry in column), default=0) for column in columns]
    tails = [" " if roomy or any(e.marks.strip() for e in column) else "" for column in columns]
    choices = [_head_widths(head.label) for head in grid.heads]
    chosen = [0] * len(choices)
    while True:
        slots = [
            _Slot(max(figure, choice[level]), tail)
            for figure, choice, level, tail in zip(figures, choices, chosen, tails, strict=True)
        ]
        narrower = [
            index
            for index, (choice, level) in enumerate(zip(choices, chosen, strict=True))
            if level + 1 < len(choice) and choice[level] > figures[index]
        ]
        if sum(slot.width for slot in slots) <= room or not narrower:
            return slots
        # All of the widest at once, so that columns alike stay alike.
        widest = max(slots[index].room for index in narrower)
        for index in narrower:
            chosen[index] += slots[index].room == widest


def _head_widths(label: str) -> list[int]:
    """How narrow a header can be made, widest first.

    Chinese is cut into lines of four characters or two, because its words have two; what is as
    short as 自然人 stays whole, and other scripts break between words.
    """
    full = width_of(label)
    word = max(map(width_of, label.split()), default=0)
    if word < full:
        return sorted({full, *(w for w in range(word, full) if len(_broken(label, w)) > 1)})[::-1]
    return [full, *(w for w in (8, 4) if w < full and full > _WHOLE_HEAD and _is_wide(label))]


def _is_wide(label: str) -> bool:
    return width_of(label) == 2 * len(label)


def _without_a_column(grid: Grid) -> Grid | None:
    spare = [i for i, head in enumerate(grid.heads) if not head.needed]
    if not spare:
        return None
    # From the right; columns at issue, and the last (总计), are needed and stay.
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
        if lines[-1] and width_of(lines[-1]) + width_of(piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(label: str) -> list[str]:
    """Where a label can be broken: at its spaces; without any, between Chinese characters."""
    if " " in label:
        return [word + " " for word in label.split()]
    return list(label) if _is_wide(label) else [label]


def _longest_word(labels: Sequence[str]) -> int:
    return max((width_of(piece) for label in labels for piece in _pieces(label)), default=0)
