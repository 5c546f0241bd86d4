"""A draft of an aggregated report: its bodies, its cells with their summands, what differs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from checker.model import Cell, CellRef, Report, Verdict
    from checker.rulebook.form import Form


class Fate(StrEnum):
    """What became of a body in an aggregate; each has its word in the texts.

    The order is that of telling.
    """

    OWN = "own"  # the report of the parent's own body
    INCLUDED = "included"
    MISSING = "missing"
    OTHER_FORM = "other-form"  # its report is not on the form of the year
    UNLISTED = "unlisted"  # it reported, and the list of bodies has it no more
    VERTICAL = "vertical"  # its system adds it up (条例 art. 3)


ADDED = frozenset({Fate.OWN, Fate.INCLUDED})


@dataclass(frozen=True, slots=True)
class Member:
    """A body below the parent, with its latest report of the year, if one came.

    ``faults`` are the cells of relations that do not hold in its report. ``is_own_scope``: it is a
    government's report that gives its own body's figures only, so that those below it are missing.
    """

    name: str
    code: str
    fate: Fate
    report: Report | None = None
    version: int = 0
    verdict: Verdict | None = None
    faults: frozenset[CellRef] = frozenset()
    is_own_scope: bool = False

    @property
    def is_added(self) -> bool:
        """Whether its figures are among the summands."""
        return self.fate in ADDED


@dataclass(frozen=True, slots=True)
class Summand:
    """A member's cell; ``number`` is what is added, ``None`` where it gives no number for sure."""

    member: Member
    cell: Cell | None
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Total:
    """A cell of the draft: its summands, and their sum where every one is a number.

    ``known`` is the sum of those that are. ``is_added`` is false for what must not be added up:
    documents in 表二 are counted by the office that keeps the list of them.
    """

    ref: CellRef
    summands: tuple[Summand, ...]
    known: Decimal
    is_added: bool

    @property
    def number(self) -> Decimal | None:
        """What stands in the draft."""
        return self.known if self.is_added and not self.open_ones and self.summands else None

    @property
    def open_ones(self) -> tuple[Summand, ...]:
        """The summands that give no number."""
        return tuple(one for one in self.summands if one.number is None)


class Fit(StrEnum):
    """How a published cell stands to its total; each has its word in the texts."""

    EQUAL = "equal"
    DIFFERS = "differs"
    OPEN = "open"  # a summand, or a whole report, is missing, or the published cell is no number


@dataclass(frozen=True, slots=True)
class Beside:
    """A published cell beside its total; ``difference`` is published less total.

    ``counts`` is false in 表二, which many governments do not add up: a difference there is no
    fault.
    """

    total: Total
    published: Cell | None
    fit: Fit
    difference: Decimal | None = None
    counts: bool = True


class CauseKind(StrEnum):
    """What all differences together would come from; each has its words in the texts."""

    LEFT_OUT = "left-out"  # without this body's figures every cell agrees
    COUNTED_TOO = "counted-too"  # with this body's, which are not to be added, every cell does
    OWN_FAULTS = "own-faults"  # its own report does not hold in the cells that differ
    ALONE = "alone"  # no other body has any figure in the cells that differ


@dataclass(frozen=True, slots=True)
class Cause:
    """A body that the differences point at: never more than a pointer."""

    kind: CauseKind
    member: Member


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A draft of one body's aggregated report of a year, on the form of that year.

    ``totals`` in the order of the form. ``published`` is the report that it is held against, with
    ``beside`` for every cell that is added up and ``causes``.
    """

    body: str
    code: str
    year: int
    form: Form
    members: tuple[Member, ...]
    totals: Mapping[CellRef, Total]
    published: Report | None = None
    published_version: int = 0
    beside: tuple[Beside, ...] = ()
    causes: tuple[Cause, ...] = ()

    def of_fate(self, *fates: Fate) -> tuple[Member, ...]:
        """The members of these fates."""
        return tuple(one for one in self.members if one.fate in fates)

    @property
    def is_complete(self) -> bool:
        """Whether every body of the list that is to be added is, with those below it."""
        is_short = any(one.is_added and one.is_own_scope for one in self.members)
        return not (is_short or self.of_fate(Fate.MISSING, Fate.OTHER_FORM))

    @property
    def is_whole(self) -> bool:
        """Whether nothing else can have a part in what was published.

        The list has the parent's own body, and nobody reported who is on the list no more.
        """
        return bool(self.is_complete and self.of_fate(Fate.OWN) and not self.of_fate(Fate.UNLISTED))

    @property
    def is_settled(self) -> bool:
        """Whether it is all there, and agrees with what was published as far as that is asked."""
        agrees = all(one.fit is Fit.EQUAL for one in self.beside if one.counts)
        return bool(
            self.is_complete and not self.of_fate(Fate.UNLISTED) and not self.open_totals and agrees
        )

    @property
    def differing(self) -> tuple[Beside, ...]:
        """The published cells that do not agree and should."""
        return tuple(one for one in self.beside if one.fit is Fit.DIFFERS and one.counts)

    @property
    def notes(self) -> tuple[Beside, ...]:
        """Those that do not agree and need not (表二)."""
        return tuple(one for one in self.beside if one.fit is Fit.DIFFERS and not one.counts)

    @property
    def open_totals(self) -> tuple[Total, ...]:
        """The cells that are to be added up and could not be."""
        return tuple(one for one in self.totals.values() if one.is_added and one.number is None)

    @property
    def tally(self) -> dict[str, int]:
        """How many bodies of each fate, cells open, and published cells of each fit."""
        fates = Counter(one.fate for one in self.members)
        fits = Counter(one.fit for one in self.beside if one.counts)
        return {
            **{one.name.lower(): fates[one] for one in Fate},
            "cells": sum(one.number is not None for one in self.totals.values()),
            "doubtful": len(self.open_totals),
            **{one.name.lower(): fits[one] for one in Fit},
        }
