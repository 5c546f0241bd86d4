"""The lines of a document's text as recognition reads them: folded, without white space."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.recognise.folding import shaped

if TYPE_CHECKING:
    from checker.model import Place
    from checker.model.document import Part


class Line(NamedTuple):
    """A line and its place."""

    text: str
    place: Place


def folded_lines(part: Part) -> list[Line]:
    """The part's lines without white space, look-alike characters folded; empty ones left out."""
    lines = (
        ("".join(shaped(line).split()), number)
        for number, line in enumerate(part.text.splitlines())
    )
    return [Line(line, part.place_of(number)) for line, number in lines if line]


def words_of(part: Part) -> str:
    """The part's text in one piece."""
    return "".join(line.text for line in folded_lines(part))


def place_in(part: Part, at: int) -> Place:
    """Where the line stands that holds this letter of ``words_of`` the part."""
    for line in folded_lines(part):
        if at < len(line.text):
            return line.place
        at -= len(line.text)
    return part.place
