"""OFD files of sample reports: what programs do to them, and what makes one figure unsure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from samples.make_samples import sheet
from samples.ofd_faces import faces_of
from samples.ofd_layout import Page, Text, laid_out, width
from samples.recipes import RECIPES
from samples.report_ofd import Cut, Face, Habits, Lines, Writer, packed, parts_of
from samples.story import tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from checker.model import Box

    Parts: TypeAlias = dict[str, bytes]

FACES = "suqian-2023"  # the sample whose fonts have most characters
PLAIN = Habits()
PROGRAMS: dict[str, Habits] = {
    "runs": PLAIN,
    "a character an object": replace(PLAIN, cut=Cut.CHARACTER),
    "a code a character, in points": replace(PLAIN, cut=Cut.CODES, in_points=True),
    "long lines, own name space": replace(PLAIN, lines=Lines.LONG, prefix="", cut=Cut.LINE),
    "rectangles in blocks": replace(PLAIN, lines=Lines.BOXES, nested=True),
    "fills, manners of drawing": replace(PLAIN, lines=Lines.FILLS, manners=True, prefix="x:"),
    "templates, absolute": replace(PLAIN, template=True, absolute=True),
    "no name space, Windows": replace(
        PLAIN, space="", prefix="", absolute=True, windows=True, tight=True
    ),
}


@lru_cache(maxsize=16)
def pages(name: str, *, shaded: bool = False) -> tuple[Page, ...]:
    """The pages of a sample report."""
    recipe = next(one for one in RECIPES if one.name == name)
    return laid_out(tell(sheet(recipe), recipe), shaded=shaded)


def faces() -> tuple[Face, ...]:
    """Fonts that a file brings."""
    return faces_of(FACES)


def figures(of: tuple[Page, ...]) -> list[tuple[int, Text]]:
    """The figures of all tables in order, with their pages (from 0)."""
    return [
        (number, one)
        for number, page in enumerate(of)
        for one in page
        if isinstance(one, Text) and one.is_figure
    ]


@dataclass(frozen=True)
class Planted:
    """A figure that is written otherwise: the parts of the package around it, and its markup."""

    page: int
    figure: Text
    parts: Parts
    glyphs: bool

    def written(self, text: Text | None = None, more: str = "", attributes: str = "") -> str:
        """A text object, of the figure itself if of no other text."""
        writer = Writer(replace(PLAIN, prefix="", glyphs=self.glyphs), self.faces)
        return writer.text_object(text or self.figure, more, attributes)

    @property
    def faces(self) -> tuple[Face, ...]:
        """The fonts of the file."""
        return faces() if self.glyphs else (Face(),)

    def path(self, place: Box, ink: str, data: str = "") -> str:
        """A path object in a place (x, y, width, height): a filled rectangle if of no data."""
        x, y, wide, high = place
        data = data or f"M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C"
        return (
            f'<PathObject ID="7001" Boundary="{x} {y} {wide} {high}" {ink}'
            f"<AbbreviatedData>{data}</AbbreviatedData></PathObject>"
        )

    def over(self, ink: str) -> str:
        """A filled rectangle over the figure."""
        text = self.figure
        return self.path((text.x - 0.5, text.y - text.size, text.width + 1, text.size * 1.2), ink)

    def give(self, markup: str) -> bytes:
        """The file with this at the end of the page's content."""
        name = f"Doc_0/Pages/Page_{self.page}/Content.xml"
        content = self.parts[name].decode().replace("</Layer>", f"{markup}</Layer>")
        return packed({**self.parts, name: content.encode()})


def planted(name: str, at: int, *, glyphs: bool = False, keep: bool = False) -> Planted:
    """A sample report without its figure ``at``, or with it, to write another one there."""
    every = pages(name)
    page, figure = figures(every)[at]
    if not keep:
        left = tuple(one for one in every[page] if one is not figure)
        every = (*every[:page], left, *every[page + 1 :])
    own = faces() if glyphs else (Face(),)
    habits = replace(PLAIN, prefix="", glyphs=glyphs)
    return Planted(page, figure, parts_of(every, habits, own), glyphs)


def other(text: Text) -> Text:
    """The same place with other digits."""
    turned = str.maketrans("0123456789", "9876501234")
    return replace(text, text=text.text.translate(turned))


FILLED = 'Fill="true" Stroke="false"><FillColor Value="{}"/>'
WHITE, GREY, BLACK = (FILLED.format(colour) for colour in ("255 255 255", "90 90 90", "0 0 0"))
GRADIENT = (
    '<FillColor><AxialShd StartPoint="0 0" EndPoint="1 1">'
    '<Segment Position="0"><Color Value="0 0 0"/></Segment>'
    '<Segment Position="1"><Color Value="255 255 255"/></Segment></AxialShd></FillColor>'
)
ELSEWHERE = (
    '<Clips><Clip><Area><Path Boundary="90 90 1 1"><AbbreviatedData>M 0 0 L 1 0 L 1 1 C'
    "</AbbreviatedData></Path></Area></Clip></Clips>"
)


@dataclass(frozen=True)
class Trap:
    """How a figure is made unsure; ``keep`` leaves it there, below what is added."""

    markup: Callable[[Planted], str]
    keep: bool = False
    glyphs: bool = False

    def file(self, name: str, at: int) -> bytes:
        """A sample report with its figure ``at`` made so."""
        one = planted(name, at, glyphs=self.glyphs, keep=self.keep)
        return one.give(self.markup(one))


