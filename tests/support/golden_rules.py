"""The rules that golden files are about.

What a golden file shows is how results look, not how many rules there are: a rule that is added
is not among these, and changes no golden file. A rule that is to be seen in one is added here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.rulebook.rule import Rulebook

READING = ("ST-04", "ST-05", "ST-06", "ST-20")
TABLES = (
    *READING,
    *(f"T2-0{n}" for n in range(1, 8)),
    *(f"T3-{n:02}" for n in range(1, 11)),
    *(f"T4-0{n}" for n in range(1, 3)),
)
ALL = (
    *TABLES,
    *(f"ST-{n:02}" for n in range(1, 20) if f"ST-{n:02}" not in READING),
    *(f"TX-{n:02}" for n in range(1, 25)),
    *(f"YR-0{n}" for n in range(1, 10)),
    *(f"HI-0{n}" for n in range(1, 8)),
)


@cache
def golden_rulebook() -> Rulebook:
    """The shipped rules as far as golden files are about them."""
    return _only(ALL)


@cache
def table_rulebook() -> Rulebook:
    """The rules on tables alone."""
    return _only(TABLES)


def _only(ids: Iterable[str]) -> Rulebook:
    whole, wanted = rulebook(), set(ids)
    gone = wanted - {rule.id for rule in whole.rules}
    assert not gone, f"golden files are about rules that are gone: {sorted(gone)}"
    return replace(whole, rules=tuple(rule for rule in whole.rules if rule.id in wanted))
