"""What a page draws: text, outlines, pictures, each with its place and its ink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from checker.documents.ofd.affine import Matrix
    from checker.documents.ofd.outlines import Outline
    from checker.documents.ofd.resources import Colour
    from checker.documents.ofd.text_codes import Run

THIN = 0.353  # millimetres: the standard's own width of a line


@dataclass(frozen=True, slots=True)
class Clip:
    """Outlines in the page's space: only what lies in one of them is drawn."""

    outlines: tuple[tuple[Matrix, Outline], ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """What a thing is drawn with; ``None`` for a fill or a line that it has not."""

    fill: Colour | None
    line: Colour | None
    width: float = THIN
    dashes: tuple[float, ...] = ()
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A run of text: ``matrix`` takes the object's space to the page's."""

    run: Run
    matrix: Matrix
    font: str
    size: float
    spread: float  # across, of the size
    turned: float  # degrees, clockwise, that each character is turned by
    ink: Ink
    clips: tuple[Clip, ...]
    own: bool = True  # of the page or its templates, not of an annotation

    @property
    def ink_is_even(self) -> bool:
        """Whether no pattern or gradient, of which only a likeness is drawn, fills it."""
        return all(one is None or one.even for one in (self.ink.fill, self.ink.line))


@dataclass(frozen=True, slots=True)
class DrawnOutline:
    """An outline, filled or drawn as a line."""

    outline: Outline
    matrix: Matrix
    ink: Ink
    clips: tuple[Clip, ...]


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture: ``matrix`` takes the unit square, its first row at the top, to the page."""

    picture: str
    matrix: Matrix
    alpha: float
    clips: tuple[Clip, ...]


Drawn: TypeAlias = DrawnText | DrawnOutline | DrawnPicture
