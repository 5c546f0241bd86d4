"""One body in the store: its years, and the reports that came of each, version by version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.filings import Counts, Event, Standing
    from checker.model.results import Verdict


@dataclass(frozen=True, slots=True)
class Version:
    """A report that came: its number in the store, which version it is, the day, what was found."""

    report: int
    version: int
    day: str
    verdict: Verdict
    counts: Counts


@dataclass(frozen=True, slots=True)
class BodyYear:
    """A year: what is owed of it and what came; ``versions`` and ``events`` the first first.

    ``standing`` is ``None`` of a body that no list names, which owes nothing; ``current`` is the
    version that counts, 0 where none is there.
    """

    year: int
    versions: tuple[Version, ...]
    current: int
    standing: Standing | None = None
    events: tuple[Event, ...] = ()

    @property
    def latest(self) -> Version | None:
        """The version that counts."""
        return next((one for one in self.versions if one.version == self.current), None)

    def before(self, version: int) -> Version | None:
        """The version that came before one, of those that are there."""
        return next((one for one in reversed(self.versions) if one.version < version), None)


@dataclass(frozen=True, slots=True)
class BodyYears:
    """A body with its years, the latest first; ``number`` is 0 where no list names it.

    ``code``, ``kind`` and ``contact`` are those of the list; ``parent`` the number and name of the
    body that it belongs to, ``below`` how many belong to it.
    """

    number: int
    name: str
    years: tuple[BodyYear, ...]
    code: str = ""
    kind: str = ""
    contact: str = ""
    parent: tuple[int, str] | None = None
    below: int = 0

    def of(self, year: int | None) -> BodyYear | None:
        """A year of it."""
        return next((one for one in self.years if one.year == year), None)
