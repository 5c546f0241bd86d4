"""A report as read against the truth of what is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checker.model import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Report


def assert_every_cell_is_right(
    report: Report, truth: Mapping[str, Mapping[str, Any]], *, unsure_cells: int = 0
) -> None:
    """All cells, none invented, none wrong: ``{ref: {"state": …, "value": …}}``.

    Exactly ``unsure_cells`` of them are doubtful or not found.
    """
    assert report.refusal is None
    wrong, unsure = {}, {}
    for ref, expected in truth.items():
        cell = report.cells.get(ref)
        if cell is None or cell.state is State.DOUBTFUL:
            unsure[ref] = cell
            continue
        value = Decimal(expected["value"]) if expected["state"] == "number" else None
        if (str(cell.state), cell.value) != (expected["state"], value):
            wrong[ref] = cell
    assert not wrong
    assert len(unsure) == unsure_cells, unsure
    assert set(report.cells) <= set(truth)
