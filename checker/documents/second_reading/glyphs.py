"""Characters as they stand in a line: their order, their size, two glyphs in one place."""

from __future__ import annotations

import itertools
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from checker.documents.geometry import meet, overlap
from checker.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.characters import Char
    from checker.model import Box
    from checker.model.table_grid import GridCell

# Limits are from the pages described in the README; each has at least a factor of two on both
# sides between the pages it must accept and the faults it must catch.
SAME_SIZE = 0.85  # digits of one number are at least this share of the tallest (0.95 seen)
SAME_FOOT = 0.12  # … and stand on one baseline, within this share of the height
EDGE = 1.0  # points a digit may reach over the edge of its cell
SAME_LINE = 0.6  # of the tallest glyph: baselines this near are one line (a mark rises 0.4)
EM = 1.4  # an em is about 1.4 times the height of a digit
TWIN = 0.4  # share of a box that two prints of one glyph have in common
WORDS = 3  # characters: fewer on a line are marks or raised figures
COLLIDING = 0.75  # of the tallest glyph: lines of one text are at least as far apart as it is high
SEPARATORS = frozenset(".,，．-+−－＋")
DIGITS = frozenset("0123456789０１２３４５６７８９")


def fold(text: str) -> str:
    """Compatibility forms folded (Kangxi radicals, full-width letters), digits left alone.

    NFKC alone would turn ① and ² into digits: 3440① is not 34401.
    """
    return text if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=8192)  # more characters than a report uses
