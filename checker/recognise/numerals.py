"""A cell's printed text as a number, a blank or a text. Exact: integers and decimals only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from checker.model import State
from checker.rulebook.form import CHANGE, COUNT, MONEY

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−﹣", "0123456789.,+---")
# Other scripts' digits are no figures of the form.
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_IN_BRACKETS = re.compile(r"[(（〔\[【][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）〕\]】]")
# Footnote marks that are characters of their own: never digits of the number they follow.
_MARK = re.compile(r"[①-⑳⑴-⒇¹²³⁰-⁹*＊※★☆^#]+")
# The unit a column's own cells may repeat; any other unit makes the cell text.
_OWN_UNITS = {COUNT: "件条项宗份个", CHANGE: "件条项宗份个", MONEY: ""}


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a cell's text says: its state, the exact value of a number, and what stands beside."""

    state: State
    value: Decimal | None = None
    note: str | None = None


def numeral(text: str, mark: str = "", *, holds: str = COUNT, unit: str | None = None) -> Numeral:
    """Read a cell's text; ``holds`` is what its column holds, ``unit`` the column's own unit.

    A number may be followed by a note in brackets, its column's own unit or a footnote mark;
    anything else beside the digits makes the cell text.
    """
    compact = "".join(text.split()).translate(_HALF_WIDTH)
    if not compact:
        return Numeral(State.BLANK)
    found = _NUMBER.match(compact)
    if found is None:
        return Numeral(State.TEXT)
    rest = compact[found.end() :]
    if rest and not _is_beside(rest, holds, unit):
        return Numeral(State.TEXT)
    value = Decimal(found.group().replace(",", ""))
    note = rest + mark
    return Numeral(State.NUMBER, value, note or None)


def _is_beside(rest: str, holds: str, unit: str | None) -> bool:
    if unit and rest.startswith(unit):
        rest = rest[len(unit) :]
    elif rest[0] in _OWN_UNITS[holds]:
        rest = rest[1:]
    bracketed = _IN_BRACKETS.match(rest)
    if bracketed:
        rest = rest[bracketed.end() :]
    return not rest or _MARK.fullmatch(rest) is not None
