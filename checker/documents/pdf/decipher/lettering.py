"""The glyphs of a file as runs that stand together, for words to be laid against."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checker.documents.pdf.decipher.glyph_codes import Glyph, Symbol

LEVEL = 0.2  # of the size of type: glyphs of one line stand within so much of one baseline
APART = 0.6  # of it: a wider gap ends a run; side bearings and letter spacing are narrower
SPREAD = 2.5  # of it: the letters of a word that is spread over its cell are no further apart
LINE = 2.5  # of it: lines of one cell are no further apart


class Run(NamedTuple):
    """A piece of a line without a gap: a cell's number, a line of a label."""

    start: int
    end: int
    goes_on: bool
    """Whether the next run may be of the same cell: beside it on the line, or below it."""


class Lettering(NamedTuple):
    """The printed symbols in the order drawn, and the runs they stand in."""

    symbols: Sequence[Symbol]
    runs: Sequence[Run]

    def places(self, size: int) -> list[int]:
        """Where so many symbols begin with a run and end with one that may be of the same cell."""
        found = []
        for first, run in enumerate(self.runs):
            at = first
            while self.runs[at].end < run.start + size and self.runs[at].goes_on:
                at += 1
            if self.runs[at].end == run.start + size:
                found.append(run.start)
        return found


def lettering(glyphs: Sequence[Glyph], blank: Collection[Symbol]) -> Lettering:
    """The runs of a file's glyphs; those without ink (``blank``) are left out and leave a gap."""
    inked = [glyph for glyph in glyphs if glyph.symbol not in blank]
    starts = [
        at
        for at, glyph in enumerate(inked)
        if at == 0 or not _is_beside(inked[at - 1], glyph, APART)
    ]
    bounds = list(zip(starts, [*starts[1:], len(inked)], strict=True))
    runs = [
        Run(start, end, end < len(inked) and _goes_on(inked[start], inked[end - 1], inked[end]))
        for start, end in bounds
    ]
    return Lettering([glyph.symbol for glyph in inked], runs)


def _is_beside(last: Glyph, glyph: Glyph, apart: float) -> bool:
    """Whether a glyph stands where the last one's step leads, within so much of its size."""
    gap = glyph.along - last.along - last.step
    return (
        glyph.page == last.page
        and abs(glyph.above - last.above) < LEVEL * last.size
        and -0.5 * last.size < gap < apart * last.size
    )


def _goes_on(first: Glyph, last: Glyph, following: Glyph) -> bool:
    """Whether the run behind one from ``first`` to ``last`` may go on with the cell's text."""
    if following.page != first.page:
        return False
    if _is_beside(last, following, SPREAD):
        return True
    down = first.above - following.above
    return 0 < down < LINE * first.size and following.along < last.along + last.step
