"""Tables of text read whole, whatever their encoding and what parts their fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.model import CellRef, Doubt, RefusalReason, SheetPlace, State
from tests.documents.sheet.workbook_reports import NAME, REF, TOTAL, read, refusal, values
from tests.support import workbooks
from tests.support.as_read import doubts
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


FIGURES = re.compile(r"\d+")


@pytest.mark.parametrize("row", [37, 39, 40, 45, 50, 65])
def test_a_field_too_many_moves_no_figure_for_sure(row: int, tmp_path: Path) -> None:
    """Before the figures of a row; its label may be moved with them or not."""
    lines = [line.split(",") for line in csv().replace('"', "").splitlines()]
    first = next(at for at, field in enumerate(lines[row]) if FIGURES.fullmatch(field))
    for at in range(first + 1):
        moved = [*lines[:row], [*lines[row][:at], "", *lines[row][at:]], *lines[row + 1 :]]
        report = read("\n".join(map(",".join, moved)).encode(), tmp_path)
        truth, doubtful = values(sample(NAME)), doubts(report)
        wrong = {ref for ref, value in values(report).items() if value != truth[ref]}
        assert wrong <= set(doubtful), (at, wrong)
        assert len(doubtful) <= len(lines[row])


THOUSANDS = {
    "one row": (",1175,", ",1,175,"),
    "the last figure": (",1191", ",1,191"),
    "every figure": ("", ""),
}


@pytest.mark.parametrize("kind", THOUSANDS)
@pytest.mark.parametrize("padded", [True, False])
def test_a_comma_in_a_figure_moves_none_for_sure(kind: str, padded: bool, tmp_path: Path) -> None:  # noqa: FBT001
    rows = [row if padded else row.rstrip(",") for row in csv().replace('"', "").splitlines()]
    text = "\n".join(rows).replace(*THOUSANDS[kind], 1)
    if kind == "every figure":
        text = re.sub(r"(?<=,)(\d)(\d{3})(?=[,\n])", r"\1,\2", text)
    report, truth = read(text.encode(), tmp_path), values(sample(NAME))
    sure = {ref: one for ref, one in values(report).items() if one[0] is not State.DOUBTFUL}
    assert sure == {ref: truth[ref] for ref in sure}
    assert Doubt.UNCERTAIN_PLACE in doubts(report).values()


def test_a_figure_of_three_digits_beside_another_is_no_comma(tmp_path: Path) -> None:
    text = "\n".join(row.rstrip(",") for row in csv().replace('"', "").splitlines())
    report = read(text.replace(",1175,12,", ",12,175,").encode(), tmp_path)
    assert doubts(report) == {}


def test_what_ends_no_line_parts_no_row(tmp_path: Path) -> None:
    text = csv().replace('"', "").replace("（一）予以公开", "（一）予以公开\u2028")
    assert values(read(text.encode(), tmp_path)) == values(sample(NAME))


def test_prose_is_no_table_of_text(tmp_path: Path) -> None:
    text = "2023年，全市收到申请3511件，办结3486件。\n" * 20
    assert refusal(read(text.encode(), tmp_path)) == RefusalReason.NOT_PDF
