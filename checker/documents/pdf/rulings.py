"""A page's rulings: what is drawn for one line of a table, joined into that line and its band.

Programs draw one line of a table as strokes, thin fills, dots, dashes, two or three lines side by
side, or the facing borders of two cells. All of it is one *ruling*: it runs from here to there,
and its ink fills a *band* across. A cell is what lies between the inner edges of four bands, so
nothing that measures a cell needs to know how its lines are drawn.

Limits grow with the page's print (``Scale``): they are shares of the height of its characters.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from checker.documents.pdf.page_print import NO_ROOM, SHORTEST, Print

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.documents.geometry import Rule
    from checker.documents.pdf.pdfium import Page

DOT_GAP = 4.5  # points between the pieces of one line (chromium draws 1 px dots 2 px apart)
DASH = 10.0  # points: longer pieces are lines by themselves (dashes of a 2.25 point pen are 9)
PENS_APART = 3.0  # widths of the pen between two dots or dashes
FEWEST_GAPS = 3  # between the pieces of one line, and a fourth of all: fewer are no pattern
JOINT = 1.0  # points: so far from each other two pieces of one line may end and begin
SAME_LINE = 1.0  # points across: pieces this near to each other lie on one line
MOST_RULES = 50_000  # a page of dotted tables has 13,000; hatching has more


@dataclass(frozen=True, slots=True)
class Ruling:
    """One line of a table: the band of its ink across, and from where to where it runs.

    ``low`` and ``high`` are heights of a level ruling, distances from the left of an upright one.
    """

    low: float
    high: float
    start: float
    end: float
    reach: float = 0.0  # how far its ends may lie from the lines they belong to (dots, dashes)
    joints: tuple[float, ...] = ()
    """Where one of its pieces ends and the next begins, along it.

    Browsers, Word and WPS draw the edge of each cell by itself: where no upright lines are drawn,
    these places are the edges of columns.
    """

    @property
    def at(self) -> float:
        """Where it lies across: the middle of its band."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rulings of one page, each kind from low to high."""

    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]


class _Piece(NamedTuple):
    """What is drawn in one go: its extent across and along.

    A page of dotted borders has 20,000: a named tuple is made and sorted three times as quickly as
    a dataclass.
    """

    at: float  # across: its middle
    start: float
    end: float
    length: float
    low: float
    high: float


_across, _along = attrgetter("at", "start"), attrgetter("start")
_ends, _lengths = attrgetter("end"), attrgetter("length")
_lows, _highs = attrgetter("low"), attrgetter("high")


def rulings_of(page: Page) -> Rulings | None:
    """The page's rulings; ``None`` where what is drawn is no table's (hatching)."""
    if len(page.drawing.rules) > MOST_RULES:
        return None
    text = Print(page)
    drawn = (*page.drawing.rules, *page.drawing.bars)
    rules = [rule for rule in drawn if not (text.is_marked_by(rule) or text.stands_on(rule))]
    level = _joined(_pieces(rules, text.scale, level=True), text.scale)
    upright = _joined(_pieces(rules, text.scale, level=False), text.scale)
    level, upright = _held(level, upright), _held(upright, level)
    level = _clustered(level, text, level=True)
    upright = _clustered(upright, text, level=False)
    return Rulings(tuple(_reaching(level, upright, text)), tuple(_reaching(upright, level, text)))


def _pieces(rules: Iterable[Rule], scale: float, *, level: bool) -> Iterator[_Piece]:
    """What is drawn in one direction; a dot may belong to a line in either."""
    for rule in rules:
        x0, y0, x1, y1 = rule.box
        is_dot = max(x1 - x0, y1 - y0) <= DOT_GAP * scale
        if rule.horizontal == level or is_dot:
            if level:
                yield _Piece((y0 + y1) / 2, x0, x1, x1 - x0, y0, y1)
            else:
                yield _Piece((x0 + x1) / 2, y0, y1, y1 - y0, x0, x1)


def _joined(pieces: Iterable[_Piece], scale: float) -> list[Ruling]:
    """Pieces that lie on one line, joined over the gaps of dots and dashes."""
    found = sorted(pieces, key=_across)
    rulings: list[Ruling] = []
    first = 0
    while first < len(found):
        last, at = first, found[first].at
        while last < len(found) and found[last].at - at <= SAME_LINE * scale:
            last += 1
        line = sorted(found[first:last], key=_along)
        gap = _widest_gap(line, scale)
        run = [line[0]]
        end = line[0].end
        for piece in line[1:]:
            if piece.start - end > gap:
                rulings.append(_ruling(run, end, gap))
                run = []
            run.append(piece)
            end = max(end, piece.end) if len(run) > 1 else piece.end
        rulings.append(_ruling(run, end, gap))
        first = last
    return [one for one in rulings if one.end - one.start >= SHORTEST * scale]


def _ruling(run: Sequence[_Piece], end: float, gap: float) -> Ruling:
    """One line of its pieces; its band is that of its longest ones, not of a dot beside them."""
    longest = max(map(_lengths, run))
    main = [piece for piece in run if piece.length >= longest / 2]
    return Ruling(
        min(map(_lows, main)),
        max(map(_highs, main)),
        run[0].start,
        end,
        gap,
        tuple(_joints(run)),
    )


