"""One file → one report: open, find the tables, read them, recognise them, or say why not.

Runs in the reading process (see ``sandbox``). The order of the work of reading lives here;
the order of the whole run lives in ``pipeline``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.model import Refusal, RefusalReason, Report, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.document import PdfDocument
    from checker.recognise.parts import Vocabulary
    from checker.recognise.recognise import Recognition
    from checker.rulebook.form import Form

FIRST_YEAR = 2019  # reports of earlier years have no statutory tables (国办公开办函〔2019〕60号)


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
        raise DocumentError(RefusalReason.NOT_A_FILE)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(RefusalReason.NOT_FOUND) from error
    except OSError as error:
        raise DocumentError(RefusalReason.NOT_A_FILE, error.strerror or "") from error
    if not data:
        raise DocumentError(RefusalReason.EMPTY)
    if b"%PDF-" not in data[:1024]:
        raise DocumentError(RefusalReason.NOT_PDF)
    return data


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
        document = PdfDocument(source)
        if document.is_scanned:
            raise DocumentError(RefusalReason.SCAN)
        if not document.has_letters or not document.is_legible:
            raise DocumentError(RefusalReason.NO_TEXT)
        return _recognised(document, replace(blank, pages=source.count), forms)


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
    cells = account_for_missing(
        found,
        {number: document.texts[number - 1] for number in pages},
        lambda: document.has_pictures,
        vocabulary,
    )
    if not cells and not (told.title or mentions_report(document.texts)):
        raise DocumentError(RefusalReason.NOT_A_REPORT)
    if cells and all(
        cell.state is State.BLANK or (cell.state is State.TEXT and not cell.raw.strip("/-－—无\\"))
        for cell in cells.values()
    ):
        raise DocumentError(RefusalReason.BLANK_FORM)
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
