"""A list of bodies into the store: what is new, changed, kept and absent is told before anything.

Bodies are told apart by their codes, so that one may get another name or parent. Nobody is ever
deleted: who is absent from a list owes no reports from then on, and keeps those that came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from checker.checks.across.body_list import SCOPES, Body
from checker.errors import CheckerError
from checker.i18n import translate
from checker.model.register_changes import BodyChange, BodyFate
from checker.register.matching import name_key
from checker.register.tables import BodyName, BodyRow, File, FilingRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

NAME, ALIAS, SETTLED = "name", "alias", "settled"
"""Where a name of a body comes from; those settled by people outlive every list."""
_AT_ONCE = 500
_WORDS = {scope: word for word, scope in SCOPES.items()}


def import_bodies(
    session: Session, bodies: Mapping[str, Body], lang: str
) -> tuple[BodyChange, ...]:
    """Take over a list, in the session given; ``CheckerError`` where two bodies would be one.

    To only see what would become of it, the session is rolled back.
    """
    rows = session.scalars(select(BodyRow)).all()
    before = _columns(session)
    were_listed = {row.id for row in rows if row.listed}
    parents = {(row.id, row.parent_id) for row in rows}
    found = _rows_of(session, bodies, rows, lang)
    _name(session, bodies, found, lang)
    for body in bodies.values():
        _fill(found[body.name], body, found)
    listed = {row.id for row in found.values()}
    for row in rows:
        row.listed = row.id in listed
    session.flush()
    now = _columns(session)
    changes = []
    for row in found.values():
        was, own = before.get(row.id, {}), now[row.id]
        differ = tuple((key, was[key], own[key]) for key in was if was[key] != own[key])
        is_new = row.id not in were_listed
        fate = BodyFate.NEW if is_new else BodyFate.CHANGED if differ else BodyFate.KEPT
        changes.append(BodyChange(fate, row.code, row.name, differ))
    parents |= {(row.id, row.parent_id) for row in found.values()}
    _judge_again(session, before, now, parents, were_listed ^ listed)
    absent = [row for row in rows if row.id in were_listed - listed]
    return (*changes, *(BodyChange(BodyFate.ABSENT, row.code, row.name) for row in absent))


def bodies_of(session: Session, names: Iterable[str] | None = None) -> dict[str, Body]:
    """The bodies of the store's last list by name, or some of them, as a list gives them."""
    question = select(BodyRow).where(BodyRow.listed).order_by(BodyRow.id)
    if names is not None:
        question = question.where(BodyRow.name.in_(names))
    rows = session.scalars(question).all()
    by_id = {row.id: row for row in rows}
    others: dict[int, list[str]] = {}
    further = select(BodyName).where(BodyName.origin != NAME)
    if names is not None:
        further = further.where(BodyName.body_id.in_(by_id))
    for name in session.scalars(further):
        others.setdefault(name.body_id, []).append(name.name)
    return {
        row.name: Body(
            row.name,
            row.kind,
            by_id[row.parent_id].name if row.parent_id in by_id else "",
            row.complete,
            SCOPES[row.scope],
            tuple(sorted(others.get(row.id, ()))),
            code=row.code,
            region=row.region,
            contact=row.contact,
            due=row.due,
        )
        for row in rows
    }


def _rows_of(
    session: Session, bodies: Mapping[str, Body], rows: Sequence[BodyRow], lang: str
) -> dict[str, BodyRow]:
    """The row of each body by its name: by its code, else by the name that it had."""
    by_code = {row.code: row for row in rows}
    by_name = {row.name: row for row in rows}
    found: dict[str, BodyRow] = {}
    taken: dict[int, str] = {}
    for body in bodies.values():
        row = by_code.get(body.code or body.name)
        named = by_name.get(body.name)
        # A body without a code had its name for one, until a list gives it its own.
        if row is None and named is not None and (not body.code or named.code == named.name):
            row = named
        if row is None:
            row = BodyRow(code=body.code or body.name, name=body.name)
            session.add(row)
        elif body.code:
            row.code = body.code
        if id(row) in taken:
            raise CheckerError(
                translate("register.one-body", lang, one=taken[id(row)], other=body.name)
            )
        found[body.name], taken[id(row)] = row, body.name
    session.flush()
    return found


