"""Which printed row (or column) is which row (or column) of the form: by its label, then in order.

A label that names one entry of the form for sure is that entry, wherever it stands. The others
are matched in order between those.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.recognise.labels import SURE_FIT, fits, wording_of
from checker.rulebook.form import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.recognise.labels import Wording
    from checker.rulebook.form import Item

# Costs that decide an alignment, in units of `fit`: a label must fit better than LEAST_FIT to
# be worth more than leaving both it and its row alone.
LEAST_FIT = 0.42
MISSING = 0.30  # a row of the form that is not printed
EXTRA = 0.35  # a printed row the form does not have
NEVER = -1e9
GARBLED = 0.15  # a legible label less like its row than this is another row, not a misprint
APART = 0.1  # how much better than any other an entry fits that a label names for sure


@dataclass(frozen=True, slots=True)
class Alignment:
    """``matches[i]`` is the place in the form of printed label ``i``, ``None`` for an extra.

    ``by_order`` are printed labels matched only because as many are printed as the form has
    between two that fit. ``astray`` are those whose label and order disagree: of an exchanged
    pair both, of one that moved past several only itself. ``score`` compares alignments of the
    same labels with other forms.
    """

    matches: tuple[int | None, ...]
    by_order: frozenset[int]
    astray: frozenset[int]
    score: float

    def exchanged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Pairs of printed labels, each with its match, of which the form has the second first.

        One pair for each label that is astray: with the first above it that belongs below it, else
        with the first below it that belongs above.
        """
        placed = [(at, match) for at, match in enumerate(self.matches) if match is not None]
        pairs: dict[tuple[tuple[int, int], tuple[int, int]], None] = {}
        for at, match in placed:
            if at not in self.astray:
                continue
            own = (at, match)
            above = [((i, other), own) for i, other in placed if i < at and other > match]
            below = [(own, (i, other)) for i, other in placed if i > at and other < match]
            pairs[next(iter(above + below))] = None
        return list(pairs)


def align(printed: Sequence[str], expected: Sequence[Item | Group]) -> Alignment:
    """The best matching of printed labels with the form's.

    Groups are optional: a group that is not printed as a row of its own costs nothing. An entry
    is matched once: a label that names one already matched is left alone.
    Deterministic: of equal alignments the one that matches earliest wins.
    """
    optional = tuple(isinstance(item, Group) for item in expected)
    return _aligned(tuple(printed), tuple(map(wording_of, expected)), optional)


@lru_cache(maxsize=128)  # the reports of a batch print the form's own labels, or those of a program
def _aligned(
    printed: tuple[str, ...], wordings: tuple[Wording, ...], optional: tuple[bool, ...]
) -> Alignment:
    shares = fits(wordings, printed)
    named = [_named(row) for row in shares]
    matches, score = _in_order(shares, named, optional)
    by_order = _fill_by_order(matches, named, optional, printed, shares)
    for at, name in enumerate(named):
        if matches[at] is None and name is not None and name not in matches:
            matches[at] = name
    astray = _out_of_order(
        [
            (at, match)
            for at, match in enumerate(matches)
            if match is not None and not optional[match]
        ]
    )
    return Alignment(tuple(matches), frozenset(by_order), astray, score)


def _named(fits: Sequence[float]) -> int | None:
    """The one entry that a label names for sure, ``None`` where it may be another."""
    ranked = sorted(range(len(fits)), key=lambda at: -fits[at])
    if not ranked or fits[ranked[0]] < SURE_FIT:
        return None
    if len(ranked) > 1 and fits[ranked[1]] > fits[ranked[0]] - APART:
        return None
    return ranked[0]


def _in_order(
    fits: Sequence[Sequence[float]],
    named: Sequence[int | None],
    optional: Sequence[bool],
) -> tuple[list[int | None], float]:
    """The best matching that keeps the form's order, and what it is worth.

    What a label names for sure no other label is matched with, nor it with anything else.
    """
    count, length = len(fits), len(optional)
    names = set(named)

    def gain(i: int, j: int) -> float:
        is_free = named[i] is None and j not in names
        return fits[i][j] - LEAST_FIT if (is_free or named[i] == j) else NEVER

    gains = [
        [gain(i, j) if fits[i][j] >= LEAST_FIT else NEVER for j in range(length)]
        for i in range(count)
    ]
    best = [[0.0] * (length + 1) for _ in range(count + 1)]
    gap = [0.0 if may_miss else MISSING for may_miss in optional]
    for j in range(length - 1, -1, -1):
        best[count][j] = best[count][j + 1] - gap[j]
    for i in range(count - 1, -1, -1):
        here, below, own = best[i], best[i + 1], gains[i]
        here[length] = below[length] - EXTRA
        for j in range(length - 1, -1, -1):
            here[j] = max(below[j + 1] + own[j], here[j + 1] - gap[j], below[j] - EXTRA)
    matches: list[int | None] = [None] * count
    i = j = 0
    while i < count and j < length:
        worth = best[i][j]
        if worth == best[i + 1][j + 1] + gains[i][j]:
            matches[i] = j
            i, j = i + 1, j + 1
        elif worth == best[i][j + 1] - gap[j]:
            j += 1
        else:
            i += 1
    return matches, best[0][0]


def _fill_by_order(
    matches: list[int | None],
    named: Sequence[int | None],
    optional: Sequence[bool],
    printed: Sequence[str],
    fits: Sequence[Sequence[float]],
) -> set[int]:
    """Labels too garbled to fit, where exactly as many rows of the form are left between two."""
    filled: set[int] = set()
    start = 0
    while start < len(matches):
        if matches[start] is not None:
            start += 1
            continue
        stop = start
        while stop < len(matches) and matches[stop] is None:
            stop += 1
        before = matches[start - 1] if start else -1
        after = matches[stop] if stop < len(matches) else len(optional)
        if before is not None and after is not None:
            free = [j for j in range(before + 1, after) if not optional[j] and j not in named]
            left = [i for i in range(start, stop) if named[i] is None]
            pairs = list(zip(left, free, strict=False))
            if len(free) == len(left) and all(
                fits[i][j] >= GARBLED or not _is_legible(printed[i]) for i, j in pairs
            ):
                for i, j in pairs:
                    matches[i] = j
                    filled.add(i)
        start = stop
    return filled


def _is_legible(label: str) -> bool:
    """Whether a label has words of its own: at least two Chinese characters."""
    return sum("\u4e00" <= char <= "\u9fff" for char in label) > 1


def _out_of_order(placed: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The printed labels that not every longest run in the form's order holds."""
    places = [match for _, match in placed]
    before = [0] * len(places)  # length of the longest run that ends at, or begins with, a label
    after = [0] * len(places)
    for at, place in enumerate(places):
        before[at] = 1 + max((before[i] for i in range(at) if places[i] < place), default=0)
    for at in range(len(places) - 1, -1, -1):
        later = range(at + 1, len(places))
        after[at] = 1 + max((after[i] for i in later if places[i] > places[at]), default=0)
    longest = max(before, default=0)
    on_one = [at for at in range(len(places)) if before[at] + after[at] == longest + 1]
    ranks = [before[at] for at in on_one]
    always = {at for at, rank in zip(on_one, ranks, strict=True) if ranks.count(rank) == 1}
    return frozenset(placed[at][0] for at in range(len(placed)) if at not in always)
