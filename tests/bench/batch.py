"""A batch of made-up reports for the rule engine: figures of real reports, some changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.factory import change, sample

if TYPE_CHECKING:
    from checker.model import Report

_BASES = ("suqian-2024", "suqian-2023", "hongze-2023", "xuefu-2020", "shanghai-office-2019")


def reports(count: int) -> tuple[Report, ...]:
    """``count`` reports of both forms; every third has one number changed, each in its own way."""
    bases = [sample(name) for name in _BASES]
    batch = []
    for number in range(count):
        report = bases[number % len(bases)]
        if number % 3 == 0:
            refs = sorted(report.cells)
            report = change(report, refs[number % len(refs)], str(number % 97))
        batch.append(report)
    return tuple(batch)
