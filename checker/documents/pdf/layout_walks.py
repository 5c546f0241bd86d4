"""What camelot looks for in the layout of a page, looked for where it stands and once only.

Camelot walks a layout glyph by glyph: for the lines of text (and all glyphs, of which it asks only
how the page is turned, which it is not asked here), and twice for the lines that are drawn, level
ones and upright ones. A line of text holds neither.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def layouts_walked_once(handlers: Any, image_processing: Any) -> Iterator[None]:
    """Let these two modules of camelot's walk the layouts of pages so."""
    texts, lines, walk = (
        handlers.get_image_char_and_text_objects,
        image_processing._ruled_lines_from_layout,  # noqa: SLF001
        image_processing._walk_layout_objects,  # noqa: SLF001
    )
    handlers.get_image_char_and_text_objects = images_and_texts
    image_processing._ruled_lines_from_layout = _of_the_last(lines)  # noqa: SLF001
    image_processing._walk_layout_objects = beside_text  # noqa: SLF001
    try:
        yield
    finally:
        handlers.get_image_char_and_text_objects = texts
        image_processing._ruled_lines_from_layout = lines  # noqa: SLF001
        image_processing._walk_layout_objects = walk  # noqa: SLF001


def images_and_texts(layout: Any) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """The images, no glyphs, and the level and the upright lines of text in a layout."""
    from playa.miner import (
        LTContainer,
        LTImage,
        LTTextLine,
        LTTextLineHorizontal,
        LTTextLineVertical,
    )

    images: list[Any] = []
    level: list[Any] = []
    upright: list[Any] = []
    for one in layout:
        if isinstance(one, LTTextLine):
            if isinstance(one, LTTextLineHorizontal):
                level.append(one)
            elif isinstance(one, LTTextLineVertical):
                upright.append(one)
        elif isinstance(one, LTImage):
            images.append(one)
        elif isinstance(one, LTContainer):
            inner = images_and_texts(one)
            images += inner[0]
            level += inner[2]
            upright += inner[3]
    return images, [], level, upright


def beside_text(layout: Any) -> Iterator[Any]:
    """All that is in a layout, but for what lines of text are made of."""
    from playa.miner import LTContainer, LTTextLine

    for one in layout:
        yield one
        if isinstance(one, LTContainer) and not isinstance(one, LTTextLine):
            yield from beside_text(one)


def _of_the_last(lines: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    """The same, which need not look again for the lines of the layout it was asked for last."""
    last: tuple[Any, list[Any]] = (None, [])

    def lines_of(layout: Any) -> list[Any]:
        nonlocal last
        if last[0] is not layout:
            last = layout, lines(layout)
        return last[1]

    return lines_of
