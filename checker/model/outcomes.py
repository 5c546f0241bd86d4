"""What one rule said at one place: the result, the relation with its operands filled in."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checker.model.pickled import pickled_by_call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.cells import Cell, CellRef
    from checker.model.report import Quote


BLANK_AS_ZERO = "blank_as_zero"
ZEROS_TRIED = "zeros_tried"
"""The fact by which an outcome says that a blank was read as zero, as the user asked."""

RECOGNISED = "recognised"
"""The fact by which an outcome says that it would be a failure, had its words been printed as text:
they were recognised in a picture by one reader."""


class Result(StrEnum):
    """What one rule says at one place. ``BROKEN`` is the rule's own fault, never the report's."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"
    BROKEN = "broken"


@pickled_by_call
class Term(NamedTuple):
    """One operand of a relation: factor times cell. ``ref`` is ``None`` for a constant.

    A tuple for the same reason as ``Outcome``: a large batch has a million.
    """

    ref: CellRef | None
    factor: Decimal = Decimal(1)
    cell: Cell | None = None


@pickled_by_call
class Working(NamedTuple):
    """A relation with its operands filled in: ``left <comparison> right``."""

    left: tuple[Term, ...]
    comparison: str  # one of = <= >= < > !=
    right: tuple[Term, ...]


@pickled_by_call
class Outcome(NamedTuple):
    """What one rule said at one place of one report.

    A tuple, because a batch of 10,000 reports has 800,000 of them: it is made in a quarter of
    the time that a frozen dataclass takes.

    ``report`` is the report's index in the batch. ``cells`` are all cells the relation names,
    in form order. ``case`` names the rule's case where a rule has several (its severity and
    wording may differ). ``facts`` fill the rule's message. ``difference`` = reported − expected.
    """

    rule: str
    report: int
    place: str | None
    result: Result
    cells: tuple[CellRef, ...] = ()
    working: Working | None = None
    case: str | None = None
    facts: Mapping[str, str] = MappingProxyType({})
    reported: Decimal | None = None
    expected: Decimal | None = None
    difference: Decimal | None = None
    quote: Quote | None = None
