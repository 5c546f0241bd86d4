"""Pictures of a year: which rules fail how often and where, from round to round, year to year.

Drawn of tables whose numbers are links: whoever sees a dark field goes on to what is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response

from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.i18n import translate
from checker.model.report_list import FAILED
from checker.register.frequencies import frequencies
from checker.reporters.inert import inert

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.desk.desk import Desk
    from checker.model.frequencies import Frequencies, Tally

router = APIRouter()
Year = Annotated[str, Query(max_length=4, pattern="^(?:20[0-9]{2})?$")]
_MOST_RULES = 15  # columns that a screen has room for
_SHADES = 9


class Bar(NamedTuple):
    """A rule: in how many reports it is broken now, and was the year before, in per cent too."""

    rule: str
    title: str
    address: str
    broken: int
    share: str
    width: int
    before: int
    width_before: int
    undecided: int
    undecided_address: str


class Field(NamedTuple):
    """A number with the shade of its share."""

    text: str
    shade: str
    title: str
    address: str


class Picture(NamedTuple):
    """A table of fields: its heading, what it shows, its columns, its rows."""

    title: str
    note: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, int, tuple[Field, ...]], ...]
    """Name, address, number of reports, fields."""


@router.get("/year/rules")
def rules(request: Request, of: Year = "") -> Response:
    """The pictures of a year."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    lang = visitor.lang
    found = desk.remembered.of(("frequencies", of), lambda: _counted(desk, of))
    if found is None:
        if of:
            raise HTTPException(404)
        return page("rules.html", visitor, 200, "/year/rules", year="", years=(), bars=())
    titles = {one.id: one.title.get(lang, one.title["zh"]) for one in desk.bench.rulebook.rules}
    return page(
        "rules.html",
        visitor,
        200,
        f"/year/rules?of={found.year}",
        year=str(found.year),
        years=[
            (one.key, f"/year/rules?of={one.key}", one.key == found.whole.key)
            for one in found.years
        ],
        lead=translate("desk.rules-lead", lang, year=found.year, count=found.whole.reports),
        last=str(found.year - 1),
        bars=_bars(found, titles),
        pictures=_pictures(found, titles, lang),
        places=[
            (rule, inert(titles.get(rule, "")), inert(place), count, _reports(found, rule))
            for rule, place, count in found.places
        ],
    )


def _counted(desk: Desk, of: str) -> Frequencies | None:
    with desk.store.reading() as session:
        return frequencies(session, int(of) if of else None)


def _bars(found: Frequencies, titles: dict[str, str]) -> list[Bar]:
    last = next((one for one in found.years if one.key == str(found.year - 1)), None)
    before = {} if last is None else last.broken
    broken, undecided = found.whole.broken, found.undecided
    most = max([*broken.values(), *before.values()], default=0) or 1
    every = sorted(
        {*broken, *undecided, *before},
        key=lambda one: (-broken.get(one, 0), -undecided.get(one, 0), one),
    )
    return [
        Bar(
            rule,
            inert(titles.get(rule, "")),
            _reports(found, rule),
            broken.get(rule, 0),
            _share(broken.get(rule, 0), found.whole.reports),
            round(100 * broken.get(rule, 0) / most),
            before.get(rule, 0),
            round(100 * before.get(rule, 0) / most),
            undecided.get(rule, 0),
            _reports(found, rule, "undecided"),
        )
        for rule in every
    ]


def _pictures(found: Frequencies, titles: dict[str, str], lang: str) -> list[Picture]:
    """Only what has something to compare: one round alone, or one year, moves nowhere."""
    above_note = translate("desk.share-note", lang)
    if found.left_out:
        above_note += translate("desk.above-left-out", lang, count=found.left_out)
    drawn = [
        _picture("rounds", found.rounds, lambda one: translate(
            "desk.version", lang, number=one.key), titles, lang,
            translate("desk.rounds-note", lang), _none),
        _picture("years", found.years, lambda one: one.key, titles, lang,
                 translate("desk.share-note", lang), _of_year),
        _picture("above", found.above, lambda one: inert(one.key), titles, lang, above_note,
                 _of_body),
        _picture("kinds", found.kinds, lambda one: _kind(one.key, lang), titles, lang,
                 translate("desk.share-note", lang), _none),
    ]  # fmt: skip
    return [one for one in drawn if one is not None]


def _picture(  # noqa: PLR0917 - the parts of a picture
    which: str,
    tallies: Sequence[Tally],
    name: Callable[[Tally], str],
    titles: dict[str, str],
    lang: str,
    note: str,
    address: Callable[[Tally], str],
) -> Picture | None:
    is_series = which in {"rounds", "years"}
    if len(tallies) < (2 if is_series else 1):
        return None
    count: dict[str, int] = {}
    for one in tallies:
        for rule, number in one.broken.items():
            count[rule] = count.get(rule, 0) + number
    rules_ = sorted(count, key=lambda one: (-count[one], one))[:_MOST_RULES]
    if not rules_:
        return None
    shares = [
        [one.broken.get(rule, 0) / (one.reports or 1) for rule in rules_] for one in tallies
    ]  # fmt: skip
    top = max(max(row) for row in shares) or 1
    return Picture(
        translate(f"desk.picture.{which}", lang),
        note,
        tuple((rule, inert(titles.get(rule, ""))) for rule in rules_),
        tuple(
            (
                name(one),
                address(one),
                one.reports,
                tuple(
                    _field(one, rule, share / top, which)
                    for rule, share in zip(rules_, row, strict=True)
                ),
            )
            for one, row in zip(tallies, shares, strict=True)
        ),
    )


def _field(one: Tally, rule: str, shade: float, which: str) -> Field:
    number = one.broken.get(rule, 0)
    address = ""
    if which == "years" and number:
        address = "/reports?" + urlencode({"year": one.key, "rule": rule, "level": FAILED})
    step = 0 if not number else max(1, round(_SHADES * shade))
    return Field(str(number or ""), f"shade-{step}", _share(number, one.reports), address)


def _reports(found: Frequencies, rule: str, level: str = FAILED) -> str:
    return "/reports?" + urlencode({"year": found.year, "rule": rule, "level": level})


def _of_year(one: Tally) -> str:
    return f"/year/rules?of={one.key}"


def _of_body(one: Tally) -> str:
    return f"/bodies/{one.number}"


def _none(_: Tally) -> str:
    return ""


def _kind(kind: str, lang: str) -> str:
    if not kind:
        return translate("register.summary.no-kind", lang)
    return translate(f"register.kind.{kind}", lang)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"
