"""Which characters the symbols of a file stand for, by laying the forms' wordings on its text.

Each font is a simple substitution cipher, and most of what a report prints is known: the labels,
heads and captions of its tables, letter by letter. A wording fits where runs as long as it is
begin and end, where each symbol has one character and each character of a font one symbol. The
note of 表三 repeats thirteen of its characters; where such a wording fits, its letters are tried
in all others, and whatever fits with most of its letters known gives new ones.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from checker.documents.pdf.decipher.cipher import Cipher, Placed
from checker.documents.pdf.decipher.printed_order import PrintedOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.documents.pdf.decipher.glyph_codes import Symbol
    from checker.documents.pdf.decipher.lettering import Lettering

SEED = 4  # characters that a wording repeats, for it to be laid down where nothing is known yet
# A wording that is found nowhere stands against what was learned where so many of its letters, and
# such a share, are known to be in their places.
FEWEST, NEARLY = 4, 0.7


class Key(NamedTuple):
    """What was deciphered: a character a symbol, and the wordings that prove it."""

    characters: Mapping[Symbol, str]
    placed: Sequence[Placed]

    @property
    def redundancy(self) -> int:
        """Characters printed in the wordings found beyond the first print of each symbol."""
        return sum(len(one.wording) for one in self.placed) - len(self.characters)


def deciphered(text: Lettering, forms: Sequence[Sequence[str]], told: Mapping[Symbol, str]) -> Key:
    """The key that explains most of the text; an empty one where no wording is found.

    ``forms`` are the wordings of each form in the order printed.
    """
    wordings = {wording for form in forms for wording in form if len(wording) > 1}
    places = {size: text.places(size) for size in {len(one) for one in wordings}}
    candidates = [
        Placed(wording, place)
        for wording in sorted(wordings, key=lambda one: (-len(one), one))
        for place in places[len(wording)]
    ]
    order = PrintedOrder(forms)
    best = Key({}, ())
    seen: set[Placed] = set()
    for seed in _seeds(text, candidates, told):
        if seed in seen:
            continue
        key = _settled(text, candidates, order, told, seed)
        seen.update(key.placed)
        best = max(best, key, key=lambda one: one.redundancy)
    return best


def _seeds(
    text: Lettering, candidates: Sequence[Placed], told: Mapping[Symbol, str]
) -> list[Placed]:
    """Where wordings that repeat characters fit, those that repeat most first."""
    cipher = Cipher(text, told)
    found = []
    for placed in candidates:
        if len(placed.wording) - len(set(placed.wording)) >= SEED or told:
            fit = cipher.fit(placed)
            if fit is not None and fit.sure >= SEED:
                found.append((-fit.sure, placed))
    return [placed for _, placed in sorted(found)]


def _settled(
    text: Lettering,
    candidates: Sequence[Placed],
    order: PrintedOrder,
    told: Mapping[Symbol, str],
    seed: Placed,
) -> Key:
    """What follows from one wording at one place, once nothing contradicts it."""
    doubted: set[tuple[Symbol, str]] = set()
    while True:
        cipher = _spread(Cipher(text, told, doubted), candidates, order, seed)
        more = {pair for pair in _contradicted(cipher, candidates) if pair[0] not in told}
        if more <= doubted:
            break
        doubted |= more
    own = {s: c for s, c in cipher.characters.items() if s not in told}
    return Key(own, tuple(sorted(cipher.placed, key=lambda one: one.place)))


def _spread(
    cipher: Cipher, candidates: Sequence[Placed], order: PrintedOrder, seed: Placed
) -> Cipher:
    """Lay down all that follows from the seed, the most certain first."""
    first = cipher.fit(seed)
    if first is None:  # it was contradicted
        return cipher
    cipher.learn(seed, first.new)
    left = [one for one in candidates if one != seed]
    boldness = 0
    while boldness < len(_BOLDER):
        left, learned = _learned(cipher, left, order, _BOLDER[boldness])
        boldness = 0 if learned else boldness + 1
    return cipher


class _Boldness(NamedTuple):
    """Which wordings are laid down: with how many and what share of their letters known."""

    fewest: int
    share: float
    alone: bool  # only where it fits in no other place as well
    where: Callable[[PrintedOrder, str, str, str], bool]  # beside which others


def _anywhere(order: PrintedOrder, wording: str, before: str, after: str) -> bool:
    del order, wording, before, after
    return True


# A text as long as a wording may share half its letters with it and stand elsewhere: （一）主动公开
# heads a section, （一）予以公开 a row. Only where many letters agree its place does not matter.
_BOLDER = (
    _Boldness(8, 0.5, alone=False, where=_anywhere),
    _Boldness(4, 0.5, alone=False, where=PrintedOrder.is_near),
    _Boldness(1, 0.5, alone=True, where=PrintedOrder.is_near),
    _Boldness(3, 0.4, alone=True, where=PrintedOrder.is_near),
    _Boldness(1, 0.3, alone=True, where=PrintedOrder.is_between),
    _Boldness(1, 0.3, alone=True, where=PrintedOrder.is_near),
    _Boldness(
        4, 0.2, alone=True, where=PrintedOrder.is_near
    ),  # 四、… repeats four, in a face of its own
)


def _learned(
    cipher: Cipher, candidates: Sequence[Placed], order: PrintedOrder, boldness: _Boldness
) -> tuple[list[Placed], bool]:
    """Lay down every wording that is certain enough: what is left, and whether any was."""
    fits = [(one, fit) for one in candidates if (fit := cipher.fit(one)) is not None]
    printed: dict[tuple[str, int], set[tuple[Symbol, ...]]] = defaultdict(set)
    rivals: dict[tuple[int, int], int] = defaultdict(int)
    best: dict[str, int] = {}
    for one, fit in fits:
        printed[one.wording, fit.sure].add(tuple(cipher.printed(one)))
        if boldness.where(order, one.wording, *cipher.around(one)):
            rivals[one.place, len(one.wording)] += 1
        best[one.wording] = max(fit.sure, best.get(one.wording, 0))
    left, learned = [], False
    for one, _ in fits:
        fit = cipher.fit(one)
        if fit is None:
            continue
        alone = fit.sure >= best[one.wording] and len(printed[one.wording, fit.sure]) <= 1
        certain = fit.sure >= max(boldness.fewest, boldness.share * len(one.wording)) and (
            alone or not boldness.alone
        )
        certain = certain and boldness.where(order, one.wording, *cipher.around(one))
        if rivals[one.place, len(one.wording)] == 1 and (certain or not fit.new):
            cipher.learn(one, fit.new)
            learned = True
        else:
            left.append(one)
    return left, learned


def _contradicted(cipher: Cipher, candidates: Sequence[Placed]) -> Iterator[tuple[Symbol, str]]:
    """What was learned and stands against a wording that is there but for one or two letters.

    A piece of a longer wording that was found is no other one: …理由逾期不补正 ends as the label
    1.逾期不补正 of another form does.
    """
    explained = {(one.place, len(one.wording)) for one in cipher.placed}
    explained |= {(one.place, len(one.wording)) for one in candidates if cipher.fit(one)}
    found = {one.wording for one in cipher.placed}
    for one in candidates:
        if (one.place, len(one.wording)) in explained or one.wording in found:
            continue
        if any(longer.place <= one.place and one.end <= longer.end for longer in cipher.placed):
            continue
        agree, against = cipher.contradictions(one)
        if against and agree >= max(FEWEST, NEARLY * len(one.wording)):
            yield from against
