"""What stands beside a report: its body, its other years, the round before, a later file of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.register.body_years import newer_than, years_of_report
from checker.register.handing_over import last_handed_over
from checker.reporters.inert import inert

if TYPE_CHECKING:
    from checker.desk.desk import Desk


class Beside(NamedTuple):
    """Where to go on from a report: its body, its other years, the round before, a later file.

    Empty where there is nothing; ``handed_over`` says when and by whom.
    """

    body: str
    years: str
    rounds: str
    newer: str
    sum: str
    handed_over: str


def beside(desk: Desk, number: int, lang: str) -> Beside:
    """Where to go on from a report."""
    with desk.store.reading() as session:
        found = years_of_report(session, number, desk.now()[:10])
        newer = newer_than(session, number)
        handed = last_handed_over(session, number)
    years = () if found is None else found.years
    own = next((year for year in years if any(one.report == number for one in year.versions)), None)
    version = next((one for one in own.versions if one.report == number), None) if own else None
    listed = found.number if found is not None else 0
    told = ""
    if handed is not None:
        by, at = inert(handed.by) or translate("list.none", lang), handed.at[:16].replace("T", " ")
        told = translate("desk.handed-over", lang, by=by, at=at)
    return Beside(
        f"/bodies/{listed}" if listed else "",
        f"/reports/{number}/years" if sum(one.latest is not None for one in years) > 1 else "",
        f"/reports/{number}/rounds" if own and version and own.before(version.version) else "",
        f"/reports/{newer}" if newer is not None else "",
        f"/bodies/{listed}/sum?of={own.year}" if own and found and found.below else "",
        told,
    )
