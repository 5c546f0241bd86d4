"""Rows whose numbers stand one column too far to the left or to the right: one slip, many cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.locate.system import Line, Puzzle, Solution
    from checker.rulebook.linear_form import Number

FEWEST = 3
"""A shift that changes fewer cells is a number booked in the wrong column."""


def shifted_rows(puzzle: Puzzle) -> Iterator[tuple[int, Solution]]:
    """Rows that, moved by one column, mend lines and break none: those lines, the changes."""
    for line in puzzle.lines:
        for numbers in _moved(line, puzzle):
            if not all(puzzle.system.may_hold(cell, number) for cell, number in numbers):
                continue
            changes = tuple(
                (cell, number) for cell, number in numbers if number != puzzle.values[cell]
            )
            if len(changes) < FEWEST:
                continue
            left = puzzle.without(changes).failing
            mended = puzzle.failing & ~left
            # A shift that breaks a line that held is no slip of this row.
            if mended and not left & ~puzzle.failing:
                yield mended, changes


def _moved(line: Line, puzzle: Puzzle) -> Iterator[tuple[tuple[int, Number], ...]]:
    """The numbers of a row and its total, as they were before a slip by one column."""
    # Only relations along a row have neighbours; columns are not printed side by side.
    refs = puzzle.system.form.refs
    if line.total is None or len({(refs[c].table, refs[c].row) for c in line.factors}) > 1:
        return
    parts = [cell for cell in line.cells if cell != line.total]
    printed = [puzzle.values[cell] for cell in parts]
    total = puzzle.values[line.total]
    # Within the parts, the total in its place.
    if not printed[0]:
        yield (*zip(parts, (*printed[1:], 0), strict=True), (line.total, total))
    if not printed[-1]:
        yield (*zip(parts, (0, *printed[:-1]), strict=True), (line.total, total))
    # The whole row; what fell off the end follows from the rest.
    moved = (*printed[1:], total)
    yield (*zip(parts, moved, strict=True), (line.total, sum(moved)))
    moved = (printed[-1] - sum(printed[:-1]), *printed[:-1])
    yield (*zip(parts, moved, strict=True), (line.total, printed[-1]))
