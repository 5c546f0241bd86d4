"""What a report prints is data: it must not steer a terminal, a log viewer or a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_NO_XML = "\ufffe\uffff"  # not characters; no XML, so no workbook either, may hold them
_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_FORMULA = ("=", "+", "-", "@")
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\[)")


def inert(text: str) -> str:
    r"""One line without control, format or surrogate characters.

    Line breaks and tabs become one space; anything else unsafe is shown as an escape
    (``\x1b``), so that it is seen and has no effect.
    """
    # Nearly always: Python's own test is one call for the whole text.
    if text.isprintable():
        return text
    return "".join(
        _escape(char) if unicodedata.category(char) in _UNSAFE or char in _NO_XML else char
        for char in _SPACES.sub(" ", text)
    )


def inert_line(line: str) -> str:
    """A finished output line that no CI log viewer takes for a workflow command.

    GitHub's runner obeys lines that begin with ``::`` and marks ``##[``.
    """
    if "::" not in line and "##[" not in line:  # nearly always
        return line
    return _COMMAND.sub(
        lambda match: (match[1] or "") + r"\x3a" if match[1] is not None else r"\x23", line
    )


def inert_cell(text: str) -> str:
    """Text for a spreadsheet cell, where a leading ``= + - @`` would make it a formula."""
    safe = inert(text)
    return "'" + safe if safe.lstrip().startswith(_FORMULA) else safe


def encodable(text: str, stream: TextIO, errors: str = "backslashreplace") -> str:
    """Text as the stream's encoding can write it; what that lacks is written as ``errors`` says."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, errors).decode(encoding)


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
