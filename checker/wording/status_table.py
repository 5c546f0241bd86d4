"""The status of a register as a table of words and numbers: what workbook and page both show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.wording.filings import state_of

if TYPE_CHECKING:
    from checker.model.filings import Standing

COLUMNS = (
    *("body", "code", "kind", "state", "due", "received", "days-late", "verdict"),
    *("errors", "warnings", "undecided", "version", "listed", "replied", "contact", "file"),
)
"""Each has its heading in the texts."""


def headings(lang: str) -> tuple[str, ...]:
    """The words above the columns."""
    return tuple(translate(f"register.column.{column}", lang) for column in COLUMNS)


def row_of(one: Standing, lang: str) -> tuple[str | int | None, ...]:
    """A body in the order of the columns; what there is nothing to say of is ``None``."""
    is_in = one.verdict is not None
    counts = one.counts
    return (
        one.name,
        one.code,
        translate(f"register.kind.{one.kind}", lang) if one.kind else None,
        state_of(one.state, lang),
        one.due,
        one.received,
        one.days_late or None,
        None if one.verdict is None else translate(f"verdict.{one.verdict.value}", lang),
        counts.errors if is_in else None,
        counts.warnings if is_in else None,
        counts.undecided if is_in else None,
        one.version or None,
        one.listed,
        f"{one.replied}/{one.told}" if one.told else None,
        one.contact or None,
        one.path or None,
    )
