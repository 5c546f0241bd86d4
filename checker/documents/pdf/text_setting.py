"""How the characters of a page are set: along which line, and where they stand, in user space.

Every character is asked for what pdfium tells one call at a time, and each call takes half a
microsecond: what was asked once is kept.
"""

from __future__ import annotations

import ctypes
import functools
import math
import struct
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from pypdfium2 import raw

from checker.documents.geometry import ordered
from checker.documents.pdf.bare_calls import bare, unlooked_at
from checker.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from checker.model import Box

    Line: TypeAlias = tuple[int, float, float, float, float]
    """The line that a character's text is set along: quarter turns clockwise or ``ASLANT``, its
    direction to the right and upwards, and a point of it."""

    Placed: TypeAlias = tuple[int, int, Box, tuple[float, float]]
    """A character's index, its quarter turns or ``ASLANT``, its box, its origin."""

    Printed: TypeAlias = tuple[int, str, int, Box, tuple[float, float]]
    """A character's index, what it is, its quarter turns or ``ASLANT``, its box, its origin."""

SLANT = 2.0  # degrees: text turned further from a quarter turn runs across the page's text
OFF_LINE = 3.0  # points: more than text that is raised within its line, less than a line
FEW = 400  # characters: enough to see which way most of a page runs, whatever its length
BLANKS = frozenset({*range(33), 0xA0, 0x3000})  # code points that print nothing
_SPACES = frozenset({0x20, 0xA0, 0x3000})
_END_OF_LINE = 0x02  # what pdfium tells of a hyphen at a line's end
_INK = 0.1  # points: what prints nothing has a box of 0.01
ASLANT = -1  # no quarter turn: slanted or mirrored
_NO_LINE = (ASLANT, 0.0, 0.0, 0.0, 0.0)


# Those that every character is asked for.
_get_unicode, _is_generated = unlooked_at(raw.FPDFText_GetUnicode), bare(raw.FPDFText_IsGenerated)
_get_matrix, _get_box = unlooked_at(raw.FPDFText_GetMatrix), unlooked_at(raw.FPDFText_GetCharBox)
_get_origin = unlooked_at(raw.FPDFText_GetCharOrigin)
_count, _get_object = bare(raw.FPDFText_CountChars), bare(raw.FPDFText_GetTextObject)
_get_loose_box = bare(raw.FPDFText_GetLooseCharBox)
_get_object_matrix = bare(raw.FPDFPageObj_GetMatrix)
# Twice as quick as to ask for each.
_six_floats, _six_doubles = struct.Struct("6f").unpack_from, struct.Struct("6d").unpack_from


