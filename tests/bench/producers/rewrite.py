"""Finished PDFs changed as other programs change them: rewritten, merged, two pages on a sheet."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    import random

# Dates and ids of the moment of printing, each replaced by one of the same length.
_MOMENTS = (
    (re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)\d{14}"), rb"\g<1>20240120000000"),
    (re.compile(rb"(<xmp:(?:Create|Modify)Date>)[\d-]{10}T[\d:]{8}"), rb"\g<1>2024-01-20T00:00:00"),
    (re.compile(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]+)(>\s*<)([0-9A-Fa-f]+)(?=>)"), None),
    (re.compile(rb"(uuid:)([0-9a-f-]{36})"), None),
    (re.compile(rb"(/DocChecksum\s*/)([0-9A-F]{32})"), None),
)


def settle(pdf: bytes) -> bytes:
    """The same file without the moment it was printed at; all else stays, byte for byte."""
    for pattern, known in _MOMENTS:
        pdf = pattern.sub(known or _zeros, pdf)
    return pdf


def _zeros(match: re.Match[bytes]) -> bytes:
    """Every second group, an id, becomes zeros."""
    groups = match.groups()
    return b"".join(
        b"0" * len(group) if number % 2 else group for number, group in enumerate(groups)
    )


def rewrite(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The file as qpdf writes it in one of its ways, and the way's name."""
    way = rng.choice(tuple(_WAYS))
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if way == "content-parsed":
            for page in opened.pages:
                page.contents_coalesce()
                instructions = pikepdf.parse_content_stream(page)
                page.Contents = opened.make_stream(pikepdf.unparse_content_stream(instructions))
        opened.save(target, deterministic_id=True, **_WAYS[way])
    return target.getvalue(), way


_WAYS: dict[str, dict[str, Any]] = {
    "object-streams": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "linearised": {"linearize": True},
    "content-normalised": {"normalize_content": True},
    "content-parsed": {},
    "qdf": {"qdf": True, "object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "uncompressed": {
        "compress_streams": False,
        "stream_decode_level": pikepdf.StreamDecodeLevel.generalized,
    },
}


def two_up(pdf: bytes) -> bytes:
    """Two pages side by side on each sheet, as print drivers put them."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.new() as sheets:
        pages = list(opened.pages)
        box = pages[0].mediabox
        width, height = float(box[2] - box[0]), float(box[3] - box[1])
        # An upright page turns the sheet: two halves of it have its own proportions (A series).
        sheet = (height, width) if height > width else (width, height / 2)
        for start in range(0, len(pages), 2):
            sheets.add_blank_page(page_size=sheet)
            forms, drawing = pikepdf.Dictionary(), []
            for side, page in enumerate(pages[start : start + 2]):
                left = side * sheet[0] / 2
                place = pikepdf.Rectangle(left, 0, left + sheet[0] / 2, sheet[1])
                name = pikepdf.Name(f"/Page{side}")
                # Names of our own: those that ``add_overlay`` makes up are random.
                forms[name] = sheets.copy_foreign(page.as_form_xobject())
                drawing.append(
                    sheets.pages[-1].calc_form_xobject_placement(forms[name], name, place)
                )
            sheets.pages[-1].Resources = pikepdf.Dictionary(XObject=forms)
            sheets.pages[-1].Contents = sheets.make_stream(b"".join(drawing))
        sheets.save(target, deterministic_id=True)
    return target.getvalue()
