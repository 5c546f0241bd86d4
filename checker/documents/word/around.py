"""What holds of the text in an element of a Word document, and what an element shows of others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.documents.word.parts import child
from checker.documents.word.styles import PLAIN, Look
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from checker.documents.word.parts import Element
    from checker.documents.word.tables import WordCell

MOST_LEVELS = 100
"""Elements within one another that are walked. A table in a text box in a table makes 30."""


@dataclass(frozen=True, slots=True)
class Around:
    """What holds of the text in an element."""

    level: int = 0
    cell: WordCell | None = None
    look: Look = PLAIN
    paragraph: Look = PLAIN  # what the paragraph's style adds to that
    added: bool = False
    dropped: bool = False
    kept: bool = False  # in a row that is proposed to go: dropped text is shown, unsettled
    flat: bool = False
    moved: bool = False

    def deeper(self) -> Around:
        """The same one level below; ``DocumentError`` beyond the limit."""
        if self.level == MOST_LEVELS:
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
        return replace(self, level=self.level + 1)

    def within(self, name: str) -> Around:
        """The same in an element that says how its content came or goes."""
        inner = self.deeper()
        if name in ("ins", "moveTo"):
            return replace(inner, added=True)
        if name in ("del", "moveFrom"):
            return replace(inner, dropped=True)
        return replace(inner, moved=True) if name in ("dir", "bdo") else inner


def content(control: Element) -> Element:
    """What a content control shows (``sdt``)."""
    return _or(child(control, "sdtContent"), control)


def choice(alternatives: Element) -> Element:
    """The first alternative, which is what Word itself shows."""
    found = child(alternatives, "Choice")
    return _or(found if found is not None else child(alternatives, "Fallback"), alternatives)


def _or(found: Element | None, otherwise: Element) -> Element:
    return otherwise if found is None else found


def base_of(ruby: Element) -> Element:
    """What a small reading aid stands above."""
    return _or(child(ruby, "rubyBase"), ruby)