def _coloured(colour: str) -> Trap:
    return Trap(lambda one: one.written(None, f"<FillColor {colour}/>"))


def _said(attributes: str) -> Trap:
    return Trap(lambda one: one.written(None, "", attributes))


def _out_of_its_bounds(one: Planted) -> str:
    narrow = one.written().replace(f"{one.figure.width:.4f} ", "0.0100 ", 1)
    return narrow.replace('X="0"', 'X="2"')


def _struck(one: Planted) -> str:
    text = one.figure
    wide = text.width + 0.6
    ink = 'LineWidth="0.3"><StrokeColor Value="0 0 0"/>'
    place = (text.x - 0.3, text.y - 0.4 * text.size, wide, 0.2)
    return one.path(place, ink, f"M 0 0 L {wide} 0")


def _stroke(one: Planted) -> str:
    text = one.figure
    return one.path((text.x, text.y - 0.7 * text.size, 0.3, 0.7 * text.size), BLACK)


def _distances(given: str) -> Trap:
    """Five digits, with these distances between them."""
    return Trap(
        lambda one: one.written(replace(one.figure, text="12345")).replace(
            'DeltaX="g 4 1.8500"', given
        )
    )


def _shared_glyph(one: Planted) -> str:
    two = one.written(replace(one.figure, text="12"))
    return two.replace('CodeCount="2" GlyphCount="2"', 'CodeCount="2" GlyphCount="1"')


def _other_glyphs(one: Planted) -> str:
    """The figure's text with the glyphs that draw another one."""
    glyphs = one.faces[Writer(PLAIN, one.faces).face("0")].glyphs
    drawn = (one.figure, other(one.figure))
    own, lying = (" ".join(str(glyphs[char]) for char in of.text) for of in drawn)
    return one.written().replace(f"<Glyphs>{own}</Glyphs>", f"<Glyphs>{lying}</Glyphs>")


TRAPS: dict[str, Trap] = {
    "white": _coloured('Value="255 255 255"'),
    "nearly white": _coloured('Value="250 250 250"'),
    "not visible": _said('Visible="false"'),
    "clear": _said('Alpha="0"'),
    "a clear colour": _coloured('Value="0 0 0" Alpha="0"'),
    "neither filled nor stroked": _said('Fill="false"'),
    "clipped away": Trap(lambda one: one.written(None, ELSEWHERE)),
    "out of its bounds": Trap(_out_of_its_bounds),
    "struck out": Trap(_struck, keep=True),
    "painted over": Trap(lambda one: one.over(WHITE), keep=True),
    "painted over in grey": Trap(lambda one: one.over(GREY), keep=True),
    "another one over it": Trap(lambda one: one.written(other(one.figure)), keep=True),
    "painted over, another one over it": Trap(
        lambda one: one.over(WHITE) + one.written(other(one.figure)), keep=True
    ),
    "another one, not visible": Trap(
        lambda one: one.written(other(one.figure), "", 'Visible="false"'), keep=True
    ),
    "without distances": _distances(""),
    "fewer distances than characters": _distances('DeltaX="g 2 1.8500"'),
    "glyphs of another number": Trap(_other_glyphs, glyphs=True),
    "in a gradient": Trap(lambda one: one.written(None, GRADIENT)),
    "drawn, not set": Trap(_stroke),
    "mirrored": Trap(lambda one: one.written(None, "", f'CTM="-1 0 0 1 {one.figure.width} 0"')),
    "two characters on one glyph": Trap(_shared_glyph, glyphs=True),
}


def sealed(one: Planted, envelope: bytes) -> bytes:
    """The report with a seal over the figure, its picture in an envelope."""
    text = one.figure
    bounds = f"{text.x - 5} {text.y - 5} {width(text.text) * text.size + 10} 10"
    entry = one.parts["OFD.xml"].decode()
    where = "<Signatures>Doc_0/Signs/Signatures.xml</Signatures></DocBody>"
    return packed(
        {
            **one.parts,
            "OFD.xml": entry.replace("</DocBody>", where).encode(),
            "Doc_0/Signs/Signatures.xml": (
                b'<Signatures><Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>'
                b"</Signatures>"
            ),
            "Doc_0/Signs/Sign_0/Signature.xml": (
                f'<Signature><SignedInfo><StampAnnot ID="2" PageRef="{one.page + 1}" '
                f'Boundary="{bounds}"/><Seal><BaseLoc>Seal.esl</BaseLoc></Seal></SignedInfo>'
                "<SignedValue>SignedValue.dat</SignedValue></Signature>"
            ).encode(),
            "Doc_0/Signs/Sign_0/Seal.esl": envelope,
        }
    )


def annotated(one: Planted, markup: str, attributes: str = "") -> bytes:
    """The report with an annotation on the figure's page."""
    document = one.parts["Doc_0/Document.xml"].decode()
    where = "<Annotations>Annotations.xml</Annotations></Document>"
    return packed(
        {
            **one.parts,
            "Doc_0/Document.xml": document.replace("</Document>", where).encode(),
            "Doc_0/Annotations.xml": (
                f'<Annotations><Page PageID="{one.page + 1}"><FileLoc>Annots/A.xml</FileLoc></Page>'
                "</Annotations>"
            ).encode(),
            "Doc_0/Annots/A.xml": (
                f'<PageAnnot><Annot ID="1" Type="Stamp" {attributes}><Appearance Boundary='
                f'"0 0 210 297">{markup}</Appearance></Annot></PageAnnot>'
            ).encode(),
        }
    )
