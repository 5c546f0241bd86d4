"""How good the shipped weights are, on families they were not learnt from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from checker.documents.pdf.rendering import RENDER_DPI
from checker.documents.second_reading.shape_check import CLOSE_DPI, CLOSE_LIMIT, FIRST_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from checker.documents.second_reading.digit_shapes import Shapes
    from tests.bench.digits.specimen import Looks

LARGE = 5.76  # points: 8 pixels at 100 dpi, the height of a digit of 8 points
LIMITS = {RENDER_DPI: FIRST_LIMIT, CLOSE_DPI: CLOSE_LIMIT}


def figures(shapes: Shapes, unseen: Mapping[int, Looks]) -> dict[str, dict[str, float]]:
    """By resolution: share of looks read right, honest ones below the limit, lies above it."""
    return {f"{dpi} dpi": _of(shapes, looks, LIMITS[dpi]) for dpi, looks in unseen.items()}


def _of(shapes: Shapes, looks: Looks, limit: float) -> dict[str, float]:
    scores = shapes.scores(looks.pixels)
    right = scores.argmax(axis=1) == looks.digits
    large = looks.heights >= LARGE
    honest, _ = shapes.compared(looks.pixels, looks.digits)
    lies = [
        shapes.compared(looks.pixels, (looks.digits + shift) % 10)[0] >= limit
        for shift in range(1, 10)
    ]
    return {
        "looks": len(right),
        "right, %": _percent(right),
        "right from 8 pt, %": _percent(right[large]),
        "honest below the limit, %": _percent(honest < limit),
        "honest below the limit from 8 pt, %": _percent((honest < limit)[large]),
        "lies above the limit, %": _percent(numpy.concatenate(lies)),
    }


def _percent(hits: NDArray[numpy.bool_]) -> float:
    return round(100 * float(hits.mean()), 3)
