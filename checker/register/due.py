"""When a report is due (政府信息公开条例, art. 49)."""

from __future__ import annotations

import datetime

from checker.checks.across.body_list import GOVERNMENT

_GOVERNMENTS, _OTHERS = "03-31", "01-31"
"""Of governments, and of departments. Art. 49 sets no day for townships and subdistricts, which are
asked for theirs with the departments."""


def due_day(kind: str, own: str) -> str:
    """The month and day of a body: its ``own``, if the list has one, else those of art. 49."""
    return own or (_GOVERNMENTS if kind == GOVERNMENT else _OTHERS)


def due_date(year: int, day: str) -> datetime.date:
    """The date that the report on a year is due by: a day (``01-31``) of the year after it."""
    month, _, of_month = day.partition("-")
    return datetime.date(year + 1, int(month), int(of_month))


def days_late(due: datetime.date, received: datetime.date | None, today: datetime.date) -> int:
    """Days beyond the due date, up to the day it came, or up to today; 0 for in time."""
    return max(0, ((received or today) - due).days)
