"""What kind of body a report is from, as far as its name tells (``rules/common/bodies.yaml``).

Names decide only what they decide for sure: 某市人民政府 may be a prefecture-level or a
county-level city, so its kind stays unknown unless the file lists the city.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.rulebook.source import Node

_ENTRY_KEYS = ("kind", "starts", "ends", "places", "contains")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class BodyPattern:
    """Names of one kind: all conditions that are given must hold.

    ``ends`` are endings of the name; with ``places`` the name must end with one of the places
    followed by one of the endings. ``starts`` are beginnings, ``contains`` words inside.
    """

    kind: str
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()

    def fits(self, name: str) -> bool:
        """Whether a name without spaces, its office's suffix removed, is of this pattern."""
        return (
            (not self.starts or name.startswith(self.starts))
            and (not self.ends or name.endswith(self.ends))
            and (not self.contains or any(word in name for word in self.contains))
        )


@dataclass(frozen=True, slots=True)
class Bodies:
    """The kinds of bodies, first fitting pattern first.

    ``offices`` are the endings of a government's own office (办公厅, 办公室), whose report
    stands for its government.
    """

    offices: tuple[str, ...] = ()
    patterns: tuple[BodyPattern, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind once, in the order of the file."""
        return tuple(dict.fromkeys(pattern.kind for pattern in self.patterns))

    def kind_of(self, name: str | None) -> str | None:
        """The kind of a body, ``None`` when its name does not tell."""
        if not name:
            return None
        bare = _SPACE.sub("", name)
        for office in self.offices:
            bare = bare.removesuffix(office)
        # The file lists the special before the general (北京市人民政府 is a province, not a city).
        return next((pattern.kind for pattern in self.patterns if pattern.fits(bare)), None)


def read_bodies(root: Node) -> Bodies:
    """The kinds of bodies of one file; ``RuleFileError`` for anything not of the format."""
    keys = root.mapping(("bodies",), ("bodies",))["bodies"].mapping(
        ("offices", "kinds"), ("offices", "kinds")
    )
    return Bodies(
        offices=keys["offices"].texts(),
        patterns=tuple(_pattern(entry) for entry in keys["kinds"].sequence()),
    )


def _pattern(entry: Node) -> BodyPattern:
    keys = entry.mapping(_ENTRY_KEYS, ("kind",))
    if len(keys) == 1:
        entry.fail("rule-file.body-kind-empty")
    ends = keys["ends"].texts() if "ends" in keys else ()
    if "places" in keys:
        if not ends:
            entry.fail("rule-file.places-need-ends")
        ends = tuple(place + end for place in keys["places"].texts() for end in ends)
    return BodyPattern(
        kind=keys["kind"].code(),
        starts=keys["starts"].texts() if "starts" in keys else (),
        ends=ends,
        contains=keys["contains"].texts() if "contains" in keys else (),
    )
