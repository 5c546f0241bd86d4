"""One file → one report: open, find the tables, read them, recognise them, or say why not.

Runs in the reading process (see ``sandbox``). The order of the work of reading lives here;
the order of the whole run lives in ``pipeline``.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.marks import HEAD, PDF_INFO, own_head, own_pdf
from checker.model import Refusal, RefusalReason, Report, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.document import PdfDocument
    from checker.marks import Own
    from checker.model import PageFault
    from checker.recognise.parts import Vocabulary
    from checker.recognise.recognise import Recognition
    from checker.rulebook.form import Form

FIRST_YEAR = 2019  # reports of earlier years have no statutory tables (国办公开办函〔2019〕60号)
LIKELIEST = 12
"""Pages of a marked file that are looked at for tables. Reports print theirs on 2 to 6 pages with
15 to 50 words of the form each; a list has hundreds of pages with at most 17 (samples)."""
PRINTED = 0.5
"""Share of a table's cells from which it is printed. Lists quote rows: 3 of 15 cells of 表四 were
seen in one."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader may spend on a file; ``password`` opens an encrypted one."""

    password: str | None = None
    most_pages: int = 2000
    most_paths: int = 200_000


def read_report(
    path: str | Path, forms: Sequence[Form], options: ReadOptions | None = None
) -> Report:
    """The report in a file. Never raises for a bad file: its ``refusal`` says what is wrong."""
    options = options or ReadOptions()
    shown = Path(path).as_posix()
    try:
        data = _bytes(Path(path))
    except DocumentError as error:
        return Report(shown, "", refusal=Refusal(RefusalReason(error.reason), error.detail))
    blank = Report(shown, hashlib.sha256(data).hexdigest())
    try:
        return _read(data, blank, forms, options)
    except DocumentError as error:
        return replace(blank, refusal=Refusal(RefusalReason(error.reason), error.detail))


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise _why_no_file(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(RefusalReason.NOT_FOUND) from error
    except OSError as error:
        raise DocumentError(RefusalReason.NOT_A_FILE, error.strerror or "") from error
    if not data:
        raise DocumentError(RefusalReason.EMPTY)
    if b"%PDF-" not in data[:1024]:
        own = own_head(data[:HEAD])
        if own is not None:
            raise DocumentError(RefusalReason.OWN_OUTPUT, own.format)
        raise DocumentError(RefusalReason.NOT_PDF)
    return data


def _why_no_file(folder: Path) -> DocumentError:
    try:
        with os.scandir(folder):
            return DocumentError(RefusalReason.NOT_A_FILE)
    except OSError as error:
        return DocumentError(RefusalReason.FOLDER_NOT_LISTED, error.strerror or "")


def _read(data: bytes, blank: Report, forms: Sequence[Form], options: ReadOptions) -> Report:
    from checker.documents.pdf.document import PdfDocument
    from checker.documents.pdf.pdfium import Source

    with Source(data, options.password, options.most_paths) as source:
        if source.count == 0:
            raise DocumentError(RefusalReason.NO_PAGES)
        if source.count > options.most_pages:
            raise DocumentError(
                RefusalReason.TOO_MANY_PAGES, f"{source.count} > {options.most_pages}"
            )
        own = own_pdf(map(source.information, PDF_INFO), data)
        if own is not None and own.original:
            return _own(blank, own)
        document = PdfDocument(source)
        if own is not None and not _prints_tables(document, forms):
            return _own(blank, own)
        if document.is_scanned:
            raise DocumentError(RefusalReason.SCAN)
        if not document.has_letters or not document.is_legible:
            raise DocumentError(RefusalReason.NO_TEXT)
        return _recognised(document, replace(blank, pages=source.count), forms)


def _own(blank: Report, own: Own) -> Report:
    return replace(blank, refusal=Refusal(RefusalReason.OWN_OUTPUT, own.format, own.original))


def _prints_tables(document: PdfDocument, forms: Sequence[Form]) -> bool:
    """Whether a statutory table stands on the pages that say most of its words.

    Lists and certificates print none, only single cells of one. A file with their mark that does
    is a report that says what is not true of itself: it is read like any other, so that a mark
    hides no table.
    """
    from checker.recognise.parts import Vocabulary
    from checker.recognise.recognise import table_pages

    vocabulary = Vocabulary.of(forms)
    texts = document.texts
    pages = table_pages(texts, vocabulary)
    likeliest = sorted(pages, key=lambda number: -vocabulary.on_page(texts[number - 1]))
    found = _best_reading(document, sorted(likeliest[:LIKELIEST]), forms, vocabulary)
    return any(
        len(reading.cells) > PRINTED * sum(ref.table == code for ref in found.form.refs)
        for code, reading in found.tables.items()
    )


def _recognised(document: PdfDocument, blank: Report, forms: Sequence[Form]) -> Report:
    from checker.recognise.narrative import mentions_report, read_narrative
    from checker.recognise.parts import Vocabulary
    from checker.recognise.recognise import account_for_missing, table_pages

    vocabulary = Vocabulary.of(forms)
    pages = table_pages(document.texts, vocabulary)
    told = read_narrative(document.texts, forms)
    if told.year is not None and told.year < FIRST_YEAR:
        raise DocumentError(RefusalReason.OLD_REPORT, str(told.year))
    found = _best_reading(document, pages, forms, vocabulary)
    faults = _faults(document.faults, recovered=found.is_whole)
    blank = replace(blank, table_pages=tuple(pages), faults=faults)
    cells = account_for_missing(
        found,
        {number: document.texts[number - 1] for number in pages},
        lambda: document.has_pictures,
        vocabulary,
    )
    if not cells and not (told.title or mentions_report(document.texts)):
        if faults:  # nobody knows what these pages hold
            return replace(blank, refusal=Refusal(RefusalReason.CRASHED, faults[0].error))
        return replace(blank, refusal=Refusal(RefusalReason.NOT_A_REPORT))
    if (
        cells
        and not faults
        and all(
            cell.state is State.BLANK
            or (cell.state is State.TEXT and not cell.raw.strip("/-－—无\\"))
            for cell in cells.values()
        )
    ):
        return replace(blank, refusal=Refusal(RefusalReason.BLANK_FORM))
    readings = found.tables.values()
    return replace(
        blank,
        body=told.body,
        title=told.title,
        year=told.year,
        period=told.period,
        years=told.years,
        scope=told.scope,
        form=found.form.code if cells else None,
        layout=found.form.layout if cells else None,
        cells={
            str(ref): cell
            for ref, cell in sorted(cells.items(), key=lambda pair: found.form.positions[pair[0]])
        },
        tables=tuple(code for code in found.form.tables if any(ref.table == code for ref in cells)),
        labels=tuple(label for reading in readings for label in reading.labels),
        repeated=tuple(label for reading in readings for label in reading.repeated),
        subtotals=tuple(total for reading in readings for total in reading.subtotals),
        sections=told.sections,
    )


def _faults(found: Sequence[PageFault], *, recovered: bool) -> tuple[PageFault, ...]:
    """Each page and type of exception once, in the order of the pages."""
    once = {(fault.page, fault.kind): replace(fault, recovered=recovered) for fault in found}
    return tuple(once[key] for key in sorted(once))


def _best_reading(
    document: PdfDocument, pages: Sequence[int], forms: Sequence[Form], vocabulary: Vocabulary
) -> Recognition:
    """The tables by the first route that reads them whole, or the best of all routes."""
    from checker.documents.pdf.document import Route
    from checker.recognise.recognise import better_of, recognise

    text = "".join(document.texts[number - 1] for number in pages)
    best: Recognition | None = None
    for route in Route:
        grids = document.grids(pages, route) if pages else []
        found = recognise(grids, forms, vocabulary, text, document.to_user)
        best = found if best is None else better_of(best, found)
        if best.is_whole or not pages:
            break
    assert best is not None
    return best
