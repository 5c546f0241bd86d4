"""Reviews and lawsuits about disclosure, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.asked import first_word, is_light
from checker.claims.clauses import has
from checker.claims.topics import CASES, OTHER_MATTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.asked import Asked
    from checker.claims.tokens import Token


def outcome(asked: Asked) -> list[str] | None:
    """结果维持8件; 49件行政诉讼获维持."""
    for words in (asked.near, asked.after):
        names = {one.name for one in words if one.part == "outcome"} - {"defeat"}
        if not names:
            continue
        if len(names) > 1:
            names.discard("concluded")  # 已审结的为维持25件
        subject = _subject(asked, words)
        if subject in CASES:
            sure = len(names) == 1 and _is_sure(names, words, asked)
            return [f"{subject}.case_{names.pop()}"] if sure else []
        if names == {"pending"} and asked.on_request:
            return ["carried_forward"]  # 受理4件、办结4件、未结0件
        return None if names == {"other"} else []
    return None


_UNSURE = {"lost", "unsure", "dismissed"}
"""驳回, 撤销, 败诉: which column of 表四 they are in is laid down nowhere."""


def _is_sure(names: set[str], words: Sequence[Token], asked: Asked) -> bool:
    """Whether an outcome is one of the table's, of all such cases about disclosure."""
    lead = asked.phrase.lead
    if names & _UNSURE or has(lead, "mark", "respondent_not") or _decides(lead):
        return False
    if has(asked.near, "mark", "rest") or has(asked.near, "object", "role"):
        return False
    if has(asked.near, "mark", "sum") and not _is_of_one_way(lead, words):
        return False  # 两类合计维持11件: of cases told in sentences before
    if "concluded" in names and not _is_plainly_concluded(words):
        return False  # 以其他方式结案3件
    return asked.disclosed and asked.in_unit("case") and is_told_of_cases(asked, words)


def _is_of_one_way(lead: Sequence[Token], words: Sequence[Token]) -> bool:
    """Whether what 共 adds up is of reviews alone, or of lawsuits: 复议52件;诉讼15件;共纠正7件."""
    told = {one.name for one in (words if has(words, "object", *CASES) else lead)} & {*CASES}
    return bool(told) and not ("review" in told and len(told) > 1)


def _subject(asked: Asked, words: Sequence[Token]) -> str | None:
    """Of which cases the outcome is; none where reviews and lawsuits were told side by side."""
    for named in (words, asked.after if words is asked.near else asked.near):
        inner = topics.after(named, None)
        if inner in CASES:
            return inner
        judged = {_JUDGED[one.name] for one in named if one.names(*_JUDGED)}
        if len(judged) == 1 and asked.topic in {*CASES, topics.BOTH}:
            return judged.pop()  # 被复议机关纠正20件,被法院判决纠正3件
    told: list[str] = []
    settled = False
    for one in asked.phrase.lead:
        if one.names(*CASES):
            told = [one.name] if settled else [*told, one.name]
            settled = False
        elif one.part == "outcome" or (one.is_stop and one.name == ";"):
            settled = True
    several = set(told)
    if several & _WAYS:
        # 直接起诉42件,复议后起诉63件;5件被纠正 is of both, 直接起诉的5件中维持3件 is not.
        several = (several - {"litigation"}) if len(several & _WAYS) == 1 else {"litigation"}
    return None if len(several) > 1 else next(iter(several), asked.topic)


_JUDGED = {"court": "litigation", "reviewer": "review"}
_WAYS = {"direct", "after_review"}


def _is_plainly_concluded(words: Sequence[Token]) -> bool:
    return not any(one.part in {"channel", "short", "result"} for one in words)


def is_told_of_cases(asked: Asked, words: Sequence[Token]) -> bool:
    """Whether a case is named beside the number, or the number before counts cases.

    行政诉讼1件,已答复11件,1件正在办理中 goes back to the applications.
    """
    named = has(words, "object", *CASES) or has(asked.phrase.far, "object", *CASES)
    return named or asked.last is None or ".case_" in asked.last.about


