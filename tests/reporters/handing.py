"""What is handed over, as values to look at: text of PDFs, pages without layout, workbooks."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy
import openpyxl
from pypdf import PdfReader

from checker.documents.png import png
from checker.model import Duplicate, FileKind, Inputs, OwnOutput, Unread
from checker.model.page_images import PagePicture
from checker.reporters import BINARY, reporter
from tests.reporters.printing import Stream, look, table_results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Report, Results
    from checker.model.page_images import Note, View

SAMPLES = Path(__file__).parents[2] / "samples"
PIXEL = png(numpy.full((1, 1), 128, numpy.uint8))


class Stub:
    """Originals that need no file: a grey point for each view; notes kept to be looked at."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def pictures(self, path: str, views: Sequence[View]) -> tuple[PagePicture, ...]:
        del path
        return tuple(
            PagePicture(PIXEL, 300.0, 60.0, tuple((0.1, 0.2, 0.3, 0.4) for _ in view.marks))
            for view in views
        )

    def annotated(self, path: str, sha256: str, notes: Sequence[Note]) -> bytes:
        del path, sha256
        self.notes += notes
        return b"%PDF-"


BESIDE = Inputs(
    unread=(Unread("in/甲.docx", FileKind.WORD), Unread("in/乙.ofd", FileKind.OFD)),
    own=(OwnOutput("in/all.list.pdf", "pdf"),),
    duplicates=(Duplicate("in/丙.pdf", "in/suqian-2023.pdf"),),
    without_reports=("nothing/",),
)
"""What a run may have been given beside reports: something of every kind."""


def written(name: str, found: Results, **given: Any) -> bytes:
    """Results as this reporter writes them."""
    if name in BINARY:
        stream = io.BytesIO()
        reporter(name)(found, look(**given), stream)
        return stream.getvalue()
    text = Stream()
    reporter(name)(found, look(**given), text)
    return text.getvalue().encode()


def handed(name: str, *reports: Report, **given: Any) -> bytes:
    """Reports through the rules on tables, as this reporter writes them."""
    return written(name, table_results(*reports, lang=given.get("lang", "zh")), **given)


def pdf_text(data: bytes) -> str:
    """The text of a PDF page by page, without what depends on fonts: blanks and page numbers."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    text = "".join(re.sub(r"第\d+页共\d+页|page\d+of\d+", "", squeezed(page)) for page in pages)
    return re.sub(r"(?<=[。；：])", "\n", text) + "\n"


def squeezed(text: str) -> str:
    """Text without white space and invisible break points."""
    return re.sub(r"[\s\u200b]+", "", text)


def workbook_of(data: bytes) -> openpyxl.Workbook:
    """The workbook in these bytes."""
    return openpyxl.load_workbook(io.BytesIO(data))


def certificate_of(data: bytes) -> dict[str, Any]:
    """The certificate that a PDF carries."""
    (content,) = PdfReader(io.BytesIO(data)).attachments["certificate.json"]
    record: dict[str, Any] = json.loads(content)
    return record
