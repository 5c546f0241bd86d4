"""Producers that draw: ReportLab, fpdf2 and cairo put the items of ``layout`` on paper."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

from tests.bench.producers.dress import Ink
from tests.bench.producers.fonts import locate
from tests.bench.producers.layout import Word
from tests.bench.producers.rules import Fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.producers.layout import Page
    from tests.bench.producers.rules import Path

_OUTLINE = 0.35  # points, of hollow digits
_SHADOW = (0.7, "#bbbbbb")
_BOLD = 0.02  # of the em: how far apart the two prints of a digit lie


def _rgb(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))  # type: ignore[return-value]


def _prints(word: Word) -> list[tuple[float, str]]:
    """How far aside, and in which colour, each print of a word lies; first things lowest."""
    if word.ink is Ink.SHADOW:
        return [_SHADOW, (0.0, word.colour)]
    if word.ink is Ink.BOLD:
        return [(0.0, word.colour), (_BOLD * word.size, word.colour)]
    return [(0.0, word.colour)]


def reportlab(pages: Sequence[Page], title: str) -> bytes:
    """The pages by ReportLab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        for item in page.items:
            if isinstance(item, Fill):
                canvas.setFillColorRGB(*_rgb(item.colour))
                height = item.y1 - item.y0
                canvas.rect(
                    item.x0, page.height - item.y1, item.x1 - item.x0, height, stroke=0, fill=1
                )
            elif isinstance(item, Word):
                if item.font not in pdfmetrics.getRegisteredFontNames():
                    file = locate(item.font)
                    pdfmetrics.registerFont(TTFont(item.font, file.path, subfontIndex=file.index))
                _reportlab_word(canvas, page, item)
            else:
                _reportlab_path(canvas, page, item)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _reportlab_word(canvas: Any, page: Page, word: Word) -> None:
    canvas.saveState()
    canvas.translate(word.x, page.height - word.y)
    canvas.rotate(word.angle)
    for aside, colour in _prints(word):
        text = canvas.beginText(aside, -aside if word.ink is Ink.SHADOW else 0)
        text.setFont(word.font, word.size)
        text.setFillColorRGB(*_rgb(colour))
        if word.ink is Ink.HOLLOW:
            canvas.setLineWidth(_OUTLINE)
            text.setTextRenderMode(1)
        text.textOut(word.text)
        canvas.drawText(text)
    if word.ink is Ink.UNDERLINED:
        canvas.setLineWidth(0.5)
        width = canvas.stringWidth(word.text, word.font, word.size)
        canvas.line(0, -0.12 * word.size, width, -0.12 * word.size)
    canvas.restoreState()


def _reportlab_path(canvas: Any, page: Page, item: Path) -> None:
    canvas.setStrokeColorRGB(*_rgb(item.colour))
    canvas.setLineWidth(item.width)
    canvas.setLineCap(1 if item.round_caps else 0)
    canvas.setDash(*([list(item.dash)] if item.dash else []))
    path = canvas.beginPath()
    (x, y), *rest = item.points
    path.moveTo(x, page.height - y)
    for x, y in rest:
        path.lineTo(x, page.height - y)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash()


def fpdf2(pages: Sequence[Page], title: str) -> bytes:
    """The pages by fpdf2."""
    from datetime import UTC, datetime

    from fpdf import FPDF

    pdf: Any = FPDF(unit="pt")
    pdf.set_creation_date(datetime(2024, 1, 20, tzinfo=UTC))
    pdf.set_title(title)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    for page in pages:
        pdf.add_page(format=(page.width, page.height))
        for item in page.items:
            if isinstance(item, Fill):
                pdf.set_fill_color(item.colour)
                pdf.rect(item.x0, item.y0, item.x1 - item.x0, item.y1 - item.y0, style="F")
            elif isinstance(item, Word):
                _fpdf_word(pdf, item)
            else:
                pdf.set_draw_color(item.colour)
                pdf.set_line_width(item.width)
                with pdf.local_context(stroke_cap_style=1 if item.round_caps else 0):
                    if item.dash:
                        pdf.set_dash_pattern(dash=item.dash[0] or 0.01, gap=item.dash[1])
                    pdf.polyline(list(item.points))
                    pdf.set_dash_pattern()
    return bytes(pdf.output())


def _fpdf_word(pdf: Any, word: Word) -> None:
    family = word.font.lower()
    if family not in pdf.fonts:
        file = locate(word.font)
        pdf.add_font(family, "", file.path, collection_font_number=file.index)
    for aside, colour in _prints(word):
        pdf.set_font(family, "U" if word.ink is Ink.UNDERLINED else "", word.size)
        pdf.set_text_color(colour)
        pdf.set_draw_color(colour)
        pdf.set_line_width(_OUTLINE)
        mode = "STROKE" if word.ink is Ink.HOLLOW else "FILL"
        with pdf.local_context(text_mode=mode), pdf.rotation(word.angle, word.x, word.y):
            drop = aside if word.ink is Ink.SHADOW else 0.0
            pdf.text(word.x + aside, word.y + drop, word.text)


def cairo(pages: Sequence[Page], title: str) -> bytes:
    """The pages by cairo, with fonts chosen through fontconfig."""
    import cairocffi

    buffer = io.BytesIO()
    surface: Any = cairocffi.PDFSurface(buffer, pages[0].width, pages[0].height)
    surface.set_metadata(cairocffi.PDF_METADATA_TITLE, title)
    surface.set_metadata(cairocffi.PDF_METADATA_CREATE_DATE, "2024-01-20T00:00:00Z")
    for page in pages:
        surface.set_size(page.width, page.height)
        context: Any = cairocffi.Context(surface)
        for item in page.items:
            if isinstance(item, Fill):
                context.set_source_rgb(*_rgb(item.colour))
                context.rectangle(item.x0, item.y0, item.x1 - item.x0, item.y1 - item.y0)
                context.fill()
            elif isinstance(item, Word):
                _cairo_word(context, item)
            else:
                context.set_source_rgb(*_rgb(item.colour))
                context.set_line_width(item.width)
                context.set_line_cap(1 if item.round_caps else 0)
                context.set_dash(list(item.dash or ()))
                context.move_to(*item.points[0])
                for x, y in item.points[1:]:
                    context.line_to(x, y)
                context.stroke()
        context.show_page()
    surface.finish()
    return buffer.getvalue()


def _cairo_word(context: Any, word: Word) -> None:
    context.save()
    context.translate(word.x, word.y)
    context.rotate(-math.radians(word.angle))
    context.select_font_face(word.font)
    context.set_font_size(word.size)
    for aside, colour in _prints(word):
        context.set_source_rgb(*_rgb(colour))
        context.move_to(aside, aside if word.ink is Ink.SHADOW else 0.0)
        context.show_text(word.text)
    if word.ink is Ink.UNDERLINED:
        context.set_line_width(0.5)
        context.set_dash([])
        width = context.text_extents(word.text)[4]
        context.move_to(0, 0.12 * word.size)
        context.line_to(width, 0.12 * word.size)
        context.stroke()
    context.restore()
