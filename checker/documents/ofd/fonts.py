"""The fonts of an OFD file as fonts of the PDF it is drawn as.

A font that the file brings draws its own glyphs, by their numbers; the text that the file says
stands beside them (ToUnicode), so that the two can be held against each other. For a font that it
does not bring, letters and figures are set in Times, which pdfium brings itself, and all else in
what the machine has for Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.documents.ofd.font_files import Kind, font_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.ofd.font_files import FontFile
    from checker.documents.ofd.resources import Font
    from checker.documents.ofd.structure import Parts
    from checker.documents.pdf_writer import PdfFile

_PART = 100  # entries of one block of a character map (Adobe's limit)
_FILES = {
    Kind.TRUETYPE: ("/FontFile2", "", "/CIDFontType2 /CIDToGIDMap /Identity"),
    Kind.OPENTYPE: ("/FontFile3", "/Subtype /OpenType", "/CIDFontType0"),
    Kind.CFF: ("/FontFile3", "/Subtype /CIDFontType0C", "/CIDFontType0"),
}
_ANSI = range(0x21, 0x7F)
HALF = 500  # as wide as Chinese fonts have letters and figures, and those of Times are


@dataclass(frozen=True, slots=True)
class Shown:
    """A character as a font of the PDF shows it: the font's name, the code, its width."""

    font: str
    code: str  # hexadecimal, as a string of the PDF has it
    width: int  # thousandths of the size of type


@dataclass
class _Face:
    """A font of the PDF whose codes are glyph numbers, each with one text."""

    name: str
    number: int
    file: FontFile | None
    texts: dict[int, str] = field(default_factory=dict)


class Fonts:
    """All fonts of a PDF as they come to be needed."""

    def __init__(self, parts: Parts, pdf: PdfFile) -> None:
        self._parts = parts
        self._pdf = pdf
        self._files: dict[str, FontFile | None] = {}
        self._faces: dict[str, list[_Face]] = {}
        self._latin: int | None = None
        self.numbers: dict[str, int] = {}  # of the objects, by the name in a page's resources
        self._embedded: dict[str, int] = {}

    def shown(self, font: Font | None, text: str, glyph: int | None) -> Shown:
        """How a character is shown; ``glyph`` is the number that the file gives of it."""
        file = self._file(font)
        if file is not None:
            own = glyph if glyph is not None else file.glyph(text)
            if own is not None and font is not None and font.part is not None:
                face = self._face(font.part, file, own, text)
                return Shown(face.name, f"{own:04x}", file.width(own))
        if ord(text) in _ANSI:
            return self._in_times(text)
        face = self._face("", None, min(ord(text), 0xFFFF), text)
        return Shown(face.name, f"{min(ord(text), 0xFFFF):04x}", 1000)

    def finish(self) -> None:
        """Write all fonts, now that what they show is known."""
        for part, faces in self._faces.items():
            for face in faces:
                self._write(part, face)

    def _file(self, font: Font | None) -> FontFile | None:
        if font is None or font.part is None:
            return None
        if font.part not in self._files:
            self._files[font.part] = font_file(self._parts.read(font.part))
        return self._files[font.part]

    def _face(self, part: str, file: FontFile | None, code: int, text: str) -> _Face:
        """The face in which a code has this text: a glyph of two texts is in two faces."""
        faces = self._faces.setdefault(part, [])
        for face in faces:
            if face.texts.setdefault(code, text) == text:
                return face
        name = f"F{len(self.numbers)}"
        face = _Face(name, self._pdf.reserve(), file, {code: text})
        self.numbers[name] = face.number
        faces.append(face)
        return face

    def _in_times(self, text: str) -> Shown:
        if self._latin is None:
            self._latin = self._pdf.add(
                "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman"
                f" /Encoding /WinAnsiEncoding /FirstChar {_ANSI.start} /LastChar {_ANSI.stop - 1}"
                f" /Widths [{' '.join([str(HALF)] * len(_ANSI))}] >>"
            )
            self.numbers["T"] = self._latin
        return Shown("T", f"{ord(text):02x}", HALF)

    def _write(self, part: str, face: _Face) -> None:
        file, pdf = face.file, self._pdf
        if file is not None and part not in self._embedded:
            _, subtype, _ = _FILES[file.kind]
            self._embedded[part] = pdf.stream(f"{subtype} /Length1 {len(file.data)}", file.data)
        named = f"OFD{face.number}" if file is not None else "SimSun"
        descriptor = (
            f"<< /Type /FontDescriptor /FontName /{named} /Flags {4 if file else 6} /ItalicAngle 0"
            " /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /FontBBox [-200 -250 1200 1000]"
        )
        kind = "/CIDFontType2"
        if file is not None:
            key, _, kind = _FILES[file.kind]
            descriptor += f" {key} {self._embedded[part]} 0 R"
        described = pdf.add(descriptor + " >>")
        # Widths go by glyph; those of the machine's Chinese fonts are squares.
        widths = " ".join(f"{code} [{file.width(code)}]" for code in sorted(face.texts) if file)
        ordering = "Identity" if file is not None else "GB1"
        inner = pdf.add(
            f"<< /Type /Font /Subtype {kind} /BaseFont /{named} /FontDescriptor {described} 0 R"
            f" /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >>"
            f" /DW 1000 /W [{widths}] >>"
        )
        told = pdf.stream("", _to_unicode(face.texts))
        encoding = "Identity-H" if file is not None else "UniGB-UCS2-H"
        pdf.give(
            face.number,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{named} /Encoding /{encoding}"
            f" /DescendantFonts [{inner} 0 R] /ToUnicode {told} 0 R >>",
        )


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """The character map that gives each code its text (Adobe technical note 5411)."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    codes = sorted(texts)
    for start in range(0, len(codes), _PART):
        some = codes[start : start + _PART]
        lines.append(f"{len(some)} beginbfchar")
        lines += [f"<{code:04x}> <{texts[code].encode('utf-16-be').hex()}>" for code in some]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
