"""What only the whole sentence shows of its counts."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from checker.claims.all_or_some import HANDLED, of_all_or_some
from checker.claims.handled_in_parts import with_more_beside
from checker.claims.rows import REASONED
from checker.claims.sole_kind import received_of_one_kind
from checker.model.stated import LAST_YEAR, Exactness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from checker.claims.phrases import Phrase
    from checker.model.stated import Claim

_TOTAL, _OUTCOME = ".case_total", ".case_"
_CASE = re.compile(r"(?:行政)?(?:复议|诉讼)")
_CASE_AND = re.compile(r"(?:行政)?(?:复议|诉讼)(?:案件|申请)?[、和及,]")
_GRANTED = ("granted", "granted_or_partial")
_OPENING_NAMES = ("partial", "other_no_correction", "other_fee_unpaid")
_OTHER_ROWS = ("other_no_correction", "other_fee_unpaid")
_TWO = 2
_RECEIVED = ("received", "new_received", "worked_on")


def settled(claims: Sequence[Claim], found: Sequence[Phrase]) -> list[Claim]:
    """The claims with what the others make of them.

    A single channel behind 收到 is the number received (收到网上申请5件); 其中10件办结 is all
    that was handled where the rest was carried forward.
    """
    names = {one.about for one in claims}
    told = list(claims)
    if "channel" in names or not names.isdisjoint(HANDLED):
        told = of_all_or_some(claims, found)
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
    if not names.isdisjoint(HANDLED):
        told = with_more_beside(told, found)
    if any(one.endswith(_TOTAL) for one in names):
        shared = [_shared_outcome(one, behind) for one, behind in zip_longest(told, told[1:])]
        told = _of_disclosure(shared)
    return _without_doubles(_by_usage(told))


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
    part = one.part and one.about in {*_RECEIVED, *HANDLED}
    return one.about, one.year, one.scope, part


def _shared_outcome(one: Claim, behind: Claim | None) -> Claim:
    """140件行政复议、49件行政诉讼获维持: what is said of the second is said of both."""
    if behind is None or not one.about.endswith(_TOTAL) or _OUTCOME not in behind.about:
        return one
    between = one.sentence.text[one.at + len(one.printed) : behind.at]
    text = one.sentence.text[behind.at + len(behind.printed) :]
    if not _CASE_AND.fullmatch(between) or not _CASE.match(text):
        return one  # 2件复议,1件维持: the outcome is of some
    return one._replace(about=f"{one.about.partition('.')[0]}.{behind.about.partition('.')[2]}")
