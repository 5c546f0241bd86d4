"""A page as pdfium reads it (the contracts in pyproject.toml say who else imports pdfium).

pdfium opens the file first (its refusal is final), tells which pages can hold the tables,
and is the second, independent reading: its characters, its paths, and the page as it looks.
It shares no code with playa, which reads for camelot. Figures in comments: measured on the
corpus described in the README.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from checker.documents.geometry import Frame, ordered
from checker.documents.overprints import Print, overprints
from checker.documents.pdf.page_objects import Drawing, OnlyText, Sketch, clip_of, is_clipped
from checker.documents.pdf.rendering import RENDER_DPI, rendered
from checker.documents.pdf.text_lines import text_of
from checker.documents.pdf.tilt import tilt_of
from checker.documents.picture import DARK, Picture
from checker.errors import DocumentError
from checker.model import Box, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator


# Render modes of text, PDF 32000-1, table 106.
FILLED, STROKED, FILLED_AND_STROKED = 0, frozenset({1, 5}), frozenset({2, 6})
INVISIBLE_MODES = frozenset({3, 7})  # neither filled nor stroked; clip only
SLANT = 2.0  # degrees: text turned further from a quarter turn runs across the page's text
FEW = 400  # characters: enough to see which way most of a page runs, whatever its length
ENOUGH = 200  # characters: an OCR layer is invisible throughout; one visible character is text
MOST_OF_A_PAGE = 0.5  # a scan is one picture of the page; logos and photographs are smaller
CLEAR = 40  # of 255: a fill with less alpha leaves no ink worth reading
BLANKS = frozenset({*range(33), 0xA0, 0x3000})  # code points that print nothing
KEPT = (
    50  # pages: the characters of a longer file are not kept, it may have hundreds without a table
)
OFF_LINE = 3.0  # points: more than text that is raised within its line, less than a line


@dataclass(frozen=True, slots=True)
class Char:
    """One printed character in the upright frame; ``level`` tells that it runs with the text.

    ``slanted`` is one whose line is at no quarter turn to the text's: a watermark's.
    """

    text: str
    box: Box
    foot: float  # y of the baseline
    level: bool
    index: int  # position in pdfium's text page
    slanted: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


class Page:
    """One page, read as far as it is asked for."""

    def __init__(
        self, document: pdfium.PdfDocument, number: int, most_paths: int, turned_back: float = 0.0
    ) -> None:
        self.number = number
        self._turned_back = turned_back
        self._most_paths = most_paths
        self._document = document
        try:
            self._page = document[number - 1]
            self._text = self._page.get_textpage()
        except pdfium.PdfiumError as error:
            raise DocumentError(RefusalReason.DAMAGED, str(number)) from error
        self._frame: Frame | None = None
        self._turns_shown: int = self._page.get_rotation() // 90  # by the file's /Rotate
        self._printed: tuple[tuple[Char, ...], tuple[Char, ...]] | None = None
        self._drawing: Drawing | None = None
        self._picture: Picture | None = None
        self._letters: dict[bool, Picture] = {}
        self._only_text = OnlyText(self._page)
        self._matrix = raw.FS_MATRIX()
        self._loose = raw.FS_RECTF()

    @property
    def tilt(self) -> float:
        """Degrees by which the page's print is off the nearest quarter turn (see ``tilt``)."""
        return tilt_of(self._text)

    @property
    def plain(self) -> str:
        """The page's text, line by line as it is read when upright (see ``text_lines``)."""
        if len(self._document) <= KEPT:
            return text_of(self.chars)
        once, _ = self._printed or self._tell_apart()
        return text_of(once)

    @property
    def frame(self) -> Frame:
        """The page's upright frame, from the direction most of its characters run in."""
        if self._frame is None:
            angles: Counter[int] = Counter()
            count = self._text.count_chars()
            step = max(1, count // FEW)  # a sample is enough to see how a page is turned
            for index in range(0, count, step):
                if not raw.FPDFText_IsGenerated(self._text, index):
                    angles[self._quarter(index)] += 1
            angles.pop(-1, None)
            direction = max(sorted(angles), key=lambda turn: angles[turn]) if angles else 0
            media = ordered(*(float(edge) for edge in self._page.get_mediabox()))
            self._frame = Frame(media, (4 - direction) % 4, self._turned_back)
            self._turn_upright(self._frame)
        return self._frame

    def _turn_upright(self, frame: Frame) -> None:
        """Set the page's /Rotate (in memory only) so that its text is upright.

        pdfium puts characters in order as the page is shown, so they are taken anew.
        """
        if self._turns_shown != frame.turns:
            self._page.set_rotation(frame.turns * 90)
            self._text = self._page.get_textpage()

    def _quarter(self, index: int) -> int:
        """Quarter turns of a character, clockwise; −1 for a slanted or a mirrored one.

        The turn is that of its baseline: italics lean, but stand on a level line.
        """
        matrix = self._matrix
        if not raw.FPDFText_GetMatrix(self._text, index, matrix):
            return -1
        across = matrix.a * matrix.d - matrix.b * matrix.c
        angle = -math.degrees(math.atan2(matrix.b, matrix.a))
        turn = round(angle / 90)
        if across == 0 or abs(angle - turn * 90) >= SLANT:
            return -1
        if across < 0 and not self._stands_on_its_line(index, turn % 4):
            return -1
        return turn % 4

    def _stands_on_its_line(self, index: int, turn: int) -> bool:
        """Whether a character that its text turns over is drawn above its line all the same.

        A Type 3 font whose own matrix is turned over (cairo writes them so) is set by a matrix
        that is turned over too; pdfium tells only the second.
        """
        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        across, up = (left.value + right.value) / 2 - x.value, (bottom.value + top.value) / 2
        up -= y.value
        return (up, across, -up, -across)[turn] > 0

    @property
    def is_turned(self) -> bool:
        """Whether the file shows the page turned: camelot needs the copy that is upright."""
        return self._turns_shown != self.frame.turns

    @property
    def chars(self) -> tuple[Char, ...]:
        """Every printed character in pdfium's order, once; white space it made up is left out."""
        return self._once_and_again[0]

    @property
    def overprints(self) -> tuple[Char, ...]:
        """The further prints of characters that are printed several times almost in place.

        pdfium leaves out most of them itself, where two text objects are alike.
        """
        return self._once_and_again[1]

    @property
    def _once_and_again(self) -> tuple[tuple[Char, ...], tuple[Char, ...]]:
        if self._printed is None:
            self._printed = self._tell_apart()
        return self._printed

    def _tell_apart(self) -> tuple[tuple[Char, ...], tuple[Char, ...]]:
        """The characters as they are seen, once each, and the further prints of some."""
        chars = list(self._read_chars())
        level = [char for char in chars if char.level]
        first = overprints(
            [(char.text, char.box[0], char.foot) for char in level],
            lambda at: self._print(level[at]),
        )
        shown = {at: at for at in first.values()}
        for at in sorted(first):
            if not self.is_invisible(level[at]):  # the topmost one is what is seen
                shown[first[at]] = at
        again = {level[at].index for at in {*first, *first.values()} - set(shown.values())}
        return (
            tuple(char for char in chars if char.index not in again),
            tuple(char for char in chars if char.index in again),
        )

    def _print(self, char: Char) -> Print:
        left, right = self.advance(char)
        box = self._loose
        em = self.frame.upright_box((box.left, box.bottom, box.right, box.top))
        return Print(char.text, char.box[0], char.foot, right - left, em[3] - em[1])

    def _read_chars(self) -> Iterator[Char]:
        frame = self.frame
        level_turn = (4 - frame.turns) % 4
        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        text = self._text
        for index in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, index)
            if code in BLANKS or raw.FPDFText_IsGenerated(text, index):
                continue
            turn = self._quarter(index)
            raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            box: Box = (left.value, bottom.value, right.value, top.value)
            origin = (x.value, y.value)
            if self._is_off_its_line(origin):
                box, origin = self._on_the_page(index, box, origin)
            foot = frame.upright(*origin)[1]
            yield Char(chr(code), frame.upright_box(box), foot, turn == level_turn, index, turn < 0)

    def _is_off_its_line(self, origin: tuple[float, float]) -> bool:
        """Whether a character does not stand on the line on which its text is set.

        ``_matrix`` is that of its text. Of characters that a font's map gives as radicals (⾃ for
        自) pdfium tells the place within the form (a page set two on one) that they are drawn in.
        """
        matrix = self._matrix
        along = math.hypot(matrix.a, matrix.b)
        dx, dy = origin[0] - matrix.e, origin[1] - matrix.f
        return along > 0 and abs(matrix.a * dy - matrix.b * dx) > OFF_LINE * along

    def _on_the_page(
        self, index: int, box: Box, origin: tuple[float, float]
    ) -> tuple[Box, tuple[float, float]]:
        """A character's box and origin moved from the form it is drawn in to the page.

        As they were, where its text is set in no form or along no line.
        """
        holder = raw.FPDFText_GetTextObject(self._text, index)
        own = raw.FS_MATRIX()
        if not holder or not raw.FPDFPageObj_GetMatrix(holder, own):
            return box, origin
        size = own.a * own.d - own.b * own.c
        if not size:
            return box, origin
        page = self._matrix

        def moved(x: float, y: float) -> tuple[float, float]:
            u = (own.d * (x - own.e) - own.c * (y - own.f)) / size
            v = (own.a * (y - own.f) - own.b * (x - own.e)) / size
            return page.a * u + page.c * v + page.e, page.b * u + page.d * v + page.f

        corners = (*moved(box[0], box[1]), *moved(box[2], box[3]))
        return ordered(*corners), moved(*origin)

    def is_unmapped(self, char: Char) -> bool:
        """Whether the font gives no Unicode for the character, so that its text is a guess."""
        return bool(raw.FPDFText_HasUnicodeMapError(self._text, char.index) == 1)

    def is_invisible(self, char: Char) -> bool:
        """Whether the character is laid down without ink (render mode 3 or 7, clear fill)."""
        holder = raw.FPDFText_GetTextObject(self._text, char.index)
        mode = raw.FPDFTextObj_GetTextRenderMode(holder) if holder else FILLED
        if mode in INVISIBLE_MODES:
            return True
        inks = [raw.FPDFText_GetFillColor] * (mode not in STROKED) + [
            raw.FPDFText_GetStrokeColor
        ] * (mode in STROKED | FILLED_AND_STROKED)
        colours = [ctypes.c_uint() for _ in range(4)]
        return all(
            ink(self._text, char.index, *colours) and colours[3].value < CLEAR for ink in inks
        )

    def is_clipped(self, char: Char) -> bool:
        """Whether the text that a character is of reaches beyond what is shown of the page."""
        x0, y0, x1, y1 = self.frame.upright_box(ordered(*self._page.get_bbox()))
        box = char.box
        if box[0] < x0 or box[1] < y0 or box[2] > x1 or box[3] > y1:
            return True
        holder = raw.FPDFText_GetTextObject(self._text, char.index)
        return not holder or is_clipped(holder)

    def clip_of(self, char: Char) -> Box | None:
        """The box that a character's text is cut to, whole or not, where it is cut at all."""
        holder = raw.FPDFText_GetTextObject(self._text, char.index)
        clip = clip_of(holder) if holder else None
        return None if clip is None else self.frame.upright_box(clip)

    def text_object(self, char: Char) -> int:
        """Which text object a character is of; 0 for none."""
        holder = raw.FPDFText_GetTextObject(self._text, char.index)
        return ctypes.cast(holder, ctypes.c_void_p).value or 0

    def is_embedded(self, char: Char) -> bool:
        """Whether the file itself holds the font that the character is drawn with."""
        holder = raw.FPDFText_GetTextObject(self._text, char.index)
        font = raw.FPDFTextObj_GetFont(holder) if holder else None
        return bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1

    def is_pale(self, char: Char) -> bool:
        """Whether a character's own colour is too light for print."""
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not raw.FPDFText_GetFillColor(self._text, char.index, red, green, blue, alpha):
            return False
        solid = (red.value * 299 + green.value * 587 + blue.value * 114) // 1000
        return (255 - solid) * alpha.value // 255 < DARK

    def advance(self, char: Char) -> tuple[float, float]:
        """From where to where a character takes its line, side bearings included (upright x)."""
        box = self._loose
        raw.FPDFText_GetLooseCharBox(self._text, char.index, box)
        left, _, right, _ = self.frame.upright_box((box.left, box.bottom, box.right, box.top))
        return left, right

    @property
    def is_unmapped_text(self) -> bool:
        """Whether the fonts give no Unicode for most of the page's characters."""
        sample = self.chars[:: max(1, len(self.chars) // 100)]
        return sum(map(self.is_unmapped, sample)) > len(sample) / 2

    @property
    def is_picture_of_text(self) -> bool:
        """Whether pictures cover most of the page and no text is laid down with ink."""
        x0, y0, x1, y1 = self.frame.media
        area = (x1 - x0) * (y1 - y0)
        pictured = sum((b[2] - b[0]) * (b[3] - b[1]) for b in self.drawing.pictures)
        if pictured < MOST_OF_A_PAGE * area:
            return False
        return all(self.is_invisible(char) for char in self.chars[:ENOUGH])

    @property
    def drawing(self) -> Drawing:
        """The page's lines, pictures and annotations, in the upright frame."""
        if self._drawing is None:
            self._drawing = Sketch(self._page, self.frame, self._most_paths).draw()
        return self._drawing

    def picture(self, *, fresh: bool = False) -> Picture:
        """The upright page in grey as it looks when printed (its CropBox)."""
        if self._picture is not None and not fresh:
            return self._picture
        picture = self.pictured_at(RENDER_DPI)
        if not fresh:
            self._picture = picture
        return picture

    def pictured_at(self, dpi: int) -> Picture:
        """The upright page in grey, at this resolution or what ``MOST_PIXELS`` leaves of it."""
        return rendered(self._page, self.frame, dpi)

    def letters(self, *, black: bool = False) -> Picture:
        """The page's text alone on white, in its own colours or all of it in black."""
        if black not in self._letters:
            with self._only_text.shown(black=black):
                own = rendered(self._page, self.frame, RENDER_DPI, annotations=False)
                self._letters[black] = own
        return self._letters[black]

    def close_up(self, box: Box, dpi: int) -> Picture:
        """A part of the upright page as it looks when printed, at this resolution or nearly."""
        return rendered(self._page, self.frame, dpi, within=box)

    def letters_close_up(self, box: Box, dpi: int, *, black: bool = False) -> Picture:
        """The text alone of a part of the page, like ``letters``."""
        with self._only_text.shown(black=black):
            return rendered(self._page, self.frame, dpi, annotations=False, within=box)
