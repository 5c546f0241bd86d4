"""Names that no body has: who may settle them how, and what follows for the reports."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from checker.errors import CheckerError
from checker.i18n import did_you_mean, translate
from checker.model.register_changes import Proposals
from checker.register.body_import import SETTLED, bodies_of
from checker.register.filings import settle
from checker.register.matching import name_key, proposals
from checker.register.overview import body_of
from checker.register.records import storable
from checker.register.tables import BodyName, ReportRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def proposed(session: Session) -> Proposals:
    """Whose the reports may be that are nobody's yet, by the name that they print."""
    rows = session.scalars(
        select(ReportRow)
        .where(ReportRow.filing_id.is_(None), ReportRow.refusal.is_(None))
        .order_by(ReportRow.printed.nulls_first(), ReportRow.path)
    ).all()
    keys = set(session.scalars(select(BodyName.key)))
    names = Counter(row.printed for row in rows if row.printed and row.key not in keys)
    # Without a year, or without any name: no name that was settled would help these.
    helpless = tuple(row.path for row in rows if not row.printed or row.year is None)
    return Proposals(tuple(proposals(names, bodies_of(session))), helpless)


def settle_name(session: Session, name: str, body: str, day: str, lang: str) -> tuple[str, int]:
    """Say whose reports those are that print a name; the body's name and how many they are.

    ``CheckerError`` for a body that there is not, a name that no report prints, and one that is a
    body's by the list.
    """
    row = body_of(session, body, lang)
    name = storable(name)
    key = name_key(name)
    reports = session.scalars(
        select(ReportRow).where(ReportRow.key == key).order_by(ReportRow.id)
    ).all()
    if not reports:
        printed = session.scalars(select(ReportRow.printed).where(ReportRow.printed.is_not(None)))
        unknown = translate("register.no-such-name", lang, name=name)
        raise CheckerError(unknown + did_you_mean(name, {one or "" for one in printed}, lang))
    known = session.get(BodyName, key)
    if known is None:
        session.add(BodyName(key=key, body_id=row.id, name=name, origin=SETTLED))
    elif known.origin != SETTLED and known.body_id != row.id:
        raise CheckerError(translate("register.name-listed", lang, name=name))
    else:
        known.body_id = row.id
    session.flush()
    moved = [settle(session, one, day) for one in reports]
    return row.name, sum(filing is not None for filing in moved)
