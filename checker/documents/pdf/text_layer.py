"""Whether the text of a PDF can be read: whether there is any, in letters, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.pdf.decipher.glyph_codes import FOREIGN
from checker.documents.second_reading.glyphs import is_foreign, is_ideograph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.documents.pdf.pdfium import Page

SAMPLE_PAGES = 20  # pages looked at to tell a scan
PICTURE_SHARE = 0.12  # of a page: a picture this large may be a table
ENOUGH_LETTERS = 2000  # of a file, looked at to tell whether they are Chinese
IDEOGRAPHS = 0.5  # of a report's letters: 0.97 and more; of what its codes are taken for none
FOREIGN_LETTERS = (
    20  # of a file: 109 and more where a font's map is missing or another's, else none
)
WHITE = frozenset("\n\r\t")


class TextLayer:
    """The texts of a file's pages, from the first; ``page`` opens one, counted from 1."""

    def __init__(self, texts: Sequence[str], page: Callable[[int], Page]) -> None:
        self._texts = texts
        self._page = page

    @property
    def has_letters(self) -> bool:
        """Whether any page has text at all."""
        return any(text.strip() for text in self._texts)

    @property
    def is_chinese(self) -> bool:
        """Whether most letters are ideographs and hardly any of another script than a report's.

        Codes without a map, or with a false one, are taken for such.
        """
        text = "".join(self._texts)
        letters = [char for char in text[:: 1 + len(text) // ENOUGH_LETTERS] if char.isalpha()]
        others = [char for char in letters if not is_ideograph(char)]
        is_mostly = len(others) < (1 - IDEOGRAPHS) * len(letters)
        return is_mostly and sum(map(is_foreign, others)) <= FOREIGN * len(letters)

    @property
    def has_foreign_letters(self) -> bool:
        """Whether so many letters are of no script of a report that some font's map is no map."""
        text = "".join(self._texts)
        return sum(map(text.count, filter(is_foreign, set(text) - WHITE))) >= FOREIGN_LETTERS

    @property
    def is_legible(self) -> bool:
        """Whether the text of some page can be read as Unicode."""
        return not self.has_letters or any(not page.is_unmapped_text for page in self._lettered())

    @property
    def is_scanned(self) -> bool:
        """Whether pictures take the place of text: no text, or only an invisible layer of it."""
        if self.has_letters:
            return all(page.is_picture_of_text for page in self._lettered())
        numbers = range(1, min(len(self._texts), SAMPLE_PAGES) + 1)
        return any(self._page(number).drawing.pictures for number in numbers)

    def _lettered(self) -> Iterator[Page]:
        """The first pages that have text, opened one by one as they are asked for."""
        numbers = [one for one, text in enumerate(self._texts, start=1) if text.strip()]
        for number in numbers[:SAMPLE_PAGES]:
            page = self._page(number)
            if page.chars:
                yield page


def has_picture(page: Page) -> bool:
    """Whether a page shows a picture large enough to be a table."""
    area = page.frame.width * page.frame.height
    return any(
        (box[2] - box[0]) * (box[3] - box[1]) > PICTURE_SHARE * area
        for box in page.drawing.pictures
    )
