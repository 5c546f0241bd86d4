"""The report itself with a numbered note on the cells of each finding.

One report, one PDF: its own bytes first, untouched (of an OFD file: its pages drawn as a PDF), then
an update that adds the notes. The numbers are those of the printed list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import CheckerError, DocumentError
from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import RefusalReason
from checker.model.page_images import Note
from checker.reporters.inert import inert
from checker.reporters.print.entries import boxes, sheet
from checker.wording.outcomes import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from checker.model import Checked, Finding, Results
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry

PAGED = frozenset({"application/pdf", "application/ofd"})
"""What has pages to mark. Those of an OFD file are drawn as a PDF first, which is the copy."""
_MOST = 2000
"""Characters of a note; viewers show it in a small window."""


def report(results: Results, options: Look, stream: BinaryIO) -> None:
    """Write the annotated copy of the one report; ``CheckerError`` if there are several.

    Also when the original has no pages, was refused, is encrypted, or does not bear an update.
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
    if one.media_type not in PAGED:
        reason = translate("printing.not-a-pdf", lang)
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
    own = sheet(checked, options.names(checked.report), between)
    for entry in (*own.failed, *own.undecided, *own.waived):
        text = _text(entry, options.lang)
        for page, found in boxes(entry, checked.report).items():
            yield Note(str(entry.number), page, found, text, entry.finding.severity.value)


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
