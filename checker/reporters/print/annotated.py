"""The report itself with a numbered note on the cells of each finding, in its own format.

One report, one file. The numbers are those of the printed list. What notes look like is the
format's own: annotations of a PDF's pages, comments of a Word document or a workbook, marks on a
copy of a web page.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.errors import CheckerError, DocumentError
from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import RefusalReason
from checker.model.page_images import Note
from checker.reporters.inert import inert
from checker.reporters.print.anchors import anchors
from checker.reporters.print.entries import boxes, sheet
from checker.wording.facts import refusal
from checker.wording.names import file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from checker.model import Checked, Finding, Results
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry

_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HTML = "text/html"
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        _PDF: "annotated-pdf",
        "application/ofd": "annotated-pdf",  # its pages, drawn as a PDF
        # What LibreOffice converted is marked as it was read: as .docx.
        **dict.fromkeys(
            (
                _DOCX,
                "application/msword",
                "application/rtf",
                "application/vnd.oasis.opendocument.text",
            ),
            "annotated-docx",
        ),
        _XLSX: "annotated-xlsx",
        _HTML: "annotated-html",
    }
)
"""The format of a marked copy by the media type of its original."""
_NOT_OF: Mapping[str, str] = MappingProxyType(
    {
        "annotated-docx": "printing.not-a-document",
        "annotated-html": "printing.not-a-page",
        "annotated-xlsx": "printing.not-a-workbook",
    }
)
"""Why the original gets no copy of a format."""
_END = "\n"
_MOST = 2000
"""Characters of a note; viewers show it in a small window."""


def report(results: Results, options: Look, stream: BinaryIO) -> None:
    """Write the annotated copy of the one report, in the format of its original.

    ``CheckerError`` if there are several, and as ``write_copy``.
    """
    write_copy(results, options, stream, frozenset(FORMATS.values()))


def write_copy(results: Results, options: Look, stream: BinaryIO, formats: Collection[str]) -> None:
    """Write the annotated copy of the one report; ``CheckerError`` if there are several.

    Also when the copy would be in none of these formats, or the original was refused, is
    encrypted, or does not bear notes.
    """
    lang = options.lang
    if len(results.reports) != 1:
        raise CheckerError(translate("printing.several-copies", lang, count=len(results.reports)))
    checked = results.reports[0]
    one = checked.report
    path = shown_path(one.path)
    if options.originals is None:
        raise CheckerError(translate("printing.no-original", lang, path=path))
    if one.refusal is not None:
        why = refusal(one.refusal.reason.value, one.refusal.detail, lang)
        raise CheckerError(translate("printing.not-annotated", lang, path=path, reason=why))
    if FORMATS.get(one.media_type) not in formats:
        wanted = next(iter(formats)) if len(formats) == 1 else ""
        reason = translate(_NOT_OF.get(wanted, "printing.not-a-pdf"), lang)
        raise CheckerError(translate("printing.not-annotated", lang, path=path, reason=reason))
    notes = tuple(_notes(checked, results.findings, options))
    try:
        copy = options.originals.annotated(one.path, one.sha256, notes)
    except DocumentError as error:
        reason = _reason(error, lang)
        raise CheckerError(
            translate("printing.not-annotated", lang, path=path, reason=reason)
        ) from error
    stream.write(copy)


def _reason(error: DocumentError, lang: str) -> str:
    if error.reason == RefusalReason.ENCRYPTED:
        return translate("printing.locked", lang)
    # The reading process has no words for a user; it names the library that it could not import.
    if "pypdf" in error.detail:
        return translate("printing.no-library", lang, library="pypdf")
    return refusal(error.reason, error.detail, lang)


def _notes(checked: Checked, between: Sequence[Finding], options: Look) -> Iterator[Note]:
    if checked.report.media_type == _HTML:
        # Such a copy is not the original with something added: it says so itself.
        file, sha256 = file_of(checked.report, options.lang), checked.report.sha256
        told = translate("printing.marked-page", options.lang, file=file, sha256=sha256)
        yield Note("", 0, (), inert(told), "info")
    own = sheet(checked, options.names(checked.report), between)
    for entry in (*own.failed, *own.undecided, *own.waived):
        text = _text(entry, options.lang)
        number, severity = str(entry.number), entry.finding.severity.value
        for page, found in boxes(entry, checked.report).items():
            yield Note(number, page, found, text, severity)
        at = anchors(entry, checked)
        if at:
            yield Note(number, 0, (), text, severity, at[:1])
        if at[1:]:
            see = translate("printing.see-note", options.lang, number=number)
            yield Note(number, 0, (), f"{text.partition(_END)[0]}{see}", severity, at[1:])


def _text(entry: Entry, lang: str) -> str:
    """What the note says: level, rule, working, advice, a line each."""
    colon, none = translate("joining.colon", lang), translate("list.none", lang)
    lines = [f"{entry.number}. {entry.level} {entry.rule}"]
    lines.append(f"{entry.place}{colon}{entry.working}" if entry.place != none else entry.working)
    lines += (*entry.also, *entry.suggested)
    for key in ("basis", "advice"):
        value = getattr(entry, key)
        if value != none:
            lines.append(f"{translate(f'column.{key}', lang)}{colon}{value}")
    text = "\n".join(map(inert, lines))
    return text if len(text) <= _MOST else text[:_MOST] + "…"
