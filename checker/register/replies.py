"""Lists that come back, filled in: each row put beside its finding by its key, nothing lost.

Rows may be sorted, filtered, hidden, moved to another sheet; columns may be added or moved. What
stands in columns of the office's own is kept with the answer. A figure changed in a list changes
nothing: it is told, for only a corrected report corrects. A key that stands beside another body,
place or rule than it went out with (rows were sorted without its column) places nothing.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from checker.i18n import LANGUAGES, translate
from checker.model.filings import FilingEvent, FilingState
from checker.model.sent_lists import FaultyRow, ReadList, RowFault
from checker.register.correspondence import plain
from checker.register.filings import current, happened
from checker.register.records import storable
from checker.register.row_keys import RowKey, identity, parsed
from checker.register.tables import BodyRow, FilingRow, ListedFinding, ListRow, ReplyRow
from checker.wording.list_columns import ANSWERED, COLUMNS, KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from checker.model.sheets import Sheet

_COMPARED = tuple(one for one in COLUMNS if one not in (*ANSWERED, "number", "file"))
"""Columns whose words are the program's; numbers of rows and names of files may differ."""
_TELLING = frozenset({"body", "year", "place", "rule"})
"""Those of them that say what a row is about."""


class _Line(NamedTuple):
    """A row below a header: where it stands, its cells by column, those of unknown headings."""

    sheet: str
    line: int
    cells: Mapping[str, str]
    further: tuple[tuple[str, str], ...]


class _Row(NamedTuple):
    """The row of a list that a key names, and the list that it belongs to."""

    listed: ListedFinding
    sent: ListRow
    filing: FilingRow
    body: BodyRow


class _Found(NamedTuple):
    line: _Line
    row: _Row
    faults: tuple[FaultyRow, ...]


def take_replies(
    session: Session, path: str, sheets: Sequence[Sheet], day: str, lang: str
) -> ReadList:
    """Keep what a returned workbook says; ``lang`` is that of the notes in the history."""
    store = identity(session)
    lines = [one for sheet in sheets for one in _lines(sheet)]
    if not any(one.cells.get(KEY) for one in lines):
        heading = translate(f"column.{KEY}", lang)
        return ReadList(path, refusal=translate("register.no-keys", lang, column=heading))
    new = known = empty = 0
    faults: list[FaultyRow] = []
    seen: dict[RowKey, _Line] = {}
    touched: dict[int, list[_Found]] = {}
    for line in lines:
        found = _looked_up(session, line, store, seen)
        if isinstance(found, FaultyRow):
            faults.append(found)
            continue
        faults += found.faults
        if not any(line.cells.get(one) for one in ANSWERED) and not line.further:
            empty += 1
        elif _kept(session, found, path, day):
            new += 1
            touched.setdefault(found.row.filing.id, []).append(found)
        else:
            known += 1
    for own in touched.values():
        filing = own[0].row.filing
        note = translate("register.reply-note", lang, rows=len(own))
        report, state = current(session, filing), FilingState(filing.state)
        happened(session, filing, report, FilingEvent.REPLIED, state, day, note=note)
    return ReadList(path, new, known, empty, tuple(faults))


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """The rows below the header of a list, wherever in the sheet it stands; blank ones left out."""
    headings: dict[int, str] = {}
    own: dict[int, str] = {}
    for number, row in enumerate(sheet.rows, start=1):
        known = _column_of()
        named = {at: known[plain(cell)] for at, cell in enumerate(row) if plain(cell) in known}
        if KEY in named.values() and len(named) > 1:
            # Again and again: several lists may have been put one below the other.
            headings = named
            own = {at: " ".join(cell.split()) for at, cell in enumerate(row)}
            continue
        if not headings or not any(cell.strip() for cell in row):
            continue
        cells: dict[str, str] = {}
        further = []
        for at, text in enumerate(map(str.strip, row)):
            name = headings.get(at)
            if name is not None and not cells.get(name):
                cells[name] = text
            elif text and text != cells.get(name or ""):  # a heading twice, one unknown, or none
                further.append((own.get(at, ""), text))
        yield _Line(sheet.name, number, cells, tuple(further))


