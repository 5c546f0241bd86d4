"""What a command did to a register: to its list of bodies, to files, and whose reports are open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from checker.model.report import Refusal


class BodyFate(StrEnum):
    """What a list does to a body; each has its word in the texts."""

    NEW = "new"
    CHANGED = "changed"
    KEPT = "kept"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class BodyChange:
    """What becomes of one body: by column of the list, what it held before and holds now."""

    fate: BodyFate
    code: str
    name: str
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list did, or would do; ``assigned`` reports could be put where they belong by it."""

    changes: tuple[BodyChange, ...]
    assigned: int
    is_dry_run: bool

    @property
    def tally(self) -> dict[str, int]:
        """How many bodies of each fate: for records, and for texts with places of these names."""
        found = Counter(one.fate for one in self.changes)
        return {fate.value: found[fate] for fate in BodyFate}


class FileFate(StrEnum):
    """What became of a file; each has its word in the texts."""

    NEW = "new"
    AGAIN = "again"  # the same bytes, judged anew
    KNOWN = "known"
    UNREAD = "unread"
    OWN = "own"  # found in a folder, and the program's own output


class Entered(NamedTuple):
    """A report that came into the store: where it was put, if its body and year are known."""

    name: str
    printed: str | None
    year: int | None
    verdict: str
    refusal: Refusal | None = None
    body: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file, with its reports."""

    path: str
    fate: FileFate
    reports: tuple[Entered, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of some files; ``known`` had not to be read."""

    files: tuple[Taken, ...]
    known: int

    @property
    def tally(self) -> dict[str, int]:
        """How many files of each fate, and reports that are of no known body and year."""
        found = Counter(one.fate for one in self.files)
        found[FileFate.KNOWN] += self.known
        return {
            **{fate.value: found[fate] for fate in FileFate},
            "reports": sum(one.refusal is None for file in self.files for one in file.reports),
            "unassigned": sum(map(is_unassigned, self.reports)),
        }

    @property
    def reports(self) -> tuple[Entered, ...]:
        """The reports of all files."""
        return tuple(one for file in self.files for one in file.reports)

    @property
    def is_complete(self) -> bool:
        """Whether all was read, every report of a file, and put where it belongs."""
        counts = self.tally
        unread = counts["unread"] or any(one.refusal is not None for one in self.reports)
        return not (unread or counts["unassigned"])


def is_unassigned(one: Entered) -> bool:
    """Whether a report was read and is of no body and year that are known."""
    return one.refusal is None and one.body is None


class Ground(StrEnum):
    """Why a body is proposed; each has its words in the texts."""

    PLACE = "place"  # one name prints more of the place than the other
    SEVERAL = "several"  # that, of several bodies
    ALIKE = "alike"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A printed name that no body has, how many reports print it, and whose it may be.

    ``bodies`` are codes with names, the likest first.
    """

    name: str
    reports: int
    ground: Ground
    bodies: tuple[tuple[str, str], ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether the name can be that body's and no other's of the list."""
        return self.ground is Ground.PLACE


@dataclass(frozen=True, slots=True)
class Proposals:
    """The names that wait for somebody to settle them; ``yearless`` reports tell no year."""

    names: tuple[Proposal, ...]
    yearless: tuple[str, ...] = ()
