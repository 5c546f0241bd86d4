"""A picture file (JPEG, PNG, TIFF, BMP): its pictures as the pages of a PDF, which is then read.

Every picture is bounded by its header before a pixel of it is unpacked. A TIFF may hold many pages;
of a picture that moves (PNG) the first is what a program that prints it shows, and no report.
"""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy

from checker.documents.pdf import document as pdf
from checker.documents.pdf_writer import PdfFile
from checker.documents.scan import readers
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from checker.model.document import Document
    from checker.options import ReadOptions

FORMATS: Final = ("JPEG", "PNG", "TIFF", "BMP")
MOST_PIXELS: Final = 60_000_000  # of one picture: A3 at 400 dpi has 31 million; 180 MB unpacked
MOST_LONG: Final = 20_000  # pixels of its longer side
LEAST: Final = 300  # pixels of its shorter side: less holds no table that can be read
_FROM, _TO = 100, 1300  # dots an inch that a file may be believed
_SHORTER: Final = 595.0  # points of the shorter side (A4) where the file does not say


@contextmanager
def opened(data: bytes, options: ReadOptions) -> Iterator[Document]:
    """The pictures as pages; ``DocumentError`` where they cannot be unpacked or read."""
    if not readers.are_installed():
        raise DocumentError(RefusalReason.SCAN)
    from checker.documents.scan.document import ScanDocument

    with pdf.opened(as_pdf(data, options.max_pages), options) as document:
        yield ScanDocument(document)


def as_pdf(data: bytes, most_pages: int) -> bytes:
    """A PDF with a page for each picture, pixel for pixel."""
    from PIL import Image

    file = PdfFile()
    tree = file.reserve()
    pages: list[int] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, and of sizes, which are bounded here
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
                if count > most_pages:
                    raise DocumentError(RefusalReason.TOO_MANY_PAGES, f"{count} > {most_pages}")
                for number in range(count):
                    picture.seek(number)
                    pages.append(_page(file, tree, picture))
    # What a damaged picture raises depends on how it is damaged; none of it is the program's.
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError) as error:
        raise DocumentError(RefusalReason.DAMAGED) from error
    except Image.DecompressionBombError as error:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS) from error
    kids = " ".join(f"{number} 0 R" for number in pages)
    file.give(tree, f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    return file.written(file.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))


def _page(file: PdfFile, tree: int, picture: Image.Image) -> int:
    """One picture as a page of its own size; ``DocumentError`` for one beyond the limits."""
    from PIL import ImageOps

    shorter, longer = sorted(picture.size)
    if longer > MOST_LONG or shorter * longer > MOST_PIXELS:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    if shorter < LEAST:
        raise DocumentError(RefusalReason.NO_TEXT)
    dpi = _dpi(picture)
    upright = ImageOps.exif_transpose(picture)  # a camera turns the picture by a note in the file
    flat = _on_white(upright)
    wide, high = flat.size
    space = "/DeviceGray" if flat.mode == "L" else "/DeviceRGB"
    image = file.stream(
        f"/Type /XObject /Subtype /Image /Width {wide} /Height {high}"
        f" /ColorSpace {space} /BitsPerComponent 8",
        flat.tobytes(),
    )
    across, up = wide * 72 / dpi, high * 72 / dpi
    content = file.stream("", f"{across:.3f} 0 0 {up:.3f} 0 0 cm /P Do".encode("ascii"))
    return file.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {across:.3f} {up:.3f}]"
        f" /Resources << /XObject << /P {image} 0 R >> >> /Contents {content} 0 R >>"
    )


def _dpi(picture: Image.Image) -> float:
    """Dots an inch as the file says, where that may be; else as of a sheet of A4."""
    said = picture.info.get("dpi")
    if isinstance(said, tuple) and len(said) > 1 and _FROM <= float(said[0]) <= _TO:
        return float(said[0])
    return min(picture.size) * 72 / _SHORTER


def _on_white(picture: Image.Image) -> Image.Image:
    """In grey or in colour, what is clear in it as white as paper."""
    from PIL import Image

    if picture.mode in {"1", "L"}:
        return picture.convert("L")
    if picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, clear).convert("RGB")
    if picture.mode in {"I", "I;16", "I;16B", "I;16L", "F"}:
        levels = numpy.asarray(picture, dtype=numpy.float64)
        low, spread = levels.min(), max(1.0, float(numpy.ptp(levels)))
        return Image.fromarray(((levels - low) * 255 / spread).astype(numpy.uint8))
    return picture.convert("RGB")
