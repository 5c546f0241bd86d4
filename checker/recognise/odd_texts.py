"""What a cell of a page holds that no office writes there: signs that a font gives out as letters.

Letters are not looked at as drawn, digits are. A font with another's map gives out its 无 as any
ideograph (以), its 0 and 1 as well, 3239 as 3文3引, // as 完完, （含上年8件） as （含）（8年年.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import Doubt, State
from checker.recognise.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.recognise.grid_rows import TableReading

PLACEHOLDERS = frozenset({"/", "／", "-", "－", "—", "——", "无", "\\"})
"""What is printed for a number that there is none of."""
_LONE_WORDS = PLACEHOLDERS | frozenset("零〇○一空略")
"""Single signs that a cell may hold instead of a number."""
_IDEOGRAPH = "[\u2e80-\u2fdf\u3007\u3400-\u9fff]"
_UNITS = "件条项宗次个份起人名家户篇期类元万亿千百十年月日天时分余多"
"""What may stand right behind a number."""
_LEADS = "共计约中含为有达近超逾增减第加"
"""What may stand right before one."""
_REMARK = re.compile(r"[（(][^（）()]*[）)]")
_BRACKET = re.compile(r"[（）()]")
_GLUED = re.compile(
    rf"\d(?:[.．]|(?![{_UNITS}])){_IDEOGRAPH}|(?![{_LEADS}{_UNITS}]){_IDEOGRAPH}[.．]?\d"
)
_WORDS = re.compile(_IDEOGRAPH)
_AMID = re.compile(r"\d[^\w\s.,，．。、·・:：/／（）()\[\]\-–—−~～%％‰+×*'’]+\d")
"""A sign amid digits that nobody writes there: 887380“57."""


TWICE = 2
"""Cells with odd texts: a typist may slip once."""


def doubt_words(readings: Iterable[TableReading]) -> None:
    """Where texts of several cells are odd, no text of a cell is a word for sure (文管 is 27)."""
    every = [(one, ref, cell) for one in readings for ref, cell in one.cells.items()]
    if sum(cell.doubt is Doubt.UNCONFIRMED and is_odd(cell.raw) for _, _, cell in every) >= TWICE:
        for reading, ref, cell in every:
            if cell.state is State.TEXT and _WORDS.search(cell.raw):
                reading.doubt(ref, Doubt.UNCONFIRMED)


def is_odd(text: str) -> bool:
    """Whether a text is neither words nor a number with its unit, what leads to it, a remark."""
    plain = folded(text)
    bare = _REMARK.sub("", plain)
    if _AMID.search(bare):
        return True
    if _BRACKET.search(bare):  # half a pair
        return bool(_WORDS.search(plain))
    if not _WORDS.search(bare):
        return False
    if any(char.isdigit() for char in bare):
        return bool(_GLUED.search(bare))
    is_one_letter = len(set(bare)) == 1
    return is_one_letter and bare not in _LONE_WORDS