def _fill(row: BodyRow, body: Body, found: Mapping[str, BodyRow]) -> None:
    row.name, row.kind, row.complete, row.due = body.name, body.kind, body.complete, body.due
    row.region, row.contact, row.scope = body.region, body.contact, _WORDS[body.scope]
    row.parent_id = found[body.parent].id if body.parent else None
    row.listed = True


def _name(
    session: Session, bodies: Mapping[str, Body], found: Mapping[str, BodyRow], lang: str
) -> None:
    """Give each body the names of the list; ``CheckerError`` for one that is another's already."""
    names = {one.key: one for one in session.scalars(select(BodyName))}
    listed = {row.id for row in found.values()}
    for one in list(names.values()):
        # Who is absent keeps its names, until another body is given one of them.
        if one.origin != SETTLED and one.body_id in listed:
            session.delete(names.pop(one.key))
    session.flush()
    for body in bodies.values():
        own = found[body.name].id
        for name in body.names:
            key = name_key(name)
            there = names.get(key)
            if there is None:
                origin = NAME if name == body.name else ALIAS
                names[key] = BodyName(key=key, body_id=own, name=name, origin=origin)
                session.add(names[key])
            elif there.body_id != own and there.body_id not in listed and there.origin != SETTLED:
                there.body_id, there.name = own, name
                there.origin = NAME if name == body.name else ALIAS
            elif there.body_id != own:
                holder = session.get_one(BodyRow, there.body_id)
                raise CheckerError(
                    translate("register.name-taken", lang, name=name, body=holder.name)
                )
    session.flush()


def _judge_again(
    session: Session,
    before: Mapping[int, Mapping[str, str]],
    now: Mapping[int, Mapping[str, str]],
    parents: Iterable[tuple[int, int | None]],
    came_or_went: set[int],
) -> None:
    """See to it that the next ``add`` judges again what hangs on columns that were changed.

    ``parents`` are pairs of each body and one above it, before or now; ``came_or_went`` are bodies
    that the list has and the one before had not, or the other way round.
    """
    changed = {
        body: {key for key in own if own[key] != before.get(body, {}).get(key)}
        for body, own in now.items()
    }
    read_as = [body for body, keys in changed.items() if keys & {"kind", "scope"}]
    for some in _few(read_as):
        files = (
            select(ReportRow.file_id)
            .join(FilingRow, FilingRow.id == ReportRow.filing_id)
            .where(FilingRow.body_id.in_(some))
        )
        session.execute(update(File).where(File.id.in_(files)).values(final=False))
    moved = came_or_went | {
        body for body, keys in changed.items() if keys & {"parent", "kind", "complete"}
    }
    above = {parent for body, parent in parents if body in moved and parent is not None}
    for some in _few(moved | above):
        session.execute(
            update(FilingRow).where(FilingRow.body_id.in_(some)).values(stale=FilingRow.stale + 1)
        )


def _few(bodies: Iterable[int]) -> Iterator[list[int]]:
    """Bodies in lists that a question takes: databases bound how much one may name."""
    rest = sorted(bodies)
    for start in range(0, len(rest), _AT_ONCE):
        yield rest[start : start + _AT_ONCE]


def _columns(session: Session) -> dict[int, dict[str, str]]:
    """What the store has of each body by its id, in the columns of a list."""
    rows = session.scalars(select(BodyRow)).all()
    names = {row.id: row.name for row in rows}
    aliases: dict[int, list[str]] = {}
    for one in session.scalars(select(BodyName).where(BodyName.origin == ALIAS)):
        aliases.setdefault(one.body_id, []).append(one.name)
    return {
        row.id: {
            "code": row.code,
            "body": row.name,
            "kind": row.kind,
            "parent": names.get(row.parent_id or 0, ""),
            "region": row.region,
            "contact": row.contact,
            "complete": "yes" if row.complete else "no",
            "scope": row.scope,
            "alias": ";".join(sorted(aliases.get(row.id, ()))),
            "due": row.due,
        }
        for row in rows
    }
