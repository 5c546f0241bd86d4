"""A figure of a page, shown to all readers, and what they make of it together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checker.documents.scan import digit_reader, line_reader, tesseract
from checker.documents.scan.agreement import Agreed, agreed
from checker.documents.scan.astray import is_parted, is_struck
from checker.documents.scan.inked import around
from checker.documents.scan.none_sign import NONE
from checker.model import Doubt

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from checker.documents.scan.cell_ink import InkedCell

SIGNS: Final = frozenset(("—", "-", "/", NONE))
# With this confidence one other reader is enough where the third is silent: each of 125 such
# figures of bad scans had 0.95; of digits with a gap, a blot or a hole two readers made other ones,
# with less.
ALONE: Final = 0.9
# A blurred comma is read as a point by all of them at 150 dpi: a thousand times less.
_MAY_BE_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+")
HYPHEN: Final = 0.6  # of a line's height: a shorter stroke is a hyphen, a longer one a dash


@dataclass(frozen=True, slots=True)
class UsualPrint:
    """How the lines of a page are printed: pixels, 0 where it is not known."""

    height: float = 0.0
    step: float = 0.0  # between digits of full width


def figure_in(grey: NDArray[numpy.uint8], cell: InkedCell, told: str, usual: UsualPrint) -> Agreed:
    """What the readers make of a cell's one line, of which the first said ``told``.

    Under a seal all three must agree: its ink was
    taken away, and some of the figure's may have gone with it.
    """
    (line,) = cell.lines
    left, top, right, bottom = around(line)
    answers = {
        line_reader.NAME: told,
        digit_reader.NAME: digit_reader.figure_by_shape(grey, line) or "",
    }
    reader = tesseract.figure_reader()
    if reader is not None:
        answers[tesseract.NAME] = reader.read(grey[top:bottom, left:right])
    found = agreed(answers, needed=3 if cell.doubt is Doubt.UNDER_SEAL else 2)
    if found.text == "—" and right - left < HYPHEN * usual.height:
        found = replace(found, text="-")
    if found.doubt is None:
        doubt, readings = _doubt_of(grey, cell, found, len(answers), usual)
        found = replace(found, doubt=doubt, readings=readings)
    return found


def _doubt_of(
    grey: NDArray[numpy.uint8], cell: InkedCell, found: Agreed, asked: int, usual: UsualPrint
) -> tuple[Doubt | None, tuple[str, ...]]:
    """Why a figure on which readers agree, of so many asked, is not sure, and its readings."""
    (line,) = cell.lines
    is_number = found.text not in SIGNS
    if is_number and len(found.readers) < asked and cell.read[0].confidence < ALONE:
        return Doubt.UNCONFIRMED, (found.text,)
    if _MAY_BE_THOUSANDS.fullmatch(found.text):
        return Doubt.READINGS_DIFFER, (found.text, found.text.replace(".", ","))
    if is_parted(line, usual.step):
        return Doubt.TWO_NUMBERS, ()
    if is_number and is_struck(grey, line):
        return Doubt.STRUCK_OUT, ()
    if found.text == "1" and digit_reader.leaning(grey, line) > digit_reader.LEANING:
        return Doubt.READINGS_DIFFER, ("1", "/")
    return None, ()
