"""Numbers as prose prints them: 1,234, 一百零五, 18万余, 约300; with the unit that follows."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checker.model.stated import Exactness

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = r"[〇零一二两三四五六七八九十百千]+"
UNITS = (
    r"个百分点|百分点|个工作日|工作日|天|小时|个月|件次|件|条次|条|份|人次|人|万册|册|次|场次|场|期|宗|起|例|项|部|个|篇|批|家"
    r"|元|%|则|幅|套|张|位|笔|桩|台|户|本|封"
)
BREAK = "\ue000"
"""Stands where a page number was taken out between two digits: no number is read across it."""

_LOOSE = r"大约|将近|接近|不足|不到|超过|多达|突破|逾|超|约|近"
NUMBER = (
    rf"(?P<loose>{_LOOSE})?"
    r"(?<!\d,)(?<![\d./\-第每逐任何同某统唯单〇零一二两三四五六七八九十百千"
    rf"{BREAK}])(?<!另(?=一[^件宗起份]))(?![两二三][项类者](?:合计|共|占|之和|总|所占))(?P<digits>{_DIGITS}|(?<!(?<!加)上)(?<!下){_CHINESE})"
    rf"(?P<times>万|亿)?(?P<more>余|多)?"
    rf"(?:(?P<unit>{UNITS})(?P<after>以上|左右|上下|以内)?|(?<=[\d零])(?=,(?!\d)|[;。、)]|$))"
)
"""A number with its unit, or one that a mark of punctuation follows: 予以公开12,部分公开3。"""

_TIMES = {"千": 1000, "万": 10_000, "亿": 100_000_000}
_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_AT_LEAST = {"余", "多", "超", "逾", "超过", "多达", "突破", "以上"}
_AT_MOST = {"近", "将近", "接近", "不足", "不到", "以内"}
_ABOUT = {"约", "大约", "左右", "上下"}
_LOOSENED = re.compile(rf"(?:{_LOOSE})$")
# Words that only look like a number and its unit.
_FIGURE = re.compile(NUMBER)
_PRINTED_DIGITS = "0123456789.,"
_PLAIN_UNITS = frozenset(one for one in UNITS.split("|") if not one.startswith("万"))
_EXACT, _NO_STEP = Exactness.EXACT, Decimal(0)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_STOPS = tuple(",;。、)")
_NOT_COUNTED = re.compile(r"一(?:个|项|次|批|场|家|部|起)$")


class Figure(NamedTuple):
    """A number with its unit, where it stands in the sentence, and how loosely it is meant."""

    start: int
    end: int
    value: Decimal
    unit: str
    printed: str
    exactness: Exactness
    step: Decimal


_made = partial(tuple.__new__, Figure)
"""A number of its fields in order: half the time of naming the class."""


def figures(text: str) -> Iterator[Figure]:
    """Every number of a sentence, in order."""
    for found in _FIGURE.finditer(text):
        figure = _figure_of(found)
        if figure is not None:
            yield figure


def figure_at(text: str, start: int, end: int) -> Figure | None:
    """The number that ``NUMBER`` found here; ``None`` for what only looks like one."""
    printed = text[start:end]
    unit = printed.lstrip(_PRINTED_DIGITS)
    if unit in _PLAIN_UNITS and len(unit) < len(printed):
        # 12件, as most are: nothing loosens it, and nothing but its digits is to be read.
        digits = printed[: -len(unit)]
        value = Decimal(digits.replace(",", "") if "," in digits else digits)
        whole = _whole(value) if "." in digits else value
        return _made((start, end, whole, unit, printed, _EXACT, _NO_STEP))
    found = _FIGURE.match(text, start)
    return _figure_of(found) if found is not None else None


def _figure_of(found: re.Match[str]) -> Figure | None:
    loose, digits, times_of, more, unit, after = found.groups()
    unit = unit or ""
    if digits[0] == "一" and _NOT_COUNTED.fullmatch(digits + unit) and not _ends_a_list(found):
        return None
    if not unit and (_YEAR_ALONE.fullmatch(digits) or not _follows_a_word(found)):
        return None
    value = number_of(digits)
    if value is None:
        return None
    start, end = found.start("loose") if loose else found.start("digits"), found.end()
    printed = found.string[start:end]
    if not (loose or times_of or more or after):
        whole = _whole(value) if "." in digits else value
        return Figure(start, end, whole, unit, printed, _EXACT, _NO_STEP)
    times = _TIMES.get(times_of or "", 1)
    step = _NO_STEP
    if times > 1:
        step = Decimal(times).scaleb(-len(digits.partition(".")[2]))
    exactness = _exactness_of({loose, more, after})
    if exactness is _EXACT and times > 1 and unit != "元":
        exactness = Exactness.ABOUT  # rounded
    return Figure(start, end, _whole(value * times), unit, printed, exactness, step)


def _ends_a_list(found: re.Match[str]) -> bool:
    """Whether 一起 is a number of cases: 公开一起,不掌握两起."""
    rest = found.string[found.end() :]
    return found["unit"] == "起" and rest[:1] in _STOPS and "两起" in found.string


def _follows_a_word(found: re.Match[str]) -> bool:
    """Whether a number without a unit stands after a word and is no number of a list (1、2、)."""
    before = found.string[found.start() - 1 : found.start()]
    return bool(before) and (before.isalpha() or before == ":")


def _whole(value: Decimal) -> Decimal:
    """12000 for 12000.0: 1.2万 has no decimals of its own."""
    return Decimal(int(value)) if value == int(value) and value >= _TIMES["千"] else value


def number_of(digits: str) -> Decimal | None:
    """The value of ``1,234.5`` or ``一百零五``; ``None`` for Chinese numerals out of order."""
    if digits[0].isdigit():
        return Decimal(digits.replace(",", ""))
    if len(digits) > 1 and not set(digits) & set(_PLACES):
        return Decimal("".join(str(_VALUES[char]) for char in digits))
    total, digit, last = 0, None, 10_000
    for char in digits:
        if char in _VALUES:
            if digit:
                return None
            digit = _VALUES[char]
        elif _PLACES[char] < last:
            last = _PLACES[char]
            total += (1 if digit is None else digit) * last
            digit = None
        else:
            return None
    return Decimal(total + (digit or 0))


def exactness_before(text: str, end: int) -> Exactness:
    """How loosely a number is meant by the word that ends here: 约占35%, 近占三成."""
    found = _LOOSENED.search(text, max(end - _LONGEST, 0), end)
    return _exactness_of({found[0]}) if found else Exactness.EXACT


_LONGEST = len("大约")


def _exactness_of(words: set[str | None]) -> Exactness:
    if words & _ABOUT:
        return Exactness.ABOUT
    if words & _AT_MOST:
        return Exactness.LESS
    return Exactness.MORE if words & _AT_LEAST else Exactness.EXACT
