"""Word files of sample reports, and what offices do to them: quirks as functions of the XML."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from samples.make_samples import sheet
from samples.recipes import RECIPES
from samples.report_docx import document
from samples.story import tell

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIGURE = re.compile(r'(<w:r>(?:(?!</w:r>).)*?)<w:t xml:space="preserve">(-?\d[\d.]*)</w:t></w:r>')
"""A run that is a figure and nothing else, as the samples write it."""
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_MIX = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def plain(name: str) -> bytes:
    """The Word file of a sample report, as its recipe writes it."""
    recipe = next(one for one in RECIPES if one.name == name)
    return document(tell(sheet(recipe), recipe), recipe)


def parts(data: bytes) -> dict[str, str]:
    """The parts of a package as text, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def texts(xml: str) -> list[str]:
    """What stands in the runs of a part."""
    return [one for one in re.findall(r"<w:t(?: [^>]*)?>([^<]*)", xml) if one]


def packed(files: dict[str, str]) -> bytes:
    """A package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def changed(data: bytes, change: Callable[[str], str], **others: str) -> bytes:
    """The file with its main part written otherwise and parts of its folder added.

    ``styles="…"`` adds ``word/styles.xml`` and the relationship to it.
    """
    files = parts(data)
    files[MAIN] = change(files[MAIN]).replace("<w:document ", f"<w:document{_MIX} ", 1)
    relations = "".join(
        f'<Relationship Id="o{name}" Type="http://schemas.openxmlformats.org/officeDocument/'
        f'2006/relationships/{name}" Target="{name}.xml"/>'
        for name in others
    )
    related = "word/_rels/document.xml.rels"
    files.setdefault(
        related,
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        "</Relationships>",
    )
    files[related] = files[related].replace("</Relationships>", f"{relations}</Relationships>")
    for name, text in others.items():
        files[f"word/{name}.xml"] = text
    return packed(files)


def each_figure(xml: str, write: Callable[[str, str], str]) -> str:
    """Every figure written otherwise: from the start of its run, and its digits, to what stands."""
    return _FIGURE.sub(lambda found: write(found[1], found[2]), xml)


def nth_figure(xml: str, number: int, write: Callable[[str, str], str]) -> str:
    """One figure written otherwise; counted from 0."""
    found = list(_FIGURE.finditer(xml))[number]
    return xml[: found.start()] + write(found[1], found[2]) + xml[found.end() :]


def run(start: str, text: str, properties: str = "", tag: str = "t") -> str:
    """A run as the figure's own, with more properties."""
    start = start.replace("</w:rPr>", f"{properties}</w:rPr>")
    return f'{start}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def filled(colour: str) -> str:
    """A property of a run: its letters filled with a colour, as newer programs write it."""
    return f"<w14:textFill><w14:solidFill>{colour}</w14:solidFill></w14:textFill>"


def cut_into_runs(start: str, text: str) -> str:
    """A figure as it stands after it was typed and corrected: a run for each digit."""
    return "".join(run(start, digit) + '<w:proofErr w:type="spellStart"/>' for digit in text)


def in_control(start: str, text: str) -> str:
    """A figure in a content control, as forms have them."""
    control = '<w:sdt><w:sdtPr><w:alias w:val="0"/><w:rPr><w:vanish/></w:rPr></w:sdtPr>'
    return f"{control}<w:sdtContent>{run(start, text)}</w:sdtContent></w:sdt>"


