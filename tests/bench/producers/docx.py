"""A report as a Word document (OOXML). Twips (1/20 pt), half-points, eighths of a point."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from samples.grid import Box, Grid, Role
from samples.story import Paragraph, Part
from tests.bench.producers.dress import Dress, Ink, Rules
from tests.bench.producers.fitting import number_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.producers.story import Block

_LONG_AGO = (2020, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BORDERS = {
    Rules.SOLID: "single",
    Rules.THICK: "single",
    Rules.DOTTED: "dotted",
    Rules.DASHED: "dashed",
    Rules.DOUBLE: "double",
    Rules.TRIPLE: "triple",
    Rules.WAVY: "wave",
    Rules.RIDGE: "threeDEmboss",
    Rules.HORIZONTAL: "single",
    Rules.NONE: "none",
}
_INK = {
    Ink.PLAIN: "",
    Ink.BOLD: "<w:b/>",
    Ink.HOLLOW: "<w:outline/>",
    Ink.SHADOW: "<w:shadow/>",
    Ink.UNDERLINED: '<w:u w:val="single"/>',
}


def document(blocks: Sequence[Block], dress: Dress) -> bytes:
    """The bytes of the .docx file."""
    body = "".join(
        _table(block, dress) if isinstance(block, Grid) else _paragraph(block, dress)
        for block in blocks
    )
    width, height = (round(20 * length) for length in dress.page)
    margin = round(20 * dress.margin)
    turned = ' w:orient="landscape"' if dress.landscape else ""
    columns = f'<w:cols w:num="{dress.columns}" w:space="{round(20 * dress.column_gap)}"/>'
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="r1"/>'
        '<w:footerReference w:type="default" r:id="r2"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}"'
        f' w:header="400" w:footer="300" w:gutter="0"/>{columns}</w:sectPr>'
    )
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    spaces = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"),
            ("header1", "header"),
            ("footer1", "footer"),
        )
    )
    files = {
        "[Content_Types].xml": f'{start}<Types xmlns="{_TYPES}"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{start}<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1"'
        f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{start}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/header" Target="header1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>',
        "word/document.xml": f"{start}<w:document {spaces}><w:body>{body}{section}</w:body>"
        "</w:document>",
        "word/header1.xml": f"{start}<w:hdr {spaces}{_VML}>{_mark(dress)}</w:hdr>",
        "word/footer1.xml": f"{start}<w:ftr {spaces}>{_page_number(dress)}</w:ftr>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), text)
    return buffer.getvalue()


_VML = ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def _mark(dress: Dress) -> str:
    """The watermark as Word writes it: WordArt in the page header."""
    if dress.watermark is None:
        return "<w:p/>"
    return (
        '<w:p><w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136"'
        ' adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:textpath on="t" fitshape="t"/>'
        '</v:shapetype><v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136"'
        ' style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:90pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#e4e4e4" stroked="f">'
        f'<v:textpath style="font-family:&quot;{dress.font}&quot;;font-size:1pt"'
        f' string="{dress.watermark}"/></v:shape></w:pict></w:r></w:p>'
    )


def _page_number(dress: Dress) -> str:
    if not dress.page_numbers:
        return "<w:p/>"
    return (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )


def _run(text: str, size: float, dress: Dress, more: str = "") -> str:
    latin = dress.digit_font or dress.font
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    half = round(2 * size)
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}"'
        f' w:eastAsia="{dress.font}"/>{more}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
        f"{lines}</w:r>"
    )


def _paragraph(block: Paragraph, dress: Dress) -> str:
    size = dress.text_size * (1.4 if block.part is Part.TITLE else 1.0)
    align = {Part.TITLE: "center", Part.SIGNATURE: "right"}.get(block.part, "both")
    indented = block.part not in {Part.TITLE, Part.SIGNATURE}
    first = f'<w:ind w:firstLine="{round(40 * size)}"/>' if indented else ""
    heads = block.part in {Part.HEADING, Part.SUBHEADING}
    keep = "<w:keepNext/>" if heads else ""
    bold = "<w:b/>" if block.part is Part.HEADING else ""
    return (
        f'<w:p><w:pPr>{keep}<w:spacing w:line="{round(35 * size)}" w:lineRule="exact"/>{first}'
        f'<w:jc w:val="{align}"/></w:pPr>{_run(block.text, size, dress, bold)}</w:p>'
    )


def _table(grid: Grid, dress: Dress) -> str:
    whole = round(20 * dress.text_width)
    widths = [whole * width // sum(grid.widths) for width in grid.widths]
    kind = _BORDERS[dress.rules]
    sides = ("top", "bottom", "insideH") if dress.rules is Rules.HORIZONTAL else _ALL_SIDES
    eighths = max(2, min(96, round(8 * dress.rule_width)))
    edges = "".join(
        f'<w:{side} w:val="{kind if side in sides else "nil"}" w:sz="{eighths}" w:space="0"'
        f' w:color="{dress.rule_colour[1:]}"/>'
        for side in _ALL_SIDES
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inset = round(20 * dress.inset)
    rows = "".join(_rows(grid, widths, dress))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{inset}" w:type="dxa"/><w:right w:w="{inset}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        '<w:p><w:pPr><w:spacing w:line="200" w:lineRule="exact"/></w:pPr></w:p>'
    )


_ALL_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _rows(grid: Grid, widths: list[int], dress: Dress) -> Iterator[str]:
    """Each row with the cells that merged boxes above continue into it."""
    numbers = number_size(grid, dress)
    open_boxes: dict[int, tuple[Box, int]] = {}  # grid column -> box, rows it still covers
    for number, row in enumerate(grid.rows):
        starting = iter(row)
        cells: list[str] = []
        column = 0
        while column < len(widths):
            continued = column in open_boxes
            if continued:
                box, left = open_boxes.pop(column)
                merge, text = "<w:vMerge/>", ""
            else:
                box = next(starting)
                left, text = box.rows, box.text
                merge = '<w:vMerge w:val="restart"/>' if box.rows > 1 else ""
            if left > 1:
                open_boxes[column] = (box, left - 1)
            width = sum(widths[column : column + box.columns])
            fill = _fill(box, number, dress)
            cells.append(_cell(Box(text, box.role, box.rows, box.columns), width, merge + fill,
                               numbers, dress))  # fmt: skip
            column += box.columns
        whole = "" if dress.split_rows else "<w:cantSplit/>"
        repeat = "<w:tblHeader/>" if dress.repeat_head and number < grid.head_rows else ""
        yield f"<w:tr><w:trPr>{whole}{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _fill(box: Box, row: int, dress: Dress) -> str:
    colour = dress.stripe if row % 2 else None
    if box.role in {Role.CAPTION, Role.HEAD} and dress.shade:
        colour = dress.shade
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour[1:]}"/>' if colour else ""


def _cell(box: Box, width: int, inner: str, numbers: float, dress: Dress) -> str:
    is_number = box.role is Role.NUMBER
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    align = {Role.LABEL: "left", Role.NUMBER: dress.align}.get(box.role, "center")
    more = _INK.get(dress.ink, "") if is_number else ""
    if is_number and (
        dress.ink is Ink.PALE or (dress.ink is Ink.PALE_ZEROS and box.text in {"0", "０"})
    ):
        more = f'<w:color w:val="{dress.pale[1:]}"/>'
    if box.role in {Role.CAPTION, Role.HEAD} and dress.shade:
        more = f'<w:color w:val="{dress.head_ink[1:]}"/>'
    valign = {"middle": "center"}.get(dress.valign, dress.valign)
    padding = round(20 * dress.padding)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{inner}'
        f'<w:vAlign w:val="{valign}"/></w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:before="{padding}" w:after="{padding}"/><w:jc w:val="{align}"/></w:pPr>'
        f"{_run(box.text, numbers if is_number else dress.size, dress, more)}</w:p></w:tc>"
    )
