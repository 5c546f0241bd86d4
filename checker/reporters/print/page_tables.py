"""The tables as read, for a web page: names, figures, and the numbers of the entries on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.model import CellRef, State
from checker.wording.confirmed import confirmed_as
from checker.wording.facts import figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from checker.model import Report
    from checker.reporters.print.entries import Entry
    from checker.rulebook.form import Table
    from checker.wording.names import Names

    Marks: TypeAlias = Mapping[CellRef, Sequence[Entry]]


class ReadCell(NamedTuple):
    """A cell as read, its classes, the numbers of the entries that it is part of, what it is."""

    text: str
    kind: str
    title: str
    numbers: tuple[int, ...]
    ref: str


class ReadGrid(NamedTuple):
    """A block of a table: headings of the columns; name and cells of each row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ReadCell, ...]], ...]


class ReadTable(NamedTuple):
    """A table as read, block by block."""

    name: str
    grids: tuple[ReadGrid, ...]


def read_tables(
    one: Report, names: Names, entries: Sequence[Entry]
) -> tuple[ReadTable, ...] | None:
    """The tables as read."""
    form = names.form
    if form is None:
        return None
    marks: dict[CellRef, list[Entry]] = {}
    for entry in entries:
        refs = (ref for finding in entry.shown for ref in finding.cells)
        for ref in dict.fromkeys(refs):
            marks.setdefault(ref, []).append(entry)
    tables = [form.tables[code] for code in one.tables if code in form.tables]
    return tuple(_table(one, table, names, marks) for table in tables)


def _table(one: Report, table: Table, names: Names, marks: Marks) -> ReadTable:
    code = table.code
    grids = tuple(
        ReadGrid(
            tuple(names.column(code, column) for column in columns),
            tuple(
                (
                    names.row(code, row),
                    tuple(
                        _cell(one, CellRef(code, row, column), marks, names.lang)
                        for column in columns
                    ),
                )
                for row in rows
            ),
        )
        for rows, columns in table.parts
    )
    return ReadTable(f"{table.name[names.lang]} {table.title[names.lang]}", grids)


def _cell(one: Report, ref: CellRef, marks: Marks, lang: str) -> ReadCell:
    cell, entries = one.cell(ref), marks.get(ref, ())
    kinds = [entries[0].finding.severity.value] if entries else []
    if cell is not None and cell.value is not None:
        text, title = figure(cell.value), cell.note or ""
    else:
        state = "missing" if cell is None else cell.state.value
        title = translate(f"state.{state}", lang)
        text = cell.text if cell is not None and cell.state is not State.BLANK else ""
        text = f"{text} ({title})".strip()
        kinds.append("state")
    if cell is not None and cell.confirmed is not None:
        mark = translate("joining.brackets", lang, inner=translate("confirmed.label", lang))
        text, title = text + mark, confirmed_as(cell, lang)
    numbers = tuple(entry.number for entry in entries)
    return ReadCell(text, " ".join(kinds), title, numbers, str(ref))