def in_field(start: str, text: str) -> str:
    """A figure that a formula gave."""
    told = '<w:instrText xml:space="preserve"> =SUM(LEFT) </w:instrText>'
    return (
        f'{start}<w:fldChar w:fldCharType="begin"/></w:r>{start}{told}</w:r>'
        f'{start}<w:fldChar w:fldCharType="separate"/></w:r>{run(start, text)}'
        f'{start}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def rows_in_controls(xml: str) -> str:
    """Every row in a content control, as repeated sections have them."""
    return _ROW.sub(
        lambda found: f"<w:sdt><w:sdtPr/><w:sdtContent>{found[0]}</w:sdtContent></w:sdt>", xml
    )


def in_text_box(xml: str) -> str:
    """表三 in a text box, written twice: for this Word, and for older ones."""
    starts = [found.start() for found in re.finditer("<w:tbl>", xml)]
    start = max(starts, key=lambda at: xml[at : xml.index("</w:tbl>", at)].count("<w:tr>"))
    end = xml.index("</w:tbl>", start) + len("</w:tbl>")
    box = f"<w:txbxContent>{xml[start:end]}<w:p/></w:txbxContent>"
    shape = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    return xml[:start] + shape + xml[end:]


def in_layout_table(xml: str) -> str:
    """The whole report in the one cell of a table that only lays it out."""
    head, body = xml.split("<w:body>")
    body, section = body.split("<w:sectPr>")
    cell = f"<w:tc><w:tcPr/>{body}<w:p/></w:tc>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    return f"{head}<w:body>{table}<w:sectPr>{section}"


def strict(data: bytes) -> bytes:
    """The file in the strict form of the format, whose namespaces are others."""
    return packed(
        {
            name: text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name, text in parts(data).items()
        }
    )


NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def numbered(xml: str) -> str:
    """The headings' 一、 to 六、 written by Word."""
    heading = re.compile(r"(<w:pPr>)((?:(?!</w:p>).)*?preserve\">)[一二三四五六]、", re.DOTALL)
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    before, *tables = re.split("(<w:tbl>.*?</w:tbl>)", xml, flags=re.DOTALL)
    return "".join(
        one if one.startswith("<w:tbl>") else heading.sub(rf"\1{number}\2", one)
        for one in (before, *tables)
    )


def numbered_figure(xml: str, number: int) -> str:
    """One figure with a number of Word's before it; counted from 0."""
    before, figure, after = nth_figure(xml, number, lambda s, t: f"\0{run(s, t)}\0").split("\0")
    start, properties, rest = before.rpartition("<w:pPr>")
    list_ = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"{start}{properties}{list_}{rest}{figure}{after}"


def left_out(xml: str) -> str:
    """Merged cells that continue at the start of a row left out, the grid before it skipped."""

    def shorter(row: re.Match[str]) -> str:
        first = re.match(r"<w:tr><w:trPr>(.*?)</w:trPr><w:tc>(.*?)</w:tc>", row[0], re.DOTALL)
        if first is None or "<w:vMerge/>" not in first[2]:
            return row[0]
        span = re.search(r'gridSpan w:val="(\d+)"', first[2])
        before = f'<w:gridBefore w:val="{span[1] if span else 1}"/>'
        return f"<w:tr><w:trPr>{before}{first[1]}</w:trPr>{row[0][first.end() :]}"

    return _ROW.sub(shorter, xml)


def mirrored(xml: str) -> str:
    """Every table set from right to left, its cells written in reverse: it shows as before."""
    cells = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)

    def turned(row: re.Match[str]) -> str:
        head, *_ = row[0].partition("<w:tc>")
        return head + "".join(reversed(cells.findall(row[0]))) + "</w:tr>"

    return _ROW.sub(turned, xml).replace("<w:tblPr>", "<w:tblPr><w:bidiVisual/>")


def merged_as_of_old(xml: str) -> str:
    """Spans written as Word 97 did: a cell that begins, and others merged into it."""
    cells = re.compile(r'<w:tc><w:tcPr>((?:(?!</w:tc>).)*?)<w:gridSpan w:val="(\d+)"/>', re.DOTALL)

    def begun(found: re.Match[str]) -> str:
        return f'<w:tc><w:tcPr>{found[1]}<w:hMerge w:val="restart"/><w:was{found[2]}/>'

    more = "<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>"
    whole = re.compile(r"<w:was(\d+)/>((?:(?!</w:tc>).)*</w:tc>)", re.DOTALL)
    return whole.sub(lambda found: found[2] + more * (int(found[1]) - 1), cells.sub(begun, xml))
