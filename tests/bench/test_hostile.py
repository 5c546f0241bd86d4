"""Hostile pages are what they say: a table of figures, each harmed, the same every time."""

from __future__ import annotations

from itertools import islice
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy
import pytest
from PIL import ImageFont

from tests.bench.producers.fonts import File
from tests.bench.scans import hostile
from tests.bench.scans.hostile import COLUMNS, KINDS, ROWS, Read, crops, pages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _any_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow's own font: which faces a machine has is not looked at here."""

    def own(path: str, size: int, index: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        assert (path, index) == ("", 0)
        return ImageFont.load_default(size)

    monkeypatch.setattr(hostile, "locate", lambda _: File("", 0))
    monkeypatch.setattr(hostile, "ImageFont", SimpleNamespace(truetype=own))
    monkeypatch.setattr(hostile, "SHOWN", hostile.SHOWN[2:3])


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_a_figure_in_every_cell_and_is_the_same_again(kind: str) -> None:
    (name, condition, number, page), (*_, again) = (
        next(islice(pages("tune", 1, [kind]), 1)) for _ in range(2)
    )
    assert (name, condition, number) == (kind, "200-bw", 0)
    assert len(page.printed) == ROWS * COLUMNS
    assert all(page.printed.values())
    assert page.printed == again.printed
    assert (page.picture == again.picture).all()
    assert page.picture.min() == 0


def test_what_was_read_wrong_is_shown(tmp_path: Path) -> None:
    *_, page = next(pages("tune", 1, ["gap"]))
    read = Read(1, 2, (("8", "3", (100.0, 100.0, 200.0, 180.0)),) * 7)
    sheet = crops(page, read)
    sheet.save(tmp_path / "wrong.png")
    assert (tmp_path / "wrong.png").stat().st_size
    assert numpy.asarray(sheet).min() == 0
