"""The rows of open tables: figures on one line, the label beside them, and labels beside blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap
from checker.documents.pdf.text_blocks import are_level, is_listed, rows_of
from checker.model.wordings import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.text_segments import Block

SLACK = 0.35  # of the height of print: figures may stand this much above or below their label
MEETS = 0.15  # of the height of print: so much may the boxes of letters of two rows share
SAME_LEFT = 2.0  # points: words of one column start this near to each other
SAME_SIZE = 0.2  # of its height: words of one column are as large as each other
BESIDE = 1.0  # of a figure's height: so near stand the words of a sentence
PAGE_NUMBER = re.compile(r"[—－\-·]*(?:第)?(?P<number>\d{1,3})(?:页)?[—－\-·]*")


@dataclass(frozen=True)
class Band:
    """Rows of figures below each other, with the words between none of them."""

    rows: tuple[tuple[Block, ...], ...]

    @property
    def figures(self) -> list[Block]:
        """All its figures, row by row."""
        return [figure for row in self.rows for figure in row]

    @property
    def left(self) -> float:
        """Where its first figure begins."""
        return min(figure.left for figure in self.figures)


@dataclass(frozen=True)
class Row:
    """One row of a table: its label, if it has one, and its figures."""

    label: Block | None
    figures: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its figures and its label."""
        return (*self.figures, self.label) if self.label else self.figures

    @property
    def bottom(self) -> float:
        """Its lowest point."""
        return min(block.bottom for block in self.blocks)

    @property
    def top(self) -> float:
        """Its highest point."""
        return max(block.top for block in self.blocks)

    @property
    def height(self) -> float:
        """The height of its figures, or of its label."""
        block = self.figures[0] if self.figures else self.label
        assert block is not None
        return block.height


