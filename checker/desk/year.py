"""A year: the bodies as a tree, how far each got with its report, and whom to remind of what."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.errors import CheckerError
from checker.i18n import translate
from checker.model import Verdict
from checker.model.filings import FilingState
from checker.model.results import GRAVITY
from checker.register.overview import filed_years, status
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
    """Which bodies, and of which year: what is empty asks for all, and for the latest."""

    of: str
    state: FilingState | None
    verdict: Verdict | None
    kind: str
    late: bool
    body: str

    def takes(self, one: Standing) -> bool:
        """Whether a body is among them."""
        return (
            (self.state is None or one.state is self.state)
            and (self.verdict is None or one.verdict is self.verdict)
            and (not self.kind or one.kind == self.kind)
            and (not self.late or one.days_late > 0)
            and self.body in one.name
        )


class Line(NamedTuple):
    """A body's line in words; ``address`` is that of its latest report, empty without one."""

    level: int
    body: str
    address: str
    state: str
    state_name: str
    timing: str
    verdict: str
    verdict_name: str
    counts: str
    replied: str
    contact: str
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
) -> Wanted:
    """What is asked for; a word that there is none of asks for all."""
    return Wanted(
        of,
        FilingState(state) if state in [*FilingState] else None,
        Verdict(verdict) if verdict in [*Verdict] else None,
        kind,
        bool(late),
        body.strip(),
    )


Asked = Annotated[Wanted, Depends(_wanted)]


@router.get("/year")
def year(request: Request, wanted: Asked, part: Part = 1) -> Response:
    """The tree of bodies, or those of it that are asked for below those that they belong to."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    lang = visitor.lang
    try:
        found, years = _status(desk, wanted.of, lang)
    except CheckerError as error:
        return page("year.html", visitor, 200, "/year", told=str(error), lines=(), years=())
    asked = _asked(wanted)
    shown = frozenset(one.code for one in found.standings if wanted.takes(one))
    lines = [*replace(found, shown=shown).lines]
    last = max(1, -(-len(lines) // _MOST))
    return page(
        "year.html",
        visitor,
        200,
        _address(asked, part=part if part > 1 else ""),
        told="",
        year=found.year,
        years=[(str(one), one == found.year) for one in years],
        totals=totals_of(found, lang)[0],
        states=_choices(found, wanted, asked, "state", lang),
        verdicts=_choices(found, wanted, asked, "verdict", lang),
        kinds=_kinds(found, wanted, lang),
        late=_choice_of_late(found, wanted, asked),
        asked=asked,
        is_asked=bool({*asked} - {"of"}),
        body=wanted.body,
        lines=[_line(one, shown, lang) for one in lines[(part - 1) * _MOST : part * _MOST]],
        counted=translate("desk.counted-bodies", lang, count=len(shown)),
        reminders=_address(asked, base="/year/reminders"),
        workbook=_address(asked, base="/year/status.xlsx"),
        before=_address(asked, part=part - 1) if part > 1 else "",
        after=_address(asked, part=part + 1) if part < last else "",
        part=translate("desk.part", lang, part=part, last=last),
    )


@router.get("/year/reminders")
def reminders(request: Request, wanted: Asked) -> Response:
    """What to write to each body that owes a report or an answer, as text to be copied."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    found, _ = _status(desk, wanted.of, visitor.lang)
    told = [
        (inert(one.name), inert(one.contact), inert(text))
        for one in found.standings
        if wanted.takes(one) and (text := reminder(one, found.day, visitor.lang))
    ]
    asked = _asked(wanted)
    return page(
        "reminders.html",
        visitor,
        200,
        _address(asked, base="/year/reminders"),
        year=found.year,
        told=told,
        address=_address(asked),
        counted=translate("desk.counted-bodies", visitor.lang, count=len(told)),
    )


@router.get("/year/status.xlsx")
def workbook(request: Request, wanted: Asked) -> Response:
    """The same bodies as a workbook."""
    desk = desk_of(request)
    lang = desk.visitor(request).lang
    found, _ = _status(desk, wanted.of, lang)
    shown = frozenset(one.code for one in found.standings if wanted.takes(one))
    stream = BytesIO()
    look = Look(desk.bench.rulebook.forms, lang)
    status_reporter("xlsx")(replace(found, shown=shown), look, stream)
    named = {"content-disposition": f'attachment; filename="{found.year}.xlsx"'}
    return Response(stream.getvalue(), media_type=_WORKBOOK, headers=named)


def _status(desk: Desk, of: str, lang: str) -> tuple[Status, tuple[int, ...]]:
    with desk.store.reading() as session:
        asked = int(of) if of else None
        found = status(session, desk.store.name, year=asked, day=desk.now()[:10], lang=lang)
        years = filed_years(session)
    return found, tuple(sorted({*years, found.year}, reverse=True))


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
            ("body", wanted.body),
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


def _choice_of_late(found: Status, wanted: Wanted, asked: dict[str, str]) -> Choice:
    rest = {key: value for key, value in asked.items() if key != "late"}
    others = wanted._replace(late=True)
    count = sum(others.takes(one) for one in found.standings)
    return Choice(_address(rest, late="" if wanted.late else "1"), "", count, wanted.late)


def _kinds(found: Status, wanted: Wanted, lang: str) -> list[tuple[str, str, bool]]:
    kinds = sorted({one.kind for one in found.standings if one.kind})
    return [(one, translate(f"register.kind.{one}", lang), wanted.kind == one) for one in kinds]


def _line(one: Standing, shown: frozenset[str], lang: str) -> Line:
    verdict = "" if one.verdict is None else one.verdict.value
    return Line(
        min(one.level, _DEEPEST),
        inert(one.name),
        f"/reports/{one.report}" if one.report else "",
        one.state.value,
        state_of(one.state, lang),
        timing_of(one, lang),
        verdict,
        translate(f"verdict.{verdict}", lang) if verdict else "",
        counts_of(one.counts, lang),
        translate("desk.replied", lang, replied=one.replied, told=one.told) if one.told else "",
        inert(one.contact),
        one.code in shown,
    )
