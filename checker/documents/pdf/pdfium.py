"""A page as pdfium reads it (the contracts in pyproject.toml say who else imports pdfium).

pdfium opens the file first (its refusal is final), tells which pages can hold the tables,
and is the second, independent reading: its characters, its paths, and the page as it looks.
It shares no code with playa, which reads for camelot. Figures in comments: measured on the
corpus described in the README.
"""

from __future__ import annotations

import ctypes
import math
from functools import cached_property
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from checker.documents.geometry import Frame, ordered
from checker.documents.overprints import Print, overprints
from checker.documents.pdf import tables_ahead
from checker.documents.pdf.bare_calls import address_of, bare
from checker.documents.pdf.characters import Char
from checker.documents.pdf.drawing import Drawing, Sketch
from checker.documents.pdf.page_objects import (
    OnlyText,
    PageObjects,
    clip_of,
    is_clipped,
    matrix_of,
    times,
)
from checker.documents.pdf.rendering import (
    MOST_PIXELS,
    MOST_WITHOUT_GREYS,
    RENDER_DPI,
    Coloured,
    Rendering,
    coloured,
    rendered,
)
from checker.documents.pdf.text_inks import has_no_ink, is_pale
from checker.documents.pdf.text_lines import text_of
from checker.documents.pdf.text_setting import ASLANT, TextSetting
from checker.documents.pdf.tilt import tilt_of
from checker.errors import DocumentError
from checker.model import Box, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.documents.picture import Picture


_count, _has_no_map = bare(raw.FPDFText_CountChars), bare(raw.FPDFText_HasUnicodeMapError)
_get_font, _is_embedded = bare(raw.FPDFTextObj_GetFont), bare(raw.FPDFFont_GetIsEmbedded)
_get_metadata = bare(raw.FPDFImageObj_GetImageMetadata)
ENOUGH = 200  # characters: an OCR layer is invisible throughout; one visible character is text
MOST_OF_A_PAGE = 0.5  # a scan is one picture of the page; logos and photographs are smaller


