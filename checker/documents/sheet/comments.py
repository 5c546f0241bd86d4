"""An XLSX workbook with comments: values, formulas and formats as they were, remarks at the cells.

Nothing is parsed and written anew: pieces are put into the parts that need them, and all other
bytes stay. A library that loads and saves a workbook loses drawings and the stored results of its
formulas, and with them what the reader sees.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr, unescape

from checker.documents.sheet.marked_cells import with_fills
from checker.documents.sheet.packing import parts_of, repacked
from checker.documents.sheet.stored import column_number
from checker.errors import DocumentError
from checker.model import RefusalReason, SheetPlace
from checker.model.marks import PROPERTY, mark_of_marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.documents.package import Package
    from checker.model.page_images import Note

AUTHOR = "checker"
_BOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS = f"{_OFFICE}/comments"
_DRAWING = f"{_OFFICE}/vmlDrawing"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties by users (29500-1, 22.3.2.3)
_NO_PROPERTIES = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
    b"</Properties>"
)
_OWN_PROPERTY = re.compile(
    rb'<((?:\w+:)?)property\s[^<>]*name="%s"[^<>]*>.*?</\1property>' % PROPERTY.encode(), re.DOTALL
)
_CONTENT = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml")
_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_NO_COMMENTS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}">'
    "<authors></authors><commentList></commentList></comments>"
).encode()
_NO_SHAPES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" '
    b'xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" '
    b'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke '
    b'joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
    'margin-left:60pt;margin-top:2pt;width:320pt;height:150pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1"><v:fill color2="#ffffe1"/><v:textbox '
    'style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:SizeWithCells/><x:Anchor>{left},15,{top},2,{right},15,{bottom},4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_WIDE, _HIGH = 5, 9  # columns and rows that the box of a comment covers
_FIRST_SHAPE = 7001  # numbers of shapes below belong to those that are there
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
# What may stand behind the drawing of comments in a sheet (CT_Worksheet).
_BEHIND = re.compile(
    rb"<(?:\w+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|"
    rb"tableParts|extLst)[\s/>]|</(?:\w+:)?worksheet>"
)


class Remark(NamedTuple):
    """What is said at a cell, and how much it weighs."""

    text: str
    severity: str


def commented(package: Package, notes: Sequence[Note]) -> dict[str, bytes]:
    """The parts of the package with the notes; those on no sheet stand at its first cell.

    ``DocumentError`` for a package whose parts are written in a way that nothing can be put into.
    """
    parts = parts_of(package)
    sheets = _sheets(parts)
    for number, (name, part) in enumerate(sheets.items(), start=1):
        remarks = _remarks(notes, name, is_first=number == 1)
        if remarks:
            _put(parts, part, number, remarks)
    return parts


def marked_copy(package: Package, notes: Sequence[Note], original: str) -> bytes:
    """The bytes of the commented package; ``original`` is the SHA-256 of what was checked."""
    parts = commented(package, notes)
    mark = mark_of_marked("annotated-xlsx", original, content_of(parts))
    if _CUSTOM not in parts:
        parts[_CUSTOM] = _NO_PROPERTIES
        _relate(parts, "", f"{_OFFICE}/custom-properties", _CUSTOM)
    _declare(parts, _CUSTOM, _CUSTOM_TYPE)
    written = _OWN_PROPERTY.sub(b"", parts[_CUSTOM])
    written = re.sub(rb"<Properties([^<>]*)/>\s*$", rb"<Properties\1></Properties>", written)
    taken = [int(number) for number in re.findall(rb'pid="(\d+)"', written)]
    piece = (
        f'<property fmtid="{_FORMAT}" pid="{max(taken, default=1) + 1}" name="{PROPERTY}">'
        f"<vt:lpwstr xmlns:vt={quoteattr(_VALUES)}>{mark}</vt:lpwstr></property>"
    ).encode()
    parts[_CUSTOM] = _before(written, re.compile(rb"</(?:\w+:)?Properties>"), piece)
    return repacked(parts)


def mark_in(package: Package) -> str | None:
    """The mark that a workbook bears, if it bears one."""
    if _CUSTOM not in package:
        return None
    found = _OWN_PROPERTY.search(package.read(_CUSTOM))
    if found is None:
        return None
    return re.sub(rb"<[^<>]*>", b"", found[0]).decode("utf-8", "replace").strip()


def content_of(parts: Mapping[str, bytes]) -> bytes:
    """What of a workbook is the report: its sheets and their texts."""
    names = (name for name in sorted(parts) if _CONTENT.fullmatch(name))
    return b"\0".join(parts[name] for name in names)


def _remarks(notes: Sequence[Note], sheet: str, *, is_first: bool) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for note in notes:
        for place in note.places:
            if not isinstance(place, SheetPlace):
                continue
            if place.sheet == sheet or (is_first and not place.sheet):
                address = place.address or "A1"
                found.setdefault(address, []).append(Remark(note.text, note.severity))
    return dict(sorted(found.items()))


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet by its name, in order."""
    targets = {key: target for key, _, target in _relations(parts, _BOOK)}
    found = {}
    for sheet in _SHEET.findall(parts.get(_BOOK, b"")):
        about = _attributes(sheet)
        key = next((value for name, value in about.items() if name.endswith(":id")), "")
        if targets.get(key, "") in parts:
            found[about.get("name", "")] = targets[key]
    return found


