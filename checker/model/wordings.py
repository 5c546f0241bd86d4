"""What the forms print in their tables, for a reader that has to find a table by its words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence, Set


class Role(StrEnum):
    """What a wording is to its table."""

    ROW = "row"
    ROW_GROUP = "row-group"
    HEAD = "head"
    LABEL_HEAD = "label-head"
    """What stands over the labels of the rows."""
    HEAD_GROUP = "head-group"
    CAPTION = "caption"
    NOTE = "note"
    SECTION = "section"
    """The heading of a section of the report, above a table."""


class Wordings(Protocol):
    """The wordings of all forms. White space, punctuation and folded characters do not count."""

    @property
    def printed(self) -> Sequence[Sequence[str]]:
        """Those of each form in the order printed, letter by letter."""

    @property
    def phrases(self) -> Sequence[str]:
        """What reports say in the same words around their tables, letter by letter."""

    def roles(self, text: str) -> Set[Role]:
        """What a text is, if it is one of the wordings in full; else nothing."""

    def begins(self, text: str) -> bool:
        """Whether a wording begins with this text."""

    def holding(self, text: str) -> Set[Role]:
        """What those wordings are of which this text is a piece."""


class NoWordings:
    """No form is known: every text may be anything."""

    printed: Sequence[Sequence[str]] = ()
    phrases: Sequence[str] = ()

    def roles(self, text: str) -> Set[Role]:
        """Nothing."""
        del text
        return frozenset()

    def begins(self, text: str) -> bool:
        """Never."""
        del text
        return False

    def holding(self, text: str) -> Set[Role]:
        """Nothing."""
        del text
        return frozenset()
