"""Reports whose digits are set in a font that the file does not bring.

A reader puts a face of its own in its place, shaped by what the file says of the font. pdfium
keeps that face, and what shape it was given last, for the next file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.support.paper import save

if TYPE_CHECKING:
    from pathlib import Path

_SHOWN = re.compile(rb"/F1 (\S+) Tf (\S+) (\S+) Td <((?:00(?:2e|3[0-9]))+)> Tj")
"""A figure as ``paper.Pen`` sets it: UTF-16 of digits and points alone."""


def in_borrowed_font(
    target: Path, report: Path, name: str, *, flags: int, stem: int, slant: int
) -> Path:
    """The report of ``paper.print_report`` with its figures in a font that is not there.

    ``flags``, ``stem`` and ``slant`` are the font descriptor's (PDF 32000-1, table 122).
    """
    with pikepdf.open(report) as pdf:
        font = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.TrueType,
                BaseFont=Name("/" + name),
                Encoding=Name.WinAnsiEncoding,
                FirstChar=46,
                LastChar=57,
                Widths=Array([278, 278, *[556] * 10]),
                FontDescriptor=pdf.make_indirect(
                    Dictionary(
                        Type=Name.FontDescriptor,
                        FontName=Name("/" + name),
                        Flags=flags,
                        FontBBox=[-166, -225, 1000, 931],
                        ItalicAngle=slant,
                        Ascent=800,
                        Descent=-200,
                        CapHeight=700,
                        StemV=stem,
                    )
                ),
            )
        )
        for page in pdf.pages:
            page.obj.Resources = Dictionary(Font=Dictionary(F1=page.obj.Resources.Font.F1, F2=font))
            page.Contents = Stream(pdf, _SHOWN.sub(_borrowed, page.Contents.read_bytes()))
        return save(pdf, target)


def _borrowed(shown: re.Match[bytes]) -> bytes:
    size, x, y, codes = shown.groups()
    figure = bytes.fromhex(codes.decode("ascii"))[1::2]
    return b"/F2 %b Tf %b %b Td (%b) Tj" % (size, x, y, figure)
