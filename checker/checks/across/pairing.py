"""Which reports belong together: a body's years, and a body with those below it.

Body and year are what the documents say of themselves; the list of bodies (``bodies.csv``) says
what lies below what. What should be there and is not is told, never passed over.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.i18n import translate
from checker.model import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from checker.model import Report

GOVERNMENT, OFFICE, VERTICAL = "government", "office", "vertical"
KINDS = (GOVERNMENT, OFFICE, "department", "township", VERTICAL, "")
"""``government`` reports for all below it, ``office`` for its parent's own body, ``vertical``
belongs to another chain and is not summed; the rest are reports below like any other."""
_COLUMNS = ("body", "kind", "parent", "complete")
_YES, _NO = ("yes", "true", "1", "是"), ("no", "false", "0", "否", "")
_SPACE = re.compile(r"\s+")
_COMPARES = re.compile(r"同比|[较比与](?:上一?年|去年)|(?:上年|去年)同期")


@dataclass(frozen=True, slots=True)
class Body:
    """One line of the list of bodies."""

    name: str
    kind: str = ""
    parent: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class YearPair:
    """A report and the same body's report of the year before, as indexes.

    ``previous`` is ``None`` where that report is not there; ``several`` counts the reports of
    which it is open which one counts.
    """

    this: int
    previous: int | None = None
    several: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """A report and those of one year that lie directly below it, as indexes.

    ``own`` is the report of the parent's own body; ``has_own`` tells that the list names one.
    ``missing`` are bodies without a report, ``excluded`` reports that were not taken, with the
    reason as a key of the texts. ``complete`` repeats what the list declares.
    """

    parent: int
    below: tuple[int, ...]
    own: int | None = None
    has_own: bool = False
    complete: bool = False
    missing: tuple[str, ...] = ()
    excluded: tuple[tuple[int, str], ...] = ()
    comparable: bool = True


def name_of(report: Report) -> str:
    """The body's name without spaces; empty when it was not recognised."""
    return _SPACE.sub("", report.body or "")


def pair_years(reports: Sequence[Report], checked: int) -> tuple[YearPair, ...]:
    """The pairs of the first ``checked`` reports; the others only serve as their partners.

    A report of last year is expected where any report of last year, or any report that only
    serves as a partner, was given; and where another year of the same body was given and the
    text compares with last year, so that its figures wait for that report.
    """
    found = _by_body_and_year(reports)
    years = {report.year for report in reports if report.refusal is None}
    years_of = Counter(name for name, _ in found)
    pairs = []
    for index, report in enumerate(reports[:checked]):
        if report.refusal is not None or report.year is None or not report.body:
            continue
        rivals = found[name_of(report), report.year]
        if rivals[0] != index and reports[rivals[0]].sha256 == report.sha256:
            continue  # the same file once more
        others = found.get((name_of(report), report.year - 1), [])
        distinct = {reports[other].sha256: other for other in reversed(others)}
        if len(distinct) == 1:
            pairs.append(YearPair(index, others[0]))
        elif distinct:
            pairs.append(YearPair(index, several=len(distinct)))
        elif (
            report.year - 1 in years
            or len(reports) > checked
            or (years_of[name_of(report)] > 1 and _compares_with_last_year(report))
        ):
            pairs.append(YearPair(index))
    return tuple(pairs)


def _compares_with_last_year(report: Report) -> bool:
    return any(_COMPARES.search(_SPACE.sub("", section.text)) for section in report.sections)


def unknown_reports(reports: Sequence[Report]) -> tuple[int, ...]:
    """Reports that cannot be paired because they do not tell their body or year."""
    return tuple(
        index
        for index, report in enumerate(reports)
        if report.refusal is None and (report.year is None or not report.body)
    )


