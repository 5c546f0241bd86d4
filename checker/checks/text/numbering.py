"""Kind ``numbering``: the ordinals before the titles of sections and of their topics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.claims.sentences import folded
from checker.model import Outcome, Quote, Result
from checker.rulebook.kinds.writing import MISNUMBERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.model import Place, Section
    from checker.rulebook.rule import Rule

_ORDINAL = re.compile(r"[((]([一二三四五六七八九]|十[一二三四五六七八九]?)[))](?![项款])")
_ORDINALS = [*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九")]
_PROSE = (1, 5, 6)
_SHOWN = 48  # letters of a sub-heading in a message


def numbering(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """The ordinals of the sections, then （一）（二）（三） of each section of prose."""
    yield from _of_sections(rule, sheet)
    sections = [one for one in sheet.report.sections if one.number in _PROSE]
    if not sections:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
    for section in sections:
        yield _of_topics(rule, sheet, section)


def _of_sections(rule: Rule, sheet: Sheet) -> Iterator[Outcome]:
    """At most one failure: one number too many or too few moves all that follow.

    Sections out of order are another rule's matter, and their ordinals follow from it.
    """
    found = sheet.report.sections
    numbers = [section.number for section in found]
    wrong = [
        section
        for section in found
        if section.printed not in (None, section.number) and section.titled is None
    ]
    if not wrong or numbers != sorted(numbers):
        return
    pairs = [f"“{one.heading}” → {_ORDINALS[one.number - 1]}" for one in wrong]
    first = wrong[0]
    place = str(first.number)
    yield Outcome(
        rule.id,
        sheet.index,
        place,
        Result.FAIL,
        case=MISNUMBERED,
        facts={"section": place, "quote": first.heading, "numbers": " / ".join(pairs)},
        quote=Quote(place, first.heading, first.place),
    )


def _of_topics(rule: Rule, sheet: Sheet, section: Section) -> Outcome:
    lines = [folded(line) for line in section.text.split("\n")]
    headings = [(m[1], line) for line in lines if (m := _ORDINAL.match(line))]
    fault = _out_of_order([number for number, _ in headings], folded(section.text))
    place = str(section.number)
    if fault is None:
        return Outcome(rule.id, sheet.index, place, Result.PASS)
    line = headings[fault][1][:_SHOWN]
    quote = Quote(place, line, _place_of(section, line))
    facts = {
        "quote": line, "section": place,
        "numbers": "".join(f"（{number}）" for number, _ in headings),
    }  # fmt: skip
    return Outcome(rule.id, sheet.index, place, Result.FAIL, facts=facts, quote=quote)


def _out_of_order(numbers: Sequence[str], text: str) -> int | None:
    """The first number that repeats the one before or leaves out one that the text has nowhere."""
    for index in range(1, len(numbers)):
        before, now = (_ORDINALS.index(numbers[at]) for at in (index - 1, index))
        if now in (0, before + 1):
            continue
        if now == before:
            return index
        if now > before:
            everywhere = _ORDINAL.findall(text)
            if not any(one in everywhere for one in _ORDINALS[before + 1 : now]):
                return index
    return None


def _place_of(section: Section, words: str) -> Place | None:
    lines = section.text.split("\n")
    for line, place in zip(lines, section.places_of_lines, strict=True):
        if words[:6] in folded(line):
            return place
    return section.place


JUDGES: Mapping[str, Judge] = {"numbering": numbering}
