"""The lines of a page in segments: what stands side by side, as the cells of an open table do.

Where columns stand so close that white space tells nothing, the forms' own wordings do: letters
that are no piece of any label are parted where the pieces of two meet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.model.wordings import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from checker.documents.pdf.characters import Char, PrintedPage
    from checker.documents.pdf.rulings import Ruling
    from checker.model import Box
    from checker.model.wordings import Wordings

# All limits are shares of the height of the page's print.
SAME_BASELINE = 0.3
SEGMENT_GAP = 0.29  # a wider gap parts cells; two to four points lie beside the text of each
FEWEST_CUT, SHORTEST_PIECE = 4, 2  # characters of what is cut, and of the pieces
SPREAD = 1.5  # two single characters up to this far apart are one word (总　计)
UNDER, OVER = 1.5, 2.5  # a line that begins between two characters this near parts two cells

LIST_MARK = re.compile(r"(?:\d{1,2}[.、．]|[(（][一二三四五六七][)）]|[一二三四五六][、.])\S")
_MARK = re.compile(r"[(（][一二三四五六七][)）]")
_LATER_MARK = re.compile(
    r"(?<=[^\d第])(?:\d{1,2}[.、．]|[(（][一二三四五六七][)）])(?=[\u4e00-\u9fff])"
)
_HAS_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_SIGNS = "/／—－-"  # printed where there is no figure; no wording ends with one
_NOTED = re.compile(r"[+\-−－＋]?[\d０-９][\d０-９,，.．]*[(（].*[)）]")
_NOTE = re.compile(r"[+\-−－＋]?[\d０-９][\d０-９,，.．]*[(（][^)）]*[)）]?")  # as far as it goes
_FIGURE = re.compile(r"[+\-−－＋]?[\d０-９][\d０-９,，.．]*(?:[(（].*[)）])?|[/／—－-]{1,2}|无")


@dataclass(frozen=True)
class Block:
    """Characters that stand together, in the upright frame."""

    text: str
    box: Box
    foot: float  # y of the lowest baseline
    size: float  # height of its smallest line
    lines: int = 1
    roles: Set[Role] = frozenset()  # what it is on the forms, if it is one of their wordings
    piece_of: Set[Role] = frozenset()  # what those are of which it is a piece, if it is none

    @property
    def is_row(self) -> bool:
        """Whether it is the label of a row."""
        return Role.ROW in self.roles

    @property
    def is_head(self) -> bool:
        """Whether it is the head of a column or of several."""
        return not self.roles.isdisjoint({Role.HEAD, Role.LABEL_HEAD, Role.HEAD_GROUP})

    @property
    def is_no_label(self) -> bool:
        """Whether it is known to be something else than the label of a row."""
        known = self.roles or self.piece_of
        return bool(known) and Role.ROW not in known

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.box[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.box[2]

    @property
    def bottom(self) -> float:
        """Its lowest point."""
        return self.box[1]

    @property
    def top(self) -> float:
        """Its highest point."""
        return self.box[3]

    @property
    def centre(self) -> float:
        """Its middle from left to right."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def height(self) -> float:
        """Its middle from bottom to top."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def has_digits(self) -> bool:
        """Whether a digit is printed in it; a sign has none."""
        return any(map(str.isdigit, self.text))

    @property
    def is_figure(self) -> bool:
        """Whether it is one figure, with its note perhaps, and nothing else."""
        pattern = _FIGURE if self.lines == 1 else _NOTED
        return pattern.fullmatch(self.text) is not None


def lines_of(chars: Iterable[Char], tall: float) -> list[list[Char]]:
    """Characters by their baselines, from top to bottom, each line from left to right."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda one: -one.foot):
        if lines and lines[-1][0].foot - char.foot <= SAME_BASELINE * tall:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def segments_of(
    line: Sequence[Char],
    page: PrintedPage,
    tall: float,
    level: Sequence[Ruling],
    wordings: Wordings,
) -> list[Block]:
    """A line in segments: parted where gaps are wide, where a drawn line begins, and by words."""
    foot = line[0].foot
    begins = [
        rule.start
        for rule in level
        if foot - UNDER * tall < rule.at < foot + OVER * tall
        and line[0].box[0] < rule.start < line[-1].box[2]
    ]
    parts: list[list[Char]] = [[line[0]]]
    reach, ink = max(line[0].box[2], page.advance(line[0])[1]), line[0].box[2]
    for char in line[1:]:
        is_parted = any(ink <= x <= char.box[0] for x in begins) and not _is_of_note(
            char, parts[-1]
        )
        if is_parted or min(char.box[0], page.advance(char)[0]) - reach > SEGMENT_GAP * tall:
            parts.append([])
        parts[-1].append(char)
        reach = max(char.box[2], page.advance(char)[1])
        ink = char.box[2]
    segments = [
        _segment(piece)
        for part in parts
        for entry in _entries(part, wordings)
        for piece in _parted(entry, page, wordings)
    ]
    joined = segments[:1]
    for segment in segments[1:]:
        if _are_spread(joined[-1], segment, tall, wordings):
            joined[-1] = as_one(joined[-1], segment, lines=1)
        else:
            joined.append(segment)
    return joined


