"""The weights on the digits of whole reports: false alarms, and every digit told as every other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

from checker.documents.pdf.source import Source
from checker.documents.second_reading.digit_shapes import digit_shapes, looks_at
from checker.documents.second_reading.glyphs import DIGITS
from checker.documents.second_reading.shape_check import CLOSE_DPI, CLOSE_LIMIT, FIRST_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.documents.pdf.pdfium import Page


@dataclass(slots=True)
class Count:
    """Digits with ink of all pages, prose and page numbers too."""

    files: int = 0
    digits: int = 0
    suspect: int = 0  # looked at closely, though honest
    alarms: int = 0  # not believed, though honest
    least: float = 0.0  # log-odds of the honest digit that was doubted most, seen close
    lies: int = 0
    unseen: int = 0  # lies that either look lets through

    def words(self) -> str:
        """The count in a line."""
        return (
            f"{self.files} files, {self.digits} digits: {self.suspect} looked at closely, "
            f"{self.alarms} false alarms (least log-odds {self.least:.2f}); "
            f"{self.lies} lies, {self.unseen} unseen "
            f"({100 * (1 - self.unseen / max(1, self.lies)):.3f} % told)"
        )


def count(paths: Iterable[Path]) -> Count:
    """All digits of these PDFs; those of fonts that a file does not hold are left out."""
    total = Count()
    for path in paths:
        with Source(path.read_bytes()) as source:
            total.files += 1
            for number in range(1, source.count + 1):
                _add(total, source.page(number))
    return total


def _add(total: Count, page: Page) -> None:
    chars = [char for char in page.chars if char.level and char.text in DIGITS]
    chars = [char for char in chars if page.is_embedded(char)]
    if not chars:
        return
    boxes = [char.box for char in chars]
    first = looks_at(page.letters(), boxes)
    close = looks_at(page.letters_close_up(page.picture().box, CLOSE_DPI), boxes)
    inked = first.any(axis=(1, 2)) & close.any(axis=(1, 2))
    first, close = first[inked], close[inked]
    if not len(first):
        return
    told = numpy.array([int(char.text) for char in chars])[inked]
    shapes = digit_shapes()
    early, _ = shapes.compared(first, told)
    late, _ = shapes.compared(close, told)
    total.digits += len(told)
    total.suspect += int((early < FIRST_LIMIT).sum())
    total.alarms += int(((early < FIRST_LIMIT) & (late < CLOSE_LIMIT)).sum())
    doubted = late[early < FIRST_LIMIT]
    total.least = min(total.least, float(doubted.min(initial=0.0)))
    for shift in range(1, 10):
        lie = (told + shift) % 10
        early, late = shapes.compared(first, lie)[0], shapes.compared(close, lie)[0]
        total.lies += len(lie)
        total.unseen += int(((early >= FIRST_LIMIT) | (late >= CLOSE_LIMIT)).sum())
