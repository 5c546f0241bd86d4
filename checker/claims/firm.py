"""Whether a sentence is understood whole where it makes a claim: what of its letters is left over.

Wordings are endless, and so are the words that make a number another one's: 工伤认定复议4件,
镇街系统另有统计,受理214件, 申请公开出警记录的8件. Whoever lists them is late by one. So it is the
other way round: every letter that could say of what, whose or of when the number is must belong to
a word that is known, or to a filler that is known to change nothing; what does not is left over,
and a claim with letters left over accuses nobody. It is told as a note.

Nothing of it is worked out unless a number differs from the table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.claims.own_names import own_names
from checker.claims.parsed import parse
from checker.claims.strays import strays
from checker.claims.tokens import SEEN_THROUGH
from checker.claims.topics import DECISION_NAMES
from checker.claims.verbs import OF_TIME
from checker.model.stated import Claim
from checker.rulebook.lexicon import PUNCTUATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.parsed import Parsed
    from checker.claims.tokens import Token
    from checker.model.stated import Statement
    from checker.rulebook.lexicon import Lexicon

_ENDS = frozenset(",;:。!?()")
_PARTS_OFF = ";。!?"
_OPENS_NOTHING = frozenset({"word", "elsewhere", "respondent_not", "uncounted", "except", "plan"})
"""Small words that are known for making the sentence speak of something else, or stop a word."""
_OTHER_TIMES = frozenset({"part", "other"})
_NO_COUNT = frozenset({"%", "百分点", "个百分点", *OF_TIME})
_ITEM = re.compile(
    r"(?:^|(?<=[;:。,]))(?:\d{1,2}(?:[.、]|(?=[^\d年月日.,件条]))|\([一二三四五六七八九十\d]{1,2}\)"
    r"|[①-⑳]|[一二三四五六七八九十]{1,2}(?:是|、|(?=[^\d件份一二三四五六七八九十月年家名位])))"
)
"""The number of an item, with its mark or where the mark is lost: 2办理依申请公开23件."""
_TITLE = re.compile(r"《[^《》]{0,80}》|〔[^〔〕]{0,12}〕(?:\d+号)?")
_ASIDES = (
    re.compile(r"\([^()]*\)"),
    re.compile(
        r"\([^()]*\)|(?:涉及|内容[为是]|集中在|主要是|主要为|多为|事项为)[^,;:。!?()\d]*(?=[,;])"
    ),
)
"""What heads nothing behind it: brackets, and what applications are about. Of reviews that is just
what tells them from others.
"""
_MERGED = re.compile(r",?(?:合并|并案)")
"""重复提交12件,合并计为6件."""
_TAKES_BACK = re.compile(
    r"不属|不在|不含|不包|不计|不列|不是|并非|非本|不作|未作为|不归|不由|在内|在外|除外|之外|以外|此列|另行(?!制作|加工)|另列|"
    r"另有统计|单独|单列|另计|合并|同期|历年|累计|近[两三四五\d]年|[三四五六七八九十\d]年来|包括|包含|口径|重复计|"
    r"由[^,;。我本]{1,8}(?:统计|汇总|填报)"
)
"""What a clause behind a number can take it back by: 已包括在内, 不在此列, 均不属信息公开案件."""


def left_over(said: Claim | Statement, lexicon: Lexicon, body: str | None) -> tuple[str, ...]:
    """The letters around a claim that no known word and no filler covers, run by run.

    ``body`` is whose report it is. Looked at are the clause, what stands before it since the last
    semicolon, and the head of the sentence; of the clauses behind it what may take it back. Words
    that are known, but have no part in such a claim, are told with them.
    """
    at, about = said.at, said.about
    parsed = parse(said.sentence.text, lexicon)
    counts = [one for one in parsed.tokens if one.figure is not None and one.name not in _NO_COUNT]
    end = _end_of_clause(parsed.text, at, counts)
    known = _covered(parsed, said.sentence.text, about, lexicon, body)
    found = [
        run
        for start, stop in _heads(
            parsed.text, at, counts, end, _ASIDES[_kind_of(about) == "request"]
        )
        for run in _runs(parsed.text, known, start, stop)
    ]
    behind = _TAKES_BACK.search(parsed.text, end, _end_of_sense(parsed.text, end, counts))
    behind = behind or _MERGED.match(parsed.text, end)
    if behind:
        found.append(behind[0])
    if isinstance(said, Claim):
        found += strays(parsed, said, end)
    return tuple(dict.fromkeys(found))


def _covered(
    parsed: Parsed, text: str, about: str, lexicon: Lexicon, body: str | None
) -> list[bool]:
    """For each letter whether it belongs to a word that is known, or to a filler."""
    shown = parsed.text
    known = [one in PUNCTUATION or one == SEEN_THROUGH for one in shown]
    spans = [(one.start, one.end) for one in parsed.tokens if _is_known(one, about)]
    scopes = (pattern for scope, pattern in lexicon.scopes.items() if scope != "part")
    patterns = (lexicon.fillers[_kind_of(about)], _ITEM, *scopes)
    spans += [found.span() for one in patterns for found in one.finditer(shown)]
    spans += [found.span() for found in _TITLE.finditer(text)]
    if body:
        spans += [found.span() for found in own_names(body).finditer(shown)]
    for start, end in spans:
        known[start:end] = [True] * (end - start)
    return known


def _kind_of(about: str) -> str:
    """What is counted, by whose fillers the clause may be filled."""
    if about.endswith("decisions"):
        return "decision"
    if ".doc_" in about:
        return "doc"
    of_cases = ".case_" in about or about.startswith("no_") or "_upheld" in about
    return "case" if of_cases or "_dismissed" in about else "request"


def _is_known(one: Token, about: str) -> bool:
    """Whether a word has a part in such a claim: 信访 has none in any."""
    match one.part:
        case "mark":
            return one.name not in _OPENS_NOTHING
        case "time":
            return one.name not in _OTHER_TIMES
        case "object" if one.names(*DECISION_NAMES):
            return about.endswith("decisions") or ".doc_" in about
        case "object":
            return not one.names("foreign", "role")
        case _:
            return True


def _heads(
    text: str, at: int, counts: Sequence[Token], end: int, asides: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Where letters stand that say what a number is of, whose and of when; ``asides`` do not."""
    first = min((one.start for one in counts), default=len(text))
    since = max(text.rfind(mark, 0, at) for mark in _PARTS_OFF) + 1
    if since and first < since:
        yield 0, first
    else:
        since = 0
    for aside in asides.finditer(text, since, at):
        yield since, aside.start()
        since = aside.end()
    yield since, end


def _end_of_clause(text: str, at: int, counts: Sequence[Token]) -> int:
    """Where the clause ends that a number stands in, or the words between it and the next begin."""
    behind = next((one.end for one in counts if one.start == at), at)
    later = min((one.start for one in counts if one.start > at), default=len(text))
    return next((n for n in range(behind, later) if text[n] in _ENDS or text[n] == "、"), later)


def _end_of_sense(text: str, end: int, counts: Sequence[Token]) -> int:
    """Where the clauses without a number end that follow a clause."""
    later = min((one.start for one in counts if one.start >= end), default=len(text))
    stops = [n for n in range(end, later) if text[n] in _ENDS]
    parted = next((n for n in stops if text[n] in _PARTS_OFF), None)
    if parted is not None or later == len(text):
        return later if parted is None else parted
    return stops[-1] if stops else end


def _runs(text: str, known: Sequence[bool], start: int, end: int) -> Iterator[str]:
    """The stretches of letters that are not known."""
    run = ""
    for at in range(start, end):
        if not known[at]:
            run += text[at]
        elif run:
            yield run
            run = ""
    if run:
        yield run
