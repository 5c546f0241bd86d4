"""A cell with digits: its number as both readings and the page have it, or why that is not sure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.geometry import around, meet
from checker.documents.second_reading.cell_context import Scene, inner, is_line
from checker.documents.second_reading.drawn_marks import searched
from checker.documents.second_reading.glyphs import (
    DIGITS,
    SAME_SIZE,
    SEPARATORS,
    first_number,
    fold,
    follows_words,
    height,
    is_foreign,
    is_laid_on_a_digit,
    is_of_one_size,
    is_subsequence,
    lines_of,
    reaches_out,
)
from checker.documents.second_reading.number_lines import RIM
from checker.documents.second_reading.one_number import (
    is_printed_over,
    is_two_numbers,
    stands_among_words,
)
from checker.documents.second_reading.sign_shapes import has_misdrawn_sign
from checker.documents.second_reading.visibility import EDGE, PALE, Look, Sight
from checker.documents.second_reading.word_reader import label_text
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.pdf.characters import Char
    from checker.model import Box
    from checker.model.table_grid import GridCell

SMALL = 0.92  # a raised mark is smaller than this share of the number's height (0.81 seen)
RAISED = 0.2  # … and stands this share of the height above the number's foot (0.58 seen)
TALL = 1.6  # of the table's usual digits: larger ones are no figures of it (bold has 1.05)
LOWER = 0.1  # … and ends hardly this much below the number's top, if not above it
NOTE = 0.65  # of its height: a digit so small is no digit of the number, seen or not
NO_GLYPH = 0.5  # points: a glyph without outlines has a box of 0.01
HALF = 0.5  # of a digit's width: a line that runs over less of it is its neighbour's or a border
WHOLE, TOUCH = 0.9, 0.1  # of it: a line over an old figure takes all of it, and none of the new one
CLEAR = Look(Sight.CLEAR)
UNSURE = frozenset({Sight.FAINT, Sight.HIDDEN})
NOT_WHOLE = frozenset({Sight.COVERED, Sight.CUT})


@dataclass
class Figure:
    """One cell with digits, read against everything the page shows in it.

    ``chars`` are in order as they are read.
    """

    cell: GridCell
    chars: Sequence[Char]
    scene: Scene
    first: str

    def read(self) -> tuple[GridCell, Sequence[Char]]:
        """The cell with its number and mark, or with its doubt and both readings.

        With it the characters that its text is made of, in order; none where it is doubtful.
        """
        ordered = self.chars
        level = [char for char in ordered if char.level]
        hidden = [char for char in level if self._is_hidden(char)]
        shown = _without(level, hidden)
        struck = [char for char in shown if self._is_struck(char)]
        kept = _without(shown, struck)
        marks = self._raised_marks(kept)
        kept = _without(kept, marks)
        text = fold("".join(char.text for char in kept))
        set_aside = [*hidden, *struck, *marks, *self.scene.slanted]
        doubt = next(self._doubts(kept, text, set_aside), None)
        doubt = doubt or self._unsaid(kept, hidden, struck)
        if doubt is None and has_misdrawn_sign(kept, self.scene.page.is_embedded):
            doubt = Doubt.UNCONFIRMED
        if doubt is not None:
            doubtful = replace(
                self.cell,
                text=self._shown(level) or fold("".join(char.text for char in ordered)),
                doubt=doubt,
                readings=tuple(dict.fromkeys((self.first, text))),
            )
            return doubtful, ()
        printed = "".join(char.text for char in kept)
        mark = "".join(char.text for char in marks)
        if (printed, mark) == (self.cell.text, self.cell.mark):
            return self.cell, kept
        return self.cell.saying(printed, mark), kept

    def _shown(self, level: list[Char]) -> str:
        """What a doubtful cell is shown with, and matched with labels: one may have digits."""
        read = fold("".join(char.text for char in level))
        if set(self.first + read) <= DIGITS | SEPARATORS:
            return self.first
        return label_text(self.first, read, self.scene)

    def _unsaid(
        self, kept: list[Char], hidden: Sequence[Char], struck: Sequence[Char]
    ) -> Doubt | None:
        """Why a number is not sure beside digits that are not read: nothing is left out silently.

        What is hidden may be seen by others, with other fonts or programs; whether a line was
        meant for one digit or for its neighbours too, nobody knows. Only what is proven apart
        from the number leaves it sure.
        """
        number = first_number(kept)
        tallest = max(map(height, number), default=0.0)
        if not all(NO_GLYPH < height(char) < NOTE * tallest for char in hidden):
            return Doubt.HIDDEN_TEXT
        if struck and not (number and self._is_struck_apart(number, struck)):
            return Doubt.STRUCK_OUT
        return None

    def _is_struck_apart(self, number: Sequence[Char], struck: Sequence[Char]) -> bool:
        """Whether an old figure is struck out whole and nothing of the number beside it is.

        It is set as a text of its own, stands wholly before or after the number, and the lines
        through it end with it.
        """
        page = self.scene.page
        if {page.text_object(char) for char in struck} & {page.text_object(c) for c in number}:
            return False
        places = {char.index: place for place, char in enumerate(self.chars)}
        old, new = ([places[char.index] for char in chars] for chars in (struck, number))
        if not (max(old) < min(new) or max(new) < min(old)):
            return False
        return all(self.scene.lines.share_struck(char) >= WHOLE for char in struck) and all(
            self.scene.lines.share_struck(char) <= TOUCH for char in number
        )

    def _doubts(self, kept: list[Char], text: str, set_aside: list[Char]) -> Iterator[Doubt]:
        """The reasons not to take the kept text as what is printed, each looked for when asked."""
        scene, cell = self.scene, self.cell
        digits = [char for char in kept if char.text in DIGITS]
        leading = first_number(kept)
        if any(map(scene.page.is_unmapped, digits)) or any(is_foreign(char.text) for char in kept):
            yield Doubt.UNMAPPED_FONT
        if not self._is_explained(text, set_aside):
            yield Doubt.READINGS_DIFFER
        if any(map(self._is_covered, digits)):
            yield Doubt.COVERED
        if any(self._look(char).sight in UNSURE for char in kept) or self._is_oddly_pale(leading):
            yield Doubt.HIDDEN_TEXT
        if is_printed_over(digits, scene) or is_laid_on_a_digit(kept):
            yield Doubt.PRINTED_TWICE
        if scene.cuts_a_word(cell, kept) or stands_among_words(kept):
            yield Doubt.UNCERTAIN_PLACE
        if any(reaches_out(char, cell) for char in digits):
            yield Doubt.STRADDLES_RULE
        if not is_of_one_size(leading) or self._is_too_tall(leading):
            yield Doubt.MIXED_SIZES
        if follows_words(kept):
            yield Doubt.UNCERTAIN_PLACE
        if is_two_numbers(kept, cell, scene):
            yield Doubt.TWO_NUMBERS
        if self._has_unread_ink([char.box for char in self.chars]) or self._has_marks_beside(kept):
            yield Doubt.UNREAD_INK

    @cached_property
    def _is_text_alone(self) -> bool:
        """Whether the cell shows text and nothing else, wherever marks are looked for in it."""
        ground = self.cell.interior(EDGE)
        return self.scene.eye.is_as_written(around([ground, searched(self.cell.box)]))

    @cached_property
    def _looks(self) -> dict[int, Look]:
        """How the number's characters appear, by their index; empty where all are clear."""
        own = [c for c in self.chars if c.level and (c.text in DIGITS or c.text in SEPARATORS)]
        if len(own) > 1:
            own.sort(key=lambda char: char.box[0])
        eye, lines = self.scene.eye, self.scene.lines
        ground, alone = self.cell.interior(EDGE), self._is_text_alone
        if all(eye.is_clear([c.box for c in line], ground, alone=alone) for line in lines_of(own)):
            return {}
        looks = {char.index: eye.of(lines.above_underline(char), ground) for char in own}
        for char in own:
            look = looks[char.index]
            if look.sight is Sight.CUT and not self.scene.page.is_clipped(char):
                # A narrow 1, or a face that pdfium took for one that the file does not hold.
                looks[char.index] = look._replace(sight=Sight.CLEAR)
        return looks

    def _look(self, char: Char) -> Look:
        return self._looks.get(char.index, CLEAR)

    def _is_oddly_pale(self, number: Sequence[Char]) -> bool:
        """Whether digits are paler than the number's others, or than all others and not of a size.

        Grey zeros are figures like all others; a pale digit beside a black one, or one of a
        watermark, may be none.
        """
        contrasts = [self._look(char).contrast for char in number]
        if not self._looks or not contrasts:
            return False
        if min(contrasts) < PALE * max(contrasts):
            return True
        return max(contrasts) < PALE * self.scene.eye.usual_contrast and not all(
            _is_about(height(char), self.scene.digit_height) for char in number
        )

    def _is_hidden(self, char: Char) -> bool:
        """A digit without ink, or with ink of the paper's own colour.

        A point or a minus is never left out of a number: where it is not seen, the cell is unsure.
        """
        if char.text not in DIGITS:
            return False
        if self._look(char).sight is Sight.HIDDEN:
            return True
        # A clear fill may have its outline drawn as another text, which is what is seen then.
        return self.scene.page.is_invisible(char) and not self.scene.eye.shows_text(char.box)

    @cached_property
    def _places(self) -> list[Box]:
        """The characters' boxes, or their places in the line: another face may lie anywhere."""
        page = self.scene.page
        placed = [
            (*(page.advance(char) if not page.is_embedded(char) else char.box[::2]), char.box)
            for char in self.chars
        ]
        return [(min(left, b[0]), b[1], max(right, b[2]), b[3]) for left, right, b in placed]

    def _has_unread_ink(self, boxes: list[Box]) -> bool:
        """Whether the cell shows marks beside its characters, however near to them."""
        seen = self.scene.has_unread_ink
        if seen(self.cell, boxes) and seen(self.cell, self._places):
            return True
        if self._looks or self._is_text_alone:
            return False  # seen against other ground than white: each digit was looked at
        # Nearly every cell shows its text alone: the page's lines need not be looked at.
        return self.scene.eye.sees_more_than_text(inner(self.cell), lambda: self._lines(boxes))

    def _has_marks_beside(self, kept: list[Char]) -> bool:
        """Whether a point or a stroke is drawn beside the digits of the number."""
        if self._is_text_alone:
            return False
        number = first_number(kept, separators=True)
        aside = [char.box for char in self.chars if char not in kept]
        return any(
            self.scene.marks.beside(line, self.cell.box, aside)
            for line in lines_of(number)
            if any(char.text in DIGITS for char in line)
        )

    def _lines(self, boxes: list[Box]) -> list[Box]:
        """The table's lines that touch the cell, and its numbers' underlines."""
        return [
            rule.box
            for rule in self.scene.page.drawing.rules
            if meet(rule.box, self.cell.box) and is_line(rule, self.cell.box, boxes)
        ]

    def _is_struck(self, char: Char) -> bool:
        """A line is seen to run through the middle of the digit."""
        if char.text not in DIGITS:
            return False
        return self.scene.lines.share_struck(char) >= HALF and not self.scene.eye.is_as_written(
            char.box
        )

    def _is_covered(self, char: Char) -> bool:
        """Other ink lies on the digit, a part of it is not shown, or an annotation marks it."""
        x0, y0, x1, y1 = char.box
        # A mark from above is one however little of the digit it takes; an underline is none.
        core = (x0 + (x1 - x0) * RIM, y0 + (y1 - y0) * RIM, x1 - (x1 - x0) * RIM, y1)
        return self._look(char).sight in NOT_WHOLE or any(
            meet(core, box) for box in self.scene.page.drawing.marks
        )

    def _raised_marks(self, shown: list[Char]) -> list[Char]:
        """Small raised digits after the number: a footnote mark, not part of the number."""
        digits = [char for char in shown if char.text in DIGITS]
        if not digits:
            return []
        tallest = max(digits, key=height)
        marks = [
            char
            for char in digits
            if height(char) < SMALL * min(height(tallest), self.scene.digit_height)
            and char.foot > tallest.foot + RAISED * height(tallest)
            and char.box[3] > tallest.box[3] - LOWER * height(tallest)
        ]
        if not marks:
            return []
        full = [char for char in digits if char not in marks]
        after = all(mark.box[0] >= max(c.box[0] for c in full) for mark in marks)
        return marks if after else []

    def _is_too_tall(self, number: list[Char]) -> bool:
        """Whether the digits are a watermark's or a page number's, by their size."""
        return any(height(char) > TALL * self.scene.digit_height for char in number)

    def _is_explained(self, text: str, set_aside: list[Char]) -> bool:
        """Whether the first reading holds the kept text and only what the page accounts for."""
        if text == self.first:
            return True
        surplus = Counter(self.first)
        surplus.subtract(text)
        if min(surplus.values(), default=0) < 0 or not is_subsequence(text, self.first):
            return False
        left = +surplus
        known = Counter(fold("".join(char.text for char in set_aside)))
        return all(known[char] >= count for char, count in left.items())


def _without(chars: list[Char], others: list[Char]) -> list[Char]:
    """The characters that are not among others; of nearly all cells there are none."""
    return [char for char in chars if char not in others] if others else chars


def _is_about(high: float, usual: float) -> bool:
    """Whether a glyph is about as high as digits of one number may be."""
    return SAME_SIZE * usual <= high <= usual / SAME_SIZE
