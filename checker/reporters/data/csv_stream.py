"""CSV that spreadsheets open by a double click, and other programs read as any."""

from __future__ import annotations

import codecs
import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol, TextIO

    class Writer(Protocol):
        """What ``csv.writer`` gives."""

        def writerow(self, row: Iterable[object], /) -> object:
            """Write a line."""

        def writerows(self, rows: Iterable[Iterable[object]], /) -> None:
            """Write several lines."""


_MARK = "\ufeff"


def csv_writer(stream: TextIO) -> Writer:
    """A writer of lines; where they become UTF-8, the byte order mark stands before them.

    Excel and WPS take CSV without it for the system's own encoding (GBK), and every Chinese name
    is garbled. On a Chinese Windows console, or where no bytes are made, there is none to write.
    """
    if stream.encoding and codecs.lookup(stream.encoding).name == "utf-8":
        stream.write(_MARK)
    return csv.writer(stream, lineterminator="\n")
