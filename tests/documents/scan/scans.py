"""Scans for the tests: pages of a sample as a scanner leaves them."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy
import pypdfium2 as pdfium

from checker.isolation.read import read_report
from checker.rulebook.load import load_forms
from tests.bench.scans.scanned import as_pdf, scanned
from tests.bench.scans.seeds import CONDITIONS, Condition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PIL import Image

    from checker.model import Cell

SOURCE = Path(__file__).parents[3] / "samples" / "ok" / "suqian-2023.pdf"
TABLES = (3, 4, 5)  # the sample's pages with tables; the last has 表四 alone
BY_NAME = {condition.name: condition for condition in CONDITIONS}


@cache
def printed() -> dict[str, Cell]:
    """What the sample's own text says, read without doubt."""
    return dict(read_report(SOURCE, load_forms()).cells)


@cache
def rendered(page: int, dpi: int) -> NDArray[numpy.uint8]:
    """A page of the sample, counted from 1: rows × columns × red, green, blue."""
    document = pdfium.PdfDocument(SOURCE)
    try:
        return numpy.asarray(document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB"))
    finally:
        document.close()


def pages(condition: Condition, numbers: Sequence[int] = TABLES) -> list[Image.Image]:
    """Pages of the sample as this condition shows them; the last one is sealed, if any is."""
    rng = random.Random(condition.name)  # noqa: S311
    return [
        scanned(
            rendered(number, condition.dpi),
            condition,
            rng,
            sealed=condition.seal and number == numbers[-1],
        )
        for number in numbers
    ]


def scan(target: Path, condition: Condition, numbers: Sequence[int] = TABLES) -> Path:
    """A PDF of such pages."""
    target.write_bytes(as_pdf(pages(condition, numbers), condition.dpi))
    return target
