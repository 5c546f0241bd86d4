"""What only the whole sentence shows of its counts."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from checker.claims.claim import LAST_YEAR, Exactness
from checker.claims.handled_in_parts import with_more_beside
from checker.claims.kinds import any_of
from checker.claims.rows import REASONED
from checker.claims.sole_kind import is_received, received_of_one_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.claim import Claim
    from checker.claims.clauses import Phrase

_TOTAL, _OUTCOME = ".case_total", ".case_"
_CASE = re.compile(r"(?:行政)?(?:复议|诉讼)")
_CASE_AND = re.compile(r"(?:行政)?(?:复议|诉讼)(?:案件|申请)?[、和及,]")
_GRANTED = ("granted", "granted_or_partial")
_OPENING_NAMES = ("partial", "other_no_correction", "other_fee_unpaid")
_OTHER_ROWS = ("other_no_correction", "other_fee_unpaid")
_TWO = 2
_RECEIVED = ("received", "new_received", "worked_on")
_HANDLED = ("handled", "worked_on")


def settled(claims: Sequence[Claim], found: Sequence[Phrase]) -> list[Claim]:
    """The claims with what the others make of them.

    A single channel behind 收到 is the number received (收到网上申请5件); 其中10件办结 is all
    that was handled where the rest was carried forward.
    """
    names = {one.about for one in claims}
    told = list(claims)
    if "channel" in names or not names.isdisjoint(_HANDLED):
        told = _of_all_or_some(claims, found)
    told = received_of_one_kind(told, found)
    if any(one.kind != "count" for one in told):
        told = _with_bases(told)
    if "applicant_company" in names:
        told = _companies(told)
    if not names.isdisjoint(_OPENING_NAMES):
        told = _opened(told)
    if any(one.also for one in told):
        told = _by_rows(told)
    if "worked_on" in names:
        told = _worked_on(told)
    if not names.isdisjoint(_HANDLED):
        told = with_more_beside(told, found)
    if any(one.endswith(_TOTAL) for one in names):
        shared = [_shared_outcome(one, behind) for one, behind in zip_longest(told, told[1:])]
        told = _of_disclosure(shared)
    return _without_doubles(_by_usage(told))


def _of_all_or_some(claims: Sequence[Claim], found: Sequence[Phrase]) -> list[Claim]:
    """A channel as the number received, and what was handled as a whole or as a part."""
    channels = [
        one
        for one in claims
        if one.about == "channel" and one.kind == "count" and one.year != LAST_YEAR
    ]
    only = channels[0] if len(channels) == 1 and is_received(channels[0], found) else None
    received = [one for one in claims if one.about in _RECEIVED and not one.part]
    handled = [one for one in claims if one.about in _HANDLED and one.part and one.kind == "count"]
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
        if apart and one.about in _HANDLED and one.kind == "count"
        else one
        for one in claims
    ]


def _of_disclosure(claims: Sequence[Claim]) -> list[Claim]:
    """行政诉讼15件,其中信息公开类2件: the first number is of all fields."""
    return [
        one
        for one in claims
        if not (
            one.about.endswith(_TOTAL)
            and _OURS.match(one.sentence.text, one.at + len(one.printed))
            and "公开" not in _clause_before(one)
        )
    ]


def _clause_before(one: Claim) -> str:
    """What may say of what the cases are: nothing before ; (复议3件,其中公开类1件;诉讼5件)."""
    return one.sentence.text[max(one.at - _CLAUSE, 0) : one.at].rpartition(";")[2]


_OURS = re.compile(r"[^,;。]{0,8},(?:其中)?[^,;。\d]{0,8}信息公开[^,;。\d]{0,8}\d")
_CLAUSE = 20


def _by_usage(claims: Sequence[Claim]) -> list[Claim]:
    """What stands by usage in 其他 is told only where nothing else of it is."""
    told = {one.about for one in claims}
    shared = bool(told & {"other_misc", "other_handling"})
    if not shared and not any(one.endswith(_ENDED) for one in told):
        return list(claims)
    return [
        one
        for one in claims
        if not (one.about == "withdrawn" and shared)
        and not (
            one.about.endswith(_ENDED) and one.about.replace(_ENDED, f"{_OUTCOME}other") in told
        )
    ]


_ENDED = ".case_ended"


def _with_bases(claims: Sequence[Claim]) -> list[Claim]:
    """收到27件,同比增长8%(上年25件): the number that it grew from may stand behind."""
    bases = {
        one.about: one.value
        for one in claims
        if one.kind == "count" and one.year == LAST_YEAR and one.exactness is Exactness.EXACT
    }
    return [
        one._replace(before=bases[one.about])
        if one.kind in {"growth", "change"} and one.before is None and one.about in bases
        else one
        for one in claims
    ]


def _worked_on(claims: Sequence[Claim]) -> list[Claim]:
    """办理12件 beside what came in and what is left, or before its results, is what was handled."""
    counts = [one for one in claims if one.kind == "count"]
    told = {one.about for one in counts}
    if "worked_on" not in told or "handled" in told:
        return list(claims)
    around = not told.isdisjoint(_RECEIVED[:2]) and not told.isdisjoint(_BETWEEN_YEARS)
    within = any(one.under == "worked_on" and one.about in _BETWEEN_YEARS for one in counts)
    found = []
    for one in claims:
        if _is_a_workload(one, counts):
            found.append(one._replace(about="workload"))
            continue
        parted = any(
            behind.at > one.at and behind.list in {"results", "rows"} for behind in counts
        ) and told.isdisjoint(_BETWEEN_YEARS)
        is_handled = one.about == "worked_on" and not within and (around or parted)
        found.append(one._replace(about="handled", also="worked_on") if is_handled else one)
    return found


def _is_a_workload(one: Claim, counts: Sequence[Claim]) -> bool:
    """新收168件,连同上年结转9件,办理总量为177件: all that there was to handle."""
    before = {other.about for other in counts if other.at < one.at}
    told = "carried_over" in before and not before.isdisjoint(_RECEIVED[:2])
    lead = one.sentence.text[max(one.at - _LEAD, 0) : one.at]
    return one.about == "worked_on" and told and any(word in lead for word in ("总量", "总数"))


_LEAD = 4
_BETWEEN_YEARS = ("carried_over", "carried_forward")


def _companies(claims: Sequence[Claim]) -> list[Claim]:
    """企业 beside other organisations told apart is the column of companies, not all of them."""
    apart = any(one.about in _ORGANISATIONS for one in claims)
    return [
        one._replace(about="applicant_commercial")
        if apart and one.about == "applicant_company"
        else one
        for one in claims
    ]


_ORGANISATIONS = ("applicant_law", "applicant_research", "applicant_welfare", "applicant_other_org")


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


def _opened(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with what their parts show: 公开36件(含部分公开9件), 其他处理20件(…其他12件)."""
    partly = any(
        one.about in _GRANTED and behind.about == "partial" and _is_in_bracket(one, behind)
        for one, behind in pairwise(claims)
    )
    rows = [one for one in claims if one.about in _OTHER_ROWS and one.part]
    nested = {one.under for one in rows}
    parted = {one.at for one, behind in pairwise(claims) if _opens_its_part(one, behind)}
    return [
        one._replace(about="granted_or_partial", also=None)
        if partly and one.about in _GRANTED
        else one._replace(about="other_misc")
        if rows
        and one.part
        and one.about == "other_handling"
        and one.at not in parted
        # 其中…其他处理3件(逾期不补正2件): the number before the bracket is that of the group.
        and (one.under == "other_handling" or "other_handling" not in nested)
        else one
        for one in claims
    ]


