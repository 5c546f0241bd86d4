"""How a run of text shows, by what it says itself and by the styles it has.

Asked is only what decides which figures a reader sees: hidden, struck, raised, too small to be
seen, or in the colour of what lies behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from checker.documents.word.parts import attributes, child, is_on, local, number, value

if TYPE_CHECKING:
    from checker.documents.word.parts import Element

_TINY = 4  # half-points: two points; the smallest type that reports print has eight
_NARROW = 10  # per cent of a letter's width
_USUAL = 20  # half-points: where no size is said (29500-1, 17.3.2.38)
_PILED = -2.5
"""Twips between letters, for each half-point of their size, from which digits lie half upon one
another: a digit is half as wide as it is high. Text that is set close has a tenth of it."""
_CONTRAST = 1.15
"""Of luminance, letters against what lies behind (WCAG 2.2, "contrast ratio"), from which they are
seen. #eee on white, seen to print a zero, has 1.16; white on the palest stripe of a table 1.1."""
_FAINT = 2.0
"""Contrast below which a digit is faint. Where a whole figure is so, it is read; where one digit is
beside others that are not, nobody can say whether it is meant to be seen (white on a blue stripe
has 1.17, grey zeros 1.2 to 1.9, the lightest text that style guides allow 4.5)."""
_CLEAR = 21.0  # black on white
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_WHITE = "FFFFFF"
_DEEPEST = 50  # styles based on one another; Word bears eleven (29500-1, 17.7.4.3 names no bound)


@dataclass(frozen=True, slots=True)
class Look:
    """How text shows; ``None`` where nothing is said and what is above holds."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    size: int | None = None  # half-points
    narrow: bool | None = None
    spacing: int | None = None  # twips, more between letters than the font has
    clear: bool | None = None  # letters without a filling
    inks: tuple[str, ...] | None = None  # RRGGBB, of the letters: each is what some program shows
    paper: str | None = None  # behind it

    def under(self, other: Look) -> Look:
        """What remains where another says more, and more closely."""
        said = {name: said for name in self.__slots__ if (said := getattr(other, name)) is not None}
        return replace(self, **said) if said else self

    @property
    def unseen(self) -> bool:
        """Whether it is not to be seen on paper."""
        small = self.size is not None and self.size <= _TINY
        return bool(self.hidden or small or self.narrow)

    @property
    def piled(self) -> bool:
        """Whether its letters lie upon one another."""
        size = _USUAL if self.size is None else self.size
        return self.spacing is not None and self.spacing <= _PILED * size

    @property
    def pale(self) -> bool:
        """Whether it has the colour of what lies behind it; black on white where nothing is said.

        Without a colour of its own, text is black or white, as what lies behind it asks.
        """
        return self._contrast < _CONTRAST

    @property
    def faint(self) -> bool:
        """Whether it is much paler than text is."""
        return self._contrast < _FAINT

    @property
    def _contrast(self) -> float:
        if self.clear:
            return 1.0
        paper = self.paper or _WHITE
        return min((_contrast(ink, paper) for ink in self.inks or ()), default=_CLEAR)


PLAIN = Look()


def look_of(properties: Element | None) -> Look:
    """What the properties of a run (``rPr``) say."""
    if properties is None or not len(properties):
        return PLAIN
    found = {local(one): one for one in properties}
    struck = is_on(found.get("strike"))
    twice = is_on(found.get("dstrike"))
    position = value(found.get("vertAlign"))
    size, spacing = found.get("sz"), found.get("spacing")
    narrow = found.get("w")
    highlight = value(found.get("highlight"))
    return Look(
        hidden=is_on(found.get("vanish")),
        struck=struck or twice if struck is not None or twice is not None else None,
        raised=None if position is None else position != "baseline",
        size=None if size is None else number(size, default=_USUAL),
        spacing=None if spacing is None else number(spacing, default=0),
        narrow=None if narrow is None else number(narrow, default=100) <= _NARROW,
        clear=None if "textFill" not in found else child(found["textFill"], "noFill") is not None,
        inks=_inks(found.get("color"), found.get("textFill")),
        paper=_paper(found.get("shd")) if highlight in (None, "none") else _named(highlight),
    )


def ground_of(properties: Element | None) -> Look:
    """What a paragraph or a cell lays behind its text."""
    return Look(paper=_paper(child(properties, "shd")))


class Styles:
    """The styles of a document, each with all that it is based on."""

    def __init__(self, tree: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._looks: dict[str, Look] = {}
        self._base = PLAIN
        for one in tree if tree is not None else ():
            if local(one) == "docDefaults":
                self._base = look_of(child(child(one, "rPrDefault"), "rPr"))
            elif local(one) == "style":
                said = attributes(one)
                name = said.get("styleId", "")
                self._styles.setdefault(name, one)
                if said.get("default") in ("1", "true", "on"):
                    self._defaults.setdefault(said.get("type", ""), name)

    def look(self, name: str | None, kind: str = "") -> Look:
        """What a style says of runs; ``kind`` has a default style where none is named."""
        name = name or self._defaults.get(kind)
        if name is None:
            return PLAIN
        if name not in self._looks:
            found = PLAIN
            for style in self._chain(name):
                found = found.under(ground_of(child(style, "pPr")))
                found = found.under(look_of(child(style, "rPr")))
            self._looks[name] = found
        return self._looks[name]

    @property
    def base(self) -> Look:
        """What holds where no style says anything."""
        return self._base

    def numbering(self, name: str | None) -> Element | None:
        """The numbering (``numPr``) that a paragraph's style gives it."""
        name = name or self._defaults.get("paragraph")
        found = None
        for style in self._chain(name or ""):
            own = child(child(style, "pPr"), "numPr")
            found = own if own is not None else found
        return found

    def shades(self, name: str | None) -> bool:
        """Whether a table's style colours the ground of its first row."""
        return any(
            value(one, "type") == "firstRow" and _paper(child(child(one, "tcPr"), "shd"))
            for style in self._chain(name or "")
            for one in style
            if local(one) == "tblStylePr"
        )

    def _chain(self, name: str) -> list[Element]:
        """A style and what it is based on, the base first."""
        found: list[Element] = []
        while name in self._styles and len(found) < _DEEPEST:
            style = self._styles[name]
            found.append(style)
            name = value(child(style, "basedOn")) or ""
        return found[::-1]


