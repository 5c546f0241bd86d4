"""Which faces are one design, so that no design is learnt from and measured on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tests.bench.digits.face import Face

ALIKE = 1.2
"""Mean levels of 31 by which two prints of one design differ at most: Liberation Serif and Tinos
differ by 0.01, Lato and Carlito by 0.55, DejaVu Sans and Serif by 1.6, Liberation Serif and
FreeSerif by 2.6. Above 1.5 unlike designs begin to hang together by chains."""
MOST_FACES = 8  # of one design: bold, italic and the like, not fifty scripts with the same digits


@dataclass(frozen=True, slots=True)
class Design:
    """Faces of one family, or of families that draw their digits alike."""

    faces: tuple[Face, ...]
    is_seen: bool  # learnt from; the others are only measured on

    @property
    def names(self) -> tuple[str, ...]:
        """The families' names, sorted."""
        return tuple(sorted({face.family for face in self.faces}))


def designs(faces: Sequence[Face], plain: Sequence[NDArray[numpy.uint8]]) -> list[Design]:
    """The faces by design, in the order of their names; a half of the designs is to be seen."""
    groups = _groups(faces, plain)
    named = sorted(groups, key=lambda group: min(face.family for face in group))
    # Shuffled by their names' hashes: neighbours in the alphabet are often of one foundry.
    order = sorted(range(len(named)), key=lambda number: _hash(named[number][0].family))
    seen = set(order[: len(order) // 2])
    return [Design(_spread(group), number in seen) for number, group in enumerate(named)]


def _groups(faces: Sequence[Face], plain: Sequence[NDArray[numpy.uint8]]) -> list[list[Face]]:
    heads = list(range(len(faces)))

    def head(number: int) -> int:
        while heads[number] != number:
            number = heads[number]
        return number

    flat = numpy.array([looks.ravel() for looks in plain]).astype(numpy.int16)
    first_of: dict[str, int] = {}
    for number, face in enumerate(faces):
        near = abs(flat[:number] - flat[number]).mean(axis=1) < ALIKE
        akin = [int(other) for other in numpy.flatnonzero(near)]
        akin.append(first_of.setdefault(face.family, number))
        for other in akin:
            heads[head(other)] = head(number)
    grouped: dict[int, list[Face]] = {}
    for number, face in enumerate(faces):
        grouped.setdefault(head(number), []).append(face)
    return list(grouped.values())


def _spread(group: Sequence[Face]) -> tuple[Face, ...]:
    ordered = sorted(group, key=lambda face: (face.family, face.style, face.package))
    step = max(1, -(-len(ordered) // MOST_FACES))
    return tuple(ordered[::step])


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
