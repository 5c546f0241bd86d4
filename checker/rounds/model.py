"""What became of a report between two rounds, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.claims import Sentence
    from checker.model import Cell, CellRef, Checked, Finding, Report


class Course(StrEnum):
    """What became of one finding (R validate's words: satisfied, violated, unverifiable).

    ``GONE``: the new report gives the rule nothing to judge at that place, so nobody can say that
    it was put right.
    """

    NEW = "new"
    STILL = "still"
    UNVERIFIABLE = "unverifiable"  # failed, and now cannot be judged
    NEWLY_OPEN = "newly-open"  # could be judged, or was not asked, and now cannot be
    STILL_OPEN = "still-open"
    GONE = "gone"
    SETTLED = "settled"  # could not be judged, and now holds
    PUT_RIGHT = "put-right"


ENDED = frozenset({Course.PUT_RIGHT, Course.SETTLED})
"""The courses that leave nothing to do."""


class Cause(StrEnum):
    """Why a number may have changed."""

    UNASKED = "unasked"  # no finding speaks of it
    RELATED = "related"  # it keeps a relation that held with a number that a finding speaks of
    ASKED = "asked"  # a finding of the earlier round speaks of it


@dataclass(frozen=True, slots=True)
class Followed:
    """A finding and its course; ``old`` and ``new`` as each round words it.

    One of them is ``None`` where that round says nothing of it, or folds it under another entry.
    """

    course: Course
    old: Finding | None
    new: Finding | None

    @property
    def latest(self) -> Finding:
        """The newer wording."""
        finding = self.new or self.old
        if finding is None:
            raise ValueError("a followed finding is worded in one of the rounds")
        return finding


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A cell that holds something else now; ``None``: not printed in that round.

    ``rules`` are those of the findings that asked for it, or of the relations it is related by.
    """

    ref: CellRef
    old: Cell | None
    new: Cell | None
    cause: Cause
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UncertainNumber:
    """A cell that was not read for sure in one of the rounds: nobody can say if it was changed."""

    ref: CellRef
    old: Cell | None
    new: Cell | None


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence of the prose that was put in, taken out or worded otherwise.

    ``says_otherwise`` where what was read in it (numbers claimed, statements, lists) differs;
    ``rules`` are those of the earlier findings that quote the sentence.
    """

    old: Sentence | None
    new: Sentence | None
    says_otherwise: bool
    rules: tuple[str, ...] = ()

    @property
    def is_unasked(self) -> bool:
        """Whether it says something else and no finding had asked for that."""
        return self.says_otherwise and not self.rules


@dataclass(frozen=True, slots=True)
class HeadingChange:
    """What a report says of itself (``name``: body, title, year, form, layout, scope) differs."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Round:
    """One report in two rounds. Where one of them was refused, nothing else is compared."""

    old: Checked
    new: Checked
    headings: tuple[HeadingChange, ...] = ()
    findings: tuple[Followed, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    uncertain: tuple[UncertainNumber, ...] = ()
    sentences: tuple[SentenceChange, ...] = ()

    @property
    def is_unreadable(self) -> bool:
        """Whether one of the two could not be read as a report."""
        return self.old.report.refusal is not None or self.new.report.refusal is not None

    @property
    def is_same_file(self) -> bool:
        """Whether both are the same bytes."""
        return self.old.report.sha256 == self.new.report.sha256

    @property
    def unasked(self) -> tuple[NumberChange, ...]:
        """The numbers that were changed though no finding asked for it."""
        return tuple(one for one in self.numbers if one.cause is Cause.UNASKED)

    @property
    def needs_no_look(self) -> bool:
        """Whether all was put right and nothing else was changed, as far as can be told."""
        open_, _ = self.split()
        return not (
            self.is_unreadable
            or self.headings
            or open_
            or self.unasked
            or self.uncertain
            or any(one.is_unasked for one in self.sentences)
        )

    def split(self) -> tuple[tuple[Followed, ...], tuple[Followed, ...]]:
        """The findings that leave something to do, and those that do not."""
        ended = tuple(one for one in self.findings if one.course in ENDED)
        return tuple(one for one in self.findings if one.course not in ENDED), ended


@dataclass(frozen=True, slots=True)
class Rounds:
    """Two rounds of one or more reports; ``only_old`` and ``only_new`` have no counterpart.

    ``between`` are the findings about several reports. ``several`` are reports of bodies that one
    of the rounds has more than one report of for that year: which belongs to which is not guessed.
    """

    rounds: tuple[Round, ...]
    between: tuple[Followed, ...] = ()
    only_old: tuple[Report, ...] = ()
    only_new: tuple[Report, ...] = ()
    several: tuple[Report, ...] = ()
