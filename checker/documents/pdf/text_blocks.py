"""The print of a page in blocks: what stands together, as the cells of an open table do.

Characters that stand side by side in a line are a segment; lines of words that follow each other
closely, with no drawn line between, are one block. A figure is a block by itself.

Where rows and columns stand so close that white space tells nothing, the forms' own wordings do:
a line goes on with what their label goes on with, a label that is whole is no longer, and letters
that are no piece of any label are parted where the pieces of two meet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap
from checker.model.wordings import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from checker.documents.pdf.pdfium import Char, Page
    from checker.documents.pdf.rulings import Ruling
    from checker.model import Box
    from checker.model.wordings import Wordings

# All limits are shares of the height of the page's print.
SAME_BASELINE = 0.3
SEGMENT_GAP = 0.29  # a wider gap parts cells; two to four points lie beside the text of each
ONE_SIZE = 0.8  # lines of one cell are nearly as high; one of few strokes (一) is lower
FEWEST_CUT, SHORTEST_PIECE = 4, 2  # characters of what is cut, and of the pieces
SPREAD = 1.5  # two single characters up to this far apart are one word (总　计)
UNDER, OVER = 1.5, 2.5  # a line that begins between two characters this near parts two cells
NEXT_LINE = 1.7  # baselines of one cell follow each other within this; rows are 1.88 apart or more
FARTHEST_LINE = 2.2  # ... and within this where the words themselves go on

_LIST_MARK = re.compile(r"(?:\d{1,2}[.、．]|[(（][一二三四五六七][)）]|[一二三四五六][、.])\S")
_LATER_MARK = re.compile(
    r"(?<=[^\d第])(?:\d{1,2}[.、．]|[(（][一二三四五六七][)）])(?=[\u4e00-\u9fff])"
)
_HAS_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_NOTED = re.compile(r"[+\-−－＋]?[\d０-９][\d０-９,，.．]*[(（].*[)）]")
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
    def is_figure(self) -> bool:
        """Whether it is one figure, with its note perhaps, and nothing else."""
        pattern = _FIGURE if self.lines == 1 else _NOTED
        return pattern.fullmatch(self.text) is not None


@dataclass(frozen=True)
class _Print:
    """What stands on a page around a block that is put together."""

    segments: Sequence[Block]
    level: Sequence[Ruling]
    tall: float
    wordings: Wordings


def text_blocks(
    page: Page, tall: float, level: Sequence[Ruling], wordings: Wordings
) -> list[Block]:
    """The page's blocks from top to bottom, then from left to right."""
    segments = [
        segment
        for line in _lines([char for char in page.chars if char.level], tall)
        for segment in _segments(line, page, tall, level, wordings)
    ]
    around = _Print(segments, level, tall, wordings)
    blocks = [one for one in segments if one.is_figure]
    words = [one for one in segments if not one.is_figure]
    while words:
        block = words.pop(0)
        while (following := _next_line(block, words, around)) is not None:
            words.remove(following)
            block = _joined(block, following)
        roles = wordings.roles(block.text)
        pieces = frozenset() if roles else wordings.holding(block.text)
        blocks.append(replace(block, roles=roles, piece_of=pieces))
    return sorted(blocks, key=lambda one: (-one.top, one.left))


def _lines(chars: Iterable[Char], tall: float) -> list[list[Char]]:
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda one: -one.foot):
        if lines and lines[-1][0].foot - char.foot <= SAME_BASELINE * tall:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def _segments(
    line: Sequence[Char],
    page: Page,
    tall: float,
    level: Sequence[Ruling],
    wordings: Wordings,
) -> list[Block]:
    foot = line[0].foot
    begins = [
        rule.start
        for rule in level
        if foot - UNDER * tall < rule.at < foot + OVER * tall
        and line[0].box[0] < rule.start < line[-1].box[2]
    ]
    marks = _later_marks(line)
    parts: list[list[Char]] = [[line[0]]]
    reach, ink = max(line[0].box[2], page.advance(line[0])[1]), line[0].box[2]
    for at, char in enumerate(line[1:], start=1):
        is_parted = at in marks or any(ink <= x <= char.box[0] for x in begins)
        if is_parted or min(char.box[0], page.advance(char)[0]) - reach > SEGMENT_GAP * tall:
            parts.append([])
        parts[-1].append(char)
        reach = max(char.box[2], page.advance(char)[1])
        ink = char.box[2]
    segments = [_segment(piece) for part in parts for piece in _parted(part, page, wordings)]
    joined = segments[:1]
    for segment in segments[1:]:
        if _are_spread(joined[-1], segment, tall, wordings):
            joined[-1] = _joined(joined[-1], segment, lines=1)
        else:
            joined.append(segment)
    return joined


