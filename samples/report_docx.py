"""A report as a minimal Word document (OOXML), to be printed by an office program.

Lengths are twips (1/1440 inch), font sizes half-points, as the format has them.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from checker.rulebook.form import BLOCKS, GROUPS, MATRIX
from samples.grid import Box, Grid, Role
from samples.recipes import Dress, Recipe
from samples.story import Paragraph, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT_WIDTH = 8900
_MARGIN = (11906 - TEXT_WIDTH) // 2
_LONG_AGO = (2020, 1, 1, 0, 0, 0)  # zip entries carry a time; a fixed one keeps the bytes the same
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

# part: (half-points, alignment, first-line indent in characters × 100, space before)
_PARTS = {
    Part.TITLE: (44, "center", 0, 0),
    Part.HEADING: (32, "left", 200, 0),
    Part.SUBHEADING: (32, "left", 200, 0),
    Part.BODY: (32, "both", 200, 0),
    Part.NOTE: (32, "both", 200, 0),
    Part.SIGNATURE: (32, "right", 0, 0),
}
_TABLE_SIZE = {BLOCKS: 24, MATRIX: 20, GROUPS: 20}
_CELL_PADDING = {BLOCKS: 150, MATRIX: 50, GROUPS: 90}


def document(blocks: Iterable[Paragraph | Grid], recipe: Recipe) -> bytes:
    """The bytes of the .docx file."""
    body = "".join(
        _table(block, recipe) if isinstance(block, Grid) else _paragraph(block) for block in blocks
    )
    main = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_NAMESPACE}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1700" w:right="{_MARGIN}" w:bottom="1600" w:left="{_MARGIN}"'
        ' w:header="850" w:footer="990" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    files = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{_TYPES}">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": main,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), text)
    return buffer.getvalue()


def _run(text: str, size: int, font: str) -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{lines}</w:r>'
    )


_SONG = "AR PL SungtiL GB"
_HEI = "WenQuanYi Zen Hei"


def _paragraph(block: Paragraph) -> str:
    size, align, indent, before = _PARTS[block.part]
    after = 300 if block.part is Part.TITLE else 0
    first = f'<w:ind w:firstLine="{size * 10 * indent // 100}"/>' if indent else ""
    heads = block.part in {Part.HEADING, Part.SUBHEADING}
    keep = "<w:keepNext/>" if heads else ""
    font = _HEI if heads else _SONG
    return (
        f'<w:p><w:pPr>{keep}<w:spacing w:before="{before}" w:after="{after}" w:line="560"'
        f' w:lineRule="exact"/>{first}<w:jc w:val="{align}"/></w:pPr>'
        f"{_run(block.text, size, font)}</w:p>"
    )


def _table(grid: Grid, recipe: Recipe) -> str:
    total = sum(grid.widths)
    widths = [TEXT_WIDTH * width // total for width in grid.widths]
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(_rows(grid, widths, recipe))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        # Two tables that touch would become one.
        '<w:p><w:pPr><w:spacing w:line="200" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _rows(grid: Grid, widths: list[int], recipe: Recipe) -> Iterator[str]:
    """Each row with the cells that merged boxes above continue into it."""
    open_boxes: dict[int, tuple[Box, int]] = {}  # grid column -> box, rows it still covers
    for number, row in enumerate(grid.rows):
        starting = iter(row)
        cells: list[str] = []
        column = 0
        while column < len(widths):
            if column in open_boxes:
                box, left = open_boxes.pop(column)
                merge = "<w:vMerge/>"
            else:
                box, left = _next_box(starting), 0
                merge = '<w:vMerge w:val="restart"/>' if box.rows > 1 else ""
                left = box.rows
            if left > 1:
                open_boxes[column] = (box, left - 1)
            width = sum(widths[column : column + box.columns])
            text = "" if merge == "<w:vMerge/>" else box.text
            cells.append(_cell(grid, box, recipe, text=text, width=width, merge=merge))
            column += box.columns
        repeat = "<w:tblHeader/>" if recipe.repeat_head and number < grid.head_rows else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _next_box(starting: Iterator[Box]) -> Box:
    box = next(starting, None)
    if box is None:
        message = "a row of the grid does not fill its columns"
        raise ValueError(message)
    return box


def _cell(grid: Grid, box: Box, recipe: Recipe, *, text: str, width: int, merge: str) -> str:
    shade = (
        '<w:shd w:val="clear" w:color="auto" w:fill="C6D9F1"/>'
        if recipe.dress is Dress.BLUE and box.role is Role.CAPTION
        else ""
    )
    padding = _CELL_PADDING[grid.shape]
    align = "left" if box.role is Role.LABEL else "center"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else "")
        + f'{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="{padding}" w:after="{padding}"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{_run(text, _TABLE_SIZE[grid.shape], _SONG)}</w:p></w:tc>'
    )