def _relations(parts: Mapping[str, bytes], part: str) -> list[tuple[str, str, str]]:
    """Key, kind and target of each part that a part names."""
    folder = posixpath.dirname(part)
    found = []
    for relation in _RELATION.findall(parts.get(_relations_of(part), b"")):
        about = _attributes(relation)
        target = posixpath.normpath(posixpath.join("/" + folder, about.get("Target", "")))
        found.append((about.get("Id", ""), about.get("Type", ""), target.lstrip("/")))
    return found


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _attributes(tag: bytes) -> dict[str, str]:
    found = re.findall(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag.decode("utf-8"))
    return {name: unescape(a or b, {"&quot;": '"', "&apos;": "'"}) for name, a, b in found}


def _put(
    parts: dict[str, bytes], sheet: str, number: int, remarks: Mapping[str, Sequence[Remark]]
) -> None:
    """The comments of one sheet: their texts, their boxes, the colour of their cells."""
    comments = _part(parts, sheet, _COMMENTS, f"xl/checkerComments{number}.xml", _NO_COMMENTS)
    is_new = not any(kind == _DRAWING for _, kind, _ in _relations(parts, sheet))
    shapes = _part(parts, sheet, _DRAWING, f"xl/drawings/checkerComments{number}.vml", _NO_SHAPES)
    _declare(parts, comments, _COMMENTS_TYPE)
    _declare_ending(parts, "vml", _DRAWING_TYPE)
    texts = {address: "\n\n".join(one.text for one in said) for address, said in remarks.items()}
    parts[comments], fresh = _with_texts(parts[comments], texts)
    parts[shapes] = _with_shapes(parts[shapes], fresh)
    if is_new:
        key = next(key for key, kind, _ in _relations(parts, sheet) if kind == _DRAWING)
        tag = f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="{key}"/>'
        prefix = re.search(rb"<((?:\w+:)?)worksheet[\s>]", parts[sheet])
        tag = tag.replace("<", f"<{prefix[1].decode()}" if prefix else "<", 1)
        parts[sheet] = _before(parts[sheet], _BEHIND, tag.encode())
    severities = {
        address: min((one.severity for one in said), key=_weight)
        for address, said in remarks.items()
    }
    with_fills(parts, sheet, severities)


def _weight(severity: str) -> int:
    return ("error", "warning", "info").index(severity)


def _part(parts: dict[str, bytes], sheet: str, kind: str, name: str, empty: bytes) -> str:
    """The sheet's part of a kind; a new one where it has none."""
    for _, found, target in _relations(parts, sheet):
        if found == kind and target in parts:
            return target
    parts[name] = empty
    _relate(parts, sheet, kind, name)
    return name


