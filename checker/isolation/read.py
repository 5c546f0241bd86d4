"""One file → its reports: open, find the tables, read them, recognise them, or say why not.

Runs in the reading process (see ``pool``). The order of the work of reading lives here; the order
of the whole run lives in ``pipeline``. What the file is, its reader knows (``documents``).
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker import documents
from checker.errors import DocumentError
from checker.isolation.archive import bytes_of, contents
from checker.model import (
    FileKind,
    Refusal,
    RefusalReason,
    Report,
    ReportPart,
)
from checker.model.archives import is_archive, member_of
from checker.model.document import UNKNOWN, Expectant, Remarkable
from checker.model.places import page_numbers
from checker.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import PageFault
    from checker.model.document import Document
    from checker.model.marks import Own
    from checker.recognise.parts import Vocabulary
    from checker.recognise.recognise import Recognition
    from checker.rulebook.form import Form

FIRST_YEAR = 2019  # reports of earlier years have no statutory tables (国办公开办函〔2019〕60号)
LIKELIEST = 12
"""Pages of a marked file that are looked at for tables. Reports print theirs on 2 to 6 pages with
15 to 50 words of the form each; a list has hundreds of pages with at most 17 (samples)."""
_SHOW_TABLES = frozenset({"html", "xlsx"})
PRINTED = 0.5
"""Share of a table's cells from which it is printed. Lists quote rows: 3 of 15 cells of 表四 were
seen in one."""


def read_report(
    path: str | Path,
    forms: Sequence[Form],
    options: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
) -> Report:
    """The report in a file. Never raises for a bad file: its ``refusal`` says what is wrong.

    ``ValueError`` for a file that holds several, because one would stand for all.
    """
    reports = read_reports(path, forms, options)
    if len(reports) > 1:
        raise ValueError(f"{path} holds {len(reports)} reports; use read_reports")
    return reports[0]


def read_reports(
    path: str | Path,
    forms: Sequence[Form],
    options: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
) -> tuple[Report, ...]:
    """The reports in a file, one in most; for a file that cannot be read, one that says why."""
    blank = Report(Path(path).as_posix(), "")
    try:
        data = _bytes(Path(path))
        blank = replace(blank, sha256=hashlib.sha256(data).hexdigest())
        reader = _reader_of(data, path)
        blank = replace(blank, media_type=reader.media_type, tables_only=not reader.has_prose)
        with documents.opened(data, options) as document:
            own = document.own
            if own is not None and _is_no_report(document, own, forms):
                return (_own(blank, own),)
            if isinstance(document, Expectant):
                from checker.recognise.wordings import FormWordings

                document.expect(FormWordings(forms))
            if isinstance(document, Remarkable):
                blank = replace(blank, remarks=tuple(document.remarks()))
            document.require_text()
            if isinstance(document, Remarkable):  # it may be read otherwise for it
                blank = replace(blank, remarks=tuple(document.remarks()))
            return tuple(_read_each(document, blank, forms))
    except DocumentError as error:
        return (_refused(blank, error),)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise _why_no_file(path)
    try:
        data = bytes_of(path)
    except PermissionError as error:
        raise DocumentError(RefusalReason.NO_ACCESS) from error
    except FileNotFoundError as error:
        raise DocumentError(_why_not_found(path)) from error
    except OSError as error:
        raise DocumentError(RefusalReason.NOT_A_FILE, error.strerror or "") from error
    if not data:
        raise DocumentError(RefusalReason.EMPTY)
    return data


def _reader_of(data: bytes, path: str | Path) -> documents.Reader:
    """The reader of the bytes; of an archive that was not taken as a folder, why it was not."""
    try:
        return documents.reader_of(data)
    except DocumentError as error:
        name = os.fspath(path)
        if error.detail == FileKind.ARCHIVE and is_archive(name) and member_of(name) is None:
            contents(name)
        raise


def _why_not_found(path: Path) -> RefusalReason:
    """What was meant where nothing is: pathlib has made one stroke of an address's two."""
    if re.match(r"(?:https?|ftp|file):[/\\]", str(path), re.IGNORECASE):
        return RefusalReason.ADDRESS
    return RefusalReason.HOME if str(path).startswith("~") else RefusalReason.NOT_FOUND


def _why_no_file(folder: Path) -> DocumentError:
    try:
        with os.scandir(folder):
            return DocumentError(RefusalReason.NOT_A_FILE)
    except OSError as error:
        return DocumentError(RefusalReason.FOLDER_NOT_LISTED, error.strerror or "")


def _refused(blank: Report, error: DocumentError) -> Report:
    return replace(blank, refusal=Refusal(RefusalReason(error.reason), error.detail))


def _own(blank: Report, own: Own) -> Report:
    return replace(blank, refusal=Refusal(RefusalReason.OWN_OUTPUT, own.format, own.original))


def _is_no_report(document: Document, own: Own, forms: Sequence[Form]) -> bool:
    """Whether a file that bears a mark is passed over for it.

    A copy is, because it holds the report it was made of (see ``marks.own_pdf``). Lists and
    certificates print no statutory table, only single cells of one; a file with their mark that
    does is a report that says what is not true of itself: it is read like any other, so that a
    mark hides no table. A page or a workbook shows the tables of the reports that it is about, and
    its mark is believed here as it is in a folder, where it is told.
    """
    if own.original or own.format in _SHOW_TABLES:
        return True
    from checker.recognise.parts import Vocabulary
    from checker.recognise.table_pages import table_parts

    vocabulary = Vocabulary.of(forms)
    texts = [part.text for part in document.parts]
    numbers = table_parts(texts, vocabulary)
    likeliest = sorted(numbers, key=lambda number: -vocabulary.on_page(texts[number - 1]))
    found = _best_reading(document, sorted(likeliest[:LIKELIEST]), forms, vocabulary)
    return not any(
        len(reading.cells) > PRINTED * sum(ref.table == code for ref in found.form.refs)
        for code, reading in found.tables.items()
    )


