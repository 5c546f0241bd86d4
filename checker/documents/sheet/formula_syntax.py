"""How a formula is written: its signs, numbers, texts and areas of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.sheet.stored import Place, Value

MOST_LETTERS = 2000  # of one formula
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)"
    r'|(?P<text>"(?:[^"]|"")*")'
    r"|(?P<area>(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"\$?(?P<c0>[A-Za-z]{1,3})\$?(?P<r0>\d{1,7})(?::\$?(?P<c1>[A-Za-z]{1,3})\$?(?P<r1>\d{1,7}))?"
    r"(?![\w(!.]))"
    r"|(?P<name>[A-Za-z][A-Za-z0-9.]*)\s*\("
    r"|(?P<sign><>|<=|>=|[-+*/^&%=<>(),]))"
)

Operand: TypeAlias = "Value | Area"


class NotUnderstood(Exception):  # noqa: N818 - no error of anybody: a formula of another kind
    """A formula that is not worked out here."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells of one sheet, or a single cell."""

    sheet: str
    first: Place
    last: Place


@dataclass(slots=True)
class Tokens:
    """The tokens of one formula and how far it was read."""

    items: Sequence[re.Match[str]]
    sheet: str
    at: int = 0

    def peek(self) -> str | None:
        """The sign that comes next, if it is one."""
        return self.items[self.at]["sign"] if self.at < len(self.items) else None

    def take(self) -> re.Match[str]:
        """The next token; ``NotUnderstood`` at the end."""
        if self.at == len(self.items):
            raise NotUnderstood
        self.at += 1
        return self.items[self.at - 1]

    def expect(self, sign: str) -> None:
        """Take the next token, which must be this sign."""
        if self.take()["sign"] != sign:
            raise NotUnderstood


def tokens_of(formula: str, sheet: str) -> Tokens:
    """The tokens of a formula that stands on a sheet; ``NotUnderstood`` for other signs."""
    text = formula.removeprefix("=").strip()
    if len(text) > MOST_LETTERS:
        raise NotUnderstood
    items, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise NotUnderstood
        items.append(found)
        at = found.end()
    return Tokens(items, sheet)
