"""Pages turned by a degree or two, as a careless export or a merge leaves them, made straight.

On a tilted page a row's figures stand on no common height and its lines are none: five rows were
once read as one number. The page is turned back in a copy of the file, in memory, before anything
else is read of it; places are given out where they are in the file itself (``Frame.tilt``).
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from checker.documents.pdf.bare_calls import bare

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLE = 60  # characters
FEWEST = 12  # of them: with less print nothing tells how a page is turned
LEAST, MOST = 0.03, 3.0  # degrees: 0.1 still reads as it is; from there on text is set aslant
ALIKE = 0.05  # degrees: the lines of a tilted page are all turned alike
SHARE = 0.8  # of the sample: the rest may be a watermark

_count, _is_generated = bare(raw.FPDFText_CountChars), bare(raw.FPDFText_IsGenerated)
_get_matrix = bare(raw.FPDFText_GetMatrix)


def tilt_of(text: int) -> float:
    """Degrees, counterclockwise, by which a page's print is off the nearest quarter turn.

    ``text`` is the address of its text page.
    """
    count = _count(text)
    matrix = raw.FS_MATRIX()
    found = []
    for index in range(0, count, max(1, count // SAMPLE)):
        if _is_generated(text, index):
            continue
        if _get_matrix(text, index, matrix):
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
            found.append(angle - 90 * round(angle / 90))
    if len(found) < FEWEST:
        return 0.0
    usual = sorted(found)[len(found) // 2]
    alike = sum(abs(angle - usual) <= ALIKE for angle in found)
    return usual if LEAST <= abs(usual) <= MOST and alike >= SHARE * len(found) else 0.0


def straightened(document: Any, tilts: Mapping[int, float]) -> bytes:
    """A copy of an open file in which these pages (counted from 1) are turned back."""
    for number, degrees in tilts.items():
        page = document[number - 1]
        x0, y0, x1, y1 = page.get_mediabox()
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        matrix = raw.FS_MATRIX(
            cosine, -sine, sine, cosine, x - cosine * x - sine * y, y + sine * x - cosine * y
        )
        raw.FPDFPage_TransFormWithClip(page, matrix, None)
    copy = io.BytesIO()
    document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    return copy.getvalue()
