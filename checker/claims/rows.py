"""Results, rows of results, applicants and channels: the parts that applications are told by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.asked import first_word, is_light
from checker.claims.clauses import has
from checker.claims.topics import DECISION_NAMES, FEE, REQUEST
from checker.claims.verbs import OF_DOCUMENTS, by_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.asked import Asked
    from checker.claims.tokens import Token

REASONED = "_reasoned"
"""Ends the name of a result told with a reason that names no row."""


def result(asked: Asked) -> list[str] | None:
    """予以公开12件; 4件为不予公开; 收到3件全部予以公开."""
    bare = all(one.marks("of_which", "rest") for one in asked.near)
    later = asked.phrase.beyond if bare and _is_reason(asked) else ()
    if row := _row_before_its_group(asked):
        return [row] if asked.on_results and asked.in_unit("request") else []
    for words in (asked.near, asked.after, later):
        found = _result_in(words, asked)
        if found is None:
            continue
        if words is asked.after and (several := _several(asked)):
            found = _result_in(several, asked) or []
        before = asked.whole.unit if asked.whole else ""
        if asked.unit in OF_DOCUMENTS and before not in {"", asked.unit}:
            return []  # 申请2件,涉及信息8项,不予公开3项: not applications
        unpaid = found == ["other_fee_unpaid"] and asked.topic == FEE
        if (
            not (asked.on_results or unpaid)
            or not asked.in_unit("request")
            or _is_of_items(words, asked)
        ):
            return []
        if words is asked.after and has(words, "mark", "all"):
            return [*_by_own_verb(asked), *found]
        return found
    return None


def _row_before_its_group(asked: Asked) -> str | None:
    """查询事项1件不予公开: the row stands before the number, and what became of it behind."""
    if not asked.near or not has(asked.after, "result"):
        return None
    named = [one for one in asked.near if not is_light(one)]
    groups = {one.name for one in asked.after if one.part == "result"}
    if len(named) != 1 or named[0].part not in {"row", "short"} or len(groups) != 1:
        return None
    row = named[0].name
    return row if row.startswith(f"{groups.pop()}_") else None


def _several(asked: Asked) -> Sequence[Token]:
    """26件不予公开、无法提供或不予处理: where further results of the same number follow."""
    told = {one.part: one.name for one in asked.after if one.part in _PARTED}
    others = any(told.get(one.part, one.name) != one.name for one in asked.phrase.series)
    return asked.phrase.series if others else ()


_PARTED = ("result", "row")


def applicant(asked: Asked) -> list[str] | None:
    """自然人申请18件; 公民、法人和其他组织 are all applicants and say nothing."""
    for words in (asked.near, asked.after):
        kinds = {one.name for one in words if one.part == "applicant"}
        if len(kinds) > 1 and has(words, "mark", "more"):
            kinds.discard("people")  # 家长等自然人申请12件
        if kinds == {"people"}:
            # 从来源看,村民6件,村集体经济组织1件: beside an organisation people are natural persons.
            alone = all(
                one.part == "applicant" or is_light(one) or (one.names("apply") and asked.apart)
                for one in words
            )
            known = asked.whole is not None or alone
            kinds = {"natural"} if asked.people and asked.on_request and known else set()
        first = first_word(words)
        others = has(words, "mark", "about") or has(words, "object", *DECISION_NAMES)
        if kinds and (others or _is_the_body(words)):
            return None  # 涉及企业商业秘密的3件, 对社会组织行政处罚4件
        about = words is asked.near and words[-1:] and words[-1].marks("item")  # 企业经营信息2件
        if kinds and (len(kinds) > 1 or kinds & {"anyone", "people"} or about):
            return None
        if kinds and words is asked.after and first is not None and first.part == "object":
            return None
        if kinds and not (asked.on_request and asked.in_unit("request")):
            return []
        if kinds:
            of_all = words is asked.after and has(words, "mark", "all")
            return [*(_by_own_verb(asked) if of_all else ()), f"applicant_{kinds.pop()}"]
    return None


def _is_the_body(words: Sequence[Token]) -> bool:
    """Whether a company is who reports, and no applicant: 公司收到申请1件."""
    first, verb = (*words[:2], None, None)[:2]
    if first is None or verb is None or first.part != "applicant" or verb.gap:
        return False
    return first.name in _BODIES and verb.part == "action" and verb.name in _OF_BODIES


_BODIES = {"company", "commercial"}
_OF_BODIES = {"receive", "receive_new", "complete", "reply", "work"}


def channel(asked: Asked) -> list[str] | None:
    """网络申请8件; of several (通过线上、信函等渠道) none is meant."""
    for words in (asked.near, asked.after):
        kinds = {one.name for one in _summed_up(words) if one.part == "channel"}
        if not kinds or kinds == {"phone"}:
            continue
        if len(kinds) > 1 or has(words, "action", "complete", "reply", "work"):
            return None
        if not asked.on_request or not asked.in_unit("request"):
            return None if has(words, "action", "receive", "receive_new") else []
        return ["channel"]
    return None


def _summed_up(words: Sequence[Token]) -> Sequence[Token]:
    """电子邮箱等网络申请5件: 等 ends the ways that the word right behind it sums up."""
    at = max((n for n, one in enumerate(words) if one.marks("more")), default=0)
    behind = words[at + 1 : at + 2]
    sums_up = at and has(behind, "channel") and not behind[0].gap and has(words[:at], "channel")
    return words[at + 1 :] if sums_up else words


def no_results(clause: Sequence[Token]) -> list[str]:
    """What a clause says did not occur: 未出现不予公开、无法提供的情形."""
    at = next((n for n, one in enumerate(clause) if one.marks("neg")), None)
    behind = clause[at + 1 :] if at is not None else ()
    names = list(dict.fromkeys(one.name for one in behind if one.part == "result"))
    rest = [one for one in behind if one.part != "result"]
    known = all(is_light(one) or one.is_stop or one.names("apply", "request") for one in rest)
    if not names or not known or any(one.gap or one.figure is not None for one in behind):
        return []
    return [one for one in names if one != "opened"]


def named_in(words: Sequence[Token], asked: Asked) -> list[str]:
    """What these words name where a share, not a count, stands behind them."""
    named = asked.as_words(words)
    for reader in (result, applicant, channel):
        found = reader(named)
        if found is not None:
            return found
    return []


def _is_reason(asked: Asked) -> bool:
    """Whether the words behind say why before they say what: 1条内容涉密,不予公开."""
    if has(asked.after, "mark", "about"):
        return True  # 一件涉及林权登记,本机关不掌握
    return not any(
        (one.part == "action" and one.name != "submit")
        or one.part in {"result", "carry", "outcome"}
        for one in asked.after
    )


def _is_of_items(words: Sequence[Token], asked: Asked) -> bool:
    """Whether items of information were published: 予以公开政府信息15条."""
    results = [n for n, one in enumerate(words) if one.part == "result"]
    behind = words[results[-1] + 1 :] if results else ()
    items = any(one.names("disclosure") or one.marks("item") for one in behind)
    return items and asked.unit in OF_DOCUMENTS and not has(words, "object", "request", "apply")


def _by_own_verb(asked: Asked) -> list[str]:
    return by_verb(asked.near, asked) if has(asked.near, "action") else []


def _result_in(words: Sequence[Token], asked: Asked) -> list[str] | None:
    groups = list(dict.fromkeys(one.name for one in words if one.part == "result"))
    rows = list(dict.fromkeys(one.name for one in words if one.part == "row"))
    if not groups and not rows:
        bare = _is_bare_granted(words, asked)
        return ["granted|granted_or_partial"] if bare else None
    if set(groups) == {"granted", "partial"}:
        return ["granted_or_partial"]
    if groups == ["opened"] and not rows:
        return ["granted|granted_or_partial"]
    if rows and not groups and _is_asked_for(words):
        return []
    if rows == ["denied_third_party"] and not groups and not asked.listed:
        return []  # 涉及第三方权益2件: what they were about, and not what became of them
    return _one_result(groups, rows, words)


def _is_asked_for(words: Sequence[Token]) -> bool:
    """Whether a row is but what applicants wanted: 要求公开执法案卷的4件."""
    row = next(n for n, one in enumerate(words) if one.part == "row")
    return words[row].name.startswith("denied_") and has(words[:row], "action", "submit")


def _one_result(groups: list[str], rows: list[str], words: Sequence[Token]) -> list[str]:
    if len(groups) == 1 and has(words, "mark", "more") and not _ends_in_its_row(rows, words):
        return groups  # 因不掌握、需加工等原因无法提供41件
    if len(groups) > 1 or len(rows) > 1:
        return []
    if groups and not rows and _has_unknown_reason(words):
        return [f"{groups[0]}{REASONED}"]  # 依据税收征管法不予公开6件: a row, nothing says which
    if rows and groups:
        # 因本机关不掌握等原因无法提供 is the group, 因本机关不掌握无法提供 may be the row alone.
        return [f"{groups[0]}|{rows[0]}"]
    return groups or rows


def _ends_in_its_row(rows: list[str], words: Sequence[Token]) -> bool:
    """涉及患者隐私等第三方权益不予公开: 等 ends what stands before it, which the row sums up."""
    row = max((n for n, one in enumerate(words) if one.part == "row"), default=0)
    return len(rows) == 1 and not has(words[row:], "mark", "more")


def _has_unknown_reason(words: Sequence[Token]) -> bool:
    """Whether a reason is given in words that name no row: 因内容敏感不予公开1件."""
    return has(words, "mark", "cause") and not has(words, "mark", "more")


def _is_bare_granted(words: Sequence[Token], asked: Asked) -> bool:
    """其中公开2件, 3件已公开: 公开 alone is a result where applications are parted by results."""
    if words is not asked.near and not all(is_light(one) for one in asked.near):
        return False
    own = [one for one in words if not is_light(one)]
    alone = len(own) == 1 and own[0].names("disclosure") and own[0].end - own[0].start == _ALONE
    whole = asked.whole is not None and asked.whole.unit == asked.unit
    known = asked.phrase.plain and not any(one.gap for one in words)
    return alone and known and (asked.phrase.listed or whole) and asked.before == REQUEST


_ALONE = len("公开")
