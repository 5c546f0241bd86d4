"""What went out to bodies on findings and what came back: asked for beside whatever is shown."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, true

from checker.i18n import LANGUAGES, translate
from checker.model.sent_lists import Answer, Reply
from checker.register.tables import (
    FilingRow,
    FindingRow,
    ListedFinding,
    ListRow,
    ReplyRow,
    ReportRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy.orm import Session

_AT_ONCE = 500  # ids in one question


def latest_replies(session: Session, filings: Collection[int]) -> dict[tuple[int, str], Reply]:
    """What came back last on each finding, by the filing's id and the finding's."""
    found: dict[tuple[int, str], Reply] = {}
    for some in _few(filings):
        rows = session.execute(
            select(ListRow.filing_id, ListRow.version, ReplyRow)
            .join(ListRow, ListRow.id == ReplyRow.list_id)
            .where(ListRow.filing_id.in_(some))
            # The order in which they came in: an old list may come back last.
            .order_by(ReplyRow.id)
        )
        for filing, version, row in rows:
            further = tuple((heading, text) for heading, text in json.loads(row.further))
            answer = _answer(row.done)
            found[filing, row.key] = Reply(row.day, version, row.done, row.by, further, answer)
    return found


def last_told(session: Session, filings: Collection[int]) -> dict[tuple[int, str], str]:
    """The day of the latest list that told each finding, by the filing's id and the finding's."""
    found: dict[tuple[int, str], str] = {}
    for some in _few(filings):
        rows = session.execute(
            select(ListRow.filing_id, ListedFinding.key, ListRow.day)
            .join(ListRow, ListRow.id == ListedFinding.list_id)
            .where(ListRow.filing_id.in_(some))
            .order_by(ListRow.number)
        )
        found |= {(filing, key): day for filing, key, day in rows}
    return found


def _present(session: Session, year: int, rows: type[ListedFinding | ReplyRow]) -> dict[int, int]:
    """How many findings of the latest reports have such rows, by filing."""
    # A mark in a column of the office's own is no answer.
    is_one = ReplyRow.done != "" if rows is ReplyRow else true()
    found = session.execute(
        select(ListRow.filing_id, func.count(rows.key.distinct()))
        .join(rows, rows.list_id == ListRow.id)
        .join(FilingRow, FilingRow.id == ListRow.filing_id)
        .join(
            ReportRow,
            (ReportRow.filing_id == FilingRow.id) & (ReportRow.version == FilingRow.current),
        )
        .join(FindingRow, (FindingRow.report_id == ReportRow.id) & (FindingRow.key == rows.key))
        .where(FilingRow.year == year, is_one)
        .group_by(ListRow.filing_id)
    )
    return {row[0]: row[1] for row in found}


def _few(ids: Collection[int]) -> Iterator[list[int]]:
    rest = sorted(ids)
    for start in range(0, len(rest), _AT_ONCE):
        yield rest[start : start + _AT_ONCE]


def plain(text: str) -> str:
    """A cell's text without blanks and breaks, which programs put in and take away."""
    return "".join(text.split())


class Exchange(NamedTuple):
    """The lists about a report: the day of the last, how many of its present findings they told.

    ``replied`` is of how many of these something came back.
    """

    listed: str
    told: int = 0
    replied: int = 0


def exchanges(session: Session, year: int) -> dict[int, Exchange]:
    """The filings of a year that lists went out about, by id."""
    days = session.execute(
        select(ListRow.filing_id, func.max(ListRow.day))
        .join(FilingRow)
        .where(FilingRow.year == year)
        .group_by(ListRow.filing_id)
    )
    told = _present(session, year, ListedFinding)
    replied = _present(session, year, ReplyRow)
    return {
        filing: Exchange(day, told.get(filing, 0), replied.get(filing, 0)) for filing, day in days
    }


def _answer(done: str) -> Answer | None:
    return _answers_by_word().get(plain(done))


@cache
def _answers_by_word() -> Mapping[str, Answer]:
    """The answers by the words that may be chosen, in any language."""
    return {
        plain(translate(f"workbook.done.{one.value}", lang)): one
        for lang in LANGUAGES
        for one in Answer
    }
