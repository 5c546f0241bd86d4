"""A report as an OFD file (GB/T 33190), in the manner of one program or another.

``Habits`` are what producers do differently without meaning harm: how text is cut, how lines are
drawn, which name space and which paths they write, whether fonts come with the file.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from samples.ofd_layout import HIGH, WIDE, Plate, Rule, Text, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samples.ofd_layout import Mark, Page

_STAMP = (2024, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
POINT = 25.4 / 72


class Cut(StrEnum):
    """How text is cut into objects."""

    LINE = "line"  # a line an object, a distance for each character
    RUNS = "runs"  # … with repeated distances written as runs (g)
    CHARACTER = "character"  # every character an object
    CODES = "codes"  # a line an object, every character a code of its own


class Lines(StrEnum):
    """How the lines of tables are drawn."""

    CELLS = "cells"  # each cell its own four
    LONG = "long"  # pieces on one line joined
    BOXES = "boxes"  # a rectangle a cell
    FILLS = "fills"  # thin filled rectangles


@dataclass(frozen=True, slots=True)
class Habits:
    """How a program writes OFD."""

    prefix: str = "ofd:"
    space: str = "http://www.ofdspec.org/2016"
    cut: Cut = Cut.RUNS
    lines: Lines = Lines.CELLS
    in_points: bool = False  # contents in points, brought to millimetres by a CTM
    template: bool = False  # lines and labels on a template, figures on the page
    absolute: bool = False  # locations from the root
    windows: bool = False  # … with the strokes of Windows
    nested: bool = False  # everything in blocks of blocks
    manners: bool = False  # colours and widths by a DrawParam
    glyphs: bool = False  # characters by glyph numbers (CGTransform)
    tight: bool = False  # bounds as the ink has them


@dataclass(frozen=True, slots=True)
class Face:
    """A font as the file brings it: its bytes, and its glyphs by character; none for none."""

    name: str = "SimSun"
    data: bytes = b""
    glyphs: Mapping[str, int] = field(default_factory=dict)


def ofd(
    pages: Sequence[Page],
    habits: Habits = Habits(),
    faces: Sequence[Face] = (Face(),),
) -> bytes:
    """The file's bytes; the same for the same arguments."""
    return packed(parts_of(pages, habits, faces))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of the parts, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts_of(
    pages: Sequence[Page],
    habits: Habits,
    faces: Sequence[Face],
) -> dict[str, bytes]:
    """The parts of the package by name."""
    return Writer(habits, faces).parts(pages)


