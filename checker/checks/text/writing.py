"""Kinds of rules about the writing itself: phrases, mentions, notices, years, numbering."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checks.text.expected_values import quote_of, work_out
from checker.claims.sentences import folded, masked
from checker.model import Outcome, Quote, Result
from checker.rulebook.kinds.text import (
    EmptySpec,
    MentionSpec,
    NoticeSpec,
    PhraseSpec,
    WrongYearSpec,
    known,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.model import CellRef, Place, Section
    from checker.rulebook.rule import Rule

_AROUND = 24
_ORDINAL = re.compile(r"[((]([一二三四五六七八九]|十[一二三四五六七八九]?)[))](?![项款])")
_ORDINALS = [*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九")]
_YEAR = re.compile(r"^(?P<year>20\d\d)年(?:度)?(?!\d{1,2}月)[,,]?")
_PROSE = (1, 5, 6)


def phrase(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome for each section that holds such a phrase; one pass for all that do not."""
    assert isinstance(rule.spec, PhraseSpec)
    wanted = rule.spec.sections
    sections = [one for one in sheet.report.sections if not wanted or one.number in wanted]
    if not sections:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
        return
    clean = True
    for section in sections:
        text = folded(section.text)
        for pattern in rule.spec.phrases:
            found = pattern.search(text)
            if found is None:
                continue
            clean = False
            start, stop = max(0, found.start() - _AROUND), found.end() + _AROUND
            quote = Quote(str(section.number), text[start:stop], _place_of(section, found.group()))
            facts = {"quote": quote.text, "section": str(section.number)}
            yield Outcome(
                rule.id, sheet.index, str(section.number), Result.FAIL, facts=facts, quote=quote
            )
            break
    if clean:
        yield Outcome(rule.id, sheet.index, None, Result.PASS)


