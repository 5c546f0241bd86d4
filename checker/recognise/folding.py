"""Characters that stand for others, folded: what is printed and what the form says, compared.

The one place that folds text for labels, headings, titles and the names of bodies. The table is
data (``folding.txt``): Unicode's own folding misses most of it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

KEPT = 8192
"""Texts that are known folded: 100 reports have 16,000 different ones and ask 100,000 times. 85 in
100 are known so, 88 if eight times as many were kept; but then the lines of everybody's prose take
40 MB of a long batch."""

_SHAPE, _WORDING = "[shape]", "[wording]"
# Characters that only say how others are drawn: variation selectors, soft hyphens, joiners.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


def shaped(text: str) -> str:
    """The text in the characters that it is drawn with, as far as folding tells.

    Compatibility forms, Kangxi and other radicals become the characters that look the same, so
    what is shown of it is what is printed. White space and length may change.
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_table(_SHAPE))


@lru_cache(maxsize=KEPT)
def folded(text: str) -> str:
    """The text to compare with another: ``shaped``, without white space, in simplified characters.

    Never shown: what is printed in traditional characters reads differently.
    """
    return "".join(shaped(text).split()).translate(_table(_WORDING))


@cache
def _table(section: str) -> dict[int, str]:
    """The characters of a section of the table, each with what it stands for."""
    table: dict[int, str] = {}
    current = ""
    for line in files(__package__).joinpath("folding.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = line
        elif line and not line.startswith("#") and current == section:
            printed, meant = line.split()
            table.update(dict.fromkeys(map(ord, printed), meant))
    return table
