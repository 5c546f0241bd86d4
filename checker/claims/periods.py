"""The year that a number belongs to, by the words before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.kinds import NUMBER, STOP, any_of
from checker.model.stated import LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.phrases import Phrase
    from checker.claims.tokens import Token

OTHER = -1
"""The year of a number that belongs to no year by itself (half a year, a running total)."""


_OWN_YEAR = ("carried_over", "carried_forward")
_STOCK = "doc_in_force"
_OPEN, _OF_TIME = any_of("carry", "open"), any_of("time") | any_of("mark", "compare")


def year_told(phrase: Phrase, about: str) -> int | None:
    """The year of a number, by what it counts and the words before it (``year_of``)."""
    if phrase.to:
        return LAST_YEAR
    if not phrase.lead_kinds & _OF_TIME:
        return None  # the report's own
    lead = phrase.lead
    is_open = about == "carried_forward" and phrase.near_kinds & _OPEN
    if about in _OWN_YEAR and not is_open:
        # 2022年结转5件: the year is of the word, not of the number; 2022年未办结5件 is of it.
        lead = lead[: len(lead) - len(phrase.near)]
    year = year_of(lead)
    if year == OTHER and about.endswith(_STOCK):
        return None  # 截至目前现行有效12件: what is in force is told of a day
    return year


def year_of(lead: Sequence[Token]) -> int | None:
    """``None`` for the report's own year, ``LAST_YEAR`` for 去年, ``OTHER`` for none.

    A year at the head of what is said up to a semicolon is that of all its numbers; one between
    them is of its own clause (另有2021年转入3件,答复19件), unless it is later, or this year. 累计
    alone is of the year named with it; a year behind 因 is that of a cause. What stands behind
    较上年 is that year's, up to a comma or to what it does: 较上年收到的15件增加3件.
    """
    head: int | None = None
    clause: list[int | None] = []
    caused = counted = False
    periods = 0
    cut, held_against = _comparison(lead)
    if held_against:
        return LAST_YEAR
    for one in [word for word in lead[cut:] if word.kind & _TELLING]:
        kind = one.kind
        if kind & STOP:
            caused = False
            if kind & _LINE_END:
                head, counted = None, False
            if kind & _CLAUSE_END:
                clause = []
        elif kind & NUMBER:
            counted, caused = True, False
        elif kind & _CAUSE:
            caused = True
        elif kind & _TO and (clause[-1] if clause else head) == LAST_YEAR:
            head, clause = None, []  # 由上年的1402项减少到1366项: this year's from here on
        elif kind & _TIME and not caused:
            periods += one.name == "part"
            year = _of(one.name, clause[-1] if clause else head)
            if one.name == "running" and periods > 1 and year == OTHER:
                year = None  # 一季度1件,二季度3件,累计4件: the periods make up the year
            if not counted or year is None or (head is not None and year > max(head, _A_YEAR)):
                head, clause = year, []
            else:
                clause = [year]
    return clause[-1] if clause else head


def _comparison(lead: Sequence[Token]) -> tuple[int, bool]:
    """Where a comparison that holds a number ends, and whether one is open at the end.

    与上年收到1件相比,今年收到2件 has the one, 较上年收到的15件 the other.
    """
    cut, is_open, counted = 0, False, False
    for n, one in enumerate(lead, 1):
        if one.kind & _COMPARE:
            cut, is_open = (n if counted else cut), not counted
        elif one.kind & _ENDING:
            is_open, counted = False, bool(one.kind & NUMBER)
    return cut, is_open


_COMPARE, _CAUSE, _TO = (any_of("mark", name) for name in ("compare", "cause", "to"))
_ENDING = STOP | NUMBER | any_of("mark", "up", "down", "to", "share", "rate")
_TIME, _LINE_END = any_of("time"), any_of("stop", ";", "。")
_CLAUSE_END = any_of("stop", ",") | _LINE_END
_TELLING = STOP | NUMBER | _TIME | _CAUSE | _TO
_A_YEAR = 1900
"""Above every number that stands for no year of the calendar."""


def _of(name: str, year: int | None) -> int | None:
    if name.isdigit():
        return int(name)
    if name == "last":
        return LAST_YEAR
    if name == "this":
        return None
    if name in ("part", "other", "next"):
        return OTHER
    if name == "whole" and year == OTHER:
        return None  # 1至6月收到9件,全年收到13件
    return year  # 去年全年, 2022年累计: of the year named with it
