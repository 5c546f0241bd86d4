"""Applications between two years: 上年结转9件, 2件结转下年度, 7件正在办理中, 无上年结转."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.asked import is_light
from checker.claims.cases import is_told_of_cases
from checker.claims.clauses import has
from checker.claims.topics import CASES, DOCUMENTS, FEE, FOREIGN, REQUEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.asked import Asked
    from checker.claims.tokens import Token

_NONE = ("none", "none_over")
_ABOUT = {"over": "carried_over", "forward": "carried_forward", "open": "carried_forward"}


def carried(asked: Asked) -> list[str] | None:
    """What was carried over or forward; 正在办理 of a review is a pending one."""
    if _is_both(asked.near):
        return _both(asked)
    if _is_added_up(asked):
        return ["workload"]
    if (done := _with_those_carried(asked)) is not None:
        return done
    for words in (asked.near, asked.after, _behind_its_reason(asked)):
        found = _carry_in(words) or _bare(words, asked)
        if found is None:
            continue
        if found == "open" and words is asked.near and _goes_on(words, asked):
            continue  # 办理中把握两个要点
        if asked.topic in CASES:
            pending = found == "open" and asked.disclosed and is_told_of_cases(asked, words)
            return [f"{asked.topic}.case_pending"] if pending else []
        return [_ABOUT[found]] if _is_of_requests(found, asked) else []
    return ["carried_forward"] if _is_left_over(asked) or _is_put_off(asked) else None


def _behind_its_reason(asked: Asked) -> Sequence[Token]:
    """1件因需征求意见,延至下年度办理: why comes first, behind a comma what became of it."""
    if asked.near and not all(one.marks("rest", "of_which") for one in asked.near):
        return ()
    if not has(asked.after, "mark", "cause") and not _is_carried_next(asked):
        return ()
    told = any(
        (one.part == "action" and one.name not in {"receive", "receive_new"})
        or one.part in {"result", "row", "outcome"}
        for one in asked.after
    )
    return () if told else asked.phrase.beyond


def _is_carried_next(asked: Asked) -> bool:
    """1件尚需核实,结转下年: the clause behind begins with what became of it."""
    behind = asked.phrase.beyond[len(asked.after) : len(asked.after) + _NEXT]
    if not behind or not asked.phrase.plain or has(asked.phrase.beyond, "mark", "neg", "zero"):
        return False
    return behind[0].name == "," and has(behind, "carry", "forward", "carry")


_NEXT = 3
"""The comma, and at most a word (将, 拟) before what became of it."""


def _is_left_over(asked: Asked) -> bool:
    """其余1件在期限内办理, 剩余一件延长答复期限: those received but not yet answered.

    Behind a number that was received, answered or granted, with a word for the time still left.
    """
    if not has(asked.near, "mark", "rest") or not asked.phrase.plain:
        return False
    left = all(one.marks("rest", "copula", "of", "filler") for one in asked.near)
    if not left or not asked.on_request or not asked.in_unit("request"):
        return False
    known = (
        asked.whole is not None
        or (asked.last is not None and asked.last.list == "results")
        or asked.before == REQUEST
    )
    if not asked.after and asked.last is not None and asked.last.about == "handled":
        return not asked.last.part and asked.last.unit == asked.unit  # 答复12件,剩余1件。
    behind = asked.after
    done = has(behind, "result") or has(behind, "row") or has(behind, "mark", "all", "neg", "past")
    due = has(behind, "mark", "limit") and not has(behind, "action", "complete")
    due = due or has(behind, "mark", "plan")  # 剩余一件将于次年1月答复
    return known and due and not done


def _is_put_off(asked: Asked) -> bool:
    """2件将于次年1月答复: those that the year to come will see answered."""
    behind = asked.after
    later = has(behind, "time", "next") or has(behind, "mark", "plan")
    if not later or not asked.phrase.plain or not all(is_light(one) for one in asked.near):
        return False
    done = has(behind, "action", "complete", "reply", "work") and not has(behind, "mark", "neg")
    return done and asked.on_request and asked.in_unit("request")


def _is_of_requests(found: str, asked: Asked) -> bool:
    if asked.phrase.to or not asked.in_unit("request") or asked.is_of_things:
        return False  # 结转数由上年的7件变为9件: which of the two, nothing says
    if found == "open":
        return asked.on_request
    if asked.whole is not None and asked.whole.unit == asked.unit:
        return True  # 答复30条,其中…建议查阅年鉴1条;结转下年1条
    return asked.topic not in (FOREIGN, *DOCUMENTS, FEE)


def _goes_on(near: Sequence[Token], asked: Asked) -> bool:
    """Whether unknown letters stand between 办理中 and the number."""
    at = max(n for n, one in enumerate(near) if one.part == "carry")
    return asked.phrase.gap or any(one.gap for one in near[at + 1 :])


def _is_both(near: Sequence[Token]) -> bool:
    """Whether what was received and what was carried over stand before one number."""
    joined = has(near, "action", "receive", "receive_new") and has(near, "mark", "joint")
    return joined and has(near, "carry") and not has(near, "carry", "open", "forward")


def _is_added_up(asked: Asked) -> bool:
    """收到申请3件,连同结转共4件: what came in and what was carried in, together."""
    if not has(asked.near, "mark", "added"):
        return False
    near = [one for one in asked.near if not one.marks("of")]
    if len(near) < len(_ADDED_UP) or not asked.on_request or not asked.in_unit("request"):
        return False
    added, *_, total = near
    told = asked.whole is not None and asked.whole.about in {"received", "new_received"}
    carries = has(near, "carry") and not has(near, "carry", "forward", "open")
    return told and added.marks("added") and carries and total.marks("sum")


def _with_those_carried(asked: Asked) -> list[str] | None:
    """含上年未办结的在内共答复4件, 加上上年结转件办结35件: what was done, those carried in too."""
    near = [one for one in asked.near if not one.marks("of", "filler", "sum", "copula", "past")]
    if len(near) < _WITH or not near[0].marks("of_which", "added", "joint"):
        return None
    if not has(near[1:2], "carry", "over", "carry") or near[-1].part != "action":
        return None
    if not (near[-1].gap or has(asked.near, "mark", "sum")):
        return None  # 含2023年转入2024年办结2件: those carried in alone
    what = _DONE.get(near[-1].name)
    fit = what is not None and asked.on_request and asked.in_unit("request")
    return [what] if fit and what else []


_WITH = 3
_DONE = {"complete": "handled", "reply": "handled", "work": "worked_on", "due": "workload"}
_ADDED_UP = ("连同", "结转", "共")


def _both(asked: Asked) -> list[str]:
    """新收和上年结转共15件 is both; 受理的申请和上年结转的2件 tells of one."""
    near = asked.near
    at = max(n for n, one in enumerate(near) if one.part == "carry")
    shared = has(near[at:], "object", "apply", "request") or has(near[at:], "mark", "sum")
    fit = shared and asked.on_request and asked.in_unit("request")
    return ["workload"] if fit else []


def _bare(words: Sequence[Token], asked: Asked) -> str | None:
    """结转1件 alone: over behind what was received, forward behind what was answered."""
    if not has(words, "carry", "carry") or has(words, "time"):
        return None
    lead = [one for one in asked.phrase.lead if one not in words]
    if (
        has(lead, "action", "complete", "reply")
        or has(lead, "result")
        or has(lead, "carry", "over")
    ):
        return "forward"  # 上年结转1件,办理26件,结转1件
    return "over" if has(lead, "action", "receive", "receive_new") else None


def none_carried(clause: Sequence[Token]) -> list[str]:
    """What a clause without a number says there is none of: 无上年结转, 上年、本年均无结转."""
    return _none_left(clause) if has(clause, "carry", *_NONE) else _denied(clause)


def _denied(clause: Sequence[Token]) -> list[str]:
    denied = next((n for n, one in enumerate(clause) if one.marks("neg", "zero")), None)
    if denied is None or any(one.figure is not None for one in clause):
        return []
    behind = clause[denied + 1 :]
    foreign = any(
        one.part == "object" and not one.names("request", "apply", "disclosure") for one in behind
    )
    if foreign or has(behind, "mark", "neg", "limit", "timely"):
        return []
    found = _carry_in(behind)
    if found == "open" or (found is None and has(behind, "carry", "carry")):
        if not has(behind[:1], "carry") or behind[0].gap:
            return []  # 无…的在办件: of some of them
        times = {one.name for one in clause[:denied] if one.part == "time"}
        if any(one.isdigit() for one in times):
            return []  # 因2019年末无未办结件: of which end, the year alone does not say
        over = times & {"last", "other"}
        return [*(["carried_over"] if over else ()), *_forward(times, over=bool(over))]
    told = {one.name for one in behind if one.part == "carry"}
    return [about for way, about in _ABOUT.items() if way in told and way != "open"] or (
        [_ABOUT[found]] if found else []
    )


def _none_left(clause: Sequence[Token]) -> list[str]:
    """年末无存量, 上年未结转: a clause that says this and nothing else."""
    known = all(
        one.part in {"carry", "time", "stop"} or is_light(one) or one.names("request", "apply")
        for one in clause
    )
    if not known or any(one.figure is not None or one.gap for one in clause[1:]):
        return []
    times = {one.name for one in clause if one.part == "time"}
    over = times & {"last", "other"} or has(clause, "carry", "over", "none_over")
    return ["carried_over"] if over else ["carried_forward"]


def _forward(times: set[str], *, over: bool) -> list[str]:
    """上年无结转 says nothing of this year."""
    return [] if over and not times & {"this", "next", "whole"} else ["carried_forward"]


def _carry_in(words: Sequence[Token]) -> str | None:
    names = [one.name for one in words if one.part == "carry"]
    if "open" in names and has(words, "time", "last", "other"):
        return "over"  # 往年累积未办结的6件
    for name in ("over", "forward", "open"):
        if name in names:
            return name
    if names and has(words, "time", "next"):
        return "forward"
    return "over" if names and has(words, "time", "last") else None