def case(asked: Asked) -> list[str] | None:
    """Reviews and lawsuits; two that are joined before one number are no count of either."""
    for words in (asked.near, asked.after):
        named = [one.name for one in words if one.names(*CASES)] or topics.cases_in(words)
        if not named or (words is asked.after and not _starts_with_object(words)):
            continue
        if words is asked.near and topics.after(words, None) not in {*CASES, topics.BOTH}:
            return None
        if _is_of_others(words, asked):
            return []
        foreign = has(words, "object", "role", *OTHER_MATTERS) or has(asked.after, "object", "role")
        if has(words, "action", "receive_new"):
            return []  # whether 表四 counts those carried over is laid down nowhere
        if foreign or not asked.disclosed or not asked.in_unit("case"):
            return []
        shared = _shared_outcome(named, words, asked)
        return shared or _totals(list(dict.fromkeys(named)), words, asked)
    return _told_before(asked)


def _shared_outcome(named: list[str], words: Sequence[Token], asked: Asked) -> list[str]:
    """尚未审结的复议1件、诉讼1件: what was said of the first is said of the second."""
    subject, _, outcome_ = (asked.last.about if asked.last else "").partition(".")
    told = outcome_.startswith("case_") and outcome_ != "case_total" and asked.phrase.listed
    alone = len(words) == len(named) == 1 and words is asked.near and named[0] != subject
    return [f"{named[0]}.{outcome_}"] if told and alone and asked.phrase.joined else []


def _told_before(asked: Asked) -> list[str] | None:
    """行政复议:受理27件: the number behind the word on cases, with nothing else said of it."""
    if asked.topic not in CASES or not asked.near or not asked.phrase.plain or not asked.disclosed:
        return None
    brought = all(
        is_light(one) or one.part == "time" or (one.part == "action" and one.name in _BROUGHT)
        for one in asked.near
    )
    told = asked.last is not None and ".case_" in asked.last.about
    if not brought or told or _is_of_others(asked.near, asked):
        return None
    return [f"{asked.topic}.case_total"] if asked.in_unit("case") else None


_BROUGHT = {"receive", "submit"}


def _is_of_others(words: Sequence[Token], asked: Asked) -> bool:
    """Whether these are other cases than those of disclosure, or not those of this body."""
    clause = (*asked.phrase.clause, *words)
    if has(words, "short") or has(words, "mark", "rest", "neg") or has(clause, "mark", "elsewhere"):
        return True  # 其他类行政诉讼3件, 其余复议案件
    if has(asked.phrase.lead, "mark", "respondent_not"):
        return True
    if _decides(asked.phrase.lead):
        return True
    named = has(clause, "object", "disclosure", "request", "apply")
    caused = has(clause, "mark", "cause") and not named
    return caused and any(one.gap for one in clause)  # 因拆违引发的行政复议2件、行政诉讼1件


def _decides(lead: Sequence[Token]) -> bool:
    """行政复议机关受理复议案件120件,维持80件: the cases that it decides, against anybody."""
    named = False
    for one in lead:
        if one.is_stop and one.name != "、":
            named = False
        elif one.names("reviewer"):
            named = True
        elif named and one.part == "action" and one.name in {"receive", "work", "complete"}:
            return True
    return False


def _totals(subjects: list[str], words: Sequence[Token], asked: Asked) -> list[str]:
    if len(subjects) == 1 or "after_review" in subjects or "direct" in subjects:
        return [f"{subjects[-1]}.case_total"]
    if has(words, "mark", "each", "all") or not asked.phrase.figure.value:
        return [f"{one}.case_total" for one in subjects]  # 行政复议、行政诉讼均为0件
    return []


def _starts_with_object(words: Sequence[Token]) -> bool:
    first = first_word(words)
    return first is not None and first.part in {"object", "action", "applicant", "channel"}
