"""What several sentences on applications say together, though none of them says it.

收到3件,公开3件: no other result is left. 收到4件,均已公开: neither. The form's own identities make
that so, and a table that has more is told as a note.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.model.stated import LAST_YEAR, Exactness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model.stated import Claim

_RECEIVED = ("received", "new_received")
_TELLING = (*_RECEIVED, "carried_forward")
"""Without one of these nothing is said together."""
_HANDLED = ("handled", "worked_on")
_ELSEWHERE = ("carried_over", "carried_forward", "workload")
_GROUPS = ("granted", "partial", "granted_or_partial", "denied", "unavailable", "refused",
           "other_handling")  # fmt: skip
_ALONE = ("granted", "partial", "denied", "unavailable", "refused", "other_handling")
_EITHER_WAY = re.compile(
    r"(?:均|也|亦|都)?(?:无|没有|未|不存在)(?:发生|出现|有)?(?:结转|跨年度?)[^下次明来]*"
)
_KINDS = tuple(one.partition("_")[0] for one in _ALONE)
_ALL_OPEN = re.compile(
    r"[,;。](?:现|目前)?(?:均|都|全部|悉数|已)[^,;。不未无部拒缓免难]{0,14}?(?:公开|提供)(?:给[^,;。]{1,4})?[,;。]"
)


def inferred(claims: Sequence[Claim]) -> Iterator[Claim]:
    """What was handled, by the results that make up all that was received."""
    if not any(one.about in _TELLING for one in claims):
        return
    for told in _paragraphs(claims):
        yield from _no_carrying(told)
        received = [one for one in told if one.about in _RECEIVED and not one.part]
        if len({one.value for one in received}) != 1 or any(one.about in _HANDLED for one in told):
            continue
        if any(one.about in _ELSEWHERE and one.value for one in told):
            continue
        whole = received[0]
        results = [one for one in told if one.list in {"results", "rows"}]
        made = _made_up(results)
        several = {one.about.partition("_")[0] for one in results} < set(_KINDS)
        if results and made == whole.value and whole.value and several:
            yield _no_others(results[-1], results)
        elif not results and (found := _ALL_OPEN.search(_behind(whole) + "。")):
            at = whole.at + len(whole.printed) + found.start()
            granted = whole._replace(about="granted", may_be=("granted_or_partial",), at=at)
            yield granted
            yield _no_others(granted, [granted, granted._replace(about="partial")])


def _no_carrying(told: Sequence[Claim]) -> Iterator[Claim]:
    """无结转 by itself denies both: what was carried in and what was carried out."""
    if any(one.about == "carried_over" for one in told):
        return
    for one in told:
        if one.about == "carried_forward" and not one.value and _EITHER_WAY.fullmatch(one.printed):
            yield one._replace(about="carried_over")


def _no_others(last: Claim, results: Sequence[Claim]) -> Claim:
    """That there was none of all results that are not told."""
    told = {one.about.partition("_")[0] for one in results}
    if any(
        one.about == "granted_or_partial" or one.also == "granted_or_partial" for one in results
    ):
        told.add("partial")
    left = [one for one in _ALONE if one.partition("_")[0] not in told]
    return last._replace(
        about="+".join(left),
        value=Decimal(0),
        also=None,
        list=None,
        part=False,
        may_be=(),
        no_others=True,
    )


def _behind(one: Claim) -> str:
    return one.sentence.text[one.at + len(one.printed) :].strip("。")


def _made_up(results: Iterable[Claim]) -> Decimal:
    """The sum of the results, of groups told with their rows the groups alone."""
    told = {one.about: one for one in results}
    both = "granted_or_partial" in told
    groups = [
        one
        for about, one in told.items()
        if about in _GROUPS and not (both and about in {"granted", "partial"})
    ]
    named = {one.about for one in groups}
    rows = [
        one
        for about, one in told.items()
        if about not in _GROUPS
        and about.partition("_")[0] not in {n.partition("_")[0] for n in named}
    ]
    return sum((one.value for one in (*groups, *rows)), Decimal(0))


def _paragraphs(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The exact counts of this year, by the heading they stand under."""
    found: dict[tuple[int, str], list[Claim]] = {}
    for one in claims:
        if one.kind == "count" and one.exactness is Exactness.EXACT and one.year != LAST_YEAR:
            found.setdefault((one.sentence.section, one.sentence.heading), []).append(one)
    yield from found.values()
