"""The list of reports: filters stand in the address, counts are links, what is to be done first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import RedirectResponse

from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.i18n import translate
from checker.model import Verdict
from checker.model.report_list import LEVELS_ASKED, ReportLine, ReportsWanted
from checker.model.results import GRAVITY
from checker.register.report_list import listed, next_undone
from checker.reporters.inert import inert
from checker.wording.facts import refusal
from checker.wording.filings import counts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    Fields: TypeAlias = Mapping[str, str | list[str]]

router = APIRouter()
_MOST = 100
Text = Annotated[str, Query(max_length=100)]
Part = Annotated[int, Query(ge=1, le=10_000)]
MOST_CHOSEN = 200
"""Reports that are chosen one by one; each is a field of the address."""
Numbers = Annotated[list[int], Query(max_length=MOST_CHOSEN)]
_MOST_NUMBER = 2**31 - 1


class Line(NamedTuple):
    """A report's line, in words."""

    id: int
    address: str
    body: str
    year: str
    verdict: str
    verdict_name: str
    counts: str
    progress: str
    file: str


class Choice(NamedTuple):
    """A link that chooses: its address, its words, how many it leads to, whether it is chosen."""

    address: str
    text: str
    number: int
    chosen: bool


def wanted_reports(  # noqa: PLR0917 - the fields of the address
    verdict: Text = "",
    year: Text = "",
    body: Text = "",
    rule: Text = "",
    undone: Text = "",
    level: Text = "",
    changed: Text = "",
    unsent: Text = "",
    id: Numbers = [],  # noqa: A002, B006 - as the address has it; not changed
) -> ReportsWanted:
    """What an address asks for; a word that there is none of asks for all."""
    return ReportsWanted(
        Verdict(verdict) if verdict in [*Verdict] else None,
        int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,  # noqa: PLR2004
        body.strip(),
        rule.strip().upper(),
        bool(undone),
        level if level in LEVELS_ASKED else "",
        bool(changed),
        bool(unsent),
        tuple(dict.fromkeys(min(max(one, 0), _MOST_NUMBER) for one in id)),
    )


def address_of(wanted: ReportsWanted, base: str) -> str:
    """The address of something about the reports that are asked for."""
    return _address(fields_of(wanted), base)


@router.get("/reports")
def reports(
    request: Request, wanted: Annotated[ReportsWanted, Depends(wanted_reports)], part: Part = 1
) -> Response:
    """A part of the list."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    lang = visitor.lang
    with desk.store.reading() as session:
        found = listed(session, wanted, _MOST, (part - 1) * _MOST)
    asked = fields_of(wanted)
    last = max(1, -(-found.count // _MOST))
    return page(
        "reports.html",
        visitor,
        200,
        _address(asked, part=part if part > 1 else None),
        lines=[_line(one, lang) for one in found.lines],
        count=found.count,
        counted=translate("desk.counted", lang, count=found.count),
        verdicts=_choices(asked, wanted, found.tally, lang),
        years=[(str(one), wanted.year == one) for one in found.years],
        asked=asked,
        undone=wanted.undone,
        changed=wanted.changed,
        unsent=wanted.unsent,
        levels=[
            (one, translate(f"desk.level.{one}", lang), wanted.level == one) for one in LEVELS_ASKED
        ],
        chosen=wanted.ids,
        is_asked=bool(asked),
        handover=_address(asked, "/handover"),
        before=_address(asked, part=part - 1) if part > 1 else "",
        after=_address(asked, part=part + 1) if part < last else "",
        part=translate("desk.part", lang, part=part, last=last),
    )


@router.get("/reports/{number}/next")
def following(request: Request, number: int) -> Response:
    """On to the next report that somebody must see to."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = next_undone(session, number)
    return RedirectResponse(f"/reports/{found}" if found else "/reports?undone=1", 303)


def fields_of(wanted: ReportsWanted) -> dict[str, str | list[str]]:
    """What is asked for, as the address has it."""
    return {
        key: value
        for key, value in (
            ("verdict", wanted.verdict.value if wanted.verdict else ""),
            ("year", str(wanted.year or "")),
            ("body", wanted.body),
            ("rule", wanted.rule),
            ("undone", "1" if wanted.undone else ""),
            ("level", wanted.level),
            ("changed", "1" if wanted.changed else ""),
            ("unsent", "1" if wanted.unsent else ""),
            ("id", [str(one) for one in wanted.ids]),
        )
        if value
    }


def _address(asked: Fields, base: str = "/reports", **other: object) -> str:
    fields = {**asked, **{key: str(value) for key, value in other.items() if value}}
    return base + (f"?{urlencode(fields, doseq=True)}" if fields else "")


def _choices(
    asked: Fields, wanted: ReportsWanted, tally: Mapping[Verdict, int], lang: str
) -> list[Choice]:
    rest = {key: value for key, value in asked.items() if key != "verdict"}
    every = Choice(
        _address(rest), translate("page.filter-all", lang), sum(tally.values()),
        chosen=wanted.verdict is None,
    )  # fmt: skip
    return [
        every,
        *(
            Choice(
                _address(rest, verdict=one.value), translate(f"verdict.{one.value}", lang),
                tally.get(one, 0), chosen=wanted.verdict is one,
            )
            for one in sorted(Verdict, key=lambda verdict: GRAVITY[verdict])
        ),
    ]  # fmt: skip


def _line(one: ReportLine, lang: str) -> Line:
    counts = one.counts
    total = counts.errors + counts.warnings + counts.undecided
    return Line(
        one.id,
        f"/reports/{one.id}",
        inert(one.body or translate("report.body-unknown", lang)),
        str(one.year or translate("list.none", lang)),
        one.verdict.value,
        translate(f"verdict.{one.verdict.value}", lang),
        refusal(one.refusal, "", lang) if one.refusal else counts_of(counts, lang),
        translate("desk.progress", lang, done=one.decided, count=total) if total else "",
        inert(one.path.replace("\\", "/").rpartition("/")[2]),
    )
