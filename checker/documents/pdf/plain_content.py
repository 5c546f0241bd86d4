"""The statements of a page's content, where it is written in the plain way that most programs do.

playa takes a page's content apart token by token, which is a third of all that reading a report
takes. A statement of plain content is its operands and its operator, each in the one form that
programs write it in, and is known by one pattern. Whatever else stands in the content (forms,
inline images, strings with escapes, comments, operands that are nobody's) makes it not plain:
then all of it is playa's to interpret.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from operator import methodcaller
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    Shown: TypeAlias = list[bytes | float]
    """What ``TJ`` shows: strings of codes, and between them how far to step back."""

    Statement: TypeAlias = tuple[bytes, bytes | None, bytes, bytes | None, bytes, bytes]
    """Operands as they are written: numbers, a name, numbers behind it, a string or an array, one
    more number; then the operator. ``None`` for a name or a string that is not there."""


class NotPlainError(Exception):
    """Content that is playa's to interpret."""


# Possessive throughout: what matched once is not tried another way.
_NUMBER = rb"[-+]?+(?:\d{1,9}+(?:\.\d{0,15}+)?+|\.\d{1,15}+)"
_NAME = rb"/[!\"$&'*-.0-;=?-Z\\^-z|~]++"
_ESCAPE = rb"\\(?:[0-3][0-7][0-7]|[btnfr()\\])"
_HEX, _STRING = rb"<[0-9A-Fa-f]*+>", rb"\((?:[^()\\\r\n]|%b)*+\)" % _ESCAPE
_PARTS = {b"n": _NUMBER, b"name": _NAME, b"hex": _HEX, b"string": _STRING}
_STATEMENT = re.compile(
    rb"""\s*+(?:
      ((?:%(n)s\s++)*+)
      (%(name)s)?+ \s*+
      ((?:%(n)s\s++)*+)
      (   %(hex)s | %(string)s | %(name)s
        | \[ (?: \s*+ (?: %(hex)s | %(string)s | %(n)s (?=[\s<(\]]) ))*+ \s*+ \]
        | << (?: \s*+ %(name)s \s*+ (?: %(hex)s | %(string)s | %(name)s | %(n)s (?=[\s/>]) ))*+
          \s*+ >>
      )?+ \s*+
      ((?:%(n)s\s++)?+)
      ([A-Za-z]++[*]?+|')(?=[\s/<(\[]|\Z)
    | (\S)
    )"""
    % _PARTS,
    re.VERBOSE,
)
_SHOWN = re.compile(rb"<([^>]*+)>|\(((?:[^()\\]|\\.)*+)\)|(%(n)s)" % _PARTS)
_ESCAPED = re.compile(_ESCAPE)
_LETTERS = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"}
_groups = methodcaller("groups")


def statements(content: bytes) -> Iterator[Statement]:
    """The statements one after another; ``NotPlainError`` at what is none."""
    for numbers, name, behind, text, last, operator, other in map(
        _groups, _STATEMENT.finditer(content)
    ):
        if other is not None:
            raise NotPlainError
        yield numbers, name, behind, text, last, operator


def values(written: bytes) -> list[float]:
    """Numbers as playa reads them."""
    if b"-0" in written:
        return [float(one) or _zero(one) for one in written.split()]
    return list(map(float, written.split()))  # nearly all: none is a zero with a sign


def _zero(written: bytes) -> float:
    """Zero, whose sign is lost where it is written as a whole number (``240 -0 TD``)."""
    return float(written) if b"." in written else 0.0


def codes(text: bytes | None) -> bytes:
    """The codes that a string holds; ``NotPlainError`` for anything but a string."""
    if text is None or text[:1] not in (b"<", b"(") or text[:2] == b"<<":
        raise NotPlainError
    return _codes(text[1:-1]) if text[:1] == b"<" else _unescaped(text[1:-1])


def shown(text: bytes | None) -> Shown:
    """What an array holds; ``NotPlainError`` for anything but an array."""
    if text is None or text[:1] != b"[":
        raise NotPlainError
    return list(_parts(_SHOWN.finditer(text)))


def _parts(found: Iterable[re.Match[bytes]]) -> Iterator[bytes | float]:
    for one in found:
        written, string, number = one.groups()
        if number is not None:
            yield float(number)
        else:
            yield _unescaped(string) if written is None else _codes(written)


def _codes(written: bytes) -> bytes:
    """A digit that is missing at the end is 0 (ISO 32000-1, 7.3.4.3)."""
    return unhexlify(written if len(written) % 2 == 0 else written + b"0")


def _unescaped(written: bytes) -> bytes:
    return _ESCAPED.sub(_meant, written) if b"\\" in written else written


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[0][1:]
    return bytes((int(sign, 8),)) if len(sign) > 1 else _LETTERS.get(sign, sign)
