"""Totals and the parts they are said to have: ``119期，其中市级47期、宿城区28期…``.

A list is opened by 其中, a colon or a bracket behind its total, in the sentence or the one before.
Its parts are parallel: each a label and a number, nothing else between. Results, applicants and
channels are left out; they have cells of their own and are held against them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.claims.list_openers import (
    MOSTLY,
    first_opener,
    is_among,
    is_mostly,
    parted_again,
    without_items,
)
from checker.claims.list_totals import ALIKE, IN_PRINT, ITEMS, bracketed, same_kind, totals_in
from checker.claims.list_words import DOING, DONE, ENDS, OPEN, PLATFORM
from checker.claims.sentences import CUT
from checker.claims.summed_lists import SUMMED, summed_lists
from checker.claims.unopened_lists import summed_rows, unopened_lists
from checker.model.stated import Exactness, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.looked import Looked
    from checker.claims.numbers import Figure
    from checker.claims.tokens import Token

_BRACKETED = re.compile(r"\([^()]*\)?")
_PUBLISHED = re.compile(",公开(?!栏)")
_MARKS = ",、;:和及与以"
_LONGEST_LABEL = 40
_OF_TEXTS = ("条", "篇", "则")
"""Units of items of information, in which nothing that is done is counted."""
_PER_CENT = ("%", "百分点", "个百分点")
_LEAST_PARTS = 2
_FEW, _PART = Decimal(2), Decimal("0.02")
_TENTH = Decimal("0.1")
_THIRD, _MOST = Decimal("0.35"), Decimal("0.8")
"""How far parts that may stand in one another lie off where they were added up wrongly: of those
that do, and are told as a note, hardly any come so near."""
"""Lists of one shape were off by one or two where they were wrong; nested ones by their parts."""


def listings(read: Sequence[Looked]) -> Iterator[Listing]:
    """Every list with its total, within a sentence or between two (``…2950元。其中，…``)."""
    before: Looked | None = None
    for one in read:
        if len(one.parsed.numbers) >= _LEAST_PARTS:
            yield from _summed(one) or _opened(one, before)
        before = one


def _summed(one: Looked) -> list[Listing]:
    """The lists that end with their total."""
    outer = one.stretches[0].tokens
    summed: list[Listing] = []
    if one.parsed.kinds & SUMMED:
        summed += summed_lists(outer, one.sentence, one.claimed)
    if len(one.parsed.numbers) > _LEAST_PARTS:
        summed += summed_rows(outer, one.sentence, one.text, one.claimed)
    return summed


def _opened(one: Looked, before: Looked | None) -> Iterator[Listing]:
    """The lists that something opens behind their total, in the sentence or the one before."""
    outer, text = one.stretches[0].tokens, one.text
    for stretch in one.stretches[1:]:
        total = bracketed(outer, stretch)
        if total is not None:
            yield from _listed([total], _figures(stretch.tokens), one, stretch.opens or 0)
    opened = first_opener(outer, text)
    if opened is None:
        if len(one.parsed.numbers) > _LEAST_PARTS:
            yield from unopened_lists(outer, one.sentence, text, one.claimed)
        return
    totals = totals_in(outer[:opened])
    near = before if before and before.sentence.section == one.sentence.section else None
    if not totals and near is not None and not _figures(outer[:opened]):
        totals = totals_in(near.stretches[0].tokens)
    rest = _figures(outer[opened + 1 :])
    if totals and _may_be_parts(rest, one):
        yield from _behind_opener(totals, rest, one, opened)
    for n, end in parted_again(outer, text):
        yield from _listed(totals, _figures(outer[n + 1 : end]), one, outer[n].end)


def _behind_opener(
    totals: Sequence[Figure], rest: Sequence[Figure], one: Looked, opened: int
) -> Iterator[Listing]:
    """The list that the first opener of a sentence opens."""
    outer, text = one.stretches[0].tokens, one.text
    words = without_items(outer[max(opened - 3, 0) : opened])
    nearest = words[-1].figure if words else None
    beside = nearest is not None and totals[:1] == [nearest]
    mostly = is_mostly(outer, opened, text)
    start = outer[opened].start - len(MOSTLY) if mostly else outer[opened].end
    among = is_among(outer, opened, text)
    for found in _listed(totals, rest, one, start, beside=beside):
        yield found._replace(nested=True) if among else found


def _may_be_parts(rest: Sequence[Figure], one: Looked) -> bool:
    """Whether numbers may be parts of a total: what has cells of its own is held against them."""
    counts = [figure.start for figure in rest if figure.unit not in _PER_CENT]
    return len(counts) >= _LEAST_PARTS and counts[0] not in one.claimed


def _figures(tokens: Sequence[Token]) -> list[Figure]:
    return [one.figure for one in tokens if one.figure is not None]


def _listed(
    totals: Sequence[Figure],
    rest: Sequence[Figure],
    one: Looked,
    start: int,
    *,
    beside: bool = True,
) -> Iterator[Listing]:
    """The list of these parts; ``beside`` where it follows its total with nothing between."""
    parts, closed = _parts(rest if totals and _may_be_parts(rest, one) else (), one, start)
    parts = _before_what_is_claimed(parts, one)
    units = {part.unit for part in parts}
    fitting = [total for total in totals if same_kind(total.unit, units)]
    claimed = any(part.start in one.claimed for part in parts)
    if len(parts) < _LEAST_PARTS or claimed or not fitting:
        return
    total = fitting[0]
    parts, ended = _up_to(parts, total, one.text)
    if len(parts) < _LEAST_PARTS:
        return
    closed = closed or ended
    risky = not beside or _is_risky(parts, one.text, start)
    alike = ALIKE if total.unit in ALIKE else {total.unit, ""}
    own = tuple(part.value for part in parts if part.unit in alike)
    every = tuple(part.value for part in parts)
    sums = [sum(values, Decimal(0)) for values in (own, every) if len(values) >= _LEAST_PARTS]
    held = next((t for t in fitting if t.value in sums), None)
    chosen = every if sum(every, Decimal(0)) in [t.value for t in fitting] else own
    if held is None:
        sides = {(value > total.value) for value in sums}
        if any(v > total.value for v in every):
            return  # a larger part is no part
        if len(sides) != 1:
            yield from _in_mixed_units(total, parts, one)
            return
        if len(fitting) > 1 and not beside:
            return  # so it is of several numbers
        if (
            risky
            and sums[0] > total.value
            and not any(abs(value - total.value) <= _off(parts, total) for value in sums)
        ):
            return  # parts of parts may stand among them
        chosen = own if len(own) >= _LEAST_PARTS else every
    loose = any(part.exactness is not Exactness.EXACT for part in parts)
    total = held or total
    found = sum(chosen, Decimal(0))
    # 公开信息5729条,其中市政府文件15件: parts of less than half name what is worth naming.
    closed = closed and found * 2 >= total.value and not one.text.endswith(CUT)
    yield Listing(
        total.value,
        chosen,
        total.unit,
        closed and not loose and total.exactness is Exactness.EXACT,
        Exactness.ABOUT if loose else total.exactness,
        one.sentence,
        _may_stand_in_another(chosen, total.value),
    )


def _in_mixed_units(total: Figure, parts: Sequence[Figure], one: Looked) -> Iterator[Listing]:
    """共147篇,其中报告25篇、数据11期、动态112篇: what parts in several units make is left open.

    Where all are units of what is published, a sum that comes near was meant to be the total, and
    is told as a note.
    """
    every = tuple(part.value for part in parts)
    off = sum(every, Decimal(0)) - total.value
    exact = all(each.exactness is Exactness.EXACT for each in (total, *parts))
    if exact and 0 < off <= _near(total.value) and {part.unit for part in parts} <= IN_PRINT:
        yield Listing(
            total=total.value, parts=every, unit=total.unit, closed=False,
            exactness=Exactness.EXACT, sentence=one.sentence, nested=True,
        )  # fmt: skip


def _may_stand_in_another(parts: Sequence[Decimal], total: Decimal) -> bool:
    """Whether parts are too many by far, or by just one of them: 2139条,其中1744、393、21、2条."""
    off = abs(sum(parts, Decimal(0)) - total)
    return off > _near(total) or (off > _FEW and off in parts)


def _off(parts: Sequence[Figure], total: Figure) -> Decimal:
    """How far the parts may be off: more where none of them is nearly all there is."""
    even = all(part.value <= total.value * _MOST for part in parts)
    return total.value * (_THIRD if even else _TENTH)


def _before_what_is_claimed(parts: list[Figure], one: Looked) -> list[Figure]:
    """The parts before a semicolon behind which other things are told, that have cells."""
    for n, (part, behind) in enumerate(pairwise(parts), 1):
        if behind.start in one.claimed and ";" in one.text[part.end : behind.start]:
            return parts[:n]
    return parts


def _is_risky(parts: Sequence[Figure], text: str, start: int) -> bool:
    """Whether parts may stand in one another, or the same item in several of them.

    So it is where they are parted by ; and by commas, told as things done, or by the platforms that
    they were published on.
    """
    ends = [start, *(part.end for part in parts)]
    labels = [text[end : part.start] for end, part in zip(ends, parts, strict=False)]
    marks = {words[:1] for words in labels[1:]}
    several = ";" in marks and len(marks) > 1
    told_as_done = any(DONE.search(words) for words in labels)
    platforms = any(PLATFORM.search(words) for words in labels)
    return several or told_as_done or platforms


def _near(total: Decimal) -> Decimal:
    """How far a sum lies off that was added up wrongly, and not read wrongly."""
    return max(_FEW, total * _PART)


def _up_to(parts: list[Figure], total: Figure, text: str) -> tuple[list[Figure], bool]:
    """The parts before one that cannot be a part, or that something else done follows."""
    found = Decimal(0)
    for number, part in enumerate(parts):
        if part.value > total.value:
            return parts[:number], False
        found += part.value
        more = parts[number + 1 : number + 2]
        if found == total.value and more and DONE.search(text[part.end : more[0].start]):
            return parts[: number + 1], True  # …8件,政务新媒体发布信息76条
    return parts, False


def _parts(rest: Sequence[Figure], one: Looked, start: int) -> tuple[list[Figure], bool]:
    """The parallel parts, and whether they are all that is said."""
    parts: list[Figure] = []
    is_open = ends = False
    for figure in rest:
        label = _BRACKETED.sub("", one.text[start : figure.start])
        start = figure.end
        if figure.unit in _PER_CENT:
            continue
        if parts and _ends_its_part(figure, one.text) is not ends:
            is_open = True
            continue  # 三个清单信息2条: the first number is of a name
        ends = _ends_its_part(figure, one.text)
        words = label.strip(_MARKS)
        if ENDS.search(words) or re.search(r"[,;。]", words) or len(words) > _LONGEST_LABEL:
            return parts, False
        named = label.startswith("、") or words.endswith("信息")  # 、培训101条; 回应热点信息2条
        if DOING.search(words) and not (named and figure.unit in _OF_TEXTS):
            return parts, False
        if (not words or _PUBLISHED.match(label)) and parts:
            return parts, False  # 政策文件23件,其中规范性文件5件,公开政策解读19篇
        is_open = is_open or bool(OPEN.search(words))
        if (
            figure.unit not in ITEMS
            and not any(part.unit == figure.unit for part in parts)
            and parts
        ):
            continue  # 5个栏目、2万元: told beside the parts
        parts.append(figure)
    if not parts:
        return [], False
    tail = _BRACKETED.sub("", one.text[parts[-1].end :]).strip("。)!")
    if tail.startswith("等") or "等" in tail[:6]:
        is_open = True
    return parts, not is_open and not _is_told_on(tail)


def _ends_its_part(figure: Figure, text: str) -> bool:
    """Whether the number stands behind what it counts: 动态30条、, and not 30条动态、."""
    return not text[figure.end : figure.end + 1].strip(_MARKS + "。()等占同")


def _is_told_on(tail: str) -> bool:
    """Whether more than a word or two stands behind the last part."""
    return bool(tail.strip(_MARKS)) and len(tail) > _SHORT_TAIL


_SHORT_TAIL = 30
