"""Cells in which nothing was read: what is proven by them, and what is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import Doubt, RemarkKind, State

if TYPE_CHECKING:
    from collections.abc import Collection

    from checker.model import Cell, CellRef

INK_READ = frozenset({RemarkKind.READ_FROM_PICTURES, RemarkKind.DECIPHERED})
"""Where figures were made out by what they look like: one may be missed."""


def without_unproven_blanks(cells: dict[CellRef, Cell]) -> dict[CellRef, Cell]:
    """The cells; where not one figure was made out, no blank is sure.

    A scanner without greys leaves a trace of some pale figures, and nothing of the others: that
    the form was not filled in, nobody can tell from such a page.
    """
    if any(cell.state is State.NUMBER for cell in cells.values()):
        return cells
    return {
        ref: replace(cell, state=State.DOUBTFUL, doubt=Doubt.UNREAD_INK)
        if cell.state is State.BLANK
        else cell
        for ref, cell in cells.items()
    }


def is_blank_form(cells: Collection[Cell]) -> bool:
    """Whether nothing was filled in."""
    return bool(cells) and all(
        cell.state is State.BLANK or (cell.state is State.TEXT and not cell.raw.strip("/-－—无\\"))
        for cell in cells
    )
