"""A PDF made of objects one by one: just what a drawn page needs (ISO 32000-1, 7).

The same objects in the same order give the same bytes: there is no date and no identifier in it.
"""

from __future__ import annotations

import zlib

_LEVEL = 1  # the file is read once, in memory: packing it well costs more than it saves


class PdfFile:
    """A file that grows; objects are told by their numbers."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """The number of an object that is given later."""
        self._objects.append(b"null")
        return len(self._objects)

    def give(self, number: int, body: str | bytes) -> int:
        """The object's body."""
        self._objects[number - 1] = body.encode("ascii") if isinstance(body, str) else body
        return number

    def add(self, body: str | bytes) -> int:
        """An object, and its number."""
        return self.give(self.reserve(), body)

    def stream(self, entries: str, data: bytes, *, packed: bool = False) -> int:
        """A stream; ``packed`` one is given as it is, with its own filter among the entries."""
        if not packed:
            data = zlib.compress(data, _LEVEL)
            entries += " /Filter /FlateDecode"
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("ascii")
        return self.add(head + data + b"\nendstream")

    def written(self, root: int) -> bytes:
        """The whole file, whose catalogue is the object of this number."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode("ascii")
        out += b"".join(f"{place:010d} 00000 n \n".encode("ascii") for place in places)
        out += (
            f"trailer\n<< /Size {len(places) + 1} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n"
        ).encode("ascii")
        return bytes(out)
