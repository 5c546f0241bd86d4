"""Whether a number is of all or of some: 其中10件办结 beside what is carried forward is of all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.claims.kinds import any_of
from checker.claims.sole_kind import is_received
from checker.model.stated import LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.phrases import Phrase
    from checker.model.stated import Claim

_RECEIVED = ("received", "new_received", "worked_on")
HANDLED = ("handled", "worked_on")


def of_all_or_some(claims: Sequence[Claim], found: Sequence[Phrase]) -> list[Claim]:
    """A channel as the number received, and what was handled as a whole or as a part."""
    channels = [
        one
        for one in claims
        if one.about == "channel" and one.kind == "count" and one.year != LAST_YEAR
    ]
    only = channels[0] if len(channels) == 1 and is_received(channels[0], found) else None
    received = [one for one in claims if one.about in _RECEIVED and not one.part]
    handled = [one for one in claims if one.about in HANDLED and one.part and one.kind == "count"]
    forward = [one for one in claims if one.about == "carried_forward"]
    over = [one for one in claims if one.about == "carried_over"]
    whole = None
    if len(handled) == len(received) == 1 and len(forward) <= 1 and len(over) <= 1:
        due = sum((one.value for one in (*received, *over)), Decimal(0))
        done = sum((one.value for one in (*handled, *forward)), Decimal(0))
        is_rest = done == due and bool(forward or over)
        whole = handled[0] if is_rest else None
    if whole is None and len(handled) == 1 and _follows_a_list(handled[0], claims):
        whole = handled[0]
    apart = whole is None and _some_apart(found)
    return [
        one._replace(about="received", list=None)
        if one is only
        else one._replace(part=False)
        if one is whole
        else one._replace(part=True)
        if apart and one.about in HANDLED and one.kind == "count"
        else one
        for one in claims
    ]


def _follows_a_list(one: Claim, claims: Sequence[Claim]) -> bool:
    """其中自然人17宗,企业法人2宗;已答复18宗: behind the applicants, and none of them."""
    text = one.sentence.text
    parts = [other for other in claims if other.part and other.at < one.at and other.list]
    if not parts or any(other.list not in _OF_RECEIVED for other in parts):
        return False
    end = parts[-1].at + len(parts[-1].printed)
    between, behind = text[end : one.at], text[one.at + len(one.printed) :]
    if any(word in between for word in ("其中", "包括", "含")):
        return False
    # 含企业申请一件,已答复4件:公开2件…: the results follow, which are of all that was answered.
    # 其中企业6件;办结7件: more than the part before, so of all that came in.
    several = len(parts) > 1 or one.value > parts[-1].value
    return (";" in between and several) or behind.startswith(":")


_OF_RECEIVED = ("applicants", "channels")


def _some_apart(found: Sequence[Phrase]) -> bool:
    """Whether some are told apart from those answered: 答复11件，8件申请人主动撤回."""
    return any((phrase.near_kinds | phrase.after_kinds) & _APART for phrase in found)


_APART = any_of("mark", "withdrawn", "except")
