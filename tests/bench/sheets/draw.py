"""How one workbook is typed: where its tables stand, how its figures are written, what is planted.

Everything follows from the half and the number of the case.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from samples.grid import Grid, Role, tables
from samples.report_sheet import KnownSheet, Placed, table_cells
from samples.story import Paragraph, Part
from tests.bench.producers import story
from tests.bench.producers.figures import Figures, draw
from tests.bench.producers.seeds import generator

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

ARRANGEMENTS = ("one-sheet", "a-sheet-each", "no-blank-rows", "side-by-side")
WRITTEN = (
    "number", "text", "thousands", "accounting", "blank-zeros", "decimals", "full-width",
    "zeros-off", "padded",
)  # fmt: skip
FORMATS: Mapping[str, str] = {
    "thousands": "#,##0",
    "accounting": '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    "blank-zeros": "0;-0;;@",
    "decimals": "0.00",
    "padded": '0_ ;[Red]-0 "" ',
}
FORMULAS = ("none", "sums", "pluses", "if-blank")
TRAPS = (
    "stale", "not-calculated", "other-function", "struck", "white", "struck-beside", "covered",
    "no-ink-format", "strange-format", "rounded", "white-by-condition", "two-numbers",
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
_TOTALS_FROM = 6  # columns before the total of 表三


@dataclass(frozen=True, slots=True)
class Style:
    """How a workbook is typed."""

    arrangement: str
    written: str
    formulas: str
    merged: bool  # labels over several cells are merged, or stand in the first alone
    ruled: bool
    prose: bool  # the whole report, or its title and tables
    first: tuple[int, int]  # row and column it begins in
    notes: bool  # a column of remarks beside 表三
    draft: bool  # a hidden sheet with other figures
    hidden_column: bool
    hidden_row: bool
    far_formats: bool  # rows that have a format down to the end of the sheet
    traps: tuple[str, ...]

    def title(self) -> str:
        """In words."""
        told = [self.arrangement, self.written, f"formulas {self.formulas}"]
        told += [
            name
            for name in ("merged", "ruled", "prose", "notes", "draft", "hidden_column",
                         "hidden_row", "far_formats")
            if getattr(self, name)
        ]  # fmt: skip
        return ", ".join((*told, *self.traps))


@dataclass(frozen=True, slots=True)
class Held:
    """A cell of a worksheet and what is stored in it."""

    cell: Placed
    value: float | str | None
    format: str = "General"
    formula: str | None = None
    trap: str | None = None


@dataclass(slots=True)
class Typed:
    """A sheet of the workbook."""

    name: str
    cells: list[Held] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook to be written, and its truth: what each cell of the form shows."""

    style: Style
    figures: Figures
    sheets: Sequence[Typed]
    truth: Mapping[str, Mapping[str, str]]
    traps: Mapping[str, str]


def book(half: str, producer: str, number: int, can: frozenset[str]) -> Book:
    """The workbook of one case; ``can`` names what its producer writes."""

    def rng(purpose: str) -> random.Random:
        return generator(half, "sheet", producer, number, purpose)

    figures = draw(rng("figures"))
    style = _style(rng("style"), can)
    sheet = KnownSheet(
        {
            "form": figures.form,
            "year": figures.year,
            "body": figures.body,
            "cells": {ref: f"{value:f}" for ref, value in figures.values.items()},
        }
    )
    typed = _arranged(style, figures, sheet, rng("story"))
    _with_formulas(typed, style)
    traps = _with_traps(typed, style, rng("traps"))
    truth = {
        held.cell.ref: _shown(held, style)
        for one in typed
        for held in one.cells
        if held.cell.ref is not None
    }
    _with_noise(typed, style, rng("noise"))
    return Book(style, figures, typed, truth, traps)


