"""Tables without upright lines, or without any: their rows and columns from how print is aligned.

An open table still prints its figures in columns below its heads and beside its labels. Where
every figure stands in one column, the columns stand clear of each other, and each row of figures
lies beside one label, the cells are known, blank ones too: a head without a figure below it is a
column, a label without a figure beside it is a row. Level lines that are drawn part the rows.
Where one of these does not hold, nothing is drawn: what cannot be proven stays unread. What is
drawn still needs its labels and headers as witnesses (``Grid.proven`` is false).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap
from checker.documents.pdf.open_heads import Head, heads_above, ruled_heads
from checker.documents.pdf.rulings import Print, Ruling, Rulings
from checker.documents.pdf.text_blocks import Block, are_parted, rows_of, text_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.pdfium import Page
MARGIN = 3.0  # points left free around a table
SLACK = 0.35  # of the height of print: figures may stand this much above or below their label
BEFORE_LABEL = 1.5  # points left of the labels: the wall must not cut their first glyph
SAME_LEFT = 2.0  # points: labels of one column start this near to each other
MIDDLE = 0.06  # of the page's width: where the gap between two pages on a sheet lies
GUTTER = 1.2  # of the height of print: the narrowest such gap
COLUMN_LINES = 3  # lines of words that begin together: there is a page, or a column of text
LONG_WORDS = 5  # characters: longer words are labels or prose, not heads of columns


@dataclass(frozen=True)
class _Band:
    """Rows of figures below each other, with the words between none of them."""

    rows: tuple[tuple[Block, ...], ...]

    @property
    def figures(self) -> list[Block]:
        return [figure for row in self.rows for figure in row]

    @property
    def left(self) -> float:
        return min(figure.left for figure in self.figures)


@dataclass(frozen=True)
class _Row:
    """One row of a table: its label, if it has one, and its figures."""

    label: Block | None
    figures: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self.figures, self.label) if self.label else self.figures

    @property
    def bottom(self) -> float:
        return min(block.bottom for block in self.blocks)

    @property
    def top(self) -> float:
        return max(block.top for block in self.blocks)

    @property
    def height(self) -> float:
        block = self.figures[0] if self.figures else self.label
        assert block is not None
        return block.height


def implied_rulings(page: Page, rulings: Rulings | None) -> Rulings | None:
    """The lines that the page's open tables would have; ``None`` where it has none."""
    tall = Print(page).words_height
    drawn = rulings.level if rulings is not None else ()
    level: list[Ruling] = []
    upright: list[Ruling] = []
    for blocks in _columns_of_text(text_blocks(page, tall, drawn), page.frame.width, tall):
        # Tables are as wide as the text around them; only so are their parts known as such.
        outer = (min(one.left for one in blocks), max(one.right for one in blocks))
        for band, words in _bands(blocks):
            found = _ruled(band, words, outer, drawn, tall)
            if found is not None:
                level += found.level
                upright += found.upright
    return Rulings(tuple(level), tuple(upright)) if level else None


def _columns_of_text(blocks: Sequence[Block], width: float, tall: float) -> list[list[Block]]:
    """The blocks of the whole page, or of its two halves where nothing stands between them.

    Figures stand in columns too; only where words begin below each other is there a page.
    """
    low, high = width * (0.5 - MIDDLE), width * (0.5 + MIDDLE)
    left = [one for one in blocks if one.centre < width / 2]
    right = [one for one in blocks if one.centre >= width / 2]
    if left and right:
        ends, begins = max(one.right for one in left), min(one.left for one in right)
        words = [one for one in right if len(one.text) >= LONG_WORDS and not one.is_figure]
        most = max(
            (sum(abs(a.left - b.left) <= SAME_LEFT for b in words) for a in words), default=0
        )
        if begins - ends > GUTTER * tall and ends < high and begins > low and most >= COLUMN_LINES:
            return [left, right]
    return [list(blocks)]


