"""What was deciphered, told by the file itself: a copy whose fonts have ToUnicode maps.

Everything that reads the file afterwards, both parsers, reads the same map; the glyphs and their
places stay as they are. The copy is the file with an update behind it (ISO 32000-1, 7.5.6).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from checker.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.pdf.decipher.glyph_codes import Codes, Symbol

_MOST: Final = 100  # entries of a block in a map (Adobe Technical Note 5411)
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER: Final = b"trailer"
_PLAIN = re.compile(rb"[^!-~]|[#()<>\[\]{}/%]")


def told(data: bytes, codes: Codes, characters: Mapping[Symbol, str]) -> bytes:
    """The file with a map in each untold font; a symbol without a character is ``UNKNOWN``.

    ``data`` is a file as pdfium writes it: with one plain table of its objects, without a lock.
    """
    start = _START.search(data)
    assert start is not None
    entries = data[data.rindex(_TRAILER) + len(_TRAILER) : start.start()]
    size = int(re.search(rb"/Size (\d+)", entries)[1])  # type: ignore[index]
    out = bytearray(data)
    places: dict[int, int] = {}
    printed = sorted({glyph.symbol for glyph in codes.glyphs})
    for number, (font, spec) in enumerate(sorted(codes.untold.items()), start=size):
        chars = {s.code: characters.get(s, UNKNOWN) for s in printed if s.font == font}
        cmap = _map(chars, wide=font in codes.wide)
        places[number] = len(out)
        out += b"%d 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (
            number, len(cmap), cmap,
        )  # fmt: skip
        places[font] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (font, written({**spec, "ToUnicode": _Number(number)}))
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in sorted(places.items()))
    entries = entries.strip().replace(b"/Size %d" % size, b"/Size %d" % (max(places) + 1))
    entries = entries.removesuffix(b">>") + b"/Prev %s>>" % start[1]
    out += b"xref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (table, entries, len(out))
    return bytes(out)


class _Number(int):
    """The number of another object."""


def written(value: Any) -> bytes:
    """A value as playa gives it, in the syntax of PDF (ISO 32000-1, 7.3)."""
    from playa.parser import PSLiteral
    from playa.pdftypes import ObjRef

    if isinstance(value, dict):
        entries = (_name(key) + b" " + written(entry) for key, entry in value.items())
        return b"<<" + b" ".join(entries) + b">>"
    if isinstance(value, list):
        return b"[" + b" ".join(map(written, value)) + b"]"
    if isinstance(value, _Number | ObjRef):
        return b"%d 0 R" % (value if isinstance(value, int) else value.objid)
    if isinstance(value, PSLiteral):
        return _name(value.name)
    if isinstance(value, bytes):
        return b"<" + value.hex().encode("ascii") + b">"
    plain = {None: "null", True: "true", False: "false"}
    is_plain = value is None or isinstance(value, bool)
    return (plain[value] if is_plain else repr(value)).encode("ascii")


def _name(name: str) -> bytes:
    return b"/" + _PLAIN.sub(lambda odd: b"#%02X" % odd[0][0], name.encode("utf-8"))


def _map(entries: Mapping[int, str], *, wide: bool) -> bytes:
    """A ToUnicode map of one font."""
    digits = 4 if wide else 2
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CMapName /Deciphered def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<{0:0{digits}X}> <{16**digits - 1:0{digits}X}>",
        "endcodespacerange",
    ]
    pairs = [f"<{code:0{digits}X}> <{_utf16(char)}>" for code, char in sorted(entries.items())]
    for first in range(0, len(pairs), _MOST):
        some = pairs[first : first + _MOST]
        lines += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _utf16(char: str) -> str:
    return char.encode("utf-16-be").hex().upper()
