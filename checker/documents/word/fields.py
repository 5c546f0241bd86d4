"""Fields of a Word document: what one is told to do does not show, what it last gave does."""

from __future__ import annotations

from dataclasses import dataclass, field

_SILENT = frozenset({"XE", "TC", "TA", "RD", "SET", "ASK"})
"""Fields that never show anything (29500-1, 17.16.5): entries of indexes, values for others."""


@dataclass(slots=True)
class _Field:
    dirty: bool
    told: list[str] = field(default_factory=list)
    gave: bool = False


class Fields:
    """The fields that are open, the innermost last; they may span paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def depth(self) -> int:
        """How many are open."""
        return len(self._open)

    @property
    def in_code(self) -> bool:
        """Whether what comes is what some field is told to do."""
        return any(not one.gave for one in self._open)

    def begin(self, *, dirty: bool) -> None:
        """A field begins; ``dirty`` is one whose result is known to be stale."""
        self._open.append(_Field(dirty))

    def says(self, text: str) -> None:
        """A piece of what the innermost field is told."""
        if self._open:
            self._open[-1].told.append(text)

    def separate(self) -> None:
        """What comes is what it gave."""
        if self._open:
            self._open[-1].gave = True

    def end(self) -> bool:
        """The innermost field ends; whether it shows what it should."""
        if not self._open:
            return False
        ended = self._open.pop()
        told = "".join(ended.told).split()
        silent = not told or told[0].upper() in _SILENT
        return not ended.dirty and (ended.gave or silent)

    def cut(self, depth: int) -> None:
        """Close what was left open beyond this depth."""
        del self._open[depth:]
