"""Tables of text read whole, whatever their encoding and what parts their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.model import CellRef, RefusalReason, SheetPlace
from tests.documents.sheet.workbook_reports import NAME, REF, TOTAL, read, refusal, values
from tests.support import workbooks
from tests.support.factory import sample

if TYPE_CHECKING:
    from pathlib import Path


def csv(delimiter: str = ",") -> str:
    height = max(one.row for one in workbooks.cells(NAME)) + 1
    rows = [[""] * 15 for _ in range(height)]
    for one in workbooks.cells(NAME):
        rows[one.row][one.column] = '"' + one.text.replace("\n", "") + '"'
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_of_text_is_read_whole(encoding: str, delimiter: str, tmp_path: Path) -> None:
    report = read(csv(delimiter).encode(encoding), tmp_path)
    assert values(report) == values(sample(NAME))
    assert report.media_type == "text/csv"
    cell = report.cell(CellRef.parse(REF))
    assert cell is not None
    assert cell.place == SheetPlace("CSV", TOTAL)


def test_prose_is_no_table_of_text(tmp_path: Path) -> None:
    text = "2023年，全市收到申请3511件，办结3486件。\n" * 20
    assert refusal(read(text.encode(), tmp_path)) == RefusalReason.NOT_PDF
