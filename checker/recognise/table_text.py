"""Which lines of a report's text are those of its tables, so that the rest is its prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.recognise.labels import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.rulebook.form import Form, Table

_FRAME_WORDS = ("申请人情况", "行政诉讼", "行政复议", "单位万元", "续表", "表二", "表三", "表四")
_NUMBERS = re.compile(r"[\d.,+\-—－/％%○〇×无]+")  # figures, and what is printed for none
_NOTE = re.compile(r"[(](?:含|其中|包括)[^()]*[)]?")  # beside the figure of a cell
_SENTENCE = re.compile(r"[。;]")
_CLAUSE = re.compile(r"[。;,]")
_SHORT_PIECE = 2  # letters: a wrapped label leaves pieces this short (自 / 然 / 人)
_PIECE = 3  # letters that a piece of a label has on average where several share a line
GAP = 2  # lines that wrap oddly between lines of a table
LEAST_LINES, LEAST_LABELS = 5, 2
"""Lines, and lines with words, that make a table where prose is expected."""
LEAST_OF_OWN = 2
"""Lines that make one in a section with a table: 表四 may be a line of labels and its figures."""


class TableWords:
    """The words that the tables of the forms print, put together for looking up pieces."""

    def __init__(self, forms: Sequence[Form]) -> None:
        labels = dict.fromkeys(
            normal(label)
            for form in forms
            for table in form.tables.values()
            for label in _labels(table)
        )
        self._text = "|".join((*labels, *_FRAME_WORDS))
        self._known: dict[str, bool] = {}

    def covers(self, line: str) -> bool:
        """Whether a line without white space holds figures and pieces of labels, nothing else."""
        known = self._known.get(line)
        if known is None:
            known = self._known[line] = self._covers(line)
        return known

    def has_label(self, line: str) -> bool:
        """Whether a line covered holds words, not figures alone."""
        return len(_NUMBERS.sub("", normal(line))) > _SHORT_PIECE

    def _covers(self, line: str) -> bool:
        if _SENTENCE.search(line):
            return False
        left = _NUMBERS.sub("", normal(_NOTE.sub("", line)))
        if left in self._text:
            return True
        pieces, letters = 0, len(left)
        while left:
            size = next((n for n in range(len(left), 0, -1) if left[:n] in self._text), 0)
            if not size:
                return False
            left, pieces = left[size:], pieces + 1
        return pieces * _PIECE <= letters


def _labels(table: Table) -> Iterator[str]:
    items = [*table.rows.values(), *table.columns.values()]
    items += [variant.item for variant in (table.collapsed or {}).values()]
    for item in items:
        yield item.label
        yield from item.variants
    for group in (*table.row_groups.values(), *table.column_groups.values()):
        yield group.label
    for block in table.blocks:
        yield block.caption
    yield from (text for text in (table.note, table.head) if text)


def table_lines(lines: Sequence[str], words: TableWords, *, expected: bool) -> frozenset[int]:
    """The numbers of the lines that belong to a table, counted from 0.

    Lines that only a table prints make one together; a single one may be part of a sentence.
    ``expected`` says that these are lines of a section that has a table.
    """
    found: set[int] = set()
    run: list[int] = []
    least = (LEAST_OF_OWN, 1) if expected else (LEAST_LINES, LEAST_LABELS)
    for number, line in enumerate(lines):
        if not words.covers(line):
            continue
        if run and not _is_gap(lines[run[-1] + 1 : number]):
            found |= _if_table(run, lines, words, least)
            run = []
        run.append(number)
    return frozenset(found | _if_table(run, lines, words, least))


def _is_gap(between: Sequence[str]) -> bool:
    return len(between) <= GAP and not any(_CLAUSE.search(line) for line in between)


def _if_table(
    run: Sequence[int], lines: Sequence[str], words: TableWords, least: tuple[int, int]
) -> set[int]:
    labels = sum(words.has_label(lines[number]) for number in run)
    if len(run) < least[0] or labels < least[1]:
        return set()
    return set(range(run[0], run[-1] + 1))
