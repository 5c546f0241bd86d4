"""Numbers that the grammar leaves alone where it is plain what is spoken of.

Whoever words 年底前给了回音的共17件 anew is read by what can be meant there: under applications a
number of cases is one of a few rows, and the letters of its clause say which. Nothing is accused
by that: the number is told as a note, and only where none of those rows has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.claims.clauses import has
from checker.claims.topics import BOTH, CASES, DOCUMENTS, FEE, INFO, REQUEST
from checker.claims.verbs import OF_TIME
from checker.model.stated import Exactness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from checker.claims.asked import Asked
    from checker.claims.numbers import Figure
    from checker.claims.tokens import Token
    from checker.rulebook.lexicon import Lexicon
    from checker.rulebook.presumptions import Presumption, Presumptions

_BREAK = re.compile(r"[,;:。!?()]")
_SAYS_NOTHING = re.compile(r"[共计为有达是的约、和及]*")
_UNITS = {
    "request": frozenset(("件", "件次", "份", "宗", "起", "例", "笔", "桩", "封", "")),
    "applicant": frozenset(("家", "位", "人", "名", "户", "人次")),
    "case": frozenset(("件", "件次", "起", "宗", "例", "")),
    "doc": frozenset(("件", "部", "")),
    "decision": frozenset(("件", "件次", "起", "宗", "次", "份", "")),
}


_WHOLES = ("received", "worked_on", "handled", "case_total")
_CASES_BOTH = ("review", "litigation", "review+litigation")
_OF_STOCK = ("repeal", "in_force")
"""公开规章13件(修改4件,废止4件): what is published is items, but no item is repealed."""
_PART_OF = {"direct": ("litigation",), "after_review": ("litigation",)}
_DECISIONS = {
    "permit": "licensing", "penalty": "penalties", "force": "coercion",
    "licensing": "licensing", "penalties": "penalties", "coercion": "coercion",
}  # fmt: skip


class Clause(NamedTuple):
    """The letters before a number, those behind it, and the clauses around the two."""

    before: str
    behind: str
    earlier: str
    later: str

    @property
    def says_nothing(self) -> bool:
        """Whether only the clause before says what is counted: 网上提交的占大多数,计35件."""
        return bool(_SAYS_NOTHING.fullmatch(self.before)) and not self.behind


def clause_around(text: str, figure: Figure, tokens: Sequence[Token]) -> Clause:
    """The clause that a number stands in; words between two numbers belong to the second."""
    numbers = [
        one.figure for one in tokens if one.figure is not None and one.figure.unit not in OF_TIME
    ]
    last = max((one.end for one in numbers if one.end <= figure.start), default=0)
    later = [one.start for one in numbers if one.start >= figure.end]
    end = min(later, default=len(text))
    breaks = [found.start() for found in _BREAK.finditer(text, last, figure.start)]
    start = breaks[-1] + 1 if breaks else last
    whole = len(breaks) > 1 or (breaks and not last)  # no words of the number before
    earlier = text[breaks[-2] + 1 if len(breaks) > 1 else 0 : breaks[-1]] if whole else ""
    stops = [found.start() for found in _BREAK.finditer(text, figure.end, end)]
    behind = text[figure.end : stops[0] if stops else end]
    if later and not stops:
        behind = behind.partition("、")[0] if "、" in behind else ""
    goes_on = bool(stops) and text[stops[0]] == ","
    rest = text[stops[0] + 1 : (stops[1] if len(stops) > 1 else end)] if goes_on else ""
    if stops and len(stops) == 1 and later:
        rest = ""
    return Clause(text[start : figure.start], behind, earlier, rest)


def presumed(asked: Asked, text: str, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """What a number may count, the likeliest first; nothing where it may count anything."""
    figure = asked.phrase.figure
    if figure.exactness is not Exactness.EXACT or asked.phrase.uncounted or asked.classes:
        return ()
    if figure.printed in _EACH and text.count(figure.printed) > 1:
        return ()  # 做到制定一件、公开一件
    around: Clause | None = None
    for kind, subjects in _spoken_of(asked):
        known = lexicon.presumed.get(kind)
        if known is None or figure.unit not in _UNITS[kind]:
            continue
        around = around or clause_around(text, figure, tokens)
        parts = sum(one.figure is not None and one.name == figure.unit for one in asked.phrase.lead)
        if kind in {"case", "doc", "decision"} and known.never.search(
            text[asked.phrase.clause[0].start : figure.start] if asked.phrase.clause else ""
        ):
            continue
        if found := _read(around, known, parts):
            if asked.phrase.listed and found[0] in _WHOLES:
                return ()  # 办结203件,其中县政府办理38件
            return tuple(_of(one, name) for one in subjects for name in found)
    return ()


def _of(subject: str, name: str) -> str:
    """The quantity of a subject: ``review.case_total``; each of a sum's."""
    if not subject:
        return name
    return "+".join(f"{each}.{one}" for each in subject.split("+") for one in name.split("+"))