def _relate(parts: dict[str, bytes], part: str, kind: str, name: str) -> None:
    """Tell a part, or the package (an empty name), of another part."""
    relations = _relations_of(part)
    written = parts.setdefault(relations, _NO_RELATIONS)
    key = f"checker{len(_RELATION.findall(written)) + 1}"
    target = posixpath.relpath(name, posixpath.dirname(part) or ".")
    relation = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
    opened = re.sub(
        rb"<Relationships([^<>]*)/>\s*$", rb"<Relationships\1></Relationships>", written
    )
    parts[relations] = _before(opened, re.compile(rb"</(?:\w+:)?Relationships>"), relation.encode())


def _declare(parts: dict[str, bytes], name: str, kind: str) -> None:
    """The type of a part, where the package does not tell it yet."""
    if f'"/{name}"'.encode() not in parts[_TYPES]:
        tag = f'<Override PartName="/{name}" ContentType="{kind}"/>'
        parts[_TYPES] = _before(parts[_TYPES], re.compile(rb"</(?:\w+:)?Types>"), tag.encode())


def _declare_ending(parts: dict[str, bytes], ending: str, kind: str) -> None:
    if not re.search(rb'Extension\s*=\s*["\']%s["\']' % ending.encode(), parts[_TYPES]):
        tag = f'<Default Extension="{ending}" ContentType="{kind}"/>'
        parts[_TYPES] = re.sub(
            rb"(<(?:\w+:)?Types[^<>]*>)", rb"\1" + tag.encode(), parts[_TYPES], count=1
        )


def _with_texts(part: bytes, texts: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The comments with these; the addresses that had none and need a box.

    Where somebody remarked on a cell already, the remark stays and ours stands below it.
    """
    fresh: list[str] = []
    author = len(re.findall(rb"<(?:\w+:)?author[\s/>]", part))
    part = re.sub(rb"<(authors|commentList)\s*/>", rb"<\1></\1>", part)
    part = _before(part, re.compile(rb"</(?:\w+:)?authors>"), f"<author>{AUTHOR}</author>".encode())
    for address, text in texts.items():
        there = re.compile(
            rb'<((?:\w+:)?)comment\s[^<>]*ref\s*=\s*["\']%s["\'].*?(?=</\1text>)'
            % address.encode(),
            re.DOTALL,
        )
        found = there.search(part)
        if found is not None:
            part = part[: found.end()] + _run(f"\n\n{text}") + part[found.end() :]
            continue
        fresh.append(address)
        about = f'<comment ref={quoteattr(address)} authorId="{author}"><text>'.encode()
        comment = about + _run(text) + b"</text></comment>"
        part = _before(part, re.compile(rb"</(?:\w+:)?commentList>"), comment)
    return part, fresh


def _run(text: str) -> bytes:
    return f'<r><t xml:space="preserve">{escape(text)}</t></r>'.encode()


def _with_shapes(part: bytes, addresses: Sequence[str]) -> bytes:
    shapes = []
    for number, address in enumerate(addresses, start=_FIRST_SHAPE):
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise DocumentError(RefusalReason.DAMAGED)
        row, column = int(found[2]) - 1, column_number(found[1]) - 1
        shapes.append(
            _SHAPE.format(
                number=number,
                row=row,
                column=column,
                left=column + 1,
                right=column + 1 + _WIDE,
                top=row,
                bottom=row + _HIGH,
            )
        )
    return _before(part, re.compile(rb"</xml>\s*\Z"), "".join(shapes).encode())


def _before(part: bytes, mark: re.Pattern[bytes], piece: bytes) -> bytes:
    """The part with a piece before the first such mark; ``DocumentError`` where there is none."""
    found = mark.search(part)
    if found is None:
        raise DocumentError(RefusalReason.DAMAGED)
    return part[: found.start()] + piece + part[found.start() :]
