"""The two halves. Limits of reading are tuned on one and stated for the other.

The acceptance seeds were fixed, in this commit, before anything was tuned on the files of the
tuning half; changing one afterwards makes every figure that was stated for them worthless.
"""

from __future__ import annotations

import random

SEEDS = {"tune": 20_250_117, "accept": 73_009_462, "quick": 5}
FULL = 20  # files a producer in a half: 11 producers x 20 files of 186 to 200 cells > 40,000 cells
QUICK = 1


def generator(half: str, *names: str | int) -> random.Random:
    """Random numbers for one purpose (``names``) in one half; the same on every machine."""
    # Strings are hashed with SHA-512 by ``random.Random``, whatever PYTHONHASHSEED is.
    return random.Random("/".join(map(str, (SEEDS[half], *names))))  # noqa: S311
