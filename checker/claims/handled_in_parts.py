"""What was handled, told in two numbers: 答复5件,另1件逾期不补正; 办结102件,办结上年结转5件.

Whether the first number is all that was handled or all but the second, the words leave open: the
number is wrong only where it is neither.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.claims.clauses import has
from checker.model.stated import Exactness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from checker.claims.phrases import Phrase
    from checker.model.stated import Claim

_HANDLED = ("handled", "worked_on")
_ENDED = ("results", "rows")
_NOT_YET = ("limit", "plan")


def with_more_beside(claims: Sequence[Claim], found: Sequence[Phrase]) -> list[Claim]:
    """The claims, what was handled with the number beside it that may have been handled too."""
    if not any(map(_is_handled, claims)):
        return list(claims)
    told = {one.at: one for one in claims if one.kind == "count"}
    more = _rests(found, told) | _carried(found, told)
    return [one._replace(or_more=more.get(one.at)) if _is_handled(one) else one for one in claims]


def _is_handled(one: Claim) -> bool:
    return one.about in _HANDLED and one.kind == "count" and not one.part


def _rests(found: Iterable[Phrase], told: Mapping[int, Claim]) -> dict[int, Decimal]:
    """By where what was handled stands: the rest told right behind it, if that is dealt with.

    办结22件中,还有公开5件 is of those 22.
    """
    return {
        one.figure.start: behind.figure.value
        for one, behind in pairwise(found)
        if one.figure.start in told and one.ends and one.figure.unit == behind.figure.unit
        if has(behind.near, "mark", "rest") and _is_dealt_with(behind, told)
        if behind.figure.exactness is Exactness.EXACT
    }


def _is_dealt_with(rest: Phrase, told: Mapping[int, Claim]) -> bool:
    """其余1件不予处理, and 另一件由申请人放弃, which no word here is known for; not 剩余1件在办."""
    claim = told.get(rest.figure.start)
    if claim is not None:
        return claim.list in _ENDED or claim.about == "withdrawn"
    words = (*rest.near, *rest.beyond)
    left = has(words, "carry") or has(words, "time") or has(words, "mark", *_NOT_YET)
    left = left or (has(words, "mark", "neg", "zero") and not has(words, "mark", "timely"))
    return bool(rest.beyond or not rest.ends) and not left


def _carried(found: Sequence[Phrase], told: Mapping[int, Claim]) -> dict[int, Decimal]:
    """The same for what was carried over and handled, told by a verb of its own or behind 、."""
    own = [
        one.figure.value
        for before, one in pairwise((None, *found))
        if one is not None and _is_carried_and_handled(one, before, told)
    ]
    alone = [at for at, one in told.items() if _is_handled(one)]
    return dict.fromkeys(alone, own[0]) if len(own) == 1 else {}


def _is_carried_and_handled(one: Phrase, before: Phrase | None, told: Mapping[int, Claim]) -> bool:
    claim = told.get(one.figure.start)
    if claim is None or claim.about != "carried_over" or claim.part or not claim.value:
        return False
    verb = next((n for n, word in enumerate(one.near) if word.name in _ANSWERED), None)
    carry = next((n for n, word in enumerate(one.near) if word.part == "carry"), None)
    if verb is not None and carry is not None:
        return verb < carry  # 办结上年结转5件
    last = told.get(before.figure.start) if before is not None else None
    return one.joined and last is not None and _is_handled(last)  # 办结102件、上年结转5件


_ANSWERED = ("complete", "reply")
