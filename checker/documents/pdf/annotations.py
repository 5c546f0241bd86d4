"""The pypdf door: notes on a PDF as an incremental update, its own bytes untouched underneath.

A note is one square annotation (PDF 32000-1, 12.5.6.8) round all its cells of a page: a viewer
lists it once and the page's text stays as it was. It brings its own appearance, a frame round
each cell and the note's number on a plate in the first and the last, which reads the same in
print without colour. (Viewers draw highlights in their own way and hide such an appearance.)
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from checker.model.marks import PROPERTY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from checker.model import Box
    from checker.model.page_images import Note

_PRINTED = 4  # annotation flag: printed with the page
_DASHES = {"error": "[] 0 d", "warning": "[4 2] 0 d", "info": "[1 2] 0 d"}
_COLOURS = {"error": (0.80, 0.0, 0.0), "warning": (0.75, 0.40, 0.0), "info": (0.0, 0.30, 0.70)}
_LINE = 1.2
_INSET = 0.8  # inside the table's own lines, so that both are seen
_PLATE = 7.0  # points: height of a number's plate; rows of tables are 12 and more
_CORNER = 0.4  # share of a cell's width that numbers may take: the figure stays in sight
_DIGIT = 3.8  # points from digit to digit
# Digits are drawn as seven lines, not set as text: what a reader selects or searches on the page
# stays what the office printed. Ends of a line: left or right, bottom, middle or top.
_SEGMENTS = {
    "a": ((0, 2), (1, 2)), "b": ((1, 1), (1, 2)), "c": ((1, 0), (1, 1)), "d": ((0, 0), (1, 0)),
    "e": ((0, 0), (0, 1)), "f": ((0, 1), (0, 2)), "g": ((0, 1), (1, 1)),
}  # fmt: skip
_LIT = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd",
    "6": "afgedc", "7": "abc", "8": "abcdefg", "9": "abcdfg",
}  # fmt: skip
_AUTHOR = "checker"


@dataclass(frozen=True, slots=True)
class Placed:
    """A note, and the clockwise quarter turns that make its page upright."""

    note: Note
    turns: int


def with_notes(original: BinaryIO, placed: Sequence[Placed], mark: str) -> bytes:
    """The original's bytes followed by an update that adds the notes, in the order given.

    ``mark`` says in the copy's document information what it is (``model.marks``).
    """
    writer = PdfWriter(original, incremental=True)
    taken: dict[tuple[int, Box], float] = {}
    for one in placed:
        page = writer.pages[one.note.page - 1]
        form = writer._add_object(_appearance(one, taken))  # noqa: SLF001 - pypdf's only way
        annotation = writer._add_object(_annotation(one.note, form))  # noqa: SLF001
        own = page.get("/Annots")
        listed = ArrayObject(own.get_object() if own is not None else ())
        listed.append(annotation)
        page[NameObject("/Annots")] = listed
    writer.add_metadata({f"/{PROPERTY}": mark})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _annotation(note: Note, form: Any) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Square"),
            NameObject("/Rect"): _floats(_around(note.boxes)),
            NameObject("/Contents"): TextStringObject(note.text),
            NameObject("/T"): TextStringObject(f"{_AUTHOR} {note.number}"),
            NameObject("/C"): _floats(_COLOURS[note.severity]),
            NameObject("/F"): NumberObject(_PRINTED),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): form}),
        }
    )


def _appearance(placed: Placed, taken: dict[tuple[int, Box], float]) -> StreamObject:
    note = placed.note
    red, green, blue = _COLOURS[note.severity]
    colour = f"{red:g} {green:g} {blue:g}"
    lines = [f"{colour} RG {colour} rg {_LINE:g} w {_DASHES[note.severity]}"]
    for x0, y0, x1, y1 in note.boxes:
        inside = x0 + _INSET, y0 + _INSET, x1 - x0 - 2 * _INSET, y1 - y0 - 2 * _INSET
        lines.append(" ".join(f"{edge:.2f}" for edge in inside) + " re S")
    lines.append("[] 0 d")
    for box in dict.fromkeys((note.boxes[0], note.boxes[-1])):
        lines += _plate(placed, box, taken)
    stream = StreamObject()
    stream.set_data("\n".join(lines).encode("ascii"))
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _floats(_around(note.boxes)),
            NameObject("/Resources"): DictionaryObject(),
        }
    )
    return stream


def _plate(placed: Placed, box: Box, taken: dict[tuple[int, Box], float]) -> list[str]:
    """The number in the cell's upper left corner as the page is read, beside those before it."""
    number = placed.note.number
    wide = len(number) * _DIGIT + 1.2
    shift = taken.get((placed.note.page, box), 0.0)
    across = box[3] - box[1] if placed.turns % 2 else box[2] - box[0]
    if shift + wide > _CORNER * across:
        return []
    taken[placed.note.page, box] = shift + wide + 0.5
    x0, y0, x1, y1 = box
    # The corner in user space, and the directions in which the text runs and rises.
    corner, right, up = {
        0: ((x0, y1), (1, 0), (0, 1)),
        1: ((x0, y0), (0, 1), (-1, 0)),
        2: ((x1, y0), (-1, 0), (0, -1)),
        3: ((x1, y1), (0, -1), (1, 0)),
    }[placed.turns]
    left = corner[0] + right[0] * shift - up[0] * _PLATE
    low = corner[1] + right[1] * shift - up[1] * _PLATE
    return [
        f"q {right[0]} {right[1]} {up[0]} {up[1]} {left:.2f} {low:.2f} cm",
        f"0 0 {wide:.2f} {_PLATE:g} re f",
        "1 G 0.7 w",
        *(_strokes(digit, 1.2 + at * _DIGIT) for at, digit in enumerate(number)),
        "Q",
    ]


def _strokes(digit: str, left: float) -> str:
    """A digit as lines from ``left``, 2.2 points wide and 4.4 high, on the plate."""
    xs, ys = (left, left + 2.2), (1.3, 3.5, 5.7)
    lines = []
    for (ax, ay), (bx, by) in (_SEGMENTS[segment] for segment in _LIT[digit]):
        lines.append(f"{xs[ax]:.1f} {ys[ay]:.1f} m {xs[bx]:.1f} {ys[by]:.1f} l")
    return " ".join(lines) + " S"


def _around(boxes: Sequence[Box]) -> Box:
    """The box that holds all boxes and their lines."""
    return (
        min(box[0] for box in boxes) - _LINE,
        min(box[1] for box in boxes) - _LINE,
        max(box[2] for box in boxes) + _LINE,
        max(box[3] for box in boxes) + _LINE,
    )


def _floats(numbers: Sequence[float]) -> ArrayObject:
    return ArrayObject(FloatObject(f"{number:.2f}") for number in numbers)