def _style(rng: random.Random, can: frozenset[str]) -> Style:
    def wanted(name: str, share: float) -> bool:
        return rng.random() < share and name in can

    written = rng.choice([one for one in WRITTEN if one in can])
    formulas = rng.choice([one for one in FORMULAS if one in can])
    if written in ("text", "full-width"):
        formulas = "none"  # sums of texts are 0
    possible = [one for one in TRAPS if one in can]
    if formulas == "none":
        possible = [one for one in possible if one not in ("stale", "not-calculated")]
    if written in ("text", "full-width"):
        possible = [one for one in possible if "format" not in one and one != "rounded"]
    count = rng.choice((0, 0, 1, 2, 3))
    return Style(
        rng.choice(ARRANGEMENTS if "sheets" in can else ("one-sheet", "no-blank-rows")),
        written,
        formulas,
        merged=rng.random() < 3 / 4 and "merged" in can,
        ruled=wanted("ruled", 2 / 3),
        prose=rng.random() < 1 / 2,
        first=(rng.choice((0, 0, 1, 3)), rng.choice((0, 0, 1))),
        notes=rng.random() < 1 / 4,
        draft=wanted("draft", 1 / 3),
        hidden_column=wanted("hidden_column", 1 / 4),
        hidden_row=wanted("hidden_row", 1 / 4),
        far_formats=wanted("far_formats", 1 / 6),
        traps=tuple(rng.sample(possible, min(count, len(possible)))),
    )


def _arranged(style: Style, figures: Figures, sheet: KnownSheet, rng: random.Random) -> list[Typed]:
    """The report's blocks on one sheet or several."""
    blocks = story.tell(figures, sheet, rng)
    if not style.prose:
        kept = (Part.TITLE, Part.HEADING)
        blocks = tuple(one for one in blocks if isinstance(one, Grid) or one.part in kept)
    top, left = style.first
    if style.arrangement == "side-by-side":
        return [_side_by_side(blocks, sheet, style)]
    sheets = [Typed("年报")]
    row = top
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            last = Placed(row, left, 1, 10, block.text, block.part)
            sheets[-1].cells.append(Held(last, block.text))
            row += 1
            continue
        if style.arrangement == "a-sheet-each":
            number += 1
            sheets.append(Typed(f"表{'二三四'[number - 1]}"))
            row = top
        sheets[-1].cells += _held(table_cells(block), row, left, style)
        row += len(block.rows) + (style.arrangement != "no-blank-rows")
    return sheets


def _side_by_side(blocks: Sequence[Paragraph | Grid], sheet: KnownSheet, style: Style) -> Typed:
    """表二 left of 表三, 表四 below; of the words only the title."""
    top, left = style.first
    found = Typed("统计表")
    title = next(one for one in blocks if isinstance(one, Paragraph))
    found.cells.append(Held(Placed(top, left, 1, 10, title.text, title.part), title.text))
    two, three, four = (grid for _, grid in sorted(tables(sheet).items()))
    plain = replace(style, written="number")
    aside = left + len(two.widths) + 1
    found.cells += _held(table_cells(two), top + 2, left, plain)
    found.cells += _held(table_cells(three), top + 2, aside, plain)
    below = top + 4 + max(len(two.rows), len(three.rows))
    found.cells += _held(table_cells(four), below, left, plain)
    return found


def _held(cells: Sequence[Placed], row: int, column: int, style: Style) -> list[Held]:
    found = []
    for one in cells:
        cell = one.moved(row, column)
        if cell.role is not Role.NUMBER:
            found.append(Held(cell, cell.text))
            continue
        number = float(cell.text)
        code = FORMATS.get(style.written, "General")
        if style.written == "text":
            found.append(Held(cell, cell.text))
        elif style.written == "full-width":
            found.append(Held(cell, cell.text.translate(_FULL_WIDTH)))
        elif code == "General" or number == int(number) or style.written == "decimals":
            found.append(Held(cell, number, code))
        else:
            found.append(Held(cell, number))
    return found


def _with_formulas(sheets: Sequence[Typed], style: Style) -> None:
    """The totals of 表三 as formulas over the columns before them."""
    if style.formulas == "none":
        return
    for sheet in sheets:
        for at, held in enumerate(sheet.cells):
            ref = held.cell.ref or ""
            if not (ref.startswith("t3.") and ref.endswith(".total")):
                continue
            row, column = held.cell.row, held.cell.column
            places = [f"{_letter(column - back)}{row + 1}" for back in range(_TOTALS_FROM, 0, -1)]
            formula = {
                "sums": f"=SUM({places[0]}:{places[-1]})",
                "pluses": "=" + "+".join(places),
                "if-blank": f'=IF(SUM({places[0]}:{places[-1]})<0,"",SUM({places[0]},'
                f"{places[1]}:{places[-1]}))",
            }[style.formulas]
            sheet.cells[at] = replace(held, formula=formula)


