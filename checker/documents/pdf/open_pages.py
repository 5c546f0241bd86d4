"""What stands on a page beside its open tables: columns of text, its number, figures astray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.pdf.open_rows import PAGE_NUMBER, SAME_LEFT, SLACK, is_in_prose
from checker.documents.pdf.text_blocks import are_level, rows_of
from checker.model.wordings import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from checker.documents.pdf.open_columns import Columns
    from checker.documents.pdf.open_rows import Row
    from checker.documents.pdf.text_segments import Block

MIDDLE = 0.06  # of the page's width: where the gap between two pages on a sheet lies
GUTTER = 1.2  # of the height of print: the narrowest such gap
COLUMN_LINES = 3  # lines of words that begin together: there is a page, or a column of text
SHARED_COLUMNS = 2  # with the row beside: so many figures moved off their own row are not seen
LONG_WORDS = 5  # characters: longer words are labels or prose, not heads of columns


def columns_of_text(
    blocks: Sequence[Block], width: float, tall: float, *, is_parted: bool = False
) -> list[list[Block]]:
    """The blocks of the whole page, or of its two halves where nothing stands between them.

    Figures stand in columns too; only where words begin below each other is there a page, or
    where the sheet before has two (``is_parted``): the last page may be a signature.
    """
    low, high = width * (0.5 - MIDDLE), width * (0.5 + MIDDLE)
    left = [one for one in blocks if one.centre < width / 2]
    right = [one for one in blocks if one.centre >= width / 2]
    number = _page_number(blocks, low, high)
    inner = [one for one in left if one not in number]
    outer = [one for one in right if one not in number]
    if inner and outer:
        ends, begins = max(one.right for one in inner), min(one.left for one in outer)
        words = [
            one
            for one in right
            if one.is_row
            or Role.SECTION in one.roles
            or (len(one.text) >= LONG_WORDS and not (one.is_figure or one.is_no_label))
        ]
        most = max(
            (sum(b.lines for b in words if abs(a.left - b.left) <= SAME_LEFT) for a in words),
            default=0,
        )
        is_apart = begins - ends > GUTTER * tall and ends < high and begins > low
        if is_apart and (most >= COLUMN_LINES or is_parted):
            return [inner, outer]
    return [list(blocks)]


def _page_number(blocks: Sequence[Block], low: float, high: float) -> list[Block]:
    """The lowest figure with its dashes where it stands in the middle and is a page's number.

    It lies between columns, of which one may run further down: a group's heading, set upright.
    """
    figures = [one for one in blocks if one.is_figure or PAGE_NUMBER.fullmatch(one.text)]
    foot = min((one.foot for one in figures), default=0.0)
    lowest = sorted(
        (one for one in figures if one.foot - foot <= SLACK * one.size), key=lambda one: one.left
    )
    is_number = PAGE_NUMBER.fullmatch("".join(one.text for one in lowest))
    return lowest if is_number and low < lowest[0].right and lowest[-1].left < high else []


def settled_figures(rows: Sequence[Row], columns: Columns) -> Iterator[Block]:
    """The figures whose row has its label, if any has one, and whose column is known.

    At an end of the page a row may be cut off from its label.
    """
    labelled = any(row.label for row in rows)
    for at, row in enumerate(rows):
        if row.label or not labelled or _is_cut(rows, at, columns):
            yield from (one for one in row.figures if columns.is_at_place(one))


def _is_cut(rows: Sequence[Row], at: int, columns: Columns) -> bool:
    """Whether the first or the last row is one of its own, although its label is not beside it.

    Two of its figures stand in columns in which its neighbour has some: they are not those.
    """
    beside = rows[1] if at == 0 else rows[-2]
    if at not in {0, len(rows) - 1} or beside.label is None:
        return False
    taken = {columns.number_of(figure) for figure in beside.figures} - {None}
    return sum(columns.number_of(one) in taken for one in rows[at].figures) >= SHARED_COLUMNS


def _tells_page(line: Sequence[Block], page: int) -> bool:
    """Whether a line is the number of this page, of one of two on it, or stands between signs."""
    text = "".join(one.text for one in sorted(line, key=lambda one: one.left))
    told = PAGE_NUMBER.fullmatch(text)
    return told is not None and (
        int(told["number"]) in {page, 2 * page - 1, 2 * page}
        or not (text[0].isdigit() or text[-1].isdigit())
    )


def stray_figures(blocks: Sequence[Block], in_rows: Set[int], page: int) -> list[Block]:
    """The figures that stand in no row of a table, nor in a sentence, and are no page's number.

    ``in_rows`` are the identities of those that do. The number of a page stands alone, above or
    below all other figures, between two signs, or is that of this page or of one of two on it.
    """
    words = [block for block in blocks if not block.is_figure]
    figures = [block for block in blocks if block.is_figure]
    tall = max((block.top - block.bottom for block in figures), default=0.0)
    strays: list[Block] = []
    for line in rows_of([one for one in figures if id(one) not in in_rows], tall):
        level = [one for one in blocks if are_level(one, line[0], tall)]  # — and 3— are no figures
        is_told = _tells_page(line, page) or _tells_page(level, page)
        is_beyond = not any(
            one.foot < line[0].foot for one in figures if one not in line
        ) or not any(one.foot > line[0].foot for one in figures if one not in line)
        if is_told and is_beyond:
            continue
        strays += [one for one in line if not is_in_prose(one, words)]
    return strays
