"""A body: what is owed of each year, what came, every version of it and what happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fastapi import APIRouter, HTTPException, Request, Response

from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.desk.reviewing import Number  # noqa: TC001 - FastAPI looks at it
from checker.i18n import translate
from checker.register.body_years import years_of_body
from checker.reporters.inert import inert
from checker.wording.filings import counts_of, state_of, timing_of

if TYPE_CHECKING:
    from checker.model.body_years import BodyYear, BodyYears, Version

router = APIRouter()


class Came(NamedTuple):
    """A version that came: its words and addresses; ``compared`` is against the one before it."""

    address: str
    name: str
    day: str
    compared: str
    is_latest: bool


class Line(NamedTuple):
    """A year of a body, in words."""

    year: str
    state: str
    verdict: str
    verdict_name: str
    address: str
    counts: str
    timing: str
    came: tuple[Came, ...]
    sum: str
    events: tuple[tuple[str, str, str, str], ...]


@router.get("/bodies/{number}")
def body(request: Request, number: Number) -> Response:
    """A body with its years: what is owed, what came, every version of it."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    with desk.store.reading() as session:
        found = years_of_body(session, number, desk.now()[:10])
    if found is None:
        raise HTTPException(404)
    return page(
        "body.html",
        visitor,
        200,
        f"/bodies/{number}",
        name=inert(found.name),
        facts=_facts(found, visitor.lang),
        parent=None if found.parent is None else (found.parent[0], inert(found.parent[1])),
        side_by_side=f"/bodies/{number}/years" if any(one.latest for one in found.years) else "",
        lines=[_line(one, found, visitor.lang) for one in found.years],
    )


def _facts(found: BodyYears, lang: str) -> list[tuple[str, str]]:
    facts = [(translate("aggregate.column.code", lang), inert(found.code))]
    if found.kind:
        kind = translate(f"register.kind.{found.kind}", lang)
        facts.append((translate("desk.word.kind", lang), kind))
    if found.contact:
        facts.append((translate("desk.word.contact", lang), inert(found.contact)))
    return facts


def _line(one: BodyYear, found: BodyYears, lang: str) -> Line:
    latest, standing = one.latest, one.standing
    verdict = "" if latest is None else latest.verdict.value
    return Line(
        str(one.year),
        "" if standing is None else state_of(standing.state, lang),
        verdict,
        translate(f"verdict.{verdict}", lang) if verdict else "",
        f"/reports/{latest.report}" if latest is not None else "",
        "" if latest is None else counts_of(latest.counts, lang),
        "" if standing is None else timing_of(standing, lang),
        tuple(came_of(one, version, lang) for version in reversed(one.versions)),
        f"/bodies/{found.number}/sum?of={one.year}" if found.below else "",
        tuple(
            (
                each.day,
                translate(f"register.event.{each.event.value}", lang),
                state_of(each.state, lang),
                inert(translate("joining.colon", lang).join(filter(None, (each.by, each.note)))),
            )
            for each in one.events
        ),
    )


def came_of(one: BodyYear, version: Version, lang: str) -> Came:
    """A version in words, with the way to what it changed."""
    before = one.before(version.version)
    return Came(
        f"/reports/{version.report}",
        translate("desk.version", lang, number=version.version),
        version.day,
        f"/reports/{version.report}/rounds" if before is not None else "",
        version.version == one.current,
    )
