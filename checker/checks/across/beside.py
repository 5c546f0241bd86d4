"""Kind ``same-as-another``: two bodies of one year that print the same figures."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from checker.checks.across.directory import Directory
from checker.checks.across.side_by_side import Between
from checker.checks.across.years import likeness
from checker.checks.context import layout_of
from checker.model import Outcome, Result, State
from checker.rulebook.kinds.across import SAME_AS_ANOTHER, SameSpec

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from decimal import Decimal

    from checker.model import Report
    from checker.rulebook.rule import Rule, Rulebook


def judge_beside(
    reports: Sequence[Report],
    checked: int,
    rulebook: Rulebook,
    directory: Directory | None = None,
    but: Container[int] = (),
) -> list[Between]:
    """What the rules on two bodies of one year say of every two that print the same figures.

    ``but`` are reports that another one stands for (other versions of it).
    """
    directory = directory or Directory.of(reports, {})
    alike = _alike(reports[:checked], but)
    return [
        between
        for rule in rulebook.rules
        if rule.kind == SAME_AS_ANOTHER
        for between in _same_as_another(rule, alike, reports, rulebook, directory)
    ]


def _same_as_another(
    rule: Rule, alike: Alike, reports: Sequence[Report], rulebook: Rulebook, directory: Directory
) -> Iterator[Between]:
    """Reports are sorted by their figures first, so that only likely ones are held together."""
    spec = rule.spec
    assert isinstance(spec, SameSpec)
    for (_year, _layout, figures), indexes in alike.items():
        several = len({directory.key_of(reports[index]) for index in indexes}) > 1
        if not several or len(figures) < spec.at_least:
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


Figures: TypeAlias = "frozenset[tuple[str, Decimal | None]]"
Alike: TypeAlias = "Mapping[tuple[int, str | None, Figures], list[int]]"


def _alike(reports: Sequence[Report], but: Container[int]) -> Alike:
    """Reports of one year and layout by the numbers that they print."""
    groups: dict[tuple[int, str | None, Figures], list[int]] = {}
    for index, report in enumerate(reports):
        if index in but:
            continue
        if report.refusal is None and report.year is not None and report.body:
            figures = frozenset(
                (ref, cell.value)
                for ref, cell in report.cells.items()
                if cell.state is State.NUMBER and cell.value
            )
            groups.setdefault((report.year, report.layout, figures), []).append(index)
    return groups
