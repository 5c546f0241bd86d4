"""Words that are known, and that name another quantity where a claim's own is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.claims.clauses import has
from checker.rulebook.lexicon import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.parsed import Parsed
    from checker.claims.tokens import Token
    from checker.model.stated import Claim

_ENDS = ",;:。!?()"
_PERSONS = re.compile(r"[\d一二两三四五六七八九十]+[名位人户](?!民)")
_PAPER = re.compile(r"(?<!申请)(?:书|函|表|单|回执)(?:共|计|为|约)*$")
_RESULTS = MEANINGS["result"] | MEANINGS["row"]
_WHOLES = frozenset({"received", "new_received", "handled", "worked_on", "workload"})
_INTAKES = ("received", "new_received")
_SEVERAL = ("granted", "granted_or_partial", "partial")


def strays(parsed: Parsed, said: Claim, end: int) -> Iterator[str]:
    """The words; ``end`` is where the clause ends that the number stands in.

    受理举报投诉323件 is no number received, 占不予公开数的45% no share of all, 其他12件(含不予处理)
    not 其他 alone; 3件,由2名律师提出 are of persons, who are no legal service, and
    政府信息公开申请答复书2份 are papers.
    """
    text = parsed.text
    start = max(text.rfind(mark, 0, said.at) for mark in _ENDS) + 1
    before = [one for one in parsed.tokens if start <= one.start < said.at]
    own = _since_the_last_number(before)
    if said.of_all and said.about.startswith("applicant"):
        yield from _PERSONS.findall(text, start, end)
    if (
        said.kind == "count"
        and said.about in _INTAKES
        and (paper := _PAPER.search(text, start, said.at))
    ):
        yield paper[0]
    words = [*_others(own, before, said)]
    if said.about in _WHOLES:  # 以自然人为主,共57件
        lead = _since_the_last_number([one for one in parsed.tokens if one.start < said.at])
        words += [one for one in lead if one.marks("mainly")]
    for one in words:
        yield text[one.start : one.end]
    behind = said.at + len(said.printed)
    if text[behind : behind + 1] == "(":
        close = text.find(")", behind)
        within = [one for one in parsed.tokens if behind < one.start < close]
        if not any(one.figure for one in within):
            yield from (text[one.start : one.end] for one in within if _names_a_result(one))


def _since_the_last_number(tokens: Sequence[Token]) -> Sequence[Token]:
    numbers = [n for n, one in enumerate(tokens, 1) if one.figure is not None]
    return tokens[numbers[-1] :] if numbers else tokens


def _others(own: Sequence[Token], before: Sequence[Token], said: Claim) -> Iterator[Token]:
    """The words before a number that have no part in what it is taken for."""
    results = [one for one in before if _names_a_result(one)]
    if said.kind == "share":
        marks = [n for n, one in enumerate(before) if one.marks("share")]
        yield from (one for one in before[marks[-1] if marks else len(before) :] if one in results)
    elif said.about in _WHOLES:
        yield from results  # 受理举报投诉323件
        yield from (one for one in own if one.marks("rest"))  # 另受理5件: further ones
    if said.kind == "count":
        # 比上年的15件多收到申请: by how much, or of what the number is a share.
        moved = not has(before, "mark", "to")
        yield from (one for one in own if moved and one.marks("up", "down", "share"))
    if said.kind == "count" and _group(said.about) in _GROUPS:
        groups = {_group(one.name) for one in own if _names_a_result(one)}
        together = said.about in _SEVERAL or has(own, "mark", "each")
        if len(groups) > 1 and not together:
            yield from (one for one in own if _names_a_result(one))  # 不予公开、无法提供20件
        yield from (one for one in own if one.part in {"channel", "applicant"})  # 网上公开5件


def _names_a_result(one: Token) -> bool:
    """Whether a word names a result or row, in full or short."""
    return one.part in {"result", "row"} or (one.part == "short" and one.name in _RESULTS)


def _group(name: str) -> str:
    return name.partition("_")[0]


_GROUPS = frozenset(map(_group, MEANINGS["result"])) - {"opened"}