def bands_of(blocks: Sequence[Block]) -> list[tuple[Band, list[Block]]]:
    """Runs of rows of figures, each with the words around it that may be its heads and labels.

    Words between two rows that reach into the columns (a caption, a header) end a run.
    """
    tall = max((block.top - block.bottom for block in blocks if block.is_figure), default=0.0)
    words = [block for block in blocks if not block.is_figure]
    figures = [block for block in blocks if block.is_figure and not is_in_prose(block, words)]
    rows = rows_of(figures, tall)
    runs: list[list[list[Block]]] = []
    for row in rows:
        run = runs[-1] if runs else None
        if run is not None:
            left = min(figure.left for line in (*run, row) for figure in line)
            edge = _labels_edge([*run, row], words, left)
            parts = any(
                row[0].height < word.height < run[-1][0].height
                and not word.is_row
                and (word.right > left or word.left > edge)
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
        bands.append((Band(tuple(map(tuple, run))), near))
    return bands


def is_in_prose(figure: Block, words: Sequence[Block]) -> bool:
    """Whether words stand close on both sides of a figure: it is one of a sentence."""
    tall = figure.size
    level = [word for word in words if are_level(word, figure, tall)]
    return any(0 <= figure.left - word.right < BESIDE * tall for word in level) and any(
        0 <= word.left - figure.right < BESIDE * tall for word in level
    )


def _labels_edge(run: Sequence[Sequence[Block]], words: Sequence[Block], left: float) -> float:
    """How far the words beside rows of figures reach; infinitely, where there are none."""
    return max(
        (
            word.right
            for row in run
            for word in words
            if word.right < left and word.bottom < row[0].height < word.top
        ),
        default=float("inf"),
    )


def rows_beside_labels(band: Band, words: Sequence[Block], tall: float) -> list[Row]:
    """The band's rows with their labels, blank ones too; none where a label is not sure."""
    beside = [word for word in words if word.right < band.left and not word.is_no_label]
    rows = [Row(_label_beside(figures, beside, tall), figures) for figures in band.rows]
    across = [word for word in words if word.right > band.left]
    ends = (at for at in (-1, 0) if len(rows) > 1 and _is_page_number(rows[at], across))
    if (number := next(ends, None)) is not None:
        rows.pop(number)  # a page has one
    labels = [row.label for row in rows if row.label is not None]
    if len(rows) > 1 and len(labels) < len(rows) and not _is_sure_of_others(labels, rows):
        return []
    if len({id(label) for label in labels}) < len(labels):
        return []
    if labels:
        rows += _blank_rows(rows, labels, words, band.left)
    rows.sort(key=lambda row: -row.height)
    return rows if _are_apart(rows, tall) else []


def _are_apart(rows: Sequence[Row], tall: float) -> bool:
    """Whether rows lie below each other; set solid, the boxes of their letters meet."""
    return all(a.bottom > b.top - MEETS * tall for a, b in pairwise(rows))


def _label_beside(figures: Sequence[Block], beside: Sequence[Block], tall: float) -> Block | None:
    """The label that figures stand beside: one that the forms print, or else the rightmost.

    What a page break cuts is one too: left of it the heading of its group, （六）其他处理, is the
    label of a row on another form. A last line of ” alone has no ink at its foot.
    """
    height = figures[0].height
    near = [
        word
        for word in beside
        if min(word.bottom, word.foot) - SLACK * tall < height < word.top + SLACK * tall
    ]
    known = [word for word in near if word.is_row or Role.ROW in word.piece_of]
    return max(known or near, key=lambda word: word.left, default=None)


def _is_sure_of_others(labels: Sequence[Block], rows: Sequence[Row]) -> bool:
    """Whether most rows have labels that the forms print: then one without is a row of its own.

    Its figures belong to no label, and a label near it that seems blank may be theirs: that is
    for the recogniser to doubt.
    """
    return all(label.is_row for label in labels) and len(labels) >= len(rows) / 2


def _is_page_number(row: Row, across: Sequence[Block]) -> bool:
    """Whether a row is a page's number: between two dashes (— 3 —), or alone at an end of it.

    A figure that words follow and precede, not only labels, is none, nor is a zero: they may be
    off their row. Other figures on a line are a row of which the label is not known. Such rows were
    left out as well, and the label above them was blank for sure: seen in damaged files.
    """
    texts = [one.text for one in row.figures]
    numbers = [text for text in texts if any(map(str.isdigit, text))]
    told = PAGE_NUMBER.fullmatch("".join(texts))
    if row.label is not None or told is None or len(texts) not in (1, 3) or len(numbers) != 1:
        return False
    if not int(told["number"]):
        return False
    sides = {word.height > row.height for word in across}
    return len(row.figures) > 1 or len(sides) <= 1


def _blank_rows(
    rows: Sequence[Row], labels: Sequence[Block], words: Sequence[Block], left: float
) -> list[Row]:
    """Labels that no figure stands beside: between rows, above the first and below the last.

    The rows end where words stand over or reach into the columns: a header, a caption, prose.
    """
    beyond = max(label.left for label in labels)
    edge = max(label.right for label in labels)
    across = [word for word in words if word.right >= left or word.left > max(edge, beyond)]
    top, bottom = max(row.top for row in rows), min(row.bottom for row in rows)
    ceiling = min((word.bottom for word in across if word.bottom >= top), default=float("inf"))
    floor = max((word.top for word in across if word.top <= bottom), default=float("-inf"))
    beside = [word for word in words if word not in across]
    return [
        Row(word, ())
        for word in beside
        if floor <= word.bottom
        and word.top <= ceiling
        and word not in labels
        and not word.is_no_label
        and (word.is_row or not any(label.is_row for label in labels))
        and (word.is_row or bottom < word.height < top or _is_alike(word, labels))
        and not any(
            other is not word
            and other.left >= word.right
            and overlap(other.bottom, other.top, word.bottom, word.top) > 0
            for other in beside
        )
        and not any(row.bottom < word.height < row.top for row in rows)
    ]


def blank_rows_from(first: Block, words: Sequence[Block], left: float) -> list[Row]:
    """The rows of a table without any figure, from its first label down, left of a wall.

    None where words of two rows lie at one height.
    """
    row = Row(first, ())
    below = [word for word in words if word.height < first.height]
    rows = [row, *_blank_rows([row], [first], below, left)]
    rows.sort(key=lambda one: -one.height)
    return rows if all(a.bottom > b.top for a, b in pairwise(rows)) else []


def _is_alike(word: Block, labels: Sequence[Block]) -> bool:
    """Whether words above or below the rows with figures are a label as those are.

    They begin as far left or are centred as those, are as large, and numbered where those are.
    """
    alike = [label for label in labels if abs(word.size - label.size) <= SAME_SIZE * label.size]
    if any(map(is_listed, labels)):
        return bool(alike) and is_listed(word)
    return any(
        abs(word.left - label.left) <= SAME_LEFT or abs(word.centre - label.centre) <= SAME_LEFT
        for label in alike
    )