def _with_traps(sheets: Sequence[Typed], style: Style, rng: random.Random) -> dict[str, str]:
    """Plant each trap on a figure of its own; the cells by reference."""
    planted: dict[str, str] = {}
    for trap in style.traps:
        on_formula = trap in ("stale", "not-calculated")
        options = [
            (sheet, at)
            for sheet in sheets
            for at, held in enumerate(sheet.cells)
            if held.cell.ref is not None
            and held.cell.ref not in planted
            and isinstance(held.value, float | str)
            and held.cell.text != "0"
            and (held.formula is not None) == on_formula
        ]
        if not options:
            continue
        sheet, at = rng.choice(options)
        held = sheet.cells[at]
        planted[str(held.cell.ref)] = trap
        sheet.cells[at] = _planted(held, trap, rng)
    return planted


def _planted(held: Held, trap: str, rng: random.Random) -> Held:
    number = float(held.cell.text)
    changes: Mapping[str, Mapping[str, Any]] = {
        "stale": {"value": number + rng.randint(1, 9)},
        "not-calculated": {"value": None},
        "other-function": {"formula": '=VLOOKUP("a",A1:B2,2,0)'},
        "no-ink-format": {"format": ";;;"},
        "strange-format": {"format": "[DBNum1]0"},
        "rounded": {"value": number + 0.4, "format": "0"},
        "two-numbers": {"value": f"{held.cell.text} 7"},
    }
    return replace(held, trap=trap, **changes.get(trap, {}))


def _shown(held: Held, style: Style) -> dict[str, str]:
    """What a reader of the sheet must say of a cell."""
    value = Decimal(held.cell.text)
    if value == 0 and held.value == 0 and held.trap is None:
        if held.format == FORMATS["blank-zeros"] or style.written == "zeros-off":
            return {"state": "blank", "printed": ""}
        if held.format == FORMATS["accounting"]:
            return {"state": "text", "printed": "-"}
    if held.format == "0.00":
        value = value.quantize(Decimal("0.01"))  # as it is shown
    return {"state": "number", "value": f"{value:f}", "printed": held.cell.text}


def _with_noise(sheets: list[Typed], style: Style, rng: random.Random) -> None:
    """What is none of the report: remarks, a draft, figures that nobody sees."""
    for sheet in sheets:
        figures = [held for held in sheet.cells if (held.cell.ref or "").startswith("t3.")]
        if not figures:
            continue
        right = max(held.cell.column for held in figures)
        taken = {(held.cell.row, held.cell.column) for held in sheet.cells}
        rows = sorted({held.cell.row for held in figures})
        if style.notes and style.arrangement != "side-by-side":
            for row in rng.sample(rows, 3):
                if (row, right + 2) not in taken:
                    note = rng.choice(("已核对", "含延期答复", "见台账第3页"))
                    sheet.cells.append(_loose(row, right + 2, note))
        if style.hidden_column:
            column = right + 8
            sheet.hidden_columns.add(column)
            sheet.cells += (_loose(row, column, float(rng.randint(1, 99))) for row in rows)
        if style.hidden_row:
            below = max(held.cell.row for held in sheet.cells) + 1
            sheet.hidden_rows.add(below)
            sheet.cells += (
                _loose(below, column, float(rng.randint(1, 99))) for column in range(right)
            )
    if style.draft:
        source = next(sheet for sheet in sheets if any(held.cell.ref for held in sheet.cells))
        cells = [
            replace(
                held,
                value=held.value + 1 if isinstance(held.value, float) else held.value,
                formula=None,
                trap=None,
            )
            for held in source.cells
        ]
        sheets.append(Typed("草稿", cells, hidden=True))


def _loose(row: int, column: int, value: float | str) -> Held:
    return Held(Placed(row, column, 1, 1, str(value), Part.NOTE), value)


def _letter(column: int) -> str:
    return chr(ord("A") + column)
