"""Pictures of pages, marked copies and attachments, through the reading process."""

from __future__ import annotations

import io
import shutil
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy
import pikepdf
import pypdfium2
import pytest

from checker.documents.png import png
from checker.errors import DocumentError
from checker.isolation.page_images import OriginalFiles
from checker.isolation.pool import Readers
from checker.model import RefusalReason
from checker.model.page_images import Note, View
from checker.options import ReadOptions
from checker.rulebook import load_forms
from tests.support import hostile, odd_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from checker.model import Box, Report

SAMPLE = Path(__file__).parents[2] / "samples" / "bad" / "wrong-sum-2023.pdf"
PAGES: Mapping[str, Callable[[Path], Path]] = {
    "plain": lambda target: Path(shutil.copy(SAMPLE, target)),
    "rotate-90": lambda target: odd_pages.rotate_90(target, SAMPLE),
    "rotate-180": lambda target: odd_pages.rotate_180(target, SAMPLE),
    "rotate-270": lambda target: odd_pages.rotate_270(target, SAMPLE),
    "turned": lambda target: odd_pages.turned_content(target, SAMPLE),
    "turned-back": lambda target: odd_pages.turned_back(target, SAMPLE),
    "cropped": lambda target: odd_pages.crop_box(target, SAMPLE),
    "moved": lambda target: odd_pages.other_origin(target, SAMPLE),
}


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as started:
        yield started


def pixels(data: bytes) -> NDArray[numpy.uint8]:
    """The grey levels of a PNG that ``png`` wrote."""
    wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    size = int.from_bytes(data[33:37], "big")
    rows = numpy.frombuffer(zlib.decompress(data[41 : 41 + size]), numpy.uint8)
    return rows.reshape(high, wide + 1)[:, 1:]


def read(readers: Readers, path: Path) -> Report:
    ((report,),) = readers.read([path], load_forms())
    assert report.refusal is None
    return report


def cell_of(report: Report, ref: str) -> tuple[int, Box]:
    cell = report.cells[ref]
    assert cell.page is not None
    assert cell.box is not None
    return cell.page, cell.box


@pytest.mark.parametrize("name", PAGES)
def test_a_crop_shows_the_cell_upright_with_its_mark(
    *, name: str, readers: Readers, tmp_path: Path
) -> None:
    path = PAGES[name](tmp_path / "x.pdf")
    report = read(readers, path)
    page, box = cell_of(report, "t3.new_received.total")
    whole = readers.pictures(path, [View(page, None, 100, (box,))])[0]
    crop = readers.pictures(path, [View(page, box, 100, (box,))])[0]
    left, top, right, bottom = whole.marks[0]
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert right > 0.75  # the column 总计 is the last one of an upright table
    assert all(
        abs(edge - end) < 0.15 for edge, end in zip(crop.marks[0], (0, 0, 1, 1), strict=True)
    )
    assert crop.width > crop.height
    assert pixels(crop.png).min() < 128, "the number is in the picture"


def test_pngs_are_plain_grey() -> None:
    grey = numpy.arange(12, dtype=numpy.uint8).reshape(3, 4)
    assert (pixels(png(grey)) == grey).all()
    assert png(grey) == png(grey.copy())


@pytest.mark.parametrize("name", PAGES)
def test_a_marked_copy_keeps_the_original_underneath(
    *, name: str, readers: Readers, tmp_path: Path
) -> None:
    path = PAGES[name](tmp_path / "x.pdf")
    report = read(readers, path)
    page, first = cell_of(report, "t3.new_received.total")
    _, second = cell_of(report, "t3.carried_over.total")
    notes = [
        Note("1", page, (first, second), "应为 11，实填 0，相差 −11 (\\)"),
        Note("12", page, (first,), "第二条", "warning"),
    ]
    marked = readers.annotated(path, report.sha256, notes)
    assert marked.startswith(path.read_bytes())
    assert readers.annotated(path, report.sha256, notes) == marked
    assert texts(marked) == texts(path.read_bytes())
    with pikepdf.open(io.BytesIO(marked)) as pdf:
        added = [
            a for a in pdf.pages[page - 1].Annots if str(a.get("/T", "")).startswith("checker")
        ]
        assert [str(a.Contents) for a in added] == [note.text for note in notes]
        assert bytes(added[0].Contents).startswith(b"\xfe\xff"), "UTF-16"
        for x0, y0, x1, y1 in ([float(edge) for edge in a.Rect] for a in added):
            assert x0 < first[0] < first[2] < x1
            assert y0 < first[1] < first[3] < y1
    assert differs_only_near(path.read_bytes(), marked, page)


def texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def differs_only_near(before: bytes, after: bytes, page: int) -> bool:
    """Whether something was drawn on the page, and nothing on any other."""
    with pypdfium2.PdfDocument(before) as old, pypdfium2.PdfDocument(after) as new:
        changed = [
            number
            for number in range(1, len(old) + 1)
            if (old[number - 1].render().to_numpy() != new[number - 1].render().to_numpy()).any()
        ]
    return changed == [page]


def test_a_copy_without_notes_is_marked_as_one(readers: Readers) -> None:
    report = read(readers, SAMPLE)
    unmarked = readers.annotated(SAMPLE, report.sha256, [])  # a copy is known as one all the same
    assert unmarked.startswith(SAMPLE.read_bytes())
    assert len(unmarked) > len(SAMPLE.read_bytes())


def test_own_annotations_stay(readers: Readers, tmp_path: Path) -> None:
    path = tmp_path / "noted.pdf"
    with pikepdf.open(SAMPLE) as pdf:
        own = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[5, 5, 20, 20], Contents="own"
        )
        pdf.pages[2].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(own)]))
        pdf.save(path)
    report = read(readers, path)
    page, box = cell_of(report, "t3.new_received.total")
    assert page == 3
    marked = readers.annotated(path, report.sha256, [Note("1", page, (box,), "x")])
    with pikepdf.open(io.BytesIO(marked)) as pdf:
        assert [str(a.Contents) for a in pdf.pages[2].Annots] == ["own", "x"]


def test_what_cannot_be_annotated_says_why(readers: Readers, tmp_path: Path) -> None:
    report = read(readers, SAMPLE)
    with pytest.raises(DocumentError) as error:
        readers.annotated(SAMPLE, "0" * 64, [])
    assert error.value.reason == RefusalReason.NOT_A_FILE
    locked = hostile.owner_password(tmp_path / "locked.pdf", SAMPLE)
    ((read_locked,),) = readers.read([locked], load_forms())
    with pytest.raises(DocumentError) as error:
        readers.annotated(locked, read_locked.sha256, [])
    assert error.value.reason == RefusalReason.ENCRYPTED
    with pytest.raises(DocumentError) as error:
        readers.annotated(tmp_path / "gone.pdf", report.sha256, [])
    assert error.value.reason == RefusalReason.NOT_FOUND


def test_pages_that_cannot_be_shown_cost_the_pictures_only(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with OriginalFiles({"shown.pdf": str(SAMPLE)}) as originals:
        assert originals.pictures("none.pdf", []) == ()
        for path, views in (
            (str(broken), [View(1)]),
            ("gone.pdf", [View(1)]),
            (str(SAMPLE), [View(1), View(99)]),
        ):
            assert originals.pictures(path, views) == ()
        assert len(originals.pictures("shown.pdf", [View(1, dpi=20)])) == 1


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with OriginalFiles(reading=ReadOptions(max_seconds=0.0, max_memory=64)) as originals:
        assert originals.pictures(str(SAMPLE), [View(3)]) == ()
