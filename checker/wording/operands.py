"""The operands of a relation in words: ``新收 60 + 上年结转 0``, of long sums what is not zero."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.wording.facts import MINUS, figure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model import CellRef, Term, Working
    from checker.wording.names import Names

SHORT_SUM = 6
"""Sums of up to this many terms are written out in full, zeros included."""


def labels(
    working: Working, names: Names, cells: Sequence[CellRef] = ()
) -> Callable[[CellRef], str]:
    """How to name the relation's cells: by row within a column, by column within a row.

    ``cells`` are further ones to be named with them, where a rule has several relations.
    """
    refs = [term.ref for term in (*working.left, *working.right) if term.ref]
    refs += [ref for ref in cells if ref not in refs]
    if len({(ref.table, ref.column) for ref in refs}) == 1 and len(refs) > 1:
        return lambda ref: names.row(ref.table, ref.row)
    if len({(ref.table, ref.row) for ref in refs}) == 1:
        return lambda ref: names.column(ref.table, ref.column)
    return names.cell


def side(terms: Sequence[Term], label: Callable[[CellRef], str], lang: str) -> str:
    """One side of a relation; of a long sum only the parts that are not zero."""
    # A sum of twenty rows is mostly zeros: the rest fits a line, the zeros are counted.
    if len(terms) <= SHORT_SUM:
        return _joined(terms, label)
    parts = [term for term in terms if _value(term)]
    zeros = len(terms) - len(parts)
    if not parts:
        return translate("relation.all-zero", lang, count=zeros)
    note = (
        translate("joining.brackets", lang, inner=translate("relation.zeros", lang, count=zeros))
        if zeros
        else ""
    )
    return _joined(parts, label) + note


def _joined(terms: Sequence[Term], label: Callable[[CellRef], str]) -> str:
    text = ""
    for term in terms:
        negative = term.factor < 0
        sign = f" {MINUS} " if negative else " + "
        text += (sign if text else f"{MINUS} " if negative else "") + operand(term, label)
    return text


def operand(term: Term, label: Callable[[CellRef], str]) -> str:
    """One operand without its sign: ``新收 60``, ``0.25 × 新收 60``, ``10``."""
    factor = abs(term.factor)
    if term.ref is None:
        return figure(factor)
    number = figure(_cell_value(term)) if is_number(term) else (term.cell.raw if term.cell else "")
    times = "" if factor == 1 else f"{figure(factor)} × "
    return f"{times}{label(term.ref)} {number}".rstrip()


def is_number(term: Term) -> bool:
    """Whether an operand is a number: a constant, or a cell that holds one."""
    return term.ref is None or (term.cell is not None and term.cell.value is not None)


def _cell_value(term: Term) -> Decimal:
    return term.cell.value if term.cell and term.cell.value is not None else Decimal(0)


def _value(term: Term) -> Decimal:
    return term.factor if term.ref is None else term.factor * _cell_value(term)


def total_of(terms: Sequence[Term]) -> Decimal:
    """The operands added up, each with its sign."""
    return sum((_value(term) for term in terms), Decimal(0))
