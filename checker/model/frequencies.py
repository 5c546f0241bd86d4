"""How often rules are broken: by rule, by where, from round to round, from year to year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Tally:
    """Some reports: how many there are, and how many of them break each rule.

    ``key`` is what they share: a year, a round, a kind, the name of the body above them.
    """

    key: str
    reports: int
    broken: Mapping[str, int]
    number: int = 0
    """Of the body above them."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """A year: its reports, those left open by rule, and the same reports in parts.

    ``years`` are all years, the latest first. ``rounds`` are the reports of this year as they were
    when each had come so many times; the last is how they are now. ``kinds`` and ``above`` are
    those of listed bodies; ``above`` the largest first, ``left_out`` of them are not among it.
    ``places`` are where rules are broken: rule, place and how often, the most frequent first.
    """

    year: int
    whole: Tally
    undecided: Mapping[str, int]
    years: tuple[Tally, ...]
    rounds: tuple[Tally, ...]
    kinds: tuple[Tally, ...]
    above: tuple[Tally, ...]
    left_out: int
    places: tuple[tuple[str, str, int], ...]
