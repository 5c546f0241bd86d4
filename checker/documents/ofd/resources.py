"""What pages draw with, by number: fonts, colours, pictures, manners of drawing, composites."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.ofd.markup import child, children, name, number, numbers, text
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.ofd.markup import Element
    from checker.documents.ofd.structure import Parts

OPAQUE = 255
MOST_PARENTS = 16  # manners of drawing that one inherits from
PALE = (0.8, 0.8, 0.8)  # for a pattern, of which a reader draws something


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green, blue and opacity, each from 0 to 1; ``even`` unless a pattern or a gradient."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0
    even: bool = True


BLACK = Colour(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Font:
    """A font by its name, and the part that holds it, if the file brings it."""

    name: str
    part: str | None


class Resources:
    """The resources of a page: those of the part that is named first win."""

    def __init__(self, parts: Parts, listed: Sequence[str]) -> None:
        self._parts = parts
        self._roots = [(part, parts.root(part)) for part in listed]

    @cached_property
    def fonts(self) -> dict[str, Font]:
        """The fonts by their number."""
        found: dict[str, Font] = {}
        for one, where in self._each("Fonts", "Font"):
            named = one.get("FontName") or one.get("FamilyName") or ""
            found.setdefault(one.get("ID", ""), Font(named, self._file(one, where, "FontFile")))
        return found

    @cached_property
    def pictures(self) -> dict[str, str]:
        """The parts of the pictures by their number."""
        found: dict[str, str] = {}
        for one, where in self._each("MultiMedias", "MultiMedia"):
            part = self._file(one, where, "MediaFile")
            if part is not None:
                found.setdefault(one.get("ID", ""), part)
        return found

    @cached_property
    def composites(self) -> dict[str, Element]:
        """What composite objects are made of, by number."""
        found: dict[str, Element] = {}
        for one, _ in self._each("CompositeGraphicUnits", "CompositeGraphicUnit"):
            content = child(one, "Content")
            if content is not None:
                found.setdefault(one.get("ID", ""), content)
        return found

    def manner(self, number_: str | None) -> tuple[Element, ...]:
        """A manner of drawing and those that it inherits from, the nearest first."""
        if not number_:
            return ()
        found: list[Element] = []
        while number_ in self._manners and len(found) < MOST_PARENTS:
            found.append(self._manners[number_])
            number_ = found[-1].get("Relative")
        return tuple(found)

    def colour(self, element: Element | None, alpha: float) -> Colour | None:
        """A colour on a page; ``None`` where nothing is to be drawn."""
        if element is None:
            return None
        alpha *= min(OPAQUE, max(0.0, number(element.get("Alpha"), OPAQUE))) / OPAQUE
        parts = numbers(element.get("Value"))
        if parts is None and element.get("Index") is not None:
            parts = self._of_palette(element)
        if parts is not None:
            top = 2 ** min(16.0, max(1.0, self._depth(element))) - 1
            return Colour(*_rgb([min(1.0, max(0.0, part / top)) for part in parts]), alpha)
        shaded = _first_colour(element)
        if shaded is not None:
            found = self.colour(shaded, alpha)
            if found is not None:
                return Colour(found.red, found.green, found.blue, found.alpha, even=False)
        if len(element):
            return Colour(*PALE, alpha, even=False)
        return Colour(0.0, 0.0, 0.0, alpha)  # Value left out: all components 0

    def _of_palette(self, element: Element) -> tuple[float, ...] | None:
        space = self._spaces.get(element.get("ColorSpace", ""))
        entries = list(children(child(space, "Palette"), "CV"))
        index = int(number(element.get("Index"), -1))
        return numbers(text(entries[index])) if 0 <= index < len(entries) else None

    def _depth(self, element: Element) -> float:
        space = self._spaces.get(element.get("ColorSpace", ""))
        return number(space.get("BitsPerComponent"), 8) if space is not None else 8

    @cached_property
    def _spaces(self) -> dict[str, Element]:
        found: dict[str, Element] = {}
        for one, _ in self._each("ColorSpaces", "ColorSpace"):
            found.setdefault(one.get("ID", ""), one)
        return found

    @cached_property
    def _manners(self) -> dict[str | None, Element]:
        found: dict[str | None, Element] = {}
        for one, _ in self._each("DrawParams", "DrawParam"):
            found.setdefault(one.get("ID", ""), one)
        return found

    def _each(self, group: str, wanted: str) -> Iterator[tuple[Element, tuple[str, str]]]:
        """Each resource of a kind, with its part and the folder that its files stand in."""
        for part, root in self._roots:
            for holder in children(root, group):
                for one in children(holder, wanted):
                    yield one, (part, root.get("BaseLoc", ""))

    def _file(self, one: Element, where: tuple[str, str], element: str) -> str | None:
        part, folder = where
        location = text(child(one, element))
        if not location:
            return None
        inside = f"{folder.rstrip('/')}/{location}" if folder else location
        return self._parts.resolve(part, inside) or self._parts.resolve(part, location)


def require_bounded(count: int, most: int) -> None:
    """Nothing, up to the limit; ``DocumentError`` beyond."""
    if count > most:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)


def _first_colour(element: Element) -> Element | None:
    """The colour that a gradient begins with."""
    for shading in element:
        if name(shading).endswith("Shd"):
            return child(child(shading, "Segment"), "Color")
    return None


def _rgb(parts: Sequence[float]) -> tuple[float, float, float]:
    """Components of grey, RGB or CMYK; which of them, their number tells."""
    if len(parts) == 1:
        return (parts[0],) * 3
    if len(parts) == 4:  # noqa: PLR2004 - CMYK
        c, m, y, k = parts
        return ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    r, g, b = (*parts, 0.0, 0.0)[:3]
    return r, g, b
