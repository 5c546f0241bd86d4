"""The year that a number belongs to, by the words before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.claim import LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.tokens import Token

OTHER = -1
"""The year of a number that belongs to no year by itself (half a year, a running total)."""


def year_of(lead: Sequence[Token]) -> int | None:
    """``None`` for the report's own year, ``LAST_YEAR`` for 去年, ``OTHER`` for none.

    The last word on time counts, back to a semicolon. 累计 alone is of the year that the
    sentence names; a year behind 因 is that of a cause (因2023年申请引发行政复议1件).
    """
    year: int | None = None
    caused = False
    for one in lead:
        if one.is_stop and one.name in ";。":
            year = None
        if one.is_stop or one.figure is not None:
            caused = False
        elif one.part == "mark" and one.name == "cause":
            caused = True
        elif one.part == "time" and not caused:
            year = _of(one.name, year)
    return year


def _of(name: str, year: int | None) -> int | None:
    if name.isdigit():
        return int(name)
    if name == "last":
        return LAST_YEAR
    if name == "this":
        return None
    if name in ("part", "other", "next"):
        return OTHER
    return year  # 去年全年, 2022年累计: of the year named with it
