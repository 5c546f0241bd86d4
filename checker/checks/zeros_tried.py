"""What the sums would say if every blank were a nought: told beside the blanks, never applied.

An office that leaves its zeros blank has one line to read instead of thirty open sums. The sums
stay open: what a blank stands for is for the office to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.checks.blank_as_zero import has_blank, with_zeros
from checker.checks.engine import evaluate
from checker.model import ZEROS_TRIED, Result
from checker.rulebook.kinds.tables import BLANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Outcome, Report
    from checker.rulebook.rule import Rulebook


def with_zeros_tried(
    outcomes: Sequence[Outcome], reports: Sequence[Report], rulebook: Rulebook
) -> Sequence[Outcome]:
    """The same outcomes; those about a table's blanks say what the hard rules make of zeros.

    The fact ``ZEROS_TRIED`` has a line each: how many of the table's hard checks use a blank, how
    many stay open all the same, then rule and place of each that would fail.
    """
    kinds = {rule.id: rule.kind for rule in rulebook.rules}
    telling = [
        at
        for at, one in enumerate(outcomes)
        if kinds.get(one.rule) == BLANK and one.facts.get("blank", "0") != "0"
    ]
    tried = sorted({outcomes[at].report for at in telling})
    if not tried:
        return outcomes
    hard = _hard(rulebook)
    tables = {rule.id: rule.table or "" for rule in hard.rules}
    using: dict[tuple[int, str], list[Outcome]] = defaultdict(list)
    for one in evaluate([with_zeros(reports[at]) for at in tried], hard):
        at = tried[one.report]
        if has_blank(reports, ((at, ref) for ref in one.cells)):
            using[at, tables[one.rule]].append(one)
    told = list(outcomes)
    for at in telling:
        found = using[outcomes[at].report, outcomes[at].place or ""]
        if found:
            facts = {**outcomes[at].facts, ZEROS_TRIED: _lines(found)}
            told[at] = outcomes[at]._replace(facts=facts)
    return told


@lru_cache(maxsize=8)  # rule books are compared by identity, and what is compiled is kept by them
def _hard(rulebook: Rulebook) -> Rulebook:
    return replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.hard))


def _lines(found: Sequence[Outcome]) -> str:
    failed = [f"{one.rule}\t{one.place}" for one in found if one.result is Result.FAIL]
    still_open = sum(one.result not in {Result.PASS, Result.FAIL} for one in found)
    return "\n".join((str(len(found)), str(still_open), *failed))