class TextSetting:
    """The characters of one text page by their index in it; ``text`` is its address."""

    def __init__(self, text: int) -> None:
        self._text = text
        self._page = ctypes.c_void_p(text)
        self._matrix = raw.FS_MATRIX()
        self._its_matrix = ctypes.c_void_p(ctypes.addressof(self._matrix))
        self._numbers = (ctypes.c_double * 6)()
        start, size = ctypes.addressof(self._numbers), ctypes.sizeof(ctypes.c_double)
        places = [ctypes.c_void_p(start + size * at) for at in range(6)]
        self._edges, self._origin = tuple(places[:4]), tuple(places[4:])
        self._read_numbers = functools.partial(_six_doubles, self._numbers)
        self._loose = raw.FS_RECTF()
        self._misplaced: set[int] = set()  # characters whose place pdfium tells within their form
        self._lines: dict[int, Line | None] = {}
        self.drawn_spaces: set[int] = set()
        """Characters that are told as spaces and drawn, once all were asked for."""
        self._turns: dict[tuple[float, ...], int] = {}

    def shear(self, index: int) -> float:
        """How far a character leans aside, as a share of its height: 0.2 for usual italics."""
        if not _get_matrix(self._page, index, self._its_matrix):
            return 0.0
        a, b, c, d, _, _ = _six_floats(self._matrix)
        area: float = abs(a * d - b * c)
        along: float = abs(a * c + b * d)
        return along / area if area else 0.0

    def line(self, index: int) -> Line | None:
        """The line that a character is set along; ``None`` for white space that pdfium made up.

        What pdfium makes up is a blank or the end of a line: nothing else is asked for that.
        """
        if index not in self._lines:
            is_made_up = self._codes[index] in BLANKS and _is_generated(self._text, index)
            self._lines[index] = None if is_made_up else self._line(index)
        return self._lines[index]

    @cached_property
    def _codes(self) -> list[int]:
        """The code point of every character, of those too that print nothing."""
        return [_get_unicode(self._page, index) for index in range(_count(self._text))]

    def printed(self) -> Iterator[Printed]:
        """Every character that is printed, in pdfium's order.

        White space or a control code that is drawn stands for some sign that the font's map lacks
        (9) or gives out so (7), and would be nothing to all who read it.
        """
        for index, turn, box, origin in self._placed(self._that_may_be_printed()):
            code = self._codes[index]
            if code not in BLANKS:
                yield index, chr(code), turn, box, origin
            elif box[2] - box[0] > _INK and box[3] - box[1] > _INK:
                if code in _SPACES:
                    self.drawn_spaces.add(index)
                yield index, UNKNOWN, turn, box, origin

    def _that_may_be_printed(self) -> Iterator[int]:
        text = self._text
        for index, code in enumerate(self._codes):
            if code not in BLANKS or (code != _END_OF_LINE and not _is_generated(text, index)):
                yield index

    def drawn(self) -> Iterator[tuple[Box, tuple[float, float]]]:
        """Every glyph that runs with the text, whatever its own text: its box, its origin."""
        level, count = self.turn, len(self._codes)
        set_so = (at for at in range(count) if (own := self.line(at)) and own[0] == level)
        for _, _, box, origin in self._placed(set_so):
            yield box, origin

    @property
    def turn(self) -> int:
        """Quarter turns, clockwise, by which most of the characters are turned."""
        turns: Counter[int] = Counter()
        count = len(self._codes)
        for index in range(0, count, max(1, count // FEW)):
            if (line := self.line(index)) is not None and line[0] != ASLANT:
                turns[line[0]] += 1
        return max(sorted(turns), key=lambda turn: turns[turn]) if turns else 0

    def text_object(self, index: int) -> int:
        """The address of the text object that a character is of; 0 for none."""
        return _get_object(self._text, index) or 0

    def loose(self, index: int) -> Box:
        """The box of a printed character's em and advance on the page."""
        box = self._loose
        _get_loose_box(self._text, index, box)
        told = box.left, box.bottom, box.right, box.top
        if index in self._misplaced:
            return self._on_the_page(index, told, (box.left, box.bottom))[0]
        return told

    def _placed(self, indices: Iterable[int]) -> Iterator[Placed]:
        """The boxes and origins of characters on the page."""
        page, lines, numbers = self._page, self._lines, self._read_numbers
        edges, place = self._edges, self._origin
        for index in indices:
            own = lines.get(index)
            if own is None:
                own = lines[index] = self._line(index)
            turn, along, up, start, foot = own
            _get_box(page, index, *edges)
            _get_origin(page, index, *place)
            left, right, bottom, top, x, y = numbers()
            off = abs(along * (y - foot) - up * (x - start))
            # Of characters that the file says another word for (``ActualText``; Chromium does where
            # a font maps 自 to the radical ⾃) pdfium tells the place within the form (a page set
            # two on one) that they are drawn in.
            if off and off > OFF_LINE * math.hypot(along, up) > 0:
                self._misplaced.add(index)
                yield index, turn, *self._on_the_page(index, (left, bottom, right, top), (x, y))
            else:
                yield index, turn, (left, bottom, right, top), (x, y)

    def _line(self, index: int) -> Line:
        if not _get_matrix(self._page, index, self._its_matrix):
            return _NO_LINE
        a, b, c, d, e, f = _six_floats(self._matrix)
        return self._turn(index, (a, b, c, d)), a, b, e, f

    def _turn(self, index: int, matrix: tuple[float, float, float, float]) -> int:
        """Quarter turns of a character, clockwise.

        The turn is that of its baseline: italics lean, but stand on a level line.
        """
        known = self._turns.get(matrix)
        if known is not None:
            return known
        a, b, c, d = matrix
        across = a * d - b * c
        angle = -math.degrees(math.atan2(b, a))
        turn = round(angle / 90)
        aslant = across == 0 or abs(angle - turn * 90) >= SLANT
        if across < 0 and not aslant:  # each by itself
            return turn % 4 if self._stands_on_its_line(index, turn % 4) else ASLANT
        return self._turns.setdefault(matrix, ASLANT if aslant else turn % 4)

    def _stands_on_its_line(self, index: int, turn: int) -> bool:
        """Whether a character that its text turns over is drawn above its line all the same.

        A Type 3 font whose own matrix is turned over (cairo writes them so) is set by a matrix
        that is turned over too; pdfium tells only the second.
        """
        _get_box(self._page, index, *self._edges)
        _get_origin(self._page, index, *self._origin)
        left, right, bottom, top, x, y = self._read_numbers()
        across, up = (left + right) / 2 - x, (bottom + top) / 2 - y
        return bool((up, across, -up, -across)[turn] > 0)

    def _on_the_page(
        self, index: int, box: Box, origin: tuple[float, float]
    ) -> tuple[Box, tuple[float, float]]:
        """A character's box and origin moved from the form it is drawn in to the page.

        As they were, where its text is set in no form or along no line.
        """
        holder = _get_object(self._text, index)
        own, page = raw.FS_MATRIX(), self._matrix
        if not holder or not _get_object_matrix(holder, own):
            return box, origin
        size = own.a * own.d - own.b * own.c
        if not size:
            return box, origin
        _get_matrix(self._page, index, self._its_matrix)

        def moved(x: float, y: float) -> tuple[float, float]:
            u = (own.d * (x - own.e) - own.c * (y - own.f)) / size
            v = (own.a * (y - own.f) - own.b * (x - own.e)) / size
            return page.a * u + page.c * v + page.e, page.b * u + page.d * v + page.f

        corners = (*moved(box[0], box[1]), *moved(box[2], box[3]))
        return ordered(*corners), moved(*origin)