def _bands(blocks: Sequence[Block]) -> list[tuple[_Band, list[Block]]]:
    """Runs of rows of figures, each with the words around it that may be its heads and labels.

    Words between two rows that reach into the columns (a caption, a header) end a run.
    """
    tall = max((block.top - block.bottom for block in blocks if block.is_figure), default=0.0)
    rows = rows_of([block for block in blocks if block.is_figure], tall)
    words = [block for block in blocks if not block.is_figure]
    runs: list[list[list[Block]]] = []
    for row in rows:
        run = runs[-1] if runs else None
        if run is not None:
            left = min(figure.left for line in (*run, row) for figure in line)
            parts = any(
                row[0].height < word.height < run[-1][0].height and word.right > left
                for word in words
            )
            if not parts:
                run.append(row)
                continue
        runs.append([row])
    bands = []
    for at, run in enumerate(runs):
        above = runs[at - 1][-1][0].bottom if at else float("inf")
        below = runs[at + 1][0][0].top if at + 1 < len(runs) else float("-inf")
        near = [word for word in words if below < word.height < above]
        bands.append((_Band(tuple(map(tuple, run))), near))
    return bands


def _ruled(
    band: _Band,
    words: Sequence[Block],
    outer: tuple[float, float],
    drawn: Sequence[Ruling],
    tall: float,
) -> Rulings | None:
    """The lines around a band, ``None`` where its rows or its columns are not proven."""
    rows = _rows(band, words, tall)
    if not rows:
        return None
    figures = [figure for row in rows for figure in row.figures]
    labels = [row.label for row in rows if row.label]
    heads = heads_above(rows[0].top, [word for word in words if word not in labels], tall)
    columns = _columns(figures, _column_heads(heads, labels), _right(rows, outer, drawn))
    if columns is None:
        return None
    walls = _walls(columns, labels, heads.leaves, outer)
    edges = _edges(rows, heads, columns, drawn)
    if walls is None or edges is None:
        return None
    level = [Ruling(edge, edge, walls[0], walls[-1]) for edge in edges]
    upright = [Ruling(x, x, edges[-1], edges[0]) for x in walls]
    upright += _label_walls(rows, edges, words, walls[0])
    own = walls[1:] if labels else walls
    more = ruled_heads(heads, own, (walls[0], walls[-1]), edges[0])
    return Rulings((*level, *more.level), (*upright, *more.upright))


def _rows(band: _Band, words: Sequence[Block], tall: float) -> list[_Row]:
    """The band's rows with their labels, blank ones too; none where a label is not sure."""
    beside = [word for word in words if word.right < band.left]
    rows: list[_Row] = []
    for figures in band.rows:
        height = figures[0].height
        near = [
            word for word in beside if word.bottom - SLACK * tall < height < word.top + SLACK * tall
        ]
        rows.append(_Row(max(near, key=lambda word: word.left, default=None), figures))
    while len(rows) > 1 and rows[-1].label is None:
        rows.pop()  # a page number
    while len(rows) > 1 and rows[0].label is None:
        rows.pop(0)
    labels = [row.label for row in rows if row.label is not None]
    if len(rows) > 1 and len(labels) < len(rows):
        return []
    if len({id(label) for label in labels}) < len(labels):
        return []
    if labels:
        rows += _blank_rows(rows, labels, beside)
    rows.sort(key=lambda row: -row.height)
    return rows if all(a.bottom > b.top for a, b in pairwise(rows)) else []


def _blank_rows(
    rows: Sequence[_Row], labels: Sequence[Block], beside: Sequence[Block]
) -> list[_Row]:
    """Labels between the rows that no figure stands beside, and no other label."""
    top, bottom = max(label.top for label in labels), min(row.bottom for row in rows)
    return [
        _Row(word, ())
        for word in beside
        if bottom < word.height < top
        and word not in labels
        and not any(
            other is not word
            and other.left >= word.right
            and overlap(other.bottom, other.top, word.bottom, word.top) > 0
            for other in beside
        )
        and not any(row.bottom < word.height < row.top for row in rows)
    ]


def _column_heads(heads: Head, labels: Sequence[Block]) -> list[Block]:
    """The heads of the columns of figures, from left to right: without that of the labels."""
    leaves = sorted(heads.leaves, key=lambda head: head.left)
    if not labels or not leaves:
        return leaves
    edge = max(label.right for label in labels)
    over_figures = [head for head in leaves if head.left > edge]
    # Above short labels their centred head stands right of all of them.
    return over_figures if len(over_figures) < len(leaves) else leaves[1:]


def _right(rows: Sequence[_Row], outer: tuple[float, float], drawn: Sequence[Ruling]) -> float:
    """Where the table ends at the right: at its drawn lines, or with the text around it."""
    ends = [
        line.end
        for line in drawn
        if rows[-1].bottom - MARGIN <= line.at <= rows[0].top + MARGIN
        and outer[0] <= (line.start + line.end) / 2 <= outer[1]
    ]
    return max(ends, default=outer[1])


