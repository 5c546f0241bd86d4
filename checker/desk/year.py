"""A year: the bodies as a tree, how far each got with its report, and whom to remind of what."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from checker.checks.across.body_list import KINDS
from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.i18n import translate
from checker.model import Verdict
from checker.model.filings import FilingState
from checker.model.report_list import LEVELS_ASKED
from checker.model.results import GRAVITY
from checker.register.asked import bodies_with, renewed_bodies
from checker.register.overview import NoBodiesError, filed_years, status
from checker.reporters import status_reporter
from checker.reporters.inert import inert
from checker.reporters.options import Look
from checker.wording.filings import counts_of, reminder, state_of, timing_of, totals_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.desk.desk import Desk
    from checker.model.filings import Standing, Status

router = APIRouter()
_MOST = 300  # lines of one part: with 300 bodies a page has 150 kB
_DEEPEST = 4  # levels that the style indents
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Text = Annotated[str, Query(max_length=100)]
Part = Annotated[int, Query(ge=1, le=10_000)]
Year = Annotated[str, Query(max_length=4, pattern="^(?:20[0-9]{2})?$")]


class Wanted(NamedTuple):
    """Which bodies, and of which year: what is empty asks for all, and for the latest.

    ``found`` are the codes of those that have a finding of the rule and level, where any is asked
    for, ``renewed`` of those that sent a later file since somebody dealt with their report.
    """

    of: str
    state: FilingState | None
    verdict: Verdict | None
    kind: str
    late: bool
    body: str
    rule: str
    level: str
    changed: bool
    found: frozenset[str] | None = None
    renewed: frozenset[str] = frozenset()

    def takes(self, one: Standing) -> bool:
        """Whether a body is among them."""
        return (
            (self.state is None or one.state is self.state)
            and (self.verdict is None or one.verdict is self.verdict)
            and (not self.kind or one.kind == self.kind)
            and (not self.late or one.days_late > 0)
            and (not self.changed or one.code in self.renewed)
            and (self.found is None or one.code in self.found)
            and self.body in one.name
        )


class Line(NamedTuple):
    """A body's line in words; ``page`` is the body's own address.

    ``address`` is that of its latest report, empty without one; ``rounds`` what that report made
    of the one before it, empty of a first one.
    """

    level: int
    body: str
    page: str
    address: str
    state: str
    state_name: str
    timing: str
    verdict: str
    verdict_name: str
    counts: str
    replied: str
    contact: str
    version: str
    rounds: str
    is_asked: bool


class Choice(NamedTuple):
    """A link that chooses: its address, its words, how many it leads to, whether it is chosen."""

    address: str
    text: str
    number: int
    chosen: bool


def _wanted(  # noqa: PLR0917 - the fields of the address
    of: Year = "",
    state: Text = "",
    verdict: Text = "",
    kind: Text = "",
    late: Text = "",
    body: Text = "",
    rule: Text = "",
    level: Text = "",
    changed: Text = "",
) -> Wanted:
    """What is asked for; a word that there is none of asks for all."""
    return Wanted(
        of,
        FilingState(state) if state in [*FilingState] else None,
        Verdict(verdict) if verdict in [*Verdict] else None,
        kind if kind in KINDS else "",
        bool(late),
        body.strip(),
        rule.strip().upper(),
        level if level in LEVELS_ASKED else "",
        bool(changed),
    )


Asked = Annotated[Wanted, Depends(_wanted)]


@router.get("/year")
def year(request: Request, wanted: Asked, part: Part = 1) -> Response:
    """The tree of bodies, or those of it that are asked for below those that they belong to."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    lang = visitor.lang
    try:
        found, wanted, years = _status(desk, wanted, lang)
    except NoBodiesError:
        return page("year.html", visitor, 200, "/year", has_bodies=False, lines=(), years=())
    asked = _asked(wanted)
    shown = frozenset(one.code for one in found.standings if wanted.takes(one))
    lines = [*replace(found, shown=shown).lines]
    last = max(1, -(-len(lines) // _MOST))
    return page(
        "year.html",
        visitor,
        200,
        _address(asked, part=part if part > 1 else ""),
        has_bodies=True,
        year=found.year,
        years=[(str(one), one == found.year) for one in years],
        totals=totals_of(found, lang)[0],
        states=_choices(found, wanted, asked, "state", lang),
        verdicts=_choices(found, wanted, asked, "verdict", lang),
        kinds=_kinds(found, wanted, lang),
        late=_switch(found, wanted, asked, "late"),
        changed=_switch(found, wanted, asked, "changed"),
        levels=[
            (one, translate(f"desk.level.{one}", lang), wanted.level == one) for one in LEVELS_ASKED
        ],
        rule=wanted.rule,
        asked=asked,
        is_asked=bool({*asked} - {"of"}),
        body=wanted.body,
        lines=[_line(one, shown, lang) for one in lines[(part - 1) * _MOST : part * _MOST]],
        counted=translate("desk.counted-bodies", lang, count=len(shown)),
        reminders=_address(asked, base="/year/reminders"),
        workbook=_address(asked, base="/year/status.xlsx"),
        pictures=f"/year/rules?of={found.year}",
        before=_address(asked, part=part - 1) if part > 1 else "",
        after=_address(asked, part=part + 1) if part < last else "",
        part=translate("desk.part", lang, part=part, last=last),
    )


@router.get("/year/reminders")
def reminders(request: Request, wanted: Asked, part: Part = 1) -> Response:
    """What to write to each body that owes a report or an answer, as text to be copied."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    found, wanted, _ = _status(desk, wanted, visitor.lang)
    told = [
        (inert(one.name), inert(one.contact), inert(text))
        for one in found.standings
        if wanted.takes(one) and (text := reminder(one, found.day, visitor.lang))
    ]
    asked = _asked(wanted)
    own = "/year/reminders"
    last = max(1, -(-len(told) // _MOST))
    return page(
        "reminders.html",
        visitor,
        200,
        _address(asked, base=own, part=part if part > 1 else ""),
        year=found.year,
        told=told[(part - 1) * _MOST : part * _MOST],
        before=_address(asked, base=own, part=part - 1) if part > 1 else "",
        after=_address(asked, base=own, part=part + 1) if part < last else "",
        part=translate("desk.part", visitor.lang, part=part, last=last),
        address=_address(asked),
        counted=translate("desk.counted-bodies", visitor.lang, count=len(told)),
    )


@router.get("/year/status.xlsx")
def workbook(request: Request, wanted: Asked) -> Response:
    """The same bodies as a workbook."""
    desk = desk_of(request)
    lang = desk.visitor(request).lang
    found, wanted, _ = _status(desk, wanted, lang)
    shown = frozenset(one.code for one in found.standings if wanted.takes(one))
    stream = BytesIO()
    look = Look(desk.bench.rulebook.forms, lang)
    status_reporter("xlsx")(replace(found, shown=shown), look, stream)
    named = {"content-disposition": f'attachment; filename="{found.year}.xlsx"'}
    return Response(stream.getvalue(), media_type=_WORKBOOK, headers=named)


def _status(desk: Desk, wanted: Wanted, lang: str) -> tuple[Status, Wanted, tuple[int, ...]]:
    """The year, what is asked for with the bodies that it names, and the years that there are."""
    day = desk.now()[:10]
    found, renewed, years = desk.remembered.of(
        ("status", wanted.of, day, lang), lambda: _standing(desk, wanted.of, day, lang)
    )
    wanted = wanted._replace(renewed=renewed)
    if wanted.rule or wanted.level:
        with desk.store.reading() as session:
            those = bodies_with(session, found.year, wanted.rule, wanted.level)
        wanted = wanted._replace(found=those)
    return found, wanted, years


def _standing(
    desk: Desk, of: str, day: str, lang: str
) -> tuple[Status, frozenset[str], tuple[int, ...]]:
    """The year, the bodies that sent a later file, and the years that there are."""
    with desk.store.reading() as session:
        year = int(of) if of else None
        found = status(session, desk.store.name, year=year, day=day, lang=lang)
        years = {*filed_years(session), found.year}
        return found, renewed_bodies(session, found.year), tuple(sorted(years, reverse=True))


def _asked(wanted: Wanted) -> dict[str, str]:
    """What is asked for, as the address has it."""
    return {
        key: value
        for key, value in (
            ("of", wanted.of),
            ("state", wanted.state.value if wanted.state else ""),
            ("verdict", wanted.verdict.value if wanted.verdict else ""),
            ("kind", wanted.kind),
            ("late", "1" if wanted.late else ""),
            ("changed", "1" if wanted.changed else ""),
            ("body", wanted.body),
            ("rule", wanted.rule),
            ("level", wanted.level),
        )
        if value
    }


def _address(asked: dict[str, str], base: str = "/year", **other: object) -> str:
    fields = {**asked, **{key: str(value) for key, value in other.items() if value}}
    return base + (f"?{urlencode(fields)}" if fields else "")


def _choices(
    found: Status, wanted: Wanted, asked: dict[str, str], field: str, lang: str
) -> list[Choice]:
    """The states, or the verdicts, that there are, each with how many bodies it leads to."""
    rest = {key: value for key, value in asked.items() if key != field}
    others = wanted._replace(state=None) if field == "state" else wanted._replace(verdict=None)
    having = [getattr(one, field) for one in found.standings if others.takes(one)]
    words: Callable[[FilingState | Verdict], str] = (
        (lambda one: state_of(FilingState(one), lang))
        if field == "state"
        else (lambda one: translate(f"verdict.{one.value}", lang))
    )
    every = [*FilingState] if field == "state" else sorted(Verdict, key=lambda one: GRAVITY[one])
    chosen = getattr(wanted, field)
    return [
        Choice(_address(rest), translate("page.filter-all", lang), len(having), chosen is None),
        *(
            Choice(_address(rest, **{field: one.value}), words(one), count, chosen is one)
            for one in every
            if (count := having.count(one)) or chosen is one
        ),
    ]


def _switch(found: Status, wanted: Wanted, asked: dict[str, str], field: str) -> Choice:
    """A filter that is on or off (``late``, ``changed``), with how many bodies it leads to."""
    rest = {key: value for key, value in asked.items() if key != field}
    others = wanted._replace(late=True) if field == "late" else wanted._replace(changed=True)
    is_on = bool(getattr(wanted, field))
    count = sum(others.takes(one) for one in found.standings)
    return Choice(_address(rest, **{field: "" if is_on else "1"}), "", count, is_on)


def _kinds(found: Status, wanted: Wanted, lang: str) -> list[tuple[str, str, bool]]:
    kinds = sorted({one.kind for one in found.standings if one.kind})
    return [(one, translate(f"register.kind.{one}", lang), wanted.kind == one) for one in kinds]


def _line(one: Standing, shown: frozenset[str], lang: str) -> Line:
    verdict = "" if one.verdict is None else one.verdict.value
    return Line(
        min(one.level, _DEEPEST),
        inert(one.name),
        f"/bodies/{one.body}",
        f"/reports/{one.report}" if one.report else "",
        one.state.value,
        state_of(one.state, lang),
        timing_of(one, lang),
        verdict,
        translate(f"verdict.{verdict}", lang) if verdict else "",
        counts_of(one.counts, lang),
        translate("desk.replied", lang, replied=one.replied, told=one.told) if one.told else "",
        inert(one.contact),
        translate("desk.version", lang, number=one.version) if one.version > 1 else "",
        f"/reports/{one.report}/rounds" if one.version > 1 else "",
        one.code in shown,
    )
