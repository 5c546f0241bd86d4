"""Kinds of words as bits: what a run of words holds is one number, and asking it one AND.

The parts and meanings of ``checker.rulebook.lexicon`` are closed, so that each has a bit of its
own. A word has the bit of its part and that of its meaning; the kinds of several words are theirs
together, which the grammar asks some thousand times a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.rulebook.lexicon import MEANINGS, PUNCTUATION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.claims.tokens import Token

MONEY = frozenset(("元", "万元"))
_PER_CENT = "%"
_PARTS = (*MEANINGS, "short", "number", "stop")
_BIT_OF_PART = {part: 1 << at for at, part in enumerate(_PARTS)}
_NAMED = [
    *(("stop", mark) for mark in PUNCTUATION),
    *(("number", unit) for unit in (_PER_CENT, *sorted(MONEY))),
    *((part, name) for part, names in MEANINGS.items() for name in sorted(names)),
]
"""Marks of punctuation, then units, then meanings: the lower a bit, the quicker it is asked."""
_KINDS = {
    (part, name): 1 << at | _BIT_OF_PART[part]
    for at, (part, name) in enumerate(_NAMED, len(_PARTS))
}


def kind_of(part: str, name: str) -> int:
    """The bits of a word; that of its part alone where its name is no meaning (2023, 件)."""
    return _KINDS.get((part, name)) or _BIT_OF_PART[part]


def any_of(part: str, *names: str) -> int:
    """What the kinds of words are asked for: one of these meanings, or any of the part."""
    part_bit = _BIT_OF_PART[part]
    asked = 0
    for name in names:
        asked |= _KINDS[part, name] & ~part_bit
    return asked or part_bit


def kinds_of(words: Iterable[Token]) -> int:
    """The kinds of several words together."""
    found = 0
    for one in words:
        found |= one.kind
    return found


_FREE = len(_PARTS) + len(_NAMED)
SHORT_NAME, BESIDE, BEHIND_A_LETTER = (1 << _FREE + at for at in range(3))
"""A word that is a short name of a result, one that is a channel or applicant beside others of it,
and a number with but a letter before it that no word has."""
NUMBER, STOP, PER_CENT = any_of("number"), any_of("stop"), any_of("number", _PER_CENT)
