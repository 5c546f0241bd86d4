"""A Word document (OOXML) written part by part: paragraphs, tables of merged boxes, the mark.

Lengths are twips (1/1440 inch), font sizes half-points, as the format has them (ECMA-376).
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from checker.model.marks import PROPERTY, mark
from checker.reporters.inert import inert
from checker.reporters.print.draft_form import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.reporters.print.form_grid import Box, Grid

_PAGE, _MARGIN = (11906, 16838), 1200  # A4
WIDTH = _PAGE[0] - 2 * _MARGIN
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a ZIP's entries carry a time; a fixed one keeps the bytes alike
_FORMATS = "http://schemas.openxmlformats.org"
_W = f"{_FORMATS}/wordprocessingml/2006/main"
_OFFICE = f"{_FORMATS}/officeDocument/2006"
_PACKAGE = f"{_FORMATS}/package/2006"
_FONT = "宋体"
_CUSTOM = "docProps/custom.xml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def paragraph(text: str, *, size: int = 21, bold: bool = False, align: str = "left") -> str:
    """A paragraph of one run."""
    return (
        f'<w:p><w:pPr><w:spacing w:before="60" w:after="60"/><w:jc w:val="{align}"/></w:pPr>'
        f"{_run(text, size, bold=bold)}</w:p>"
    )


def table(grid: Grid, text_of: Callable[[Box], str], *, size: int) -> str:
    """A table of the form with its merged boxes; ``text_of`` gives what stands in each."""
    widths = [WIDTH * width // sum(grid.widths) for width in grid.widths]
    # What each place of the grid is: the box that starts there, or the one that covers it.
    starts = {(one.row, one.column): one.box for one in placed(grid)}
    covered: dict[tuple[int, int], Box] = {}
    for (row, column), box in starts.items():
        covered |= {(row + down, column): box for down in range(1, box.rows)}
    lines = []
    for row in range(len(grid.rows)):
        cells, column = [], 0
        while column < len(widths):
            box = starts.get((row, column)) or covered[row, column]
            is_start = (row, column) in starts
            merge = "" if box.rows == 1 else _merge(is_start=is_start)
            width = sum(widths[column : column + box.columns])
            text = text_of(box) if is_start else ""
            is_left = box.role in ("label", "caption")
            cells.append(
                _cell(text, width, size, span=box.columns, merge=merge,
                      align="left" if is_left else "center", bold=box.role == "caption")
            )  # fmt: skip
            column += box.columns
        repeat = "<w:tblHeader/>" if row < grid.head_rows else ""
        lines.append(f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>")
    return _table(widths, lines)


def rows(heads: Sequence[str], lines: Iterable[Sequence[str]], shares: Sequence[int]) -> str:
    """A plain table: a header row, repeated on each page, and lines of texts."""
    widths = [WIDTH * share // sum(shares) for share in shares]
    head = "".join(
        _cell(text, width, 18, align="center", bold=True)
        for text, width in zip(heads, widths, strict=True)
    )
    made = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    for line in lines:
        cells = (_cell(text, width, 18) for text, width in zip(line, widths, strict=True))
        made.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return _table(widths, made)


def package(blocks: Iterable[str]) -> bytes:
    """The bytes of the document; the mark comes first, so that it is seen without unpacking."""
    width, height = _PAGE
    margins = " ".join(
        f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left", "header", "footer")
    )
    body = (
        f'{_DECLARED}<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}<w:sectPr>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar {margins} w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    files = {
        _CUSTOM: f'{_DECLARED}<Properties xmlns="{_OFFICE}/custom-properties"'
        f' xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{mark('docx')}</vt:lpwstr></property></Properties>",
        "[Content_Types].xml": f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/>'
        f'<Override PartName="/{_CUSTOM}" ContentType="{custom}"/></Types>',
        "_rels/.rels": f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/relationships/officeDocument"'
        ' Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/relationships/custom-properties"'
        f' Target="{_CUSTOM}"/></Relationships>',
        "word/document.xml": body,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            packing = zipfile.ZIP_STORED if name == _CUSTOM else zipfile.ZIP_DEFLATED
            member.compress_type = packing
            archive.writestr(member, text)
    return buffer.getvalue()


def _table(widths: Sequence[int], lines: Iterable[str]) -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"
        # Two tables that touch would become one.
        "<w:p/>"
    )


def _merge(*, is_start: bool) -> str:
    return '<w:vMerge w:val="restart"/>' if is_start else "<w:vMerge/>"


def _cell(
    text: str, width: int, size: int, *, span: int = 1, merge: str = "", align: str = "left",
    bold: bool = False,
) -> str:  # fmt: skip
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>'
        f"{_run(text, size, bold=bold)}</w:p></w:tc>"
    )


def _run(text: str, size: int, *, bold: bool) -> str:
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}"/>{weight}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(inert(text))}</w:t></w:r>'
    )
