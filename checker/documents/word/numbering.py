"""The numbers that Word writes before paragraphs: they are printed and stand in no text.

Headings are often numbered so (一、二、三、), and labels of 表三. A number in a form that is not
known here is told by a sign that is none: the paragraph keeps its own text, a figure is in doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.documents.cell_text import REPLACEMENT
from checker.documents.word.parts import attributes, child, local, number, value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.documents.word.parts import Element

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = 20  # ① to ⑳ follow one another
_LETTERS = 26
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


class Numbering:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, tree: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for one in tree if tree is not None else ():
            name = local(one)
            if name == "abstractNum":
                key = value(one, "abstractNumId") or ""
                self._levels[key] = dict(_levels(one))
            elif name == "num":
                self._read_list(one)

    def _read_list(self, one: Element) -> None:
        key = value(one, "numId") or ""
        self._lists[key] = value(child(one, "abstractNumId")) or ""
        for override in one:
            start = child(override, "startOverride")
            if local(override) == "lvlOverride" and start is not None:
                self._starts[key, number(override, "ilvl")] = number(start)

    def next(self, properties: Element | None) -> str | None:
        """The number of a paragraph with this ``numPr``; ``None`` where it has none.

        Empty for one without a number: a bullet, a picture. ``REPLACEMENT`` for an odd form.
        """
        key = value(child(properties, "numId")) or "0"
        levels = self._levels.get(self._lists.get(key, ""), {})
        depth = number(child(properties, "ilvl"))
        if depth not in levels:
            return None
        counts = self._counts.setdefault(self._lists[key], {})
        start = self._starts.get((key, depth))
        if start is not None and (key, depth) not in self._begun:
            self._begun.add((key, depth))
            counts[depth] = start
        else:
            counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return _written(levels, counts, depth)


def _levels(abstract: Element) -> list[tuple[int, _Level]]:
    return [
        (
            number(one, "ilvl"),
            _Level(
                number(child(one, "start"), default=1),
                value(child(one, "numFmt")) or "decimal",
                value(child(one, "lvlText")) or "",
            ),
        )
        for one in abstract
        if local(one) == "lvl" and "ilvl" in attributes(one)
    ]


def _written(levels: Mapping[int, _Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels[depth]
    parts = []
    for piece in _PLACE.split(level.text)[1::2]:
        at = int(piece) - 1
        form = _FORMS.get(levels[at].form) if at in levels else None
        written = form(counts.get(at, levels[at].start)) if form is not None else None
        if written is None:
            return REPLACEMENT
        parts.append(written)
    found = iter(parts)
    text = _PLACE.sub(lambda _: next(found), level.text)
    return text if any(parts) or any(map(str.isdigit, text)) else ""


def _chinese(count: int) -> str | None:
    """一 to 九十九, as headings are numbered."""
    tens, ones = divmod(count, 10)
    if not 0 < count < 100:  # noqa: PLR2004
        return None
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones else ""
    )


def _circled(count: int) -> str | None:
    return chr(0x2460 + count - 1) if 0 < count <= _CIRCLED else None


def _letter(first: str) -> Callable[[int], str | None]:
    return lambda count: chr(ord(first) + count - 1) if 0 < count <= _LETTERS else None


def _wide(count: int) -> str | None:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(count)) if count >= 0 else None


def _digital(count: int) -> str | None:
    return "".join(_DIGITS[int(digit)] for digit in str(count)) if count >= 0 else None


_FORMS: Mapping[str, Callable[[int], str | None]] = {
    "none": lambda _: "",
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographDigital": _digital,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "upperLetter": _letter("A"),
    "lowerLetter": _letter("a"),
}
