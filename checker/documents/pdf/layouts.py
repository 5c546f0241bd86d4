"""What playa makes of a page, kept while the pages of a report are read by one route after another.

A page's text is the same by whatever route its grid is found, and playa takes half of the time of
the first reading for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    LayOut: TypeAlias = Callable[..., tuple[Any, tuple[float, float]]]
    """Camelot's: a page of playa's to its layout, width and height."""


class Layouts:
    """The texts of the pages that are being read; those of others are let go."""

    def __init__(self) -> None:
        self._pages: tuple[int, ...] = ()
        self._kept: dict[int, tuple[Any, tuple[float, float]]] = {}

    def turn_to(self, pages: Sequence[int]) -> None:
        """Keep the text of these pages from now on, and of no others."""
        if tuple(pages) != self._pages:
            self._pages = tuple(pages)
            self._kept.clear()

    def once(self, lay_out: LayOut, text_alone: Callable[[Any], Any], *, drawn: bool) -> LayOut:
        """What lays out a page, which need not do so again where its text is all that is asked for.

        ``drawn``: the lines of a page are taken from its layout too, not from a picture.
        """

        def kept(page: Any, **settings: Any) -> tuple[Any, tuple[float, float]]:
            number = page.page_idx + 1
            if number in self._kept and not drawn:
                return self._kept[number]
            layout, size = lay_out(page, **settings)
            self._kept[number] = text_alone(layout), size
            return layout, size

        return kept
