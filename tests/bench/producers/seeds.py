"""The halves. Limits of reading are tuned on some and stated for the others.

The seeds of an acceptance half are fixed in a commit before anything is tuned for it; changing one
afterwards makes every figure that was stated for it worthless. ``tune`` and the designs may be
looked at (``design``, ``design2``: tables without rules, ``make --rules none``); ``accept`` was
measured before tables without rules were read by their geometry, ``accept2`` after it, ``accept3``
after their doubts became local and fonts without Unicode were deciphered, ``accept4`` after what
was left then (workbooks, horizontal rules, separate borders, digits told as letters) was settled on
``tune`` and ``design3``.
"""

from __future__ import annotations

import random

SEEDS = {
    "tune": 20_250_117,
    "design": 61_127_003,
    "design2": 90_415_668,
    "accept": 73_009_462,
    "accept2": 48_830_917,
    "accept3": 15_702_346,
    "design3": 27_640_815,
    "accept4": 66_391_274,
    "quick": 5,
}
FULL = 20  # files a producer in a half: 11 producers x 20 files of 186 to 200 cells > 40,000 cells
QUICK = 1


def generator(half: str, *names: str | int) -> random.Random:
    """Random numbers for one purpose (``names``) in one half; the same on every machine."""
    # Strings are hashed with SHA-512 by ``random.Random``, whatever PYTHONHASHSEED is.
    return random.Random("/".join(map(str, (SEEDS[half], *names))))  # noqa: S311
