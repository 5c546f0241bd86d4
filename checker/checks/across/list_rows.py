"""The rows of a list that a user gives: CSV as any program writes it, or the first sheet of a XLSX.

Unlike a report, such a list is the user's own; it is bounded all the same before it is parsed.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from checker.errors import CheckerError, DocumentError
from checker.given_files import MOST_BYTES_OF_LIST, bytes_of
from checker.i18n import translate
from checker.wording.facts import refusal

if TYPE_CHECKING:
    from pathlib import Path

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def rows_of_list(path: Path, lang: str) -> list[list[str]]:
    """Every row of the list as texts; ``CheckerError`` with the file's name if it is none."""
    data = bytes_of(path, lang, MOST_BYTES_OF_LIST)
    try:
        if data.startswith(_ZIP):
            # Its libraries take longer to load than a list of text to read.
            from checker.documents.sheet.list_rows import rows_of_first_sheet

            return rows_of_first_sheet(data)
        if data.startswith(_OLE):
            reason = translate("across.bodies-old-workbook", lang)
        else:
            return list(csv.reader(io.StringIO(_decoded(data))))
    except UnicodeDecodeError:
        reason = translate("across.bodies-encoding", lang)
    except csv.Error as error:
        reason = translate("across.bodies-no-csv", lang, detail=error)
    except DocumentError as error:
        reason = refusal(error.reason, error.detail, lang)
    raise CheckerError(
        translate("diagnostic.cannot-read", lang, path=path.as_posix(), reason=reason)
    )


def _decoded(data: bytes) -> str:
    """UTF-8, with or without a byte order mark, or what Excel saves as CSV on a Chinese Windows.

    Text in GB18030 is not UTF-8 by chance: two bytes of a Chinese letter hardly ever are.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
