"""Received, handled, worked on: what the verbs before or behind a number say of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.asked import is_light
from checker.claims.clauses import has
from checker.claims.topics import CASES, DOCUMENTS, FOREIGN, INFO, REQUEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.asked import Asked
    from checker.claims.tokens import Token

_VAGUE_UNITS = ("次", "个", "")
"""Units in which anything may be counted: the applications must be named beside them."""
OF_DOCUMENTS = ("条", "项")
"""Units of documents too: 依申请公开2条 is a number received under such a heading only."""
_ANSWERED = {"complete", "reply"}


def received_or_handled(asked: Asked) -> list[str] | None:
    """收到申请12件; 12件政府信息公开申请; 10件已答复; 网上105件,快递17件,合计122件."""
    if not asked.in_unit("request") or asked.classes:
        return []
    near = asked.near
    if asked.parts and asked.on_request and near and all(one.marks("sum") for one in near):
        return ["received"] if asked.parts == "channels" else []
    words: Sequence[Token] = near
    if near and all(map(is_light, near)) and asked.before == REQUEST and not _asks(asked.after):
        words = (*_last_clause(asked.phrase.far), *near)  # 收到政府信息公开申请,共12件
    if has(asked.after, "object", "foreign", "role", *CASES, *DOCUMENTS):
        return []
    if not _is_of_requests(words, asked):
        return []
    return by_verb(words, asked)


def by_verb(words: Sequence[Token], asked: Asked) -> list[str]:
    """The quantity that the verbs name; 受理和办结6件 names two."""
    verbs = [one.name for one in words if one.part == "action" and one.name != "submit"]
    answered = bool(_ANSWERED & set(verbs))
    found: list[str] = []
    received = "receive_new" in verbs or "receive" in verbs
    by_way = has(words, "channel", "phone") or (has(words, "channel") and not received)
    if by_way or verbs[-1:] == ["publish"]:
        return found  # 信函答复8件 is not all that was answered
    if received:
        found.append("new_received" if "receive_new" in verbs else "received")
    if answered or (not verbs and _is_answered(asked)):
        found.append("handled")
    if found:
        return found
    if "work" in verbs:
        return ["worked_on"]
    bare = not verbs and has(words, "object", "request", "apply")
    return ["received"] if bare and (asked.unit not in OF_DOCUMENTS or asked.under) else []


def _is_answered(asked: Asked) -> bool:
    limited = has(asked.after, "mark", "neg", "except", "withdrawn")
    return has(asked.after, "action", *_ANSWERED) and not limited


def _is_of_requests(words: Sequence[Token], asked: Asked) -> bool:
    """Whether applications are meant: named beside the number, or in the sentence before it."""
    around = (*words, *asked.after)
    if topics.after(asked.after, None) == REQUEST or (
        has(asked.after, "object", "apply")
        and (has(asked.after, "object", "disclosure") or (asked.topic is None and asked.disclosed))
    ):
        return True
    submitted = has(words, "object", "disclosure") and has(words, "action", "submit")
    if submitted and asked.topic not in {INFO, FOREIGN}:
        return True  # 接收网络方式提交政府信息公开5件
    if asked.topic != REQUEST:
        return False
    return _asks(around) or (asked.here and asked.unit not in _VAGUE_UNITS)


def _asks(words: Sequence[Token]) -> bool:
    return has(words, "object", "request", "apply")


def _last_clause(far: Sequence[Token]) -> Sequence[Token]:
    """The words of the clause before the last comma."""
    words = list(far)
    while words and words[-1].is_stop:
        words.pop()
    cut = max((n for n, one in enumerate(words, 1) if one.is_stop), default=0)
    return words[cut:]
