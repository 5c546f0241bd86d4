"""Ranges of a font's ToUnicode map that run beyond what their bytes can hold.

Ghostscript writes the entry of code 255 as ``<00ff> <01ff> <ff1a>``. Only the last byte counts up
in a range (ISO 32000-1, 9.10.3), so that this is one code, and pdfium takes it for one; playa
counts on from FF1A beyond FFFF, raises, and reads the whole font without its map.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BYTE = 256


@contextlib.contextmanager
def ranges_cut() -> Iterator[None]:
    """Let playa read such ranges as far as they go. It has no setting for it."""
    from playa.cmapdb import ToUnicodeMap

    add = ToUnicodeMap.add_bf_range

    def added(self: Any, start: bytes, end: bytes, code: Any) -> None:
        add(self, start, _end(start, end, code), code)

    ToUnicodeMap.add_bf_range = added
    try:
        yield
    finally:
        ToUnicodeMap.add_bf_range = add


def _end(start: bytes, end: bytes, code: Any) -> bytes:
    """The last code of a range whose first one is the character ``code``."""
    if not isinstance(code, bytes):
        return end  # an array says each, a name none
    first, base = int.from_bytes(start, "big"), int.from_bytes(code, "big")
    most = first + BYTE ** len(code) - 1 - base
    if int.from_bytes(end, "big") <= most:
        return end
    last: bytes = min(start[:-1] + end[-1:], most.to_bytes(len(start), "big"))
    return last