def levels(
    reports: Sequence[Report], checked: int, bodies: Mapping[str, Body]
) -> tuple[Level, ...]:
    """For each checked report of a body that others lie below: which of them are there."""
    found = _by_body_and_year(reports)
    below = defaultdict(list)
    for body in bodies.values():
        below[body.parent].append(body)
    result = []
    for index, report in enumerate(reports[:checked]):
        name, year = name_of(report), report.year
        members = below.get(name)
        if report.refusal is not None or year is None or not members or name not in bodies:
            continue
        result.append(_level(index, report, bodies[name], members, found))
    return tuple(result)


def _level(
    index: int,
    report: Report,
    body: Body,
    members: Sequence[Body],
    found: Mapping[tuple[str, int], list[int]],
) -> Level:
    taken: list[int] = []
    missing: list[str] = []
    excluded: list[tuple[int, str]] = []
    own = None
    for member in members:
        there = found.get((member.name, report.year or 0), [])
        if member.kind == VERTICAL:
            excluded += ((one, "vertical") for one in there)
        elif not there:
            missing.append(member.name)
        elif member.kind == OFFICE:
            own = there[0]
        else:
            taken.append(there[0])
    comparable = report.scope is Scope.AGGREGATED or (
        report.scope is None and body.kind == GOVERNMENT
    )
    if not comparable:
        reason = "not-aggregated" if report.scope is Scope.OWN else "scope-unknown"
        excluded.insert(0, (index, reason))
    return Level(
        parent=index,
        below=tuple(taken),
        own=own,
        has_own=any(member.kind == OFFICE for member in members),
        complete=body.complete,
        missing=tuple(missing),
        excluded=tuple(excluded),
        comparable=comparable,
    )


def read_bodies(path: Path, lang: str) -> Mapping[str, Body]:
    """The list of bodies by name; ``CheckerError`` at ``path:line`` for anything faulty."""
    where = path.as_posix()
    try:
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CheckerError(
            translate("diagnostic.cannot-read", lang, path=where, reason=reason)
        ) from error
    head = [name.strip().lower() for name in rows[0]] if rows else []
    if sorted(head) != sorted(_COLUMNS):
        columns = ", ".join(_COLUMNS)
        raise CheckerError(translate("across.bodies-column", lang, where=where, columns=columns))
    bodies: dict[str, Body] = {}
    lines: dict[str, int] = {}
    for line, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            body = _body(dict(zip(head, (*row, "", "", ""), strict=False)), where, line, lang)
            if body.name in bodies:
                raise CheckerError(
                    translate("across.bodies-twice", lang, where=where, line=line, body=body.name)
                )
            bodies[body.name], lines[body.name] = body, line
    for body in bodies.values():
        _require_parents(body, bodies, where, lines[body.name], lang)
    return bodies


def _body(row: Mapping[str, str], where: str, line: int, lang: str) -> Body:
    values = {key: _SPACE.sub("", value) for key, value in row.items()}
    complete = values["complete"].lower()
    for column, value, choices in (
        ("kind", values["kind"], KINDS),
        ("complete", complete, (*_YES, *_NO)),
    ):
        if value not in choices:
            words = " ".join(choice for choice in choices if choice)
            raise CheckerError(
                translate(
                    "across.bodies-word",
                    lang,
                    where=where,
                    line=line,
                    column=column,
                    choices=words,
                    given=value,
                )
            )
    return Body(values["body"], values["kind"], values["parent"], complete in _YES)


def _require_parents(
    body: Body, bodies: Mapping[str, Body], where: str, line: int, lang: str
) -> None:
    above = {body.name}
    parent = body.parent
    while parent:
        if parent not in bodies:
            raise CheckerError(
                translate("across.bodies-unknown", lang, where=where, line=line, parent=parent)
            )
        if parent in above:
            raise CheckerError(
                translate("across.bodies-loop", lang, where=where, line=line, body=body.name)
            )
        above.add(parent)
        parent = bodies[parent].parent


def _by_body_and_year(reports: Sequence[Report]) -> dict[tuple[str, int], list[int]]:
    found: dict[tuple[str, int], list[int]] = {}
    for index, report in enumerate(reports):
        if report.refusal is None and report.year is not None and report.body:
            found.setdefault((name_of(report), report.year), []).append(index)
    return found
