"""Sentences -> claims: each number is told by the words around it, as ``text.yaml`` says.

A number that no pattern knows is no claim: most numbers of a report (items published, visits,
pages) have no cell to be held against.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.claims.claim import LAST_YEAR, Claim, Sentence, Stated, Statement
from checker.claims.lists import listings
from checker.claims.numbers import Figure, figures
from checker.claims.sentences import masked, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Section
    from checker.rulebook.phrases import Phrases, Quantity

_DELIMITERS = ",;:。、"
_OPEN, _CLOSE = "([", ")]"
_PART = re.compile(r"其中|包括|分别(?:为|是)")
_YEAR = re.compile(r"(20\d\d)年(?!\d{1,2}月\d{1,2}日起)")
_COMPARISON = re.compile(
    r"(?:[较比]|相较于?|相对于?|同)(?:上一?年度?|去年|20\d\d年度?)(?:同期)?"
    r"|[与和](?:上一?年度?|去年|20\d\d年度?)(?:同期)?相比"
    r"|(?:上一?年度?|去年)(?:度?结转|转结)"
)
_LAST_YEAR = re.compile(r"上年同期|上一?年|去年")
_SEVERAL_YEARS = re.compile(r"20\d\d年?度?(?:[至到~、和及与-]|—+)20\d\d年")
_OTHER = -1
"""The year of a number that belongs to no year by itself (half a year, a running total)."""
_BETWEEN_YEARS = ("carried_over", "carried_forward")
_THIS_YEAR = re.compile(r"今年|本年|本年度|全年|年内|当年")
_GROWTH = re.compile(
    r"(?:增长|增加|上升|提高|提升|增幅|增|升|下降|减少|回落|降低|降幅|减|降)"
    r"(?:率|幅)?(?:了|约|为|达|至)*$"
)
_CHANGED = (
    r"(?:增长|增加|上升|提高|提升|增幅|增|升|下降|减少|回落|降低|降幅|减|降)"
    r"(?:率|幅)?(?:了|约|为|达)*"
)
_NUMBER = r"(?:总?数?量|总数|件数|数)?"
_ITS_GROWTH = re.compile(
    rf"(?:申请|案件|事项)*[,、;]?其?(?:(?:政府信息公开|依申请公开)?申请|案件|受理|收办)*{_NUMBER}"
    r"(?:同比|(?:[较比与同]|相较于?|相比)?(?:上一?年度?|去年|20\d\d年度?)(?:同期)?(?:相比)?)"
    rf",?{_NUMBER}{_CHANGED}"
)
"""All that may stand between a count and its growth: anything more may be another's growth."""
_SO_GROWTH = re.compile(rf"[,、(]?(?:同比)?{_CHANGED}")
"""The same after an absolute change: 较上年增加39件,增长1.08%."""
_FALL = re.compile(r"(?:下降|减少|回落|降低|降幅|减|降)(?:率|幅)?(?:了|约|为|达)*$")
_COMPARED = re.compile(r"同比|[比较](?:上|去|20)|上年|去年|环比|上一年")
_SHARE = re.compile(
    r"(?:占比?|比例|比重)(?P<base>[^,;:。]{0,24}?)(?:的|为|达|约|分别|比例|比重|到)*$"
)
_ABSOLUTE = re.compile(r"(?:增加|增长|减少|下降|上升|多|少|增|减|回落)(?:了|出|约|至)*$")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of a sentence without its brackets: characters with their place in it."""

    text: str
    places: tuple[int, ...]
    outer: int | None  # where the bracket opened, None outside


@dataclass(frozen=True, slots=True)
class _Around:
    """The words around a number: its own clause, back to the number before, after, all before."""

    clause: str
    phrase: str
    after: str
    lead: str


def read_claims(sections: Sequence[Section], phrases: Phrases) -> Stated:
    """Everything that the prose of a report states."""
    found = tuple(sentences(sections))
    claims: list[Claim] = []
    statements: list[Statement] = []
    for sentence in found:
        claims += claims_of(sentence, phrases)
        statements += _statements(sentence, phrases)
    return Stated(found, tuple(claims), tuple(statements), tuple(listings(found)))


def claims_of(sentence: Sentence, phrases: Phrases) -> list[Claim]:
    """The claims of one sentence, in the order printed."""
    if not any(char.isdigit() or char in "一二三四五六七八九十百" for char in sentence.text):
        return []
    text = masked(sentence.text)
    claims: list[Claim] = []
    for segment in _segments(text):
        ahead = (one for one in claims if one.at + len(one.printed) == segment.outer)
        claims += _of_segment(segment, sentence, text, phrases, next(ahead, None))
    return sorted(claims, key=lambda claim: claim.at)


def _segments(text: str) -> list[_Segment]:
    """The sentence with brackets taken out, then what stood in each bracket."""
    stack: list[tuple[list[str], list[int], int | None]] = [([], [], None)]
    done: list[_Segment] = []
    for place, char in enumerate(text):
        if char in _OPEN:
            stack.append(([], [], place))
        elif char in _CLOSE and len(stack) > 1:
            chars, places, outer = stack.pop()
            done.append(_Segment("".join(chars), tuple(places), outer))
        else:
            stack[-1][0].append(char)
            stack[-1][1].append(place)
    while stack:
        chars, places, outer = stack.pop()
        done.append(_Segment("".join(chars), tuple(places), outer))
    return done[::-1]


def _of_segment(
    segment: _Segment,
    sentence: Sentence,
    whole: str,
    phrases: Phrases,
    ahead: Claim | None,
) -> Iterator[Claim]:
    """The claims of a segment; ``ahead`` is the one whose number the bracket follows."""
    before = 0
    grown, changed = ahead, False
    last: Claim | None = None
    total: Claim | None = None
    listed = segment.outer is not None
    found = list(figures(segment.text))
    for number, figure in enumerate(found):
        phrase = segment.text[before : figure.start]
        clause = re.split(rf"[{_DELIMITERS}]", phrase)[-1]
        stop = found[number + 1].start if number + 1 < len(found) else len(segment.text)
        after = re.split(rf"[{_DELIMITERS}]", segment.text[figure.end : stop])[0]
        place = segment.places[figure.start]
        lead = (
            whole[: segment.outer] + segment.text[: figure.start]
            if listed
            else (segment.text[: figure.start])
        )
        if _PART.search(phrase):
            listed, total = True, total or last
        before = figure.end
        around = _Around(clause, phrase, after, lead)
        claim = _claim(figure, around, sentence, phrases, last)
        if claim is None and figure.unit == "%" and grown is not None:
            base = _base(figure, around, sentence, phrases)
            claim = _growth(base, around, grown, changed=changed)
        changed = claim is None and _is_change(around)
        if claim is None:
            grown = grown if changed else None
            continue
        grown = claim if claim.kind == "count" else None
        claim = replace(
            claim,
            part=listed,
            under=total.about if listed and total else None,
            at=place,
            printed=segment.text[figure.start : figure.end],
        )
        if claim.kind == "count":
            last = claim
        yield claim


def _claim(
    figure: Figure, around: _Around, sentence: Sentence, phrases: Phrases, last: Claim | None
) -> Claim | None:
    base = _base(figure, around, sentence, phrases)
    if figure.unit == "%":
        return _share(base, around, phrases, last)
    if _is_change(around):
        return None
    fitting = (one for one in phrases.quantities if figure.unit in one.units)
    quantity = next((one for one in fitting if _fits(one, around)), None)
    if quantity is None or not _on_topic(quantity.topic, sentence, phrases):
        return None
    about = quantity.name
    if quantity.subject is not None:
        subject = subject_of(around.lead + around.after, phrases.subjects[quantity.subject])
        about = f"{subject}.{quantity.name}" if subject else ""
    lead, clause = around.lead, around.clause
    if quantity.name in _BETWEEN_YEARS:
        lead, clause = lead.removesuffix(clause), ""
    year = _year_of(lead, clause, phrases)
    if year == _OTHER or not about:
        return None
    return replace(base, about=about, list=quantity.list, year=year)


def _base(figure: Figure, around: _Around, sentence: Sentence, phrases: Phrases) -> Claim:
    return Claim(
        about="",
        kind="count",
        value=figure.value,
        unit=figure.unit,
        printed=figure.printed,
        sentence=sentence,
        exactness=figure.exactness,
        step=figure.step,
        scope=scope_of(around.lead, phrases),
    )


def _is_change(around: _Around) -> bool:
    """``较上年减少5件`` counts nothing by itself."""
    return bool(_ABSOLUTE.search(around.clause) and _COMPARED.search(around.phrase))


def _growth(base: Claim, around: _Around, last: Claim, *, changed: bool) -> Claim | None:
    """``3646件，同比增长1.05%``: told of the count that nothing else stands between."""
    told = _SO_GROWTH if changed else _ITS_GROWTH
    if not told.fullmatch(around.phrase):
        return None
    value = -base.value if _FALL.search(around.clause) else base.value
    return replace(
        base, about=last.about, kind="growth", value=value, of=last.value, year=last.year
    )


def _share(base: Claim, around: _Around, phrases: Phrases, last: Claim | None) -> Claim | None:
    """``12件，占3%`` is told of the count before it, ``自然人占86%`` of the words before it."""
    clause, phrase = around.clause, around.phrase
    share = _SHARE.search(clause)
    if share is None or _GROWTH.search(clause):
        return None
    ahead = phrase[: phrase.rfind(clause) + share.start()]
    words = re.split(rf"[{_DELIMITERS}]", ahead)[-1]
    if words:
        named = [
            one
            for one in phrases.quantities
            if one.list
            and (one.clause.search(words) or one.phrase.search(words))
            and _on_topic(one.topic, base.sentence, phrases)
        ]
        if not named:
            return None
        return replace(
            base, about=named[0].name, kind="share", base=share["base"], list=named[0].list
        )
    if last is None or not _adjacent(phrase):
        return None
    return replace(
        base,
        about=last.about,
        kind="share",
        of=last.value,
        base=share["base"],
        list=last.list,
        year=last.year,
    )


def _adjacent(phrase: str) -> bool:
    """Whether nothing but 申请 and a comma stand between a count and its share."""
    return re.fullmatch(r"(?:申请)?[,、]?(?:约)?(?:占|比例|比重)[^,;。、]*", phrase) is not None


def _fits(quantity: Quantity, around: _Around) -> bool:
    clause, after = around.clause, around.after
    if quantity.excluded.search(clause) or quantity.excluded.search(after):
        return False
    return bool(
        quantity.clause.search(clause)
        or quantity.phrase.search(around.phrase)
        or (after and quantity.after.search(after))
    )


def _on_topic(topic: str | None, sentence: Sentence, phrases: Phrases) -> bool:
    if topic is None:
        return True
    pattern = phrases.topics[topic]
    return bool(pattern.search(sentence.text) or pattern.search(sentence.heading))


def subject_of(lead: str, subjects: Mapping[str, re.Pattern[str]]) -> str | None:
    """The subject named last; of two that end together the longer."""
    best: tuple[int, int, str] | None = None
    for name, pattern in subjects.items():
        for found in pattern.finditer(lead):
            mark = (found.end(), found.end() - found.start(), name)
            if best is None or mark[:2] > best[:2]:
                best = mark
    return best[2] if best else None


def scope_of(lead: str, phrases: Phrases) -> str | None:
    """Whose figures these are, by the words before them; the last that says so counts."""
    best: tuple[int, str] | None = None
    for name, pattern in phrases.scopes.items():
        for found in pattern.finditer(lead):
            if best is None or found.end() > best[0]:
                best = (found.end(), name)
    return best[1] if best else None


def _year_of(lead: str, clause: str, phrases: Phrases) -> int | None:
    """The year that the words before a number tie it to.

    ``None`` for the report's own, ``LAST_YEAR`` for 去年, ``_OTHER`` for a time without a year
    (上半年, 累计, 2022年、2023年). What this year is compared with (较上年) is no year of the
    numbers that come after it.
    """
    lead = lead[max(lead.rfind(";"), lead.rfind("。")) + 1 :]
    ahead = lead.removesuffix(clause)
    text = _COMPARISON.sub("", ahead) + clause
    several = [found.end() for found in _SEVERAL_YEARS.finditer(text)]
    marks = [
        (found.end(), LAST_YEAR if _LAST_YEAR.fullmatch(found.group()) else _OTHER)
        for found in phrases.other_years.finditer(text)
    ]
    marks += [(found.end(), _OTHER) for found in phrases.part_years.finditer(text)]
    marks += [(found.end(), 0) for found in _THIS_YEAR.finditer(text)]
    marks += [
        (found.end(), _OTHER if found.end() in several else int(found[1]))
        for found in _YEAR.finditer(text)
    ]
    return (max(marks)[1] or None) if marks else None


def _statements(sentence: Sentence, phrases: Phrases) -> Iterable[Statement]:
    text = masked(sentence.text)
    for pattern in phrases.statements:
        found = pattern.says.search(text)
        if found is None or not _on_topic(pattern.topic, sentence, phrases):
            continue
        start = max(text.rfind(mark, 0, found.start()) for mark in ";。")
        stop = next((i for i in range(found.end(), len(text)) if text[i] in ";。"), len(text))
        around = text[start + 1 : stop]
        if pattern.excluded.search(around):
            continue
        scope = scope_of(text[: found.start()], phrases)
        if pattern.subject is None:
            yield Statement(pattern.name, sentence, scope, found.start())
            continue
        subjects = phrases.subjects[pattern.subject]
        ahead = text[start + 1 : found.end()]
        for name, words in subjects.items():
            if words.search(ahead):
                yield Statement(f"{name}.{pattern.name}", sentence, scope, found.start())
