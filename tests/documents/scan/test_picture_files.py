"""Picture files: bounded by their headers, refused in one line where they are damaged."""

from __future__ import annotations

import io
import struct
import time
import zlib
from typing import TYPE_CHECKING

import numpy
import pypdfium2
import pytest
from PIL import Image

from checker.documents import has_known_suffix, reader_of
from checker.documents.scan.picture_file import LEAST, as_pdf
from checker.errors import DocumentError
from checker.isolation.read import read_report
from checker.model import RefusalReason
from checker.rulebook.load import load_forms

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.ocr
PAGES = 50


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


def paper(mode: str = "RGB", size: tuple[int, int] = (600, 800)) -> Image.Image:
    return Image.new("RGB", size, "white").convert(mode)


def png_of(wide: int, high: int) -> bytes:
    """A PNG that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">II", wide, high) + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP"])
def test_what_the_bytes_are_decides(kind: str) -> None:
    reader = reader_of(saved(paper(), kind))
    assert reader.media_type == f"image/{kind.lower()}"
    assert reader.module == "checker.documents.scan.picture_file"
    assert has_known_suffix(f"a.{kind}") == (kind == "TIFF")  # of a folder's pictures


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png_of(60_000, 60_000), RefusalReason.OUT_OF_BOUNDS),
        (png_of(30_000, 400), RefusalReason.OUT_OF_BOUNDS),
        (png_of(9_000, 9_000), RefusalReason.OUT_OF_BOUNDS),
        (png_of(600, 800), RefusalReason.DAMAGED),
        (b"\xff\xd8\xff\xe0" + bytes(200), RefusalReason.DAMAGED),
        (saved(paper(), "JPEG")[:300], RefusalReason.DAMAGED),
        (b"II*\0\x08\0\0\0", RefusalReason.DAMAGED),
        (saved(paper(size=(LEAST - 1, 900)), "PNG"), RefusalReason.NO_TEXT),
    ],
    ids=["bomb", "long", "large", "empty", "junk", "cut", "tiff", "small"],
)
def test_one_clear_refusal_and_at_once(data: bytes, reason: RefusalReason, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    start = time.process_time()
    report = read_report(path, load_forms())
    assert report.refusal is not None
    assert report.refusal.reason is reason
    assert time.process_time() - start < 2


def test_a_tiff_of_too_many_pages_is_refused() -> None:
    small = [paper("1", (300, 300)) for _ in range(4)]
    data = saved(small[0], "TIFF", save_all=True, append_images=small[1:])
    with pytest.raises(DocumentError) as caught:
        as_pdf(data, 3)
    assert (caught.value.reason, caught.value.detail) == (RefusalReason.TOO_MANY_PAGES, "4 > 3")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_ink_on_white(mode: str) -> None:
    picture = paper()
    picture.paste((0, 0, 0), (100, 100, 200, 200))
    if mode == "I;16":
        levels = numpy.asarray(picture.convert("L")).astype(numpy.uint16) * 200
        data = saved(Image.fromarray(levels), "PNG")
    elif mode == "LA":
        clear = Image.new("LA", picture.size, (0, 0))
        clear.paste((0, 255), (100, 100, 200, 200))
        data = saved(clear, "PNG")
    elif mode == "CMYK":
        data = saved(picture.convert(mode), "TIFF")
    else:
        data = saved(picture.convert(mode), "PNG")
    with pypdfium2.PdfDocument(as_pdf(data, PAGES)) as document:
        (page,) = document
        shown = numpy.asarray(page.render(scale=600 / page.get_width()).to_pil().convert("L"))
        page.close()
    assert shown[150, 150] < 60
    assert shown[400, 400] > 240


def test_a_note_of_the_camera_turns_the_picture_and_its_dots_an_inch_its_size() -> None:
    picture = paper(size=(600, 900))
    exif = picture.getexif()
    exif[0x0112] = 6  # to be turned to the right
    data = saved(picture, "JPEG", exif=exif, dpi=(200, 200))
    with pypdfium2.PdfDocument(as_pdf(data, PAGES)) as document:
        wide, high = document[0].get_size()
    assert (round(wide), round(high)) == (324, 216)
    with pypdfium2.PdfDocument(as_pdf(saved(paper(), "PNG"), PAGES)) as document:
        assert round(document[0].get_width()) == 595  # the sheet is A4 where nothing is said


def test_the_same_picture_gives_the_same_pages() -> None:
    data = saved(paper(), "PNG")
    assert as_pdf(data, PAGES) == as_pdf(data, PAGES)
