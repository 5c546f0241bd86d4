"""Where a key of a TOML file stands: the standard library's parser keeps no lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Parts and what stands between them never take the same letters: each line is looked at once. With
# parts that might follow one another in any way, 40 letters in a text of many lines took for ever.
_KEY = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_WHOLE = rf"({_KEY}(?:\s*\.\s*{_KEY})*)"
_HEADER = re.compile(rf"\s*\[\[?\s*{_WHOLE}\s*\]\]?\s*(?:#.*)?$")
_ENTRY = re.compile(rf"\s*{_WHOLE}\s*=")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")


def line_of(text: str, *path: str) -> int | None:
    """The line, from 1 on, on which a key of a table (of a table …) is given.

    That of the nearest table around it where it is within an inline one; ``None`` where the file
    does not have it. ``text`` is TOML.
    """
    nearest: tuple[int, int] | None = None
    for line, found in _keys(text):
        if found == path:
            return line
        if found and found == path[: len(found)] and (nearest is None or len(found) > nearest[0]):
            nearest = len(found), line
    return nearest[1] if nearest else None


def _keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each line that names a table or gives a key, with the whole path to it."""
    table: tuple[str, ...] = ()
    for line, content in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(content):
            table = _parts(header[1])
            yield line, table
        elif entry := _ENTRY.match(content):
            yield line, (*table, *_parts(entry[1]))


def _parts(written: str) -> tuple[str, ...]:
    return tuple("".join(part) for part in _PART.findall(written))