def _is_of_note(char: Char, before: Sequence[Char]) -> bool:
    """Whether a character is of the note beside a figure: an underline begins with each font."""
    return _NOTE.fullmatch("".join(one.text for one in (*before, char))) is not None


def _parted(part: Sequence[Char], page: PrintedPage, wordings: Wordings) -> list[Sequence[Char]]:
    """A segment cut at its widest gaps into pieces of wordings; whole, where that does not do it.

    The heads of narrow columns stand side by side (结果维持结果纠正). Every gap that is cut is
    wider than those within the pieces.
    """
    text = "".join(char.text for char in part)
    if len(part) < FEWEST_CUT or len(text) > len(part) or not _HAS_WORD.search(text):
        return [part]
    if wordings.holding(text) and text[-1] not in _SIGNS:
        return [part]
    edges = [page.advance(char) for char in part]
    gaps = [after[0] - before[1] for before, after in pairwise(edges)]
    for widest in sorted({gap for gap in gaps if gap > 0}, reverse=True):
        cuts = [at for at, gap in enumerate(gaps, start=1) if gap >= widest]
        pieces = [part[a:b] for a, b in pairwise([0, *cuts, len(part)])]
        if any(len(one) < SHORTEST_PIECE and not _is_figure(one) for one in pieces):
            return [part]
        if any(_is_figure(a) and _is_figure(b) for a, b in pairwise(pieces)):
            return [part]  # the digits of one figure, perhaps
        texts = ["".join(char.text for char in piece) for piece in pieces]
        words = [one for one in texts if _HAS_WORD.search(one)]
        after_mark = texts[1:] if _MARK.fullmatch(texts[0]) else texts
        if all(map(wordings.holding, words)) and after_mark[: len(words)] == words:
            return pieces
    return [part]


def _is_figure(piece: Sequence[Char]) -> bool:
    return _FIGURE.fullmatch("".join(char.text for char in piece)) is not None


def _entries(part: Sequence[Char], wordings: Wordings) -> list[Sequence[Char]]:
    """A segment cut where the number of a list stands in it, if it begins with one itself.

    The label of a row is set close beside the heading of its group: 三、（一）予以公开. Where that
    goes on over several lines, it is a piece of a wording that stands before the number.
    """
    text = "".join(char.text for char in part)
    if len(text) > len(part):
        return [part]
    marks = [found.start() for found in _LATER_MARK.finditer(text)]
    if not LIST_MARK.match(text):
        marks = [at for at in marks[:1] if all(map(wordings.holding, (text[:at], text[at:])))]
    return [part[begin:end] for begin, end in pairwise([0, *marks, len(part)])]


def _segment(part: Sequence[Char]) -> Block:
    return Block(
        "".join(char.text for char in part),
        (
            min(char.box[0] for char in part),
            min(char.box[1] for char in part),
            max(char.box[2] for char in part),
            max(char.box[3] for char in part),
        ),
        min(char.foot for char in part),
        # 一 and 业 are lower than the words they belong to, and as wide.
        max(max(char.box[3] - char.box[1], char.box[2] - char.box[0]) for char in part),
    )


def _are_spread(a: Block, b: Block, tall: float, wordings: Wordings) -> bool:
    """Whether two single characters are one word, printed with a space between.

    Those of two heads that are as wide as one character are none.
    """
    return (
        len(a.text) == len(b.text) == 1
        and not (a.is_figure or b.is_figure)
        and b.left - a.right <= SPREAD * tall
        and (
            bool(wordings.holding(a.text + b.text))
            or not (wordings.holding(a.text) and wordings.holding(b.text))
        )
    )


def as_one(a: Block, b: Block, lines: int | None = None) -> Block:
    """Two blocks, the second below the first, or beside it where ``lines`` says so."""
    box = (
        min(a.box[0], b.box[0]),
        min(a.box[1], b.box[1]),
        max(a.box[2], b.box[2]),
        max(a.box[3], b.box[3]),
    )
    return Block(
        a.text + b.text,
        box,
        min(a.foot, b.foot),
        max(a.size, b.size) if lines else min(a.size, b.size),
        lines or a.lines + b.lines,
    )
