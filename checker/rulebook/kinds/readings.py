"""Cells that a number in the prose may be: one, or a sum of them, in the form's own codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from checker.model import CellRef
from checker.rulebook.kinds.kind import lack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.rulebook.form import Form
    from checker.rulebook.kinds.kind import Forms, Lack
    from checker.rulebook.source import Node

Reading: TypeAlias = tuple[CellRef, ...]
"""Cells, or groups of them, whose sum a number in the text may be."""


def reading(node: Node, forms: Forms) -> Reading:
    """``t3.granted.total + t3.partial.total``; rows and columns may be groups of the form."""
    refs = []
    for word in node.text().split("+"):
        try:
            ref = CellRef.parse(word.strip())
        except ValueError:
            node.fail("rule-file.cells-expected", got=word.strip())
        if not any(known(ref, layout) for form in forms for layout in form.layouts):
            node.fail("rule-file.no-cell", cell=ref, form=node.listed(f.code for f in forms))
        refs.append(ref)
    return tuple(refs)


def none_known(readings: Iterable[Reading], form: Form) -> Lack | None:
    """What is lacking where no layout of the form can print any of the readings."""
    written = tuple(readings)
    # All cells of one reading in one layout: a sum of which a part is not printed is no sum.
    for layout in form.layouts:
        if any(all(known(ref, layout) for ref in reading) for reading in written):
            return None
    return lack("rule-file.no-cells", form=form.code)


def known(ref: CellRef, form: Form) -> bool:
    """Whether a layout prints these cells (a row or column, or a group of them)."""
    table = form.tables.get(ref.table)
    if table is None:
        return False
    rows = ref.row in table.rows or ref.row in table.row_groups
    columns = ref.column in table.columns or ref.column in table.column_groups
    # Both plain: then the cell must be printed; a stacked table has not every row in every column.
    if ref.row in table.rows and ref.column in table.columns:
        return ref in form.positions
    return rows and columns
