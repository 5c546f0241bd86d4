"""Received, handled, worked on: what the verbs before or behind a number say of applications."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.asked import is_light
from checker.claims.clauses import has
from checker.claims.kinds import any_of
from checker.claims.topics import CASES, DOCUMENTS, FOREIGN, INFO, OTHER_MATTERS, REQUEST
from checker.model.stated import Exactness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.asked import Asked
    from checker.claims.phrases import Phrase
    from checker.claims.tokens import Token

_CARRY, _TIME, _SUM = any_of("carry"), any_of("time"), any_of("mark", "sum")
_PART_OF_YEAR = any_of("time", "part")
_ELSEWHERE = any_of("object", *OTHER_MATTERS, "role", *CASES, *DOCUMENTS)
_VAGUE_UNITS = ("次", "个", "")
"""Units in which anything may be counted: the applications must be named beside them."""
OF_DOCUMENTS = ("条", "项")
"""Units of documents too: 依申请公开2条 is a number received under such a heading only."""
OF_TIME = ("个工作日", "工作日", "天", "小时", "个月")
_ANSWERED = {"complete", "reply"}
_RECEIVED = {"receive", "receive_new"}
_OPEN = {None, INFO, REQUEST}
_TO_HANDLE = {"received", "new_received", "carried_over"}


def received_or_handled(asked: Asked) -> list[str] | None:
    """收到申请12件; 12件政府信息公开申请; 10件已答复; 网上105件,快递17件,合计122件."""
    of_things = asked.is_of_things or (asked.phrase.gap and asked.unit in OF_DOCUMENTS)
    if not asked.in_unit("request") or asked.classes or of_things:
        return []  # 三个特点, 答复内容引用法律条款12条
    near = asked.near
    # 申请量有所回落,从上年的21件回落到16件: the year stands by itself.
    light = bool(near) and all(is_light(o) or (asked.phrase.to and o.part == "time") for o in near)
    if light and (found := _goes_on_from_loose(asked) or _total(asked)):
        return found
    words: Sequence[Token] = near
    before = topics.after(asked.phrase.far, asked.before)
    if light and before == REQUEST and not _asks(asked.after):
        words = (*_last_clause(asked.phrase), *near)  # 收到政府信息公开申请,共12件
    if _opens_with_requests(asked) or _adds_up_periods(asked) or _opens_with_a_total(asked):
        return ["received"]
    if _is_in_a_series(asked):
        return ["received"]
    if _opens_with_new_ones(asked):
        return ["new_received"]
    # 办理结转件13件 are some of them.
    others = asked.phrase.near_kinds & _CARRY or asked.phrase.after_kinds & _ELSEWHERE
    return by_verb(words, asked) if not others and _is_of_requests(words, asked) else []


def _opens_with_requests(asked: Asked) -> bool:
    """3件申请,当年收、当年清: a sentence that begins with how many there were."""
    first = asked.after[0] if asked.after else None
    if first is None or not first.names("apply", "request") or first.gap:
        return False
    # 4件政府信息公开申请均来自自然人: who they are of; 均已办结 would be read by its verb.
    told = [one for one in asked.after[1:] if one.part != "applicant" and not is_light(one)]
    if told or any(one.gap for one in asked.after[1:]):
        return False
    told_of_all = has(asked.after, "mark", "all") or has(asked.near, "mark", "sum")
    if first.names("request") and (asked.unit in OF_DOCUMENTS or not told_of_all):
        return False  # 2条依申请公开,1条部分公开: documents by class
    begins = all(one.part == "time" or one.marks("sum", "copula") for one in asked.phrase.lead)
    of_requests = asked.on_request or first.names("request")
    return begins and of_requests and asked.unit not in _VAGUE_UNITS


def _opens_with_a_total(asked: Asked) -> bool:
    """(二)依申请公开。共2件,公开1件…: under such a heading the first number, told as a total."""
    told = asked.phrase.near_kinds & _SUM and asked.phrase.plain and asked.phrase.ends
    if not (told and asked.under and asked.listed) or asked.unit in _VAGUE_UNITS:
        return False
    return all(is_light(one) or one.part == "time" or one.is_stop for one in asked.phrase.lead)


def _opens_with_new_ones(asked: Asked) -> bool:
    """5件新收申请加2件结转申请: the verb stands between the number and what was received."""
    verb, named = (*asked.after[:2], None, None)[:2]
    if verb is None or named is None or verb.gap or named.gap or not asked.on_request:
        return False
    told = verb.part == "action" and verb.name == "receive_new" and named.names("apply", "request")
    return told and not asked.near and asked.unit not in _VAGUE_UNITS


def _goes_on_from_loose(asked: Asked) -> list[str]:
    """首次突破2000件,达2011件: the number that the loose one was about."""
    last = asked.last
    if last is None or last.exactness is Exactness.EXACT or not asked.phrase.plain:
        return []
    return [last.about] if all(one.is_stop for one in asked.phrase.far) else []


def _total(asked: Asked) -> list[str]:
    """What 合计 adds up: channels or applicants, or what was received and carried over."""
    if not has(asked.near, "mark", "sum") or not asked.phrase.plain:
        return []
    if asked.parts in {"channels", "applicants"} and asked.on_request:
        return ["received"]
    two = set(asked.two)
    if has(asked.near, "mark", "whole"):
        return []  # 办理结果总计39件
    return ["workload"] if len(two) > 1 and "carried_over" in two <= _TO_HANDLE else []


def _is_in_a_series(asked: Asked) -> bool:
    """申请逐年上升,2021年29件、2022年40件,2023年48件: the number of each year."""
    near, lead = asked.near, asked.phrase.lead
    if not asked.phrase.near_kinds & _TIME or not all(
        one.part == "time" and one.name.isdigit() for one in near
    ):
        return False
    years = [
        behind for one, behind in pairwise(lead) if one.part == "time" and behind.figure is not None
    ]
    done = {one.name for one in lead if one.part == "action"}
    known = asked.before == REQUEST and asked.phrase.plain and asked.phrase.ends
    return bool(years) and known and done <= {*_RECEIVED, "submit"} and asked.unit == years[-1].name


def _adds_up_periods(asked: Asked) -> bool:
    """一季度收到申请1件,四季度1件,全年合计2件: a year of which the parts were all received."""
    lead = asked.phrase.lead
    if not asked.phrase.lead_kinds & _PART_OF_YEAR:
        return False
    done = {one.name for one in lead if one.part == "action"}
    whole = has(asked.near, "time", "whole", "this", "running") or has(asked.near, "mark", "sum")
    named = topics.after(lead, asked.before) == REQUEST
    return whole and named and bool(done) and done <= {*_RECEIVED, "submit"}


def by_verb(words: Sequence[Token], asked: Asked) -> list[str]:
    """The quantity that the verbs name; 受理和办结6件 names two."""
    verbs = [one.name for one in words if one.part == "action" and one.name != "submit"]
    answered = bool(_ANSWERED & set(verbs))
    found: list[str] = []
    received = bool(_RECEIVED & set(verbs))
    by_way = has(words, "channel", "phone") or (has(words, "channel") and not received)
    by_way = by_way or (answered and _is_within_days(asked.phrase))
    if by_way or verbs[-1:] == ["publish"] or _says_what(words):
        return found  # 信函答复8件 is not all that was answered
    if received and answered and not _are_joined(words):
        # 新收申请办结114件 are of those received; 申请受理后答复249件 are those answered.
        return ["handled"] if any(one.gap and one.name in _ANSWERED for one in words) else found
    if received:
        found.append("new_received" if "receive_new" in verbs else "received")
    if answered or (not verbs and _is_answered(asked)):
        found.append("handled")
    if not verbs and has(asked.after, "action", "receive_new"):
        found.append("new_received")  # 3件为本年新收
    if found:
        return found
    if "due" in verbs:
        return ["workload"]
    if "work" in verbs:
        # 年底还在法定期限内办理的18件 are not yet done.
        return [] if has(words, "mark", "limit") else ["worked_on"]
    bare = not verbs and _names_requests(words, asked)
    return ["received"] if bare and (asked.unit not in OF_DOCUMENTS or asked.under) else []


def _names_requests(words: Sequence[Token], asked: Asked) -> bool:
    """Whether the number is of the applications named before it: 依申请公开12件."""
    if words and words[-1].marks("item"):
        return False  # 公开申请所涉信息72件
    if words and words[-1].marks("of") and not asked.phrase.ends:
        return False  # 原定为“依申请公开”的3份文件: a class of documents
    if has(words, "object", "request"):
        return True
    return has(words, "object", "apply") and asked.phrase.plain


def _says_what(words: Sequence[Token]) -> bool:
    """Whether an answer is told by what it was: 答复公开3件, 以公开方式答复3件, 公开类答复3件."""
    answered = any(one.part == "action" and one.name in _ANSWERED for one in words)
    openly = any(one.names("disclosure") and one.end - one.start in _ALONE for one in words)
    return answered and openly and not _asks(words)


_ALONE = (len("公开"), len("公开类"))


def _is_within_days(phrase: Phrase) -> bool:
    """20个工作日内答复90件: those answered so soon, of all that were answered."""
    before = phrase.lead[: len(phrase.lead) - len(phrase.near)]
    return bool(before) and before[-1].figure is not None and before[-1].name in OF_TIME


def _are_joined(words: Sequence[Token]) -> bool:
    """Whether the same applications were received and answered: 受理和办结, 收到并答复."""
    verbs = [n for n, one in enumerate(words) if one.name in {*_RECEIVED, *_ANSWERED}]
    between = words[verbs[0] + 1 : verbs[-1]]
    if any(one.gap for one in words[verbs[0] + 1 : verbs[-1] + 1]):
        return False
    return all(one.part == "mark" or one.is_stop or one.part == "action" for one in between)


def _is_answered(asked: Asked) -> bool:
    # 9件全部办结 counts those received, and says that all are done.
    limited = has(asked.after, "mark", "neg", "except", "withdrawn", "all", "plan")
    limited = limited or has(asked.after, "time", "next")  # 2件将于次年1月答复
    # 剩余一件延长答复期限 is not answered; 12件在规定期限内答复 is.
    of_time = any(
        one.part == "action" and behind.marks("limit") and not behind.gap
        for one, behind in pairwise(asked.after)
    )
    limited = limited or of_time or has(asked.near, "mark", "rest")
    return has(asked.after, "action", *_ANSWERED) and not limited


def _is_of_requests(words: Sequence[Token], asked: Asked) -> bool:
    """Whether applications are meant: named beside the number, or in the sentence before it."""
    around = (*words, *asked.after)
    if topics.after(asked.after, None) == REQUEST or (
        has(asked.after, "object", "apply")
        and (has(asked.after, "object", "disclosure") or (asked.topic is None and asked.disclosed))
    ):
        return True
    first = asked.after[0] if asked.after else None
    if first is not None and first.names("apply") and not first.gap and asked.topic in _OPEN:
        return has(words, "action", "receive", "receive_new", "complete", "reply", "work")
    submitted = has(words, "object", "disclosure") and has(words, "action", "submit")
    if submitted and asked.topic not in {INFO, FOREIGN}:
        return True  # 接收网络方式提交政府信息公开5件
    if asked.topic != REQUEST:
        return False
    if asked.unit in _VAGUE_UNITS and not (asked.under and not asked.unit and asked.phrase.plain):
        return _asks(around)
    return _asks(around) or asked.here or (asked.phrase.plain and bool(words))


def _asks(words: Sequence[Token]) -> bool:
    return has(words, "object", "request", "apply")


def _last_clause(phrase: Phrase) -> Sequence[Token]:
    """The words of the clause before the last comma; none that follow a number, and are its own."""
    words = list(phrase.far)
    is_first = len(phrase.lead) == len(phrase.far) + len(phrase.near)
    while words and words[-1].is_stop:
        words.pop()
    cut = max((n for n, one in enumerate(words, 1) if one.is_stop), default=0)
    return words[cut:] if cut or is_first else ()
