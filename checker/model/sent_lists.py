"""Lists of findings that went out to bodies, and what came back on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model.results import Checked


class Part(StrEnum):
    """What of a report a list tells."""

    FAIL = "fail"
    UNDECIDED = "undecided"


class Answer(StrEnum):
    """What may be chosen in the list; each has its word in the texts. Other words are kept too."""

    CORRECTED = "corrected"
    EXPLAINED = "explained"
    SOUND = "sound"
    OPEN = "open"


ACCOUNTED = frozenset({Answer.EXPLAINED, Answer.SOUND})
"""Answers that say why a figure stays as it is: nothing new is asked while it does."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a body wrote into the row of a finding: on a day, into the list of a version.

    ``answer`` is what was chosen, ``None`` for words of their own; ``done`` the words,
    ``by`` who reviewed it, ``further`` what stands in columns of the office's own, by heading.
    """

    day: str
    version: int
    done: str
    by: str = ""
    further: tuple[tuple[str, str], ...] = ()
    answer: Answer | None = None


class ToldAs(StrEnum):
    """Why a finding stands on a list; each has its word in the texts."""

    NEW = "new"
    CHANGED = "changed"  # its figures are others than those that were told
    STILL = "still"  # another version came, and it stands in that too


@dataclass(frozen=True, slots=True)
class SentList:
    """A list that went out: whose, of which version, the how manieth, with which rows.

    ``checked`` is the report with the findings that the list tells and no others; ``rows`` has for
    each of them (by its id) why it is told, ``keys`` what tells its row from all others.
    """

    name: str
    code: str
    year: int
    version: int
    number: int
    checked: Checked
    rows: Mapping[str, ToldAs]
    keys: Mapping[str, str]

    @property
    def tally(self) -> dict[str, int]:
        """How many rows there are, and of each reason: for records and for texts."""
        found = Counter(self.rows.values())
        return {"rows": len(self.rows), **{one.value: found[one] for one in ToldAs}}


@dataclass(frozen=True, slots=True)
class SentLists:
    """The lists of one run, each with the files written; ``is_dry_run``: none was."""

    lists: Sequence[tuple[SentList, tuple[str, ...]]]
    is_dry_run: bool = False


class RowFault(StrEnum):
    """What is wrong with a row of a list that came back; each has its words in the texts.

    A reply is kept with ``OLD_VERSION`` and ``CHANGED``, and put nowhere with the others.
    """

    NO_KEY = "no-key"  # a row that the program did not write
    BAD_KEY = "bad-key"
    OTHER_STORE = "other-store"
    UNKNOWN = "unknown"
    MOVED = "moved"  # the key stands beside another finding than it went out with
    OLD_VERSION = "old-version"
    CHANGED = "changed"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that somebody must look at: where it stands, what is wrong.

    ``facts`` are the places of its words; ``columns`` are those that were changed: heading, as it
    was sent, as it came back.
    """

    sheet: str
    line: int
    fault: RowFault
    facts: Mapping[str, object]
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a returned file gave: ``new`` replies, ``known`` ones, rows left ``empty``.

    ``refusal`` says in words why nothing of it could be read, empty where it could.
    """

    path: str
    new: int = 0
    known: int = 0
    empty: int = 0
    faults: tuple[FaultyRow, ...] = ()
    refusal: str = ""

    @property
    def tally(self) -> dict[str, int]:
        """The counts by name: for records and for texts."""
        return {
            "new": self.new,
            "known": self.known,
            "empty": self.empty,
            "faults": len(self.faults),
        }
