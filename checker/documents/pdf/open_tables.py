"""Tables without upright lines, or without any: their rows and columns from how print is aligned.

An open table still prints its figures in columns below its heads and beside its labels. Where
every figure stands in one column, the columns stand clear of each other, and each row of figures
lies beside one label, the cells are known, blank ones too: a head without a figure below it is a
column, a label without a figure beside it is a row. Level lines that are drawn part the rows.
Where one of these does not hold, nothing is drawn: what cannot be proven stays unread. What is
drawn still needs its labels and headers as witnesses (``Grid.proven`` is false).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.pdf.open_edges import (
    MARGIN,
    Around,
    Extents,
    upper_walls,
)
from checker.documents.pdf.open_heads import Head, heads_above, ruled_heads
from checker.documents.pdf.open_lines import edges_of, label_walls
from checker.documents.pdf.open_pages import columns_of_text, settled_figures, stray_figures
from checker.documents.pdf.open_rows import (
    PAGE_NUMBER,
    Row,
    bands_of,
    blank_rows_from,
    rows_beside_labels,
)
from checker.documents.pdf.open_spans import columns_of, columns_without_rows
from checker.documents.pdf.page_print import Print
from checker.documents.pdf.rulings import Ruling, Rulings
from checker.documents.pdf.text_blocks import is_listed, text_blocks
from checker.model.wordings import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.characters import PrintedPage
    from checker.documents.pdf.open_columns import Columns
    from checker.documents.pdf.open_rows import Band
    from checker.documents.pdf.text_segments import Block
    from checker.model import Box
    from checker.model.wordings import Wordings

LEAST_ALONE = 5  # figures, or heads, of a row without a label: — 3 — is the number of a page
BELOW_TOP = 3.0  # heights of print: so far below the top of a page its first row may stand
LEAST_ROWS = 2  # labels below each other: one may be a heading of a section
CAPTIONED = 2  # heads below the caption of a part of 表二: of the labels, of one column
LEAST_HEADS = 4  # heads without a row below them: three of columns, one of the labels


class OpenTables:
    """The open tables of a document's pages, looked at in their order.

    A table that goes on, on the next page or beside, keeps its columns; its header may stand
    alone at the foot of the page before.
    """

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._columns: Columns | None = None
        self._before: Columns | None = None  # as they were at the top of this page
        self._is_parted = False  # whether the sheet before holds two pages
        self._foot = float("inf")  # where the lowest table of this page ends
        self._extents = Extents()
        self._in_rows: set[int] = set()  # identities of the figures of this page's tables
        self.strays: dict[int, tuple[Box, ...]] = {}
        """The figures of each page looked at that stand in no row of a table."""

    def rulings(self, page: PrintedPage, drawn: Rulings | None) -> Rulings | None:
        """The lines that the page's open tables would have; ``None`` where it has none."""
        tall = Print(page).words_height
        lines = drawn.level if drawn is not None else ()
        level: list[Ruling] = []
        upright: list[Ruling] = []
        strays: list[Block] = []
        pages = columns_of_text(
            text_blocks(page, tall, lines, self._wordings),
            page.frame.width,
            tall,
            is_parted=self._is_parted,
        )
        self._is_parted = len(pages) > 1
        self._in_rows = set()
        extents = self._extents.of(pages, lines, page.frame.width)
        for blocks, outer in zip(pages, extents, strict=True):
            if not blocks:  # a page without level text: mirrored, or all of it aslant
                continue
            top = max(one.top for one in blocks)
            figures = [one for one in blocks if one.is_figure]
            around = Around(outer, lines, tall, top, figures)
            self._before, self._foot = self._columns, float("inf")
            found = [self._ruled(*band, around) for band in bands_of(blocks)]
            ruled = [one for one in found if one is not None]
            free = [one for one in blocks if not one.is_figure and not _is_within(one, ruled)]
            ruled += self._blank_tables(free, ruled, around)
            foot = min((line.at for one in ruled for line in one.level), default=float("inf"))
            below = [one for one in free if one.top < foot and not PAGE_NUMBER.fullmatch(one.text)]
            alone = self._header_alone(below, around)
            for one in (*ruled, *([alone] if alone else ())):
                level += one.level
                upright += one.upright
            strays += stray_figures(blocks, self._in_rows, page.number)
        self.strays[page.number] = tuple(one.box for one in strays)
        return Rulings(tuple(level), tuple(upright)) if level else None

    def _keep(self, columns: Columns, foot: float) -> None:
        """Remember the columns of the lowest table of a page: it may go on."""
        if foot < self._foot:
            self._columns, self._foot = columns, foot

    def _ruled(
        self,
        band: Band,
        words: Sequence[Block],
        around: Around,
    ) -> Rulings | None:
        """The lines around a band, ``None`` where its rows or its columns are not proven."""
        rows = rows_beside_labels(band, words, around.tall)
        if not rows:
            return None
        labels = [row.label for row in rows if row.label]
        others = [word for word in words if word not in labels]
        beside = max((label.right for label in labels), default=around.outer[0])
        heads = heads_above(rows[0].top, others, around.tall).right_of(beside)
        if not labels and max(len(rows[0].figures), len(heads.leaves)) < LEAST_ALONE:
            return None
        columns = self._columns_of(rows, labels, heads, around)
        return None if columns is None else self._lines(rows, heads, columns, words, around)

    def _lines(
        self,
        rows: Sequence[Row],
        heads: Head,
        columns: Columns,
        words: Sequence[Block],
        around: Around,
    ) -> Rulings | None:
        """The lines of rows below their header, ``None`` where drawn lines part them otherwise."""
        walls = columns.all_walls
        edges = edges_of(rows, heads, around.drawn, walls[-2:])
        if edges is None:
            return None
        level = [Ruling(edge, edge, walls[0], walls[-1]) for edge in edges]
        upright = [
            Ruling(x, x, bottom, top)
            for row, (top, bottom) in zip(rows, pairwise(edges), strict=True)
            for x in columns.walls_of(row.figures)
        ]
        upright += label_walls(rows, edges, words, walls[0])
        self._keep(columns, edges[-1])
        self._in_rows.update(map(id, settled_figures(rows, columns)))
        more = ruled_heads(heads, columns.walls, (walls[0], walls[-1]), edges[0])
        return Rulings((*level, *more.level), (*upright, *more.upright))

    def _blank_tables(
        self, words: Sequence[Block], ruled: Sequence[Rulings], around: Around
    ) -> list[Rulings]:
        """The lines of tables without a single figure: labels below a header, or going on."""
        found: list[Rulings] = []
        roofs = [max(line.at for line in one.level) for one in ruled]
        foot = float("inf")
        for first in words:
            above = [word for word in words if word.top < foot or word.top > first.top]
            heads = heads_above(first.top, above, around.tall)
            if first.top >= foot or not (is_listed(first) or heads.has_caption):
                continue
            if not heads.leaves and first.top < around.top - BELOW_TOP * around.tall:
                continue  # what goes on from the page before stands at the top of this one
            below = max((roof for roof in roofs if roof < first.top), default=float("-inf"))
            own = [word for word in words if word.bottom > below]
            lines = self._blank_table(first, heads, own, around)
            if lines is not None:
                found.append(lines)
                foot = min(line.at for line in lines.level)
        return found

    def _blank_table(
        self, first: Block, heads: Head, words: Sequence[Block], around: Around
    ) -> Rulings | None:
        """The lines of a table whose first label, or what follows it, is ``first``."""
        if not heads.leaves:
            columns = self._before and self._before.moved_to([], [first], around.outer)
        else:
            least = CAPTIONED if heads.has_caption else LEAST_ALONE
            columns = columns_without_rows(heads, (first.bottom, heads.top), around)
            if len(heads.leaves) < least:
                return None
        if columns is None:
            return None
        if columns.left is None or first.right > columns.walls[0] or first.is_no_label:
            return self._blank_row(heads, columns, first, around)
        rows = blank_rows_from(first, words, columns.walls[0])
        if len(rows) < (1 if heads.has_caption or first.is_row else LEAST_ROWS):
            return None
        if any(row.bottom < one.height < row.top for row in rows for one in around.figures):
            return None  # they are not blank: their columns are not proven
        return self._lines(rows, heads, columns, words, around)

    def _blank_row(
        self,
        heads: Head,
        columns: Columns,
        below: Block | None,
        around: Around,
    ) -> Rulings | None:
        """The lines of a blank row below a header without labels.

        It lies between two drawn lines, or where none are drawn between the heads and the heading
        of the section that follows ``below`` on the page: what is printed nowhere there is blank.
        """
        if not heads.leaves or any(Role.LABEL_HEAD in leaf.roles for leaf in heads.leaves):
            return None
        walls = columns.all_walls
        floor = float("-inf") if below is None else below.top
        foot = min(leaf.bottom for leaf in heads.leaves)
        x = (walls[-2] + walls[-1]) / 2
        across = [line.at for line in around.drawn if line.start <= x <= line.end]
        lines = sorted((at for at in across if floor < at < foot), reverse=True)
        if (
            not lines
            and below is not None
            and Role.SECTION in below.roles
            and all(Role.HEAD in leaf.roles for leaf in heads.leaves)
            and foot - floor > 2 * MARGIN
        ):
            lines = [foot - MARGIN, floor + MARGIN]
        if len(lines) != 2:  # noqa: PLR2004 - above it and below it
            return None
        if any(lines[1] < one.height < lines[0] for one in around.figures):
            return None  # it is not blank: its columns are not proven
        self._keep(columns, lines[1])
        more = ruled_heads(heads, walls, (walls[0], walls[-1]), lines[0])
        level = [Ruling(at, at, walls[0], walls[-1]) for at in lines]
        upright = [Ruling(x, x, lines[1], lines[0]) for x in walls]
        return Rulings((*level, *more.level), (*upright, *more.upright))

    def _columns_of(
        self,
        rows: Sequence[Row],
        labels: Sequence[Block],
        heads: Head,
        around: Around,
    ) -> Columns | None:
        """The columns that go on from before, or those below a header; ``None`` if not proven."""
        figures = [figure for row in rows for figure in row.figures]
        if (
            not heads.leaves
            and self._columns is not None
            and (self._columns.left is None) == (not labels)
        ):
            going_on = self._columns.moved_to(figures, labels, around.outer)
            if going_on is not None:
                return going_on
        return columns_of(rows, labels, heads, around)

    def _header_alone(self, words: Sequence[Block], around: Around) -> Rulings | None:
        """The lines of a header whose rows follow on the next page or beside, or are blank."""
        foot = min((word.bottom for word in words), default=0.0)
        heads = heads_above(foot, words, around.tall)
        if any(foot < one.height < heads.top for one in around.figures):
            return None
        columns = columns_without_rows(heads, (foot, heads.top), around)
        if columns is None or len(heads.leaves) < (CAPTIONED if heads.has_caption else LEAST_HEADS):
            return self._cut_header(heads, foot - MARGIN, around) if heads.is_cut else None
        blank = self._blank_row(heads, columns, None, around)
        if blank is not None:
            return blank
        bottom = foot - MARGIN
        self._keep(columns, bottom)
        left, right = columns.all_walls[0], columns.walls[-1]
        more = ruled_heads(heads, columns.walls, (left, right), bottom)
        return Rulings((Ruling(bottom, bottom, left, right), *more.level), more.upright)

    def _cut_header(self, heads: Head, bottom: float, around: Around) -> Rulings:
        """The lines of the upper heads of a table; those below them follow on the next page."""
        walls = upper_walls(heads.leaves, around.outer)
        self._columns, self._foot = None, bottom  # what follows is no part of a table before
        more = ruled_heads(heads, walls, (walls[0], walls[-1]), bottom)
        return Rulings((Ruling(bottom, bottom, walls[0], walls[-1]), *more.level), more.upright)


def _is_within(block: Block, ruled: Sequence[Rulings]) -> bool:
    """Whether a block stands in one of the tables that were found."""
    spans = ([line.at for line in one.level] for one in ruled)
    return any(min(heights) < block.height < max(heights) for heights in spans)