def _inks(colour: Element | None, filling: Element | None) -> tuple[str, ...] | None:
    """What letters are drawn in.

    Word takes a colour of the theme, and a filling, before the plain colour; other programs take
    the plain one, in which a shade of the theme's is worked out.
    """
    found = [value(colour) or ""]
    if value(colour, "themeShade") is None and _is_light(value(colour, "themeColor")):
        found.append(_WHITE)
    solid = child(filling, "solidFill")
    for one in solid if solid is not None else ():
        found.append(value(one) or "")
        if not len(one) and _is_light(value(one)):
            found.append(_WHITE)
    return tuple(dict.fromkeys(one for one in found if _HEX.fullmatch(one))) or None


def _is_light(name: str | None) -> bool:
    """Whether a colour of a theme is one of its grounds."""
    return (name or "").startswith(("background", "light", "bg", "lt"))


def _paper(shading: Element | None) -> str | None:
    """The colour of a shading; a pattern of dots is taken for its own colour."""
    if shading is None:
        return None
    said = attributes(shading)
    solid = said.get("val") == "solid"
    colour = said.get("color" if solid else "fill", "")
    return colour if _HEX.fullmatch(colour) else ("000000" if solid else None)


_MARKERS = {
    "white": _WHITE,
    "black": "000000",
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "lightGray": "C0C0C0",
}


def _named(highlight: str | None) -> str:
    """A highlighter's colour; black and white are both seen on those that are not here."""
    return _MARKERS.get(highlight or "", "808080")


@cache
def _contrast(one: str, other: str) -> float:
    """How well one colour is seen on the other: 1 not at all, 21 black on white."""
    pale, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (pale + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 for black and 1 for white (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
