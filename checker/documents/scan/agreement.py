"""What several readers make of one figure: sure where two agree and none differs.

A reader that does not answer is no rival; one that answers otherwise is, however unsure it was:
352 was read as 332 with a confidence of 0.98 (prototypes), so that confidence decides nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.documents.scan.none_sign import NONE
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENOUGH: Final = 2  # readers
_ALIKE: Final = str.maketrans(
    "０１２３４５６７８９．，＋／－—–−_一〇○OoIl|丨", "0123456789.,+/------0000" + "1" * 4
)
_FIGURE = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?")
# What is printed where there is no number.
_STANDS_FOR_NONE: Final = {"-": "—", "/": "/", NONE: NONE}


@dataclass(frozen=True, slots=True)
class Agreed:
    """A figure as it stands, or the rival answers; ``readers`` are those that agree."""

    text: str
    readers: tuple[str, ...]
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()


def is_figure(text: str) -> bool:
    """Whether a reader's answer is a figure, or looks like one in another alphabet."""
    plain = _plain(text)
    return plain in _STANDS_FOR_NONE or _FIGURE.fullmatch(plain) is not None


def as_figure(text: str) -> str:
    """A reader's answer without white space; one that is a figure in the figures' own signs."""
    return _plain(text) if is_figure(text) else "".join(text.split())


def agreed(answers: Mapping[str, str], *, needed: int = _ENOUGH) -> Agreed:
    """What readers, by their names, say of one figure; ``needed`` of them must say the same."""
    said: dict[str, list[str]] = {}
    for reader, answer in answers.items():
        plain = _plain(answer)
        if plain:
            said.setdefault(plain, []).append(reader)
    ranked = sorted(said.items(), key=lambda pair: -len(pair[1]))
    if not ranked:
        return Agreed("", (), Doubt.UNREAD_INK)
    text, readers = ranked[0]
    if len(ranked) > 1:
        return Agreed(text, tuple(readers), Doubt.READINGS_DIFFER, tuple(said))
    if len(readers) < needed or not is_figure(text):
        return Agreed(text, tuple(readers), Doubt.UNCONFIRMED, (text,))
    return Agreed(_STANDS_FOR_NONE.get(text, text), tuple(readers))


def _plain(text: str) -> str:
    """A figure's own characters: those of full width, and letters of the same look, as digits."""
    return "".join(text.split()).translate(_ALIKE)
