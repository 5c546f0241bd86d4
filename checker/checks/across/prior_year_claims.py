"""Kinds ``growth`` and ``last-year-quoted``: what the text says of last year, and its report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.checks.across.side_by_side import Between, year_facts
from checker.checks.context import Sheet, layout_of
from checker.checks.text.expected_values import in_other_scope, of_this_year, quote_of, sums
from checker.claims import LAST_YEAR, Exactness, growth_holds, growth_of, stated_in
from checker.claims.growth import last_digit, rounded
from checker.model import Outcome, Result
from checker.rulebook.kinds.across import NO_BASE
from checker.rulebook.kinds.claims import SCOPE, ClaimSpec
from checker.rulebook.kinds.readings import known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.checks.across.pairing import YearPair
    from checker.checks.text.expected_values import Sum
    from checker.claims import Claim
    from checker.model import CellRef, Report
    from checker.rulebook.kinds.readings import Reading
    from checker.rulebook.rule import Rule, Rulebook

_GROWTH_WORDS = re.compile(r"同比|上一?年|去年|20\d\d年")
_NEAR = Decimal("0.1")
"""How far a growth with 约 or 近 may lie from the exact one: a tenth, as for other numbers."""
_COMPARED_YEAR = re.compile(r"(20\d\d)年[^,;。]*$")
_PART_OF_YEAR = re.compile(
    r"\d{1,2}月|[上下]半年|季度|年[末底]|截至|截止|累计|以来|未|尚|余下|剩余|遗留|年均|平均"
)
_ZERO = Decimal(0)
_TOTALS = ("handled", "worked_on", "received")


@dataclass(frozen=True, slots=True)
class _Years:
    """A report and last year's, laid out for reading sums of their cells."""

    this: Sheet
    last: Sheet


def growth(
    rule: Rule, pair: YearPair, reports: Sequence[Report], rulebook: Rulebook
) -> Iterator[Between]:
    """One outcome for each growth in per cent that the text tells of a number in the tables.

    The number is worked out anew from last year's report by the same reading (新收, or 新收 and
    上年结转 together); where the number itself fits no reading, every reading may be meant.
    """
    if pair.previous is None or not _says(reports[pair.this], _GROWTH_WORDS):
        return
    years = _laid_out(pair, reports, rulebook)
    if years is None:
        return
    written = _written(rulebook)
    year = years.this.report.year or 0
    for one in stated_in(years.this.report, rulebook.lexicon).claims:
        if one.kind not in ("growth", "change") or not of_this_year(one, years.this):
            continue
        compared = _COMPARED_YEAR.search(one.sentence.text[: one.at])
        if compared and int(compared[1]) not in (year, year - 1):
            continue  # growth over several years
        if readings := _shared(written.get(one.about, ()), years):
            yield _grown(rule, years, one, readings)


def _grown(rule: Rule, years: _Years, one: Claim, readings: Sequence[Reading]) -> Between:
    assert one.of is not None
    now, before = sums(readings, years.this), sums(readings, years.last)
    fitting = [number for number, reading in enumerate(now) if reading.equals(one.of)]
    tried = fitting or range(len(now))
    pairs = [(one.of, before[number]) for number in tried]
    if not fitting:  # the growth may have been worked out from the table all the same
        pairs += [
            (value, before[number])
            for number in tried
            if now[number].exact and (value := now[number].value) is not None
        ]
    bases = [(n, b) for n, b in pairs if b.exact and b.value is not None]
    quote = quote_of(one.sentence, one.at)
    facts = {
        **year_facts(years.this.report),
        "quote": quote.text,
        "stated": f"{one.value:+}{'%' if one.kind == 'growth' else ''}".replace("-", "−"),
    }
    case = None
    if any(_holds(one, n, base.value or _ZERO) for n, base in bases):
        result = Result.PASS
    elif len(bases) < len(pairs):
        result = Result.UNDECIDED
    elif not any(base.value for _, base in bases):
        result, case = Result.UNDECIDED, NO_BASE
    else:
        result = Result.FAIL
        case = SCOPE if _other_scope(one, years) else None
        facts["found"] = " / ".join(dict.fromkeys(_worked(one, n, b) for n, b in bases if b.value))
    cells = _cells([now[number] for number in tried], years.this)
    outcome = Outcome(
        rule.id,
        years.this.index,
        str(one.sentence.section),
        result,
        cells,
        case=case,
        facts=facts,
        quote=quote,
    )
    return _both(outcome, years, _cells([before[number] for number in tried], years.last))


def _holds(one: Claim, now: Decimal, before: Decimal) -> bool:
    """Whether the growth is the one told: to its last digit, or loosely where loosely told."""
    if one.kind == "change":
        off = abs(now - before - one.value)
        loose = abs(one.value) * _NEAR if one.exactness is not Exactness.EXACT else _ZERO
        return off <= loose
    if one.exactness is Exactness.EXACT:
        return bool(growth_holds(one.value, now, before))
    exact = growth_of(now, before)
    if exact is None or (exact < 0) != (one.value < 0):
        return False
    told, true = Fraction(abs(one.value)), abs(exact)
    margin = max(told * Fraction(_NEAR), Fraction(last_digit(one.value)))
    match one.exactness:
        case Exactness.MORE:
            return true >= told
        case Exactness.LESS:
            return told - margin <= true <= told
        case _:
            return told - margin <= true <= told + margin


