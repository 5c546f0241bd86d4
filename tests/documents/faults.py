"""Faults drawn onto a good report at the box of a chosen cell, as editors and forgers leave them.

A fault gets the cell's box (PDF points, user space) and its printed text, and gives content
operators and what a person reads in the cell afterwards: a text, or ``UNSURE`` where nobody
can tell. Fonts, graphics states and objects they use are in ``furnish``.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from checker.model import Box

    Fault: TypeAlias = Callable[[Box, str], tuple[str, str | None]]

UNSURE = None
FIGURE = 4.45  # points: a digit of Helvetica in 8 point type


def middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def print_text(x: float, y: float, text: str, *, size: float = 8, before: str = "") -> str:
    return f"BT {before} /F9 {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({text}) Tj ET"


def _beside(text: str) -> float:
    """How far right of a cell's middle its centred number ends, with room for a glyph's edge."""
    return 2.9 * len(text) + 3.0


def second_number(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return print_text(x + _beside(text) + 2, y - 3, "7"), UNSURE


def struck(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"1 w {x - 14} {y} m {x + 14} {y} l S", UNSURE


def struck_by_dots(box: Box, text: str) -> tuple[str, str | None]:
    return "[1 1] 0 d " + struck(box, text)[0], UNSURE


def struck_by_a_bar(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"{x - 14} {y - 0.4} 28 .8 re f", UNSURE


def struck_aslant(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f".8 w {x - 10} {y - 5} m {x + 10} {y + 5} l S", UNSURE


def struck_by_a_curve(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f".8 w {x - 12} {y} m {x - 4} {y + 5} {x + 4} {y - 5} {x + 12} {y} c S", UNSURE


def painted_white(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"1 g {x - 16} {y - 6} 32 12 re f", UNSURE


def painted_white_and_retyped(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return painted_white(box, text)[0] + print_text(x - 4, y - 3, "58", before="0 g"), "58"


def upper_half_painted_white(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"1 g {x - 16} {y} 32 6 re f", UNSURE


def blacked_out(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"0 g {x - 16} {y - 6} 32 12 re f", UNSURE


def covered_by_a_picture(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"q 32 0 0 12 {x - 16} {y - 6} cm /Im9 Do Q", UNSURE


def hidden_digit(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return print_text(x + _beside(text), y - 3, "9", before="3 Tr"), UNSURE


def white_digit(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return print_text(x + _beside(text), y - 3, "9", before="1 g"), UNSURE


def clipped_digit(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"{x} {y - 30} 1 1 re W n " + print_text(x + _beside(text), y - 3, "9"), UNSURE


def digits_without_outlines(box: Box, text: str) -> tuple[str, str | None]:
    """Two 9s before the number in a font that draws nothing for them."""
    x, y = middle(box)
    left = x - _beside(text) - 2 * FIGURE
    return f"BT /F8 8 Tf {left} {y - 3} Td (99) Tj ET", UNSURE


def clear_digits_over_others(box: Box, text: str) -> tuple[str, str | None]:
    """The text layer's own digits, with a clear fill, over the number that is printed."""
    x, y = middle(box)
    told = "".join(str((int(digit) + 1) % 10) for digit in text if digit.isdigit())
    return "/Clear9 gs " + print_text(x - _beside(text) + 3, y - 3, told), UNSURE


