"""The two halves of the scans, and how each is scanned.

The acceptance seed was fixed, in this commit, before any limit of reading pictures was tuned on
the other half. Both halves scan reports of the *tuning* half of ``tests.bench.producers``, each its
own: what no acceptance figure of that corpus may be read for.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

SEEDS = {"tune": 20_261_127, "accept": 88_013_577}
RULES = (
    "solid",
    "thick",
    "double",
)  # how an office prints a form; other lines are no scan's matter


@dataclass(frozen=True, slots=True)
class Condition:
    """How a report was scanned or photographed; lengths in pixels at this resolution."""

    name: str
    dpi: int
    skew: float = 0.0  # degrees at most
    noise: float = 0.0  # grey levels, standard deviation
    blur: float = 0.0  # pixels
    quality: int = 85  # of JPEG
    contrast: float = 1.0  # of the ink against the paper
    black_and_white: bool = False
    one_level: bool = False  # without greys: by one level for the page, not by each place's paper
    seal: bool = False
    photograph: bool = False
    least_type: float = 0.0  # points: of smaller figures a person reads / as 1 in such a copy


CONDITIONS = (
    Condition("300", 300, skew=0.3, noise=2),
    Condition("300-bw", 300, skew=0.7, noise=6, black_and_white=True),
    Condition("200", 200, skew=0.5, noise=3, blur=0.5),
    Condition("200-seal", 200, skew=0.8, noise=3, blur=0.5, seal=True),
    Condition("200-bw", 200, skew=0.5, noise=6, black_and_white=True),
    Condition("200-skew", 200, skew=2.0, noise=4, blur=0.6, quality=70),
    Condition(
        "150-bad", 150, skew=1.4, noise=14, blur=0.8, quality=50, contrast=0.55, least_type=9
    ),
    Condition("photo", 230, noise=5, blur=0.8, quality=80, photograph=True),
)


def generator(half: str, *names: str | int) -> random.Random:
    """Random numbers for one purpose of one half; the same on every machine."""
    return random.Random("/".join(map(str, (SEEDS[half], *names))))  # noqa: S311
