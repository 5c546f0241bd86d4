"""Which printed row (or column) is which row (or column) of the form, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.recognise.labels import fit
from checker.rulebook.form import Group, Item

if TYPE_CHECKING:
    from collections.abc import Sequence

# Costs that decide an alignment, in units of `fit`: a label must fit better than LEAST_FIT to
# be worth more than leaving both it and its row alone.
LEAST_FIT = 0.42
MISSING = 0.30  # a row of the form that is not printed
EXTRA = 0.35  # a printed row the form does not have
NEVER = -1e9
GARBLED = 0.15  # a legible label less like its row than this is another row, not a misprint


@dataclass(frozen=True, slots=True)
class Alignment:
    """``matches[i]`` is the place in the form of printed label ``i``, ``None`` for an extra.

    ``by_order`` are printed labels matched only because as many are printed as the form has
    between two that fit. ``score`` compares alignments of the same labels with other forms.
    """

    matches: tuple[int | None, ...]
    by_order: frozenset[int]
    score: float


def align(printed: Sequence[str], expected: Sequence[Item | Group]) -> Alignment:
    """The best matching of printed labels with the form's, order kept.

    Groups are optional: a group that is not printed as a row of its own costs nothing.
    Deterministic: of equal alignments the one that matches earliest wins.
    """
    count, length = len(printed), len(expected)
    fits = [[fit(item, label) for item in expected] for label in printed]
    gain = [[one - LEAST_FIT if one >= LEAST_FIT else NEVER for one in row] for row in fits]
    best = [[0.0] * (length + 1) for _ in range(count + 1)]
    gap = [0.0 if isinstance(item, Group) else MISSING for item in expected]
    for j in range(length - 1, -1, -1):
        best[count][j] = best[count][j + 1] - gap[j]
    for i in range(count - 1, -1, -1):
        best[i][length] = best[i + 1][length] - EXTRA
        for j in range(length - 1, -1, -1):
            best[i][j] = max(
                best[i + 1][j + 1] + gain[i][j],
                best[i][j + 1] - gap[j],
                best[i + 1][j] - EXTRA,
            )
    matches: list[int | None] = [None] * count
    i = j = 0
    while i < count and j < length:
        here = best[i][j]
        if here == best[i + 1][j + 1] + gain[i][j]:
            matches[i] = j
            i, j = i + 1, j + 1
        elif here == best[i][j + 1] - gap[j]:
            j += 1
        else:
            i += 1
    by_order = _fill_by_order(matches, expected, printed, fits)
    return Alignment(tuple(matches), frozenset(by_order), best[0][0])


def _fill_by_order(
    matches: list[int | None],
    expected: Sequence[Item | Group],
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
        after = matches[stop] if stop < len(matches) else len(expected)
        if before is not None and after is not None:
            free = [j for j in range(before + 1, after) if isinstance(expected[j], Item)]
            pairs = list(zip(range(start, stop), free, strict=False))
            if len(free) == stop - start and all(
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