def _opens_its_part(one: Claim, behind: Claim) -> bool:
    """其他处理9件,其中逾期不补正4件: the number is of the group that the row is a part of."""
    between = one.sentence.text[one.at + len(one.printed) : behind.at]
    return behind.about in _OTHER_ROWS and any(word in between for word in _OPENING)


_OPENING = ("其中", "包括", "包含", "含")


def _by_rows(claims: Sequence[Claim]) -> list[Claim]:
    """Rows where one group is told by several: 属行政执法案卷、不予公开4件;第三方不予公开1件."""
    groups: dict[str, set[str]] = {}
    for one in claims:
        if one.also and one.list == "results" and one.about not in _GRANTED:
            groups.setdefault(one.about, set()).add(one.also)
    return [
        one._replace(about=one.also, also=None)
        if one.also and len(groups.get(one.about, ())) > 1
        else one
        for one in claims
    ]


def _is_in_bracket(one: Claim, behind: Claim) -> bool:
    between = one.sentence.text[one.at + len(one.printed) : behind.at]
    return between.startswith("(") and ")" not in between


def _without_doubles(claims: Sequence[Claim]) -> list[Claim]:
    """The claims but those of one quantity with two numbers: which is meant, nothing says.

    Channels come in several; a growth and a share stand beside their count.
    """
    told = {one.about for one in claims}
    if len(told) == len(claims) and not any(REASONED in one for one in told):
        return list(claims)
    values: dict[object, set[Decimal]] = {}
    for one in claims:
        if one.kind == "count" and one.exactness is Exactness.EXACT:
            values.setdefault(_what(one), set()).add(one.value)
    reasoned = {one.about.removesuffix(REASONED) for one in claims if REASONED in one.about}
    return [
        one
        for one in claims
        if one.kind != "count" or one.about == "channel" or len(values.get(_what(one), ())) < _TWO
        if one.about.removesuffix(REASONED) not in reasoned
    ]


def _what(one: Claim) -> object:
    # 收到12件,其中收到网上申请3件: the part is no second number of the whole.
    part = one.part and one.about in {*_RECEIVED, *_HANDLED}
    return one.about, one.year, one.scope, part


def _some_apart(found: Sequence[Phrase]) -> bool:
    """Whether some are told apart from those answered: 答复11件，8件申请人主动撤回."""
    return any((phrase.near_kinds | phrase.after_kinds) & _APART for phrase in found)


_APART = any_of("mark", "withdrawn", "except")


def _shared_outcome(one: Claim, behind: Claim | None) -> Claim:
    """140件行政复议、49件行政诉讼获维持: what is said of the second is said of both."""
    if behind is None or not one.about.endswith(_TOTAL) or _OUTCOME not in behind.about:
        return one
    between = one.sentence.text[one.at + len(one.printed) : behind.at]
    text = one.sentence.text[behind.at + len(behind.printed) :]
    if not _CASE_AND.fullmatch(between) or not _CASE.match(text):
        return one  # 2件复议,1件维持: the outcome is of some
    return one._replace(about=f"{one.about.partition('.')[0]}.{behind.about.partition('.')[2]}")
