"""What goes wrong where in the reports of a register: rules, regions, kinds of bodies, figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

FIGURES: tuple[tuple[str, str], ...] = (
    ("received", "t3.new_received.total"),
    ("carried-over", "t3.carried_over.total"),
    ("handled", "t3.total_handled.total"),
    ("granted", "t3.granted.total"),
    ("partial", "t3.partial.total"),
    ("carried-forward", "t3.carried_forward.total"),
    ("review", "t4.review.total"),
    ("litigation", "t4.direct_litigation.total"),
    ("litigation-after", "t4.litigation_after_review.total"),
)
"""The figures that are added up, each with its word in the texts, and the cells that hold them."""


@dataclass(frozen=True, slots=True)
class RuleTally:
    """In how many reports a rule was broken, or left open; ``before`` are those of last year."""

    rule: str
    title: str
    broken: int
    undecided: int
    before: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the bodies: by region (``key`` a code, empty for none) or by kind.

    ``bodies`` owe a report each, ``reports`` are in, ``wrong`` break a rule, ``undecided`` break
    none and leave some open; ``rules`` is how many reports break each.
    """

    key: str
    name: str
    bodies: int
    reports: int
    wrong: int
    undecided: int
    rules: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure added up over reports; ``left_out`` of them do not give it for sure."""

    value: Decimal
    left_out: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a region's bodies of one kind: those of a government hold its departments'."""

    region: str
    kind: str
    reports: int
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The reports of one year as they are now, the latest version of each.

    Rules by how often they are broken; ``before`` is the number of last year's reports. ``totals``
    are in the order of regions and have the sums of ``FIGURES``.
    """

    store: str
    year: int
    whole: Part
    before: int
    rules: tuple[RuleTally, ...]
    regions: tuple[Part, ...]
    kinds: tuple[Part, ...]
    totals: tuple[Totals, ...]
