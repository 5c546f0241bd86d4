"""Kind ``published``: the date that a report is signed with, against the day it is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from checker.claims.numbers import number_of
from checker.claims.sentences import folded
from checker.model import Outcome, Quote, Result
from checker.rulebook.kinds.tables import BODY_UNKNOWN
from checker.rulebook.kinds.writing import IMPLAUSIBLE, PublishedSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.model import Place, Report
    from checker.rulebook.kinds.writing import Due
    from checker.rulebook.rule import Rule

_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_SIGNED = re.compile(
    r"(?P<body>[^\d,。;:、“”]{0,40}?)(?P<year>20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年"
    rf"(?P<month>{_NUMERAL})月(?P<day>{_NUMERAL})日"
)
_LAST_LINES = 6
"""A signature stands this near to the end: a page number or 此件公开发布 may follow it."""
_NAME_END = 2
_SEAL = re.compile(r"[((](?:盖章|公章|印章|章)[))]")
_NAME = re.compile(
    r"[\u4e00-\u9fff()、]{2,30}(?:政府|局|委员会|[委厅院署站所队处馆校]|办公?[室厅]|办事处|中心|公司|集团)"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The date as printed, with its place; ``day`` is ``None`` for one not in the calendar.

    ``body`` is the name before it or on the line above, empty where none is printed.
    """

    printed: str
    day: date | None
    section: int
    place: Place | None
    body: str = ""


def published(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """At most one outcome: the date at the end of the report is not after the day it is due.

    A report without such a date says nothing of when it was published. It cannot have been
    published before it was signed, so a date after the due day is late for sure.
    """
    assert isinstance(rule.spec, PublishedSpec)
    report = sheet.report
    signed = signature(report)
    if signed is None or report.year is None:
        return
    quote = Quote(str(signed.section), signed.printed, signed.place)
    facts = {"year": str(report.year), "date": signed.printed}
    if signed.day is None or signed.day <= date(report.year, 12, 31):
        yield Outcome(
            rule.id, sheet.index, None, Result.UNDECIDED, case=IMPLAUSIBLE, facts=facts, quote=quote
        )
        return
    own = _due(rule.spec, report, context)
    case = None
    if own is None:
        days = [_day(one, report.year) for one in rule.spec.due]
        facts["due"] = " / ".join(str(day) for day in sorted(set(days)))
        late = signed.day > max(days)
        result = Result.FAIL if late else Result.PASS
        if min(days) < signed.day <= max(days):
            result, case = Result.UNDECIDED, BODY_UNKNOWN
    else:
        facts["due"] = str(_day(own, report.year))
        result = Result.FAIL if signed.day > _day(own, report.year) else Result.PASS
        case = own.case if result is Result.FAIL else None
    yield Outcome(rule.id, sheet.index, None, result, case=case, facts=facts, quote=quote)


def _due(spec: PublishedSpec, report: Report, context: Context) -> Due | None:
    """The first entry that fits the body; ``None`` where its name does not tell."""
    bodies = context.rulebook.bodies
    name = "".join((report.body or "").split())
    for office in bodies.offices:
        name = name.removesuffix(office)
    kind = bodies.kind_of(report.body)
    return next(
        (one for one in spec.due if kind in one.kinds or (one.ends and name.endswith(one.ends))),
        None,
    )


def _day(due: Due, year: int) -> date:
    return date(year + 1, due.month, due.day)


def signature(report: Report) -> Signature | None:
    """The last line at the end of the report that is a date, with or without the body's name."""
    if not report.sections:
        return None
    section = report.sections[-1]
    printed = section.text.split("\n")
    lines = [
        (_SEAL.sub("", line), place)
        for raw, place in zip(printed, section.places_of_lines, strict=True)
        if (line := folded(raw))
    ]
    for number in range(len(lines) - 1, max(len(lines) - _LAST_LINES, 0) - 1, -1):
        line, place = lines[number]
        found = _SIGNED.fullmatch(line)
        if found is None:
            continue
        above, further = (lines[at][0] if at >= 0 else "" for at in (number - 1, number - 2))
        signs, before = (found["body"], above) if found["body"] else (above, further)
        name = signs if _NAME.fullmatch(signs) and _is_end(before) else ""
        if name or _stands_alone(found["body"], above, report.body or ""):
            return Signature(line, _date(found), section.number, place, name)
    return None


def _stands_alone(before: str, above: str, body: str) -> bool:
    """Whether a date is no end of a sentence that was broken over lines."""
    signs = before or above
    named = bool(body) and signs.endswith(body[-_NAME_END:])
    return named or (not before and _is_end(above))


def _is_end(line: str) -> bool:
    """Whether a sentence ends with the line, or none stands there."""
    return not line or line[-1] in "。.!;:)”"


def _date(found: re.Match[str]) -> date | None:
    numbers = [number_of(found[key].replace("○", "〇")) for key in ("year", "month", "day")]
    try:
        return date(*(int(number) for number in numbers if number is not None))
    except (TypeError, ValueError):
        return None


JUDGES: Mapping[str, Judge] = {"published": published}
