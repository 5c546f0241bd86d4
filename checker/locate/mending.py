"""Whether a failed relation of any rule would hold if a repair were what the report prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.rulebook.linear_form import LinearForm, exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Outcome, Repair


def would_vanish(outcome: Outcome, repairs: Sequence[Repair]) -> bool:
    """Whether a failed relation would hold under each of the repairs."""
    working = outcome.working
    if working is None or not repairs:
        return False
    form = LinearForm.of(working.left, working.comparison, working.right)
    printed = {
        term.ref: term.cell.value if term.cell else None
        for term in (*working.left, *working.right)
        if term.ref is not None
    }
    for repair in repairs:
        new = {change.cell: change.after for change in repair.changes}
        # A relation that the repair does not touch fails after it as before.
        if printed.keys().isdisjoint(new):
            return False
        values = {}
        for ref, old in printed.items():
            value = new.get(ref, old)
            # Blank or doubtful beside the change: nobody knows whether it would hold.
            if value is None or not value.is_finite():
                return False
            values[ref] = exact(value)
        if not form.holds(values):
            return False
    return True
