"""What a number may count that the grammar does not know: patterns by what is spoken of.

Wordings are endless; what they can be about is not. Where applications are spoken of, a number
beside 年前办妥 or 交了信息 is one of a few rows of the form whatever the verb, so the letters of
its clause say which rows it may be. It is told as a note, and only where none of them has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Collection

    from checker.rulebook.source import Node

SPOKEN_OF = ("request", "applicant", "case", "doc", "decision", "none", "share")
"""What may be spoken of where a number is presumed to count something; ``none``: where a clause
denies something, of which the letters of the topic and the clause are looked through together.
"""


@dataclass(frozen=True, slots=True)
class Presumption:
    """A pattern of letters in the clause around a number, and the quantities it may then be."""

    words: re.Pattern[str]
    counts: tuple[str, ...]
    adds: bool = False
    """Whether beside others, joined by 和, the number is the sum of them."""
    behind_parts: bool = False
    """Whether numbers that it adds up must stand before it."""


@dataclass(frozen=True, slots=True)
class Presumptions:
    """Those of one kind, in the order they are tried.

    ``never`` are letters that make the number something else, whatever stands beside them.
    """

    never: re.Pattern[str]
    readings: tuple[Presumption, ...]


def read_presumptions(node: Node, names: Collection[str]) -> dict[str, Presumptions]:
    """``presumed:`` of a lexicon file, by what is spoken of; ``names`` are those of quantities."""
    return {kind: _read(each, names) for kind, each in node.mapping(SPOKEN_OF).items()}


def _read(node: Node, names: Collection[str]) -> Presumptions:
    keys = node.mapping(("never", "readings"), ("never", "readings"))
    return Presumptions(
        keys["never"].pattern(),
        tuple(_one(each, names) for each in keys["readings"].sequence()),
    )


def _one(node: Node, names: Collection[str]) -> Presumption:
    keys = node.mapping(("words", "counts", "adds", "behind_parts"), ("words", "counts"))
    counts = tuple(_sum(one, names) for one in keys["counts"].one_or_more())
    adds = "adds" in keys and keys["adds"].boolean()
    behind = "behind_parts" in keys and keys["behind_parts"].boolean()
    return Presumption(keys["words"].pattern(), counts, adds, behind)


def _sum(node: Node, names: Collection[str]) -> str:
    """A quantity, or several with + between."""
    parts = node.text().split("+")
    unknown = next((one for one in parts if one not in names), None)
    return node.text() if unknown is None else node.one_of(sorted(names), "meaning")