class Writer:
    """Writes the parts of a package in the manner of a program."""

    def __init__(self, habits: Habits, faces: Sequence[Face]) -> None:
        self._habits = habits
        self._faces = faces
        self._number = 10

    def parts(self, pages: Sequence[Page]) -> dict[str, bytes]:
        """All parts by name."""
        habits = self._habits
        found: dict[str, bytes] = {}
        root = "<DocBody><DocInfo><DocID>0</DocID></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot>"
        found["OFD.xml"] = self._xml("OFD", root + "</DocBody>", 'DocType="OFD" Version="1.0"')
        listed, templates = "", ""
        for number, page in enumerate(pages):
            marks: Sequence[Mark] = page
            if habits.template:
                marks = [one for one in page if isinstance(one, Text) and one.is_figure]
                below = [one for one in page if not (isinstance(one, Text) and one.is_figure)]
                where = f"Tpls/Tpl_{number}/Content.xml"
                found[f"Doc_0/{where}"] = self._xml("Page", self._content(below))
                located = self._located(where)
                templates += f'<TemplatePage ID="{900 + number}" BaseLoc="{located}"/>'
            use = f'<Template TemplateID="{900 + number}" ZOrder="Background"/>' * habits.template
            area = f"<Area><PhysicalBox>0 0 {WIDE:g} {HIGH:g}</PhysicalBox></Area>"
            where = f"Pages/Page_{number}/Content.xml"
            found[f"Doc_0/{where}"] = self._xml("Page", use + area + self._content(marks))
            listed += f'<Page ID="{number + 1}" BaseLoc="{self._located(where)}"/>'
        found["Doc_0/PublicRes.xml"] = self._resources()
        for number, face in enumerate(self._faces):
            if face.data:
                found[f"Doc_0/Res/font_{number}.ttf"] = face.data
        found["Doc_0/Document.xml"] = self._xml(
            "Document",
            "<CommonData><MaxUnitID>99999</MaxUnitID><PageArea><PhysicalBox>0 0 210 297"
            f"</PhysicalBox></PageArea><PublicRes>{self._located('PublicRes.xml')}</PublicRes>"
            f"{templates}</CommonData><Pages>{listed}</Pages>",
        )
        return found

    def _located(self, where: str) -> str:
        if self._habits.absolute:
            where = f"/Doc_0/{where}"
        return where.replace("/", "\\") if self._habits.windows else where

    def _resources(self) -> bytes:
        fonts = ""
        for number, face in enumerate(self._faces):
            file = f"<FontFile>font_{number}.ttf</FontFile>" if face.data else ""
            fonts += f'<Font ID="{number + 3}" FontName="{face.name}">{file}</Font>'
        manner = '<DrawParam ID="90" LineWidth="0.18"><StrokeColor Value="0 0 0"/></DrawParam>'
        own = f'<DrawParams>{manner}<DrawParam ID="91" Relative="90"/></DrawParams>'
        return self._xml("Res", f"<Fonts>{fonts}</Fonts>{own}", 'BaseLoc="Res"')

    def _xml(self, root: str, inner: str, attributes: str = "") -> bytes:
        prefix, space = self._habits.prefix, self._habits.space
        declared = f' xmlns{":" if prefix else ""}{prefix.rstrip(":")}="{space}"' if space else ""
        whole = f"<{root} {attributes}>{inner}</{root}>".replace(f"<{root} >", f"<{root}>", 1)
        if prefix:
            whole = (
                whole.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
            )
        return (_HEAD + whole.replace(root, f"{root}{declared}", 1)).encode()

    def _content(self, marks: Iterable[Mark]) -> str:
        inner = "".join(self._drawn(marks))
        if self._habits.nested:
            inner = f'<PageBlock ID="7"><PageBlock ID="8">{inner}</PageBlock></PageBlock>'
        manner = ' DrawParam="91"' if self._habits.manners else ""
        return f'<Content><Layer ID="2"{manner}>{inner}</Layer></Content>'

    def _drawn(self, marks: Iterable[Mark]) -> Iterator[str]:
        every = list(marks)
        for plate in (one for one in every if isinstance(one, Plate)):
            wide, high = plate.x1 - plate.x0, plate.y1 - plate.y0
            fill = '<FillColor Value="198 217 241"/>'
            attributes = 'Fill="true" Stroke="false"'
            yield self._path((plate.x0, plate.y0, wide, high), _box(wide, high), attributes, fill)
        yield from self._rules([one for one in every if isinstance(one, Rule)])
        for text in (one for one in every if isinstance(one, Text)):
            yield from self._text(text)

    def _rules(self, rules: list[Rule]) -> Iterator[str]:
        if self._habits.lines is Lines.LONG:
            rules = joined(rules)
        colour = "" if self._habits.manners else '<StrokeColor Value="0 0 0"/>'
        thin = "" if self._habits.manners else 'LineWidth="0.18"'
        if self._habits.lines is Lines.BOXES:
            for at in range(0, len(rules), 4):  # above, below, left and right of one cell
                above, below = rules[at], rules[at + 1]
                wide, high = above.x1 - above.x0, below.y0 - above.y0
                yield self._path((above.x0, above.y0, wide, high), _box(wide, high), thin, colour)
            return
        for rule in rules:
            wide, high = rule.x1 - rule.x0, rule.y1 - rule.y0
            if self._habits.lines is Lines.FILLS:
                place = (rule.x0 - 0.1, rule.y0 - 0.1, wide + 0.2, high + 0.2)
                fill = '<FillColor Value="0 0 0"/>'
                attributes = 'Fill="true" Stroke="false"'
                yield self._path(place, _box(wide + 0.2, high + 0.2), attributes, fill)
            else:
                place = (rule.x0, rule.y0, max(wide, 0.2), max(high, 0.2))
                yield self._path(place, f"M 0 0 L {wide:.4f} {high:.4f}", thin, colour)

    def _path(
        self, place: tuple[float, float, float, float], data: str, attributes: str, colour: str
    ) -> str:
        self._number += 1
        x, y, wide, high = place
        return (
            f'<PathObject ID="{self._number}" Boundary="{x:.4f} {y:.4f} {wide:.4f} {high:.4f}"'
            f" {attributes}>{colour}<AbbreviatedData>{data}</AbbreviatedData></PathObject>"
        )

    def _text(self, text: Text) -> Iterator[str]:
        for piece in self._cut(text):
            yield self.text_object(piece)

    def _cut(self, text: Text) -> list[Text]:
        """The text in pieces that one font has all characters of, or character by character."""
        pieces: list[Text] = []
        x = text.x
        single = self._habits.cut is Cut.CHARACTER
        for char in text.text:
            if pieces and not single and self.face(pieces[-1].text[-1]) == self.face(char):
                last = pieces.pop()
                pieces.append(Text(last.text + char, last.x, text.y, text.size, text.is_figure))
            else:
                pieces.append(Text(char, x, text.y, text.size, text.is_figure))
            x += width(char) * text.size
        return pieces

    def face(self, char: str) -> int:
        """Which font has a character; the last one where none says so."""
        for number, one in enumerate(self._faces):
            if char in one.glyphs:
                return number
        return len(self._faces) - 1

    def text_object(self, text: Text, more: str = "", attributes: str = "") -> str:
        """A text object in the manner of the program."""
        self._number += 1
        habits = self._habits
        unit = POINT if habits.in_points else 1.0
        size = text.size / unit
        number = self.face(text.text[0])
        steps = [width(char) * size for char in text.text[:-1]]
        ctm = f'CTM="{unit:.6f} 0 0 {unit:.6f} 0 0"' if habits.in_points else ""
        glyph = '<CGTransform CodePosition="{}" CodeCount="{}" GlyphCount="{}"><Glyphs>{}</Glyphs>'
        glyph += "</CGTransform>"
        numbers = self._faces[number].glyphs
        listed = [str(numbers[char]) for char in text.text if char in numbers]
        codes = ""
        y = f'Y="{size:.4f}"'
        if habits.cut is Cut.CODES:
            x = 0.0
            for at, char in enumerate(text.text):
                if habits.glyphs and listed:
                    codes += glyph.format(0, 1, 1, listed[at])
                codes += f'<TextCode X="{x:.4f}" {y}>{escape(char)}</TextCode>'
                x += steps[at] if at < len(steps) else 0.0
        else:
            if habits.glyphs and listed:
                codes += glyph.format(0, len(listed), len(listed), " ".join(listed))
            across = f' DeltaX="{self._steps(steps)}"' if steps else ""
            codes += f'<TextCode X="0" {y}{across}>{escape(text.text)}</TextCode>'
        high = text.size * (1.0 if habits.tight else 1.3)
        bounds = f"{text.x:.4f} {text.y - text.size:.4f} {text.width:.4f} {high:.4f}"
        return (
            f'<TextObject ID="{self._number}" {ctm} Boundary="{bounds}" Font="{number + 3}"'
            f' Size="{size:.4f}" {attributes}>{more}{codes}</TextObject>'
        )

    def _steps(self, steps: Sequence[float]) -> str:
        if self._habits.cut is not Cut.RUNS:
            return " ".join(f"{step:.4f}" for step in steps)
        found: list[tuple[str, int]] = []
        for step in (f"{step:.4f}" for step in steps):
            if found and found[-1][0] == step:
                found[-1] = (step, found[-1][1] + 1)
            else:
                found.append((step, 1))
        return " ".join(f"g {count} {step}" if count > 1 else step for step, count in found)


def _box(wide: float, high: float) -> str:
    return f"M 0 0 L {wide:.4f} 0 L {wide:.4f} {high:.4f} L 0 {high:.4f} C"


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that lie on one line and touch, as one."""
    found: list[Rule] = []
    for level in (True, False):
        lines: dict[float, list[tuple[float, float]]] = {}
        for one in rules:
            if (one.y0 == one.y1) is level:
                at, start, end = (one.y0, one.x0, one.x1) if level else (one.x0, one.y0, one.y1)
                lines.setdefault(round(at, 4), []).append((start, end))
        for at, pieces in sorted(lines.items()):
            begin, reach = None, 0.0
            for start, end in [*sorted(pieces), (1e9, 1e9)]:
                if begin is not None and start > reach + 1e-3:
                    ends = (begin, reach)
                    found.append(
                        Rule(ends[0], at, ends[1], at) if level else Rule(at, ends[0], at, ends[1])
                    )
                    begin = None
                if begin is None:
                    begin, reach = start, end
                reach = max(reach, end)
    return found
