"""Whether bytes are a table of text (CSV): such a file has no mark, only rows of as many fields."""

from __future__ import annotations

import codecs
import csv
import io

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS = ("utf-8", "gb18030")  # GB18030 takes nearly any bytes, so strict UTF-8 is asked first
_DELIMITERS = (",", "\t", ";")
_SAMPLE = 65_536  # letters that the delimiter is looked for in
_LEAST_ROWS, _LEAST_COLUMNS = 5, 3
"""Rows with as many columns from which a text is a table: 表四 alone has four of fifteen."""
_SUBJECT = tuple(
    word.encode(encoding)
    for word in ("信息公开", "规范性文件")
    for encoding in (*_ENCODINGS, "utf-16-le", "utf-16-be")
)
"""One of these words stands in the first lines of every table of a report."""


def text_of(data: bytes) -> str | None:
    """The text of the bytes; ``None`` where they are none."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    for name in _ENCODINGS:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def delimiter_of(text: str) -> str | None:
    """What parts the fields, where the text is a table: most rows have the same count of it."""
    head = text[:_SAMPLE]
    best: tuple[int, str] | None = None
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(head), delimiter=delimiter))
        except csv.Error:
            continue
        wide = [len(row) for row in rows if len(row) >= _LEAST_COLUMNS]
        if len(wide) >= _LEAST_ROWS and (best is None or sum(wide) > best[0]):
            best = sum(wide), delimiter
    return None if best is None else best[1]


def names_subject(head: bytes) -> bool:
    """Whether a table of text speaks of what reports do: most are lists of something else."""
    return any(word in head for word in _SUBJECT)
