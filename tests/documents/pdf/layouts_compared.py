"""Layouts of playa's as plain values, to be held against each other to the last bit."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

_ASKED = (
    "bbox",
    "matrix",
    "adv",
    "size",
    "upright",
    "fontname",
    "stroke",
    "fill",
    "evenodd",
    "pts",
)
"""All that camelot, or whoever reads its tables, asks of what is in a layout, and more."""


def made(
    content: bytes, state: dict[str, Any] | None = None, *, parts: int = 1, **resources: Any
) -> bytes:
    """A page with this content, in fonts of every reader's; in so many streams, parted at lines."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    fonts: dict[str, Any] = {
        name: Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=base)
        for name, base in (("/F1", Name.Helvetica), ("/F2", Name("/Times-Roman")))
    }
    page.obj.Resources = Dictionary(
        Font=Dictionary(fonts),
        ExtGState=Dictionary(GS1=Dictionary(state or {"/ca": 1})),
        **{name: value(pdf) for name, value in resources.items()},
    )
    lines = content.splitlines(keepends=True)
    each = -(-len(lines) // parts)
    page.obj.Contents = pikepdf.Array(
        [Stream(pdf, b"".join(lines[at : at + each])) for at in range(0, len(lines), each)]
    )
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def walked(holder: Any) -> list[object]:
    """All that a layout holds: what each is, where, with its text and what is in it."""
    return [
        (
            type(one).__name__,
            *(repr(getattr(one, name, None)) for name in _ASKED),
            one.get_text() if hasattr(one, "get_text") else None,
            walked(one) if hasattr(one, "__iter__") else None,
        )
        for one in holder
    ]
