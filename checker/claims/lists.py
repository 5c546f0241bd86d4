"""Totals and the parts they are said to have: ``119期，其中市级47期、宿城区28期…``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.claims.claim import Exactness, Listing, Sentence
from checker.claims.numbers import Figure, figures
from checker.claims.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OF_WHICH = re.compile(r"其中[,:]?|分别为[,:]?")
_BRACKET = re.compile(r"\((?P<inner>[^()]{4,400})\)")
_OPEN_LIST = re.compile(r"等|主要|包括|涉及|如|之一|部分为|重点|含|累计")
_ENDS = re.compile(
    r"另外|此外|另|同比|其余|同时|还有|较上年|比上年|共计|合计|总计|其中|占|日均|平均"
)
_PERSON_OR_RESULT = re.compile(
    r"公开|提供|处理|办理|答复|办结|结转|自然人|法人|公民|网络|网上|信函|邮寄|当面|现场|维持|纠正"
    r"|审结|组织|结果|撤|补正|企业|机构|复议|诉讼|重复|信访|线上|线下|平台|邮件|传真|在线"
)
_PLAIN = re.compile(r"[,、;和及与]?(?P<noun>[^,、;:。]{2,24})$")
_VERBS = re.compile(
    r"收取|涉及|均|都|还|又|已|被|组织|开展|召开|举办|发布|公开|新增|增|减|超|为[^民]|有$|按|通过|达"
)
_LEAST_PARTS = 2


def listings(sentences: Sequence[Sentence]) -> Iterator[Listing]:
    """Every list with its total, within a sentence or between two (``…2950元。其中，…``)."""
    for number, sentence in enumerate(sentences):
        text = masked(sentence.text)
        head = "".join(_BRACKET.split(text)[::2])
        yield from _bracketed(text, sentence)
        opened = _OF_WHICH.search(head)
        if opened is None:
            continue
        ahead = head[: opened.start()]
        if not ahead.strip(",:") and number and sentences[number - 1].section == sentence.section:
            ahead = "".join(_BRACKET.split(masked(sentences[number - 1].text))[::2]).rstrip("。")
        yield from _lists(ahead, head[opened.end() :], sentence)


def _bracketed(text: str, sentence: Sentence) -> Iterator[Listing]:
    for found in _BRACKET.finditer(text):
        ahead = text[: found.start()]
        total = _last(ahead, adjacent=True)
        inner = found["inner"]
        if total is not None and not re.match(r"含|不含|包括|包含|另|见|如", inner):
            yield from _of(total, inner.removeprefix("其中").lstrip(",:"), sentence)


def _lists(ahead: str, rest: str, sentence: Sentence) -> Iterator[Listing]:
    """One list for each unit that the total and the parts share."""
    clause = re.split(r"[;。]", ahead)[-1]
    told = list(figures(clause))
    for unit in dict.fromkeys(figure.unit for figure in told):
        totals = [figure for figure in told if figure.unit == unit]
        if len(totals) == 1:  # of two numbers it is open which the parts belong to
            yield from _of(totals[0], rest, sentence)


def _of(total: Figure, rest: str, sentence: Sentence) -> Iterator[Listing]:
    """The parallel parts with the total's unit; nothing where they are not plainly parallel."""
    if total.unit in ("%", "百分点", "个百分点"):
        return
    rest = rest.rstrip("。")
    ends = _ENDS.search(rest)
    open_list = bool(_OPEN_LIST.search(rest)) or ends is not None
    parts: list[Figure] = []
    before = 0
    for figure in figures(rest):
        words = rest[before : figure.start]
        before = figure.end
        if figure.unit != total.unit:
            continue
        if ends is not None and figure.start > ends.start():
            break
        plain = _PLAIN.search(words)
        money = figure.unit in ("元", "万元")
        if _PERSON_OR_RESULT.search(words) and not money:
            return  # results and applicants have cells of their own and are held against them
        if not money and (plain is None or _VERBS.search(words)):
            return
        parts.append(figure)
    tail = rest[before:]
    if len(parts) < _LEAST_PARTS or (tail and not re.fullmatch(r"[^\d]{0,60}", tail)):
        return
    loose = any(part.exactness is not Exactness.EXACT for part in parts)
    yield Listing(
        total.value,
        tuple(part.value for part in parts),
        total.unit,
        not open_list and not loose and total.exactness is Exactness.EXACT,
        total.exactness,
        sentence,
    )


def _last(text: str, *, adjacent: bool) -> Figure | None:
    found = list(figures(text))
    if not found or (adjacent and len(text) - found[-1].end > _NEAR):
        return None
    return found[-1]


_NEAR = 0
