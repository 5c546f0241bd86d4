"""Where evidence stands in a file: a union, because not every file has pages.

A place says where a reader of the file finds what was read: on a page of a PDF, in a cell of a
Word table, at an address of a spreadsheet, in an element of a web page, in a picture. Only
places on pages can be shown as pictures or marked (``page_of``, ``box_of``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from checker.model.columns import in_columns
from checker.model.pickled import pickled_by_call

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

Box: TypeAlias = tuple[float, float, float, float]


@in_columns
@pickled_by_call
@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page, counted from 1, and the box on it; ``None`` where only the page is known."""

    page: int
    box: Box | None = None
    kind: ClassVar[str] = "page"


@in_columns
@pickled_by_call
@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """A cell of a word-processing document, or a paragraph of its text; counted from 1.

    ``table`` counts the tables of the document in order, ``cell`` the cells that are printed in
    a row (a merged cell is one). A paragraph stands in no table.
    """

    table: int | None = None
    row: int | None = None
    cell: int | None = None
    paragraph: int | None = None
    kind: ClassVar[str] = "document"


@in_columns
@pickled_by_call
@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet of a workbook, the address in it (``J24``), the formula that stands there."""

    sheet: str
    address: str | None = None
    formula: str | None = None
    kind: ClassVar[str] = "sheet"


@in_columns
@dataclass(frozen=True, slots=True)
class ElementPlace:
    """An element of a web page by its path (``html/body/div[2]/table[1]/tr[9]/td[4]``)."""

    path: str
    kind: ClassVar[str] = "element"


@in_columns
@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A box read from a picture of text: how sure the readers are (0 to 1), and which they are.

    On a scanned page the box is that page's; else ``picture`` counts the pictures of the file
    and the box is in its pixels, from its bottom left corner.
    """

    box: Box
    confidence: Decimal
    readers: tuple[str, ...]
    page: int | None = None
    picture: int | None = None
    kind: ClassVar[str] = "picture"


@in_columns
@dataclass(frozen=True, slots=True)
class TranscribedPlace:
    """A cell of tables that were written as JSON: the report in the file, from 1, and the cell.

    What was printed, and where, such a file does not show.
    """

    report: int
    cell: str | None = None
    kind: ClassVar[str] = "transcription"


Place: TypeAlias = (
    PagePlace | DocumentPlace | SheetPlace | ElementPlace | PicturePlace | TranscribedPlace
)


def page_of(place: Place | None) -> int | None:
    """The page of a place; ``None`` for a place in a file without pages."""
    return place.page if isinstance(place, PagePlace | PicturePlace) else None


def box_of(place: Place | None) -> Box | None:
    """The box of a place on its page; ``None`` for a place on none."""
    return place.box if isinstance(place, PagePlace | PicturePlace) and place.page else None


class HasPlace:
    """What stands somewhere in a file: the page and the box of its ``place``.

    No dataclass and no field, so that each keeps ``place`` where it is among its own.
    """

    __slots__ = ()
    place: Place | None

    @property
    def page(self) -> int | None:
        """The page it stands on, ``None`` in a file without pages."""
        return page_of(self.place)

    @property
    def box(self) -> Box | None:
        """Its box on the page, ``None`` where there is none."""
        return box_of(self.place)


def page_numbers(places: Iterable[Place]) -> tuple[int, ...]:
    """The pages of some places, in order, each once."""
    return tuple(sorted({page for place in places if (page := page_of(place)) is not None}))


def gathered(places: Iterable[Place | None]) -> tuple[Place, ...]:
    """Places to tell together: pages in order and without their boxes, then the others as given.

    Each stands once. What is told of a page is its number; the boxes stay with the cells. Places
    in one picture are one, because how sure its readers were is part of the place.
    """
    pages: set[int] = set()
    others: dict[Place, None] = {}
    pictured: dict[tuple[int, int], PicturePlace] = {}
    for place in places:
        if isinstance(place, PagePlace):
            pages.add(place.page)
        elif isinstance(place, PicturePlace):
            key = (place.page or 0, place.picture or 0)
            pictured[key] = _together(pictured[key], place) if key in pictured else place
        elif place is not None:
            others[place] = None
    return (*map(PagePlace, sorted(pages)), *(pictured[key] for key in sorted(pictured)), *others)


def _together(one: PicturePlace, other: PicturePlace) -> PicturePlace:
    """Two places of one picture: what holds both, as sure as the less sure of them."""
    return PicturePlace(
        (
            min(one.box[0], other.box[0]),
            min(one.box[1], other.box[1]),
            max(one.box[2], other.box[2]),
            max(one.box[3], other.box[3]),
        ),
        min(one.confidence, other.confidence),
        tuple(dict.fromkeys((*one.readers, *other.readers))),
        one.page,
        one.picture,
    )
