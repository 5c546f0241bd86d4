"""What recognition needs of a file, whatever its format.

A reader opens the bytes of a file and gives a ``Document``; recognition, the pool of reading
processes and the outputs speak of nothing else. A *part* is a page, a sheet or an article: the
piece that the format itself counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.marks import Own
    from checker.model.page_images import Note, PagePicture, View
    from checker.model.places import Place
    from checker.model.report import PageFault, Remark
    from checker.model.table_grid import Grid
    from checker.model.wordings import Wordings


UNKNOWN = "\ufffd"
"""What stands in a text for a character that nobody knows."""


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one part and its place; lines end as ``str.splitlines`` takes them.

    ``places`` has the place of each line, for a format in which the part's own would not do
    (an article on a web page is one part); empty where the part's place is that of its lines.
    """

    text: str
    place: Place
    places: tuple[Place, ...] = ()

    def place_of(self, line: int) -> Place:
        """The place of a line, counted from 0."""
        return self.places[line] if self.places else self.place


class Document(Protocol):
    """An open file. Parts are numbered from 1, in reading order.

    What cannot be read raises ``DocumentError`` with one of the ``RefusalReason``.
    """

    @property
    def parts(self) -> Sequence[Part]:
        """The text of every part."""

    @property
    def reports(self) -> Sequence[Sequence[int]]:
        """The numbers of the parts of each report in the file; most files hold one."""

    @property
    def routes(self) -> Sequence[str]:
        """The reader's ways to find table grids; a later one is tried where one before fails."""

    @property
    def own(self) -> Own | None:
        """The mark of this program's outputs, where the file bears it (see ``model.marks``)."""

    @property
    def faults(self) -> Sequence[PageFault]:
        """What the parser of tables raised in ``grids`` so far, by whatever route."""

    def has_pictures(self, parts: Sequence[int]) -> bool:
        """Whether a picture in one of these parts may hold a table that is not in the text."""

    def require_text(self) -> None:
        """Nothing, where there is text to read; ``DocumentError`` with the reason otherwise."""

    def grids(self, parts: Sequence[int], route: str) -> Sequence[Grid]:
        """The ruled grids of these parts by one route, in reading order, every cell read twice.

        Each cell carries its place. Boxes serve to tell which cell stands under which: a format
        without pages makes them up.
        """

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """A picture for each view of a page; ``DocumentError`` where there are no such pages."""


@runtime_checkable
class Remarkable(Protocol):
    """A document of which a reader of the result should know how it was read."""

    def remarks(self, parts: Sequence[int] = ()) -> Sequence[Remark]:
        """What there is to say of all of it, and of the report that these parts are, once read."""


@runtime_checkable
class Expectant(Protocol):
    """A document whose tables may be drawn without lines: it finds them by their words."""

    def expect(self, wordings: Wordings) -> None:
        """What the forms print, before any table is asked for."""


@runtime_checkable
class Annotatable(Protocol):
    """A document that bears notes and may carry other files: a PDF."""

    def annotated(self, notes: Sequence[Note]) -> bytes:
        """The file's own bytes and, behind them, the notes; ``DocumentError`` if it bears none."""

    def attachment(self, name: str) -> bytes:
        """A file that it carries; ``DocumentError`` if there is none of this name."""
