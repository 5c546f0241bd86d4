"""The tables as read, as JSON: every cell with its state, text, page and box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import __version__
from checker.findings.records import cell_order, cell_record, heading_record, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.findings.records import Record
    from checker.model import Report
    from checker.reporters.options import Look

FORMAT = "checker-tables/1"


def report(reports: Sequence[Report], options: Look, stream: TextIO) -> None:
    """Write one JSON object; the cells are those of ``checker check --output-format json``."""
    record = {
        "format": FORMAT,
        "version": __version__,
        "reports": [_report(report, options) for report in reports],
    }
    write_json(record, stream)


def _report(report: Report, options: Look) -> Record:
    refusal = report.refusal
    return {
        **heading_record(report),
        "refusal": refusal and {"reason": refusal.reason.value, "detail": refusal.detail},
        "cells": {ref: cell_record(report.cells[ref]) for ref in cell_order(report, options.forms)},
    }
