"""Kinds ``form-of-year``, ``year`` and ``period``: the years that a report names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Outcome, Result
from checker.rulebook.kinds.tables import NOT_STATED

_PERIOD = re.compile(
    r"(?:统计|报告|填报|报送)(?:期|时限|时间|时段|区间|范围|年度)|(?:数据|统计|报告).{0,12}(?:期限|时限|截[至止])"
    r"|1月1日(?:起|至|到|[-—~])|01[-./]01(?:起|至|到|[-—~])|一月一日|12月31日|12[-./]31|十二月三十一日"
)
"""Words by which a period may be stated in a wording that was not understood."""

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.model import Report
    from checker.rulebook.rule import Rule


def form_of_year(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """Whether the form printed is that of the report year, and one form throughout.

    Undecided when form or year is not known, or the years printed ask for different forms.
    """
    report = sheet.report
    for table, form in report.foreign.items():
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=table,
            result=Result.FAIL,
            case="mixed",
            facts={"table": table, "form": form, "expected_form": report.form or ""},
        )
    required = {
        form.code if form else None for form in map(context.rulebook.form_for, _years(report))
    }
    expected = required.pop() if len(required) == 1 else None
    if report.form is None or expected is None:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
    elif report.form == expected:
        yield Outcome(rule.id, sheet.index, None, Result.PASS)
    else:
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=None,
            result=Result.FAIL,
            facts={"form": report.form, "expected_form": expected, "year": str(report.year)},
        )


def year(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """Whether all places that name the report year name the same one."""
    mentions = sheet.report.years
    if not mentions:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
        return
    if len(set(_years(sheet.report))) == 1:
        yield Outcome(rule.id, sheet.index, None, Result.PASS)
        return
    facts = {mention.where: str(mention.year) for mention in mentions}
    facts["years"] = " / ".join(dict.fromkeys(mention.quote for mention in mentions))
    yield Outcome(rule.id, sheet.index, None, Result.FAIL, facts=facts)


def period(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """Whether the statistical period runs from the first to the last day of the report year."""
    report, printed = sheet.report, sheet.report.period
    if printed is None and _states_no_period(report):
        yield Outcome(rule.id, sheet.index, None, Result.FAIL, case=NOT_STATED)
        return
    if printed is None or report.year is None:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
        return
    ends = [
        (printed.start, f"{report.year}-01-01"),
        (printed.end, f"{report.year}-12-31"),
    ]
    if any(found is not None and found != expected for found, expected in ends):
        facts = {
            "quote": printed.quote,
            "start": printed.start or "",
            "end": printed.end or "",
            "year": str(report.year),
        }
        yield Outcome(rule.id, sheet.index, None, Result.FAIL, facts=facts)
    elif any(found is None for found, _ in ends):
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
    else:
        yield Outcome(rule.id, sheet.index, None, Result.PASS)


def _states_no_period(report: Report) -> bool:
    """Whether the text was read and neither names a period nor prints the days of one."""
    texts = ["".join(section.text.split()) for section in report.prose]
    return any(texts) and not any(_PERIOD.search(text) for text in texts)


def _years(report: Report) -> list[int]:
    """The report year and every year printed in its places, each once, the report's first."""
    stated = [] if report.year is None else [report.year]
    return list(dict.fromkeys([*stated, *(mention.year for mention in report.years)]))


JUDGES: Mapping[str, Judge] = {
    "form-of-year": form_of_year,
    "year": year,
    "period": period,
}