def _read_each(document: Document, blank: Report, forms: Sequence[Form]) -> Iterator[Report]:
    """Each report of a file; that one of them cannot be read says nothing of the others."""
    from checker.recognise.parts import Vocabulary
    from checker.recognise.several import reports_in

    vocabulary = Vocabulary.of(forms)
    reports = [
        [numbers[at] for at in found]
        for numbers in document.reports
        for found in reports_in([document.parts[at - 1] for at in numbers], vocabulary, forms)
    ]
    for number, parts in enumerate(reports, start=1):
        own = blank
        if len(reports) > 1:
            places = tuple(document.parts[part - 1].place for part in parts)
            own = replace(blank, part=ReportPart(number, len(reports), places))
        try:
            yield _recognised(document, parts, own, forms)
        except DocumentError as error:
            yield _refused(own, error)


def _recognised(
    document: Document, numbers: Sequence[int], blank: Report, forms: Sequence[Form]
) -> Report:
    from checker.recognise.blank_cells import INK_READ, is_blank_form, without_unproven_blanks
    from checker.recognise.evidence import is_gibberish, is_report
    from checker.recognise.lost_letters import with_lost_letters
    from checker.recognise.narrative import read_narrative
    from checker.recognise.odd_texts import doubt_words
    from checker.recognise.parts import Vocabulary
    from checker.recognise.recognise import account_for_missing
    from checker.recognise.table_pages import table_parts

    vocabulary = Vocabulary.of(forms)
    parts = [document.parts[number - 1] for number in numbers]
    with_tables = [at - 1 for at in table_parts([part.text for part in parts], vocabulary)]
    told = read_narrative(parts, forms)
    if told.year is not None and told.year < FIRST_YEAR:
        raise DocumentError(RefusalReason.OLD_REPORT, str(told.year))
    # Where nothing printed tells two forms apart, the report is held against that of its year.
    likeliest = _by_year(forms, told.year)
    found = _best_reading(document, [numbers[at] for at in with_tables], likeliest, vocabulary)
    doubt_words(found.tables.values())
    if isinstance(document, Remarkable):  # its tables may show what its words are worth
        blank = replace(blank, remarks=with_lost_letters(document.remarks(numbers), found, parts))
    own = [fault for fault in document.faults if fault.page in numbers]
    faults = _faults(own, recovered=found.is_whole)
    blank = replace(
        blank,
        pages=len(page_numbers(part.place for part in parts)),
        table_pages=tuple(numbers[at] for at in with_tables),
        faults=faults,
    )
    if not is_report(parts, told.sections, found, forms):
        if faults:  # nobody knows what these pages hold
            return replace(blank, refusal=Refusal(RefusalReason.CRASHED, faults[0].error))
        garbled = is_gibberish(parts)
        reason = RefusalReason.NO_UNICODE if garbled else RefusalReason.NOT_A_REPORT
        return replace(blank, refusal=Refusal(reason))
    cells = account_for_missing(
        found,
        [parts[at] for at in with_tables],
        lambda: document.has_pictures(numbers),
        vocabulary,
    )
    if any(remark.kind in INK_READ for remark in blank.remarks):
        cells = without_unproven_blanks(cells)
    if not faults and is_blank_form(cells.values()):
        return replace(blank, refusal=Refusal(RefusalReason.BLANK_FORM))
    readings = found.tables.values()
    return replace(
        blank,
        body=_known(told.body),
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
        foreign=found.foreign,
        exchanged=tuple(pair for reading in readings for pair in reading.exchanged),
        subtotals=tuple(total for reading in readings for total in reading.subtotals),
        sections=told.sections,
        preamble=told.preamble,
    )


def _by_year(forms: Sequence[Form], year: int | None) -> Sequence[Form]:
    """The forms, that of a report year first."""
    from checker.rulebook.form import form_of_year

    own = form_of_year(forms, year) if year is not None else None
    return forms if own is None else sorted(forms, key=lambda form: form.code != own.code)


def _known(name: str | None) -> str | None:
    """A name, if it is known letter by letter: two of which only some are known look alike."""
    return None if name is None or UNKNOWN in name else name


def _faults(found: Sequence[PageFault], *, recovered: bool) -> tuple[PageFault, ...]:
    """Each page and type of exception once, in the order of the pages."""
    once = {(fault.page, fault.kind): replace(fault, recovered=recovered) for fault in found}
    return tuple(once[key] for key in sorted(once))


def _best_reading(
    document: Document, parts: Sequence[int], forms: Sequence[Form], vocabulary: Vocabulary
) -> Recognition:
    """The tables by the first route that reads them whole, or the best of all routes."""
    from checker.recognise.recognise import better_of, recognise

    text = "".join(document.parts[number - 1].text for number in parts)
    best: Recognition | None = None
    for route in document.routes:
        grids = document.grids(parts, route) if parts else []
        found = recognise(grids, forms, vocabulary, text)
        best = found if best is None else better_of(best, found)
        if best.is_whole or not parts:
            break
    assert best is not None
    return best
