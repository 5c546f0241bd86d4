"""The pictures of an OFD file as pictures of the PDF it is drawn as: cv2's only door in documents.

A picture that cannot be unpacked is drawn as an even grey: what it hides stays hidden, and what
stands under it is not taken for clear.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.documents.ofd.structure import Parts
    from checker.documents.pdf_writer import PdfFile

MOST_PIXELS = 40_000_000  # of one picture: a page of 600 dpi has 35 million
_PNG = b"\x89PNG\r\n\x1a\n"
_GREY = b"\xb0"


class Pictures:
    """All pictures of a PDF as they come to be needed."""

    def __init__(self, parts: Parts, pdf: PdfFile) -> None:
        self._parts = parts
        self._pdf = pdf
        self._names: dict[str, str] = {}
        self.numbers: dict[str, int] = {}  # of the objects, by the name in a page's resources

    def name(self, picture: str) -> str:
        """The name in the PDF of a part of the package, or of what was added."""
        if picture not in self._names:
            self._names[picture] = self._held(self._parts.read(picture))
        return self._names[picture]

    def add(self, data: bytes) -> str:
        """A picture by its bytes, and how it is called; no part of a package is called so."""
        called = f"/{len(self._names)}"
        self._names[called] = self._held(data)
        return called

    def _held(self, data: bytes) -> str:
        name = f"P{len(self.numbers)}"
        self.numbers[name] = self._unpacked(data)
        return name

    def _unpacked(self, data: bytes) -> int:
        size = size_of(data)
        if size is None or size[0] * size[1] > MOST_PIXELS:
            return self._stream(1, 1, "DeviceGray", _GREY)
        import cv2
        import numpy

        pixels = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_UNCHANGED)
        if pixels is None:
            return self._stream(1, 1, "DeviceGray", _GREY)
        if pixels.dtype != numpy.uint8:
            pixels = (pixels / 256).astype(numpy.uint8)  # 16 bits a channel
        high, wide = pixels.shape[:2]
        channels = pixels.shape[2] if pixels.ndim > 2 else 1  # noqa: PLR2004
        if channels == 1:
            return self._stream(wide, high, "DeviceGray", pixels.tobytes())
        mask = ""
        if channels == 4:  # noqa: PLR2004 - blue, green, red, alpha
            alpha = numpy.ascontiguousarray(pixels[:, :, 3])
            mask = f" /SMask {self._stream(wide, high, 'DeviceGray', alpha.tobytes())} 0 R"
        rgb = numpy.ascontiguousarray(pixels[:, :, 2::-1])
        return self._stream(wide, high, "DeviceRGB", rgb.tobytes(), mask)

    def _stream(self, wide: int, high: int, space: str, data: bytes, more: str = "") -> int:
        return self._pdf.stream(
            f"/Type /XObject /Subtype /Image /Width {wide} /Height {high} /ColorSpace /{space}"
            f" /BitsPerComponent 8{more}",
            data,
        )


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height as a picture's head has them; ``None`` for a format that is not read."""
    try:
        if data.startswith(_PNG):
            return struct.unpack_from(">II", data, 16)
        if data.startswith(b"BM"):
            wide, high = struct.unpack_from("<ii", data, 18)
            return abs(wide), abs(high)
        if data.startswith(b"\xff\xd8"):
            return _jpeg_size(data)
    except struct.error:
        return None
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """From the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 < len(data):
        marker, length = struct.unpack_from(">xBH", data, at)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # noqa: PLR2004
            high, wide = struct.unpack_from(">HH", data, at + 5)
            return wide, high
        at += 2 + length
    return None
