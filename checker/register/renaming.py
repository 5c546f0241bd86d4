"""Findings that an earlier program knew by another id keep what was decided about them.

Until ids told sentences of one place apart they ended with the place, and went from one sentence
to the next when the first was put right. What went out in lists and came back stays under the ids
that the lists print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from checker.findings.waivers import body_of
from checker.register.packing import unpacked
from checker.register.records import storable
from checker.register.tables import DispositionRow, FindingRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from checker.model import Finding, Report
    from checker.register.tables import ReportRow

_OF_THE_PLACE = 12  # digits of an id that tell rule, body, year and place


def rename(session: Session, row: ReportRow, report: Report, found: Iterable[Finding]) -> None:
    """Put the decisions about the findings that are kept of a report under the ids they have now.

    Before those are replaced by what was ``found`` in the same file. Only for a finding that says
    the same of the same sentence, and that no finding is called by any more.
    """
    now = {one.id: one for one in found}
    kept = session.execute(
        select(FindingRow.key, FindingRow.whole).where(FindingRow.report_id == row.id)
    )
    before = {key: unpacked(whole) for key, whole in kept if key not in now}
    if not before:
        return
    alike = {_said(one): key for key, one in reversed(now.items()) if one.quote is not None}
    of_body = (
        DispositionRow.body == storable(body_of(report)),
        DispositionRow.year == (report.year or 0),
    )
    for old, finding in before.items():
        new = alike.get(_said(finding))
        if new is not None and new[:_OF_THE_PLACE] == old[:_OF_THE_PLACE]:
            session.execute(
                update(DispositionRow).where(*of_body, DispositionRow.key == old).values(key=new)
            )


def _said(one: Finding) -> tuple[object, ...]:
    return one.rule, one.outcome, one.cells, one.quote and one.quote.text, one.reported
