"""The only kind of applicant or channel that is named, told of all that was received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.clauses import has

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.phrases import Phrase
    from checker.model.stated import Claim

_WHOLES = ("received", "new_received", "handled", "worked_on", "workload")


def received_of_one_kind(claims: Sequence[Claim], found: Sequence[Phrase]) -> list[Claim]:
    """收到公民申请13件: the only kind of applicant that is named is all of them."""
    counts = [one for one in claims if one.kind == "count"]
    told = [one for one in counts if one.list == "applicants"]
    if len(told) != 1 or told[0].of_all:
        return list(claims)
    # 收到公民申请3件,答复2件: no more was answered, so others did not apply.
    known = [one for one in counts if one.about in _WHOLES]
    if any(one.about != "handled" or one.value > told[0].value for one in known):
        return list(claims)
    if not is_received(told[0], found):
        return list(claims)
    sole = told[0]._replace(about="received", list=None, sole=True)
    return sorted([*claims, sole], key=lambda one: one.at)


def is_received(one: Claim, found: Sequence[Phrase]) -> bool:
    """Whether a count of one kind stands right behind a word for what came in."""
    if one.part:
        return False
    near = next((phrase.near for phrase in found if phrase.figure.start == one.at), ())
    return has(near, "action", "receive", "receive_new") or has(near, "object", "request")
