"""Forms for reports held together: the cells of several reports side by side in one table.

So a relation between reports is written and judged like one within a report. Last year's rows
(or columns) stand beside this year's with ``previous_`` before their code; a parent, those below
it and its own body stand as the columns of a table that has one row for each cell of the form.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.i18n import LANGUAGES, translate
from checker.model import CellRef
from checker.rulebook.form import Block, Form, Group, Item, Table
from checker.rulebook.grammar import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PREVIOUS = "previous_"
PARENT, CHILD, CHILDREN, OWN = "parent", "child", "children", "own"
ROLES = (PARENT, CHILD, CHILDREN, OWN)
_JOIN = "__"


def year_form(this: Form, last: Form, axis: str) -> Form:
    """This year's layout with last year's cells beside it, along an axis of places."""
    tables = {
        code: _year_table(table, last.tables[code], axis)
        for code, table in this.tables.items()
        if code in last.tables
    }
    return replace(this, tables=tables)


def _year_table(this: Table, last: Table, axis: str) -> Table:
    if axis == COLUMNS:
        blocks = tuple(
            replace(block, rows=(*block.rows, *_before(_rows_like(block, last))))
            for block in this.blocks
        )
        return replace(
            this,
            rows={**this.rows, **_items(last.rows)},
            row_groups={**this.row_groups, **_groups(last.row_groups)},
            blocks=blocks,
        )
    blocks = tuple(
        replace(block, columns=(*block.columns, *_before(_columns_like(block, last))))
        for block in this.blocks
    )
    return replace(
        this,
        columns={**this.columns, **_items(last.columns)},
        column_groups={**this.column_groups, **_groups(last.column_groups)},
        blocks=blocks,
    )


def _rows_like(block: Block, last: Table) -> Iterable[str]:
    return [row for one in last.blocks if one.columns == block.columns for row in one.rows]


def _columns_like(block: Block, last: Table) -> Iterable[str]:
    """The columns that last year's form has for one of the block's rows."""
    # A stacked table has other columns a block: last year's are those of the block with the same
    # rows.
    found = [one.columns for one in last.blocks if set(one.rows) & set(block.rows)]
    return found[0] if found else ()


def _before(codes: Iterable[str]) -> Iterable[str]:
    return (PREVIOUS + code for code in codes)


def _items(items: Mapping[str, Item]) -> dict[str, Item]:
    return {
        PREVIOUS + code: replace(item, code=PREVIOUS + code, short=_last_year(item.short))
        for code, item in items.items()
    }


def _last_year(short: Mapping[str, str]) -> Mapping[str, str]:
    """Names for a rule in words; a finding names the year itself (``with_year``)."""
    return {lang: translate("across.last-years", lang, short=short[lang]) for lang in LANGUAGES}


def _groups(groups: Mapping[str, Group]) -> dict[str, Group]:
    return {
        PREVIOUS + code: replace(group, code=PREVIOUS + code, members=tuple(_before(group.members)))
        for code, group in groups.items()
    }


def with_year(form: Form, year: int) -> Form:
    """The same form with last year's rows and columns named by the year (``2023年结转下年``)."""

    def named(items: Mapping[str, Item]) -> dict[str, Item]:
        found = dict(items)
        for code, item in items.items():
            if code.startswith(PREVIOUS):
                short = items.get(code.removeprefix(PREVIOUS), item).short
                words = {
                    lang: translate("across.of-year", lang, year=year, short=short[lang])
                    for lang in LANGUAGES
                }
                found[code] = replace(item, short=words)
        return found

    tables = {
        code: replace(table, rows=named(table.rows), columns=named(table.columns))
        for code, table in form.tables.items()
    }
    return replace(form, tables=tables)


def previous_of(ref: CellRef) -> CellRef | None:
    """The cell of last year's report that a reference means; ``None`` for one of this year's."""
    row, column = ref.row.removeprefix(PREVIOUS), ref.column.removeprefix(PREVIOUS)
    return None if (row, column) == (ref.row, ref.column) else CellRef(ref.table, row, column)


def level_form(form: Form, table_code: str) -> Form:
    """One table of a layout with a row for each cell and a column for each role."""
    table = form.tables[table_code]
    rows = {}
    for ref in table.refs:
        row, column = table.rows[ref.row].short, table.columns[ref.column].short
        code = ref.row + _JOIN + ref.column
        short = {
            lang: translate("place.row-and-column", lang, row=row[lang], column=column[lang])
            for lang in LANGUAGES
        }
        rows[code] = Item(code, short["zh"], short)
    columns = {role: Item(role, role, dict.fromkeys(LANGUAGES, role)) for role in ROLES}
    one = replace(
        table,
        rows=rows,
        columns=columns,
        row_groups={},
        column_groups={},
        blocks=(),
        collapsed=None,
    )
    return replace(form, tables={table_code: one})


def with_bodies(form: Form, names: Mapping[str, Mapping[str, str]]) -> Form:
    """The table of levels with its columns named, in each language, by the bodies in the roles."""
    tables = {
        code: replace(
            table,
            columns={
                role: replace(item, short=names.get(role, item.short))
                for role, item in table.columns.items()
            },
        )
        for code, table in form.tables.items()
    }
    return replace(form, tables=tables)


def level_ref(ref: CellRef, role: str) -> CellRef:
    """Where a cell of one role stands in the table of levels."""
    return CellRef(ref.table, ref.row + _JOIN + ref.column, role)


def plain_ref(ref: CellRef) -> CellRef:
    """The cell of the form that a row of the table of levels is about."""
    row, _, column = ref.row.partition(_JOIN)
    return CellRef(ref.table, row, column)
