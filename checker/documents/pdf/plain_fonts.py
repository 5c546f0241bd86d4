"""The widths and the characters of fonts, where they are written in the plain way.

A page of WPS has eight fonts with thousands of widths and hundreds of characters. playa looks at
each by itself; where all are plain numbers, or plain codes, they are taken at once.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PLAIN = frozenset({int, float})
_CODE = rb"<(?:[0-9A-Fa-f]{2}){1,8}>"
_CHARACTERS = re.compile(
    rb"(?<=\s)beginbf(char|range)(\s+(?:%b\s*)*)endbf(?:char|range)(?=\s)" % _CODE
)
_CODES = re.compile(_CODE)
_EACH = {b"char": 2, b"range": 3}  # codes of an entry
_OTHERS = (b"%", b"cid", b"usecmap", b"notdef")  # what a map may hold besides, and comments
_STRING = re.compile(rb"\([^()\\]*+\)")


@contextmanager
def fonts_taken_at_once() -> Iterator[None]:
    """Let playa take plain widths and maps so; what is not plain it takes as before."""
    from playa import font

    widths, characters = font._get_widths, font.parse_tounicode  # noqa: SLF001
    font._get_widths = lambda seq: widths_of(list(seq), widths)  # noqa: SLF001
    font.parse_tounicode = lambda data: characters_of(data, characters)
    try:
        yield
    finally:
        font._get_widths, font.parse_tounicode = widths, characters  # noqa: SLF001


def widths_of(
    written: list[Any], one_by_one: Callable[[Iterable[Any]], dict[int, float]]
) -> dict[int, float]:
    """Widths by code, from a font's array: ``7 [500 600]``, or ``7 9 500`` for a range."""
    found: dict[int, float] = {}
    rest = iter(written)
    for first in rest:
        behind = next(rest, None)
        if type(first) is not int:
            return one_by_one(written)
        if isinstance(behind, list) and _PLAIN.issuperset(map(type, behind)):
            found.update(zip(range(first, first + len(behind)), map(float, behind), strict=True))
            continue
        width: Any = next(rest, None)
        if type(behind) is not int or type(width) not in _PLAIN:
            return one_by_one(written)
        found.update(dict.fromkeys(range(first, behind + 1), float(width)))
    return found


def characters_of(data: bytes, one_by_one: Callable[[bytes], Any]) -> Any:
    """The characters of a font's codes, from its ``ToUnicode`` map."""
    before, end, _ = data.partition(b"endcmap")
    sections = list(_CHARACTERS.finditer(before))
    rest = _CHARACTERS.sub(b"", before)
    if not (end and sections) or b"bf" in rest or any(one in data for one in _OTHERS):
        return one_by_one(data)
    strings = _STRING.findall(data)
    # Words in a string mean nothing, and one that is not plain may hold any.
    if {data.count(b"("), data.count(b")")} != {len(strings)} or any(
        b"begin" in one or b"end" in one for one in strings
    ):
        return one_by_one(data)
    found = one_by_one(rest + end)
    for section in sections:
        kind, written = section.groups()
        codes = [bytes.fromhex(one[1:-1].decode()) for one in _CODES.findall(written)]
        if len(codes) % _EACH[kind]:
            return one_by_one(data)
        if kind == b"range":
            for first, last, code in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
                if len(first) != len(last):
                    return one_by_one(data)
                found.add_bf_range(first, last, code)
            continue
        for code, character in zip(codes[::2], codes[1::2], strict=True):
            found.bytes2unicode[code] = character.decode("UTF-16BE", "ignore")
    return found
