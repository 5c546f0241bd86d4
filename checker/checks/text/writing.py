"""Kinds of rules about the writing itself: phrases, mentions, notices, years, empty sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checks.text.expected_values import quote_of, work_out
from checker.claims.sentences import folded, masked
from checker.model import PREAMBLE, Outcome, Quote, Result
from checker.rulebook.kinds.readings import known
from checker.rulebook.kinds.writing import (
    NOTHING,
    SHORT,
    EmptySpec,
    MentionSpec,
    NoticeSpec,
    PhraseSpec,
    WrongYearSpec,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.model import CellRef, Place, Section
    from checker.rulebook.rule import Rule

_AROUND = 24
_SENTENCES = re.compile(r"[^。!?]+")
_YEAR = re.compile(r"^(?P<year>20\d\d)年(?:度)?(?!\d{1,2}月)[,,]?")


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
    """The section has content; undecided where its heading or its text may not have been read.

    A heading with nothing below it is an empty section unless words that belong there stand
    elsewhere: the text of a page is not always read in the order that the eye takes.
    """
    assert isinstance(rule.spec, EmptySpec)
    spec, report = rule.spec, sheet.report
    place = str(spec.section)
    section = next((one for one in report.sections if one.number == spec.section), None)
    facts = {"section": place}
    if section is None:
        yield Outcome(rule.id, sheet.index, place, Result.UNDECIDED, facts=facts)
        return
    if not _has_words(section):
        others = (folded(one.text) for one in report.sections if one is not section)
        is_open = any(spec.elsewhere.search(text) for text in others)
        quote = None if is_open else Quote(place, section.heading, section.place)
        result, case = (Result.UNDECIDED, None) if is_open else (Result.FAIL, NOTHING)
        facts["quote"] = section.heading
        yield Outcome(rule.id, sheet.index, place, result, case=case, facts=facts, quote=quote)
        return
    text = folded(section.text).strip("。.,;:")
    short = len(text) < spec.at_least
    empty = short or bool(spec.words.fullmatch(text))
    quote = Quote(place, text, section.place)
    yield Outcome(
        rule=rule.id,
        report=sheet.index,
        place=place,
        result=Result.FAIL if empty else Result.PASS,
        case=SHORT if short and not spec.words.fullmatch(text) else None,
        facts={**facts, "quote": text},
        quote=quote if empty else None,
    )


def notice(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome for each document cited wrongly, wherever it is cited; one pass for none."""
    assert isinstance(rule.spec, NoticeSpec)
    year = sheet.report.year
    sections = [one for one in sheet.report.prose if _has_words(one)]
    if year is None or not sections:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
        return
    covering = [
        one
        for one in rule.spec.notices
        if (one.first is None or one.first <= year) and (one.last is None or year <= one.last)
    ]
    clean = True
    for section in sections:
        for sentence in _SENTENCES.finditer(folded(section.text)):
            text = sentence.group()
            if not rule.spec.near.search(text):
                continue
            for one in covering:
                found = one.cites.search(text)
                if found is None:
                    continue
                clean = False
                lead = text[: found.start()]
                start = max(lead.rfind("《"), lead.rfind(",") + 1)  # what the number is of
                stop = found.end() + text.startswith(")", found.end())
                at = _place_at(section, sentence.start() + found.start())
                quote = Quote(str(section.number), text[start:stop], at)
                facts = {
                    "quote": quote.text, "cited": found.group(), "instead": one.instead,
                    "year": str(year),
                }  # fmt: skip
                place = str(section.number) if section.number != PREAMBLE else None
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
        if "20" not in sentence.text:
            continue  # most sentences name no year
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


def _has_words(section: Section) -> bool:
    return bool(re.search(r"\w", section.text))


def _place_at(section: Section, at: int) -> Place | None:
    """Where the line stands that holds this letter of the section's folded text."""
    for line, place in zip(section.text.split("\n"), section.places_of_lines, strict=True):
        if at < len(folded(line)):
            return place
        at -= len(folded(line))
    return section.place


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
}
