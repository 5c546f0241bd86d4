"""Documents and decisions of 表二: 制发规范性文件14件, 未制定规范性文件, 作出行政许可决定120件."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.asked import is_light
from checker.claims.clauses import has
from checker.claims.topics import DECISIONS, DOCUMENTS, FOREIGN, INFO, REQUEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.asked import Asked
    from checker.claims.tokens import Token

MADE = {
    "issue": "issued", "repeal": "repealed", "in_force": "in_force",
    "disclosed_total": "open_total", "disclosed_new": "open_new",
}  # fmt: skip
"""What was done with documents, and what the number of those is called."""
_DECISION = {"permit": "licensing", "penalty": "penalties", "force": "coercion"}


def document(asked: Asked) -> list[str] | None:
    """Documents of 表二 need both: what they are, and what was done with them."""
    words = (*asked.near, *asked.after)
    if has(asked.near, "mark", "neg"):
        # 未制发规范性文件、废止1件: the number is of what stands behind 、.
        last = max((n for n, one in enumerate(asked.near) if one.part == "action"), default=0)
        words = (*asked.near[last:], *asked.after)
    kinds = {one.name for one in words if one.names(*DOCUMENTS)}
    topic = next(iter(kinds)) if len(kinds) == 1 else asked.topic
    done = {one.name for one in words if one.part == "action"} & set(MADE)
    if not done and kinds and (before := _goes_on(asked, kinds)):
        done = {before}  # 现行有效的规章为121件,规范性文件为5010件
    if not done and asked.phrase.joined:  # 制发规章3件、规范性文件188件
        told = [one.name for one in asked.phrase.clause if one.part == "action"]
        done = set(told[-1:]) & set(MADE)
    of_stock = topic == INFO and done in _OF_STOCK
    if of_stock:  # 发布规范性文件8件,废止2件,现行有效71件: items are not repealed, nor in force
        named = {one.name for one in asked.phrase.lead if one.names(*DOCUMENTS)}
        topic = next(iter(named)) if len(named) == 1 else topic
    if topic not in DOCUMENTS:
        return None
    stock = [one for one in asked.near if one.name != "running"]  # 累计有效76件
    if not done and stock and all(one.marks("valid") or is_light(one) for one in stock):
        done = {"in_force"} if has(asked.near, "mark", "valid") and asked.phrase.plain else done
    if not done and _is_of_all_years(asked):
        return [f"{topic}.doc_open_total"] if asked.in_unit("doc") else []
    if not done:
        return [] if asked.topic in DOCUMENTS else None
    unsure = len(done) > 1 or len(kinds) > 1 or has(words, "action", "publish", "amend")
    noun = asked.near[-1] if asked.near else None
    if noun is not None and noun.names(*DOCUMENTS) and asked.phrase.gap:
        return []  # 规范性文件目录12项
    if unsure or has(words, "mark", "rest") or (asked.topic in {FOREIGN, INFO} and not of_stock):
        return []
    return [f"{topic}.doc_{MADE[done.pop()]}"] if asked.in_unit("doc") else []


def _goes_on(asked: Asked, kinds: set[str]) -> str | None:
    """What was done with the documents of the other kind, told right before."""
    last = asked.last
    subject, _, about = last.about.partition(".doc_") if last is not None else ("", "", "")
    if not about or {subject} == kinds or not asked.phrase.plain:
        return None
    named = all(one.names(*DOCUMENTS) or is_light(one) for one in asked.near)
    return next((did for did, name in MADE.items() if name == about), None) if named else None


_OF_STOCK = ({"repeal"}, {"in_force"})


def _is_of_all_years(asked: Asked) -> bool:
    """累计公开9件, 对外公开的规范性文件累计6件: all that is open to the public to this day."""
    near = asked.near
    opened = has(near, "action", "publish") or has(near, "object", "disclosure")
    return opened and has(near, "time", "running") and asked.phrase.plain


def decision(asked: Asked) -> list[str] | None:
    """作出行政许可决定120件; those published are counted in items, and are not these."""
    subjects = list(dict.fromkeys(one.name for one in asked.near if one.names(*DECISIONS)))
    if not subjects:
        subjects = bare_decision(asked)
    if not subjects:
        return None
    clause = asked.phrase.clause
    # 发布信息864条,…,作出行政许可决定88件: decisions by their full name are not those published,
    # nor are those with a verb of their own (网站发布信息189条,办理行政许可29件).
    own = has(clause, "object", *DECISIONS) or has(clause[:2], "action", "work")
    lead = clause if own else _since_semicolon(asked.phrase.lead)
    published = any(has(words, "action", "publish") for words in (lead, asked.after))
    published = published or has(clause, "object", "disclosure") or has(clause, "mark", "item")
    one = len(subjects) == 1 and not published and not asked.phrase.listed
    return [f"{subjects[0]}.decisions"] if one and asked.in_unit("decision") else []


def _since_semicolon(lead: Sequence[Token]) -> Sequence[Token]:
    cut = max((n for n, one in enumerate(lead, 1) if one.is_stop and one.name == ";"), default=0)
    return lead[cut:]


def bare_decision(asked: Asked) -> list[str]:
    """行政许可1206件: the name alone right before the number; 行政许可事项, 信息 are others."""
    words = [one for one in asked.near if not is_light(one) or one.marks("item")]
    last = words[-1] if words else None
    if last is None or not last.names(*_DECISION) or asked.phrase.gap:
        return []
    if has(asked.near, "action", "receive", "receive_new", "publish", "reply"):
        return []
    if asked.before == REQUEST and last.end - last.start == _SHORT:
        return []  # 收到申请10件,征地7件、处罚3件: what they are about
    return [_DECISION[last.name]]


_SHORT = len("处罚")


def none_made(clause: Sequence[Token], topic: str | None) -> list[str]:
    """What a clause without a number says was not done: 未制定、废止行政规范性文件."""
    at = next((n for n, one in enumerate(clause) if one.marks("neg")), None)
    if at is None or any(one.figure is not None for one in clause):
        return []
    behind = clause[at + 1 :]
    if behind[:1] and behind[0].names(*DECISIONS) and not behind[0].gap and len(behind) == 1:
        return [f"{behind[0].name}.decisions"]  # 全年未作出行政强制决定
    kinds = {one.name for one in clause if one.names(*DOCUMENTS)}
    done = [one.name for one in behind if one.part == "action"]
    limited = has(clause, "mark", "limit", "timely", "rest", "plan") or has(clause, "time", "last")
    if not done or not set(done) <= set(MADE) or limited or any(one.gap for one in behind):
        return []
    if not kinds and topics.after(clause, topic) in DOCUMENTS:
        kinds = {topic or ""}
    return [f"{kind}.doc_{MADE[one]}" for kind in sorted(kinds) for one in dict.fromkeys(done)]