def _parted(part: Sequence[Char], page: Page, wordings: Wordings) -> list[Sequence[Char]]:
    """A segment cut at its widest gaps into pieces of wordings; whole, where that does not do it.

    The heads of narrow columns stand side by side (结果维持结果纠正). Every gap that is cut is
    wider than those within the pieces.
    """
    text = "".join(char.text for char in part)
    if len(part) < FEWEST_CUT or len(text) > len(part) or not _HAS_WORD.search(text):
        return [part]
    if wordings.holding(text):
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
        if all(map(wordings.holding, words)) and texts[: len(words)] == words:
            return pieces
    return [part]


def _is_figure(piece: Sequence[Char]) -> bool:
    return _FIGURE.fullmatch("".join(char.text for char in piece)) is not None


def _later_marks(line: Sequence[Char]) -> set[int]:
    """Where in a line that begins with a number of a list another such number stands.

    The label of a row is set close beside the heading of its group: 三、（一）予以公开.
    """
    text = "".join(char.text for char in line)
    if len(text) > len(line) or not _LIST_MARK.match(text):
        return set()
    return {found.start() for found in _LATER_MARK.finditer(text)}


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
            wordings.holding(a.text + b.text)
            or not (wordings.holding(a.text) and wordings.holding(b.text))
        )
    )


def _joined(a: Block, b: Block, lines: int | None = None) -> Block:
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


def _next_line(block: Block, words: Sequence[Block], around: _Print) -> Block | None:
    """The next line of a block: what its wording goes on with, or else what stands below it."""
    wordings, tall = around.wordings, around.tall
    if wordings.begins(block.text):
        below = [
            one
            for one in words
            if SAME_BASELINE * tall < block.foot - one.foot <= FARTHEST_LINE * block.size
            and overlap(block.left, block.right, one.left, one.right) > 0
            and not _is_line_between(block, one, around)
        ]
        nearest = max((one.foot for one in below), default=0.0)
        for one in below:
            if nearest - one.foot <= SAME_BASELINE * tall and wordings.begins(
                block.text + one.text
            ):
                return one
        if wordings.roles(block.text):
            return None
    following = _goes_on(block, words, around)
    if following is None or (wordings.roles(following.text) and not wordings.roles(block.text)):
        return None  # a label that is whole is nothing's second line
    return following


def _goes_on(block: Block, words: Sequence[Block], around: _Print) -> Block | None:
    """The next line of a block: close below it, alone there, and no drawn line between."""
    below = [
        one
        for one in around.segments
        if 0 < block.foot - one.foot <= NEXT_LINE * max(block.size, one.size)
        and overlap(block.left, block.right, one.left, one.right) > 0
    ]
    if len(below) != 1 or below[0] not in words:
        return None
    if is_listed(below[0]):
        return None  # the next row's label, however close it stands
    if min(block.size, below[0].size) < ONE_SIZE * max(block.size, below[0].size):
        return None  # a heading above a table of smaller print
    following = below[0]
    above = [
        one
        for one in around.segments
        if 0 < one.foot - following.foot < block.foot - following.foot + SAME_BASELINE * around.tall
        and overlap(following.left, following.right, one.left, one.right) > 0
    ]
    if len(above) != 1:
        return None
    return None if _is_line_between(block, following, around) else following


def _is_line_between(block: Block, following: Block, around: _Print) -> bool:
    """Whether a line is drawn between two lines of words."""
    x = max(block.left, following.left)
    return any(
        following.height < line.at < block.foot + around.tall / 2 and line.start <= x <= line.end
        for line in around.level
    )


def is_listed(block: Block) -> bool:
    """Whether a block begins with a number of a list, as the rows of 表三 do."""
    return _LIST_MARK.match(block.text) is not None


def are_level(a: Block, b: Block, tall: float) -> bool:
    """Whether two blocks stand on one baseline."""
    return abs(a.foot - b.foot) <= SAME_BASELINE * tall


def rows_of(figures: Sequence[Block], tall: float) -> list[list[Block]]:
    """Figures by the line they stand on, from top to bottom, each line from left to right.

    A figure whose note is wrapped stands beside the one line that its own lines lie around.
    """
    rows: list[list[Block]] = []
    for figure in sorted(figures, key=lambda one: -one.foot):
        if figure.lines > 1:
            continue
        if rows and are_level(rows[-1][0], figure, tall):
            rows[-1].append(figure)
        else:
            rows.append([figure])
    for figure in (one for one in figures if one.lines > 1):
        beside = [row for row in rows if figure.bottom < row[0].height < figure.top]
        if len(beside) == 1:
            beside[0].append(figure)
        else:
            rows.append([figure])
    for row in rows:
        row.sort(key=lambda one: one.left)
    return sorted(rows, key=lambda row: -row[0].height)


def are_parted(intervals: Sequence[tuple[float, float]]) -> bool:
    """Whether intervals from left to right share nothing."""
    return all(a[1] < b[0] for a, b in pairwise(intervals))
