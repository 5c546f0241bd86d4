"""Lists that end with their total: 社会保险类29件、劳动关系类17件、其他7件,共计53件."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.claims.kinds import any_of
from checker.claims.list_openers import is_parted_by
from checker.model.stated import Exactness, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.tokens import Token
    from checker.model.stated import Sentence

_LEAST = 2
_FEW, _PART = Decimal(2), Decimal("0.02")
"""How far a sum lies off that was added up wrongly, and not read wrongly (as for other lists)."""


SUMMED = any_of("mark", "sum")
"""Without such a word no number is told as the total of those before it."""


def summed_lists(
    tokens: Sequence[Token], sentence: Sentence, claimed: frozenset[int]
) -> Iterator[Listing]:
    """Each number behind 共计 or 合计, with the parallel numbers it adds up.

    Numbers that have cells of their own (``claimed``: places in the sentence) are held against
    those, and make no list.
    """
    for at, one in enumerate(tokens):
        total = one.figure
        if total is None or not _is_summed(tokens, at):
            continue
        parts = _parts(tokens, at, sentence.text)
        figures = [part.figure for part in parts if part.figure is not None]
        exact = all(figure.exactness is Exactness.EXACT for figure in (total, *figures))
        if len(figures) < _LEAST or not exact or any(part.start in claimed for part in parts):
            continue
        values = tuple(figure.value for figure in figures)
        if any(value > total.value for value in values):
            continue
        off = abs(sum(values, Decimal(0)) - total.value)
        nested = off > max(_FEW, total.value * _PART)
        yield Listing(total.value, values, total.unit, True, Exactness.EXACT, sentence, nested)  # noqa: FBT003


def _is_summed(tokens: Sequence[Token], at: int) -> bool:
    before = [one for one in tokens[max(at - 2, 0) : at] if not one.marks("copula")]
    return bool(before) and before[-1].marks("sum") and not tokens[at].gap


def _parts(tokens: Sequence[Token], at: int, text: str) -> list[Token]:
    """The numbers from what opens the list (其中, a colon) up to the total."""
    found: list[Token] = []
    opened = False
    for one in reversed(tokens[:at]):
        if one.is_stop and one.name in ";。":
            break
        by_view = one.is_stop and one.name == "," and is_parted_by(text, one.start)
        if by_view or one.marks("of_which") or (one.is_stop and one.name == ":"):
            opened = True
            break
        if one.figure is not None:
            if one.name != tokens[at].name:
                return []
            found.insert(0, one)
        elif one.part == "action" and found:
            return []  # 收到9件,办结8件,共计17件: no parts of one thing
    return found if opened else []
