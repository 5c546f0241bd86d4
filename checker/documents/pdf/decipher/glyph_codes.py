"""The codes of a file's glyphs, as playa gives them, the parser that camelot uses.

A page that prints 政府 asks a font for the glyphs of two codes. Which characters these are, the
font says in its ToUnicode map, or its encoding or character collection tells; of a font that has
none of them only the codes are known.

Ghostscript makes of a map with ranges, as Chromium writes them, one of their first bytes: it tells
、 and 。 (3001, 3002) as 1 and 2, 上 (4E0A) as P, digits of full width as ÿ, Ā, ā. Of a font that
tells letters of no script a report is written in, only the ideographs are believed: no byte is
one.
"""

from __future__ import annotations

import contextlib
import logging
import math
import warnings
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.documents.pdf.map_ranges import ranges_cut
from checker.documents.second_reading.glyphs import is_foreign, is_ideograph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_KINDS = {"TrueType", "Type0", "Type1", "Type3", "MMType1"}
_COLLECTIONS = {b"GB1", b"CNS1", b"Japan1", b"Korea1", b"KR", b"Manga1"}  # Adobe's: codes tell
_FONT_FILES = ("FontFile", "FontFile2", "FontFile3")
FOREIGN = 0.02
"""Share of letters of other scripts: 0.1 to 0.26 of what such maps tell of a file, none in 200
honest reports; a name or a unit in prose is less."""


class Symbol(NamedTuple):
    """A code of a font: the same glyph wherever it is printed. Fonts go by their object numbers."""

    font: int
    code: int


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph as printed; ``told`` is its character, where the font says so.

    ``x``, ``y`` is its origin in user space. ``along`` is how far that is along the direction of
    its line and ``above`` how far across it, ``step`` how far the next one stands from it and
    ``size`` the height of its type, all in points.
    """

    page: int
    symbol: Symbol
    told: str | None
    x: float
    y: float
    along: float
    above: float
    step: float
    size: float


@dataclass(frozen=True, slots=True)
class Codes:
    """The glyphs of a file in the order drawn, and its fonts that tell none, or false characters.

    ``untold`` has the dictionary of each such font as the file holds it, by its object number.
    """

    glyphs: Sequence[Glyph]
    untold: Mapping[int, Mapping[str, Any]]
    wide: frozenset[int]
    """Those of them whose codes are two bytes long."""


def glyph_codes(data: bytes) -> Codes:
    """The codes of all glyphs of a PDF without a lock."""
    import playa

    with _silence(), ranges_cut(), playa.parse(data, space="default") as document:
        fonts = dict(_fonts(document))
        untold = {number: spec for number, (font, spec) in fonts.items() if _is_untold(spec)}
        if not untold and not any(_may_tell_falsely(font) for font, _ in fonts.values()):
            return Codes((), {}, frozenset())
        numbers = {id(font): number for number, (font, _) in fonts.items()}
        glyphs = tuple(_glyphs(document, numbers, untold))
        false = _telling_falsely(glyphs)
        untold |= {number: fonts[number][1] for number in sorted(false)}
        if not untold:
            return Codes((), {}, frozenset())
        glyphs = tuple(
            _believed(glyph) if glyph.symbol.font in false else glyph for glyph in glyphs
        )
        wide = frozenset(n for n, spec in untold.items() if _name(spec["Subtype"]) == "Type0")
        return Codes(glyphs, untold, wide)


def _fonts(document: Any) -> Iterator[tuple[int, tuple[Any, dict[str, Any]]]]:
    """The fonts that are objects of the file, by number; one written in its page has no number."""
    for item in document.objects:
        spec = item.obj
        if (
            isinstance(spec, dict)
            and _name(spec.get("Type")) == "Font"
            and _name(spec.get("Subtype")) in _KINDS
        ):
            yield item.objid, (document.get_font(item.objid, spec), spec)


def _is_untold(spec: Mapping[str, Any]) -> bool:
    """Whether a font that the file holds says nothing of its characters.

    Of one that it does not hold, codes are those of whatever font is taken in its place.
    """
    from playa.pdftypes import resolve1

    if resolve1(spec.get("ToUnicode")) is not None:
        return False
    encoding = resolve1(spec.get("Encoding"))
    kind = _name(spec["Subtype"])
    if kind == "Type0":
        inner = resolve1(resolve1(spec.get("DescendantFonts"))[0])
        ordering = resolve1(resolve1(inner.get("CIDSystemInfo")).get("Ordering"))
        return ordering not in _COLLECTIONS and _is_held(inner)
    if kind == "Type3":
        return True  # its glyphs go by any name
    return encoding is None and _is_held(spec)


def _telling_falsely(glyphs: Sequence[Glyph]) -> set[int]:
    """The fonts that tell letters of no script a report is written in."""
    told = Counter(glyph.symbol.font for glyph in glyphs if glyph.told)
    foreign = Counter(
        glyph.symbol.font for glyph in glyphs if glyph.told and is_foreign(glyph.told)
    )
    return {font for font, count in foreign.items() if font and count > FOREIGN * told[font]}


def _may_tell_falsely(font: Any) -> bool:
    """Whether a font's map has such a letter, printed or not."""
    told = getattr(font, "tounicode", None)
    return told is not None and any(map(is_foreign, told.bytes2unicode.values()))


def _believed(glyph: Glyph) -> Glyph:
    """The glyph of such a font, with its character where that is an ideograph."""
    is_one = glyph.told is not None and len(glyph.told) == 1 and is_ideograph(glyph.told)
    return glyph if is_one else replace(glyph, told=None)


def _is_held(spec: Mapping[str, Any]) -> bool:
    from playa.pdftypes import resolve1

    descriptor = resolve1(spec.get("FontDescriptor")) or {}
    return any(key in descriptor for key in _FONT_FILES)


def _glyphs(
    document: Any, numbers: Mapping[int, int], untold: Mapping[int, Any]
) -> Iterator[Glyph]:
    for number, page in enumerate(document.pages, start=1):
        for glyph in page.glyphs:
            font = numbers.get(id(glyph.font), 0)
            a, b, c, d, _, _ = glyph.matrix
            x, y = glyph.origin
            length = math.hypot(a, b) or 1.0
            right, up = a / length, b / length
            yield Glyph(
                number,
                Symbol(font, glyph.cid),
                None if font in untold else glyph.text,
                x,
                y,
                right * x + up * y,
                right * y - up * x,
                math.hypot(*glyph.displacement),
                math.hypot(c, d),
            )


def _name(value: Any) -> str:
    return getattr(value, "name", "")


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep what playa logs and warns of to itself."""
    logger = logging.getLogger("playa")
    level = logger.level
    try:
        logger.setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
