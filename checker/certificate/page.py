"""The page of a certificate against what the program would print for its data.

The data attached to a page is held against the files; the page is what people read and sign. A
page that was painted over, or that came with other data, says something else than what is attached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = re.compile(r"[\s\u200b\u00ad]+")
_AROUND = 12  # characters shown of either text from where they part


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages of a PDF: the text of each, and the picture of each as PNG."""

    texts: tuple[str, ...]
    pictures: tuple[bytes, ...]


def is_titled(printed: Printed, title: str) -> bool:
    """Whether the first page begins with a title, however it is broken into lines."""
    return bool(printed.texts) and _seen(printed.texts[0]).startswith(_seen(title))


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)


def page_differences(given: Printed, remade: Printed, lang: str) -> Iterator[str]:
    """One line for each page that is not what the program prints; nothing when all are.

    The same text drawn by the same fonts is the same picture to the last pixel, for the program
    prints without clock and chance. With other fonts it is another one, and the line says so: a
    picture that cannot be compared confirms nothing.
    """
    if len(given.texts) != len(remade.texts):
        yield translate(
            "verify.page-count", lang, found=len(given.texts), expected=len(remade.texts)
        )
    both = min(len(given.texts), len(remade.texts))
    pages = zip_longest(given.texts, remade.texts, fillvalue="")
    for number, (text, expected) in enumerate(pages, start=1):
        first, second = _seen(text), _seen(expected)
        if first != second:
            at = next(
                (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
                min(len(first), len(second)),
            )
            yield translate(
                "verify.page-text",
                lang,
                page=number,
                found=first[at : at + _AROUND],
                expected=second[at : at + _AROUND],
            )
        # A page too many or too few is told by their count: an empty one says nothing besides.
        elif number <= both and given.pictures[number - 1] != remade.pictures[number - 1]:
            yield translate("verify.page-picture", lang, page=number)
