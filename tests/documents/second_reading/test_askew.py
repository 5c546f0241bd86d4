"""A figure that is set aslant is no watermark: what it lies over is not blank for sure."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdfium2 import raw

from checker.documents.pdf.characters import Char
from checker.documents.second_reading.askew import askew
from checker.model import State
from tests.documents.harmed_report import good, good_cells, read_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.model import Box

    Setting = Callable[[pypdfium2.PdfMatrix, Box], pypdfium2.PdfMatrix]

SAMPLES = ("ok/suqian-2023", "ok/xuefu-2020")
SMALL, LARGE = 8.0, 40.0


def drawn_out(matrix: pypdfium2.PdfMatrix, _: Box) -> pypdfium2.PdfMatrix:
    """A glyph as a stroke: what is upright in it leans all the way over."""
    a, _, c, d, e, f = matrix.get()
    return pypdfium2.PdfMatrix(0.2 * a, 0.6 * a, c, 0.3 * d, e, f)


def leaning(matrix: pypdfium2.PdfMatrix, _: Box) -> pypdfium2.PdfMatrix:
    a, _, _, d, e, f = matrix.get()
    return pypdfium2.PdfMatrix(0.98 * a, 0.2 * a, -0.2 * d, 0.98 * d, e, f)


def on_the_rule(matrix: pypdfium2.PdfMatrix, box: Box) -> pypdfium2.PdfMatrix:
    """Leaning, its middle just below the lower edge of its cell."""
    a, b, c, d, e, f = leaning(matrix, box).get()
    return pypdfium2.PdfMatrix(a, b, c, d, e, f - (box[3] - box[1]) / 2)


def texts_in(page: pypdfium2.PdfPage, box: Box) -> Iterator[pypdfium2.PdfObject]:
    """The text objects whose middle lies in a box."""
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        x0, y0, x1, y1 = item.get_bounds()
        if box[0] < (x0 + x1) / 2 < box[2] and box[1] < (y0 + y1) / 2 < box[3]:
            yield item


def with_figure(name: str, ref: str, setting: Setting, grey: int) -> bytes:
    """A sample with the figure of one cell set otherwise, in a grey of 255."""
    cell = good_cells(name)[ref]
    assert cell.page is not None
    assert cell.box is not None
    with pypdfium2.PdfDocument(good(name)) as document:
        page = document[cell.page - 1]
        found = list(texts_in(page, cell.box))
        assert found
        for item in found:
            item.set_matrix(setting(item.get_matrix(), cell.box))
            raw.FPDFPageObj_SetFillColor(item, grey, grey, grey, 255)
        page.gen_content()
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("grey", [0, 170])
@pytest.mark.parametrize("setting", [drawn_out, leaning, on_the_rule])
@pytest.mark.parametrize("name", SAMPLES)
def test_its_cell_is_not_sure_and_others_are(name: str, setting: Setting, grey: int) -> None:
    cells = good_cells(name)
    figures = [ref for ref, cell in cells.items() if cell.raw and cell.state is State.NUMBER]
    ref = next(one for one in figures[len(figures) // 2 :] if len(cells[one].raw) <= 2)
    read = read_cells(with_figure(name, ref, setting, grey))
    assert read[ref].state is State.DOUBTFUL
    wrong = {
        other
        for other, cell in cells.items()
        if read[other].state is not State.DOUBTFUL and read[other].raw != cell.raw
    }
    assert not wrong
    assert sum(cell.state is State.DOUBTFUL for cell in read.values()) <= 3


def written(text: str, first: int, *, size: float = SMALL, level: bool = False) -> list[Char]:
    """Characters one after another, rising aslant."""
    return [
        Char(
            char,
            (step * at, step * at, step * at + size / 2, step * at + size),
            step * at,
            level=level,
            index=first + at,
            slanted=not level,
        )
        for at, char in enumerate(text)
        for step in [0.6 * size]
    ]


def test_words_aslant_are_a_watermark_s_and_figures_are_not() -> None:
    figures = written("12", 0, level=True)
    for text in ("征求意见稿", "2024年草案", "内部资料1"):
        assert askew(written(text, 9), figures, lambda _: False) == []
    for text in ("7", "1,024", "-3", "—", "无"):
        assert len(askew(written(text, 9), figures, lambda _: False)) == len(text)
    both = [*written("草案", 9), *written("7", 40)]
    assert [one.text for one in askew(both, figures, lambda _: False)] == ["7"]


def test_large_pale_figures_may_be_a_watermark_s() -> None:
    figures = written("12", 0, level=True)

    def is_pale(char: Char) -> bool:
        return char not in figures

    assert askew(written("2024", 9, size=LARGE), figures, is_pale) == []
    assert len(askew(written("2024", 9, size=LARGE), figures, lambda _: True)) == 4, "all are pale"
    assert askew(written("2024", 9, size=LARGE), figures, lambda _: False)
    assert askew(written("2024", 9), figures, is_pale)
    assert askew(figures, figures, lambda _: True) == []
