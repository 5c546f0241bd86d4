"""Hostile pages are what they say: a table of figures, each harmed, the same every time."""

from __future__ import annotations

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
    monkeypatch.setattr(hostile, "SHOWN", hostile.SHOWN[3:4])


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_a_figure_in_every_cell(kind: str) -> None:
    name, condition, number, page = next(pages("tune", 1, [kind]))
    assert (name, condition, number) == (kind, "150-bad", 0)
    assert len(page.printed) == ROWS * COLUMNS
    assert all(page.printed.values())
    assert page.picture.min() < page.picture.max()


def test_a_page_is_the_same_again_and_another_in_the_other_half() -> None:
    (*_, one), (*_, again), (*_, other) = (
        next(pages(half, 1, ["touch"])) for half in ("tune", "tune", "accept")
    )
    assert one.printed == again.printed != other.printed
    assert (one.picture == again.picture).all()


def test_what_was_read_wrong_is_shown(tmp_path: Path) -> None:
    *_, page = next(pages("tune", 1, ["gap"]))
    read = Read(1, 2, (("8", "3", (100.0, 100.0, 200.0, 180.0)),) * 7)
    sheet = crops(page, read)
    sheet.save(tmp_path / "wrong.png")
    assert (tmp_path / "wrong.png").stat().st_size
    assert numpy.asarray(sheet).min() < 255
