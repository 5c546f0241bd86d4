"""Records of a BIFF workbook that xlrd passes over: formulas, conditions, what is drawn over cells.

[MS-XLS] 2.4: a record is a type and a length of two bytes each, and its content.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, decompile_formula

from checker.documents.sheet.biff_conditions import (
    CONDITIONS,
    RULE,
    RULE_OF_2007,
    areas_of,
    condition_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.documents.sheet.biff_conditions import Condition, Shows
    from checker.documents.sheet.stored import Area, Place

_FORMULA, _SHARED, _ARRAY, _OBJECT, _DRAWING = 0x0006, 0x04BC, 0x0221, 0x005D, 0x00EC
_BOF, _EOF = 0x0809, 0x000A
_EXP = 1  # the token of a formula that stands in another record
_NOTE, _DROPDOWN = 0x19, 0x14  # objects that cover nothing until they are asked for
_ANCHOR = re.compile(rb"..\x10\xf0\x12\0\0\0(.{18})", re.DOTALL)  # OfficeArtClientAnchorSheet
UNKNOWN = "=?"  # a formula that is not told: it cannot be worked out again


@dataclass(slots=True)
class SheetRecords:
    """Of one sheet: the formula of each cell that has one, the areas that are drawn over.

    ``conditions`` are the conditional formats that may hide a figure.
    """

    formulas: dict[Place, str] = field(default_factory=dict)
    covered: list[Area] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)


def sheet_records(book: Any, shows: Shows) -> list[SheetRecords]:
    """The records of each sheet of an open workbook, in order; ``shows``: see ``condition_of``."""
    return [_records(book, start, shows) for start in book._sh_abs_posn]  # noqa: SLF001 - told nowhere else


def _records(book: Any, start: int, shows: Shows) -> SheetRecords:
    found = SheetRecords()
    areas: list[Area] = []
    pending: list[tuple[Place, Place]] = []  # cells whose formula another record holds, with it
    shared: dict[Place, bytes] = {}
    anchor: Area | None = None
    last: Place = (0, 0)
    for kind, content in _walk(book, start):
        if kind == _FORMULA:
            row, column = struct.unpack_from("<HH", content)
            last = (row, column)
            tokens = _tokens(content, 20)
            if tokens[:1] == bytes([_EXP]) and len(tokens) >= struct.calcsize("<BHH"):
                pending.append((last, struct.unpack_from("<HH", tokens, 1)))
            else:
                found.formulas[row + 1, column + 1] = _written(book, tokens, last, FMLA_TYPE_CELL)
        elif kind == _SHARED:
            shared[last] = _tokens(content, 8)
        elif kind == _DRAWING:
            anchors = _ANCHOR.findall(content)
            anchor = _area(anchors[-1]) if anchors else None
        elif kind == _OBJECT:
            if anchor is not None and struct.unpack_from("<H", content, 4)[0] not in (
                _NOTE,
                _DROPDOWN,
            ):
                found.covered.append(anchor)
            anchor = None
        elif kind in CONDITIONS:
            areas = areas_of(content, CONDITIONS[kind])
        elif kind in (RULE, RULE_OF_2007):
            condition = condition_of(kind, content, areas, shows)
            if condition is not None:
                found.conditions.append(condition)
    for (row, column), at in pending:
        tokens = shared.get(at, b"")
        written = _written(book, tokens, (row, column), FMLA_TYPE_SHARED) if tokens else UNKNOWN
        found.formulas[row + 1, column + 1] = written
    return found


def _walk(book: Any, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one sheet; those of charts inside it are passed over."""
    stream, at, depth = book.mem, start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        content = bytes(stream[at + 4 : at + 4 + length])
        at += 4 + length
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, content


def _tokens(content: bytes, at: int) -> bytes:
    (length,) = struct.unpack_from("<H", content, at)
    return content[at + 2 : at + 2 + length]


def _written(book: Any, tokens: bytes, place: Place, kind: int) -> str:
    """A formula as it is written, ``=SUM(D23:I23)``."""
    text = decompile_formula(book, tokens, len(tokens), kind, *place)
    return f"={text}" if text else UNKNOWN


def _area(content: bytes) -> Area:
    _, left, _, top, _, right, _, bottom, _ = struct.unpack("<9H", content)
    return top + 1, left + 1, bottom + 1, right + 1
