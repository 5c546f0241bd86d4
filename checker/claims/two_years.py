"""A number beside last year's: 由49件增至54件, 收到60件,较上年增加10件."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.claims.asked import is_light
from checker.claims.clauses import has
from checker.claims.counts import is_change, is_of_last_year
from checker.claims.shares import exact
from checker.model.stated import LAST_YEAR

if TYPE_CHECKING:
    from checker.claims.asked import Asked
    from checker.claims.line import Line
    from checker.model.stated import Claim

_YEAR = re.compile(r"20\d\d")


def change(asked: Asked, line: Line) -> Claim | None:
    """收到60件,较上年增加10件: by how much the number before it grew."""
    figure, grown, words = asked.phrase.figure, line.grown, (*asked.phrase.far, *asked.near)
    if grown is None or figure.unit != grown.unit or not is_change(asked.near):
        return None
    if grown.part:
        return None  # 27件,其中网上20件,较上年减少6件: of which of the two, nothing says
    if has(asked.near, "mark", "respectively"):
        return None  # 公开7件、部分公开2件,同比分别增加3件、减少1件
    named = [one for one in words if not is_light(one) and not one.is_stop]
    plain = all(one.marks("compare", "up", "down") for one in named)
    if not plain or not (has(words, "mark", "compare") or line.base is not None):
        return None
    down = has(asked.near, "mark", "down")
    return grown._replace(
        kind="change", value=-figure.value if down else figure.value, at=figure.start,
        printed=figure.printed, exactness=figure.exactness, of=exact(grown), before=line.base,
    )  # fmt: skip


def of_two_years(asked: Asked, line: Line, text: str) -> Claim | None:
    """新收申请由49件增至54件; 新收60件,较上年50件增长20%."""
    figure, last = asked.phrase.figure, asked.last
    other = None
    if last is not None and last.year == LAST_YEAR and has(asked.near, "mark", "to"):
        other = last._replace(year=None)
        line.grew_from(last)
    elif line.grown is not None and is_of_last_year(asked.phrase):
        named = _YEAR.search(text, asked.near[0].start, figure.start)
        other = line.grown._replace(year=int(named[0]) if named else LAST_YEAR, part=False)
    if other is None or figure.unit != other.unit:
        return None
    return other._replace(
        value=figure.value, printed=figure.printed, at=figure.start,
        exactness=figure.exactness, step=figure.step,
    )  # fmt: skip