def _joints(pieces: Sequence[_Piece]) -> Iterator[float]:
    """Where long pieces meet; they may share the corner of two cells, as wide as the pen."""
    long = [piece for piece in pieces if piece.length > DASH]
    if len(long) < 2:  # noqa: PLR2004 - a pair of pieces
        return
    ends = sorted(map(_ends, long))
    pen = max(piece.high - piece.low for piece in long)
    for start in sorted(set(map(_along, long))):
        at = bisect_left(ends, start - JOINT)
        if at < len(ends) and ends[at] <= start + 2 * pen + JOINT:
            yield (start + ends[at]) / 2


def _widest_gap(line: Sequence[_Piece], scale: float) -> float:
    """How far apart the pieces of one line may lie.

    Dots and dashes are drawn anew for each cell: where the last one does not fit, a piece and a
    gap are missing. Dots of upright lines that happen to stand level are no pattern.
    """
    least = DOT_GAP * scale
    lengths: list[float] = sorted(map(_lengths, line))
    length = lengths[len(lengths) // 2]
    if length > DASH * scale:
        return least
    pen = min(piece.high - piece.low for piece in line)
    gaps = [after.start - before.end for before, after in itertools.pairwise(line)]
    small = sorted(gap for gap in gaps if 0 < gap <= max(least, PENS_APART * pen))
    if len(small) < max(FEWEST_GAPS, len(gaps) / 4):
        return least
    # Two cells may dot one line between them, in two phases: the gaps there are no measure.
    return max(least, 2 * small[3 * len(small) // 4] + length + 0.5)


def _clustered(lines: Sequence[Ruling], text: Print, *, level: bool) -> list[Ruling]:
    """Parallel lines between which nothing has room are one ruling, as long as all together."""
    found = sorted(lines, key=lambda line: (line.low, line.start))
    head = list(range(len(found)))

    def root(one: int) -> int:
        while head[one] != one:
            one = head[one]
        return one

    room = NO_ROOM * text.height
    for one, line in enumerate(found):
        for other in range(one + 1, len(found)):
            beside = found[other]
            if beside.low - line.high > room + SAME_LINE * text.scale * 4:
                break
            if beside.low - line.high > room:
                continue
            start, end = max(line.start, beside.start), min(line.end, beside.end)
            if end - start <= 0:
                continue
            if not text.stands_between(line.high, beside.low, start, end, level=level):
                head[root(other)] = root(one)
    members: dict[int, list[Ruling]] = {}
    for one, line in enumerate(found):
        members.setdefault(root(one), []).append(line)
    return sorted(
        (ruling for group in members.values() for ruling in _as_one(group, room)),
        key=lambda ruling: (ruling.at, ruling.start),
    )


def _as_one(group: Sequence[Ruling], gap: float) -> Iterator[Ruling]:
    low, high = min(line.low for line in group), max(line.high for line in group)
    reach = max(line.reach for line in group)
    joints = tuple(sorted({x for line in group for x in line.joints}))
    lines = sorted(group, key=lambda line: line.start)
    start, end = lines[0].start, lines[0].end
    for line in lines[1:]:
        if line.start - end <= gap:
            end = max(end, line.end)
        else:
            yield Ruling(low, high, start, end, reach, joints)
            start, end = line.start, line.end
    yield Ruling(low, high, start, end, reach, joints)


def _reaching(rulings: Sequence[Ruling], crossing: Sequence[Ruling], text: Print) -> list[Ruling]:
    """The rulings, drawn on or cut to the middles of the lines they end at."""
    longer = []
    for one in rulings:
        reach = max(one.reach, NO_ROOM * text.height)
        pen = one.high - one.low  # a square cap runs over by half of it
        # Asked in this order: of a hundred lines one or two lie at an end.
        before = [
            line
            for line in crossing
            if line.low <= one.start + pen
            and one.start - line.high <= reach
            and line.start - reach <= one.at <= line.end + reach
        ]
        behind = [
            line
            for line in crossing
            if line.high >= one.end - pen
            and line.low - one.end <= reach
            and line.start - reach <= one.at <= line.end + reach
        ]
        start, end = _end_at(one.start, before, reach), _end_at(one.end, behind, reach)
        longer.append(replace(one, start=start, end=end))
    return longer


def _end_at(end: float, lines: Iterable[Ruling], reach: float) -> float:
    """The middle of the line whose band an end lies in or next to, or the end as it is."""
    far, at = min(
        ((max(line.low - end, end - line.high, 0.0), line.at) for line in lines),
        default=(reach + 1, end),
    )
    return at if far <= reach else end


def _held(rulings: Sequence[Ruling], crossing: Sequence[Ruling]) -> list[Ruling]:
    """The rulings without those that hang inside one cell: strokes over a number, underlines."""
    return [one for one in rulings if not _hangs(one, crossing)]


def _hangs(one: Ruling, crossing: Sequence[Ruling]) -> bool:
    """Whether lines stand on both sides of a ruling that touches neither."""
    beside = [other for other in crossing if other.start < one.at < other.end]
    if any(one.start <= other.high and other.low <= one.end for other in beside):
        return False
    return any(other.at < one.start for other in beside) and any(
        other.at > one.end for other in beside
    )