def mention(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One of the words stands in the sections; undecided where a section was not read."""
    assert isinstance(rule.spec, MentionSpec)
    spec = rule.spec
    if spec.scope is not None and sheet.report.scope != spec.scope:
        return
    cells: tuple[CellRef, ...] = ()
    asked = True
    if not all(known(ref, sheet.form) for ref in spec.when):
        return  # the layout has no such cell: （六）其他处理 left as one row
    if spec.when:
        amount = work_out(spec.when, sheet)
        cells = amount.cells
        if amount.value is not None and amount.exact and not amount.value:
            yield Outcome(rule.id, sheet.index, None, Result.PASS, cells)
            return
        asked = bool(amount.value)
    found = [one for one in sheet.report.sections if one.number in spec.sections]
    said = any(spec.words.search(folded(one.text)) for one in found)
    place = str(spec.sections[0]) if len(spec.sections) == 1 else None
    facts = {"section": str(spec.sections[-1])}
    if said:
        result = Result.PASS
    elif not asked or len(found) < len(spec.sections) or not all(map(_has_words, found)):
        result = Result.UNDECIDED
    else:
        result = Result.FAIL
    yield Outcome(rule.id, sheet.index, place, result, cells, facts=facts)


def empty_section(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """The section has content; undecided where its heading or its text was not read at all."""
    assert isinstance(rule.spec, EmptySpec)
    place = str(rule.spec.section)
    section = next((s for s in sheet.report.sections if s.number == rule.spec.section), None)
    facts = {"section": place}
    if section is None or not _has_words(section):
        yield Outcome(rule.id, sheet.index, place, Result.UNDECIDED, facts=facts)
        return
    text = folded(section.text).strip("。.,;:")
    empty = bool(rule.spec.words.fullmatch(text)) or len(text) < rule.spec.at_least
    quote = Quote(place, text, section.place)
    yield Outcome(
        rule=rule.id,
        report=sheet.index,
        place=place,
        result=Result.FAIL if empty else Result.PASS,
        facts={**facts, "quote": text},
        quote=quote if empty else None,
    )


def notice(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for each document cited wrongly; one pass where none is."""
    assert isinstance(rule.spec, NoticeSpec)
    year = sheet.report.year
    stated = context.stated.sentences
    if year is None or not stated:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
        return
    clean = True
    for sentence in stated:
        if not rule.spec.near.search(sentence.text):
            continue
        for one in rule.spec.notices:
            found = one.cites.search(sentence.text)
            covered = (one.first is None or one.first <= year) and (
                one.last is None or year <= one.last
            )
            if found is None or not covered:
                continue
            clean = False
            quote = quote_of(sentence, found.start())
            facts = {
                "quote": quote.text, "cited": found.group(), "instead": one.instead,
                "year": str(year),
            }  # fmt: skip
            place = str(sentence.section)
            yield Outcome(rule.id, sheet.index, place, Result.FAIL, facts=facts, quote=quote)
    if clean:
        yield Outcome(rule.id, sheet.index, None, Result.PASS)


def year_in_text(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """Sentences that tell of the year's work under another year; one pass where none does."""
    assert isinstance(rule.spec, WrongYearSpec)
    year = sheet.report.year
    stated = context.stated.sentences
    if year is None or not stated:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
        return
    clean = True
    for number, sentence in enumerate(stated):
        text = masked(sentence.text)
        text = re.sub(r"^[((][一二三四五六七八九十]+[))][^,。;:]{0,20}[。:.]", "", text)
        found = _YEAR.match(text)
        if found is None or int(found["year"]) == year:
            continue
        clause = re.split(r"[;。]", text)[0]
        around = "".join(one.text for one in stated[max(0, number - 1) : number + 2])
        if rule.spec.exempt.search(clause) or not rule.spec.verbs.search(clause):
            continue
        if f"{year}年" in around or "今年" in around or "本年" in around:
            continue  # years told side by side
        clean = False
        quote = quote_of(sentence)
        facts = {"quote": quote.text, "found": found["year"], "year": str(year)}
        place = str(sentence.section)
        yield Outcome(rule.id, sheet.index, place, Result.FAIL, facts=facts, quote=quote)
    if clean:
        yield Outcome(rule.id, sheet.index, None, Result.PASS)


def numbering(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """（一）（二）（三） of each prose section, in order and without a gap."""
    sections = [one for one in sheet.report.sections if one.number in _PROSE]
    if not sections:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
    for section in sections:
        lines = [folded(line) for line in section.text.split("\n")]
        headings = [(m[1], line) for line in lines if (m := _ORDINAL.match(line))]
        everywhere = _ORDINAL.findall(folded(section.text))
        fault = _out_of_order([number for number, _ in headings], everywhere)
        place = str(section.number)
        if fault is None:
            yield Outcome(rule.id, sheet.index, place, Result.PASS)
            continue
        line = headings[fault][1][: 2 * _AROUND]
        quote = Quote(place, line, _place_of(section, line))
        facts = {
            "quote": line, "section": place,
            "numbers": "".join(f"（{number}）" for number, _ in headings),
        }  # fmt: skip
        yield Outcome(rule.id, sheet.index, place, Result.FAIL, facts=facts, quote=quote)


def _out_of_order(numbers: list[str], everywhere: list[str]) -> int | None:
    """The first number that repeats the one before or leaves out one printed nowhere else."""
    for index in range(1, len(numbers)):
        before, now = (_ORDINALS.index(numbers[at]) for at in (index - 1, index))
        if now in (0, before + 1):
            continue
        if now == before:
            return index
        between = _ORDINALS[before + 1 : now] if now > before else []
        if now > before and not any(one in everywhere for one in between):
            return index
    return None


def _has_words(section: Section) -> bool:
    return bool(re.search(r"\w", section.text))


def _place_of(section: Section, words: str) -> Place | None:
    lines = section.text.split("\n")
    for line, place in zip(lines, section.places_of_lines, strict=True):
        if words[:6] in folded(line):
            return place
    return section.place


JUDGES: Mapping[str, Judge] = {
    "phrase": phrase,
    "mention": mention,
    "empty-section": empty_section,
    "notice": notice,
    "year-in-text": year_in_text,
    "numbering": numbering,
}
