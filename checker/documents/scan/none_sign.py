"""无, which stands for none, known by its strokes: a second look at what the line reader says.

Two bars, one stroke that falls from the upper through the lower to the left, a leg to the right of
it that ends in a foot with a hook. No data was taught: where a stroke must be there is ink, where
paper must be there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.inked import PALEST_INK, around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.inked import Piece

NONE: Final = "无"
_SIZE: Final = 40  # pixels of the side of the picture that is looked at
_LEAST: Final = 12  # pixels: a lower sign does not show its strokes
_INK: Final = (
    0.4,
    0.5,
    0.62,
)  # from paper to the darkest: thin bars are pale, bold ones touch
_SQUARE: Final = (0.75, 1.45)  # its width by its height: ideographs are about square
_UNDER, _LINE = 0.15, 0.9  # of its height; of its width: an underline is so low, so long
_RIGHT: Final = (0.56, 0.76)  # of its width: columns that cross both bars and the foot
_FEWEST: Final = 3  # columns in which they are seen
_STEEPEST: Final = 0.35  # slope of the bars
_OVER: Final = 0.12  # of its height above the middle of the upper bar: there is paper
_FALL: Final = (0.2, 0.65)  # of its width: where the stroke between the bars is
_UPPER, _LOWER, _FOOT = (0.0, 0.3), (0.25, 0.6), (0.8, 1.0)  # of its height: where those are
# Its legs, in shares of its height below the lower bar, of its height and of its width.
_KNEE: Final = 0.45  # so far down are both looked for
_LEFT_LEG, _RIGHT_LEG = 0.5, (0.4, 0.75)  # their middles
_SOLE, _FOOT_ALONG, _WHOLE = 0.82, (0.55, 0.9), 0.85  # the foot: so low, so long, so much of it
_BEFORE_HOOK, _HOOK_FROM, _HOOK_UP = 0.8, 0.88, (0.68, 0.9)
_TIPS, _BETWEEN = 0.78, 0.25  # from here down and to the right, up to the leg, there is a gap


def is_none_sign(grey: NDArray[numpy.uint8], line: Sequence[Piece]) -> bool:
    """Whether the pieces of a line make 无."""
    left, top, right, bottom = around(line)
    bottom -= _underline(grey[top:bottom, left:right])
    wide, high = right - left, bottom - top
    if high < _LEAST or not _SQUARE[0] <= wide / high <= _SQUARE[1]:
        return False
    # Linear steps close the gaps between the strokes of a small sign: of 166 of 无 in scans of 200
    # dpi and a photograph 141 were known so, 154 with cubic ones.
    way = cv2.INTER_AREA if min(high, wide) > _SIZE else cv2.INTER_CUBIC
    sized = cv2.resize(grey[top:bottom, left:right], (_SIZE, _SIZE), interpolation=way)
    paper, dark = float(numpy.percentile(sized, 80)), float(numpy.percentile(sized, 5))
    return any(
        _has_strokes((sized < paper - share * (paper - dark)).astype(numpy.uint8)) for share in _INK
    )


def _underline(sign: NDArray[numpy.uint8]) -> int:
    """How many rows at the foot of a sign are a line that it stands on and touches."""
    full = (sign < PALEST_INK).mean(axis=1) > _LINE
    foot = len(full) - round(_UNDER * len(full))
    return len(full) - foot - int(full[foot:].argmax()) if full[foot:].any() else 0


def _has_strokes(ink: NDArray[numpy.uint8]) -> bool:
    bars = _bars(ink)
    return bars is not None and _has_fall(ink, *bars) and _has_legs(ink, bars[1])


def _bars(
    ink: NDArray[numpy.uint8],
) -> tuple[NDArray[numpy.float64], NDArray[numpy.float64]] | None:
    """In which row the upper and the lower bar are in each column, where a foot is below them.

    In 楷体 they rise to the right; both are known where no other stroke is.
    """
    found = []
    for column in range(round(_RIGHT[0] * _SIZE), round(_RIGHT[1] * _SIZE)):
        middles = [(start + end - 1) / 2 for start, end in _runs(ink[:, column])]
        if len(middles) == 3 and all(  # noqa: PLR2004 - upper, lower, foot
            low * _SIZE <= middle <= high * _SIZE
            for middle, (low, high) in zip(middles, (_UPPER, _LOWER, _FOOT), strict=True)
        ):
            found.append((column, middles[0], middles[1]))
    if len(found) < _FEWEST:
        return None
    columns, upper, lower = numpy.array(found).T
    rise = float(numpy.polyfit(columns, lower, 1)[0])
    if abs(rise) > _STEEPEST:
        return None
    along = rise * (numpy.arange(_SIZE) - columns.mean())
    return upper.mean() + along, lower.mean() + along


def _has_fall(
    ink: NDArray[numpy.uint8], upper: NDArray[numpy.float64], lower: NDArray[numpy.float64]
) -> bool:
    """Whether one stroke runs from bar to bar, and nothing stands above them."""
    columns = numpy.arange(_SIZE)
    over = numpy.rint(upper - _OVER * _SIZE).astype(int)
    if any(ink[: max(0, row), column].any() for column, row in enumerate(over[: _SIZE // 2])):
        return False
    rows = numpy.clip(numpy.rint((upper + lower) / 2), 0, _SIZE - 1).astype(int)
    runs = _runs(ink[rows, columns])
    return len(runs) == 1 and _FALL[0] * _SIZE < sum(runs[0]) / 2 < _FALL[1] * _SIZE


def _has_legs(ink: NDArray[numpy.uint8], bar: NDArray[numpy.float64]) -> bool:
    """Whether two legs stand below the bars, apart, the right one on a foot with a hook."""
    lower = float(bar[_SIZE // 2])
    row = round(lower + _KNEE * (_SIZE - lower))
    legs = [run for run in _runs(ink[row]) if run[0] < _BEFORE_HOOK * _SIZE]
    if len(legs) != 2:  # noqa: PLR2004 - two legs
        return False
    left, right = (sum(leg) / 2 / _SIZE for leg in legs)
    if left > _LEFT_LEG or not _RIGHT_LEG[0] < right < _RIGHT_LEG[1]:
        return False
    foot = _part(ink, (_SOLE, 1), _FOOT_ALONG).max(axis=0)
    hook = _part(ink, _HOOK_UP, (_HOOK_FROM, 1))
    between = _part(ink, (_TIPS, 1), (_BETWEEN, legs[1][1] / _SIZE)).max(axis=0)
    return bool(foot.mean() > _WHOLE and hook.any() and not between.all())


def _part(
    ink: NDArray[numpy.uint8], down: tuple[float, float], across: tuple[float, float]
) -> NDArray[numpy.uint8]:
    """A part of the picture, by shares of its height and of its width."""
    (top, bottom), (left, right) = (
        [round(edge * _SIZE) for edge in ends] for ends in (down, across)
    )
    return ink[top:bottom, left:right]


def _runs(strip: NDArray[numpy.uint8]) -> list[tuple[int, int]]:
    """Where ink begins and ends along a row or a column."""
    edges = numpy.diff(numpy.concatenate([[0], strip.astype(numpy.int8), [0]]))
    return list(
        zip(
            numpy.flatnonzero(edges == 1).tolist(),
            numpy.flatnonzero(edges == -1).tolist(),
            strict=True,
        )
    )