def _columns(
    figures: Sequence[Block], heads: Sequence[Block], right: float
) -> list[tuple[float, float]] | None:
    """From where to where each column's print runs, ``None`` where figures have no one column."""
    spans: list[tuple[float, float]] = []
    for begin, end in sorted((figure.left, figure.right) for figure in figures):
        if spans and begin < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((begin, end))
    if not heads:
        return spans
    columns = [(head.left, head.right) for head in heads]
    owners = list(range(len(heads))) if len(spans) == len(heads) else _owners(spans, heads, right)
    if owners is None:
        return None
    for owner, (begin, end) in zip(owners, spans, strict=True):
        columns[owner] = (min(begin, columns[owner][0]), max(end, columns[owner][1]))
    return columns if are_parted(columns) else None


def _owners(
    spans: Sequence[tuple[float, float]], heads: Sequence[Block], right: float
) -> list[int] | None:
    """The head that each column of figures stands below, where some heads have blanks below.

    A figure under a head is that head's. One beside it may be the neighbour's: heads stand over
    the middle of their columns, so that the table's right edge and the last head give the edge
    before it, and so on to the left. A column that crosses such an edge belongs to no head.
    """
    over = [
        [at for at, head in enumerate(heads) if overlap(*span, head.left, head.right) > 0]
        for span in spans
    ]
    if all(len(one) == 1 for one in over):
        owners = [one[0] for one in over]
    else:
        edges = [right]
        for head in reversed(heads):
            edges.insert(0, 2 * head.centre - edges[0])
        if any(
            not before.right < edge < after.left
            for edge, (before, after) in zip(edges[1:-1], pairwise(heads), strict=True)
        ):
            return None
        owners = [
            at
            for span in spans
            for at, (begin, end) in enumerate(pairwise(edges))
            if begin < span[0] and span[1] <= end + MARGIN
        ]
    return owners if owners == sorted(set(owners)) and len(owners) == len(spans) else None


def _walls(
    columns: Sequence[tuple[float, float]],
    labels: Sequence[Block],
    leaves: Sequence[Block],
    outer: tuple[float, float],
) -> list[float] | None:
    """Where the upright lines stand: around the labels, between columns, at the right."""
    first = columns[0][0]
    walls = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    left, right = outer[0] - MARGIN, outer[1] + MARGIN
    if labels:
        edge = max(label.right for label in labels)
        edge = max([edge, *(leaf.right for leaf in leaves if leaf.right < first)])
        if edge >= first:
            return None
        walls.insert(0, (edge + first) / 2)
    return [left, *walls, right]


def _edges(
    rows: Sequence[_Row],
    heads: Head,
    columns: Sequence[tuple[float, float]],
    drawn: Sequence[Ruling],
) -> list[float] | None:
    """The heights of the lines between the rows, from the top; drawn lines where there are."""
    x = sum(columns[-1]) / 2
    lines = sorted((line.at for line in drawn if line.start <= x <= line.end), reverse=True)
    edges: list[float] = []
    for above, below in pairwise(rows):
        between = [at for at in lines if below.height < at < above.height]
        if len(between) > 1:
            return None
        edges.append(between[0] if between else (above.bottom + below.top) / 2)
    lowest = min((head.bottom for head in heads.leaves), default=rows[0].top + 2 * MARGIN)
    over = [at for at in lines if rows[0].height < at < lowest + MARGIN]
    edges.insert(0, over[-1] if over else (rows[0].top + lowest) / 2)
    tall = rows[-1].top - rows[-1].bottom
    under = [at for at in lines if rows[-1].height - 2 * tall - 12 < at < rows[-1].height]
    edges.append(under[0] if under else rows[-1].bottom - MARGIN)
    return edges


def _label_walls(
    rows: Sequence[_Row], edges: Sequence[float], words: Sequence[Block], left: float
) -> list[Ruling]:
    """Short lines that part a row's own label from the group headings to its left."""
    walls = []
    for row, (top, bottom) in zip(rows, pairwise(edges), strict=True):
        label = row.label
        if label is None or label.left - left < 2 * MARGIN:
            continue
        if any(
            word is not label and word.right <= label.left + 1 and left <= word.left
            for word in words
        ):
            x = label.left - BEFORE_LABEL
            walls.append(Ruling(x, x, bottom, top))
    return walls
