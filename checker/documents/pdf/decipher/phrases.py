"""What reports say in the same words around their tables, laid on text that is nearly deciphered.

The tables prove most letters of a font, and not 工 of 工作年度报告 or 月 of 年1月1日: for a letter
or two the title and the year stay unknown. A phrase that is there but for a few letters proves
those. It runs on in its line, and from line to line, so that only its letters tell where it is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from checker.documents.pdf.decipher.glyph_codes import Symbol

# Letters of a phrase that must be known where it is laid down, and their share: of two wordings of
# the forms as long as a phrase, no two agree in so many places.
FEWEST, NEARLY = 4, 0.6


def from_phrases(
    symbols: Sequence[Symbol],
    phrases: Sequence[str],
    known: Mapping[Symbol, str],
    refuted: Collection[Symbol],
) -> dict[Symbol, str]:
    """The letters that phrases prove; ``symbols`` are printed in this order, ``known`` is sure.

    No digit is proven so, and nothing of a symbol that is ``refuted``.
    """
    found: dict[Symbol, str] = {}
    while True:
        proposed: dict[Symbol, set[str]] = defaultdict(set)
        taken: dict[tuple[int, str], set[Symbol]] = defaultdict(set)
        sure = {**known, **found}
        for symbol, char in sure.items():
            taken[symbol.font, char].add(symbol)
        for phrase in phrases:
            for symbol, char in _proposed(symbols, phrase, sure):
                proposed[symbol].add(char)
                taken[symbol.font, char].add(symbol)
        new = {
            symbol: char
            for symbol, chars in proposed.items()
            for char in chars
            if len(chars) == 1 and len(taken[symbol.font, char]) == 1 and symbol not in refuted
        }
        if not new:
            return found
        found.update(new)


def _proposed(
    symbols: Sequence[Symbol], phrase: str, sure: Mapping[Symbol, str]
) -> Iterator[tuple[Symbol, str]]:
    """What a phrase says of unknown symbols, wherever it is there but for them."""
    fewest = max(FEWEST, NEARLY * len(phrase))
    for at in range(len(symbols) - len(phrase) + 1):
        unknown: list[tuple[Symbol, str]] = []
        for symbol, char in zip(symbols[at : at + len(phrase)], phrase, strict=True):
            said = sure.get(symbol)
            if said is None and not char.isdecimal():
                unknown.append((symbol, char))
            elif said != char:
                break
        else:
            if len(phrase) - len(unknown) >= fewest:
                yield from unknown
