"""Which pages of a document, or other parts of it, can hold the statutory tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.recognise.odd_texts import PLACEHOLDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.recognise.parts import Vocabulary

LEAST_PAGE_WORDS = 2  # words only tables print; prose hardly ever has two (see extraction figures)


def table_parts(texts: Sequence[str], vocabulary: Vocabulary) -> list[int]:
    """Which parts (pages, from 1) can hold the tables, gaps of one closed."""
    hits = [
        number
        for number, text in enumerate(texts, start=1)
        if vocabulary.on_page(text) >= LEAST_PAGE_WORDS
    ]
    between = [
        number
        for number in range(1, len(texts) + 1)
        if number not in hits and (number - 1 in hits and number + 1 in hits)
    ]
    # The last row of a table can stand alone on the page after, below heads that are cut perhaps.
    after = [
        number + 1
        for number in hits
        if number < len(texts)
        and number + 1 not in hits
        and (
            vocabulary.on_page(texts[number]) == LEAST_PAGE_WORDS - 1
            or _begins_with_figures(texts[number])
            or vocabulary.are_heads(_first_line(texts[number]))
        )
    ]
    return sorted({*hits, *between, *after})


def _begins_with_figures(text: str) -> bool:
    """Whether a page begins with a row of figures: the last of a table, alone on its page."""
    words = _first_line(text).split()
    return len(words) > 1 and all(map(_is_figure, words))


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def _is_figure(word: str) -> bool:
    bare = word.lstrip("+-＋－").replace(",", "").replace("，", "")
    return bare.isdigit() or word in PLACEHOLDERS
