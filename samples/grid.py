"""The statutory tables as grids of merged boxes, filled with the figures of one report.

Labels come from ``rules/<year>/form.yaml``; merges are those of the templates annexed to
国办公开办函〔2019〕60号 and 〔2021〕30号. A row whose figures are not given is left out, as
careless offices do; the merged boxes beside it shrink accordingly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RULES = Path(__file__).parent.parent / "rules"
FORM_FILES = {"F2019": RULES / "2019" / "form.yaml", "F2021": RULES / "2021" / "form.yaml"}


@cache
def _loaded(form: str) -> dict[str, Any]:
    """A form's file, read once: a table asks for it several times, and nobody changes it."""
    loaded: dict[str, Any] = yaml.safe_load(FORM_FILES[form].read_text("utf-8"))
    return loaded


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

    code: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Box, ...], ...]
    head_rows: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figures of one report (``samples/figures/*.yaml``) and the form they stand on.

    ``labels`` are printed instead of the form's own wording, by ``table.code``.
    ``halves`` draws the blocks of 表二 (2019) that have two columns with equal halves.
    """

    figures: Mapping[str, Any]
    labels: Mapping[str, str] = field(default_factory=dict)
    halves: bool = False

    @property
    def form(self) -> dict[str, Any]:
        """The form as written in its YAML file."""
        return _loaded(self.figures["form"])

    def figure(self, table: str, row: str, column: str) -> str:
        """The cell as printed."""
        return str(self.figures["cells"][f"{table}.{row}.{column}"])

    def has_row(self, table: str, row: str) -> bool:
        """Whether the report prints this row at all."""
        return any(ref.startswith(f"{table}.{row}.") for ref in self.figures["cells"])

    def label(self, table: str, code: str, printed: str) -> str:
        """The form's wording, unless this report words it otherwise."""
        return self.labels.get(f"{table}.{code}", printed)


def table_two(sheet: Sheet) -> Grid:
    """表二: one block under the other, each with a caption and its own header row."""
    table = sheet.form["tables"]["t2"]
    width = 6 if sheet.halves else 3
    rows: list[tuple[Box, ...]] = []
    for block in table["blocks"]:
        columns = block["columns"]
        spans = _spread(len(columns), width, even=sheet.halves)
        heads = (sheet.label("t2", code, table["columns"][code]["label"]) for code in columns)
        rows.append((Box(block["caption"], Role.CAPTION, columns=1 + width),))
        rows.append(
            (
                Box("信息内容", Role.HEAD),
                *(
                    Box(head, Role.HEAD, columns=span)
                    for head, span in zip(heads, spans, strict=True)
                ),
            )
        )
        for row in block["rows"]:
            if not sheet.has_row("t2", row):
                continue
            values = (sheet.figure("t2", row, column) for column in columns)
            rows.append(
                (
                    Box(sheet.label("t2", row, table["rows"][row]["label"]), Role.LABEL),
                    *(
                        Box(value, Role.NUMBER, columns=span)
                        for value, span in zip(values, spans, strict=True)
                    ),
                )
            )
    return Grid("t2", (2 * width // 3, *([1] * width)), tuple(rows))


def _spread(columns: int, width: int, *, even: bool) -> tuple[int, ...]:
    """How many grid columns each printed column covers."""
    if even:
        return (width // columns,) * columns
    return (*([1] * (columns - 1)), width - columns + 1)


def table_three(sheet: Sheet) -> Grid:
    """表三: three header rows, then the rows of the form beside their merged group labels."""
    table = sheet.form["tables"]["t3"]
    printed = [row for row in _row_order(sheet, table) if sheet.has_row("t3", row)]
    side = _side_boxes(sheet, table, printed)
    rows = list(_head_three(sheet, table))
    for row in printed:
        boxes = side.get(row, ())
        indent = _depth(table, row)
        label = sheet.label("t3", row, _row_label(table, row))
        rows.append(
            (
                *boxes,
                Box(label, Role.LABEL, columns=3 - indent),
                *(Box(sheet.figure("t3", row, column), Role.NUMBER) for column in table["columns"]),
            )
        )
    return Grid("t3", (5, 8, 22, *([8] * 7)), tuple(rows), head_rows=3)


def _head_three(sheet: Sheet, table: Mapping[str, Any]) -> tuple[tuple[Box, ...], ...]:
    columns = {
        code: sheet.label("t3", code, item["label"]) for code, item in table["columns"].items()
    }
    legal = table["column_groups"]["legal_persons"]
    return (
        (
            Box(table["note"], Role.HEAD, rows=3, columns=3),
            Box("申请人情况", Role.HEAD, columns=len(columns)),
        ),
        (
            Box(columns["natural_person"], Role.HEAD, rows=2),
            Box(legal["label"], Role.HEAD, columns=len(legal["columns"])),
            Box(columns["total"], Role.HEAD, rows=2),
        ),
        tuple(Box(columns[code], Role.HEAD) for code in legal["columns"]),
    )


def _row_order(sheet: Sheet, table: Mapping[str, Any]) -> list[str]:
    """The form's rows, with a collapsed group's single row in place of its members."""
    order = list(table["rows"])
    for code, variant in table.get("collapsed", {}).items():
        if sheet.has_row("t3", code):
            members = table["row_groups"][variant["replaces"]]["rows"]
            at = order.index(members[0])
            order = [*order[:at], code, *(row for row in order[at:] if row not in members)]
    return order


def _row_label(table: Mapping[str, Any], row: str) -> str:
    item = table["rows"].get(row) or table["collapsed"][row]
    return str(item["label"])


def _depth(table: Mapping[str, Any], row: str) -> int:
    """How many merged group labels stand left of a row: 0, 1 or 2."""
    if row in {"new_received", "carried_over", "carried_forward"}:
        return 0
    groups = (group for code, group in table["row_groups"].items() if code != "results")
    return 2 if any(row in group["rows"] for group in groups) else 1


def _side_boxes(
    sheet: Sheet, table: Mapping[str, Any], printed: Sequence[str]
) -> dict[str, tuple[Box, ...]]:
    """The merged labels that start at each row, outermost first."""
    within = [row for row in printed if _depth(table, row) > 0]
    results = table["row_groups"]["results"]
    boxes: dict[str, tuple[Box, ...]] = {
        within[0]: (Box(results["label"], Role.SIDE, rows=len(within)),)
    }
    for code, group in table["row_groups"].items():
        members = [row for row in within if row in group["rows"]]
        if code == "results" or not members:
            continue
        label = sheet.label("t3", code, group["label"])
        boxes[members[0]] = (
            *boxes.get(members[0], ()),
            Box(label, Role.SIDE, rows=len(members)),
        )
    return boxes


def table_four(sheet: Sheet) -> Grid:
    """表四: reviews and lawsuits, 15 narrow columns and a single row of figures."""
    table = sheet.form["tables"]["t4"]
    columns = table["columns"]
    groups = list(table["rows"])
    rows = (
        (
            Box("行政复议", Role.HEAD, rows=2, columns=len(columns)),
            Box("行政诉讼", Role.HEAD, columns=2 * len(columns)),
        ),
        tuple(
            Box(table["rows"][group]["label"], Role.HEAD, columns=len(columns))
            for group in groups[1:]
        ),
        tuple(Box(columns[code]["label"], Role.HEAD) for _ in groups for code in columns),
        tuple(
            Box(sheet.figure("t4", group, code), Role.NUMBER)
            for group in groups
            for code in columns
        ),
    )
    return Grid("t4", (1,) * (len(groups) * len(columns)), rows, head_rows=3)


def tables(sheet: Sheet) -> tuple[Grid, Grid, Grid]:
    """表二, 表三 and 表四 of one report."""
    return table_two(sheet), table_three(sheet), table_four(sheet)
