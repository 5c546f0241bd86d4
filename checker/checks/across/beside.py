"""Kind ``same-as-another``: two bodies of one year that print the same figures."""

from __future__ import annotations

import hashlib
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from checker.checks.across.directory import Directory
from checker.checks.across.side_by_side import Between
from checker.checks.across.years import likeness
from checker.checks.context import layout_of
from checker.model import Outcome, Result, State
from checker.rulebook.kinds.across import SAME_AS_ANOTHER, SameSpec

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from checker.model import Report
    from checker.rulebook.rule import Rule, Rulebook


class Figures(NamedTuple):
    """What tells the numbers of a report from others': how many that are not 0, and which.

    Of one year and layout; ``digest`` says in which cells they stand, and is the same for equal
    ones. That of two other ones is by chance, and ``likeness`` decides.
    """

    year: int
    layout: str | None
    printed: int
    digest: bytes


def figures_of(report: Report) -> Figures | None:
    """The figures of a report; ``None`` of one whose body or year is not known."""
    if report.refusal is not None or report.year is None or not report.body:
        return None
    numbers = sorted(
        (ref, hash(cell.value))  # the same for 1 and 1.0
        for ref, cell in report.cells.items()
        if cell.state is State.NUMBER and cell.value
    )
    digest = hashlib.sha256(repr(numbers).encode()).digest()
    return Figures(report.year, report.layout, len(numbers), digest)


def alike(figures: Sequence[Figures | None], but: Container[int] = ()) -> list[list[int]]:
    """The reports, by index, put together by the numbers that they print.

    ``but`` are reports that another one stands for (other versions of it).
    """
    groups: dict[Figures, list[int]] = {}
    for index, own in enumerate(figures):
        if own is not None and index not in but:
            groups.setdefault(own, []).append(index)
    return list(groups.values())


def judge_beside(
    reports: Sequence[Report],
    checked: int,
    rulebook: Rulebook,
    directory: Directory | None = None,
    groups: Sequence[Sequence[int]] | None = None,
) -> list[Between]:
    """What the rules on two bodies of one year say of every two that print the same figures.

    ``groups`` are those ``alike`` of the first ``checked``, where they are known.
    """
    directory = directory or Directory.of(reports, {})
    if groups is None:
        groups = alike([figures_of(reports[index]) for index in range(checked)])
    return [
        between
        for rule in rulebook.rules
        if rule.kind == SAME_AS_ANOTHER
        for between in _same_as_another(rule, groups, reports, rulebook, directory)
    ]


def _same_as_another(
    rule: Rule,
    groups: Sequence[Sequence[int]],
    reports: Sequence[Report],
    rulebook: Rulebook,
    directory: Directory,
) -> Iterator[Between]:
    """Reports are sorted by their figures first, so that only likely ones are held together."""
    spec = rule.spec
    assert isinstance(spec, SameSpec)
    for indexes in groups:
        # One alone, as nearly all are, is not looked up: of a large run it lies on the disk.
        several = (
            len(indexes) > 1 and len({directory.key_of(reports[index]) for index in indexes}) > 1
        )
        own = figures_of(reports[indexes[0]]) if several else None
        if own is None or own.printed < spec.at_least:
            for index in indexes:
                yield Between(Outcome(rule.id, index, None, Result.PASS), (index,))
            continue
        for one, other in combinations(indexes, 2):
            layout = layout_of(reports[one], rulebook)
            same = directory.key_of(reports[one]) == directory.key_of(reports[other])
            if layout is None or same:
                continue
            refs = rulebook.form(layout).refs
            result, cells = likeness(reports[one], reports[other], refs, spec.at_least)
            facts = {"other": reports[other].body or "", "figures": str(len(cells))}
            outcome = Outcome(rule.id, one, None, result, cells, facts=facts)
            operands = tuple((index, ref) for ref in cells for index in (one, other))
            yield Between(outcome, (one, other), operands)