def _spoken_of(asked: Asked) -> Iterator[tuple[str, Sequence[str]]]:
    """The kinds of things that may be counted here, and of what subjects."""
    topic = asked.topic
    words = (*asked.near, *asked.after)
    if asked.disclosed and (topic in CASES or topic == BOTH):
        told = {one.name for one in asked.phrase.lead if one.names(*CASES)}
        both = topic == BOTH or {"review", "litigation"} <= told
        alone = (topic or "", *_PART_OF.get(topic or "", ()))
        yield "case", _CASES_BOTH if both else alone
        return
    if asked.of_documents and has(words, "action", *_OF_STOCK):
        yield "doc", (asked.of_documents,)
        return
    kinds = {one.name for one in words if one.names(*DOCUMENTS)}
    named = has(asked.phrase.lead, "object", *DOCUMENTS)
    if len(kinds) == 1 or (not kinds and named and topic in {*DOCUMENTS, INFO}):
        told = {one.name for one in asked.phrase.lead if one.names(*DOCUMENTS)}
        yield "doc", (*(kinds or ({topic} & {*DOCUMENTS} or told)),)[:1]
        return
    ahead = asked.phrase.label if not words or not has(words, "object") else ()
    decided = {_DECISIONS[one.name] for one in (*ahead, *words) if one.names(*_DECISIONS)}
    if len(decided) == 1:
        yield "decision", (decided.pop(),)
        return
    asks = topic is None and any(one.names("apply", "request") for one in words)
    if (
        asks
        or topic == FEE
        or asked.under
        or asked.whole is not None
        or REQUEST in {topic, asked.before}
    ):
        yield "request", ("",)
        if asked.phrase.figure.unit in _UNITS["applicant"]:
            yield "applicant", ("",)


def _read(around: Clause, known: Presumptions, parts: int) -> tuple[str, ...]:
    own = around.before + "#" + around.behind
    if known.never.search(own):
        return ()
    for words in (own, f"{around.earlier}#", f"#{around.later}"):
        if words is not own and (not around.says_nothing or known.never.search(words)):
            continue
        if found := _meant(words, known, parts):
            return found
    if around.says_nothing and not around.earlier:
        return _meant(_ALONE, known, parts)  # 依申请公开。5件,均已答复
    return ()


_ALONE = "!#"
"""What patterns know a number by that has no words beside it, nor before it."""


_EACH = ("一件", "一份")
_SEVERAL = 2
_NAMED_TOGETHER = re.compile(r"[和及、与或]")
_JOINED = re.compile(r"[和及与或]")


