"""What is handed over of some reports as one ZIP: lists, pages, decisions, what proves them.

Equal content gives equal bytes: nothing of the clock is in it, and the order is that of the list.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from checker import __version__, confirming
from checker.certificate.record import certificate_record
from checker.errors import CheckerError
from checker.findings.waivers import body_of
from checker.findings.waivers import written as waivers_written
from checker.i18n import translate
from checker.model import Results
from checker.reporters import aggregate_reporter, reporter
from checker.reporters.data.csv_stream import csv_writer
from checker.reporters.inert import inert, inert_cell
from checker.reporters.print.annotated import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import IO

    from checker.aggregation import Aggregate
    from checker.confirming import Reading
    from checker.findings.waivers import Waiver
    from checker.model import Checked, Finding, Report
    from checker.model.page_images import Originals
    from checker.register.dispositions import Decided
    from checker.reporters.options import Look

COLUMNS = ("body", "year", "rule", "finding", "decision", "note", "by", "at", "holds")
"""Of the table of decisions; each has its heading in the texts."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can tell
_REGULAR = 0o100644 << 16
_MOST_NAME = 60
_NO_PART_OF_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class Given(NamedTuple):
    """A report as judged, and what was found when it was held against others.

    ``original`` is asked for the file that it came as.
    """

    checked: Checked
    between: tuple[Finding, ...]
    original: Originals | None = None


class Decisions(NamedTuple):
    """What people decided: the waivers, what they read, and every decision in its order."""

    waivers: Sequence[Waiver]
    readings: Sequence[Reading]
    decided: Sequence[Decided]


def write_bundle(
    reports: Iterable[Given],
    decisions: Decisions,
    look: Look,
    stream: IO[bytes],
    *,
    drafts: Iterable[Aggregate | str] = (),
    copies: bool = False,
) -> None:
    """Write the archive; each report's page is made and left before the next.

    ``drafts`` are the sums that go with the reports, or why there is none. With ``copies``
    each report's own file is in it, with notes on it; a text says what is not in it, and why.
    """
    lang = look.lang
    sums: list[tuple[str, str]] = []
    originals: list[tuple[str, str]] = []
    kept: list[Given] = []
    without: list[str] = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

        def put(name: str, data: bytes) -> None:
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _REGULAR
            archive.writestr(entry, data)
            sums.append((hashlib.sha256(data).hexdigest(), name))

        for number, given in enumerate(reports, start=1):
            one = _numbered(given, number)
            report = one.checked.report
            name = _name_of(report, number, lang)
            page = io.StringIO()
            reporter("html")(_results([one]), look, page)
            put(f"{translate('bundle.pages', lang)}/{name}.html", _utf8(page.getvalue()))
            if copies:
                ending, data, why = _copy(one, look)
                if data:
                    put(f"{translate('bundle.copies', lang)}/{name}.{ending}", data)
                else:
                    without.append(name + translate("joining.colon", lang) + why)
            originals.append((report.sha256, given.checked.report.path))
            kept.append(one._replace(original=None))
        for draft in drafts:
            if isinstance(draft, str):
                without.append(draft)
                continue
            for kind in ("xlsx", "docx"):
                made = io.BytesIO()
                aggregate_reporter(kind)(draft, look, made)
                folder = translate("bundle.sums", lang)
                put(f"{folder}/{_draft_name(draft)}.{kind}", made.getvalue())
        if without:
            lines = [translate("bundle.without", lang, count=len(without)), *without]
            text = "".join(f"{inert(line)}\n" for line in lines)
            put(translate("bundle.remarks", lang) + ".txt", _utf8(text))
        book = io.BytesIO()
        reporter("xlsx")(_results(kept), look, book)
        put(translate("bundle.list", lang) + ".xlsx", book.getvalue())
        record = certificate_record(_results(kept))
        put(translate("bundle.certificate", lang) + ".json", _utf8(json.dumps(
            record, ensure_ascii=False, indent=1)))  # fmt: skip
        put("checker-waivers.toml", _utf8(waivers_written(decisions.waivers)))
        put("checker-readings.toml", _utf8(confirming.written(decisions.readings)))
        put(translate("bundle.decisions", lang) + ".csv", _decided(decisions.decided, lang))
        put(translate("bundle.originals", lang) + ".sha256", _sums(originals))
        put("SHA256SUMS", _sums(sums))


def _copy(one: Given, look: Look) -> tuple[str, bytes, str]:
    """A report's own file with notes on it and how its name ends; else no bytes, and why."""
    kind = FORMATS.get(one.checked.report.media_type, "")
    made = io.BytesIO()
    try:
        reporter("annotated")(_results([one]), replace(look, originals=one.original), made)
    except CheckerError as error:
        return "", b"", str(error)
    return f"marked.{kind.rpartition('-')[2]}", made.getvalue(), ""


def _draft_name(draft: Aggregate) -> str:
    name = _NO_PART_OF_A_NAME.sub("_", inert(draft.body))[:_MOST_NAME].strip(" .")
    # Bodies may be called alike: codes are their own.
    code = _NO_PART_OF_A_NAME.sub("_", inert(draft.code))[:_MOST_NAME]
    return f"{name} {code} {draft.year}" if draft.code != draft.body else f"{name} {draft.year}"


def _numbered(given: Given, number: int) -> Given:
    """The report under a name that no other of the archive has: files may be called alike."""
    own = given.checked.report
    report = replace(own, path=f"{number:03}/{own.path.replace(chr(92), '/').rpartition('/')[2]}")
    between = tuple(
        replace(
            one, reports=tuple(report.name if name == own.name else name for name in one.reports)
        )
        for one in given.between
    )
    return given._replace(checked=replace(given.checked, report=report), between=between)


def _results(given: Sequence[Given]) -> Results:
    between = tuple(one for each in given for one in each.between)
    return Results(__version__, tuple(one.checked for one in given), between)


def _name_of(report: Report, number: int, lang: str) -> str:
    """``001 某县人民政府 2023``: of a name only what every system takes for one."""
    year = report.year or translate("report.year-unknown", lang)
    name = _NO_PART_OF_A_NAME.sub("_", inert(f"{body_of(report)} {year}"))
    return f"{number:03} {name[:_MOST_NAME].strip(' .')}"


def _decided(decided: Sequence[Decided], lang: str) -> bytes:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "utf-8", errors="backslashreplace", newline="")
    writer = csv_writer(stream)
    writer.writerow([translate(f"bundle.column.{column}", lang) for column in COLUMNS])
    for one in decided:
        writer.writerow([
            inert_cell(one.body), one.year, one.rule, one.key,
            translate(f"desk.disposal.{one.kind.value}", lang), inert_cell(one.note),
            inert_cell(one.by), one.at, translate("bundle.yes" if one.holds else "bundle.no", lang),
        ])  # fmt: skip
    stream.flush()
    return raw.getvalue()


def _sums(files: Sequence[tuple[str, str]]) -> bytes:
    """As ``sha256sum`` writes and checks them."""
    return _utf8("".join(f"{digest}  {inert(name)}\n" for digest, name in files))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
