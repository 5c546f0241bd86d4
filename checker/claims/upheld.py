"""What became of reviews and lawsuits, told without a number: 均获维持; 行政诉讼1件,判决驳回."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.clauses import has
from checker.claims.topics import CASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.tokens import Token

_SIDE_BY_SIDE = ("direct", "after_review")


def settled_without_numbers(
    clause: Sequence[Token], behind: Sequence[Token], topic: str | None
) -> list[str]:
    """All upheld, all of those concluded, or all dismissed; none where some are told apart.

    ``behind`` are the words since the last semicolon: what has its outcome there already is not
    meant again (复议4件,维持3件,其他1件,诉讼2件,均维持 is of the lawsuits).
    """
    outcomes = {one.name for one in clause if one.part == "outcome"}
    # 一审驳回,二审尚在审理: of one instance, and not how the case ended.
    instance = has(clause, "object", "role") and "dismissed" in outcomes
    if instance or any(one.figure is not None for one in clause[_last_all(clause) :]):
        return []
    of_all = has(clause, "mark", "all")
    open_ones = _leaves_open(clause, behind)
    if open_ones is None or outcomes - {"pending"} not in ({"upheld"}, {"dismissed"}):
        return []
    subjects = topics.cases_in(clause) or _without_outcome(behind) or _told(topic)
    if not of_all and not _is_of_the_count_before(clause, behind):
        return []
    if "dismissed" in outcomes:
        return [] if open_ones else [f"{one}.all_dismissed" for one in subjects]
    name = "concluded_upheld" if open_ones else "all_upheld"
    return [f"{one}.{name}" for one in subjects if one in CASES]


def _last_all(clause: Sequence[Token]) -> int:
    """Where 均 stands; a number before it is that of the cases (除1件尚未审结外均获维持)."""
    return max((n for n, one in enumerate(clause) if one.marks("all")), default=0)


def _leaves_open(clause: Sequence[Token], behind: Sequence[Token]) -> bool | None:
    """Whether it is told of those concluded only; ``None`` where others are taken out."""
    if has((*clause, *behind), "outcome", "concluded"):
        return True
    if has(clause, "mark", "rest"):
        return True if has(clause, "outcome", "pending") else None
    return has(clause, "outcome", "pending") and None


def _without_outcome(behind: Sequence[Token]) -> list[str]:
    """The subjects told behind which no outcome stands yet."""
    found: list[str] = []
    for one in behind:
        if one.names(*CASES) and one.name not in found:
            found.append(one.name)
        elif one.part == "outcome" and one.name != "concluded":
            found = []
    return found


def _told(topic: str | None) -> list[str]:
    if topic == topics.BOTH:
        return ["review", "litigation"]
    return [topic] if topic in CASES else []


def _is_of_the_count_before(clause: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether the clause tells but the outcome, right behind a number of cases: …1件,维持."""
    if len(clause) > _SHORT or any(one.part in {"action", "carry", "result"} for one in clause):
        return False
    ahead = behind[: len(behind)]
    figures = [n for n, one in enumerate(ahead) if one.figure is not None]
    if len(figures) != 1:
        return False
    near = ahead[max(figures[0] - _NEAR, 0) : figures[0] + _NEAR]
    return any(one.names(*CASES) for one in near) and not has(ahead, "outcome")


_SHORT = 8
"""Words of a clause that says no more than what the decision was."""
_NEAR = 4
"""Words between a number of cases and the word for them."""