def _folded(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    keep = len(plain) != 1 or (plain.isdigit() and char not in DIGITS)
    return char if keep else plain


def is_odd_digit(text: str) -> bool:
    """Whether a character looks like a digit and is none (𝟕 of the mathematical alphabets)."""
    return text.isdecimal() and unicodedata.decomposition(text).startswith("<font>")


class Placed(Protocol):
    """A character that stands somewhere: its box and its baseline, in points."""

    @property
    def box(self) -> Box:
        """What it fills."""
        ...

    @property
    def foot(self) -> float:
        """The y of its baseline."""
        ...


_Char = TypeVar("_Char", bound=Placed)


def is_foreign(text: str) -> bool:
    """Whether a character is a letter of no script that a report is written in.

    A font that does not say which characters it draws gives digits out as such (Ā for 1), one whose
    map is another font's any sign as an ideograph that nobody uses (㪬 for 无).
    """
    if text.isascii():
        return text.isalnum() is False and not text.isprintable()
    kind = unicodedata.category(text)
    if kind[0] == "C" or text == UNKNOWN:
        return True
    if "\u3400" <= text <= "\u4dbf" or text >= "\U00020000":  # rare beyond GB 2312 and GBK
        return True
    return kind[0] == "L" and not unicodedata.name(text, "").startswith(("CJK", "FULLWIDTH"))


def is_ideograph(char: str) -> bool:
    """Whether a character is a Chinese one, or a radical that fonts give in the place of one."""
    return "\u2e80" <= char <= "\u2fdf" or "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def in_order(chars: Sequence[_Char]) -> list[_Char]:
    """Characters as they are read: line by line, each from left to right."""
    return [char for line in lines_of(chars) for char in line]


def lines_of(chars: Sequence[_Char]) -> list[list[_Char]]:
    """Characters by the baseline they stand on; a raised footnote mark stays on its line."""
    if len(chars) <= 1:
        return [list(chars)] if chars else []
    reach = SAME_LINE * max(map(height, chars))
    lines: list[list[_Char]] = []
    for char in sorted(chars, key=lambda c: -c.foot):
        if lines and lines[-1][0].foot - char.foot < reach:
            lines[-1].append(char)
        else:
            lines.append([char])
    for line in lines:
        line.sort(key=lambda c: c.box[0])
    return lines


def reaches_out(char: Char, cell: GridCell) -> bool:
    """Whether a digit's box goes beyond its cell's edge."""
    x0, y0, x1, y1 = cell.box
    return (
        char.box[0] < x0 - EDGE
        or char.box[2] > x1 + EDGE
        or char.box[1] < y0 - EDGE
        or char.box[3] > y1 + EDGE
    )


def lines_collide(chars: Sequence[Char]) -> bool:
    """Whether two lines of words are printed over each other: one of them is not of this cell."""
    if len(chars) < 2 * WORDS:
        return False  # nearly every figure
    words = sorted(
        (char for char in chars if char.level and char.text not in DIGITS),
        key=lambda char: char.foot,
    )
    if len(words) < 2 * WORDS:
        return False
    tall = max(map(height, words))
    lines = [[words[0]]]
    for word in words[1:]:
        if word.foot - lines[-1][-1].foot > SAME_FOOT * tall:
            lines.append([])
        lines[-1].append(word)
    full = [line for line in lines if len(line) >= WORDS]
    return any(
        b[0].foot - a[0].foot < COLLIDING * tall and any(meet(x.box, y.box) for x in a for y in b)
        for a, b in itertools.pairwise(full)
    )


def first_number(kept: list[Char], *, separators: bool = False) -> list[Char]:
    """The digits of the number a cell begins with, with its points and commas if wanted."""
    number: list[Char] = []
    for char in kept:
        if char.text in DIGITS or (separators and char.text in SEPARATORS):
            number.append(char)
        elif char.text not in SEPARATORS:
            break
    return number


def follows_words(kept: Sequence[Char]) -> bool:
    """Whether a figure stands on a lower baseline than the word that a cell begins with.

    One cell has one baseline: the word is what is left of the cell above.
    """
    first = next((char for char in kept if char.text in DIGITS), None)
    if first is None or kept[0].text in DIGITS | SEPARATORS:
        return False
    before = kept[0]
    is_lower = first.foot < before.foot - SAME_FOOT * height(before)
    return is_lower and overlap(first.box[0], first.box[2], before.box[0], before.box[2]) > 0


def is_of_one_size(number: list[Char]) -> bool:
    """Whether the digits of a number are equally high and stand level, line by line."""
    tallest = max(map(height, number), default=0.0)
    return all(
        min(map(height, line)) >= SAME_SIZE * tallest
        and max(c.foot for c in line) - min(c.foot for c in line) <= SAME_FOOT * tallest
        for line in lines_of(number)
    )


def printed_over(digits: list[Char]) -> bool:
    """Two digits in one place."""
    for a, b in itertools.pairwise(digits):
        shared = overlap(a.box[0], a.box[2], b.box[0], b.box[2])
        narrower = min(a.box[2] - a.box[0], b.box[2] - b.box[0])
        level = overlap(a.box[1], a.box[3], b.box[1], b.box[3])
        if shared > TWIN * max(narrower, 0.1) and level > TWIN * min(height(a), height(b)):
            return True
    return False


def is_laid_on_a_digit(chars: Sequence[Char]) -> bool:
    """Whether a sign that is no digit fills the place of one.

    A digit's fill and its outline are two prints; where the second one's font lies, ）stands where
    a 7 does. A point under the arm of a 7 is smaller than it.
    """
    digits = [char for char in chars if char.text in DIGITS]
    others = [char for char in chars if char.text not in DIGITS]
    return any(
        overlap(a.box[0], a.box[2], b.box[0], b.box[2])
        > TWIN * max(a.box[2] - a.box[0], b.box[2] - b.box[0])
        and overlap(a.box[1], a.box[3], b.box[1], b.box[3]) > TWIN * max(height(a), height(b))
        for a in digits
        for b in others
    )


def height(char: Placed) -> float:
    """How high a glyph is, in points."""
    return char.box[3] - char.box[1]


def is_subsequence(part: str, whole: str) -> bool:
    """Whether one text is the other with letters left out."""
    rest = iter(whole)
    return all(char in rest for char in part)
