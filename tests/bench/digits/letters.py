"""What is no digit, to tell digits from: ideographs, letters and signs of the same faces."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy

from checker.documents.second_reading.digit_shapes import DIGIT, LETTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from checker.documents.second_reading.digit_shapes import Shapes
    from tests.bench.digits.specimen import Looks

# Ideographs as narrow as digits, which the labels of the forms print again and again, and others.
NARROW: Final = "申目日自中由白月且内同周用甲田早身贝页引"
OTHERS: Final = 50  # ideographs of a face besides, by chance, of the 3,755 commonest
AMBIGUOUS: Final = frozenset("OoQDIiljJTtBbSsZzGgqLyY|丨〇")  # drawn like digits by many faces
LATIN: Final = "".join(
    char for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" if char not in AMBIGUOUS
)
SIGNS: Final = "%&《》"
MOST: Final = 100  # characters of a face: as many as one block of a ToUnicode map may hold


def letters_of(name: str, cmap: Mapping[int, str]) -> str:
    """The letters and signs of a face that are learnt as such; its name makes the choice."""
    chance = random.Random(name)  # noqa: S311
    common = [char for char in _common() if ord(char) in cmap and char not in AMBIGUOUS]
    others = chance.sample(common, min(OTHERS, len(common)))
    wanted = dict.fromkeys((*NARROW, *others, *SIGNS, *LATIN))
    return "".join([char for char in wanted if ord(char) in cmap][:MOST])


def _common() -> str:
    """The ideographs of the first level of GB 2312, in its order."""
    rows = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
                 for byte in (row, cell))  # fmt: skip
    return rows.decode("gb2312", "ignore")


def parted(digits: Looks, letters: Looks) -> tuple[NDArray[numpy.uint8], NDArray[numpy.int64]]:
    """Looks of both kinds and their classes."""
    classes = (len(letters.pixels) * [LETTER], len(digits.pixels) * [DIGIT])
    return numpy.concatenate([letters.pixels, digits.pixels]), numpy.concatenate(classes)


def figures(
    shapes: Shapes, unseen: Mapping[int, tuple[Looks, Looks]]
) -> dict[str, dict[str, float]]:
    """By resolution: how far digits are told as such, and letters that are boxed like digits.

    At a limit of 0, and the log-odds above which one digit of a hundred, one letter of a thousand
    lies, and one letter of a hundred of those of 8 points and more.
    """
    return {f"{dpi} dpi": _of(shapes, *looks) for dpi, looks in unseen.items()}


def _of(shapes: Shapes, digits: Looks, letters: Looks) -> dict[str, float]:
    told, letter = (
        shapes.compared(looks.pixels, [DIGIT] * len(looks.pixels))[0] for looks in (digits, letters)
    )
    return {
        "digits": len(told),
        "letters": len(letter),
        "digits told as such, %": round(100 * float((told > 0).mean()), 2),
        "letters told as such, %": round(100 * float((letter < 0).mean()), 2),
        "99 of 100 digits above": round(float(numpy.percentile(told, 1)), 2),
        "999 of 1,000 letters below": round(float(numpy.percentile(letter, 99.9)), 2),
    }