class Page:
    """One page, read as far as it is asked for."""

    def __init__(
        self, document: pdfium.PdfDocument, number: int, most_paths: int, turned_back: float = 0.0
    ) -> None:
        self.number = number
        self._turned_back = turned_back
        self._document = document
        try:
            self._page = document[number - 1]
            self._open_text()
        except pdfium.PdfiumError as error:
            raise DocumentError(RefusalReason.DAMAGED, str(number)) from error
        self._frame: Frame | None = None
        self._turns_shown: int = self._page.get_rotation() // 90  # by the file's /Rotate
        self._printed: tuple[tuple[Char, ...], tuple[Char, ...]] | None = None
        self._drawing: Drawing | None = None
        self._picture: Picture | None = None
        self._letters: dict[bool, Picture] = {}
        self._objects = PageObjects(address_of(self._page.raw), most_paths)
        self._only_text = OnlyText(self._objects)
        self._invisible: dict[int, bool] = {}
        self._ahead: tuple[float, float] | None = None  # heights between which it was drawn ahead

    def _open_text(self) -> None:
        self._text_page = self._page.get_textpage()  # closes itself when it is let go
        self._text = address_of(self._text_page.raw)
        self._setting = TextSetting(self._text)

    @property
    def tilt(self) -> float:
        """Degrees by which the page's print is off the nearest quarter turn (see ``tilt``)."""
        return tilt_of(self._text)

    @property
    def plain(self) -> str:
        """The page's text, line by line as it is read when upright (see ``text_lines``)."""
        return text_of(self.chars)

    @property
    def frame(self) -> Frame:
        """The page's upright frame, from the direction most of its characters run in."""
        if self._frame is None:
            media = ordered(*(float(edge) for edge in self._page.get_mediabox()))
            has_text = _count(self._text) > 0  # without it the file's word counts
            turns = (4 - self._setting.turn) % 4 if has_text else self._turns_shown
            self._frame = Frame(media, turns, self._turned_back)
            self._turn_upright(self._frame)
        return self._frame

    def _turn_upright(self, frame: Frame) -> None:
        """Set the page's /Rotate (in memory only) so that its text is upright.

        pdfium puts characters in order as the page is shown, so they are taken anew.
        """
        if self._turns_shown != frame.turns:
            self._page.set_rotation(frame.turns * 90)
            self._open_text()

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
        if not again:
            return tuple(chars), ()
        return (
            tuple(char for char in chars if char.index not in again),
            tuple(char for char in chars if char.index in again),
        )

    def _print(self, char: Char) -> Print:
        left, bottom, right, top = self._em(char)
        return Print(char.text, char.box[0], char.foot, right - left, top - bottom)

    def _read_chars(self) -> Iterator[Char]:
        frame = self.frame
        level_turn = (4 - frame.turns) % 4
        upright, upright_box = frame.upright, frame.upright_box
        x0, y0, _, _ = frame.media
        for index, text, turn, box, origin in self._setting.printed():
            left, bottom, right, top = box
            if frame.turns or left > right or bottom > top:
                foot, own = upright(*origin)[1], upright_box(box)
            else:  # nearly every character: without a call
                foot, own = origin[1] - y0, (left - x0, bottom - y0, right - x0, top - y0)
            yield Char(text, own, foot, turn == level_turn, index, turn == ASLANT)

    def drawn(self) -> Iterator[tuple[tuple[float, float], Box, float]]:
        """Every level glyph, whatever its text: its origin in user space, its box, its baseline."""
        frame = self.frame
        for box, origin in self._setting.drawn():
            yield origin, frame.upright_box(box), frame.upright(*origin)[1]

    def is_unmapped(self, char: Char) -> bool:
        """Whether the font gives no Unicode for the character, so that its text is a guess."""
        return bool(_has_no_map(self._text, char.index) == 1)

    def is_invisible(self, char: Char) -> bool:
        """Whether the character is laid down without ink (render mode 3 or 7, clear fill)."""
        holder = self.text_object(char)
        if holder not in self._invisible:  # the digits of a number are one text object
            self._invisible[holder] = has_no_ink(self._text, char.index)
        return self._invisible[holder]

    def is_clipped(self, char: Char) -> bool:
        """Whether the text that a character is of reaches beyond what is shown of the page."""
        x0, y0, x1, y1 = self.frame.upright_box(ordered(*self._page.get_bbox()))
        box = char.box
        if box[0] < x0 or box[1] < y0 or box[2] > x1 or box[3] > y1:
            return True
        holder = self.text_object(char)
        return not holder or is_clipped(holder)

    def clip_of(self, char: Char) -> Box | None:
        """The box that a character's text is cut to, whole or not, where it is cut at all."""
        holder = self.text_object(char)
        clip = clip_of(holder) if holder else None
        return None if clip is None else self.frame.upright_box(clip)

    def text_object(self, char: Char) -> int:
        """Which text object a character is of; 0 for none."""
        return self._setting.text_object(char.index)

    def font(self, char: Char) -> int:
        """Which font a character is drawn with, the same for all of its file; 0 for none."""
        holder = self.text_object(char)
        return _get_font(holder) or 0 if holder else 0

    @cached_property
    def fonts_of_spaces(self) -> frozenset[int]:
        """The fonts that draw glyphs and tell them as spaces; 0 for one that is not known."""
        drawn = self._setting.drawn_spaces if self.chars else ()
        return frozenset(
            self.font(char) for char in (self.chars if drawn else ())
            if char.index in drawn and char.level
        )  # fmt: skip

    @cached_property
    def digit_height(self) -> float:
        """How high the digits of the page usually are; 0 where it has none."""
        heights = sorted(
            char.box[3] - char.box[1] for char in self.chars if char.level and char.text.isdecimal()
        )
        return heights[len(heights) // 2] if heights else 0.0

    def line_height(self, char: Char) -> float:
        """From the deepest to the highest that the character's font claims to reach."""
        _, bottom, _, top = self._em(char)
        return top - bottom

    def is_embedded(self, char: Char) -> bool:
        """Whether the file itself holds the font that the character is drawn with."""
        holder = self.text_object(char)
        font = _get_font(holder) if holder else None
        return bool(font) and bool(_is_embedded(font) == 1)

    def is_pale(self, char: Char) -> bool:
        """Whether a character's own colour is too light for print."""
        return is_pale(self._text, char.index)

    def advance(self, char: Char) -> tuple[float, float]:
        """From where to where a character takes its line, side bearings included (upright x)."""
        left, _, right, _ = self._em(char)
        return left, right

    def lean(self, char: Char) -> float:
        """Points by which a leaning character's ``advance`` is wider than its step in the line."""
        shear = self._setting.shear(char.index)
        if not shear:
            return 0.0
        _, bottom, _, top = self._em(char)
        return shear * (top - bottom)

    def _em(self, char: Char) -> Box:
        return self.frame.upright_box(self._setting.loose(char.index))

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
            self._drawing = Sketch(self._page.raw, self._objects, self.frame).draw()
        return self._drawing

    def picture(self) -> Picture:
        """The upright page in grey as it looks when printed (its CropBox)."""
        if self._picture is None:
            self._picture = self.pictured_at(RENDER_DPI)
        return self._picture

    def drawing_ahead(self) -> Callable[[], None]:
        """Make the page's picture and that of its text ready; what this gives draws them.

        They must not be looked at before (see ``drawn_meanwhile``), and show no more of the page
        than its tables may take by what it draws: a third of these pages is prose.
        """
        self._ahead = between = tables_ahead.between(self.drawing, self.chars)
        full = Rendering(self._page, self.frame, RENDER_DPI, between=between)
        text = Rendering(self._page, self.frame, RENDER_DPI, annotations=False, between=between)
        self._picture, self._letters[False] = full.picture, text.picture

        def draw() -> None:
            full.draw()
            with self._only_text.shown(black=False):
                text.draw()

        return draw

    def show(self, boxes: Sequence[Box]) -> None:
        """Have the page's pictures show these boxes, with paper around them.

        They were drawn ahead of what it draws; where its lines are inferred, a table may be
        anywhere.
        """
        if not boxes or self._ahead is None or tables_ahead.holds(self._ahead, boxes):
            return
        self.forget_pictures()

    def forget_pictures(self) -> None:
        """Let go of what was drawn of the page, until it is asked for again: 12 MB of an A4."""
        self._ahead, self._picture = None, None
        self._letters.clear()
        self.__dict__.pop("beside_text", None)

    def pictured_at(self, dpi: int) -> Picture:
        """The upright page in grey, at this resolution or what ``MOST_PIXELS`` leaves of it."""
        return rendered(self._page, self.frame, dpi)

    def in_colour(self) -> Coloured:
        """The page as it looks, turned as the file says, at the resolution of its largest picture.

        Of a scan: its text layer, where it has one, may run otherwise than its picture.
        """
        self._page.set_rotation(self._turns_shown * 90)
        try:
            dpi, has_greys = self._finest
            return coloured(
                self._page,
                Frame(self.frame.media, self._turns_shown),
                dpi,
                MOST_PIXELS if has_greys else MOST_WITHOUT_GREYS,
            )
        finally:
            self._page.set_rotation(self.frame.turns * 90)

    @property
    def _finest(self) -> tuple[float, bool]:
        """Of the finest picture that covers most of the page: pixels an inch, whether it has greys.

        0 where there is none.
        """
        x0, y0, x1, y1 = self.frame.media
        finest = (0.0, True)
        told = raw.FPDF_IMAGEOBJ_METADATA()
        for kind, item, outer in self._objects.all:
            if kind != raw.FPDF_PAGEOBJ_IMAGE:
                continue
            a, b, c, d, _, _ = times(matrix_of(item), outer)
            area = abs(a * d - b * c)
            if area < MOST_OF_A_PAGE * (x1 - x0) * (y1 - y0):
                continue
            if not _get_metadata(item, self._page.raw, ctypes.byref(told)):
                continue
            dpi = 72 * math.sqrt(told.width * told.height / area)
            finest = max(finest, (dpi, told.bits_per_pixel > 1))
        return finest

    def letters(self, *, black: bool = False) -> Picture:
        """The page's text alone on white, in its own colours or all of it in black."""
        if black not in self._letters:
            with self._only_text.shown(black=black):
                own = rendered(self._page, self.frame, RENDER_DPI, annotations=False)
                self._letters[black] = own
        return self._letters[black]

    @cached_property
    def beside_text(self) -> Picture:
        """How far the page looks from its text alone, pixel by pixel: 0 where nothing else is."""
        return self.picture().unlike(self.letters())

    def close_up(self, box: Box, dpi: int) -> Picture:
        """A part of the upright page as it looks when printed, at this resolution or nearly."""
        return rendered(self._page, self.frame, dpi, within=box)

    def letters_close_up(self, box: Box, dpi: int, *, black: bool = False) -> Picture:
        """The text alone of a part of the page, like ``letters``."""
        with self._only_text.shown(black=black):
            return rendered(self._page, self.frame, dpi, annotations=False, within=box)
