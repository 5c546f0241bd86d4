"""What the parts of a list may be parts of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.clauses import Stretch
    from checker.claims.numbers import Figure
    from checker.claims.tokens import Token


ALIKE = frozenset(("件", "条", "份", "篇", "则", "个", "件次", "条次", ""))
"""Units that count items of information alike: 公文7件、其他399条 of 406条."""
IN_PRINT = ALIKE | {"期", "部", "幅"}
"""With those of issues, films and pictures, each of which is published as one: 统计数据11期."""
ITEMS = IN_PRINT | {"项", "次"}
"""With those that may count items, or what is told beside them (会议16次)."""


def same_kind(unit: str, units: set[str]) -> bool:
    """Whether numbers in these units may be parts of one in this unit."""
    if unit in ("%", "百分点", "个百分点", ""):
        return False
    return units <= ITEMS if unit in ITEMS else units <= {unit, ""}


def totals_in(tokens: Sequence[Token]) -> list[Figure]:
    """What the parts may be parts of: the number behind 共计, else those before, the last first."""
    cut = max((n for n, one in enumerate(tokens, 1) if one.is_stop and one.name == ";"), default=0)
    told = [
        one
        for n, one in enumerate(tokens[cut:], cut)
        if one.figure is not None and one.name != "%" and not _is_a_change(tokens, n)
    ]
    summed = [
        one
        for one in told
        if any(other.marks("sum") and other.end == one.start for other in tokens)
    ][-1:]
    chosen = [*summed, *(one for one in told[::-1] if one not in summed)]
    return [one.figure for one in chosen if one.figure is not None]


def _is_a_change(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is by how much the one before it grew: 459条,较上年增加47条."""
    return at > 0 and tokens[at - 1].marks("up", "down") and not tokens[at].gap


def bracketed(outer: Sequence[Token], stretch: Stretch) -> Figure | None:
    """The number right before a bracket, or before a per cent or a comma that stands between."""
    first = stretch.tokens[0] if stretch.tokens else None
    if first is None or (first.part == "mark" and first.name in ("neg", "rest")):
        return None
    opens = stretch.opens or 0
    if first.marks("of_which"):  # 2599条,(其中…)
        opens = next((one.start for one in outer if one.name == "," and one.end == opens), opens)
    before = [one.figure for one in outer if one.figure is not None and one.end <= opens]
    if not before or before[-1].end != opens:
        return None
    if before[-1].unit == "%":
        before.pop()
    return before[-1] if before else None
