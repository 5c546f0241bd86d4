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
        self._around = 0  # how many were open where the cell began

    @property
    def in_code(self) -> bool:
        """Whether what comes is what some field is told to do, of those begun in the cell."""
        return any(not one.gave for one in self._open[self._around :])

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

    def enter(self) -> int:
        """A cell begins; how many fields were open around the one that it stands in."""
        before, self._around = self._around, len(self._open)
        return before

    def leave(self, before: int) -> bool:
        """The cell ends, and what was left open in it; whether it left open what it found so."""
        as_found = len(self._open) == self._around
        del self._open[self._around :]
        self._around = before
        return as_found