def _meant(words: str, known: Presumptions, parts: int) -> tuple[str, ...]:
    """What the first pattern that fits says; of several that 和 joins the sum (公开和部分公开)."""
    before, _, behind = words.partition("#")
    named = [f"{name}#" for name in _NAMED_TOGETHER.split(before)]
    if len(named) == 1:
        named = [f"#{name}" for name in _JOINED.split(behind)]
    if len(named) > 1:
        each = [_first(name, known, parts) for name in named]
        told = list(dict.fromkeys(one.counts[0] for one in each if one and one.adds))
        if len(told) > 1:
            return ("+".join(told),)
    found = _first(words, known, parts)
    return found.counts if found else ()


def _first(words: str, known: Presumptions, parts: int) -> Presumption | None:
    for one in known.readings:
        if one.words.search(words) and not (one.behind_parts and parts < _SEVERAL):
            return one
    return None


_SHARE = re.compile(r"(?:的?占比|占|率|比例|比重)[^\d占]{0,12}$")
_OF_ITS_COUNT = re.compile(r"[,(]?约?占[^\d,]*$")


def presumed_share(
    asked: Asked, text: str, tokens: Sequence[Token], lexicon: Lexicon
) -> tuple[tuple[str, ...], Decimal | None]:
    """Of what a per cent is the share, and the count right before it where it is that count's."""
    figure = asked.phrase.figure
    known = lexicon.presumed.get("share")
    kinds = [
        (kind, subjects) for kind, subjects in _spoken_of(asked) if kind in {"request", "case"}
    ]
    around = clause_around(text, figure, tokens)
    if known is None or not kinds or figure.exactness is not Exactness.EXACT:
        return (), None
    kind, subjects = kinds[0]
    if subjects == _CASES_BOTH:
        return (), None  # 两类案件综合纠错率18%
    last = next((one for one in reversed(asked.phrase.lead) if one.figure is not None), None)
    of_count = last is not None and bool(_OF_ITS_COUNT.fullmatch(text[last.end : figure.start]))
    if known.never.search(around.before) or not _SHARE.search(around.before):
        return (), None
    if of_count and last is not None and last.figure is not None and last.name in _UNITS[kind]:
        return ("granted" if kind == "request" else f"{subjects[0]}.case_total",), last.figure.value
    named = _SHARE.sub("", around.before) + "#"
    found = _meant(named, lexicon.presumed[kind], 0) if kind in lexicon.presumed else ()
    names = tuple(_of(one, name) for one in subjects for name in found)
    return (names, None) if names and names[0] not in {"received", "handled"} else ((), None)


_DENIAL = re.compile(
    r"未|没|无|零|不存在|不涉及|均|全|都|悉数|皆|一律|清|维持|支持|驳回|胜诉|和解|终止"
    r"|已|办结|办完|完毕|百分之百"
)
_NAMED = re.compile(r"复议|诉讼|官司|起诉|告上法|行政(?:许可|处罚|强制)")
"""Without one of these nothing is denied where nothing of ours is spoken of; most sentences."""
_CLAUSE = re.compile(r"[^,;:。!?]+")


def may_deny(text: str) -> bool:
    """Whether any word stands in a text by which something may be denied, or said of all."""
    return _DENIAL.search(text) is not None


def none_presumed(
    text: str, topic: str | None, taken: Iterable[int], lexicon: Lexicon
) -> Iterator[tuple[int, str]]:
    """What clauses without a number deny in words of their own, each with where it stands.

    ``taken`` are the places of what the grammar reads; a clause it reads is not read again.
    """
    known = lexicon.presumed.get("none")
    spoken_of = topic in {REQUEST, BOTH, *CASES}
    if known is None or not (_DENIAL if spoken_of else _NAMED).search(text):
        return
    read = list(taken)
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        denial = _DENIAL.search(text, start, end)
        if denial is None or any(start <= at < end for at in read):
            continue
        if known.never.search(text, start, end) or any(c.isdigit() for c in clause[0]):
            continue
        named = f"{topic or ''}#{clause[0]}"
        for one in known.readings:
            if one.words.search(named):
                for about in one.counts:
                    yield denial.start(), about
