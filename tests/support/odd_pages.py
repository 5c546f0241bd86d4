"""Makers of reports on odd pages: huge, turned, cropped, wrapped in a form, or only pictures.

The same signature as in ``tests/support/hostile.py``, which lists them all.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Operator, Pdf, Stream

from tests.support.paper import A4, save

if TYPE_CHECKING:
    from pathlib import Path

_SCAN_DPI = 72


def a0_user_unit(target: Path, source: Path) -> Path:
    """A0 paper by /UserUnit 4: the numbers in the file are those of A4."""
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            page.obj.UserUnit = 4
        return save(pdf, target)


def a0_big_box(target: Path, source: Path) -> Path:
    """A0 paper by a MediaBox four times as wide and high."""
    return _transformed(target, source, (4, 0, 0, 4, 0, 0), scale=4)


def poster(target: Path, source: Path) -> Path:
    """Ten times A4: a picture of it at 300 dpi would take gigabytes."""
    return _transformed(target, source, (10, 0, 0, 10, 0, 0), scale=10)


def _transformed(
    target: Path,
    source: Path,
    matrix: tuple[float, ...],
    *,
    scale: float = 1,
    turned: bool = False,
) -> Path:
    """The pages drawn through a matrix, on paper scaled or turned to fit."""
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(edge) for edge in page.mediabox)
            width, height = (x1 - x0) * scale, (y1 - y0) * scale
            page.mediabox = Array([0, 0, height, width] if turned else [0, 0, width, height])
            _wrap(pdf, page, " ".join(f"{number:g}" for number in matrix))
        return save(pdf, target)


def _wrap(pdf: Pdf, page: pikepdf.Page, matrix: str) -> None:
    page.contents_add(Stream(pdf, f"q {matrix} cm\n".encode()), prepend=True)
    page.contents_add(Stream(pdf, b"\nQ"), prepend=False)


def rotate_90(target: Path, source: Path) -> Path:
    """Shown turned by a quarter: /Rotate 90 on upright content."""
    return _rotated(target, source, 90)


def rotate_180(target: Path, source: Path) -> Path:
    """Shown upside down."""
    return _rotated(target, source, 180)


def rotate_270(target: Path, source: Path) -> Path:
    """Shown turned by three quarters."""
    return _rotated(target, source, 270)


def _rotated(target: Path, source: Path, angle: int) -> Path:
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            page.rotate(angle, relative=False)
        return save(pdf, target)


def turned_content(target: Path, source: Path) -> Path:
    """Content turned by a quarter on landscape paper, shown lying on its side."""
    return _transformed(target, source, (0, 1, -1, 0, _height(source), 0), turned=True)


def upside_down_content(target: Path, source: Path) -> Path:
    """Content turned by half a turn, shown upside down."""
    with pikepdf.open(source) as pdf:
        x0, y0, x1, y1 = (float(edge) for edge in pdf.pages[0].mediabox)
    return _transformed(target, source, (-1, 0, 0, -1, x1 - x0, y1 - y0))


def turned_back(target: Path, source: Path) -> Path:
    """Content turned by a quarter and /Rotate to turn it back: shown upright."""
    turned_content(target, source)
    return _rotated_in_place(target, 90)


def _rotated_in_place(target: Path, angle: int) -> Path:
    with pikepdf.open(io.BytesIO(target.read_bytes())) as pdf:
        for page in pdf.pages:
            page.rotate(angle, relative=False)
        return save(pdf, target)


def _height(source: Path) -> float:
    with pikepdf.open(source) as pdf:
        box = pdf.pages[0].mediabox
        return float(box[3]) - float(box[1])


def crop_box(target: Path, source: Path) -> Path:
    """The report inside larger paper, cut to size by a CropBox."""
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(edge) for edge in page.mediabox)
            page.cropbox = Array([x0, y0, x1, y1])
            page.mediabox = Array([x0 - 60, y0 - 90, x1 + 40, y1 + 70])
        return save(pdf, target)


def other_origin(target: Path, source: Path) -> Path:
    """A MediaBox that does not start at (0, 0)."""
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(edge) for edge in page.mediabox)
            page.mediabox = Array([x0 - 120, y0 + 300, x1 - 120, y1 + 300])
            _wrap(pdf, page, "1 0 0 1 -120 300")
        return save(pdf, target)


def form_xobject(target: Path, source: Path) -> Path:
    """Each page is one Form XObject, as imposition programs write them."""
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            form = Stream(pdf, page.obj.Contents.read_bytes())
            form.update(
                Dictionary(
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=page.mediabox,
                    Resources=page.obj.Resources,
                )
            )
            page.obj.Resources = Dictionary(XObject=Dictionary(Fm0=form))
            page.obj.Contents = Stream(pdf, b"/Fm0 Do")
        return save(pdf, target)


# --- pictures instead of text ------------------------------------------------------------


def scan(target: Path, source: Path) -> Path:
    """Pictures of the pages and nothing else."""
    with Pdf.new() as pdf:
        for picture in _pictures(pdf, source):
            page = pdf.add_blank_page(page_size=A4)
            page.Resources = Dictionary(XObject=Dictionary(Im0=picture))
            page.Contents = Stream(pdf, _picture_operators(*A4))
        return save(pdf, target)


def hidden_ocr_layer(target: Path, source: Path) -> Path:
    """Pictures of the pages with invisible text on them, as scanners' OCR programs leave it."""
    with pikepdf.open(source) as pdf:
        pictures = _pictures(pdf, source)
        for page, picture in zip(pdf.pages, pictures, strict=True):
            width, height = (float(edge) for edge in page.mediabox[2:])
            text = [
                instruction
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) in _TEXT_OPERATORS
            ]
            invisible = [pikepdf.ContentStreamInstruction([3], Operator("Tr")), *text]
            page.obj.Resources.XObject = Dictionary(Im0=picture)
            page.obj.Contents = Stream(
                pdf,
                _picture_operators(width, height)
                + b"\n"
                + pikepdf.unparse_content_stream(invisible),
            )
        return save(pdf, target)


_TEXT_OPERATORS = frozenset(
    ("BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tj", "TJ", "Tc", "Tw", "Tz", "TL", "cm", "q", "Q")
)


def _picture_operators(width: float, height: float) -> bytes:
    return f"q {width:g} 0 0 {height:g} 0 0 cm /Im0 Do Q".encode()


def _pictures(pdf: Pdf, source: Path) -> list[pikepdf.Object]:
    """Grey pictures of the pages of ``source``, as image objects of ``pdf``."""
    pictures: list[pikepdf.Object] = []
    with pypdfium2.PdfDocument(source) as document:
        for page in document:
            bitmap = page.render(scale=_SCAN_DPI / 72, grayscale=True)
            grey = bytes(bitmap.to_numpy().tobytes())
            picture = Stream(pdf, b"")
            picture.write(zlib.compress(grey, 1), filter=Name.FlateDecode)
            picture.update(
                Dictionary(
                    Type=Name.XObject,
                    Subtype=Name.Image,
                    Width=bitmap.width,
                    Height=bitmap.height,
                    ColorSpace=Name.DeviceGray,
                    BitsPerComponent=8,
                )
            )
            pictures.append(pdf.make_indirect(picture))
    return pictures