def _looked_up(
    session: Session, line: _Line, store: str, seen: dict[RowKey, _Line]
) -> _Found | FaultyRow:
    """The row that a line came from, or what is wrong with it."""
    text = line.cells.get(KEY, "")
    fault, row = _at(session, text, store)
    if row is None:
        return FaultyRow(line.sheet, line.line, fault, {"key": text})
    key = RowKey(store, row.filing.id, row.sent.number, row.listed.key)
    facts = {
        "body": row.body.name, "year": row.filing.year,
        "version": row.sent.version, "now": row.filing.current or 0,
    }  # fmt: skip
    changed = tuple(_changed(line, json.loads(row.listed.words)))
    if any(column in _TELLING for column, _, _ in changed):
        return FaultyRow(line.sheet, line.line, RowFault.MOVED, facts, changed)
    before = seen.setdefault(key, line)
    if before is not line:
        if _answers(before) == _answers(line):
            return _Found(line, row, ())
        facts |= {"first": before.line, "where": before.sheet}
        return FaultyRow(line.sheet, line.line, RowFault.TWICE, facts)
    faults = []
    if row.sent.version != row.filing.current:
        faults.append(FaultyRow(line.sheet, line.line, RowFault.OLD_VERSION, facts))
    if changed:
        faults.append(FaultyRow(line.sheet, line.line, RowFault.CHANGED, facts, changed))
    return _Found(line, row, tuple(faults))


def _at(session: Session, text: str, store: str) -> tuple[RowFault, _Row | None]:
    """The row that a key names, else what is wrong with it."""
    key = parsed(text)
    if not text:
        return RowFault.NO_KEY, None
    if key is None:
        return RowFault.BAD_KEY, None
    if key.store != store:
        return RowFault.OTHER_STORE, None
    return RowFault.UNKNOWN, _row(session, key)


def _row(session: Session, key: RowKey) -> _Row | None:
    found = session.execute(
        select(ListedFinding, ListRow, FilingRow, BodyRow)
        .join(ListRow, ListRow.id == ListedFinding.list_id)
        .join(FilingRow, FilingRow.id == ListRow.filing_id)
        .join(BodyRow, BodyRow.id == FilingRow.body_id)
        .where(ListRow.filing_id == key.filing, ListRow.number == key.list)
        .where(ListedFinding.key == key.finding)
    ).one_or_none()
    return None if found is None else _Row(*found)


def _kept(session: Session, found: _Found, path: str, day: str) -> bool:
    """Whether a reply says something else than the one before it, and is kept."""
    list_id, key = found.row.sent.id, found.row.listed.key
    last = session.scalars(
        select(ReplyRow)
        .where(ReplyRow.list_id == list_id, ReplyRow.key == key)
        .order_by(ReplyRow.number.desc())
        .limit(1)
    ).one_or_none()
    done, by, further = _answers(found.line)
    if last is not None and (last.done, last.by, last.further) == (done, by, further):
        return False
    number = 1 if last is None else last.number + 1
    session.add(
        ReplyRow(
            list_id=list_id,
            key=key,
            number=number,
            day=day,
            done=done,
            by=by,
            further=further,
            path=storable(path),
        )
    )
    session.flush()
    return True


def _answers(line: _Line) -> tuple[str, str, str]:
    done, by = (storable(line.cells.get(one, "")) for one in ANSWERED)
    return done, by, json.dumps([[storable(one) for one in pair] for pair in line.further])


def _changed(line: _Line, words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The program's own columns that say something else than was sent: column, before, now.

    A column that was taken away says nothing.
    """
    for column in _COMPARED:
        if column in line.cells and not _is_same(words[column], line.cells[column]):
            yield column, words[column], line.cells[column]


def _is_same(sent: str, back: str) -> bool:
    one, other = plain(sent), plain(back)
    if one == other:
        return True
    try:  # a spreadsheet may write 3 as 3.0
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


@cache
def _column_of() -> Mapping[str, str]:
    """Columns by their headings, in any language: the list may have gone out in another."""
    return {
        plain(translate(f"column.{column}", lang)): column
        for lang in LANGUAGES
        for column in (*COLUMNS, KEY)
    }
