"""The findings as CSV: one line a finding, those that follow from another included.

In UTF-8 with a byte order mark, so that a spreadsheet shows Chinese names as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.findings.records import shown_path
from checker.model import Report
from checker.reporters.data.csv_stream import csv_writer
from checker.reporters.inert import encodable, inert_cell
from checker.wording.names import printed_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from checker.model import Finding, Results
    from checker.reporters.options import Look

COLUMNS = (
    "path", "body", "year", "id", "severity", "outcome", "rule", "title", "place", "where",
    "pages", "cells", "reported", "expected", "difference", "message", "basis", "advice",
    "follows_from", "waived", "reports", "quote",
)  # fmt: skip
_NUMBERS = ("reported", "expected", "difference")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write a header, a line for each finding of each report in its order, then between reports.

    ``pages``, ``cells`` and ``reports`` are separated by spaces; a file without pages has its
    places in words instead.
    """
    writer = csv_writer(stream)
    writer.writerow(COLUMNS)
    for found, finding in _told(results):
        fields = _fields(found, finding, options.lang)
        writer.writerow(encodable(fields[name], stream) for name in COLUMNS)


def _told(results: Results) -> Iterator[tuple[Report, Finding]]:
    """Each finding with its report; of those about several reports, the one accused."""
    for checked in results.reports:
        for finding in checked.findings:
            yield checked.report, finding
    known = results.accused()
    for finding in results.findings:
        name = finding.reports[0] if finding.reports else ""
        yield known.get(name, Report(name, "")), finding


def _in_field(pages: Sequence[int]) -> str:
    return " ".join(map(str, pages))


def _fields(report: Report, finding: Finding, lang: str) -> dict[str, str]:
    values = {
        "path": shown_path(report.name),
        "body": report.body,
        "year": report.year,
        "id": finding.id,
        "severity": finding.severity.value,
        "outcome": finding.outcome.value,
        "rule": finding.rule,
        "title": finding.title,
        "place": finding.place,
        "where": finding.where,
        "pages": printed_at(finding.places, lang, _in_field, bare=True),
        "cells": " ".join(map(str, finding.cells)),
        "reported": finding.reported,
        "expected": finding.expected,
        "difference": finding.difference,
        "message": finding.message,
        "basis": finding.basis,
        "advice": finding.advice,
        "follows_from": finding.follows_from,
        "waived": finding.waived and finding.waived.reason,
        "reports": " ".join(map(shown_path, finding.reports)),
        "quote": finding.quote and finding.quote.text,
    }
    texts = {name: "" if value is None else str(value) for name, value in values.items()}
    return {
        # -5 is a number here, and a formula to a spreadsheet anywhere else: only true numbers go
        # bare.
        name: text if name in _NUMBERS and _NUMBER.fullmatch(text) else inert_cell(text)
        for name, text in texts.items()
    }
