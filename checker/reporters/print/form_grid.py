"""The statutory tables as grids of merged boxes, filled with figures: as the form prints them.

Labels come from the forms (``rules/<year>/form.yaml``, or a folder of one's own); merges are
those of the templates annexed to 国办公开办函〔2019〕60号 and 〔2021〕30号, one drawing for each
shape of table. A row whose figures are not given is left out, as careless offices do; the merged
boxes beside it shrink accordingly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from checker.rulebook.form import BLOCKS, GROUPS, MATRIX, Form, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


_TOP_NUMBER = re.compile("[一二三四五六七八九十]、")


class Role(StrEnum):
    """What a box holds; each route draws every role in its own way."""

    CAPTION = "caption"
    HEAD = "head"
    LABEL = "label"
    SIDE = "side"  # 三、本年度办理结果 and the groups under it
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Box:
    """A printed cell: its text, how many rows and columns it covers, what it holds."""

    text: str
    role: Role
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: relative column widths and the boxes that *start* in each row."""

    shape: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Box, ...], ...]
    head_rows: int = 0


class Filled(Protocol):
    """The figures that a form is printed with, and how this print of it is worded."""

    @property
    def form(self) -> Form:
        """The form that the figures stand on, in full."""

    @property
    def halves(self) -> bool:
        """Whether the blocks of 表二 that have two columns are printed in equal halves."""

    def figure(self, table: str, row: str, column: str) -> str:
        """The cell as printed."""

    def has_row(self, table: str, row: str) -> bool:
        """Whether this row is printed at all."""

    def label(self, table: str, code: str, printed: str) -> str:
        """The wording of a row, column or group, where the form has ``printed``."""


def stacked_blocks(sheet: Filled, table: Table) -> Grid:
    """表二: one block under the other, each with a caption and its own header row."""
    width = 6 if sheet.halves else max(len(block.columns) for block in table.blocks)
    rows: list[tuple[Box, ...]] = []
    for block in table.blocks:
        columns = block.columns
        spans = _spread(len(columns), width, even=sheet.halves)
        heads = (sheet.label(table.code, code, table.columns[code].label) for code in columns)
        rows.append((Box(block.caption, Role.CAPTION, columns=1 + width),))
        rows.append(
            (
                Box(table.head or "", Role.HEAD),
                *(
                    Box(head, Role.HEAD, columns=span)
                    for head, span in zip(heads, spans, strict=True)
                ),
            )
        )
        for row in block.rows:
            if not sheet.has_row(table.code, row):
                continue
            values = (sheet.figure(table.code, row, column) for column in columns)
            rows.append(
                (
                    Box(sheet.label(table.code, row, table.rows[row].label), Role.LABEL),
                    *(
                        Box(value, Role.NUMBER, columns=span)
                        for value, span in zip(values, spans, strict=True)
                    ),
                )
            )
    return Grid(table.shape, (2 * width // 3, *([1] * width)), tuple(rows))


def _spread(columns: int, width: int, *, even: bool) -> tuple[int, ...]:
    """How many grid columns each printed column covers."""
    if even:
        return (width // columns,) * columns
    return (*([1] * (columns - 1)), width - columns + 1)


def matrix(sheet: Filled, whole: Table) -> Grid:
    """表三: three header rows, then the rows of the form beside their merged group labels."""
    table = _as_printed(sheet, whole)
    printed = [row for row in table.rows if sheet.has_row(table.code, row)]
    side = _side_boxes(sheet, table, printed)
    rows = list(_head_three(sheet, table))
    for row in printed:
        label = sheet.label(table.code, row, table.rows[row].label)
        rows.append(
            (
                *side.get(row, ()),
                Box(label, Role.LABEL, columns=3 - len(_headings(table, row))),
                *(Box(sheet.figure(table.code, row, c), Role.NUMBER) for c in table.columns),
            )
        )
    return Grid(table.shape, (5, 8, 22, *([8] * len(table.columns))), tuple(rows), head_rows=3)


def _as_printed(sheet: Filled, table: Table) -> Table:
    """The table with the known variants that the figures are given for."""
    for code in table.collapsed or {}:
        if sheet.has_row(table.code, code):
            return table.collapse(code)
    return table


def _head_three(sheet: Filled, table: Table) -> tuple[tuple[Box, ...], ...]:
    """Three header rows: all applicants, the group that has parts, and these parts."""
    columns = {
        code: sheet.label(table.code, code, item.label) for code, item in table.columns.items()
    }
    legal = table.column_groups[table.subtotals or ""]
    first = legal.members[0]
    return (
        (
            Box(table.note or "", Role.HEAD, rows=3, columns=3),
            Box("申请人情况", Role.HEAD, columns=len(columns)),
        ),
        tuple(
            Box(legal.label, Role.HEAD, columns=len(legal.members))
            if code == first
            else Box(columns[code], Role.HEAD, rows=2)
            for code in columns
            if code == first or code not in legal.members
        ),
        tuple(Box(columns[code], Role.HEAD) for code in legal.members),
    )


def _headings(table: Table, row: str) -> list[str]:
    """The groups whose merged labels stand left of a row, the outermost first.

    A row of no group that is not numbered like the headings themselves ends the part that the
    outermost heading runs down: （七）总计 below 三、本年度办理结果.
    """
    over = [code for code in table.row_groups if row in table.expand_rows(code)]
    if not over and not _TOP_NUMBER.match(table.rows[row].label):
        order = list(table.rows)
        return _headings(table, order[order.index(row) - 1])[:1]
    return sorted(over, key=lambda code: -len(table.expand_rows(code)))


def _side_boxes(sheet: Filled, table: Table, printed: Sequence[str]) -> dict[str, tuple[Box, ...]]:
    """The merged labels that start at each row, outermost first."""
    boxes: dict[str, tuple[Box, ...]] = {}
    begun: set[str] = set()
    for row in printed:
        for code in _headings(table, row):
            if code not in begun:
                begun.add(code)
                count = sum(code in _headings(table, other) for other in printed)
                label = sheet.label(table.code, code, table.row_groups[code].label)
                boxes[row] = (*boxes.get(row, ()), Box(label, Role.SIDE, rows=count))
    return boxes


def side_by_side(sheet: Filled, table: Table) -> Grid:
    """表四: reviews and lawsuits, 15 narrow columns and a single row of figures."""
    columns = table.columns
    groups = list(table.rows)
    rows = (
        (
            Box(table.rows[groups[0]].label, Role.HEAD, rows=2, columns=len(columns)),
            Box("行政诉讼", Role.HEAD, columns=(len(groups) - 1) * len(columns)),
        ),
        tuple(
            Box(table.rows[group].label, Role.HEAD, columns=len(columns)) for group in groups[1:]
        ),
        tuple(Box(columns[code].label, Role.HEAD) for _ in groups for code in columns),
        tuple(
            Box(sheet.figure(table.code, group, code), Role.NUMBER)
            for group in groups
            for code in columns
        ),
    )
    return Grid(table.shape, (1,) * (len(groups) * len(columns)), rows, head_rows=3)


_DRAWN: Mapping[str, Callable[[Filled, Table], Grid]] = {
    BLOCKS: stacked_blocks,
    MATRIX: matrix,
    GROUPS: side_by_side,
}


def grids(sheet: Filled) -> dict[str, Grid]:
    """The tables of the form by their codes."""
    return {code: _DRAWN[table.shape](sheet, table) for code, table in sheet.form.tables.items()}