def small_hidden_digit(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return print_text(x + _beside(text), y - 3, "9", size=4, before="1 g"), text


def old_figure_struck(box: Box, text: str, *, reach: float = 0.0) -> tuple[str, str | None]:
    """57 before the number, struck out from end to end or so many points further."""
    x, y = middle(box)
    left = x - _beside(text) - 2 * FIGURE
    line = f"1 w {left} {y} m {left + 2 * FIGURE + reach} {y} l S "
    return line + print_text(left, y - 3, "57"), text if reach == 0 else UNSURE


def old_figure_struck_into_the_new_one(box: Box, text: str) -> tuple[str, str | None]:
    return old_figure_struck(box, text, reach=6.5)


def last_digit_struck(box: Box, text: str) -> tuple[str, str | None]:
    """A line through the last digit of the number alone."""
    x, y = middle(box)
    right = x + _beside(text) - 3
    return f"1 w {right - 4.5} {y} m {right} {y} l S", UNSURE


def underlined(box: Box, text: str) -> tuple[str, str | None]:
    """A line that touches the feet of the digits, on grey ground."""
    x, y = middle(box)
    ground = f".93 g {box[0] + 1} {box[1] + 1} {box[2] - box[0] - 2} {box[3] - box[1] - 2} re f"
    again = print_text(x - 2.23 * len(text), y - 3, text, before="0 g")
    left, right = x - 2.23 * len(text), x + 2.23 * len(text)
    return f"{ground} {again} .8 w {left} {y - 3.2} m {right} {y - 3.2} l S", text


def line_that_is_clipped_away(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"{x} {y - 30} 1 1 re W n 1 w {x - 14} {y} m {x + 14} {y} l S", text


def pale_digit(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return print_text(x + _beside(text), y - 3, "9", before=".78 g"), UNSURE


def digit_in_a_form(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"q 1 0 0 1 {x + _beside(text) + 2} {y - 3} cm /Fm9 Do Q", UNSURE


def turned_digit(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"BT /F9 8 Tf 0 1 -1 0 {x + _beside(text) + 6} {y - 3} Tm (9) Tj ET", UNSURE


def upside_down_digit(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return f"BT /F9 8 Tf -1 0 0 -1 {x + _beside(text) + 5} {y + 3} Tm (9) Tj ET", UNSURE


def drawn_digit(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    left = x + _beside(text) + 1
    return f".8 w {left} {y + 3} m {left + 4} {y + 3} l {left + 1.5} {y - 3} l S", UNSURE


def raised_mark(box: Box, text: str) -> tuple[str, str | None]:
    x, y = middle(box)
    return print_text(x + _beside(text) - 1, y + 1.5, "2", size=5), text


def raised_before(box: Box, text: str) -> tuple[str, str | None]:
    """A small raised digit before the number is no footnote mark of it."""
    x, y = middle(box)
    return print_text(x - _beside(text) - 2, y + 1.5, "2", size=5), UNSURE


def digit_over_the_edge(box: Box, text: str) -> tuple[str, str | None]:
    return print_text(box[2] - 3, middle(box)[1] - 3, "9"), UNSURE


FAULTS: Mapping[str, Fault] = {
    fault.__name__: fault
    for fault in (
        second_number,
        struck,
        struck_by_dots,
        struck_by_a_bar,
        struck_aslant,
        struck_by_a_curve,
        painted_white,
        painted_white_and_retyped,
        upper_half_painted_white,
        blacked_out,
        covered_by_a_picture,
        hidden_digit,
        white_digit,
        clipped_digit,
        digits_without_outlines,
        clear_digits_over_others,
        small_hidden_digit,
        old_figure_struck,
        old_figure_struck_into_the_new_one,
        last_digit_struck,
        underlined,
        line_that_is_clipped_away,
        pale_digit,
        digit_in_a_form,
        turned_digit,
        upside_down_digit,
        drawn_digit,
        raised_mark,
        raised_before,
        digit_over_the_edge,
    )
}


def with_faults(source: bytes, drawn: Iterable[tuple[int, str]]) -> bytes:
    """The report with these operators drawn last on these pages."""
    by_page: dict[int, list[str]] = {}
    for number, operators in drawn:
        by_page.setdefault(number, []).append(f"q {operators} Q")
    with pikepdf.open(io.BytesIO(source)) as pdf:
        for number, faults in by_page.items():
            page = pdf.pages[number - 1]
            furnish(pdf, page)
            page.contents_add(Stream(pdf, b"q"), prepend=True)
            content = "Q\n" + "\n".join(faults)
            page.contents_add(Stream(pdf, content.encode("ascii")), prepend=False)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def with_annotation(source: bytes, page: int, box: Box, kind: str) -> bytes:
    """The report with an annotation over a box; ``Widget`` and ``Stamp`` show the number 77."""
    x, y = middle(box)
    with pikepdf.open(io.BytesIO(source)) as pdf:
        own = pdf.pages[page - 1]
        furnish(pdf, own)
        shown = Stream(pdf, b"1 g 0 0 28 10 re f 0 g BT /F9 8 Tf 8 2 Td (77) Tj ET")
        shown.update(
            Dictionary(
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 28, 10]),
                Resources=Dictionary(Font=Dictionary(F9=own.obj.Resources.Font.F9)),
            )
        )
        corners = [x - 14, y - 5, x + 14, y + 5]
        quads = [x - 14, y + 5, x + 14, y + 5, x - 14, y - 5, x + 14, y - 5]
        mark = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(corners), F=4, QuadPoints=quads
        )
        if kind in {"Widget", "Stamp"}:
            mark.AP = Dictionary(N=pdf.make_indirect(shown))
        if kind == "Widget":
            mark.FT, mark.T = Name.Tx, pikepdf.String("figure")
            pdf.Root.AcroForm = Dictionary(Fields=Array([]))
        mark = pdf.make_indirect(mark)
        if kind == "Widget":
            pdf.Root.AcroForm.Fields.append(mark)
        own.obj.Annots = Array([mark])
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def furnish(pdf: Pdf, page: pikepdf.Page) -> None:
    """Give a page the font, the picture and the form that faults use."""
    resources = page.obj.Resources
    for kind in ("Font", "XObject", "ExtGState"):
        if f"/{kind}" not in resources:
            resources[f"/{kind}"] = Dictionary()
    resources.ExtGState.Clear9 = Dictionary(Type=Name.ExtGState, ca=0)
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources.Font.F9 = pdf.make_indirect(helvetica)
    nothing = Dictionary(nine=Stream(pdf, b"500 0 0 0 0 0 d1"))
    resources.Font.F8 = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=nothing,
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([57, Name.nine])),
            FirstChar=57,
            LastChar=57,
            Widths=Array([500]),
        )
    )
    stripes = Stream(pdf, bytes([0, 255] * 128))
    stripes.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=16,
            Height=16,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
    )
    resources.XObject.Im9 = pdf.make_indirect(stripes)
    form = Stream(pdf, b"BT /F9 8 Tf 0 0 Td (4) Tj ET")
    form.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([-2, -3, 20, 12]),
            Resources=Dictionary(Font=Dictionary(F9=resources.Font.F9)),
        )
    )
    resources.XObject.Fm9 = pdf.make_indirect(form)
