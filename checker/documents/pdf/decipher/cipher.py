"""A substitution cipher in the making: what is known of each font's codes, and what fits it."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from checker.documents.pdf.decipher.glyph_codes import Symbol
    from checker.documents.pdf.decipher.lettering import Lettering


REACH = 250  # symbols: a few rows of a table, with their figures


class Placed(NamedTuple):
    """A wording where it was found: the place of its first symbol in the text."""

    wording: str
    place: int

    @property
    def end(self) -> int:
        """The place behind its last symbol."""
        return self.place + len(self.wording)


_NONE = Placed("", 0)
_place = attrgetter("place")


class Fit(NamedTuple):
    """How a wording fits at a place."""

    sure: int  # characters that were known, and further prints of new ones
    new: Mapping[Symbol, str]


class Cipher:
    """A key in the making; ``doubted`` are pairs of a symbol and a character that are not."""

    def __init__(
        self,
        text: Lettering,
        told: Mapping[Symbol, str],
        doubted: Collection[tuple[Symbol, str]] = (),
    ) -> None:
        self._symbols = text.symbols
        self._doubted = doubted
        self.characters = dict(told)
        self._taken = {(symbol.font, char): symbol for symbol, char in told.items()}
        self.placed: list[Placed] = []

    def learn(self, placed: Placed, new: Mapping[Symbol, str]) -> None:
        """Lay a wording down with the new characters that it gives."""
        self.placed.append(placed)
        self.characters.update(new)
        self._taken.update({(symbol.font, char): symbol for symbol, char in new.items()})

    def around(self, placed: Placed) -> tuple[str, str]:
        """The wordings next before and behind a place, within ``REACH``; none is an empty one."""
        near = [one for one in self.placed if abs(one.place - placed.place) < REACH]
        before = max((one for one in near if one.place < placed.place), key=_place, default=_NONE)
        after = min((one for one in near if one.place > placed.place), key=_place, default=_NONE)
        return before.wording, after.wording

    def printed(self, placed: Placed) -> Sequence[Symbol]:
        """The symbols at a wording's place."""
        return self._symbols[placed.place : placed.place + len(placed.wording)]

    def contradictions(self, placed: Placed) -> tuple[int, list[tuple[Symbol, str]]]:
        """How many of a wording's characters are known to be there, and what says otherwise."""
        agree, against = 0, []
        for symbol, char in zip(self.printed(placed), placed.wording, strict=True):
            said = self.characters.get(symbol)
            if said == char:
                agree += 1
            elif said is not None:
                against.append((symbol, said))
            elif (symbol.font, char) in self._taken:
                against.append((self._taken[symbol.font, char], char))
        return agree, against

    def fit(self, placed: Placed) -> Fit | None:
        """How a wording fits at a place, ``None`` where it does not."""
        sure = 0
        new: dict[Symbol, str] = {}
        taken: dict[tuple[int, str], Symbol] = {}
        for symbol, char in zip(self.printed(placed), placed.wording, strict=True):
            said = self.characters.get(symbol)
            if said is not None:
                if said != char:
                    return None
                sure += 1
                continue
            own = (symbol.font, char)
            if own in self._taken or taken.setdefault(own, symbol) != symbol:
                return None
            if symbol in new:
                if new[symbol] != char:
                    return None
                sure += 1
            elif (symbol, char) in self._doubted:
                return None
            new[symbol] = char
        return Fit(sure, new)
