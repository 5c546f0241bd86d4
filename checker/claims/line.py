"""The numbers of a stretch so far, and what the next one may refer to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.claims.clauses import has
from checker.claims.counts import is_change, is_of_last_year
from checker.claims.kinds import any_of
from checker.claims.shares import exact
from checker.model.stated import Exactness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.phrases import Phrase
    from checker.claims.tokens import Token
    from checker.model.stated import Claim

WHOLES = ("received", "new_received", "handled", "worked_on")


class Line:
    """The claims of a stretch so far, and what the next number may refer to."""

    def __init__(self, ahead: Claim | None) -> None:
        self.told: list[Claim] = []
        self.last = self.grown = self._total = ahead
        self.whole: Claim | None = None  # what was received or handled, last
        self.parts: str | None = None  # the list of which the last two counts are parts
        self.two: tuple[str, ...] = ()  # what the last two numbers counted
        self._two: list[Claim] = []
        if ahead:
            self._tell([ahead])
        self.changed = False
        self._row: list[Decimal] = []
        self._before: Claim | None = None
        self._delta: Decimal | None = None

    @property
    def base(self) -> Decimal | None:
        """Last year's number, where the text gives it exactly."""
        return exact(self._before) if self._before is not None else None

    def grew_from(self, last: Claim) -> None:
        """Keep last year's number for the growth that follows."""
        self._before = last

    def before(self, grown: Claim) -> Decimal | None:
        """Last year's number for a growth, where the text gives it or by how much it grew."""
        if self._before is not None and self._before.about == grown.about:
            return exact(self._before)
        return grown.of - self._delta if self._delta is not None and grown.of is not None else None

    def turn_to_all(self, words: Sequence[Token]) -> None:
        """线上19件,线下8件,总量比上年减少6件: what is told of all is not told of the last part."""
        moved = has(words, "mark", "up", "down") or has(words, "mark", "compare")
        is_part = self.grown is not None and self.grown.list is not None
        if is_part and moved and has(words, "mark", "sum"):
            self.grown = self.whole

    def _tell(self, told: Sequence[Claim]) -> None:
        self.told += told
        for one in told:
            if one.kind == "count":
                self._two = [*self._two[-1:], one]
                if one.about in WHOLES:
                    self.whole = one
        self.two = tuple([one.about for one in self._two])
        lists = {one.list for one in self._two}
        self.parts = lists.pop() if len(lists) == 1 and len(self._two) > 1 else None

    @property
    def together(self) -> Decimal | None:
        """The sum of the last counts, where 、 joins them."""
        return sum(self._row, Decimal(0)) if len(self._row) > 1 else None

    @property
    def last_two(self) -> Decimal | None:
        """The sum of the last two counts: 公开18件,部分公开2件,两项占48.8%."""
        counts = [one.value for one in self._two]
        return sum(counts, Decimal(0)) if len(counts) > 1 else None

    def _of_which(self, one: Claim | None) -> Claim | None:
        """77件,线上66件、线下11件,比上年增加16件: parts of the whole without a word for it."""
        is_part = one is not None and one.list is not None and self.whole is not None
        return one._replace(part=True) if one is not None and is_part else one

    def add(self, found: Sequence[Claim], phrase: Phrase, *, is_count: bool) -> None:
        """Take in what a number was found to say."""
        if phrase.listed and self._total is None:
            self._total = self.last
        elif not phrase.listed:
            self._total = None
        near_kinds = phrase.near_kinds
        if is_count and not found and not near_kinds & (_MOVED | _TO):
            self.changed, self.grown, self.last = False, None, None
            self._row = [*(self._row if phrase.joined else ()), phrase.figure.value]
            return
        is_delta = bool(near_kinds & _MOVED) and is_change(phrase.near)
        is_delta = is_delta and all(one.kind == "change" for one in found)
        self.changed = is_delta or bool(near_kinds & _TO)
        if is_delta and is_count and phrase.figure.exactness is Exactness.EXACT:
            down = near_kinds & _DOWN
            self._delta = -phrase.figure.value if down else phrase.figure.value
        if found and self.grown is not None and is_of_last_year(phrase):
            self._before, self.changed = found[0], True
            self._tell(found)
            return  # what is told behind it is told of this year's number
        if is_count:
            self._row = [*(self._row if phrase.joined else ()), phrase.figure.value]
        if not found:
            # 27件,其中网上20件,较上年减少6件,下降18.2%: of either
            if not is_delta or (self.grown is not None and self.grown.part):
                self.grown = None
        else:
            self._take_in(found, phrase, is_delta=is_delta)
        if is_count and not is_delta and not any(one.kind == "count" for one in found):
            self.last = None

    def _take_in(self, found: Sequence[Claim], phrase: Phrase, *, is_delta: bool) -> None:
        under = self._total.about if phrase.listed and self._total else None
        told = [_told_under(one, under, part=phrase.listed) for one in found]
        first = next((n for n, one in enumerate(told) if one.kind == "count"), None)
        if not is_delta:
            self.grown = self._of_which(told[first] if first is not None else None)
        self._tell(told)
        if first is not None:
            self.last = found[first]


def _told_under(one: Claim, under: str | None, *, part: bool) -> Claim:
    if one.part == part and one.under == under:
        return one
    return one._replace(part=part, under=under)


_MOVED, _DOWN, _TO = any_of("mark", "up", "down"), any_of("mark", "down"), any_of("mark", "to")
