"""Hostile workbooks are refused in a word; odd ones that office programs open are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from checker.model import RefusalReason, Remark, RemarkKind
from checker.wording.remarks import remarks_of
from tests.documents.sheet.workbook_reports import NAME, read, refusal, values
from tests.support import workbooks
from tests.support.factory import sample
from tests.support.workbooks import in_sheet, plain, typed, with_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def bombed(part: bytes) -> bytes:
    return part.replace(b"</sheetData>", b"<row/>" * 2_000_000 + b"</sheetData>")


def merged_far(part: bytes) -> bytes:
    return part.replace(b'<mergeCell ref="', b'<mergeCell ref="A900:XFD9999"/><mergeCell ref="', 1)


def merged_as(written: bytes) -> Callable[[bytes], bytes]:
    tag = b'<mergeCell ref="%s"/><mergeCell ref="' % written
    return lambda part: part.replace(b'<mergeCell ref="', tag, 1)


def unplaced(far: str) -> Callable[[bytes], bytes]:
    """Cells without addresses, each behind the one before it, and a row far off."""

    def change(part: bytes) -> bytes:
        places = {(one.row, one.column): one.text for one in workbooks.cells(NAME)}
        rows = []
        for row in range(max(row for row, _ in places) + 1):
            texts = (places.get((row, column), "") for column in range(15))
            cells = (
                f'<c t="inlineStr"><is><t>{escape(one)}</t></is></c>' if one else '<c s="1"/>'
                for one in texts
            )
            rows.append(f'<row r="{row + 1}">{"".join(cells)}</row>')
        data = f"<sheetData>{''.join(rows)}{far}</sheetData>".encode()
        return re.sub(rb"<sheetData>.*</sheetData>", lambda _: data, part, flags=re.DOTALL)

    return change


EMPTY = '<c s="1"/>'
FAR = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'


def many_cells(part: bytes) -> bytes:
    row = b'<row r="%d">' + b"".join(
        b'<c r="%c%%d"><v>1</v></c>' % (65 + column) for column in range(20)
    )
    rows = b"".join(row % ((number,) * 21) + b"</row>" for number in range(100, 4000))
    return part.replace(b"</sheetData>", rows + b"</sheetData>")


HOSTILE: dict[str, tuple[Callable[[], bytes], RefusalReason]] = {
    "merged beyond measure": (
        lambda: with_part(plain(NAME), workbooks.SHEET, merged_far),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "merged in another folder": (
        lambda: workbooks.elsewhere(merged_far, plain(NAME)),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "merged in another encoding": (
        lambda: with_part(
            plain(NAME), workbooks.SHEET, lambda part: workbooks.in_utf_16(merged_far(part))
        ),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "merged by absolute addresses": (
        lambda: with_part(plain(NAME), workbooks.SHEET, merged_as(b"$A$900:$XFD$9999")),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "merged by whole columns": (
        lambda: with_part(plain(NAME), workbooks.SHEET, merged_as(b"T:XFD")),
        RefusalReason.DAMAGED,
    ),
    "merged by letters in disguise": (
        lambda: with_part(plain(NAME), workbooks.SHEET, merged_as(b"&#65;900:XFD9999")),
        RefusalReason.DAMAGED,
    ),
    "far off by letters in disguise": (
        lambda: in_sheet(
            plain(NAME), "</sheetData>", '<row><c r="&#88;FD1048576"><v>7</v></c></row></sheetData>'
        ),
        RefusalReason.DAMAGED,
    ),
    "far off by its row alone": (
        lambda: in_sheet(
            plain(NAME), "</sheetData>", '<row r="1048576"><c><v>7</v></c></row></sheetData>'
        ),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "cells without addresses and one far off": (
        lambda: with_part(plain(NAME), workbooks.SHEET, unplaced(FAR)),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "cells without addresses in a row too long": (
        lambda: with_part(
            plain(NAME), workbooks.SHEET, unplaced(f"<row>{'<c><v>1</v></c>' * 257}</row>")
        ),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "cells without addresses in too many rows": (
        lambda: with_part(
            plain(NAME), workbooks.SHEET, unplaced("<row><c><v>1</v></c></row>" * 10_001)
        ),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "cells beyond measure": (
        lambda: with_part(plain(NAME), workbooks.SHEET, many_cells),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "a bomb": (
        lambda: with_part(plain(NAME), workbooks.SHEET, bombed),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "a document type": (
        lambda: with_part(
            plain(NAME),
            "xl/sharedStrings.xml",
            lambda part: part.replace(b"<sst", b'<!DOCTYPE sst [<!ENTITY a "7">]><sst', 1),
        ),
        RefusalReason.DECLARES_TYPE,
    ),
    "a sheet that is no XML": (
        lambda: with_part(plain(NAME), workbooks.SHEET, lambda _: b"<worksheet><sheetData>"),
        RefusalReason.DAMAGED,
    ),
    "a number without end": (
        lambda: in_sheet(typed(NAME), "<v>1191</v>", "<v>1E999</v>"),
        RefusalReason.DAMAGED,
    ),
    "cut off": (lambda: plain(NAME)[:3000], RefusalReason.UNSUPPORTED),
    "locked": (
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + "EncryptedPackage".encode("utf-16-le")
            + bytes(64)
        ),
        RefusalReason.LOCKED,
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_one_word(kind: str, tmp_path: Path) -> None:
    made, reason = HOSTILE[kind]
    assert refusal(read(made(), tmp_path)) == reason


def in_part(name: str, old: str, new: str) -> bytes:
    def change(part: bytes) -> bytes:
        assert old.encode() in part
        return part.replace(old.encode(), new.encode(), 1)

    return with_part(plain(NAME), name, change)


def before_margins(piece: str) -> bytes:
    return in_sheet(plain(NAME), "<pageMargins", f"{piece}<pageMargins")


RELATION = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId77"'
)
ODD: dict[str, Callable[[], bytes]] = {  # for most of these openpyxl gives the workbook up
    "a link without its target": lambda: before_margins(
        f'<hyperlinks><hyperlink ref="A1" {RELATION}/></hyperlinks>'
    ),
    "a table that is not there": lambda: in_sheet(
        plain(NAME),
        "</worksheet>",
        f'<tableParts count="1"><tablePart {RELATION}/></tableParts></worksheet>',
    ),
    "a check of input of another kind": lambda: before_margins(
        '<dataValidations count="1"><dataValidation type="甲" sqref="A1"/></dataValidations>'
    ),
    "a condition without a look": lambda: before_margins(
        '<conditionalFormatting sqref="A1:J90"><cfRule type="cellIs" dxfId="99" priority="1" '
        'operator="equal"><formula>5</formula></cfRule></conditionalFormatting>'
    ),
    "a fill without a pattern": lambda: in_part("xl/styles.xml", "</fills>", "<fill/></fills>"),
    "a font of another family": lambda: in_part(
        "xl/styles.xml", '<family val="2"/>', '<family val="34"/>'
    ),
    "a name of nothing": lambda: in_part(
        "xl/workbook.xml",
        "<calcPr",
        '<definedNames><definedName localSheetId="9">#REF!</definedName></definedNames><calcPr',
    ),
    "a sheet in another folder": lambda: workbooks.elsewhere(lambda part: part, plain(NAME)),
    "a sheet in UTF-16": lambda: with_part(plain(NAME), workbooks.SHEET, workbooks.in_utf_16),
    "cells without addresses": lambda: with_part(plain(NAME), workbooks.SHEET, unplaced("")),
    "cells without addresses, a long row of empty ones": lambda: with_part(
        plain(NAME), workbooks.SHEET, unplaced(f"<row>{EMPTY * 300}</row>")
    ),
    "a date that is none": lambda: in_part(
        "docProps/core.xml", "2024-01-31T00:00:00Z", "2024-13-41"
    ),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_office_programs_open_is_read(kind: str, tmp_path: Path) -> None:
    assert values(read(ODD[kind](), tmp_path)) == values(sample(NAME))


def test_what_stands_far_off_is_told(tmp_path: Path) -> None:
    far = '<row r="20000"><c r="A20000"><v>7</v></c><c r="B20000" s="1"/></row></sheetData>'
    report = read(in_sheet(plain(NAME), "</sheetData>", far), tmp_path)
    assert values(report) == values(sample(NAME))
    assert report.remarks == (Remark(RemarkKind.FAR_CELLS, "1"),)
    assert remarks_of(report, "zh")[0].endswith("另有 1 个单元格有内容，没有读取")