def _worked(one: Claim, now: Decimal, reading: Sum) -> str:
    """``3511 + 96 = 3607; (3646 − 3607) ÷ 3607 = +1.08%``."""
    before = reading.value or _ZERO
    exact = growth_of(now, before)
    assert exact is not None
    parts = [str(term.cell.value) for term in reading.terms if term.cell is not None]
    added = f"{' + '.join(parts)} = {before}; " if len(parts) > 1 else ""
    if one.kind == "change":
        return f"{added}{now} − {before} = {now - before:+}".replace("-", "−")
    worked = f"({now} − {before}) ÷ {before} = {rounded(exact, one.value):+}%"
    return (added + worked).replace("-", "−")


def last_year_quoted(
    rule: Rule, pair: YearPair, reports: Sequence[Report], rulebook: Rulebook
) -> Iterator[Between]:
    """One outcome for each exact number that the text gives for the whole of last year."""
    if pair.previous is None:
        return
    report = reports[pair.this]
    year = (report.year or 0) - 1
    if not _says(report, re.compile(rf"{year}年|上一?年|去年")):
        return
    years = _laid_out(pair, reports, rulebook)
    if years is None:
        return
    written = _written(rulebook)
    for one in stated_in(report, rulebook.lexicon).claims:
        if one.kind != "count" or one.year not in (year, LAST_YEAR):
            continue
        loose = one.exactness is not Exactness.EXACT
        if loose or (one.part and one.about in _TOTALS) or _of_part_of_year(one, year):
            continue
        if readings := sums(written.get(one.about, ()), years.last):
            yield _quoted(rule, years, one, readings, rulebook)


def _quoted(
    rule: Rule, years: _Years, one: Claim, readings: Sequence[Sum], rulebook: Rulebook
) -> Between:
    quote = quote_of(one.sentence, one.at)
    values = dict.fromkeys(str(each.value) for each in readings if each.value is not None)
    facts = {
        **year_facts(years.this.report),
        "quote": quote.text,
        "stated": str(one.value),
        "readings": " / ".join(values),
    }
    case = None
    if any(reading.equals(one.value) for reading in readings) or _was_told(
        one, years.last, rulebook
    ):
        result = Result.PASS
    elif all(reading.is_other_than(one.value) for reading in readings):
        result = Result.FAIL
        case = SCOPE if _other_scope(one, years) else None
    else:
        result = Result.UNDECIDED
    outcome = Outcome(
        rule.id,
        years.this.index,
        str(one.sentence.section),
        result,
        case=case,
        facts=facts,
        quote=quote,
    )
    return _both(outcome, years, _cells(readings, years.last))


def _was_told(one: Claim, last: Sheet, rulebook: Rulebook) -> bool:
    """Whether last year's text gives this number: then it is quoted rightly."""
    return any(
        told.kind == "count"
        and told.about == one.about
        and told.value == one.value
        and of_this_year(told, last)
        for told in stated_in(last.report, rulebook.lexicon).claims
    )


def _of_part_of_year(one: Claim, year: int) -> bool:
    """Whether the words from the year to the number speak of less, or more, than the year."""
    lead = one.sentence.text[: one.at]
    start = max(lead.rfind(word) for word in (f"{year}年", "去年", "上年", "上一年"))
    return bool(_PART_OF_YEAR.search(lead[max(start, 0) :]))


def _says(report: Report, words: re.Pattern[str]) -> bool:
    """A quick look that spares most reports the reading of all their claims."""
    return any(words.search("".join(section.text.split())) for section in report.sections)


def _laid_out(pair: YearPair, reports: Sequence[Report], rulebook: Rulebook) -> _Years | None:
    sheets = [_sheet(index, reports, rulebook) for index in (pair.this, pair.previous or 0)]
    return _Years(sheets[0], sheets[1]) if sheets[0] and sheets[1] else None


def _sheet(index: int, reports: Sequence[Report], rulebook: Rulebook) -> Sheet | None:
    """A sheet for reading sums of cells; its arrays, which relations use, stay empty."""
    layout = layout_of(reports[index], rulebook)
    if layout is None:
        return None
    return Sheet(index, reports[index], rulebook.form(layout), [], {}, {})


def _written(rulebook: Rulebook) -> dict[str, tuple[Reading, ...]]:
    """The readings of what a number counts, as the rules on numbers in the text give them."""
    specs = (rule.spec for rule in rulebook.rules if rule.kind == "claim")
    return {
        about: readings
        for spec in specs
        if isinstance(spec, ClaimSpec)
        for about, readings in spec.claims.items()
    }


def _shared(readings: Sequence[Reading], years: _Years) -> list[Reading]:
    """The readings that both years' layouts can print."""
    return [
        reading
        for reading in readings
        if all(known(ref, sheet.form) for ref in reading for sheet in (years.this, years.last))
    ]


def _other_scope(one: Claim, years: _Years) -> bool:
    """Whether the sentence or last year's report speaks for other bodies than this report."""
    scopes = {years.this.report.scope, years.last.report.scope} - {None}
    return in_other_scope(one, years.this) or len(scopes) > 1


def _cells(readings: Sequence[Sum], sheet: Sheet) -> tuple[CellRef, ...]:
    cells = dict.fromkeys(ref for reading in readings for ref in reading.cells)
    return tuple(sorted(cells, key=sheet.form.positions.__getitem__))


def _both(outcome: Outcome, years: _Years, before: Sequence[CellRef]) -> Between:
    """The outcome with its operands: its own cells, and those of last year's report."""
    this, last = years.this.index, years.last.index
    operands = [(this, ref) for ref in outcome.cells] + [(last, ref) for ref in before]
    return Between(outcome, (this, last), tuple(operands))
