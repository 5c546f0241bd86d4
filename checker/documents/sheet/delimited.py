"""Tables of text (CSV), read twice: by Python's parser and by that of pandas, written in C."""

from __future__ import annotations

import csv
import io
import itertools
import re
from typing import TYPE_CHECKING

import pandas as pd

from checker.documents.delimited_text import delimiter_of, text_of
from checker.documents.sheet.plain_copy import MOST_CELLS
from checker.documents.sheet.stored import Stored, StoredSheet, Workbook
from checker.errors import DocumentError
from checker.model import Doubt, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.documents.sheet.stored import Place, Value

NAME = "CSV"
"""What stands for the name of the sheet in its places: a table of text has none."""
_MOST_LETTERS = 100_000  # of one field
_THOUSANDS, _REST = re.compile(r"\s*[+-]?\d{1,3}", re.ASCII), re.compile(r"\d{3}\s*", re.ASCII)


def read_delimited(data: bytes) -> tuple[Workbook, Mapping[str, Mapping[Place, Value]]]:
    """A workbook of one sheet, and its fields read again; ``DocumentError`` if it is damaged."""
    text = text_of(data)
    delimiter = None if text is None else delimiter_of(text)
    if text is None or delimiter is None:
        raise DocumentError(RefusalReason.DAMAGED)
    # The ends of lines as the parsers of both readings have them; U+2028 and the like end none.
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
    csv.field_size_limit(_MOST_LETTERS)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise DocumentError(RefusalReason.DAMAGED) from error
    if sum(map(len, rows)) > MOST_CELLS:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    cells = {place: Stored(field) for place, field in _fields(rows).items()}
    if delimiter == ",":
        cells |= dict(_astray(rows))
    again = _fields(_read_again(text, delimiter, max(map(len, rows), default=1)))
    return Workbook((StoredSheet(NAME, cells),)), {NAME: again}


def _astray(rows: Sequence[Sequence[str]]) -> Iterator[tuple[Place, Stored]]:
    """The fields of rows in which a comma between thousands may have parted a figure, in doubt.

    1,191 without quotes is two fields, and what stands behind them is under the heads of others:
    such a row is longer than those of its table in which no figure can have been parted.
    """
    numbered = enumerate(rows, start=1)
    for is_table, found in itertools.groupby(numbered, lambda one: sum(map(bool, one[1])) > 1):
        block = list(found) if is_table else []
        width = max((len(row) for _, row in block if _parted_at(row) is None), default=0)
        for number, row in block:
            first = _parted_at(row)
            if first is not None and len(row) > width:
                for column, field in enumerate(row[first:], start=first + 1):
                    yield (number, column), Stored(field, doubt=Doubt.UNCERTAIN_PLACE)


def _parted_at(row: Sequence[str]) -> int | None:
    """Where the first two fields stand that may be the thousands and the rest of one figure."""
    pairs = enumerate(itertools.pairwise(row))
    return next(
        (at for at, (a, b) in pairs if _THOUSANDS.fullmatch(a) and _REST.fullmatch(b)), None
    )


def _read_again(text: str, delimiter: str, width: int) -> Sequence[Sequence[str]]:
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            sep=delimiter,
            header=None,
            names=range(width),
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            engine="c",
        )
    except (pd.errors.ParserError, ValueError) as error:
        raise DocumentError(RefusalReason.DAMAGED) from error
    return [[str(field) for field in row] for row in frame.itertuples(index=False)]


def _fields(rows: Sequence[Sequence[str]]) -> dict[Place, str]:
    return {
        (row, column): field
        for row, fields in enumerate(rows, start=1)
        for column, field in enumerate(fields, start=1)
        if field.strip()
    }
