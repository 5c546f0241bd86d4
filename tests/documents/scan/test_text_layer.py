"""What lies hidden over a picture is held against what was read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy
import pikepdf
import pytest

from checker.documents.geometry import Frame
from checker.documents.pdf.rendering import Coloured
from checker.documents.scan.read_page import ReadCell, ReadGrid, ReadPage
from checker.documents.scan.ruled_grids import RuledCell, RuledGrid
from checker.documents.scan.text_layer import held_against_layer
from checker.isolation.read import read_report
from checker.model import Doubt, PicturePlace, State
from checker.rulebook.load import load_forms
from tests.documents.scan.scans import SOURCE, printed
from tests.support.hostile import MAKERS

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model import Box

AT = RuledCell(0, 0, 1, 1, (100, 100, 300, 160), is_sure=True)
SHOWN = Coloured(
    numpy.zeros((400, 600, 3), numpy.uint8), (0, 0, 300, 200), Frame((0, 0, 300, 200), 0)
)


def layer(text: str, x: float = 70.0, y: float = 135.0) -> list[tuple[str, Box]]:
    """The characters of a word, from the last to the first."""
    found = [(char, (x + 5 * at, y, x + 5 * at + 4, y + 8)) for at, char in enumerate(text)]
    return found[::-1]


def cell_after(text: str, hidden: list[tuple[str, Box]], doubt: Doubt | None = None) -> ReadCell:
    cell = ReadCell(AT, (100.0, 100.0, 300.0, 160.0), text, doubt)
    page = ReadPage((600, 400), (ReadGrid(RuledGrid((), (), ()), (cell,)),), ())
    return held_against_layer(page, hidden, SHOWN).grids[0].cells[0]


@pytest.mark.parametrize(
    ("text", "told", "doubt"),
    [
        ("352", "352", None),
        ("352", "３５２", None),
        ("352", "332", Doubt.READINGS_DIFFER),
        ("", "7", Doubt.READINGS_DIFFER),
        ("352", "合计", None),  # no figure: it was laid elsewhere, or is no reading of this cell
        ("352", "", None),
        ("—", "7", None),  # signs are read otherwise by all programs
        ("总计", "7", None),
    ],
)
def test_another_figure_in_the_layer_makes_a_cell_doubtful(
    text: str, told: str, doubt: Doubt | None
) -> None:
    found = cell_after(text, layer(told))
    assert found.doubt is doubt
    assert found.text == text
    if doubt:
        assert found.readings == (text, told)


def test_a_layer_may_be_turned_otherwise_than_its_picture() -> None:
    turned = Coloured(SHOWN.pixels, (0, 0, 300, 200), Frame((0, 0, 200, 300), 1))
    inside = turned.frame.user_box((70, 135, 74, 143))
    cell = ReadCell(AT, (100.0, 100.0, 300.0, 160.0), "352")
    page = ReadPage((600, 400), (ReadGrid(RuledGrid((), (), ()), (cell,)),), ())
    held = held_against_layer(page, [("7", inside)], turned).grids[0].cells[0]
    assert held.doubt is Doubt.READINGS_DIFFER


def test_what_the_layer_has_elsewhere_says_nothing() -> None:
    assert cell_after("352", layer("332", y=20.0)).doubt is None
    assert cell_after("352", layer("352"), Doubt.UNDER_SEAL).doubt is Doubt.UNDER_SEAL


def backwards(codes: bytes) -> bytes:
    """A text of codes of two bytes from its end."""
    return b"".join(codes[at : at + 2] for at in range(0, len(codes), 2)[::-1])


@pytest.mark.ocr
def test_an_honest_layer_takes_nothing_and_a_lying_one_is_told(tmp_path: Path) -> None:
    with pikepdf.open(SOURCE) as pdf:
        del pdf.pages[:-1]
        pdf.save(tmp_path / "last.pdf")
    forms = load_forms()
    honest = MAKERS["hidden_ocr_layer"](tmp_path / "a.pdf", tmp_path / "last.pdf")
    own = [ref for ref in printed() if ref.startswith("t4.")]
    report = read_report(honest, forms)
    before = report.cells
    assert report.refusal is None
    assert all(isinstance(cell.place, PicturePlace | None) for cell in before.values())
    assert all(before[ref].value == printed()[ref].value for ref in own if not before[ref].doubt)
    sure = [ref for ref in own if before[ref].state is State.NUMBER]
    assert len(sure) >= 12
    with pikepdf.open(honest) as pdf:
        # Each figure of the layer backwards: what has other digits then is another figure.
        page = pdf.pages[0]
        other = pikepdf.unparse_content_stream(
            [
                pikepdf.ContentStreamInstruction(
                    [pikepdf.String(backwards(bytes(one.operands[0])))], one.operator
                )
                if str(one.operator) == "Tj" and len(bytes(one.operands[0])) > 2
                else one
                for one in pikepdf.parse_content_stream(page)
            ]
        )
        page.obj.Contents = pdf.make_stream(other)
        pdf.save(tmp_path / "b.pdf")
    lied = read_report(tmp_path / "b.pdf", forms)
    for ref in sure:
        digits = str(printed()[ref].value)
        assert (lied.cells[ref].state is State.DOUBTFUL) is (digits != digits[::-1]), ref
    assert any(lied.cells[ref].doubt is Doubt.READINGS_DIFFER for ref in sure)
