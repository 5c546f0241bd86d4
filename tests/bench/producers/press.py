"""The producers: what each can do, and how it prints reports. Several at once where it can."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from samples.story import Paragraph
from tests.bench.producers import docx, drawn, html, programs, typst_page, xlsx
from tests.bench.producers.dress import Abilities, Ink, Rules
from tests.bench.producers.fonts import FACES, TRUETYPE
from tests.bench.producers.layout import lay_out
from tests.bench.producers.metrics import Metrics
from tests.bench.producers.rules import Drafting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.producers.dress import Dress
    from tests.bench.producers.layout import Page
    from tests.bench.producers.story import Block


@dataclass(frozen=True, slots=True)
class Job:
    """A report to be printed."""

    blocks: Sequence[Block]
    dress: Dress

    @property
    def title(self) -> str:
        """The document's title, as metadata have it."""
        first = self.blocks[0]
        assert isinstance(first, Paragraph)
        return first.text.replace("\n", "")


@dataclass(frozen=True, slots=True)
class Producer:
    """A program or library that writes PDF: ``run`` gives one PDF a job, in their order."""

    name: str
    can: Abilities
    run: Callable[[Sequence[Job]], Iterator[bytes]]


def _chromium(jobs: Sequence[Job]) -> Iterator[bytes]:
    return programs.print_pages([html.page(job.blocks, job.dress) for job in jobs])


def _weasyprint(jobs: Sequence[Job]) -> Iterator[bytes]:
    from weasyprint import HTML

    for job in jobs:
        pdf: bytes = HTML(string=html.page(job.blocks, job.dress)).write_pdf()
        yield pdf


def _word(jobs: Sequence[Job]) -> Iterator[bytes]:
    return programs.print_documents([docx.document(job.blocks, job.dress) for job in jobs], ".docx")


def _spreadsheet(jobs: Sequence[Job]) -> Iterator[bytes]:
    return programs.print_documents([xlsx.workbook(job.blocks, job.dress) for job in jobs], ".xlsx")


_EPOCH = 1_705_708_800  # the moment printed files say they are of: 2024-01-20


def _typst(jobs: Sequence[Job]) -> Iterator[bytes]:
    from pathlib import Path

    import typst

    from tests.bench.producers.fonts import DIGIT_FAMILIES, locate

    for job in jobs:
        fonts = [job.dress.font, *DIGIT_FAMILIES]
        folders = sorted({str(Path(locate(family).path).parent) for family in fonts})
        source = typst_page.source(job.blocks, job.dress).encode()
        # The fonts named and no others, so that the same reports are made everywhere.
        yield typst.compile(
            source,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
            ),
            format="pdf",
            timestamp=_EPOCH,
        )


def _drawn(
    draw: Callable[[Sequence[Page], str], bytes], drafting: Drafting, jobs: Sequence[Job]
) -> Iterator[bytes]:
    metrics = Metrics()
    for job in jobs:
        yield draw(lay_out(job.blocks, job.dress, metrics, drafting), job.title)


_CSS = (
    Rules.SOLID, Rules.THICK, Rules.DOTTED, Rules.DASHED, Rules.DOUBLE, Rules.RIDGE,
    Rules.SEPARATE, Rules.HORIZONTAL, Rules.NONE,
)  # fmt: skip
_OOXML = (
    Rules.SOLID, Rules.THICK, Rules.DOTTED, Rules.DASHED, Rules.DOUBLE, Rules.TRIPLE, Rules.WAVY,
    Rules.RIDGE, Rules.HORIZONTAL, Rules.NONE,
)  # fmt: skip
_SHEET = (
    Rules.SOLID, Rules.THICK, Rules.DOTTED, Rules.DASHED, Rules.DOUBLE, Rules.HORIZONTAL,
    Rules.NONE,
)  # fmt: skip
_STROKES = (
    Rules.SOLID, Rules.THICK, Rules.DOTTED, Rules.DASHED, Rules.SEPARATE, Rules.HORIZONTAL,
    Rules.NONE,
)  # fmt: skip
_ALL = tuple(Rules)


def _without(*inks: Ink) -> tuple[Ink, ...]:
    return tuple(ink for ink in Ink if ink not in inks)


PRODUCERS = {
    producer.name: producer
    for producer in (
        Producer("chromium", Abilities((*_CSS, Rules.SHADOWED), FACES), _chromium),
        # WeasyPrint draws neither shadows nor the outlines of letters.
        Producer(
            "weasyprint",
            Abilities(_CSS, FACES, inks=_without(Ink.HOLLOW, Ink.SHADOW)),
            _weasyprint,
        ),
        Producer("libreoffice-docx", Abilities(_OOXML, FACES), _word),
        Producer(
            "libreoffice-xlsx",
            Abilities(_SHEET, FACES, columns=False, watermark=False),
            _spreadsheet,
        ),
        # Typst knows no shadows.
        Producer("typst", Abilities(_STROKES, FACES, inks=_without(Ink.SHADOW)), _typst),
        # ReportLab embeds TrueType outlines only.
        Producer(
            "reportlab-word",
            Abilities(_ALL, TRUETYPE),
            partial(_drawn, drawn.reportlab, Drafting.RECTANGLES),
        ),
        Producer(
            "reportlab-wps",
            Abilities(_ALL, TRUETYPE),
            partial(_drawn, drawn.reportlab, Drafting.SEGMENTS),
        ),
        Producer("fpdf2", Abilities(_ALL, TRUETYPE), partial(_drawn, drawn.fpdf2, Drafting.CELLS)),
        # Cairo has no outlined text, only outlines that are no text any more.
        Producer(
            "cairo",
            Abilities(_ALL, FACES, inks=_without(Ink.HOLLOW)),
            partial(_drawn, drawn.cairo, Drafting.LINES),
        ),
    )
}
REWRITERS = ("qpdf", "ghostscript")
NAMES = (*PRODUCERS, *REWRITERS)
